import { LadingError } from "@lading/sdk/errors";
import { EXIT } from "../../exitCodes.ts";
import { text, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { decodeCredential, findCredential, type CredentialView } from "./decode.ts";
import { verifyJwt, type Verification } from "./verifyJwt.ts";

/** Verifies a credential; the exit code is the answer: 0 valid, 3 not valid, 5 cannot decide. */
export const run: Run = async (input, context) => {
  const named = input.args[0] ?? "";
  const jwt = await findCredential(named, context);
  const view = decodeCredential(jwt, named);
  const signature = await verifyAll(jwt, view, text(input, "challenge"), context);
  const attestation = text(input, "attestation");
  const ledger =
    attestation === undefined || !signature.verified ? null : await againstLedger(attestation, view, context);
  const reason = signature.reason ?? ledger?.reason ?? null;
  const verified = signature.verified && (ledger?.stands ?? true);
  const answer = signature.undecided ? "undecided" : verified ? "valid" : "false";
  const sentence =
    answer === "valid"
      ? context.say("credentialValid", { issuer: view.issuer, subject: view.subject ?? "–" })
      : context.say(answer === "undecided" ? "credentialUndecided" : "credentialFalse", { reason });
  return {
    data: { answer, code: answer === "false" ? codeOf(ledger) : null, reason, credential: view, attestation: ledger },
    text: sentence,
    exit: answer === "valid" ? EXIT.ok : answer === "undecided" ? EXIT.undecided : EXIT.falsified,
  };
};

/** A presentation stands only with every credential in it, and only the subject may present one. */
async function verifyAll(
  jwt: string,
  view: CredentialView,
  challenge: string | undefined,
  context: Context,
): Promise<Verification> {
  const outer = await verifyJwt(jwt, view.presentation, context, { challenge });
  if (!outer.verified) return outer;
  for (const [index, inner] of view.presented.entries()) {
    const place = `credential ${index + 1} of the presentation`;
    const { subject } = decodeCredential(inner, place);
    if (subject !== view.issuer)
      return {
        verified: false,
        undecided: false,
        reason: `${place} is about ${subject ?? "nobody"}, presented by ${view.issuer}`,
      };
    const found = await verifyJwt(inner, false, context);
    if (!found.verified) return { ...found, reason: `${place}: ${found.reason ?? ""}` };
  }
  return outer;
}

type LedgerStanding = { id: string; status: string; evidence: string; stands: boolean; reason: string | null };

/** The stable code of a "no": what the ledger says of the attestation comes before what is wrong with the signature. */
function codeOf(ledger: LedgerStanding | null | undefined): string {
  if (ledger === null || ledger === undefined || ledger.stands) return "CREDENTIAL_INVALID";
  return ledger.status.toLowerCase() === "active" ? "EVIDENCE_DIFFERS" : `ATTESTATION_${ledger.status.toUpperCase()}`;
}

/** A good signature is not yet a good grade: the ledger may have suspended, revoked or superseded it since. */
async function againstLedger(id: string, view: CredentialView, context: Context): Promise<LedgerStanding> {
  if (!/^0x[0-9a-f]{64}$/i.test(id)) {
    throw new LadingError(
      "ATTESTATION_ID_INVALID",
      "invalid",
      `"${id}" is no attestation id: expected 0x and 64 hex digits`,
      { value: id },
    );
  }
  const { status, evidence } = await (
    await api(context)
  ).credit.attestation({ attestation: id, evidence: view.digest });
  const reason =
    evidence.toLowerCase() !== view.digest
      ? `the attestation's evidence is ${evidence}, this credential is ${view.digest}`
      : status.toLowerCase() !== "active"
        ? `the attestation is ${status} on the ledger`
        : null;
  return { id, status, evidence, stands: reason === null, reason };
}
