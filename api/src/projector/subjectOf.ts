import { rightFolds } from "./fold/index.ts";
import type { LedgerLog } from "./LedgerLog.ts";

/** The right that an event is about, first of all; null where it is about none. */
export function subjectOf(log: LedgerLog): string | null {
  const [subject] = rightFolds.find((fold) => fold.owns(log))?.subjectsOf(log) ?? [];
  // A scheme's id is a number, and no right.
  return subject?.startsWith("0x") === true ? subject : null;
}
