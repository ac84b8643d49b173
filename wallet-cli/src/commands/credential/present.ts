import { LadingError } from "@lading/sdk/errors";
import { writeNew } from "../../files/writeNew.ts";
import { text, type Run } from "../../framework/command.ts";
import { decodeCredential, findCredential } from "./decode.ts";
import { resolveDidOf } from "../../values/member.ts";

/** Signs a presentation: the holder proves that it is the subject, to one verifier, for one challenge. */
export const run: Run = async (input, context) => {
  const named = input.args.filter((word) => word !== undefined);
  const jwts: string[] = [];
  for (const name of named) jwts.push(await findCredential(name, context));
  const { createAgent } = await import("../../agent/createAgent.ts");
  const { agent, did, chainId } = await createAgent(context);
  for (const [index, jwt] of jwts.entries()) {
    const { subject } = decodeCredential(jwt, named[index] ?? "");
    if (subject === did) continue;
    throw new LadingError(
      "CREDENTIAL_NOT_OURS",
      "forbidden",
      `the credential is about ${subject ?? "nobody"}, this key is ${did}`,
      { subject, did },
    );
  }
  const verifier = await resolveDidOf(text(input, "to") ?? "", chainId, context);
  const challenge = text(input, "challenge");
  const presented = await agent.createVerifiablePresentation({
    proofFormat: "jwt",
    presentation: { holder: did, verifier: [verifier], verifiableCredential: jwts },
    domain: verifier,
    ...(challenge === undefined ? {} : { challenge }),
  });
  const jwt = String(presented.proof.jwt);
  const out = text(input, "out");
  if (out !== undefined) await writeNew(out, jwt);
  return {
    data: { holder: did, verifier, challenge: challenge ?? null, credentials: jwts.length, jwt },
    text: out ?? jwt,
  };
};
