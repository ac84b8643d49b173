import type { LedgerEvent } from "@lading/sdk/http";
import { membersOf } from "./eventSentence.ts";
import { readHotWord } from "./hotWord.ts";

/** One act and who controls the right after it. */
export type ChainStep = { event: LedgerEvent; controller: number };

/** Acts of a release after which the receiver holds it. */
const PASSES = /^Release(Issued|Prepared|Transferred|Accepted|Reactivated)$/;
/** … and after which it is back with the giver. */
const RETURNS = /^Release(Recalled|LinkRecalled)$/;

/**
 * The chain of control: for each act in order, the member in control after it. A title's events carry its whole state; a release's the
 * members between whom it passed.
 */
export function chainOf(events: readonly LedgerEvent[]): ChainStep[] {
  let controller = 0;
  return events.map((event) => {
    const word = event.right === "title" ? readHotWord(event.args.state) : null;
    if (word !== null) controller = word.holder;
    else {
      const { from, to } = membersOf(event);
      const named = event.args.holder;
      if (typeof named === "number" && named > 0) controller = named;
      else if (PASSES.test(event.event) && to > 0) controller = to;
      else if (RETURNS.test(event.event) && from > 0) controller = from;
    }
    return { event, controller };
  });
}
