import type { LedgerEvent } from "@lading/sdk/http";
import type { Event } from "../../generated/client.ts";
import { formatCursor } from "./cursor.ts";

/** A stored event as it is answered. */
export function toLedgerEvent(row: Event): LedgerEvent {
  return {
    cursor: formatCursor(row),
    right: row.right,
    event: row.event,
    subject: row.subject as LedgerEvent["subject"],
    args: JSON.parse(row.args) as Record<string, unknown>,
    blockNumber: row.blockNumber,
    blockTime: row.blockTime,
    transactionHash: row.transactionHash as LedgerEvent["transactionHash"],
    logIndex: row.logIndex,
  };
}
