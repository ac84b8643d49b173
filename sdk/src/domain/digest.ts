import canonicalize from "canonicalize";
import { sha256 } from "ethers";
import { LadingError } from "./errors.ts";

/**
 * The one byte sequence of a JSON value: RFC 8785 (JCS), in UTF-8.
 *
 * @throws LadingError `JSON_NOT_CANONICAL` where the value has no JSON form (a function, NaN, a cycle, a lone surrogate)
 * @example
 * new TextDecoder().decode(canonicalJson({ b: 12000.5, a: 1 })); // '{"a":1,"b":12000.5}'
 */
export function canonicalJson(value: unknown): Uint8Array {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw notCanonical(cause);
  }
  // RFC 8785 3.2.2.2: a string with a lone surrogate is invalid data; encoding it would silently alter it.
  if (text === undefined || !text.isWellFormed()) throw notCanonical(undefined);
  return new TextEncoder().encode(text);
}

/**
 * SHA-256 over the canonical JSON of a value: the content digest that the ledger stores for a document or a statement.
 *
 * @returns 32 bytes, 0x-hex
 * @throws LadingError `JSON_NOT_CANONICAL`
 * @example
 * jsonDigest({ a: 1 }); // "0x015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
 */
export function jsonDigest(value: unknown): string {
  return sha256(canonicalJson(value));
}

/**
 * The digest of the signed off-chain statement behind an act (endorsement text, notice, instruction): its `instrument`.
 *
 * @example
 * instrumentDigest({ statement: "Deliver to the order of Bank of Shanghai", date: "2026-11-24" }).length; // 66
 */
export function instrumentDigest(statement: object): string {
  return jsonDigest(statement);
}

/**
 * SHA-256 over bytes as they are: the digest of an attachment.
 *
 * @returns 32 bytes, 0x-hex
 * @example
 * bytesDigest(new TextEncoder().encode("abc")); // "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
 */
export function bytesDigest(bytes: Uint8Array): string {
  return sha256(bytes);
}

function notCanonical(cause: unknown): LadingError {
  return new LadingError(
    "JSON_NOT_CANONICAL",
    "invalid",
    "the value has no canonical JSON form: expected only objects, arrays, well-formed strings, finite numbers, booleans and null",
    {},
    { cause },
  );
}
