import { createRequire } from "node:module";
import { createKeccak } from "hash-wasm";

type Signer = { ecdsaSign(hash: Uint8Array, key: Uint8Array): { signature: Uint8Array; recid: number } };
const secp256k1 = createRequire(import.meta.url)("secp256k1") as Signer;

/** Hashing and signing by native code: a million transactions are not a thing to wait for a pure JavaScript signer. */
const hasher = await createKeccak(256);

/** keccak-256 of some bytes. */
export function hash(bytes: Uint8Array): Uint8Array {
  return hasher.init().update(bytes).digest("binary");
}

function withLength(bytes: Uint8Array, base: number): Uint8Array {
  const { length } = bytes;
  const size = length < 56 ? 0 : length < 0x100 ? 1 : length < 0x1_0000 ? 2 : 3;
  const out = Buffer.allocUnsafe(1 + size + length);
  out[0] = size === 0 ? base + length : base + 55 + size;
  if (size > 0) out.writeUIntBE(length, 1, size);
  out.set(bytes, 1 + size);
  return out;
}

function bytesItem(bytes: Uint8Array): Uint8Array {
  return bytes.length === 1 && bytes[0]! < 0x80 ? bytes : withLength(bytes, 0x80);
}

function numberItem(value: number): Uint8Array {
  if (value === 0) return Uint8Array.of(0x80);
  const hex = value.toString(16);
  return bytesItem(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex"));
}

function trimmed(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first <= 0 ? bytes : bytes.subarray(first);
}

/** A signed EIP-1559 transaction at no price, as a raw hex string. */
export function fastSign(
  key: Uint8Array,
  fields: { chainId: number; nonce: number; gas: number; to: Uint8Array; data: Uint8Array },
): string {
  const items = [
    numberItem(fields.chainId),
    numberItem(fields.nonce),
    ...[numberItem(0), numberItem(0), numberItem(fields.gas)],
    ...[bytesItem(fields.to), numberItem(0), bytesItem(fields.data)],
    Uint8Array.of(0xc0),
  ];
  const unsigned = Buffer.concat([Uint8Array.of(2), withLength(Buffer.concat(items), 0xc0)]);
  const { signature, recid } = secp256k1.ecdsaSign(hash(unsigned), key);
  const parts = [
    numberItem(recid),
    bytesItem(trimmed(signature.subarray(0, 32))),
    bytesItem(trimmed(signature.subarray(32))),
  ];
  const signed = withLength(Buffer.concat([...items, ...parts]), 0xc0);
  return `0x02${Buffer.from(signed.buffer, signed.byteOffset, signed.length).toString("hex")}`;
}
