import { CREDIT_QUESTIONS, QUESTIONS, readJson } from "@lading/sdk";
import type { LadingError } from "@lading/sdk/errors";
import {
  assertCertificateSize,
  certificateDigest,
  parseTrustAnchor,
  type TrustAnchor,
  verifyAnyCertificate,
  type VerifiedAnyCertificate,
  verifyDocumentCertificate,
  type VerifiedDocumentCertificate,
} from "@lading/sdk/proof";
import { TRADE_DOCUMENT_QUESTIONS } from "@lading/sdk/tradeDocuments";
import { toError } from "../ask/useAnswer.ts";

type Text = { en: string; zh: string };

/** One question, and what the certificate proves of it. */
export type JudgedQuestion = {
  check: string;
  question: Text;
  answer: "yes" | "no" | "unknown";
  facts: { code: string; reason: Text };
};

/** A certificate that holds: what it proves, and the digest by which a printed copy is told from another. */
export type Judged = {
  verified: VerifiedAnyCertificate | ({ right: "document" } & VerifiedDocumentCertificate);
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
  // The verifiers have checked the form by then, so the digest is of a certificate.
  const digest = (): string => certificateDigest(value as Parameters<typeof certificateDigest>[0]);
  if ((value as { format?: unknown } | null)?.format === "lading-document-certificate") {
    const verified = { right: "document" as const, ...verifyDocumentCertificate(value, anchor, { now }) };
    return { verified, questions: asked(verified.verdict.answers, TRADE_DOCUMENT_QUESTIONS), digest: digest() };
  }
  const verified = verifyAnyCertificate(value, anchor, { now });
  const questions =
    verified.right === "title"
      ? asked(verified.verdict.answers, QUESTIONS)
      : verified.right === "credit"
        ? asked(verified.verdict.answers, CREDIT_QUESTIONS)
        : [];
  return { verified, questions, digest: digest() };
}

type Answered = { check: string; answer: JudgedQuestion["answer"]; code: string; reason: Text };

function asked(answers: readonly Answered[], questions: readonly { id: string; text: Text }[]): JudgedQuestion[] {
  return answers.map(({ check, answer, code, reason }) => ({
    check,
    question: questions.find(({ id }) => id === check)?.text ?? { en: check, zh: check },
    answer,
    facts: { code, reason },
  }));
}
