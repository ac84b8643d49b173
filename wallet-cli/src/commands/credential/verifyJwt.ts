import type { ICredentialPlugin, IResolver, IVerifyResult } from "@veramo/core-types";
import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../../framework/context.ts";

/** What came of verifying a signature: yes, no with the reason, or undecided with the reason. */
export type Verification = { verified: boolean; undecided: boolean; reason: string | null };

/**
 * Verifies a credential or presentation against the issuer's DID document on the ledger. Needs no wallet.
 *
 * @throws LEDGER_UNREACHABLE · API_UNREACHABLE
 */
export async function verifyJwt(
  jwt: string,
  presentation: boolean,
  context: Context,
  options: { challenge?: string | undefined } = {},
): Promise<Verification> {
  const [{ createResolver }, { CredentialProviderJWT }, { CredentialPlugin }, { DIDResolverPlugin }, { createAgent }] =
    await Promise.all([
      import("../../agent/createAgent.ts"),
      import("@veramo/credential-jwt"),
      import("@veramo/credential-w3c"),
      import("@veramo/did-resolver"),
      import("@veramo/core"),
    ]);
  const { resolver, network, ready } = await createResolver(context);
  await ready();
  const agent = createAgent<IResolver & ICredentialPlugin>({
    plugins: [new DIDResolverPlugin({ ...resolver }), new CredentialPlugin([new CredentialProviderJWT()])],
  });
  const result: IVerifyResult = presentation
    ? await agent.verifyPresentation({
        presentation: jwt,
        ...(options.challenge === undefined ? {} : { challenge: options.challenge }),
        domain: audienceOf(jwt),
      })
    : await agent.verifyCredential({ credential: jwt });
  network.provider.destroy();
  if (result.verified) return { verified: true, undecided: false, reason: null };
  const reason = result.error?.message ?? "the signature does not verify";
  // A resolver that failed says nothing about the credential.
  const undecided = /resolver_error|ECONN|network|timeout/i.test(`${result.error?.errorCode ?? ""} ${reason}`);
  return { verified: false, undecided, reason };
}

/**
 * The same, as a gate: only a valid one passes.
 *
 * @throws CREDENTIAL_INVALID (falsified) · LEDGER_UNREACHABLE
 */
export async function assertValid(jwt: string, context: Context): Promise<void> {
  const { verified, undecided, reason } = await verifyJwt(jwt, false, context);
  if (verified) return;
  const message = context.say(undecided ? "credentialUndecided" : "credentialFalse", { reason });
  throw new LadingError(
    undecided ? "CREDENTIAL_UNDECIDED" : "CREDENTIAL_INVALID",
    undecided ? "unavailable" : "falsified",
    message,
    { reason },
  );
}

/** A presentation names its verifier; whether that is the one who asks is the caller's to compare. */
function audienceOf(jwt: string): string | undefined {
  const { aud } = JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8")) as {
    aud?: string | string[];
  };
  return Array.isArray(aud) ? aud[0] : aud;
}
