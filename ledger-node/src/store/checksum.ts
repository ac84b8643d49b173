import { crc32 } from "node:zlib";
import { toHex } from "../codec/bytes.ts";
import { storeDamaged } from "../errors.ts";
import { bucketOf, selfProving } from "./buckets.ts";

function checksum(key: Uint8Array, value: Uint8Array): number {
  return crc32(value, crc32(key));
}

/** The value as it goes to disk: with a checksum that also binds it to its key, unless a hash elsewhere proves it. */
export function protect(key: Uint8Array, value: Uint8Array): Uint8Array {
  if (selfProving.has(key[0] as number)) return value;
  const out = Buffer.allocUnsafe(value.length + 4);
  out.set(value);
  out.writeUInt32BE(checksum(key, value), value.length);
  return out;
}

/** The value as it was given to {@link protect}. @throws NodeError STORE_DAMAGED */
export function unprotect(key: Uint8Array, stored: Uint8Array): Uint8Array {
  if (selfProving.has(key[0] as number)) return stored;
  const length = stored.length - 4;
  const buffer = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  const value = stored.subarray(0, Math.max(length, 0));
  if (length < 0 || buffer.readUInt32BE(length) !== checksum(key, value)) {
    throw storeDamaged("a record does not match its checksum", { bucket: bucketOf(key), key: toHex(key.subarray(1)) });
  }
  return value;
}
