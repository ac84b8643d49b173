import { EMPTY } from "../codec/bytes.ts";

/**
 * The whole key schema of the store. A key is one byte for the bucket and what is named behind it; a value ends with a checksum over key
 * and value (CRC-32, four bytes) except where its key or its parent holds its hash. A number is never given a second meaning.
 *
 * | bucket | key | value |
 * |---|---|---|
 * | meta | a name (UTF-8) | `version`: format of the store; `chain`: RLP of the chain's settings; `head`: number and hash of the last block; `explorer`: number of the last block in the explorer's index |
 * | block | number (8 bytes) | RLP [header, [transaction, …], senders (20 bytes each)] |
 * | receipts | number | RLP [receipt, …] as the receipts trie holds them |
 * | undo | number | RLP: every account and slot the block changed, as it was before (how any earlier height is read) |
 * | transaction | transaction hash | number (8 bytes), index in the block (4 bytes) |
 * | blockHash | block hash | number |
 * | appearance | address (20 bytes), number | index of each transaction of the block that touched the address (2 bytes each); with `--explorer` |
 * | senderNonce | sender (20 bytes), nonce (8 bytes) | number (8 bytes), index in the block (4 bytes); with `--explorer` |
 * | creator | contract (20 bytes) | number (8 bytes), index in the block (4 bytes), who made it (20 bytes); with `--explorer` |
 * | accountNode | path in the state trie, one nibble a byte | RLP of the node; proved by its parent's hash |
 * | storageNode | hash of the account's address (32 bytes), path | RLP of the node; proved by its parent's hash |
 * | code | code hash | the code; proved by its hash |
 */
export const buckets = {
  meta: 0x01,
  block: 0x02,
  receipts: 0x03,
  undo: 0x04,
  transaction: 0x05,
  blockHash: 0x06,
  appearance: 0x07,
  senderNonce: 0x08,
  creator: 0x09,
  accountNode: 0x10,
  storageNode: 0x11,
  code: 0x12,
} as const;

/** A bucket's name. */
export type BucketName = keyof typeof buckets;

/** Buckets whose values carry no checksum, because a hash elsewhere proves them. */
export const selfProving: ReadonlySet<number> = new Set([buckets.accountNode, buckets.storageNode, buckets.code]);

/** The format that this version of the node writes, and the only one it reads. */
export const STORE_VERSION = 1;

/** The key of an entry in the store. */
export function bucketKey(bucket: BucketName, first: Uint8Array = EMPTY, second: Uint8Array = EMPTY): Uint8Array {
  const key = new Uint8Array(1 + first.length + second.length);
  key[0] = buckets[bucket];
  key.set(first, 1);
  key.set(second, 1 + first.length);
  return key;
}

/** The name of the bucket a key is in, for messages. */
export function bucketOf(key: Uint8Array): BucketName | "unknown" {
  for (const [name, number] of Object.entries(buckets)) if (number === key[0]) return name as BucketName;
  return "unknown";
}
