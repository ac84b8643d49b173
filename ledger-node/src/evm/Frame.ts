import { EVMError, type EVMOpts } from "@ethereumjs/evm";
import { EMPTY, sameBytes, trimZeros } from "../codec/bytes.ts";
import { bytesOfWord, wordAt, wordOf, writeWord } from "../codec/words.ts";
import { keccak256 } from "../crypto/keccak.ts";
import type { FlatState } from "../state/FlatState.ts";
import { hashOfPair, PAIR } from "./pairHashes.ts";
import type { TransientWords } from "./TransientWords.ts";

/** What @ethereumjs/evm takes as a chain's own instructions. */
export type CustomOpcodes = NonNullable<EVMOpts["customOpcodes"]>;

/** One of them, with what it does. */
export type AddOpcode = Extract<CustomOpcodes[number], { logicFunction: unknown }>;

/** A handler of @ethereumjs/evm, and what it works on. */
export type Handler = AddOpcode["logicFunction"];
export type RunState = Parameters<Handler>[0];

/** Beyond this much gas, memory costs would leave the integers that a double holds; such frames run step by step. */
const MOST_GAS = 2 ** 43;

/** Memory of 2 ** 26 words costs more than {@link MOST_GAS}. */
const MOST_BYTES = 2 ** 31;

/**
 * The frame that a compiled trace works on: gas and memory as plain numbers, brought back into ethereumjs's own run state when the trace
 * has ended. Traces run from start to end without waiting, so there is one such object for the whole engine.
 */
export class Frame {
  /** Gas left. */
  gas = 0;
  /** Bytes of memory that are paid for and there. */
  bytes = 0;
  /** Words of memory, as ethereumjs holds them. */
  view: DataView = new DataView(new ArrayBuffer(0));
  state!: RunState;
  #store: Uint8Array = new Uint8Array(0);
  #callData: Uint8Array | undefined;
  #callView: DataView = this.view;
  #code: Uint8Array = new Uint8Array(0);
  readonly #transients: TransientWords;

  constructor(transients: TransientWords) {
    this.#transients = transients;
  }

  /**
   * Takes over from ethereumjs. `code` is what the contract was deployed with.
   *
   * @returns false where the frame has so much gas that it has to run step by step
   */
  enter(state: RunState, code: Uint8Array): boolean {
    this.gas = Number(state.gasLeft);
    if (this.gas > MOST_GAS) return false;
    this.state = state;
    this.#code = code;
    this.#lookAtMemory();
    return true;
  }

  /** Hands back to ethereumjs. */
  leave(): void {
    this.state.gasLeft = BigInt(this.gas);
  }

  #lookAtMemory(): void {
    const store = this.state.memory._store;
    if (store !== this.#store) {
      this.#store = store;
      this.view = new DataView(store.buffer, store.byteOffset, store.byteLength);
    }
    this.bytes = Math.min(Number(this.state.memoryWordCount) * 32, store.length);
  }

  /** Ends the frame as ethereumjs does. */
  outOfGas(): never {
    const { state } = this;
    state.interpreter.useGas(state.gasLeft + 1n, "trace");
    throw new EVMError(EVMError.errorMessages.OUT_OF_GAS);
  }

  /** Pays for memory up to `end` and makes it be there (Yellow Paper, appendix H). */
  grow(end: number, gas: number): number {
    const { state } = this;
    if (end > MOST_BYTES) this.outOfGas();
    const words = Math.ceil(end / 32);
    let left = gas;
    if (words > Number(state.memoryWordCount)) {
      const cost = words * 3 + Math.floor((words * words) / 512);
      left -= cost - Number(state.highestMemCost);
      if (left < 0) this.outOfGas();
      state.highestMemCost = BigInt(cost);
      state.memoryWordCount = BigInt(words);
    }
    const { memory } = state;
    const bytes = words * 32;
    if (bytes > memory._store.length) {
      // Twice as much each time: ethereumjs adds a little, and copies all of it, at each step.
      const larger = new Uint8Array(Math.max(bytes, 2 * memory._store.length));
      larger.set(memory._store);
      memory._store = larger;
    }
    this.#lookAtMemory();
    return left;
  }

  /** A place in memory as a number; one beyond all memory costs more than there is. */
  place(offset: bigint): number {
    if (offset > 0xffff_ffffn) this.outOfGas();
    return Number(offset);
  }

  load(at: number): bigint {
    return wordAt(this.view, at);
  }

  store(at: number, word: bigint): void {
    writeWord(this.view, at, word);
  }

  /** Memory of a dynamic range, paid for; undefined where it is empty. */
  #range(offset: bigint, length: number): Uint8Array | undefined {
    if (length === 0) return undefined;
    const at = this.place(offset);
    if (at + length > this.bytes) this.gas = this.grow(at + length, this.gas);
    return this.#store.subarray(at, at + length);
  }

  /** The length of a dynamic range; pays what each of its words costs. */
  #lengthOf(length: bigint, perWord: number): number {
    if (length > 0xffff_ffffn) this.outOfGas();
    const bytes = Number(length);
    this.#pay(perWord * Math.ceil(bytes / 32));
    return bytes;
  }

  keccak(offset: bigint, length: bigint): bigint {
    const bytes = this.#lengthOf(length, 6);
    const data = this.#range(offset, bytes) ?? EMPTY;
    return bytes === PAIR ? hashOfPair(this.view, Number(offset), data) : wordOf(keccak256(data));
  }

  storeByte(offset: bigint, value: bigint): void {
    (this.#range(offset, 1) as Uint8Array)[0] = Number(value & 255n);
  }

  /** Copies of other data into memory: what lies behind its end is zero. */
  #copy(to: bigint, data: Uint8Array, from: bigint, length: bigint): void {
    const bytes = this.#lengthOf(length, 3);
    const target = this.#range(to, bytes);
    if (target === undefined) return;
    const start = from > BigInt(data.length) ? data.length : Number(from);
    const part = data.subarray(start, start + bytes);
    target.set(part);
    target.fill(0, part.length);
  }

  copyCallData(to: bigint, from: bigint, length: bigint): void {
    this.#copy(to, this.state.env.callData, from, length);
  }

  copyCode(to: bigint, from: bigint, length: bigint): void {
    this.#copy(to, this.#code, from, length);
  }

  /** Unlike other copies, one beyond the end is a fault (EIP-211). */
  copyReturnData(to: bigint, from: bigint, length: bigint): void {
    const data = this.state.interpreter.getReturnData();
    if (from + length > BigInt(data.length)) this.outOfGas();
    this.#copy(to, data, from, length);
  }

  copyMemory(to: bigint, from: bigint, length: bigint): void {
    const bytes = this.#lengthOf(length, 3);
    if (bytes === 0) return;
    const target = this.place(to);
    const source = this.place(from);
    const end = Math.max(target, source) + bytes;
    if (end > this.bytes) this.gas = this.grow(end, this.gas);
    this.#store.copyWithin(target, source, source + bytes);
  }

  memorySize(): bigint {
    return this.state.memoryWordCount * 32n;
  }

  callDataWord(offset: bigint): bigint {
    const data = this.state.env.callData;
    if (offset > 0xffff_ffffn) return 0n;
    const at = Number(offset);
    const there = data.length - at;
    if (there <= 0) return 0n;
    if (there < 32) return wordOf(data.subarray(at)) << BigInt(8 * (32 - there));
    if (data !== this.#callData) {
      this.#callData = data;
      this.#callView = new DataView(data.buffer, data.byteOffset, data.length);
    }
    return wordAt(this.#callView, at);
  }

  address(): bigint {
    return wordOf(this.state.env.address.bytes);
  }

  caller(): bigint {
    return wordOf(this.state.env.caller.bytes);
  }

  transient(key: bigint): bigint {
    return this.#transients.word(this.state.env.address, key);
  }

  storeTransient(key: bigint, value: bigint): void {
    this.#mayWrite();
    this.#transients.putWord(this.state.env.address, key, value);
  }

  /** In a static call nothing is written (EIP-214). */
  #mayWrite(): void {
    if (this.state.interpreter.isStatic()) throw new EVMError(EVMError.errorMessages.STATIC_STATE_CHANGE);
  }

  #pay(gas: number): void {
    this.gas -= gas;
    if (this.gas < 0) this.outOfGas();
  }

  /** SLOAD with its price (EIP-2929). */
  slot(key: bigint): bigint {
    const flat = this.state.stateManager as FlatState;
    const slot = flat.slotAt(this.state.env.address.bytes, key);
    this.#pay(flat.warmSlot(slot) ? 100 : 2_100);
    return flat.wordIn(slot);
  }

  /** SSTORE with its price and its refunds (EIP-2200, EIP-2929, EIP-3529). */
  storeSlot(key: bigint, word: bigint): void {
    this.#mayWrite();
    if (this.gas <= 2_300) this.outOfGas();
    const { interpreter, stateManager, env } = this.state;
    const flat = stateManager as FlatState;
    const slot = flat.slotAt(env.address.bytes, key);
    const value = word === 0n ? EMPTY : trimZeros(bytesOfWord(word));
    const original = flat.originalOf(slot);
    const current = slot.value;
    if (!flat.warmSlot(slot)) this.#pay(2_100);
    if (sameBytes(current, value)) return this.#pay(100);
    if (sameBytes(original, current)) {
      this.#pay(original.length === 0 ? 20_000 : 2_900);
      if (value.length === 0) interpreter.refundGas(4_800n, "cleared");
    } else {
      this.#pay(100);
      if (original.length > 0) {
        if (current.length === 0) interpreter.subRefund(4_800n, "no longer cleared");
        else if (value.length === 0) interpreter.refundGas(4_800n, "cleared");
      }
      if (sameBytes(original, value)) interpreter.refundGas(original.length === 0 ? 19_900n : 2_800n, "as it was");
    }
    flat.writeSlot(slot, value);
  }

  log(offset: bigint, length: bigint, ...topics: bigint[]): void {
    this.#mayWrite();
    if (length > 0xffff_ffffn) this.outOfGas();
    const bytes = Number(length);
    this.#pay(375 * topics.length + 8 * bytes);
    const data = this.#range(offset, bytes)?.slice() ?? EMPTY;
    this.state.interpreter.log(data, topics.length, topics.map(bytesOfWord));
  }

  /** Goes to a place that was computed. */
  jump(to: bigint): void {
    const { state } = this;
    const at = to > 0xffff_ffffn ? -1 : Number(to);
    if (state.validJumps[at] !== 1) throw new EVMError(EVMError.errorMessages.INVALID_JUMP);
    state.programCounter = at;
  }
}
