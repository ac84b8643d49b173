import { decodeRlp, encodeRlp, rlpBytes, rlpList } from "../codec/rlp.ts";
import {
  EMPTY,
  keyOf,
  minimalBytes,
  numberKey,
  numberOfKey,
  sameBytes,
  toBigInt,
  toHex,
  toInteger,
} from "../codec/bytes.ts";
import { EMPTY_ROOT, keccak256 } from "../crypto/keccak.ts";
import { NodeError, storeDamaged } from "../errors.ts";
import type { Overlay } from "../state/FlatState.ts";
import { NodeCache } from "../state/NodeCache.ts";
import { clock, counters, forgetUnused, loadRoot, rootFromHash, STAYS, type Child, type Leaf } from "../state/trie.ts";
import { addUndo, overlayOf, type PastState } from "../state/undo.ts";
import { latestBatch, type AccountRecord, type StateSource, type World } from "../state/world.ts";
import { checkHeadWitness, openHeadWitness, type HeadWitness } from "../store/headWitness.ts";
import type { KeyName, Store, StoreBatch, StoreView } from "../store/Store.ts";
import { decodeBlock, decodeBlockHeader, decodeReceipts, encodeBlock, encodeReceipts, type Block } from "./block.ts";
import { hashHeader, type Header } from "./header.ts";
import type { Receipt } from "./receipt.ts";
import { setAfterBlock, type ValidatorSet } from "./validatorSet.ts";

/** What a chain fixes for ever in its first block. */
export type ChainSettings = { chainId: number; blockGasLimit: bigint };

/** The last durable block and the state after it. */
export type Head = { header: Header; hash: Uint8Array; world: World };

/** A version of the state to read or to call on. */
export type StateAt = { header: Header; world: World; overlay: Overlay | undefined };

const EMPTY_BLOOM = new Uint8Array(256);

/** Blocks that were read or written lately, and the transactions in them: one takes some 6 KB with its receipt and events. */
const BLOCK_CACHE_SIZE = 256;
const BLOCK_CACHE_TRANSACTIONS = 8_192;

/** State nodes in memory as objects: some 40 MB, and a third more until the next look. */
const DEFAULT_NODE_LIMIT = 32_000;

/** Memory for state nodes as they are on disk: those that a million bills are found by. */
export const DEFAULT_CACHE_BYTES = 640 * 1024 * 1024;

/** Nodes of the state that were used in this many of the last blocks stay in the tree of objects. */
const BLOCKS_AT_HAND = 3;

/**
 * Looking for nodes to forget means looking at all in memory: so many have to come before it is done again. With a third of it the looking
 * took a twentieth of an act's time.
 */
const FORGOTTEN_TOGETHER = 12_000;

/** Versions of past states kept for the next caller. */
const PAST_CACHE_SIZE = 4;

function codeFrom(
  get: (hash: Uint8Array) => Uint8Array | undefined,
  cache: Map<string, Uint8Array>,
): StateSource["code"] {
  return (hash) => {
    const key = keyOf(hash);
    let code = cache.get(key);
    if (code === undefined) {
      code = get(hash);
      if (code === undefined || !sameBytes(keccak256(code), hash)) {
        throw storeDamaged("a contract's code is missing or does not match its hash", { codeHash: toHex(hash) });
      }
      if (cache.size >= 4_096) cache.clear();
      cache.set(key, code);
    }
    return code;
  };
}

type Readable = Pick<StoreView, "get">;

/** What is in memory of the state beside the tree of nodes, and how often that was not enough. */
type Kept = { nodes: NodeCache; codes: Map<string, Uint8Array>; fromDisk: number };

function sourceOf(store: Readable, kept: Kept): StateSource {
  const fromDisk = (bucket: "accountNode" | "storageNode", name: KeyName): Uint8Array | undefined => {
    kept.fromDisk++;
    return store.get(bucket, name);
  };
  const take = (hash: Uint8Array): Uint8Array | undefined => kept.nodes.take(hash);
  return {
    accountNodes: { kept: take, stored: (key, depth) => fromDisk("accountNode", key.slice(0, depth)) },
    storageNodes: (accountHash) => ({
      kept: take,
      stored: (key, depth) => fromDisk("storageNode", [accountHash, key.slice(0, depth)]),
    }),
    code: codeFrom((hash) => store.get("code", hash), kept.codes),
  };
}

/** The chain in one store: its blocks, its state at every retained height, and the writing of new blocks. */
export class Ledger {
  readonly store: Store;
  readonly settings: ChainSettings;
  readonly genesis: { header: Header; hash: Uint8Array };
  #head: Head;
  #view: StoreView;
  #viewReaders = 0;
  readonly #retired = new Map<StoreView, number>();
  readonly #witness: HeadWitness;
  readonly #kept: Kept;
  readonly #blocks = new Map<number, Block>();
  #cachedTransactions = 0;
  /** How often a block that was asked for was in memory, and how often it was not. */
  readonly blockReads = { hits: 0, misses: 0 };
  #past: PastState[] = [];
  readonly #listeners = new Set<(block: Block) => void>();
  readonly #nodeLimit: number;
  /** At so many nodes in memory those that are not needed are looked for. */
  #nextForgetting = FORGOTTEN_TOGETHER;
  readonly #retain: number;
  /** The source for execution: the newest content of the store. */
  readonly liveSource: StateSource;

  private constructor(
    store: Store,
    settings: ChainSettings,
    genesis: Header,
    header: Header,
    directory: string,
    limits: { nodes: number; cacheBytes: number; retain: number },
  ) {
    this.store = store;
    this.settings = settings;
    this.genesis = { header: genesis, hash: hashHeader(genesis) };
    this.#nodeLimit = limits.nodes;
    this.#retain = limits.retain;
    this.#kept = { nodes: new NodeCache(limits.cacheBytes), codes: new Map(), fromDisk: 0 };
    this.#view = store.view();
    this.liveSource = sourceOf(store, this.#kept);
    const world: World = { root: rootFromHash(header.stateRoot), source: sourceOf(this.#view, this.#kept) };
    // The root is proved now: a store without its state must not start.
    world.root = loadRoot(world.root, world.source.accountNodes);
    this.#head = { header, hash: hashHeader(header), world };
    this.#witness = openHeadWitness(directory);
    this.#witness.note(header.number, this.#head.hash);
  }

  /**
   * Opens the chain in a store, or begins one.
   *
   * @param begin the first block of a new chain; without it an empty store is refused
   * @throws NodeError CHAIN_MISSING, CHAIN_SETTINGS_DIFFER, STORE_DAMAGED
   */
  static async open(options: {
    store: Store;
    directory: string;
    begin: { settings: ChainSettings; genesis: Header } | undefined;
    /** State nodes kept in memory as objects; some 1.2 KB each with what they refer to. */
    nodeLimit?: number;
    /** Bytes for nodes that left it, as they are on disk; see {@link NodeCache}. */
    cacheBytes?: number;
    /** Blocks whose earlier state stays readable; all of them where it is not given. */
    retain?: number;
  }): Promise<Ledger> {
    const { store, directory } = options;
    if (store.getMeta("head") === undefined) {
      if (options.begin === undefined) {
        throw new NodeError("CHAIN_MISSING", "notFound", `${directory} holds no chain`, { directory });
      }
      await writeGenesis(store, options.begin.settings, options.begin.genesis);
    }
    const settings = readSettings(store);
    const expected = options.begin?.settings;
    if (expected !== undefined && expected.chainId !== settings.chainId) {
      throw new NodeError(
        "CHAIN_SETTINGS_DIFFER",
        "conflict",
        `the chain in ${directory} has chain id ${settings.chainId}, the settings say ${expected.chainId}`,
        { found: settings.chainId, expected: expected.chainId },
      );
    }
    const head = readHead(store);
    const header = headerAt(store, head.number);
    if (!sameBytes(hashHeader(header), head.hash))
      throw storeDamaged("the last block is not the one the store names", { number: head.number });
    checkHeadWitness(directory, head, (number) =>
      number > head.number ? undefined : hashHeader(headerAt(store, number)),
    );
    checkLastLinks(store, header);
    return new Ledger(store, settings, headerAt(store, 0), header, directory, {
      nodes: options.nodeLimit ?? DEFAULT_NODE_LIMIT,
      cacheBytes: options.cacheBytes ?? DEFAULT_CACHE_BYTES,
      retain: options.retain ?? Number.POSITIVE_INFINITY,
    });
  }

  /** The last durable block and its state. */
  get head(): Head {
    return this.#head;
  }

  /** Who seals the next block. */
  get validators(): ValidatorSet {
    return setAfterBlock((number) => this.header(number) as Header, this.#head.header.number);
  }

  /** State nodes in memory, about. */
  get loadedNodes(): number {
    return counters.loaded;
  }

  /** How often the state was asked for a key, and how often a node of it had to come from disk; nodes kept for that not to be, and bytes. */
  get stateReads(): { lookups: number; fromDisk: number; kept: number; keptBytes: number } {
    const { nodes, fromDisk } = this.#kept;
    return { lookups: counters.lookups, fromDisk, kept: nodes.size, keptBytes: nodes.bytes };
  }

  /** The state as it is on disk, whatever is in memory: for those who check the disk. */
  storedSource(): StateSource {
    return sourceOf(this.store, { nodes: new NodeCache(0), codes: new Map(), fromDisk: 0 });
  }

  /** Is told each block once it is durable. Returns how to stop being told. */
  onBlock(listener: (block: Block) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Adds a block's records to a batch. */
  writeBlock(batch: StoreBatch, block: Block, undo: Uint8Array): void {
    const number = numberKey(block.header.number);
    batch.put("block", number, encodeBlock(block));
    batch.put("receipts", number, encodeReceipts(block.receipts));
    batch.put("undo", number, undo);
    if (block.header.number > this.#retain) batch.remove("undo", numberKey(block.header.number - this.#retain));
    batch.put("blockHash", block.hash, number);
    block.transactions.forEach((transaction, index) => {
      const position = new Uint8Array(12);
      position.set(number);
      new DataView(position.buffer).setUint32(8, index);
      batch.put("transaction", transaction.hash, position);
    });
    batch.put("meta", this.store.metaKey("head"), encodeRlp([number, block.hash]));
  }

  /** Makes a block whose batch is durable the head, and tells the listeners. */
  advance(block: Block, world: World): void {
    const before = this.#view;
    this.#view = this.store.view();
    if (this.#viewReaders === 0) void before.close();
    else this.#retired.set(before, this.#viewReaders);
    this.#viewReaders = 0;
    this.#head = {
      header: block.header,
      hash: block.hash,
      world: { root: world.root, source: sourceOf(this.#view, this.#kept) },
    };
    this.#witness.note(block.header.number, block.hash);
    this.#remember(block);
    clock.now++;
    this.#boundMemory();
    for (const listener of this.#listeners) listener(block);
  }

  #remember(block: Block): void {
    if (this.#blocks.has(block.header.number)) return;
    this.#blocks.set(block.header.number, block);
    this.#cachedTransactions += block.transactions.length;
    for (const [number, oldest] of this.#blocks) {
      const fits = this.#blocks.size <= BLOCK_CACHE_SIZE && this.#cachedTransactions <= BLOCK_CACHE_TRANSACTIONS;
      if (fits || oldest === block) break;
      this.#blocks.delete(number);
      this.#cachedTransactions -= oldest.transactions.length;
    }
  }

  #boundMemory(): void {
    if (counters.loaded < this.#nextForgetting) return;
    const durable = latestBatch();
    const keep = (hash: Uint8Array, rlp: Uint8Array): void => this.#kept.nodes.keep(hash, rlp);
    const below = (leaf: Leaf): Child => (leaf.memo as AccountRecord | undefined)?.storage ?? null;
    let kept = 0;
    for (let since = clock.now - BLOCKS_AT_HAND; since <= clock.now + STAYS; since += STAYS / 4) {
      kept = forgetUnused(this.#head.world.root, { since, durable, keep, below });
      if (kept <= this.#nodeLimit) break;
    }
    counters.loaded = kept;
    this.#nextForgetting = kept + FORGOTTEN_TOGETHER;
  }

  /** The header at a height. @throws NodeError STORE_DAMAGED */
  header(number: number): Header | undefined {
    if (number < 0 || number > this.#head.header.number) return undefined;
    return number === this.#head.header.number
      ? this.#head.header
      : (this.#blocks.get(number)?.header ?? headerAt(this.store, number));
  }

  /** The block at a height, undefined above the head. @throws NodeError STORE_DAMAGED */
  block(number: number): Block | undefined {
    if (number < 0 || number > this.#head.header.number) return undefined;
    const cached = this.#blocks.get(number);
    if (cached !== undefined) {
      this.blockReads.hits++;
      return cached;
    }
    this.blockReads.misses++;
    const key = numberKey(number);
    const record = this.store.get("block", key);
    const receipts = this.store.get("receipts", key);
    if (record === undefined || receipts === undefined) throw storeDamaged("a block is missing", { number });
    const block = decodeBlock(record, receipts);
    this.#remember(block);
    return block;
  }

  /** The receipts at a height. @throws NodeError STORE_DAMAGED */
  receipts(number: number): Receipt[] {
    const cached = this.#blocks.get(number);
    if (cached !== undefined) return cached.receipts;
    const record = this.store.get("receipts", numberKey(number));
    if (record === undefined) throw storeDamaged("a block's receipts are missing", { number });
    return decodeReceipts(record);
  }

  /** The height of a block hash. */
  numberOf(hash: Uint8Array): number | undefined {
    if (sameBytes(hash, this.#head.hash)) return this.#head.header.number;
    const stored = this.store.get("blockHash", hash);
    if (stored === undefined) return undefined;
    const number = numberOfKey(stored);
    return number > this.#head.header.number ? undefined : number;
  }

  /** Where a transaction is. */
  positionOf(hash: Uint8Array): { number: number; index: number } | undefined {
    const stored = this.store.get("transaction", hash);
    if (stored === undefined) return undefined;
    const number = numberOfKey(stored.subarray(0, 8));
    if (number > this.#head.header.number) return undefined;
    return { number, index: new DataView(stored.buffer, stored.byteOffset).getUint32(8) };
  }

  /** The hash of a block, for the opcode BLOCKHASH. */
  hashAt(number: number): Uint8Array {
    const header = this.header(number);
    if (header === undefined)
      throw new NodeError("BLOCK_UNKNOWN", "notFound", `there is no block ${number}`, { number });
    return hashHeader(header);
  }

  /**
   * Runs a reader on the state after a block; what it reads does not change while it runs.
   *
   * @throws NodeError STATE_PRUNED when the height is no longer retained
   */
  async withState<T>(number: number, reader: (state: StateAt) => Promise<T> | T): Promise<T> {
    const head = this.#head;
    const view = this.#view;
    this.#viewReaders++;
    try {
      if (number >= head.header.number)
        return await reader({ header: head.header, world: head.world, overlay: undefined });
      const header = this.header(number) as Header;
      return await reader({ header, world: head.world, overlay: overlayOf(this.pastState(number)) });
    } finally {
      await this.#release(view);
    }
  }

  async #release(view: StoreView): Promise<void> {
    if (view === this.#view) {
      this.#viewReaders--;
      return;
    }
    const readers = (this.#retired.get(view) ?? 1) - 1;
    if (readers > 0) this.#retired.set(view, readers);
    else {
      this.#retired.delete(view);
      await view.close();
    }
  }

  /** What was different at a height, against the head. @throws NodeError STATE_PRUNED */
  pastState(number: number): PastState {
    const base = this.#head.header.number;
    const cached = this.#past.find((past) => past.number === number && past.base === base);
    if (cached !== undefined) return cached;
    const earlier = this.#past.find((past) => past.number === number);
    const past: PastState = earlier ?? { number, base: number, accounts: new Map(), slots: new Map() };
    for (let at = past.base + 1; at <= base; at++) {
      const record = this.store.get("undo", numberKey(at));
      if (record === undefined) {
        throw new NodeError("STATE_PRUNED", "notFound", `the state at block ${number} is no longer kept by this node`, {
          number,
        });
      }
      addUndo(past, record);
      past.base = at;
    }
    this.#past = [past, ...this.#past.filter((other) => other !== past)].slice(0, PAST_CACHE_SIZE);
    return past;
  }

  async close(): Promise<void> {
    this.#witness.close();
    for (const view of this.#retired.keys()) await view.close();
    await this.#view.close();
    await this.store.close();
  }
}

/** The first block of a chain with these settings. */
export function genesisHeader(options: {
  settings: ChainSettings;
  validators: readonly Uint8Array[];
  /** Seconds since 1970. */
  timestamp: number;
  stateRoot?: Uint8Array;
}): Header {
  return {
    parentHash: new Uint8Array(32),
    coinbase: new Uint8Array(20),
    stateRoot: options.stateRoot ?? EMPTY_ROOT,
    transactionsRoot: EMPTY_ROOT,
    receiptsRoot: EMPTY_ROOT,
    logsBloom: EMPTY_BLOOM,
    number: 0,
    gasLimit: options.settings.blockGasLimit,
    gasUsed: 0n,
    timestamp: options.timestamp,
    extra: { vanity: new Uint8Array(32), validators: [...options.validators], vote: undefined, round: 0, seals: [] },
  };
}

async function writeGenesis(store: Store, settings: ChainSettings, header: Header): Promise<void> {
  const hash = hashHeader(header);
  const number = numberKey(0);
  const batch = store.batch();
  batch.put(
    "meta",
    store.metaKey("chain"),
    encodeRlp([minimalBytes(settings.chainId), minimalBytes(settings.blockGasLimit)]),
  );
  batch.put("block", number, encodeBlock({ header, hash, transactions: [], senders: [], receipts: [] }));
  batch.put("receipts", number, encodeReceipts([]));
  batch.put("undo", number, encodeRlp([]));
  batch.put("blockHash", hash, number);
  batch.put("meta", store.metaKey("head"), encodeRlp([number, hash]));
  await batch.writeSynced();
}

function readSettings(store: Store): ChainSettings {
  const stored = store.getMeta("chain");
  if (stored === undefined) throw storeDamaged("the chain's settings are missing", { directory: store.directory });
  const [chainId, blockGasLimit] = rlpList(decodeRlp(stored)).map(rlpBytes);
  return { chainId: toInteger(chainId ?? EMPTY), blockGasLimit: toBigInt(blockGasLimit ?? EMPTY) };
}

function readHead(store: Store): { number: number; hash: Uint8Array } {
  const [number, hash] = rlpList(decodeRlp(store.getMeta("head") ?? EMPTY)).map(rlpBytes);
  return { number: numberOfKey(number as Uint8Array), hash: hash as Uint8Array };
}

function headerAt(store: Store, number: number): Header {
  const record = store.get("block", numberKey(number));
  if (record === undefined) throw storeDamaged("a block is missing", { number });
  return decodeBlockHeader(record);
}

/** How many of the last blocks are checked to be there and linked when a chain is opened: level's log holds no more of them. */
const LINKS_CHECKED = 64;

function checkLastLinks(store: Store, last: Header): void {
  let header = last;
  for (let checked = 0; checked < LINKS_CHECKED && header.number > 0; checked++) {
    const parent = headerAt(store, header.number - 1);
    if (!sameBytes(hashHeader(parent), header.parentHash)) {
      throw storeDamaged("a block does not follow the one before it", { number: header.number });
    }
    header = parent;
  }
}
