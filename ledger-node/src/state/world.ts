import { decodeRlp, encodeRlp, rlpBytes, rlpList } from "../codec/rlp.ts";
import { EMPTY, keyOf, minimalBytes, padLeft, sameBytes, toBigInt } from "../codec/bytes.ts";
import { EMPTY_CODE_HASH, EMPTY_ROOT, keccak256 } from "../crypto/keccak.ts";
import {
  findLeaf,
  hashTrie,
  loadRoot,
  putLeaf,
  removeLeaf,
  rootFromHash,
  toNibbles,
  type Batch,
  type Child,
  type Leaf,
  type NodeSource,
} from "./trie.ts";

/** An account as the state trie holds it. */
export type AccountRecord = {
  nonce: bigint;
  balance: bigint;
  storageRoot: Uint8Array;
  codeHash: Uint8Array;
  storage: Child;
};

/** Where the nodes and codes of one version of the state come from. */
export type StateSource = {
  accountNodes: NodeSource;
  storageNodes: (accountHash: Uint8Array) => NodeSource;
  code: (hash: Uint8Array) => Uint8Array;
};

/** One version of the whole state: a root, and where to find what is not in memory. */
export type World = { root: Child; source: StateSource };

/** What a block did to one account. `undefined` means that there is no such account. */
export type AccountChange = {
  address: Uint8Array;
  before: AccountRecord | undefined;
  after: { nonce: bigint; balance: bigint; codeHash: Uint8Array } | undefined;
  slots: { slot: Uint8Array; before: Uint8Array; after: Uint8Array }[];
};

/** What must be on disk for a new version of the state. */
export type StateWrites = {
  /** Paths may change after the call. */
  putAccountNode: (path: Uint8Array, node: Uint8Array) => void;
  putStorageNode: (accountHash: Uint8Array, path: Uint8Array, node: Uint8Array) => void;
  removeAccountNode: (path: Uint8Array) => void;
  removeStorageNode: (accountHash: Uint8Array, path: Uint8Array) => void;
};

type Hashed = { hash: Uint8Array; nibbles: Uint8Array };

/** Accounts come up in every act; those of the latest, found by their last bytes. */
const ACCOUNT_PLACES = 4_096;
const accountKeys = new Array<{ address: Uint8Array; hashed: Hashed } | undefined>(ACCOUNT_PLACES).fill(undefined);

/** The trie key of an address. */
export function hashedKey(address: Uint8Array): Hashed {
  const last = address.length - 1;
  const place = (((address[last - 1] as number) << 8) | (address[last] as number)) & (ACCOUNT_PLACES - 1);
  const known = accountKeys[place];
  if (known !== undefined && sameBytes(known.address, address)) return known.hashed;
  const hash = keccak256(address);
  const hashed = { hash, nibbles: toNibbles(hash) };
  accountKeys[place] = { address: address.slice(), hashed };
  return hashed;
}

/** A slot is asked for once or twice in each block that comes by it; so the hashes of the latest lie here, beside the slots, as plain bytes. */
const SLOT_PLACES = 32_768;
const SLOT_BYTES = 32;
const slots = new Uint8Array(SLOT_PLACES * SLOT_BYTES);
const slotHashes = new Uint8Array(SLOT_PLACES * SLOT_BYTES);
const slotKnown = new Uint8Array(SLOT_PLACES);

/** The trie key of a slot, which is 32 bytes long: the nibbles of its hash. */
export function slotNibbles(slot: Uint8Array): Uint8Array {
  const place = (((slot[30] as number) << 8) | (slot[31] as number)) & (SLOT_PLACES - 1);
  const start = place * SLOT_BYTES;
  let same = 0;
  while (same < SLOT_BYTES && slots[start + same] === slot[same]) same++;
  if (same < SLOT_BYTES || slotKnown[place] === 0) {
    slotHashes.set(keccak256(slot), start);
    slots.set(slot, start);
    slotKnown[place] = 1;
  }
  return toNibbles(slotHashes, start);
}

/** The value of an account's leaf. */
export function encodeAccount(account: {
  nonce: bigint;
  balance: bigint;
  storageRoot: Uint8Array;
  codeHash: Uint8Array;
}): Uint8Array {
  return encodeRlp([minimalBytes(account.nonce), minimalBytes(account.balance), account.storageRoot, account.codeHash]);
}

/** The account a leaf of the state trie holds. */
export function accountOf(leaf: Leaf): AccountRecord {
  if (leaf.memo !== undefined) return leaf.memo as AccountRecord;
  const [nonce, balance, storageRoot, codeHash] = rlpList(decodeRlp(leaf.value)).map(rlpBytes);
  const root = (storageRoot as Uint8Array).slice();
  const record: AccountRecord = {
    nonce: toBigInt(nonce as Uint8Array),
    balance: toBigInt(balance as Uint8Array),
    storageRoot: root,
    codeHash: (codeHash as Uint8Array).slice(),
    storage: rootFromHash(root),
  };
  leaf.memo = record;
  return record;
}

/** The account at an address, proved against the state root; undefined where there is provably none. */
export function readAccount(world: World, address: Uint8Array): AccountRecord | undefined {
  const nodes = world.source.accountNodes;
  const root = loadRoot(world.root, nodes);
  world.root = root;
  const leaf = findLeaf(root, hashedKey(address).nibbles, nodes);
  return leaf === undefined ? undefined : accountOf(leaf);
}

/** The storage trie's root of an account, in memory. */
export function storageRootOf(world: World, address: Uint8Array, account: AccountRecord) {
  const nodes = world.source.storageNodes(hashedKey(address).hash);
  const root = loadRoot(account.storage, nodes);
  account.storage = root;
  return { root, nodes };
}

/** The value of a slot as 32 bytes or fewer without leading zeros; empty where it is zero. */
export function readSlot(world: World, address: Uint8Array, account: AccountRecord, slot: Uint8Array): Uint8Array {
  if (account.storage === null) return EMPTY;
  const { root, nodes } = storageRootOf(world, address, account);
  const leaf = findLeaf(root, slotNibbles(slot), nodes);
  return leaf === undefined ? EMPTY : rlpBytes(decodeRlp(leaf.value));
}

let batches = 0;

/** The number of the latest batch: nodes with a number up to it are hashed. */
export function latestBatch(): number {
  return batches;
}

/**
 * The state after these changes. The older version stays readable.
 *
 * @returns the new version and its root hash
 */
export function applyChanges(
  world: World,
  changes: readonly AccountChange[],
  writes: StateWrites,
): { world: World; stateRoot: Uint8Array } {
  const id = ++batches;
  const accountBatch: Batch = { id, source: world.source.accountNodes, removed: new Map() };
  let root = world.root;
  for (const change of changes) {
    const { hash, nibbles } = hashedKey(change.address);
    if (change.after === undefined) {
      root = removeLeaf(root, nibbles, accountBatch);
      continue;
    }
    let storage: Child = change.before?.storage ?? null;
    let storageRoot = change.before?.storageRoot ?? EMPTY_ROOT;
    if (change.slots.length > 0) {
      const batch: Batch = { id, source: world.source.storageNodes(hash), removed: new Map() };
      for (const { slot, after } of change.slots) {
        const key = slotNibbles(slot);
        storage =
          after.length === 0
            ? removeLeaf(storage, key, batch)
            : putLeaf(storage, key, encodeRlp(after), undefined, batch);
      }
      for (const path of batch.removed.values()) writes.removeStorageNode(hash, path);
      storageRoot = hashTrie(storage, (path, node) => writes.putStorageNode(hash, path, node));
    }
    const record: AccountRecord = { ...change.after, storageRoot, storage };
    root = putLeaf(root, nibbles, encodeAccount(record), record, accountBatch);
  }
  for (const path of accountBatch.removed.values()) writes.removeAccountNode(path);
  const stateRoot = hashTrie(root, writes.putAccountNode);
  return { world: { root, source: world.source }, stateRoot };
}

/** The value of a slot as the EVM reads it: 32 bytes. */
export function slotWord(value: Uint8Array): Uint8Array {
  return padLeft(value, 32);
}

/** True for an account that EIP-161 says does not exist. */
export function isEmptyAccount(account: { nonce: bigint; balance: bigint; codeHash: Uint8Array }): boolean {
  return account.nonce === 0n && account.balance === 0n && keyOf(account.codeHash) === EMPTY_CODE_KEY;
}

const EMPTY_CODE_KEY = keyOf(EMPTY_CODE_HASH);
