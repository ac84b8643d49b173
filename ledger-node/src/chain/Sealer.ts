import { keyOf, toHex } from "../codec/bytes.ts";
import { SenderRecovery } from "../crypto/SenderRecovery.ts";
import { NodeError } from "../errors.ts";
import type { Engine } from "../evm/createEngine.ts";
import { checkForm } from "../evm/executeTransaction.ts";
import { readAccount, type World } from "../state/world.ts";
import { decodeTransaction, type Transaction } from "../tx/transaction.ts";
import type { ActSignatures } from "./ActSignatures.ts";
import { beginBlock, closeBlock, finishedBlock, type BlockBuilder } from "./buildBlock.ts";
import { ExplorerIndex } from "./ExplorerIndex.ts";
import { hashHeader, sealHeader, type Header } from "./header.ts";
import type { Ledger } from "./Ledger.ts";
import type { ValidatorKey } from "./validatorKey.ts";

/** A transaction that waits for its block. */
export type Waiting = {
  transaction: Transaction;
  sender: Uint8Array;
  /** Settles when the block is durable, or when the transaction is refused. */
  done: Promise<Uint8Array>;
  settle: (error: NodeError | undefined) => void;
};

/** Who may send, asked for every transaction; throws a NodeError to refuse, at once or later. */
export type Admission = (sender: Uint8Array, transaction: Transaction) => void | Promise<void>;

/** Bounds of the queue: beyond them a sender is refused instead of the node growing. */
export type QueueLimits = {
  /** Transactions that wait, all senders together. */
  total: number;
  /** Transactions that wait, of one sender. */
  perSender: number;
  /** How long a transaction waits for the one with the nonce before it, in milliseconds. */
  gapMilliseconds: number;
  /** Most transactions in one block. */
  perBlock: number;
};

/** Bounds that suit one operator on one machine. */
export const DEFAULT_QUEUE_LIMITS: QueueLimits = {
  total: 20_000,
  perSender: 4_096,
  gapMilliseconds: 10_000,
  perBlock: 1_000,
};

type Sender = { next: bigint; waiting: number; gaps: Map<bigint, { waiting: Waiting; timer: NodeJS.Timeout }> };

/** How long the sealer runs before it lets the network in. */
const SLICE_MILLISECONDS = 8;

/**
 * Takes transactions, executes and seals them in blocks, and answers each when its block is durable.
 *
 * An idle sealer seals at once. While a block is being written the next one is executed and goes on taking transactions; so the slower
 * the disk, the larger the blocks (group commit). One write is in flight at a time, in order.
 */
export class Sealer {
  readonly #ledger: Ledger;
  readonly #engine: Engine;
  readonly #key: ValidatorKey;
  readonly #limits: QueueLimits;
  readonly #admit: Admission;
  readonly #now: () => number;
  readonly #recovery: SenderRecovery;
  readonly #signatures: ActSignatures | undefined;
  readonly #ready: Waiting[] = [];
  readonly #senders = new Map<string, Sender>();
  readonly #byHash = new Map<string, Waiting>();
  readonly #pendingListeners = new Set<(transaction: Transaction, sender: Uint8Array) => void>();
  #wake: (() => void) | undefined;
  #isExecuting = false;
  #stopping = false;
  #failure: NodeError | undefined;
  /** A write that failed while nothing else happened: the sealer wakes up to it. */
  #broken: unknown;
  #running: Promise<void> | undefined;
  readonly #onFailure: (error: NodeError) => void;
  readonly #explorer: ExplorerIndex | undefined;

  constructor(options: {
    ledger: Ledger;
    engine: Engine;
    key: ValidatorKey;
    limits?: QueueLimits;
    admit?: Admission;
    /** Foresees what acts are checked against. */
    signatures?: ActSignatures;
    /** Keeps the explorer's index of every block. */
    explorer?: boolean;
    /** Is told when the node cannot go on; by then every waiting transaction was refused. */
    onFailure?: (error: NodeError) => void;
    /** Seconds since 1970. */
    now?: () => number;
  }) {
    this.#ledger = options.ledger;
    this.#engine = options.engine;
    this.#key = options.key;
    this.#recovery = new SenderRecovery(options.engine.known, () => this.#ready.length === 0 && !this.#isExecuting);
    this.#signatures = options.signatures;
    this.#explorer = options.explorer === true ? new ExplorerIndex(options.engine) : undefined;
    this.#limits = options.limits ?? DEFAULT_QUEUE_LIMITS;
    this.#admit = options.admit ?? (() => undefined);
    this.#onFailure = options.onFailure ?? (() => undefined);
    this.#now = options.now ?? (() => Math.floor(Date.now() / 1000));
  }

  /** Why no more blocks come, if so. */
  get failure(): NodeError | undefined {
    return this.#failure;
  }

  /** How many transactions wait. */
  get queueLength(): number {
    return this.#byHash.size;
  }

  /** The transaction that waits under a hash. */
  waiting(hash: Uint8Array): Waiting | undefined {
    return this.#byHash.get(keyOf(hash));
  }

  /** All transactions that wait. */
  allWaiting(): IterableIterator<Waiting> {
    return this.#byHash.values();
  }

  /** Is told each transaction that was accepted into the queue. Returns how to stop being told. */
  onPending(listener: (transaction: Transaction, sender: Uint8Array) => void): () => void {
    this.#pendingListeners.add(listener);
    return () => this.#pendingListeners.delete(listener);
  }

  /** The nonce a sender's next transaction must have, waiting ones counted. */
  nextNonce(address: Uint8Array): bigint {
    return this.#senders.get(keyOf(address))?.next ?? this.#durableNonce(address);
  }

  #durableNonce(address: Uint8Array): bigint {
    return readAccount(this.#ledger.head.world, address)?.nonce ?? 0n;
  }

  /**
   * Accepts a signed transaction and resolves to its hash when its block is durable.
   *
   * @throws NodeError when the transaction cannot be in a block
   */
  submit(raw: Uint8Array): Promise<Uint8Array> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#stopping) throw new NodeError("NODE_STOPPING", "unavailable", "the node is stopping", {});
    const transaction = decodeTransaction(raw);
    checkForm(transaction, { chainId: this.#ledger.settings.chainId, gasLimit: this.#ledger.settings.blockGasLimit });
    // The same bytes sent twice ask for the same answer: a client that lost the first answer may simply ask again.
    const same = this.#byHash.get(keyOf(transaction.hash));
    if (same !== undefined) return same.done;
    return this.#admitSender(transaction);
  }

  async #admitSender(transaction: Transaction): Promise<Uint8Array> {
    const foreseen = this.#signatures?.foresee(transaction);
    const sender = await this.#recovery.senderOf(transaction, foreseen?.signatures);
    try {
      const admitted = this.#admit(sender, transaction);
      // Whoever has to be asked about comes later; nonces keep the order of a sender's transactions.
      if (admitted !== undefined) await admitted;
    } catch (error) {
      // Who may no longer send still has to hear that what was sent before is in a block.
      this.#refuseKnown(transaction);
      throw error;
    }
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#stopping) throw new NodeError("NODE_STOPPING", "unavailable", "the node is stopping", {});
    if (foreseen !== undefined) this.#signatures?.learn(transaction, foreseen.unknown);
    return this.#enter(transaction, sender);
  }

  /** @throws NodeError TRANSACTION_KNOWN where it is in a block */
  #refuseKnown({ hash }: Transaction): void {
    if (this.#ledger.positionOf(hash) === undefined) return;
    throw new NodeError("TRANSACTION_KNOWN", "conflict", "already known", { hash: toHex(hash) });
  }

  #enter(transaction: Transaction, sender: Uint8Array): Promise<Uint8Array> {
    const same = this.#byHash.get(keyOf(transaction.hash));
    if (same !== undefined) return same.done;
    if (this.#byHash.size >= this.#limits.total) {
      throw new NodeError("QUEUE_FULL", "unavailable", "txpool is full", { limit: this.#limits.total });
    }
    return this.#enqueue(transaction, sender);
  }

  #enqueue(transaction: Transaction, address: Uint8Array): Promise<Uint8Array> {
    const key = keyOf(address);
    const sender = this.#senders.get(key) ?? { next: this.#durableNonce(address), waiting: 0, gaps: new Map() };
    const facts = { sender: toHex(address), nonce: String(transaction.nonce), expected: String(sender.next) };
    if (transaction.nonce < sender.next) {
      // One that is in a block has a nonce that is used up; so only then is the index on disk asked.
      this.#refuseKnown(transaction);
      const durable = this.#durableNonce(address);
      if (transaction.nonce >= durable) {
        throw new NodeError("NONCE_TAKEN", "conflict", "replacement transaction underpriced", facts);
      }
      throw new NodeError(
        "NONCE_TOO_LOW",
        "conflict",
        `nonce too low: next nonce ${sender.next}, tx nonce ${transaction.nonce}`,
        facts,
      );
    }
    if (sender.waiting >= this.#limits.perSender) {
      throw new NodeError(
        "SENDER_QUEUE_FULL",
        "unavailable",
        `${this.#limits.perSender} transactions of this sender wait already`,
        facts,
      );
    }
    if (sender.gaps.has(transaction.nonce))
      throw new NodeError("NONCE_TAKEN", "conflict", "replacement transaction underpriced", facts);
    let resolve: (hash: Uint8Array) => void = () => undefined;
    let reject: (error: NodeError) => void = () => undefined;
    const done = new Promise<Uint8Array>((onDone, onRefused) => {
      resolve = onDone;
      reject = onRefused;
    });
    const waiting: Waiting = {
      transaction,
      sender: address,
      done,
      settle: (error) => {
        this.#byHash.delete(keyOf(transaction.hash));
        sender.waiting--;
        if (sender.waiting === 0) this.#senders.delete(key);
        if (error === undefined) resolve(transaction.hash);
        else reject(error);
      },
    };
    sender.waiting++;
    this.#senders.set(key, sender);
    this.#byHash.set(keyOf(transaction.hash), waiting);
    for (const listener of this.#pendingListeners) listener(transaction, address);
    if (transaction.nonce === sender.next) this.#push(sender, waiting);
    else this.#park(sender, waiting);
    return done;
  }

  #push(sender: Sender, waiting: Waiting): void {
    this.#ready.push(waiting);
    sender.next = waiting.transaction.nonce + 1n;
    for (let gap = sender.gaps.get(sender.next); gap !== undefined; gap = sender.gaps.get(sender.next)) {
      clearTimeout(gap.timer);
      sender.gaps.delete(sender.next);
      this.#ready.push(gap.waiting);
      sender.next++;
    }
    this.#wake?.();
  }

  #park(sender: Sender, waiting: Waiting): void {
    const { nonce } = waiting.transaction;
    const timer = setTimeout(() => {
      sender.gaps.delete(nonce);
      waiting.settle(
        new NodeError(
          "NONCE_TOO_HIGH",
          "conflict",
          `nonce too high: next nonce ${sender.next}, tx nonce ${nonce}; the one before it did not come`,
          {
            nonce: String(nonce),
            expected: String(sender.next),
          },
        ),
      );
    }, this.#limits.gapMilliseconds);
    timer.unref();
    sender.gaps.set(nonce, { waiting, timer });
  }

  /** Begins to seal. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Finishes the block at hand, refuses what still waits, and ends. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    await this.#running;
    await this.#recovery.close();
  }

  async #run(): Promise<void> {
    let writing: Promise<void> | undefined;
    let tip: { header: Header; hash: Uint8Array; world: World } = {
      header: this.#ledger.head.header,
      hash: this.#ledger.head.hash,
      world: { root: this.#ledger.head.world.root, source: this.#ledger.liveSource },
    };
    try {
      while (!this.#stopping || this.#ready.length > 0) {
        if (this.#broken !== undefined) throw this.#broken;
        if (this.#ready.length === 0) {
          await this.#untilReady();
          continue;
        }
        const taken: Waiting[] = [];
        const builder = await this.#fill(tip, taken, () => writing);
        await writing;
        if (builder.transactions.length === 0) continue;
        const sealed = this.#seal(tip, builder);
        tip = { header: sealed.block.header, hash: sealed.block.hash, world: sealed.world };
        const write = sealed.batch.writeSynced().then(() => {
          this.#ledger.advance(sealed.block, sealed.world);
          for (const waiting of taken) waiting.settle(undefined);
        });
        writing = write.then(
          () => void (writing = undefined),
          (error: unknown) => {
            this.#broken = error;
            for (const waiting of taken) waiting.settle(asFailure(error));
            this.#wake?.();
            throw error;
          },
        );
        writing.catch(() => undefined);
      }
      await writing;
    } catch (error) {
      this.#failure = asFailure(error);
    }
    const why = this.#failure ?? new NodeError("NODE_STOPPING", "unavailable", "the node is stopping", {});
    for (const waiting of [...this.#byHash.values()]) waiting.settle(why);
    if (this.#failure !== undefined) this.#onFailure(this.#failure);
  }

  #untilReady(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }

  async #fill(
    tip: { header: Header; world: World },
    taken: Waiting[],
    writing: () => Promise<void> | undefined,
  ): Promise<BlockBuilder> {
    const context = {
      number: tip.header.number + 1,
      timestamp: Math.max(this.#now(), tip.header.timestamp),
      coinbase: this.#key.address,
      gasLimit: this.#ledger.settings.blockGasLimit,
    };
    const builder = beginBlock(this.#engine, tip.world, context, this.#explorer);
    let sliceEnd = performance.now() + SLICE_MILLISECONDS;
    while (builder.transactions.length < this.#limits.perBlock) {
      const next = this.#ready[0];
      if (next === undefined) {
        const write = writing();
        if (write === undefined || this.#stopping) break;
        await Promise.race([write, this.#untilReady()]);
        continue;
      }
      if (builder.gasUsed + next.transaction.gasLimit > context.gasLimit) break;
      this.#ready.shift();
      this.#isExecuting = true;
      try {
        await builder.execute(next.transaction, next.sender);
        taken.push(next);
      } catch (error) {
        this.#refuse(next, asFailure(error));
      }
      this.#isExecuting = false;
      if (performance.now() > sliceEnd) {
        await new Promise((resolve) => setImmediate(resolve));
        sliceEnd = performance.now() + SLICE_MILLISECONDS;
      }
    }
    return builder;
  }

  #refuse(waiting: Waiting, error: NodeError): void {
    const sender = this.#senders.get(keyOf(waiting.sender));
    // Its nonce was not used, so the sender's next transaction may have it.
    if (sender !== undefined && waiting.transaction.nonce < sender.next && error.code !== "NONCE_TOO_LOW") {
      sender.next = waiting.transaction.nonce;
    }
    waiting.settle(error);
  }

  #seal(tip: { hash: Uint8Array; world: World }, builder: BlockBuilder) {
    const batch = this.#ledger.store.batch();
    const closed = closeBlock(this.#engine, tip.world, builder, tip.hash, batch);
    const header = sealHeader(
      {
        ...closed.header,
        extra: { vanity: new Uint8Array(32), validators: [this.#key.address], vote: undefined, round: 0, seals: [] },
      },
      this.#key.privateKey,
    );
    const block = finishedBlock(builder, header, hashHeader(header));
    this.#ledger.writeBlock(batch, block, closed.undo);
    this.#explorer?.write(batch, this.#ledger.store, block.header.number);
    return { block, world: closed.world, batch };
  }
}

function asFailure(error: unknown): NodeError {
  if (error instanceof NodeError) return error;
  return new NodeError(
    "SEALING_FAILED",
    "internal",
    `the node cannot seal: ${error instanceof Error ? error.message : String(error)}`,
    {},
    { cause: error },
  );
}
