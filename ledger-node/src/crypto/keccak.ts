import { createKeccak } from "hash-wasm";

/** One hasher for the whole process: hashing is synchronous, so no two uses can overlap. */
const hasher = await createKeccak(256);

/**
 * Keccak-256 as Ethereum uses it (not NIST SHA3-256: the padding differs).
 *
 * @example
 * toHex(keccak256(new Uint8Array(0))); // 0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470
 */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return hasher.init().update(bytes).digest("binary");
}

/** Hash of nothing: the code hash of an account without code. */
export const EMPTY_CODE_HASH = keccak256(new Uint8Array(0));

/** Hash of an empty trie: keccak256(RLP("")). */
export const EMPTY_ROOT = keccak256(new Uint8Array([0x80]));

/** Hash of an empty list: the uncles of every block here. */
export const EMPTY_LIST_HASH = keccak256(new Uint8Array([0xc0]));
