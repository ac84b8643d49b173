import { encodeRlp } from "../codec/rlp.ts";
import { minimalBytes } from "../codec/bytes.ts";
import { EMPTY_ROOT } from "../crypto/keccak.ts";
import { hashTrie, toNibbles } from "../state/trie.ts";
import type { Branch, Child, Extension, Leaf } from "../state/trie.ts";

type Item = { nibbles: Uint8Array; value: Uint8Array };

function branchOf(items: readonly Item[], depth: number): Child {
  const [first] = items;
  if (first === undefined) return null;
  if (items.length === 1) {
    const leaf: Leaf = {
      kind: 2,
      nibbles: first.nibbles.subarray(depth),
      value: first.value,
      memo: undefined,
      raw: undefined,
      ref: null,
      owner: 0,
      used: 0,
    };
    return leaf;
  }
  let same = 0;
  while (items.every((item) => item.nibbles[depth + same] === first.nibbles[depth + same])) same++;
  if (same > 0) {
    const child = branchOf(items, depth + same);
    const extension: Extension = {
      kind: 1,
      nibbles: first.nibbles.slice(depth, depth + same),
      child,
      ref: null,
      owner: 0,
      used: 0,
    };
    return extension;
  }
  const children: Child[] = [];
  for (let i = 0; i < 16; i++) {
    children.push(
      branchOf(
        items.filter((item) => item.nibbles[depth] === i),
        depth + 1,
      ),
    );
  }
  const branch: Branch = { kind: 0, children, raw: undefined, ref: null, owner: 0, used: 0 };
  return branch;
}

/** The trie of a block's transactions or receipts: its root (for the header) and its nodes (for proofs). */
export function orderedTrie(values: readonly Uint8Array[]): { root: Child; hash: Uint8Array } {
  if (values.length === 0) return { root: null, hash: EMPTY_ROOT };
  const items = values.map((value, index) => ({ nibbles: toNibbles(encodeRlp(minimalBytes(index))), value }));
  const root = branchOf(items, 0);
  return { root, hash: hashTrie(root, () => undefined) };
}

/** The root of {@link orderedTrie}. */
export function orderedRoot(values: readonly Uint8Array[]): Uint8Array {
  return orderedTrie(values).hash;
}
