/** The empty byte string. */
export const EMPTY = new Uint8Array(0);

/** A view of the same bytes as a Buffer, without copying. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** 0x-prefixed lower-case hex. */
export function toHex(bytes: Uint8Array): `0x${string}` {
  return `0x${asBuffer(bytes).toString("hex")}`;
}

/** Bytes of a 0x-string whose form was checked before. */
export function fromHex(hex: string): Uint8Array {
  const buffer = Buffer.from(hex.slice(2), "hex");
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** {@link keyOf} for one length: all characters at once, less than half the time of going through a Buffer. */
function keyOfLength(length: number): (bytes: Uint8Array) => string {
  const each = Array.from({ length }, (_, at) => `bytes[${at}]`).join(", ");
  return new Function("bytes", `return String.fromCharCode(${each});`) as (bytes: Uint8Array) => string;
}

const keyOfAddress = keyOfLength(20);
const keyOfWord = keyOfLength(32);

/** A short string that stands for these bytes as a key of a Map. */
export function keyOf(bytes: Uint8Array): string {
  if (bytes.length === 32) return keyOfWord(bytes);
  return bytes.length === 20 ? keyOfAddress(bytes) : asBuffer(bytes).toString("latin1");
}

/** The bytes a {@link keyOf} string stands for. */
export function bytesOfKey(key: string): Uint8Array {
  return Buffer.from(key, "latin1");
}

/** Big-endian bytes without leading zeros; zero is empty, as RLP wants it. */
export function minimalBytes(value: bigint | number): Uint8Array {
  if (value === 0n || value === 0) return EMPTY;
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
}

/** The integer that big-endian bytes stand for. */
export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${asBuffer(bytes).toString("hex")}`);
}

/** The integer that at most six big-endian bytes stand for. */
export function toInteger(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return value;
}

/** The value without its leading zero bytes. */
export function trimZeros(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length && bytes[start] === 0) start++;
  return start === 0 ? bytes : bytes.subarray(start);
}

/** The value left-padded with zeros to `length` bytes. */
export function padLeft(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length >= length) return bytes;
  const out = new Uint8Array(length);
  out.set(bytes, length - bytes.length);
  return out;
}

/** True when both hold the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Orders bytes as a dictionary does. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return asBuffer(a).compare(asBuffer(b));
}

/** Eight big-endian bytes of a block number: keys in the store sort by it. */
export function numberKey(value: number): Uint8Array {
  const out = Buffer.allocUnsafe(8);
  out.writeUInt32BE(Math.floor(value / 0x1_0000_0000), 0);
  out.writeUInt32BE(value >>> 0, 4);
  return out;
}

/** The number behind {@link numberKey}. */
export function numberOfKey(bytes: Uint8Array): number {
  const buffer = asBuffer(bytes);
  return buffer.readUInt32BE(0) * 0x1_0000_0000 + buffer.readUInt32BE(4);
}
