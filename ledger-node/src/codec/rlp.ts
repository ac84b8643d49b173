import { NodeError } from "../errors.ts";

/** What RLP can hold: bytes or a list of such. */
export type RlpItem = Uint8Array | readonly RlpItem[];

/** What {@link decodeRlp} returns. */
export type RlpValue = Uint8Array | RlpValue[];

function lengthOfLength(length: number): number {
  if (length < 56) return 0;
  if (length < 0x100) return 1;
  if (length < 0x1_0000) return 2;
  return length < 0x100_0000 ? 3 : 4;
}

function payloadLength(item: RlpItem): number {
  if (item instanceof Uint8Array) return item.length;
  let total = 0;
  for (const child of item) total += encodedLength(child);
  return total;
}

function encodedLength(item: RlpItem): number {
  if (item instanceof Uint8Array && item.length === 1 && (item[0] as number) < 0x80) return 1;
  const length = payloadLength(item);
  return 1 + lengthOfLength(length) + length;
}

function writeHead(out: Uint8Array, at: number, length: number, base: number): number {
  if (length < 56) {
    out[at] = base + length;
    return at + 1;
  }
  const size = lengthOfLength(length);
  out[at] = base + 55 + size;
  for (let i = size, rest = length; i > 0; i--, rest >>>= 8) out[at + i] = rest & 0xff;
  return at + 1 + size;
}

function write(out: Uint8Array, at: number, item: RlpItem): number {
  if (item instanceof Uint8Array) {
    if (item.length === 1 && (item[0] as number) < 0x80) {
      out[at] = item[0] as number;
      return at + 1;
    }
    const start = writeHead(out, at, item.length, 0x80);
    out.set(item, start);
    return start + item.length;
  }
  let next = writeHead(out, at, payloadLength(item), 0xc0);
  for (const child of item) next = write(out, next, child);
  return next;
}

/**
 * Recursive length prefix encoding (Yellow Paper, appendix B).
 *
 * @example
 * encodeRlp([new Uint8Array([1]), []]); // c2 01 c0
 */
export function encodeRlp(item: RlpItem): Uint8Array {
  const out = new Uint8Array(encodedLength(item));
  write(out, 0, item);
  return out;
}

/**
 * Room for an RLP list whose items, encoded, have this length together, with its head written; and where they begin. The rest is what was
 * in memory before: all of it has to be written.
 *
 * @example
 * beginRlpList(3).at; // 1: a short list has a head of one byte
 */
export function beginRlpList(length: number): { out: Uint8Array; at: number } {
  // From Node's pool: most such lists live until a block is written.
  const pooled = Buffer.allocUnsafe(1 + lengthOfLength(length) + length);
  const out = new Uint8Array(pooled.buffer, pooled.byteOffset, pooled.length);
  return { out, at: writeHead(out, 0, length, 0xc0) };
}

/**
 * An RLP list whose items are encoded already.
 *
 * @example
 * encodeRlpList([encodeRlp(a), encodeRlp(b)]); // equals encodeRlp([a, b])
 */
export function encodeRlpList(encoded: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const item of encoded) length += item.length;
  const out = new Uint8Array(1 + lengthOfLength(length) + length);
  let at = writeHead(out, 0, length, 0xc0);
  for (const item of encoded) {
    out.set(item, at);
    at += item.length;
  }
  return out;
}

function malformed(at: number, why: string): NodeError {
  return new NodeError("RLP_MALFORMED", "invalid", `RLP is malformed at byte ${at}: ${why}`, { at, why });
}

function readLength(bytes: Uint8Array, at: number, size: number): number {
  if (at + size > bytes.length) throw malformed(at, "the length is cut off");
  if (size > 4) throw malformed(at, "the length needs more than four bytes");
  if (bytes[at] === 0) throw malformed(at, "the length has a leading zero");
  let length = 0;
  for (let i = 0; i < size; i++) length = length * 256 + (bytes[at + i] as number);
  if (length < 56) throw malformed(at, "a short length is written in the long form");
  return length;
}

/** Nothing the chain stores is nested deeper; deeper input is an attack on the stack. */
const MAX_DEPTH = 16;

function read(bytes: Uint8Array, at: number, depth: number): { value: RlpValue; end: number } {
  const head = bytes[at];
  if (head === undefined) throw malformed(at, "the input is cut off");
  if (head < 0x80) return { value: bytes.subarray(at, at + 1), end: at + 1 };
  const base = head < 0xc0 ? 0x80 : 0xc0;
  let start = at + 1;
  let length = head - base;
  if (length > 55) {
    const size = length - 55;
    length = readLength(bytes, start, size);
    start += size;
  }
  const end = start + length;
  if (end > bytes.length) throw malformed(at, "the item is cut off");
  if (base === 0x80) {
    if (length === 1 && (bytes[start] as number) < 0x80)
      throw malformed(at, "a single byte is written in the long form");
    return { value: bytes.subarray(start, end), end };
  }
  if (depth >= MAX_DEPTH) throw malformed(at, `lists are nested deeper than ${MAX_DEPTH}`);
  const items: RlpValue[] = [];
  for (let next = start; next < end;) {
    const item = read(bytes, next, depth + 1);
    if (item.end > end) throw malformed(next, "an item is longer than its list");
    items.push(item.value);
    next = item.end;
  }
  return { value: items, end };
}

/**
 * Strict RLP decoding: only the one canonical form of a value is accepted, and the whole input must be used.
 *
 * @throws NodeError RLP_MALFORMED
 */
export function decodeRlp(bytes: Uint8Array): RlpValue {
  const { value, end } = read(bytes, 0, 0);
  if (end !== bytes.length) throw malformed(end, "there are bytes behind the value");
  return value;
}

/** The value as bytes. @throws NodeError RLP_MALFORMED when it is a list */
export function rlpBytes(value: RlpValue | undefined): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw malformed(0, "bytes were expected");
}

/** The value as a list. @throws NodeError RLP_MALFORMED when it is bytes */
export function rlpList(value: RlpValue | undefined): RlpValue[] {
  if (Array.isArray(value)) return value;
  throw malformed(0, "a list was expected");
}
