import type { EVM } from "@ethereumjs/evm";
import type { Address } from "@ethereumjs/util";
import { bytesOfWord, wordOf } from "../codec/words.ts";

type Slots = Map<bigint, bigint>;

/**
 * Transient storage (EIP-1153) as words, with one journal.
 *
 * It stands in for ethereumjs's, which turns addresses, slots and values into hex at each step; what it answers is the same.
 */
export class TransientWords {
  readonly #accounts = new Map<string, Slots>();
  readonly #journal: { slots: Slots; key: bigint; before: bigint }[] = [];
  readonly #marks: number[] = [];
  #lastAddress: Address | undefined;
  #lastSlots: Slots | undefined;

  /** This storage as the EVM takes it. */
  forEvm(): EVM["transientStorage"] {
    return this as unknown as EVM["transientStorage"];
  }

  #slotsOf(address: Address): Slots {
    // A frame asks with the very same object each time.
    if (address !== this.#lastAddress || this.#lastSlots === undefined) {
      const name = address.toString();
      let slots = this.#accounts.get(name);
      if (slots === undefined) this.#accounts.set(name, (slots = new Map()));
      this.#lastAddress = address;
      this.#lastSlots = slots;
    }
    return this.#lastSlots;
  }

  /** The word in a slot; zero where none was put. */
  word(address: Address, key: bigint): bigint {
    return this.#slotsOf(address).get(key) ?? 0n;
  }

  /** Puts a word into a slot. */
  putWord(address: Address, key: bigint, word: bigint): void {
    const slots = this.#slotsOf(address);
    this.#journal.push({ slots, key, before: slots.get(key) ?? 0n });
    slots.set(key, word);
  }

  /** The same for ethereumjs's own instructions: 32 bytes. */
  get(address: Address, key: Uint8Array): Uint8Array {
    return bytesOfWord(this.word(address, wordOf(key)));
  }

  put(address: Address, key: Uint8Array, value: Uint8Array): void {
    this.putWord(address, wordOf(key), wordOf(value));
  }

  checkpoint(): void {
    this.#marks.push(this.#journal.length);
  }

  commit(): void {
    this.#marks.pop();
  }

  revert(): void {
    const mark = this.#marks.pop() ?? 0;
    while (this.#journal.length > mark) {
      const { slots, key, before } = this.#journal.pop()!;
      slots.set(key, before);
    }
  }

  /** Ends a transaction. */
  clear(): void {
    this.#accounts.clear();
    this.#journal.length = 0;
    this.#lastAddress = undefined;
    this.#lastSlots = undefined;
  }
}
