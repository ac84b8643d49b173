import type { Text } from "../domain/acts/Act.ts";
import type { AnswerTo, Question } from "../domain/answers.ts";
import { CREDIT_QUESTIONS } from "../domain/credit/creditVerdict.ts";
import { RELEASE_QUESTIONS } from "../domain/release/releaseVerdict.ts";
import { QUESTIONS } from "../domain/title/Verdict.ts";
import { TRADE_DOCUMENT_QUESTIONS } from "../domain/tradeDocuments/tradeDocumentVerdict.ts";
import type { VerifiedAnyCertificate } from "./verifyAnyCertificate.ts";

/** A question with what a certificate proves of it; `unknown` is what no file can prove. */
export type AnsweredQuestion = AnswerTo & { question: Text };

const QUESTIONS_BY_RIGHT: Readonly<Record<VerifiedAnyCertificate["right"], readonly Question[]>> = {
  title: QUESTIONS,
  release: RELEASE_QUESTIONS,
  credit: CREDIT_QUESTIONS,
  document: TRADE_DOCUMENT_QUESTIONS,
};

/**
 * The questions that are asked of a certificate's right, each with its answer: one shape for all four rights.
 *
 * @example
 * questionsOf(verifyAnyCertificate(readJson(file), anchor)).filter(({ answer }) => answer === "unknown").length; // 3
 */
export function questionsOf({ right, verdict }: VerifiedAnyCertificate): readonly AnsweredQuestion[] {
  const answers: readonly AnswerTo[] = verdict.answers;
  return QUESTIONS_BY_RIGHT[right].map(({ text }, i) => ({ question: text, ...answers[i]! }));
}
