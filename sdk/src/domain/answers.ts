import type { Text } from "./acts/Act.ts";

/** `unknown`: cannot be decided from what is at hand, never to be read as yes; the reason says what would decide it. */
export type AnswerValue = "yes" | "no" | "unknown";

/** A question that a reader asks of a right, put so that "yes" is the good answer. */
export type Question<Id extends string = string> = { id: Id; text: Text };

/** The answer to one question. */
export type AnswerTo<Id extends string = string> = {
  check: Id;
  answer: AnswerValue;
  /** Stable code of the reason. */
  code: string;
  /** One sentence, in both languages. */
  reason: Text;
};

/** What was found on one question. */
export type Finding = readonly [answer: AnswerValue, code: string, en: string, zh: string];

/**
 * One answer to each question, in the order in which they are asked.
 *
 * @example
 * answersTo(QUESTIONS, findings)[0]; // { check: "issuer", answer: "yes", code: "ISSUER_ACTIVE", reason: { en: "…", zh: "…" } }
 */
export function answersTo<Id extends string>(
  questions: readonly Question<Id>[],
  findings: Readonly<Record<Id, Finding>>,
): readonly AnswerTo<Id>[] {
  return questions.map(({ id }) => {
    const [answer, code, en, zh] = findings[id];
    return { check: id, answer, code, reason: { en, zh } };
  });
}
