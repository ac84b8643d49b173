import { bytesOfKey, fromHex, keyOf, numberKey, numberOfKey, sameBytes, toHex } from "../codec/bytes.ts";
import { EMPTY_CODE_HASH } from "../crypto/keccak.ts";
import type { Engine } from "../evm/createEngine.ts";
import type { Outcome } from "../evm/executeTransaction.ts";
import type { BucketName } from "../store/buckets.ts";
import type { Store, StoreBatch } from "../store/Store.ts";
import type { Transaction } from "../tx/transaction.ts";

/** A record of the explorer's index. */
export type IndexEntry = { bucket: BucketName; key: Uint8Array; value: Uint8Array };

/** Where a transaction is. */
export type Position = { number: number; index: number };

const META_NAME = "explorer";

/** Bytes of a transaction's index within an appearance record. */
const INDEX_BYTES = 2;

/**
 * Collects, while an engine executes a block, what a block explorer searches for and no other record tells: which transactions touched an
 * address, also from within; which one had a sender's nonce; and which one made a contract. Goes to disk with the block.
 */
export class ExplorerIndex {
  readonly #engine: Engine;
  readonly #precompiles: ReadonlySet<string>;
  /** Addresses of the transaction that runs. */
  #touched = new Set<string>();
  #made: { contract: Uint8Array; creator: Uint8Array }[] = [];
  readonly #creators: Uint8Array[] = [];
  /** By address: indexes of this block's transactions, ascending. */
  readonly #appearances = new Map<string, number[]>();
  #transactions: { sender: Uint8Array; nonce: bigint }[] = [];
  #contracts: { contract: Uint8Array; creator: Uint8Array; index: number }[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#precompiles = new Set([...engine.evm.precompiles.keys()].map((hex) => keyOf(Buffer.from(hex, "hex"))));
    const { events } = engine.evm;
    events.on("beforeMessage", (message) => {
      this.#creators.push(message.caller.bytes);
      if (message.to === undefined) return;
      this.#touched.add(keyOf(message.to.bytes));
      if (message.delegatecall) this.#touched.add(keyOf(message.codeAddress.bytes));
    });
    events.on("afterMessage", ({ createdAddress, execResult }) => {
      const creator = this.#creators.pop();
      // Whoever got what a contract had when it destroyed itself was not called.
      for (const hex of execResult.selfdestruct?.values() ?? []) this.#touched.add(keyOf(fromHex(hex)));
      if (createdAddress === undefined || creator === undefined) return;
      this.#touched.add(keyOf(createdAddress.bytes));
      if (execResult.exceptionError === undefined) this.#made.push({ contract: createdAddress.bytes, creator });
    });
  }

  /** A new block begins. */
  begin(): void {
    this.#appearances.clear();
    this.#transactions = [];
    this.#contracts = [];
    this.#forgetTransaction();
  }

  #forgetTransaction(): void {
    this.#touched = new Set();
    this.#made = [];
    this.#creators.length = 0;
  }

  /** A transaction of the block was executed. */
  add(transaction: Transaction, sender: Uint8Array, outcome: Outcome): void {
    const index = this.#transactions.length;
    this.#transactions.push({ sender, nonce: transaction.nonce });
    this.#touched.add(keyOf(sender));
    for (const address of this.#touched) {
      if (this.#precompiles.has(address)) continue;
      const known = this.#appearances.get(address);
      if (known === undefined) this.#appearances.set(address, [index]);
      else known.push(index);
    }
    for (const { contract, creator } of this.#made) {
      // What an outer call took back, or what destroyed itself at once, is not there.
      const account = this.#engine.state.peek(contract);
      const isThere = account !== undefined && (account.nonce > 0n || !sameBytes(account.codeHash, EMPTY_CODE_HASH));
      if (isThere && outcome.succeeded) this.#contracts.push({ contract, creator, index });
    }
    this.#forgetTransaction();
  }

  /** The block's records. */
  entries(number: number): IndexEntry[] {
    const height = numberKey(number);
    const entries: IndexEntry[] = [];
    for (const [address, indexes] of this.#appearances) {
      const value = Buffer.alloc(indexes.length * INDEX_BYTES);
      indexes.forEach((index, at) => value.writeUInt16BE(index, at * INDEX_BYTES));
      entries.push({ bucket: "appearance", key: Buffer.concat([bytesOfKey(address), height]), value });
    }
    this.#transactions.forEach(({ sender, nonce }, index) => {
      entries.push({ bucket: "senderNonce", key: nonceKey(sender, nonce), value: positionBytes(height, index) });
    });
    for (const { contract, creator, index } of this.#contracts) {
      const value = Buffer.concat([positionBytes(height, index), creator]);
      entries.push({ bucket: "creator", key: contract, value });
    }
    return entries;
  }

  /** Adds the block's records, and that the index reaches so far, to the block's batch. */
  write(batch: StoreBatch, store: Store, number: number): void {
    for (const { bucket, key, value } of this.entries(number)) batch.put(bucket, key, value);
    noteIndexed(batch, store, number);
  }
}

/** Notes that the index covers all blocks up to this one. */
export function noteIndexed(batch: StoreBatch, store: Store, number: number): void {
  batch.put("meta", store.metaKey(META_NAME), numberKey(number));
}

function positionBytes(height: Uint8Array, index: number): Buffer {
  const position = Buffer.alloc(12);
  position.set(height);
  position.writeUInt32BE(index, 8);
  return position;
}

function nonceKey(sender: Uint8Array, nonce: bigint): Buffer {
  const key = Buffer.alloc(28);
  key.set(sender);
  key.writeBigUInt64BE(nonce, 20);
  return key;
}

/** The last block that the index covers: all before it are covered too. -1 where there is no index. */
export function indexedUpTo(store: Store): number {
  const stored = store.getMeta(META_NAME);
  return stored === undefined ? -1 : numberOfKey(stored);
}

function positionOf(value: Uint8Array): Position {
  return {
    number: numberOfKey(value.subarray(0, 8)),
    index: new DataView(value.buffer, value.byteOffset).getUint32(8),
  };
}

/** The transaction that used a nonce. */
export function findBySenderAndNonce(store: Store, sender: Uint8Array, nonce: bigint): Position | undefined {
  if (nonce >= 2n ** 64n) return undefined;
  const value = store.get("senderNonce", nonceKey(sender, nonce));
  return value === undefined ? undefined : positionOf(value);
}

/** The transaction that made a contract, and who made it: a sender or another contract. */
export function findCreator(store: Store, contract: Uint8Array): (Position & { creator: string }) | undefined {
  const value = store.get("creator", contract);
  return value === undefined ? undefined : { ...positionOf(value), creator: toHex(value.subarray(12)) };
}

/**
 * Transactions that touched an address, from a block on in one direction, all of a block or none.
 *
 * @param options.least how many to find, unless there are fewer
 * @param options.beyond the block from which on nothing counts, exclusive: the caller's own, or the one above the head
 * @returns in order of the search, and whether there are more
 */
export async function findAppearances(
  store: Store,
  address: Uint8Array,
  options: { direction: "before" | "after"; beyond: number; least: number; head: number },
): Promise<{ positions: Position[]; hasMore: boolean }> {
  const { direction, beyond, least, head } = options;
  const key = (number: number): Uint8Array => Buffer.concat([address, numberKey(number)]);
  const back = direction === "before";
  const range = back
    ? { from: key(0), to: key(Math.min(beyond, head + 1)) }
    : { from: key(beyond + 1), to: key(head + 1) };
  const positions: Position[] = [];
  for await (const [found, value] of store.range("appearance", range, back)) {
    if (positions.length >= least) return { positions, hasMore: true };
    const number = numberOfKey(found.subarray(20));
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    const indexes = Array.from({ length: value.length / INDEX_BYTES }, (_, at) => view.getUint16(at * INDEX_BYTES));
    if (back) indexes.reverse();
    for (const index of indexes) positions.push({ number, index });
  }
  return { positions, hasMore: false };
}
