import { Common, Hardfork, Mainnet } from "@ethereumjs/common";
import { getOpcodesForHF, paramsEVM } from "@ethereumjs/evm";
import type { RunState } from "./Frame.ts";

/** ethereumjs's instructions of Cancun: names, prices, handlers. */
export const standardOpcodes = getOpcodesForHF(
  new Common({ chain: Mainnet, hardfork: Hardfork.Cancun, params: paramsEVM }),
);

/** What the use of a range of memory costs beyond what was paid before (Yellow Paper, appendix H); it counts as paid from now on. */
export function memoryGas(state: RunState, offset: bigint, length: bigint): bigint {
  if (length === 0n) return 0n;
  const words = (offset + length + 31n) / 32n;
  if (words <= state.memoryWordCount) return 0n;
  const cost = words * 3n + (words * words) / 512n;
  const more = cost > state.highestMemCost ? cost - state.highestMemCost : cost;
  if (cost > state.highestMemCost) state.highestMemCost = cost;
  state.memoryWordCount = words;
  return more;
}
