import { decodeRlp, encodeRlp, rlpBytes, rlpList } from "../codec/rlp.ts";
import { EMPTY, keyOf, toBigInt } from "../codec/bytes.ts";
import type { Overlay } from "./FlatState.ts";
import { rootFromHash } from "./trie.ts";
import { encodeAccount, type AccountChange, type AccountRecord } from "./world.ts";

/** The undo record of a block: what it changed, as it was before. */
export function encodeUndo(changes: readonly AccountChange[]): Uint8Array {
  return encodeRlp(
    changes.map((change) => [
      change.address,
      change.before === undefined ? EMPTY : encodeAccount(change.before),
      change.slots.map(({ slot, before }) => [slot, before]),
    ]),
  );
}

/** The state at an earlier height as differences from a later one. */
export type PastState = {
  /** The height this describes. */
  number: number;
  /** The later height it is described against. */
  base: number;
  accounts: Map<string, AccountRecord | undefined>;
  slots: Map<string, Map<string, Uint8Array>>;
};

function recordOf(bytes: Uint8Array): AccountRecord | undefined {
  if (bytes.length === 0) return undefined;
  const [nonce, balance, storageRoot, codeHash] = rlpList(decodeRlp(bytes)).map(rlpBytes);
  const root = storageRoot as Uint8Array;
  return {
    nonce: toBigInt(nonce as Uint8Array),
    balance: toBigInt(balance as Uint8Array),
    storageRoot: root,
    codeHash: codeHash as Uint8Array,
    storage: rootFromHash(root),
  };
}

/** Adds a later block's undo record: what an earlier record said already is older and stays. */
export function addUndo(past: PastState, record: Uint8Array): void {
  for (const item of rlpList(decodeRlp(record))) {
    const [address, account, slots] = rlpList(item);
    const key = keyOf(rlpBytes(address));
    if (!past.accounts.has(key)) past.accounts.set(key, recordOf(rlpBytes(account)));
    let known = past.slots.get(key);
    if (known === undefined) past.slots.set(key, (known = new Map()));
    for (const entry of rlpList(slots)) {
      const [slot, before] = rlpList(entry).map(rlpBytes);
      const name = keyOf(slot as Uint8Array);
      if (!known.has(name)) known.set(name, before as Uint8Array);
    }
  }
}

/** A past state as an overlay for {@link FlatState}. */
export function overlayOf(past: PastState): Overlay {
  return {
    account: (address) => (past.accounts.has(address) ? { account: past.accounts.get(address) } : undefined),
    slot: (address, slot) => past.slots.get(address)?.get(slot),
  };
}
