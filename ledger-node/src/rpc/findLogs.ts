import type { Block } from "../chain/block.ts";
import type { Ledger } from "../chain/Ledger.ts";
import { mayContain, type Log } from "../chain/receipt.ts";
import { sameBytes } from "../codec/bytes.ts";
import { RpcError, rpcCodes } from "./errors.ts";
import { logsJson, type PlacedLog } from "./format.ts";
import type { RpcLimits } from "./limits.ts";
import type { LogFilter } from "./params.ts";

/** The part of a filter that looks at one event. */
export type LogCriteria = Pick<LogFilter, "addresses" | "topics">;

function matches(log: Log, criteria: LogCriteria): boolean {
  if (criteria.addresses.length > 0 && !criteria.addresses.some((address) => sameBytes(address, log.address)))
    return false;
  return criteria.topics.every((wanted, index) => {
    const topic = log.topics[index];
    return topic !== undefined && (wanted.length === 0 || wanted.some((one) => sameBytes(one, topic)));
  });
}

function bloomAllows(bloom: Uint8Array, criteria: LogCriteria): boolean {
  if (criteria.addresses.length > 0 && !criteria.addresses.some((address) => mayContain(bloom, address))) return false;
  return criteria.topics.every((wanted) => wanted.length === 0 || wanted.some((topic) => mayContain(bloom, topic)));
}

/** The events of a block that a caller wants. */
export function logsOfBlock(block: Block, criteria: LogCriteria): PlacedLog[] {
  if (!bloomAllows(block.header.logsBloom, criteria)) return [];
  const found: PlacedLog[] = [];
  let first = 0;
  block.receipts.forEach((receipt, index) => {
    if (receipt.logs.length > 0 && bloomAllows(receipt.logsBloom, criteria)) {
      const placed = logsJson(block, index, first);
      receipt.logs.forEach((log, offset) => {
        if (matches(log, criteria)) found.push(placed[offset] as PlacedLog);
      });
    }
    first += receipt.logs.length;
  });
  return found;
}

/** How many headers are looked at before other work gets its turn. */
const SLICE = 500;

/**
 * The events of a range of blocks.
 *
 * @throws RpcError when the range or the answer is larger than the limits
 */
export async function findLogs(
  ledger: Ledger,
  from: number,
  to: number,
  criteria: LogCriteria,
  limits: RpcLimits,
): Promise<PlacedLog[]> {
  if (to - from + 1 > limits.logBlocks) {
    throw new RpcError(
      rpcCodes.limitExceeded,
      `query exceeds the limit of ${limits.logBlocks} blocks: ask for fewer at a time`,
      { limit: limits.logBlocks },
    );
  }
  const found: PlacedLog[] = [];
  for (let number = from; number <= to; number++) {
    const header = ledger.header(number);
    if (header === undefined) break;
    if (header.gasUsed > 0n && bloomAllows(header.logsBloom, criteria)) {
      const block = ledger.block(number);
      if (block !== undefined) found.push(...logsOfBlock(block, criteria));
      if (found.length > limits.logResults) {
        throw new RpcError(
          rpcCodes.limitExceeded,
          `query returns more than ${limits.logResults} events: ask for fewer blocks`,
          { limit: limits.logResults },
        );
      }
    }
    if ((number - from) % SLICE === SLICE - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}
