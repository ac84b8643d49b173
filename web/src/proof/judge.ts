import { type AnswerValue, readJson } from "@lading/sdk";
import type { LadingError } from "@lading/sdk/errors";
import {
  assertCertificateSize,
  certificateDigest,
  parseTrustAnchor,
  questionsOf,
  type TrustAnchor,
  verifyAnyCertificate,
  type VerifiedAnyCertificate,
} from "@lading/sdk/proof";
import { toError } from "../ask/useAnswer.ts";

type Text = { en: string; zh: string };

/** One question, and what the certificate proves of it. */
export type JudgedQuestion = {
  check: string;
  question: Text;
  answer: AnswerValue;
  facts: { code: string; reason: Text };
};

/** A certificate that holds: what it proves, and the digest by which a printed copy is told from another. */
export type Judged = {
  verified: VerifiedAnyCertificate;
  questions: readonly JudgedQuestion[];
  digest: string;
};

/** What came of a verification: a refusal names the file that it is about. */
export type Judgement =
  { status: "done"; value: Judged } | { status: "failed"; about: "certificate" | "anchor"; error: LadingError };

/**
 * Verifies a certificate of whichever right by what the reader trusts. Nothing here asks a network.
 *
 * @param now seconds since 1970
 */
export function judge(certificate: Uint8Array, anchor: Uint8Array, now: number): Judgement {
  let trusted: TrustAnchor;
  try {
    trusted = parseTrustAnchor(readJson(anchor));
  } catch (cause) {
    return { status: "failed", about: "anchor", error: toError(cause) };
  }
  try {
    assertCertificateSize(certificate.byteLength);
    return { status: "done", value: verify(readJson(certificate), trusted, now) };
  } catch (cause) {
    return { status: "failed", about: "certificate", error: toError(cause) };
  }
}

function verify(value: unknown, anchor: TrustAnchor, now: number): Judged {
  const verified = verifyAnyCertificate(value, anchor, { now });
  const questions = questionsOf(verified).map(({ check, question, answer, code, reason }) => ({
    ...{ check, question, answer },
    facts: { code, reason },
  }));
  // The verifiers have checked the form by then, so the digest is of a certificate.
  return { verified, questions, digest: certificateDigest(value as Parameters<typeof certificateDigest>[0]) };
}
