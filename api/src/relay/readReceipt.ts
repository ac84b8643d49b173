import type { ActReceipt, SignedAct } from "@lading/sdk/http";
import { LadingError } from "@lading/sdk/errors";
import type { Queries } from "../store/openStore.ts";
import { toLedgerEvent } from "../store/toLedgerEvent.ts";
import type { Relayed } from "./openRelay.ts";

/** Bookkeeping of the signature itself: no news to whoever signed. */
const OF_SIGNATURE = new Set(["ActSigned"]);

/**
 * The answer to an act that stands in a block which the read model has.
 *
 * @example
 * const receipt = await readReceipt(store.read, act, relayed);
 */
export async function readReceipt(
  queries: Queries,
  act: Pick<SignedAct, "right" | "act">,
  relayed: Relayed,
): Promise<ActReceipt> {
  const [rows, block] = await Promise.all([
    queries.event.findMany({
      where: { blockNumber: relayed.blockNumber, logIndex: { in: relayed.logIndexes } },
      orderBy: { logIndex: "asc" },
    }),
    queries.block.findUnique({ where: { number: relayed.blockNumber } }),
  ]);
  const time = rows[0]?.blockTime ?? block?.time;
  if (time === undefined) {
    throw new LadingError(
      "LEDGER_ERROR",
      "unavailable",
      `Block ${relayed.blockNumber} is no longer in the read model`,
      { blockNumber: relayed.blockNumber },
    );
  }
  const events = rows.filter((row) => !OF_SIGNATURE.has(row.event)).map(toLedgerEvent);
  return {
    right: act.right,
    act: act.act,
    subject: events.find((event) => event.right === act.right && event.subject !== null)?.subject ?? null,
    transactionHash: relayed.transactionHash as `0x${string}`,
    blockNumber: relayed.blockNumber,
    blockTime: time,
    events,
  };
}
