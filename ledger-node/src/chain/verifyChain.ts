import { numberKey, sameBytes, toHex } from "../codec/bytes.ts";
import { EMPTY_CODE_HASH, EMPTY_ROOT } from "../crypto/keccak.ts";
import { NodeError, storeDamaged } from "../errors.ts";
import { createEngine } from "../evm/createEngine.ts";
import {
  childOf,
  clock,
  forgetUnused,
  loadNode,
  rootFromHash,
  type Child,
  type Leaf,
  type NodeSource,
} from "../state/trie.ts";
import { accountOf, type World } from "../state/world.ts";
import { memoryState } from "../state/memoryState.ts";
import { buckets, type BucketName } from "../store/buckets.ts";
import { encodeReceipts } from "./block.ts";
import { hashHeader } from "./header.ts";
import { ExplorerIndex, indexedUpTo, type IndexEntry } from "./ExplorerIndex.ts";
import type { Ledger } from "./Ledger.ts";
import { replayBlock } from "./replayBlock.ts";
import { setAfter, setAfterBlock } from "./validatorSet.ts";

/** What a verification found. */
export type VerifyReport = {
  blocks: number;
  transactions: number;
  /** Records of the store that were read and checked. */
  records: number;
  /** Every fault, first found first; empty when all is well. */
  faults: NodeError[];
};

function nodeError(error: unknown): NodeError {
  if (error instanceof NodeError) return error;
  return new NodeError(
    "VERIFY_FAILED",
    "internal",
    error instanceof Error ? error.message : String(error),
    {},
    { cause: error },
  );
}

/** Walks a whole trie of the store, so that every node is read and proved. */
function walkTrie(root: Child, source: NodeSource, onLeaf: (path: number[], leaf: Leaf) => void): void {
  const visit = (child: Child, path: number[]): void => {
    if (child === null) return;
    const node = child.kind === 3 ? loadNode(child.hash, Uint8Array.from(path), path.length, source) : child;
    if (node.kind === 0) for (let index = 0; index < 16; index++) visit(childOf(node, index), [...path, index]);
    else if (node.kind === 1) visit(node.child, [...path, ...node.nibbles]);
    else onLeaf([...path, ...node.nibbles], node);
  };
  visit(root, []);
}

/**
 * Checks a whole chain: every record's checksum, every block executed again from the first, every root, seal and index, and every
 * node of the present state.
 *
 * @param onProgress is told the height reached
 */
export async function verifyChain(
  ledger: Ledger,
  onProgress: (number: number) => void = () => undefined,
): Promise<VerifyReport> {
  const report: VerifyReport = { blocks: 0, transactions: 0, records: 0, faults: [] };
  const fault = (error: NodeError): void => void report.faults.push(error);
  const counts = await scanRecords(ledger, report, fault);
  const world = await replayAll(ledger, counts, report, fault, onProgress);
  if (world !== undefined) walkState(ledger, fault);
  return report;
}

async function scanRecords(
  ledger: Ledger,
  report: VerifyReport,
  fault: (error: NodeError) => void,
): Promise<ReadonlyMap<BucketName, number>> {
  const counts = new Map<BucketName, number>();
  for (const bucket of Object.keys(buckets) as BucketName[]) {
    let count = 0;
    try {
      for await (const entry of ledger.store.scan(bucket, fault)) {
        count += entry.length === 2 ? 1 : 0;
      }
    } catch (error) {
      fault(
        storeDamaged("level cannot read the store to its end", { bucket, reason: nodeError(error).message }, error),
      );
    }
    counts.set(bucket, count);
    report.records += count;
  }
  const expected = ledger.head.header.number + 1;
  for (const bucket of ["block", "receipts", "blockHash"] as const) {
    const found = counts.get(bucket) ?? 0;
    if (found !== expected)
      fault(
        storeDamaged("a bucket has another number of records than the chain has blocks", { bucket, found, expected }),
      );
  }
  return counts;
}

async function replayAll(
  ledger: Ledger,
  counts: ReadonlyMap<BucketName, number>,
  report: VerifyReport,
  fault: (error: NodeError) => void,
  onProgress: (number: number) => void,
): Promise<World | undefined> {
  const memory = memoryState();
  const indexed = indexedUpTo(ledger.store);
  const found = new Map<BucketName, number>();
  // By the interpreter as its makers publish it: what the node seals along compiled paths is not verified by the same paths.
  const engine = await createEngine({
    chainId: ledger.settings.chainId,
    blockHash: (number) => ledger.hashAt(number),
    plain: true,
  });
  const explorer = indexed >= 0 ? new ExplorerIndex(engine) : undefined;
  const last = ledger.head.header.number;
  let world: World = { root: null, source: memory.source };
  let parent = ledger.genesis;
  let validators = setAfterBlock(() => parent.header, 0);
  if (!sameBytes(parent.header.stateRoot, EMPTY_ROOT))
    fault(storeDamaged("the first block's state is not empty", { number: 0 }));
  try {
    for (let number = 1; number <= last; number++) {
      const stored = ledger.block(number);
      if (stored === undefined) throw storeDamaged("a block is missing", { number });
      const { header, transactions } = stored;
      const replayed = await replayBlock({
        engine,
        world,
        settings: ledger.settings,
        parent,
        validators,
        header,
        transactions,
        batch: memory.batch(),
        explorer,
      });
      world = replayed.world;
      checkRecords(ledger, number, replayed.block.hash, encodeReceipts(replayed.block.receipts), replayed.undo, fault);
      if (number <= indexed) checkIndex(ledger, explorer?.entries(number) ?? [], found, number, fault);
      transactions.forEach((transaction, index) => {
        const position = ledger.positionOf(transaction.hash);
        if (position?.number !== number || position.index !== index) {
          fault(
            storeDamaged("a transaction is not where the index says", { number, transaction: toHex(transaction.hash) }),
          );
        }
      });
      parent = { header, hash: hashHeader(header) };
      validators = setAfter(validators, header);
      report.blocks++;
      report.transactions += transactions.length;
      clock.now++;
      if (number % 1_000 === 0) {
        forgetUnused(world.root, { since: clock.now - 100, durable: Number.MAX_SAFE_INTEGER });
        onProgress(number);
      }
    }
  } catch (error) {
    fault(nodeError(error));
    return undefined;
  }
  for (const bucket of INDEX_BUCKETS) {
    const [stored, expected] = [counts.get(bucket) ?? 0, found.get(bucket) ?? 0];
    if (stored !== expected)
      fault(
        storeDamaged("the explorer's index has another number of records than the blocks give", {
          bucket,
          stored,
          expected,
        }),
      );
  }
  return world;
}

const INDEX_BUCKETS = ["appearance", "senderNonce", "creator"] as const;

function checkIndex(
  ledger: Ledger,
  entries: readonly IndexEntry[],
  found: Map<BucketName, number>,
  number: number,
  fault: (error: NodeError) => void,
): void {
  for (const { bucket, key, value } of entries) {
    found.set(bucket, (found.get(bucket) ?? 0) + 1);
    const stored = ledger.store.get(bucket, key);
    if (stored === undefined || !sameBytes(stored, value))
      fault(
        storeDamaged("the explorer's index is not what executing the block gives", { number, bucket, key: toHex(key) }),
      );
  }
}

function checkRecords(
  ledger: Ledger,
  number: number,
  hash: Uint8Array,
  receipts: Uint8Array,
  undo: Uint8Array,
  fault: (error: NodeError) => void,
): void {
  const key = numberKey(number);
  const storedReceipts = ledger.store.get("receipts", key);
  if (storedReceipts === undefined || !sameBytes(storedReceipts, receipts)) {
    fault(storeDamaged("the receipts of a block are not what executing it gives", { number }));
  }
  const storedUndo = ledger.store.get("undo", key);
  if (storedUndo !== undefined && !sameBytes(storedUndo, undo)) {
    fault(storeDamaged("the record of the state before a block is not what executing it gives", { number }));
  }
  if (ledger.numberOf(hash) !== number)
    fault(storeDamaged("a block is not where the index of hashes says", { number }));
}

function walkState(ledger: Ledger, fault: (error: NodeError) => void): void {
  const { accountNodes, storageNodes, code } = ledger.storedSource();
  const root = rootFromHash(ledger.head.header.stateRoot);
  try {
    walkTrie(root, accountNodes, (path, leaf) => {
      const account = accountOf(leaf);
      if (!sameBytes(account.codeHash, EMPTY_CODE_HASH)) code(account.codeHash);
      walkTrie(rootFromHash(account.storageRoot), storageNodes(fromNibbles(path)), () => undefined);
    });
  } catch (error) {
    fault(nodeError(error));
  }
}

function fromNibbles(path: readonly number[]): Uint8Array {
  return Uint8Array.from(
    { length: path.length / 2 },
    (_, index) => ((path[2 * index] as number) << 4) | (path[2 * index + 1] as number),
  );
}
