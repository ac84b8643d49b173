import type { EVM } from "@ethereumjs/evm";
import type { Account, Address } from "@ethereumjs/util";
import { fromHex, keyOf, toHex } from "../codec/bytes.ts";
import { wordOf } from "../codec/words.ts";
import type { FlatState } from "../state/FlatState.ts";

const bytesOf = (hex: string): Uint8Array => fromHex(hex.startsWith("0x") ? hex : `0x${hex}`);

/**
 * What was touched in the running transaction (EIP-2929), kept beside the values in the state's own undo journal.
 *
 * It stands in for ethereumjs's journal, which keeps sets of hex strings; what it answers is the same.
 */
export class StateJournal {
  readonly #state: FlatState;
  readonly #touched = new Map<string, Address>();
  /** What was touched by address and slot, unprefixed hex, while someone asks for it. */
  accessList: Map<string, Set<string>> | undefined;

  constructor(state: FlatState) {
    this.#state = state;
  }

  /** This journal as the EVM takes it. */
  forEvm(): EVM["journal"] {
    return this as unknown as EVM["journal"];
  }

  startReportingAccessList(): void {
    const list = (this.accessList = new Map<string, Set<string>>());
    this.#state.onTouch = (address, slot) => {
      const key = toHex(address).slice(2);
      let slots = list.get(key);
      if (slots === undefined) list.set(key, (slots = new Set()));
      if (slot !== undefined) slots.add(toHex(slot).slice(2));
    };
  }

  async putAccount(address: Address, account: Account): Promise<void> {
    this.#touched.set(keyOf(address.bytes), address);
    await this.#state.putAccount(address, account);
  }

  async deleteAccount(address: Address): Promise<void> {
    this.#touched.set(keyOf(address.bytes), address);
    await this.#state.deleteAccount(address);
  }

  async checkpoint(): Promise<void> {
    await this.#state.checkpoint();
  }

  async commit(): Promise<void> {
    await this.#state.commit();
  }

  async revert(): Promise<void> {
    await this.#state.revert();
  }

  cleanJournal(): void {
    this.#touched.clear();
    this.#state.cool();
  }

  /** Ends a transaction: accounts that were touched and are empty do not exist (EIP-161). */
  async cleanup(): Promise<void> {
    for (const address of this.#touched.values()) {
      const account = await this.#state.getAccount(address);
      if (account?.isEmpty() === true) await this.#state.deleteAccount(address);
    }
    this.cleanJournal();
    this.accessList = undefined;
    this.#state.onTouch = undefined;
  }

  addAlwaysWarmAddress(address: string): void {
    this.#untold(() => this.#state.warmAddress(bytesOf(address)));
  }

  addAlwaysWarmSlot(address: string, slot: string): void {
    const bytes = bytesOf(address);
    this.#untold(() => {
      this.#state.warmAddress(bytes);
      this.#state.warmSlot(this.#state.slotAt(bytes, wordOf(bytesOf(slot))));
    });
  }

  /** What a transaction declares or is given is not what its code touched. */
  #untold(warm: () => void): void {
    const { onTouch } = this.#state;
    this.#state.onTouch = undefined;
    warm();
    this.#state.onTouch = onTouch;
  }

  isWarmedAddress(address: Uint8Array): boolean {
    return this.#state.isWarmAddress(address);
  }

  addWarmedAddress(address: Uint8Array): void {
    this.#state.warmAddress(address);
  }

  isWarmedStorage(address: Uint8Array, slot: Uint8Array): boolean {
    return this.#state.isWarmSlot(this.#state.slotAt(address, wordOf(slot)));
  }

  addWarmedStorage(address: Uint8Array, slot: Uint8Array): void {
    this.#state.warmSlot(this.#state.slotAt(address, wordOf(slot)));
  }
}
