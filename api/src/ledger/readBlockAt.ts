import type { RpcEndpoint } from "@lading/sdk/chain";
import { LadingError } from "@lading/sdk/errors";
import { readHead, readHeaders, type BlockHeader } from "./readBlocks.ts";

/**
 * The block that was the newest at a moment: by bisection, since block times never fall.
 *
 * @param at Seconds since 1970; 0, or a moment to come, is the newest block there is
 * @throws LadingError `BEFORE_LEDGER` when the ledger did not exist yet, `LEDGER_UNREACHABLE`
 * @example
 * (await readBlockAt(endpoint, 1_795_000_000)).number; // 42
 */
export async function readBlockAt(endpoint: RpcEndpoint, at: number): Promise<BlockHeader> {
  const head = await readHead(endpoint);
  if (at === 0 || at >= head.timestamp) return head;
  let [low, high] = [-1, head.number];
  let found: BlockHeader | undefined;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const [header] = await readHeaders(endpoint, [middle]);
    if (header === undefined)
      throw new LadingError("LEDGER_ERROR", "unavailable", `${endpoint.url} has no block ${middle}`, {
        url: endpoint.url,
      });
    if (header.timestamp <= at) [low, found] = [middle, header];
    else high = middle;
  }
  if (found === undefined) {
    throw new LadingError("BEFORE_LEDGER", "invalid", `The ledger did not exist at ${at}`, { at });
  }
  return found;
}
