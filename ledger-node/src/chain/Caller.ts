import { keyOf, toHex, trimZeros } from "../codec/bytes.ts";
import { EMPTY_CODE_HASH, EMPTY_ROOT } from "../crypto/keccak.ts";
import { NodeError } from "../errors.ts";
import type { Engine } from "../evm/createEngine.ts";
import { evmBlock, runMessage, type BlockContext, type Message, type Outcome } from "../evm/executeTransaction.ts";
import type { Overlay } from "../state/FlatState.ts";
import type { AccountRecord } from "../state/world.ts";
import type { StateOverride } from "../rpc/params.ts";
import type { Ledger, StateAt } from "./Ledger.ts";

/** Where a call runs: after a sealed block, or as part of the one that comes next. */
export type CallPlace = { number: number } | { pending: true };

/** Runs messages that change nothing, one after the other, on an engine of its own. */
export class Caller {
  readonly #ledger: Ledger;
  readonly #engine: Engine;
  readonly #coinbase: Uint8Array;
  readonly #now: () => number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: { ledger: Ledger; engine: Engine; coinbase: Uint8Array; now?: () => number }) {
    this.#ledger = options.ledger;
    this.#engine = options.engine;
    this.#coinbase = options.coinbase;
    this.#now = options.now ?? (() => Math.floor(Date.now() / 1000));
  }

  /** The engine at a place, for one user at a time. */
  async exclusively<T>(
    place: CallPlace,
    overrides: readonly StateOverride[],
    use: (engine: Engine, context: BlockContext) => Promise<T>,
  ): Promise<T> {
    const before = this.#last;
    let release: () => void = () => undefined;
    this.#last = new Promise<void>((resolve) => {
      release = resolve;
    });
    await before;
    try {
      const number = "number" in place ? place.number : this.#ledger.head.header.number;
      return await this.#ledger.withState(number, async (state) => {
        this.#engine.state.reset(state.world, withOverrides(state.overlay, overrides));
        this.#applyOverrides(overrides);
        return use(this.#engine, this.#contextOf(place, state));
      });
    } finally {
      this.#engine.evm.journal.cleanJournal();
      this.#engine.evm.transientStorage.clear();
      release();
    }
  }

  #contextOf(place: CallPlace, state: StateAt): BlockContext {
    const { header } = state;
    if ("pending" in place) {
      return {
        number: header.number + 1,
        timestamp: Math.max(this.#now(), header.timestamp),
        coinbase: this.#coinbase,
        gasLimit: header.gasLimit,
      };
    }
    return { number: header.number, timestamp: header.timestamp, coinbase: header.coinbase, gasLimit: header.gasLimit };
  }

  #applyOverrides(overrides: readonly StateOverride[]): void {
    const { state } = this.#engine;
    for (const override of overrides) {
      const now = state.peek(override.address) ?? { nonce: 0n, balance: 0n, codeHash: EMPTY_CODE_HASH };
      const codeHash = override.code === undefined ? now.codeHash : state.addCode(override.code);
      state.poke(override.address, {
        nonce: override.nonce ?? now.nonce,
        balance: override.balance ?? now.balance,
        codeHash,
      });
    }
  }

  /** What a message would do. @throws NodeError FUNDS_INSUFFICIENT */
  call(message: Message, place: CallPlace, overrides: readonly StateOverride[] = []): Promise<Outcome> {
    return this.exclusively(place, overrides, (engine, context) => callOn(engine, message, context));
  }

  /**
   * The least gas with which a message succeeds, found by halving; at most 1.5 % too much, as other clients do it.
   *
   * @returns the outcome at the cap where the message fails there
   */
  estimate(
    message: Message,
    place: CallPlace,
    overrides: readonly StateOverride[] = [],
  ): Promise<{ gas: bigint } | { failed: Outcome }> {
    return this.exclusively(place, overrides, async (engine, context) => {
      const attempt = async (gasLimit: bigint): Promise<Outcome> => {
        const mark = engine.state.mark();
        const outcome = await callOn(engine, { ...message, gasLimit }, context);
        engine.state.undoTo(mark);
        engine.state.originalStorageCache.clear();
        return outcome;
      };
      let high = message.gasLimit;
      const most = await attempt(high);
      if (!most.succeeded) return { failed: most };
      let low = most.gasUsed - 1n;
      // A refund of a fifth, a stipend, and the 64th part that a caller keeps are needed while the message runs.
      const likely = (((most.gasUsed * 5n) / 4n + 2_300n) * 64n) / 63n;
      if (likely < high && (await attempt(likely)).succeeded) high = likely;
      while (low + 1n < high && (high - low) * 1_000n > high * 15n) {
        const middle = (low + high) / 2n;
        if ((await attempt(middle)).succeeded) high = middle;
        else low = middle;
      }
      return { gas: high };
    });
  }
}

/** Runs a message on an engine that is set to a place. @throws NodeError FUNDS_INSUFFICIENT */
export async function callOn(engine: Engine, message: Message, context: BlockContext): Promise<Outcome> {
  const balance = engine.state.peek(message.from)?.balance ?? 0n;
  if (balance < message.value) {
    throw new NodeError(
      "FUNDS_INSUFFICIENT",
      "conflict",
      `insufficient funds for gas * price + value: address ${toHex(message.from)} have ${balance} want ${message.value}`,
      { have: String(balance), want: String(message.value) },
    );
  }
  try {
    return await runMessage(engine, message, evmBlock(context), context);
  } catch (cause) {
    if (cause instanceof NodeError) throw cause;
    throw new NodeError(
      "EXECUTION_FAILED",
      "internal",
      `the call could not be executed: ${String((cause as Error).message)}`,
      {},
      { cause },
    );
  }
}

function withOverrides(below: Overlay | undefined, overrides: readonly StateOverride[]): Overlay | undefined {
  if (overrides.length === 0) return below;
  const byAddress = new Map(overrides.map((override) => [keyOf(override.address), override]));
  const slots = new Map(
    overrides.map((override) => [
      keyOf(override.address),
      new Map(override.stateDiff.map(([slot, word]) => [keyOf(slot), trimZeros(word)])),
    ]),
  );
  const EMPTY_VALUE = new Uint8Array(0);
  return {
    account: (address) => below?.account(address),
    slot: (address, slot) => {
      const own = slots.get(address)?.get(slot);
      if (own !== undefined) return own;
      return byAddress.get(address)?.replacesStorage === true ? EMPTY_VALUE : below?.slot(address, slot);
    },
  };
}

/** An account that is not there, as proofs show it. */
export const NO_ACCOUNT: AccountRecord = {
  nonce: 0n,
  balance: 0n,
  storageRoot: EMPTY_ROOT,
  codeHash: EMPTY_CODE_HASH,
  storage: null,
};
