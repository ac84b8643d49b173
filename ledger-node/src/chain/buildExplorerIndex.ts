import { createEngine } from "../evm/createEngine.ts";
import { memoryState } from "../state/memoryState.ts";
import { clock, forgetUnused } from "../state/trie.ts";
import type { World } from "../state/world.ts";
import { ExplorerIndex, indexedUpTo, noteIndexed } from "./ExplorerIndex.ts";
import type { Ledger } from "./Ledger.ts";
import { replayBlock } from "./replayBlock.ts";
import { setAfter, setAfterBlock } from "./validatorSet.ts";

/** Blocks whose records are written at once; after a crash the index goes on where the last write ended. */
const BLOCKS_PER_WRITE = 500;

/**
 * Brings the explorer's index of a chain up to its last block, where the node ran without it: executes all blocks again in memory and
 * writes the records of those that are missing.
 *
 * @param onProgress is told the height reached
 * @returns number of blocks that were added to the index
 * @throws NodeError BLOCK_FALSIFIED, SEAL_INVALID where the chain does not verify
 */
export async function buildExplorerIndex(
  ledger: Ledger,
  onProgress: (number: number) => void = () => undefined,
): Promise<number> {
  const done = indexedUpTo(ledger.store);
  const last = ledger.head.header.number;
  if (done >= last) return 0;
  if (done >= 0 && allEmpty(ledger, done + 1, last)) {
    // As after a rotation of the key: nothing to find, so nothing to execute.
    const batch = ledger.store.batch();
    noteIndexed(batch, ledger.store, last);
    await batch.writeSynced();
    return last - done;
  }
  const memory = memoryState();
  const engine = await createEngine({ chainId: ledger.settings.chainId, blockHash: (number) => ledger.hashAt(number) });
  const explorer = new ExplorerIndex(engine);
  let world: World = { root: null, source: memory.source };
  let parent = ledger.genesis;
  let validators = setAfterBlock(() => parent.header, 0);
  let batch = ledger.store.batch();
  for (let number = 1; number <= last; number++) {
    const block = ledger.block(number);
    if (block === undefined) break;
    const { header, transactions } = block;
    const { settings } = ledger;
    const replay = {
      engine,
      world,
      settings,
      parent,
      validators,
      header,
      transactions,
      batch: memory.batch(),
      explorer,
    };
    ({ world } = await replayBlock(replay));
    if (number > done) explorer.write(batch, ledger.store, number);
    parent = { header, hash: block.hash };
    validators = setAfter(validators, header);
    clock.now++;
    if (number % BLOCKS_PER_WRITE === 0 || number === last) {
      await batch.writeSynced();
      batch = ledger.store.batch();
      forgetUnused(world.root, { since: clock.now - 100, durable: Number.MAX_SAFE_INTEGER });
      onProgress(number);
    }
  }
  return last - Math.max(done, 0);
}

function allEmpty(ledger: Ledger, from: number, to: number): boolean {
  for (let number = from; number <= to; number++) if (ledger.header(number)?.gasUsed !== 0n) return false;
  return true;
}
