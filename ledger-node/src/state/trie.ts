import { beginRlpList, decodeRlp, encodeRlp, encodeRlpList, type RlpItem, type RlpValue } from "../codec/rlp.ts";
import { EMPTY, sameBytes } from "../codec/bytes.ts";
import { EMPTY_ROOT, keccak256 } from "../crypto/keccak.ts";
import { storeDamaged, type NodeError } from "../errors.ts";

/**
 * A Merkle Patricia trie whose nodes live in memory as immutable versions and on disk under their path.
 *
 * - A change copies the nodes on its way down (once per batch) and leaves every older version readable: the pending block, the last
 *   durable block and a proof in progress each hold their own root and share all that did not change.
 * - A node is hashed once per batch, whatever number of keys below it changed.
 * - On disk a node is found by its path, so a newer version overwrites the older one and no garbage grows.
 * - A node that comes from disk is compared with the hash its parent holds: a read is therefore proved against the state root of a
 *   sealed header, and damage is found instead of served.
 *
 * Keys are 32-byte hashes as 64 nibbles, so no key is a prefix of another and a branch never carries a value.
 */
export type TrieNode = Branch | Extension | Leaf;

/** A child: in memory, on disk under its path (with the hash it must have), or nothing. */
export type Child = TrieNode | Unloaded | null;

/** A node on disk, known by hash. */
export type Unloaded = { kind: 3; hash: Uint8Array };

/**
 * `ref` is what the parent writes: the hash, or the node itself where it is shorter than a hash; null while dirty. `used` is when the node was
 * used last, by {@link clock}; see {@link usedAgain}.
 */
type Common = { ref: Uint8Array | null; owner: number; used: number };

/**
 * Sixteen ways on. A branch keeps the RLP it had when it was last hashed, and looks at a way only when somebody goes it: most of them nobody
 * does. `undefined` is a way that was not looked at; {@link childOf} looks.
 */
export type Branch = Common & { kind: 0; children: (Child | undefined)[]; raw: Uint8Array | undefined };

/** A shared piece of path. */
export type Extension = Common & { kind: 1; nibbles: Uint8Array; child: Child };

/** The end of a path. `memo` is what the value decodes to, for those who read it often; `raw` its RLP, once it was written. */
export type Leaf = Common & {
  kind: 2;
  nibbles: Uint8Array;
  value: Uint8Array;
  memo: unknown;
  raw: Uint8Array | undefined;
};

/** Where nodes come from that are not in memory. Each gives the RLP, undefined where there is none. */
export type NodeSource = {
  /** By hash, from a place that only this process writes: it is believed. */
  kept?: (hash: Uint8Array) => Uint8Array | undefined;
  /** From disk, where the first `depth` nibbles of the key are its place: it has to prove itself by its hash. */
  stored: (key: Uint8Array, depth: number) => Uint8Array | undefined;
};

/** What the running batch is: its number marks nodes it may change in place. */
export type Batch = { id: number; source: NodeSource; removed: Map<string, Uint8Array> };

/** Nodes in memory, for the bound on them; keys that were looked up. */
export const counters = { loaded: 0, lookups: 0 };

/** The clock that tells recently used nodes from others; the chain advances it with each block. */
export const clock = { now: 0 };

/** By how many blocks a node that was used in more than one of them outstays one that was not. */
export const STAYS = 64;

/**
 * When a node that is used now counts as used. Most nodes come from below for one bill and are not asked for again; those that are,
 * near the root or of a busy slot, are worth keeping much longer.
 */
function usedAgain(used: number): number {
  return used === clock.now ? used : clock.now + STAYS;
}

/** The child that a root hash stands for. */
export function rootFromHash(hash: Uint8Array): Child {
  return sameBytes(hash, EMPTY_ROOT) ? null : { kind: 3, hash };
}

/** The nibbles of a path, or the sixty-four of a 32-byte hash that begins at `from`. */
export function toNibbles(hash: Uint8Array, from?: number): Uint8Array {
  const start = from ?? 0;
  const length = from === undefined ? hash.length : 32;
  const out = new Uint8Array(length * 2);
  for (let i = 0; i < length; i++) {
    const byte = hash[start + i] as number;
    out[2 * i] = byte >> 4;
    out[2 * i + 1] = byte & 15;
  }
  return out;
}

function compactPath(nibbles: Uint8Array, isLeaf: boolean): Uint8Array {
  const odd = nibbles.length & 1;
  const out = new Uint8Array((nibbles.length >> 1) + 1);
  out[0] = ((isLeaf ? 2 : 0) + odd) << 4;
  let from = 0;
  if (odd) out[0] |= nibbles[from++] as number;
  for (let at = 1; from < nibbles.length; from += 2)
    out[at++] = ((nibbles[from] as number) << 4) | (nibbles[from + 1] as number);
  return out;
}

function fromCompactPath(path: Uint8Array): { nibbles: Uint8Array; isLeaf: boolean } {
  const all = toNibbles(path);
  const flag = all[0] ?? 0;
  return { nibbles: all.slice(flag & 1 ? 1 : 2), isLeaf: flag >= 2 };
}

const EMPTY_ENCODED = new Uint8Array([0x80]);

function encodedRef(child: Child): Uint8Array {
  if (child === null) return EMPTY_ENCODED;
  const ref = child.kind === 3 ? child.hash : (child.ref as Uint8Array);
  return ref.length === 32 ? encodeRlp(ref) : ref;
}

const EMPTY_CODE = 0x80;
const HASH_CODE = 0xa0;

/** Where the first item of a branch's RLP begins: after the list's prefix, which is long or, with few children, short. */
function firstItem(raw: Uint8Array): number {
  const prefix = raw[0] as number;
  return prefix <= 0xf7 ? 1 : prefix - 0xf6;
}

/** Where an item of a branch ends: a hash, a node within its parent (both shorter than 56 bytes), or nothing. */
function itemEnd(raw: Uint8Array, at: number): number {
  const prefix = raw[at] as number;
  if (prefix < 0x80) return at + 1;
  return at + 1 + (prefix < 0xc0 ? prefix - 0x80 : prefix - 0xc0);
}

/** A branch of sixteen hashes is this long, and no other is: near the root all are. */
const FULL_LENGTH = 3 + 16 * 33 + 1;

/** Where an item of a branch begins. */
function itemAt(raw: Uint8Array, index: number): number {
  if (raw.length === FULL_LENGTH) return 3 + 33 * index;
  let at = firstItem(raw);
  for (let skipped = 0; skipped < index; skipped++) at = itemEnd(raw, at);
  return at;
}

/** What an item of a branch refers to: nothing, a hash, or the node itself. */
function refOfItem(raw: Uint8Array, at: number, end: number): Uint8Array {
  const prefix = raw[at];
  return prefix === EMPTY_CODE ? EMPTY : raw.subarray(prefix === HASH_CODE ? at + 1 : at, end);
}

/** The way on with this nibble. */
export function childOf(node: Branch, index: number): Child {
  const known = node.children[index];
  if (known !== undefined) return known;
  const raw = node.raw as Uint8Array;
  const at = itemAt(raw, index);
  const prefix = raw[at] as number;
  let child: Child;
  if (prefix === EMPTY_CODE) child = null;
  else if (prefix === HASH_CODE) child = { kind: 3, hash: raw.slice(at + 1, at + 33) };
  else child = decodeChild(decodeRlp(raw.subarray(at, itemEnd(raw, at))));
  node.children[index] = child;
  return child;
}

/** True for the RLP of a branch: seventeen items, each no longer than a hash, that fill it to its end. */
function isBranch(raw: Uint8Array): boolean {
  if ((raw[0] as number) < 0xc0 || (raw[0] as number) > 0xf9) return false;
  let at = firstItem(raw);
  let items = 0;
  for (; at < raw.length && items < 17; items++) {
    const prefix = raw[at] as number;
    if (prefix !== EMPTY_CODE && prefix !== HASH_CODE && prefix < 0xc0) return false;
    at = itemEnd(raw, at);
  }
  return items === 17 && at === raw.length;
}

const NOT_LOOKED_AT = Array.from({ length: 16 }, () => undefined);

/** Longest string with a head of one byte (RLP). */
const SHORT = 55;

/** A path and a value into their list: what {@link encodeRlp} gives of the two, in one piece. */
function encodeLeaf(nibbles: Uint8Array, value: Uint8Array): Uint8Array {
  const path = compactPath(nibbles, true);
  const isByte = value.length === 1 && (value[0] as number) < EMPTY_CODE;
  if (value.length > SHORT) return encodeRlp([path, value]);
  // The path of no nibbles is one byte below 0x80, which stands for itself.
  const pathHead = path.length === 1 ? 0 : 1;
  const list = beginRlpList(pathHead + path.length + (isByte ? 0 : 1) + value.length);
  const { out } = list;
  let { at } = list;
  if (pathHead === 1) out[at++] = EMPTY_CODE + path.length;
  out.set(path, at);
  at += path.length;
  if (!isByte) out[at++] = EMPTY_CODE + value.length;
  out.set(value, at);
  return out;
}

/** The RLP of a node whose children are all clean. */
export function encodeNode(node: TrieNode): Uint8Array {
  if (node.kind === 2) return node.raw ?? encodeLeaf(node.nibbles, node.value);
  if (node.kind === 1) return encodeRlpList([encodeRlp(compactPath(node.nibbles, false)), encodedRef(node.child)]);
  return encodeBranch(node);
}

/**
 * The RLP of a branch in which, since it had this RLP, only hashes changed: all items are where they were. That is most of what a block
 * changes, and costs a tenth of writing the list anew.
 *
 * @returns undefined where a way came or went, or leads to a node shorter than a hash
 */
function withNewHashes(children: Branch["children"], raw: Uint8Array): Uint8Array | undefined {
  const pooled = Buffer.allocUnsafe(raw.length);
  const out = new Uint8Array(pooled.buffer, pooled.byteOffset, pooled.length);
  out.set(raw);
  const isFull = raw.length === FULL_LENGTH;
  let at = firstItem(raw);
  for (let index = 0; index < 16; index++) {
    const child = children[index];
    const code = raw[at] as number;
    if (child === null) {
      if (code !== EMPTY_CODE) return undefined;
    } else if (child !== undefined) {
      const ref = child.kind === 3 ? child.hash : (child.ref as Uint8Array);
      if (code !== HASH_CODE || ref.length !== 32) return undefined;
      out.set(ref, at + 1);
    }
    at = isFull ? at + 33 : itemEnd(raw, at);
  }
  return out;
}

/** Seventeen items straight into their list: most nodes that a block changes are branches. */
function encodeBranch({ children, raw }: Branch): Uint8Array {
  const patched = raw === undefined ? undefined : withNewHashes(children, raw);
  if (patched !== undefined) return patched;
  let from = raw === undefined ? 0 : firstItem(raw);
  const refs = children.map((child) => {
    const at = from;
    if (raw !== undefined) from = itemEnd(raw, at);
    if (child === undefined) return refOfItem(raw as Uint8Array, at, from);
    if (child === null) return EMPTY;
    return child.kind === 3 ? child.hash : (child.ref as Uint8Array);
  });
  // An empty value at the end; a hash has a code before it, and a node shorter than a hash stands for itself.
  let length = 1;
  for (const ref of refs) length += ref.length === 32 ? 33 : ref.length || 1;
  const list = beginRlpList(length);
  const { out } = list;
  let { at } = list;
  for (const ref of refs) {
    if (ref.length === 0) out[at++] = EMPTY_CODE;
    else {
      if (ref.length === 32) out[at++] = HASH_CODE;
      out.set(ref, at);
      at += ref.length;
    }
  }
  out[at] = EMPTY_CODE;
  return out;
}

function decodeChild(item: RlpValue): Child {
  if (item instanceof Uint8Array) return item.length === 0 ? null : { kind: 3, hash: item.slice() };
  const node = nodeFrom(item);
  node.ref = encodeRlp(item as RlpItem);
  return node;
}

function nodeFrom(item: RlpValue): TrieNode {
  const used = clock.now;
  if (Array.isArray(item) && item.length === 17) {
    return { kind: 0, children: item.slice(0, 16).map(decodeChild), raw: undefined, ref: null, owner: 0, used };
  }
  if (Array.isArray(item) && item.length === 2 && item[0] instanceof Uint8Array) {
    const { nibbles, isLeaf } = fromCompactPath(item[0]);
    if (!isLeaf) return { kind: 1, nibbles, child: decodeChild(item[1] as RlpValue), ref: null, owner: 0, used };
    if (item[1] instanceof Uint8Array) {
      return { kind: 2, nibbles, value: item[1].slice(), memo: undefined, raw: undefined, ref: null, owner: 0, used };
    }
  }
  throw new Error("not a trie node");
}

function damagedAt(key: Uint8Array, depth: number, what: string): NodeError {
  const path = [...key.subarray(0, depth)].map((nibble) => nibble.toString(16)).join("");
  return storeDamaged(what, { path: path === "" ? "root" : path });
}

/**
 * The node that is not in memory and lies at the first `depth` nibbles of a key, proved against the hash its parent holds.
 *
 * @throws NodeError STORE_DAMAGED
 */
export function loadNode(hash: Uint8Array, key: Uint8Array, depth: number, source: NodeSource): TrieNode {
  return nodeOf(hash, source.kept?.(hash) ?? provedNode(hash, key, depth, source));
}

function provedNode(hash: Uint8Array, key: Uint8Array, depth: number, source: NodeSource): Uint8Array {
  const bytes = source.stored(key, depth);
  if (bytes === undefined) throw damagedAt(key, depth, "a node of the state trie is missing");
  if (!sameBytes(keccak256(bytes), hash))
    throw damagedAt(key, depth, "a node of the state trie does not match its hash");
  return bytes;
}

function nodeOf(hash: Uint8Array, bytes: Uint8Array): TrieNode {
  const node: TrieNode = isBranch(bytes)
    ? { kind: 0, children: NOT_LOOKED_AT.slice(), raw: bytes, ref: hash, owner: 0, used: clock.now }
    : nodeFrom(decodeRlp(bytes));
  if (node.kind === 2) node.raw = bytes;
  node.ref = hash;
  counters.loaded++;
  return node;
}

function samePrefix(a: Uint8Array, b: Uint8Array, bFrom: number): number {
  let same = 0;
  while (same < a.length && a[same] === b[bFrom + same]) same++;
  return same;
}

/** The root in memory. */
export function loadRoot(root: Child, source: NodeSource): TrieNode | null {
  return root !== null && root.kind === 3 ? loadNode(root.hash, EMPTY, 0, source) : root;
}

/**
 * The leaf of a key, or undefined where the trie proves that there is none.
 *
 * @throws NodeError STORE_DAMAGED
 */
export function findLeaf(root: TrieNode | null, key: Uint8Array, source: NodeSource): Leaf | undefined {
  counters.lookups++;
  let node: TrieNode | null = root;
  let depth = 0;
  while (node !== null) {
    node.used = usedAgain(node.used);
    if (node.kind === 2) return samePrefix(node.nibbles, key, depth) === node.nibbles.length ? node : undefined;
    let child: Child;
    if (node.kind === 0) {
      const index = key[depth++] as number;
      child = childOf(node, index);
      if (child !== null && child.kind === 3) node.children[index] = child = loadNode(child.hash, key, depth, source);
    } else {
      if (samePrefix(node.nibbles, key, depth) !== node.nibbles.length) return undefined;
      depth += node.nibbles.length;
      child = node.child;
      if (child !== null && child.kind === 3) node.child = child = loadNode(child.hash, key, depth, source);
    }
    node = child;
  }
  return undefined;
}

function newLeaf(nibbles: Uint8Array, value: Uint8Array, memo: unknown, batch: Batch): Leaf {
  counters.loaded++;
  return { kind: 2, nibbles, value, memo, raw: undefined, ref: null, owner: batch.id, used: clock.now };
}

function newBranch(batch: Batch): Branch {
  counters.loaded++;
  const children: Child[] = [
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ];
  return { kind: 0, children, raw: undefined, ref: null, owner: batch.id, used: clock.now };
}

function newExtension(nibbles: Uint8Array, child: Child, batch: Batch): Extension {
  counters.loaded++;
  return { kind: 1, nibbles, child, ref: null, owner: batch.id, used: clock.now };
}

function ownBranch(node: Branch, batch: Batch): Branch {
  if (node.owner === batch.id) {
    node.ref = null;
    return node;
  }
  const used = usedAgain(node.used);
  return { kind: 0, children: node.children.slice(), raw: node.raw, ref: null, owner: batch.id, used };
}

/** The node at this depth on the way to a key, from disk where it is not in memory. */
function resolve(child: Child, key: Uint8Array, depth: number, batch: Batch): TrieNode | null {
  return child !== null && child.kind === 3 ? loadNode(child.hash, key, depth, batch.source) : child;
}

/** The root after `key` has this value; `memo` is what the value decodes to. */
export function putLeaf(
  root: Child,
  key: Uint8Array,
  value: Uint8Array,
  memo: unknown,
  batch: Batch,
  depth = 0,
): TrieNode {
  const node = resolve(root, key, depth, batch);
  if (node === null) return newLeaf(key.slice(depth), value, memo, batch);
  if (node.kind === 0) {
    const own = ownBranch(node, batch);
    const index = key[depth] as number;
    own.children[index] = putLeaf(childOf(own, index), key, value, memo, batch, depth + 1);
    return own;
  }
  const same = samePrefix(node.nibbles, key, depth);
  if (same === node.nibbles.length) {
    if (node.kind === 2) {
      const leaf = newLeaf(node.nibbles, value, memo, batch);
      leaf.used = usedAgain(node.used);
      return leaf;
    }
    return newExtension(node.nibbles, putLeaf(node.child, key, value, memo, batch, depth + same), batch);
  }
  const branch = newBranch(batch);
  const index = node.nibbles[same] as number;
  const rest = node.nibbles.slice(same + 1);
  if (node.kind === 2) branch.children[index] = newLeaf(rest, node.value, node.memo, batch);
  else branch.children[index] = rest.length === 0 ? node.child : newExtension(rest, node.child, batch);
  branch.children[key[depth + same] as number] = newLeaf(key.slice(depth + same + 1), value, memo, batch);
  return same === 0 ? branch : newExtension(key.slice(depth, depth + same), branch, batch);
}

function noteRemoved(path: Uint8Array, batch: Batch): void {
  const copy = path.slice();
  batch.removed.set(Buffer.from(copy).toString("latin1"), copy);
}

function joined(...parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A node under a prefix of path: extensions and leaves take the prefix up, a branch gets an extension above it. */
function prefixed(prefix: Uint8Array, node: TrieNode, path: Uint8Array, batch: Batch): TrieNode {
  if (node.kind === 0) return newExtension(prefix, node, batch);
  noteRemoved(path, batch);
  const nibbles = joined(prefix, node.nibbles);
  return node.kind === 2 ? newLeaf(nibbles, node.value, node.memo, batch) : newExtension(nibbles, node.child, batch);
}

/** The root after `key` has no value; the trie takes the one shape that its remaining keys prescribe. */
export function removeLeaf(root: Child, key: Uint8Array, batch: Batch, depth = 0): TrieNode | null {
  const node = resolve(root, key, depth, batch);
  if (node === null) return null;
  if (node.kind === 2) {
    if (samePrefix(node.nibbles, key, depth) !== node.nibbles.length) return node;
    noteRemoved(key.subarray(0, depth), batch);
    return null;
  }
  if (node.kind === 1) {
    const below = depth + node.nibbles.length;
    if (samePrefix(node.nibbles, key, depth) !== node.nibbles.length) return node;
    const before = resolve(node.child, key, below, batch);
    const child = removeLeaf(before, key, batch, below);
    if (child === before && before?.owner !== batch.id) return node;
    if (child === null) {
      noteRemoved(key.subarray(0, depth), batch);
      return null;
    }
    return prefixed(node.nibbles, child, key.subarray(0, below), batch);
  }
  const index = key[depth] as number;
  const before = resolve(childOf(node, index), key, depth + 1, batch);
  const child = removeLeaf(before, key, batch, depth + 1);
  if (child === before && (before === null || before.owner !== batch.id)) return node;
  const own = ownBranch(node, batch);
  own.children[index] = child;
  const left: number[] = [];
  for (let i = 0; i < 16; i++) if (childOf(own, i) !== null) left.push(i);
  if (left.length > 1) return own;
  const only = left[0] as number;
  const path = joined(key.subarray(0, depth), new Uint8Array([only]));
  return prefixed(new Uint8Array([only]), resolve(childOf(own, only), path, depth + 1, batch) as TrieNode, path, batch);
}

/**
 * Hashes every dirty node once, deepest first.
 *
 * @param put is told each node that must be on disk: its path, which changes after the call, and its RLP
 * @returns the root hash
 */
export function hashTrie(root: Child, put: (path: Uint8Array, node: Uint8Array) => void): Uint8Array {
  if (root === null) return EMPTY_ROOT;
  if (root.kind === 3) return root.hash;
  if (root.ref !== null && root.ref.length === 32) return root.ref;
  const path = new Uint8Array(65);
  const visit = (node: TrieNode, depth: number): void => {
    if (node.kind === 0) {
      for (let i = 0; i < 16; i++) {
        const child = node.children[i];
        if (child === undefined || child === null || child.kind === 3 || child.ref !== null) continue;
        path[depth] = i;
        visit(child, depth + 1);
      }
    } else if (node.kind === 1) {
      const child = node.child;
      if (child !== null && child.kind !== 3 && child.ref === null) {
        path.set(node.nibbles, depth);
        visit(child, depth + node.nibbles.length);
      }
    }
    const encoded = encodeNode(node);
    if (encoded.length < 32 && depth > 0) {
      node.ref = encoded;
      return;
    }
    node.ref = keccak256(encoded);
    if (node.kind !== 1) node.raw = encoded;
    put(path.subarray(0, depth), encoded);
  };
  visit(root, 0);
  return root.ref as Uint8Array;
}

/**
 * The nodes from the root to a key or to the place where it is proved absent, as `eth_getProof` gives them.
 *
 * @throws NodeError STORE_DAMAGED
 */
export function proveKey(root: TrieNode | null, key: Uint8Array, source: NodeSource): Uint8Array[] {
  const proof: Uint8Array[] = [];
  let node: TrieNode | null = root;
  let depth = 0;
  while (node !== null) {
    const encoded = encodeNode(node);
    if (encoded.length >= 32 || proof.length === 0) proof.push(encoded);
    if (node.kind === 2) break;
    if (node.kind === 1 && samePrefix(node.nibbles, key, depth) !== node.nibbles.length) break;
    const child: Child = node.kind === 0 ? childOf(node, key[depth] as number) : node.child;
    depth += node.kind === 0 ? 1 : node.nibbles.length;
    node = child !== null && child.kind === 3 ? loadNode(child.hash, key, depth, source) : child;
  }
  return proof;
}

/** What {@link forgetUnused} goes by. */
export type Forgetting = {
  /** Nodes that nobody used since then are forgotten; one that was used in more than one block counts as used {@link STAYS} later. */
  since: number;
  /** Nodes of later batches are kept: they may not be on disk yet. */
  durable: number;
  /** Is told each node that is forgotten. */
  keep?: (hash: Uint8Array, rlp: Uint8Array) => void;
  /** The trie that hangs on a leaf, if one does: it goes by the same rule, and goes with its leaf. */
  below?: (leaf: Leaf) => Child;
};

/**
 * Forgets nodes that nobody used lately; they come back when they are needed.
 *
 * @returns the number of nodes still in memory
 */
export function forgetUnused(root: Child, how: Forgetting): number {
  if (root === null || root.kind === 3) return 0;
  const { since, durable, keep, below } = how;
  let kept = 1;
  const consider = (child: Child): Child => {
    if (child === null || child.kind === 3) return child;
    if (child.used < since && child.owner <= durable && child.ref !== null && child.ref.length === 32) {
      if (keep !== undefined) keepAll(child, keep, below);
      return { kind: 3, hash: child.ref };
    }
    kept += forgetUnused(child, how);
    return child;
  };
  if (root.kind === 0) {
    // What a clean branch's own RLP says need not be kept beside it.
    const says = root.ref !== null && root.raw !== undefined;
    for (let i = 0; i < 16; i++) {
      const child = root.children[i];
      if (child === undefined) continue;
      const left = consider(child);
      root.children[i] = says && left?.kind === 3 ? undefined : left;
    }
  } else if (root.kind === 1) root.child = consider(root.child);
  else if (below !== undefined) kept += forgetUnused(below(root), how);
  return kept;
}

/** Tells a clean node and all below it that are in memory; one within its parent goes with it. */
function keepAll(node: TrieNode, keep: NonNullable<Forgetting["keep"]>, below: Forgetting["below"]): void {
  const ref = node.ref as Uint8Array;
  if (ref.length === 32) keep(ref, node.kind !== 1 && node.raw !== undefined ? node.raw : encodeNode(node));
  const children = node.kind === 0 ? node.children : [node.kind === 1 ? node.child : below?.(node)];
  for (const child of children) {
    if (child !== undefined && child !== null && child.kind !== 3) keepAll(child, keep, below);
  }
}
