import type { AccountFields, StateManagerInterface } from "@ethereumjs/common";
import { Account, type Address } from "@ethereumjs/util";
import { EMPTY, keyOf, sameBytes, trimZeros } from "../codec/bytes.ts";
import { bytesOfWord, wordOf } from "../codec/words.ts";
import { EMPTY_CODE_HASH, EMPTY_ROOT, keccak256 } from "../crypto/keccak.ts";
import { NodeError } from "../errors.ts";
import { readAccount, readSlot, type AccountChange, type AccountRecord, type World } from "./world.ts";

/** An account's own fields; never changed in place, so the undo journal keeps the older object. */
type Fields = { nonce: bigint; balance: bigint; codeHash: Uint8Array };

/** One slot of an account's storage, as it is now. `warm` is the {@link FlatState} warmth it was touched in. */
export type Slot = {
  /** The account it belongs to. */
  readonly address: Uint8Array;
  readonly key: Uint8Array;
  readonly base: Uint8Array;
  value: Uint8Array;
  /** The same as a number, once someone asked. */
  word: bigint | undefined;
  original: Uint8Array;
  stamp: number;
  warm: number;
};

type Entry = {
  address: Uint8Array;
  base: AccountRecord | undefined;
  fields: Fields | undefined;
  slots: Map<bigint, Slot>;
  warm: number;
  /** Set when this block created the account anew: slots below it no longer count. */
  cleared: boolean;
};

type Undo =
  | { kind: 0; entry: Entry; fields: Fields | undefined }
  | { kind: 1; slot: Slot; value: Uint8Array }
  | { kind: 2; entry: Entry; slots: Map<bigint, Slot>; cleared: boolean }
  | { kind: 3; touched: Entry | Slot };

/**
 * The state that the EVM works on: flat maps over one version of the world, and one undo journal.
 *
 * A checkpoint is a number, a revert pops the journal to it; nothing is copied. Everything is answered without leaving the thread, so a
 * transaction runs from start to end within microtasks.
 */
export class FlatState implements StateManagerInterface {
  #world: World | undefined;
  #lastAddress: Uint8Array | undefined;
  #lastEntry: Entry | undefined;
  readonly #entries = new Map<string, Entry>();
  readonly #journal: Undo[] = [];
  readonly #checkpoints: number[] = [];
  readonly #codes = new Map<string, Uint8Array>();
  #stamp = 1;
  #warmth = 1;
  #overlay: Overlay | undefined;
  /** Is told each account and slot that a transaction touches for the first time. */
  onTouch: ((address: Uint8Array, slot?: Uint8Array) => void) | undefined;
  readonly #prepare: (code: Uint8Array) => Uint8Array;

  /** @param prepare what the EVM gets in place of a contract's code; by default the code itself */
  constructor(prepare: (code: Uint8Array) => Uint8Array = (code) => code) {
    this.#prepare = prepare;
  }

  /** Values as they were when the transaction began, for the gas of SSTORE (EIP-2200). */
  readonly originalStorageCache = {
    get: async (address: Address, key: Uint8Array): Promise<Uint8Array> => {
      const slot = this.#slot(this.#entry(address.bytes), wordOf(key));
      return slot.stamp === this.#stamp ? slot.original : slot.value;
    },
    clear: (): void => {
      this.#stamp++;
    },
  };

  /** Forgets all changes and works on this version from now on. */
  reset(world: World, overlay?: Overlay): void {
    this.#world = world;
    this.#overlay = overlay;
    this.#entries.clear();
    this.#lastAddress = undefined;
    this.#journal.length = 0;
    this.#checkpoints.length = 0;
    this.#codes.clear();
    this.#stamp++;
  }

  #base(): World {
    if (this.#world === undefined)
      throw new NodeError("STATE_UNSET", "internal", "the state has no version to work on");
    return this.#world;
  }

  #entry(address: Uint8Array): Entry {
    const key = keyOf(address);
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      const past = this.#overlay?.account(key);
      const base = past === undefined ? readAccount(this.#base(), address) : past.account;
      entry = { address, base, fields: base, slots: new Map(), warm: 0, cleared: false };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #slot(entry: Entry, number: bigint): Slot {
    let slot = entry.slots.get(number);
    if (slot === undefined) {
      const key = bytesOfWord(number);
      const past = this.#overlay?.slot(keyOf(entry.address), keyOf(key));
      let base: Uint8Array = EMPTY;
      if (!entry.cleared) {
        if (past !== undefined) base = past;
        else {
          const live = this.#overlay === undefined ? entry.base : readAccount(this.#base(), entry.address);
          if (live !== undefined) base = readSlot(this.#base(), entry.address, live, key);
        }
      }
      slot = { address: entry.address, key, base, value: base, word: undefined, original: base, stamp: 0, warm: 0 };
      entry.slots.set(number, slot);
    }
    return slot;
  }

  #setFields(entry: Entry, fields: Fields | undefined): void {
    this.#journal.push({ kind: 0, entry, fields: entry.fields });
    entry.fields = fields;
  }

  /** The account's fields without making an {@link Account} of them. */
  peek(address: Uint8Array): Readonly<Fields> | undefined {
    return this.#entry(address).fields;
  }

  /** Sets an account's fields directly. */
  poke(address: Uint8Array, fields: Readonly<Fields>): void {
    this.#setFields(this.#entry(address), fields);
  }

  async getAccount(address: Address): Promise<Account | undefined> {
    const entry = this.#entry(address.bytes);
    const fields = entry.fields;
    if (fields === undefined) return undefined;
    const storageRoot = entry.cleared ? EMPTY_ROOT : (entry.base?.storageRoot ?? EMPTY_ROOT);
    return new Account(fields.nonce, fields.balance, storageRoot, fields.codeHash);
  }

  async putAccount(address: Address, account?: Account): Promise<void> {
    const entry = this.#entry(address.bytes);
    this.#setFields(
      entry,
      account === undefined
        ? undefined
        : { nonce: account.nonce, balance: account.balance, codeHash: account.codeHash },
    );
  }

  async deleteAccount(address: Address): Promise<void> {
    const entry = this.#entry(address.bytes);
    if (entry.fields === undefined && entry.slots.size === 0) return;
    this.#setFields(entry, undefined);
    this.#clear(entry);
  }

  async modifyAccountFields(address: Address, fields: AccountFields): Promise<void> {
    const entry = this.#entry(address.bytes);
    const now = entry.fields ?? { nonce: 0n, balance: 0n, codeHash: EMPTY_CODE_HASH };
    this.#setFields(entry, {
      nonce: fields.nonce ?? now.nonce,
      balance: fields.balance ?? now.balance,
      codeHash: fields.codeHash ?? now.codeHash,
    });
  }

  /** Makes a code known, and returns its hash. */
  addCode(code: Uint8Array): Uint8Array {
    const codeHash = keccak256(code);
    this.#codes.set(keyOf(codeHash), code);
    return codeHash;
  }

  async putCode(address: Address, value: Uint8Array): Promise<void> {
    await this.modifyAccountFields(address, { codeHash: this.addCode(value) });
  }

  /** The code behind a hash, this block's new codes included. */
  codeOf(codeHash: Uint8Array): Uint8Array {
    if (sameBytes(codeHash, EMPTY_CODE_HASH)) return EMPTY;
    return this.#codes.get(keyOf(codeHash)) ?? this.#base().source.code(codeHash);
  }

  async getCode(address: Address): Promise<Uint8Array> {
    const fields = this.#entry(address.bytes).fields;
    return fields === undefined ? EMPTY : this.#prepare(this.codeOf(fields.codeHash));
  }

  async getCodeSize(address: Address): Promise<number> {
    return (await this.getCode(address)).length;
  }

  async getStorage(address: Address, key: Uint8Array): Promise<Uint8Array> {
    return this.#slot(this.#entry(address.bytes), wordOf(key)).value;
  }

  /** A slot, by its number, without a promise. */
  slotAt(address: Uint8Array, number: bigint): Slot {
    // A frame asks with the very same array each time.
    if (address !== this.#lastAddress) {
      this.#lastEntry = this.#entry(address);
      this.#lastAddress = address;
    }
    return this.#slot(this.#lastEntry as Entry, number);
  }

  /** What a slot holds, as a number. */
  wordIn(slot: Slot): bigint {
    return (slot.word ??= wordOf(slot.value));
  }

  /** What a slot held when the transaction began. */
  originalOf(slot: Slot): Uint8Array {
    return slot.stamp === this.#stamp ? slot.original : slot.value;
  }

  async putStorage(address: Address, key: Uint8Array, value: Uint8Array): Promise<void> {
    this.writeSlot(this.#slot(this.#entry(address.bytes), wordOf(key)), value);
  }

  /** Sets a slot; the value is big-endian. */
  writeSlot(slot: Slot, value: Uint8Array): void {
    if (slot.stamp !== this.#stamp) {
      slot.stamp = this.#stamp;
      slot.original = slot.value;
    }
    this.#journal.push({ kind: 1, slot, value: slot.value });
    slot.value = trimZeros(value);
    slot.word = undefined;
  }

  /** True where this transaction touched the slot before (EIP-2929); from now on it has. */
  warmSlot(slot: Slot): boolean {
    return this.#warm(slot);
  }

  isWarmSlot(slot: Slot): boolean {
    return slot.warm === this.#warmth;
  }

  /** The same for an account. */
  warmAddress(address: Uint8Array): boolean {
    return this.#warm(this.#entry(address));
  }

  isWarmAddress(address: Uint8Array): boolean {
    return this.#entry(address).warm === this.#warmth;
  }

  #warm(touched: Entry | Slot): boolean {
    if (touched.warm === this.#warmth) return true;
    touched.warm = this.#warmth;
    this.#journal.push({ kind: 3, touched });
    if (this.onTouch !== undefined) this.onTouch(touched.address, "key" in touched ? touched.key : undefined);
    return false;
  }

  /** Forgets what was touched. */
  cool(): void {
    this.#warmth++;
  }

  #clear(entry: Entry): void {
    this.#journal.push({ kind: 2, entry, slots: entry.slots, cleared: entry.cleared });
    const slots = new Map<bigint, Slot>();
    // What a transaction declared or touched stays warm, though its value is gone (EIP-2930: a slot of a contract that is yet to be made).
    for (const [number, slot] of entry.slots) {
      if (slot.warm === this.#warmth)
        slots.set(number, { ...slot, base: EMPTY, value: EMPTY, word: 0n, original: EMPTY, stamp: 0 });
    }
    entry.slots = slots;
    entry.cleared = true;
  }

  async clearStorage(address: Address): Promise<void> {
    const entry = this.#entry(address.bytes);
    // Only an account that is being created is cleared, and it has no storage below (EIP-7610); so there is nothing to delete on disk.
    if (entry.slots.size > 0) this.#clear(entry);
  }

  async checkpoint(): Promise<void> {
    this.#checkpoints.push(this.#journal.length);
  }

  async commit(): Promise<void> {
    this.#checkpoints.pop();
  }

  async revert(): Promise<void> {
    this.undoTo(this.#checkpoints.pop() ?? 0);
  }

  /** A mark for {@link undoTo}. */
  mark(): number {
    return this.#journal.length;
  }

  /** Takes back everything since a mark. */
  undoTo(mark: number): void {
    while (this.#journal.length > mark) {
      const undo = this.#journal.pop() as Undo;
      if (undo.kind === 0) undo.entry.fields = undo.fields;
      else if (undo.kind === 1) {
        undo.slot.value = undo.value;
        undo.slot.word = undefined;
      } else if (undo.kind === 3) undo.touched.warm = 0;
      else {
        undo.entry.slots = undo.slots;
        undo.entry.cleared = undo.cleared;
      }
    }
  }

  /** Ends a transaction: what happened is no longer taken back, and "original" means from here on. */
  endTransaction(): void {
    this.#journal.length = 0;
    this.#checkpoints.length = 0;
    this.#stamp++;
  }

  /** What changed since {@link reset}, ordered by first touch. */
  changes(): AccountChange[] {
    const changes: AccountChange[] = [];
    for (const entry of this.#entries.values()) {
      const slots: AccountChange["slots"] = [];
      for (const slot of entry.slots.values()) {
        if (!sameBytes(slot.base, slot.value)) slots.push({ slot: slot.key, before: slot.base, after: slot.value });
      }
      if (slots.length === 0 && sameFields(entry.base, entry.fields)) continue;
      changes.push({
        address: entry.address,
        before: entry.base,
        after: entry.fields,
        slots: entry.fields === undefined ? [] : slots,
      });
    }
    return changes;
  }

  /** Codes that came into being since {@link reset}, by hash key. */
  newCodes(): ReadonlyMap<string, Uint8Array> {
    return this.#codes;
  }

  async getStateRoot(): Promise<Uint8Array> {
    throw new NodeError("STATE_ROOT_UNASKED", "internal", "the state root is computed per block, not by the EVM");
  }

  async setStateRoot(): Promise<void> {
    throw new NodeError("STATE_ROOT_UNASKED", "internal", "the state is set by version, not by root");
  }

  async hasStateRoot(): Promise<boolean> {
    return false;
  }

  clearCaches(): void {
    this.#stamp++;
  }

  shallowCopy(): FlatState {
    const copy = new FlatState(this.#prepare);
    copy.reset(this.#base(), this.#overlay);
    return copy;
  }
}

/** Values that differ from the version below: an earlier height, or a caller's overrides. */
export type Overlay = {
  /** `undefined`: as below; `{ account: undefined }`: there was none. */
  account(address: string): { account: AccountRecord | undefined } | undefined;
  /** `undefined`: as below. */
  slot(address: string, slot: string): Uint8Array | undefined;
};

function sameFields(base: AccountRecord | undefined, fields: Fields | undefined): boolean {
  if (base === undefined || fields === undefined) return base === fields;
  return base.nonce === fields.nonce && base.balance === fields.balance && sameBytes(base.codeHash, fields.codeHash);
}
