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

/**
 * Found, where the acts of a right follow each other without a gap.
 *
 * @param from the act with which they begin
 * @example
 * chainComplete(1, { en: "issue", zh: "签发" })[2]; // "1 act leads from issue to now"
 */
export function chainComplete(acts: number, from: Text): Finding {
  const lead = acts === 1 ? "1 act leads" : `${acts} acts lead`;
  return ["yes", "CHAIN_COMPLETE", `${lead} from ${from.en} to now`, `自${from.zh}至今共 ${acts} 个行为，链条完整`];
}
