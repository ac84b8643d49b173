import { decodeRlp, encodeRlp, rlpBytes, rlpList, type RlpItem, type RlpValue } from "../codec/rlp.ts";
import { EMPTY, keyOf, minimalBytes, toBigInt } from "../codec/bytes.ts";
import { keccak256 } from "../crypto/keccak.ts";

/** One event that a contract emitted. */
export type Log = { address: Uint8Array; topics: Uint8Array[]; data: Uint8Array };

/** What a transaction did, as its block commits to it. */
export type Receipt = {
  type: 0 | 1 | 2;
  succeeded: boolean;
  /** Of this and all earlier transactions of the block. */
  cumulativeGasUsed: bigint;
  logsBloom: Uint8Array;
  logs: Log[];
};

/** Topics and addresses repeat in almost every block; their three bit positions are kept. */
const BLOOM_CACHE_SIZE = 50_000;
const bloomBits = new Map<string, readonly [number, number, number]>();

function bitsOf(bytes: Uint8Array): readonly [number, number, number] {
  const key = keyOf(bytes);
  let bits = bloomBits.get(key);
  if (bits === undefined) {
    const hash = keccak256(bytes);
    const bit = (at: number): number => (((hash[at] as number) << 8) | (hash[at + 1] as number)) & 2047;
    bits = [bit(0), bit(2), bit(4)];
    if (bloomBits.size >= BLOOM_CACHE_SIZE) bloomBits.clear();
    bloomBits.set(key, bits);
  }
  return bits;
}

/** Adds an address or a topic to a bloom filter (Yellow Paper 4.3.1). */
export function addToBloom(bloom: Uint8Array, bytes: Uint8Array): void {
  for (const bit of bitsOf(bytes)) bloom[255 - (bit >> 3)]! |= 1 << (bit & 7);
}

/** False when the filter proves that nothing with these bytes is in the block. */
export function mayContain(bloom: Uint8Array, bytes: Uint8Array): boolean {
  return bitsOf(bytes).every((bit) => ((bloom[255 - (bit >> 3)] as number) & (1 << (bit & 7))) !== 0);
}

/** The filter of a transaction's events. */
export function bloomOf(logs: readonly Log[]): Uint8Array {
  const bloom = new Uint8Array(256);
  for (const log of logs) {
    addToBloom(bloom, log.address);
    for (const topic of log.topics) addToBloom(bloom, topic);
  }
  return bloom;
}

function bodyOf(receipt: Receipt): RlpItem {
  return [
    receipt.succeeded ? new Uint8Array([1]) : EMPTY,
    minimalBytes(receipt.cumulativeGasUsed),
    receipt.logsBloom,
    receipt.logs.map((log) => [log.address, log.topics, log.data]),
  ];
}

/** A receipt as the receipts trie holds it (EIP-2718). */
export function encodeReceipt(receipt: Receipt): Uint8Array {
  const body = encodeRlp(bodyOf(receipt));
  if (receipt.type === 0) return body;
  const out = new Uint8Array(body.length + 1);
  out[0] = receipt.type;
  out.set(body, 1);
  return out;
}

/** The receipt behind {@link encodeReceipt}. */
export function decodeReceipt(bytes: Uint8Array): Receipt {
  const type = (bytes[0] as number) < 0xc0 ? (bytes[0] as 1 | 2) : 0;
  const [status, gas, logsBloom, logs] = rlpList(decodeRlp(type === 0 ? bytes : bytes.subarray(1)));
  return {
    type,
    succeeded: rlpBytes(status).length === 1,
    cumulativeGasUsed: toBigInt(rlpBytes(gas)),
    logsBloom: rlpBytes(logsBloom),
    logs: rlpList(logs).map((item: RlpValue) => {
      const [address, topics, data] = rlpList(item);
      return { address: rlpBytes(address), topics: rlpList(topics).map(rlpBytes), data: rlpBytes(data) };
    }),
  };
}
