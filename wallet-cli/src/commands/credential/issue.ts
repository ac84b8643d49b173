import { LadingError } from "@lading/sdk/errors";
import { parseJson, readJson } from "../../files/readJson.ts";
import { writeNew } from "../../files/writeNew.ts";
import { text, texts, type Input, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { resolveDidOf } from "../../values/member.ts";
import { parseInstant } from "../../values/instant.ts";
import { decodeCredential } from "./decode.ts";

/** Issues a credential as JWT, signed by the acting key. */
export const run: Run = async (input, context) => {
  const claims = await readClaims(input, context);
  const until = text(input, "validUntil");
  const expires = until === undefined ? 0 : parseInstant(until, context.now(), "--valid-until");
  const { createAgent } = await import("../../agent/createAgent.ts");
  const { agent, did, chainId } = await createAgent(context);
  const subject = await resolveDidOf(text(input, "to") ?? "", chainId, context);
  const issued = await agent.createVerifiableCredential({
    proofFormat: "jwt",
    credential: {
      issuer: { id: did },
      type: ["VerifiableCredential", text(input, "type") ?? ""],
      issuanceDate: context.now().toISOString(),
      ...(expires === 0 ? {} : { expirationDate: new Date(expires * 1000).toISOString() }),
      credentialSubject: { id: subject, ...claims },
    },
  });
  const jwt = String(issued.proof.jwt);
  const view = decodeCredential(jwt, "credential");
  const out = text(input, "out");
  if (out !== undefined) await writeNew(out, jwt);
  context.note("credentialIssued", { subject, digest: view.digest });
  return { data: { ...view, jwt, ...(out === undefined ? {} : { file: out }) }, text: out ?? jwt };
};

async function readClaims(input: Input, context: Context): Promise<Record<string, unknown>> {
  const file = text(input, "claims");
  const fromFile = file === undefined ? {} : await readJson(file, context);
  if (typeof fromFile !== "object" || fromFile === null || Array.isArray(fromFile)) {
    throw new LadingError("CLAIMS_INVALID", "invalid", `${file ?? ""} holds no JSON object with claims`, {
      file: file ?? "",
    });
  }
  const given = texts(input, "claim").map((claim) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(claim) ?? [];
    if (name === undefined || value === undefined || name === "id") {
      throw new LadingError("CLAIMS_INVALID", "invalid", `--claim "${claim}" is not name=value`, { value: claim });
    }
    return [name, asJson(value)] as const;
  });
  return { ...(fromFile as Record<string, unknown>), ...Object.fromEntries(given) };
}

function asJson(value: string): unknown {
  if (!/^(\{|\[|"|true$|false$|null$|-?\d+(\.\d+)?$)/.test(value)) return value;
  return parseJson(value, "--claim");
}
