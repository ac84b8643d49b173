import { sameBytes, toInteger } from "../codec/bytes.ts";
import { keccak256 } from "../crypto/keccak.ts";

/** An act as its officers signed it, as it lies in a transaction's data (contracts/src/base/IActs.sol). */
export type SignedAct = {
  call: Uint8Array;
  /** A word each. */
  nonce: Uint8Array;
  notAfter: Uint8Array;
  /** Of the officer, then of those who countersigned. */
  signatures: Uint8Array[];
};

/** The first four bytes by which a contract knows a function. */
export function selectorOf(signature: string): Uint8Array {
  return keccak256(new TextEncoder().encode(signature)).subarray(0, 4);
}

const ACT = "(bytes,address,uint256,uint256,bytes,(address,bytes)[])";
const ACT_BY_SIGNATURE = selectorOf(`actBySignature(${ACT})`);
const ACT_BATCH = selectorOf(`actBatch(${ACT}[])`);

/** More countersignatures than any member's rules ask for. */
const MOST_SIGNATURES = 16;

/** Thrown where data is not the encoding it seems to be. */
export class NotEncoded extends Error {}

/** Reads ABI-encoded data from a place on; every offset in it is relative to that place. @throws NotEncoded */
export class Tuple {
  readonly #data: Uint8Array;
  readonly #start: number;

  constructor(data: Uint8Array, start: number) {
    this.#data = data;
    this.#start = start;
  }

  /** Bytes from an offset on. */
  bytes(offset: number, length: number): Uint8Array {
    const from = this.#start + offset;
    if (from + length > this.#data.length) throw new NotEncoded();
    return this.#data.subarray(from, from + length);
  }

  word(index: number): Uint8Array {
    return this.bytes(32 * index, 32);
  }

  /** A word that counts or places something in this data. */
  number(index: number): number {
    const word = this.word(index);
    for (let at = 0; at < 28; at++) if (word[at] !== 0) throw new NotEncoded();
    return toInteger(word.subarray(28));
  }

  /** What the word at an index points to. */
  at(index: number): Tuple {
    return new Tuple(this.#data, this.#start + this.number(index));
  }

  /** A `bytes` value that the word at an index points to. */
  dynamic(index: number): Uint8Array {
    const value = this.at(index);
    return value.bytes(32, value.number(0));
  }

  /** The elements of an array of dynamic tuples that the word at an index points to. */
  array(index: number, most: number): Tuple[] {
    const value = this.at(index);
    const count = value.number(0);
    if (count > most) throw new NotEncoded();
    const elements = new Tuple(this.#data, value.#start + 32);
    return Array.from({ length: count }, (_, position) => elements.at(position));
  }
}

function readAct(act: Tuple): SignedAct {
  const countersigned = act.array(5, MOST_SIGNATURES);
  return {
    call: act.dynamic(0),
    nonce: act.word(2),
    notAfter: act.word(3),
    signatures: [act.dynamic(4), ...countersigned.map((one) => one.dynamic(1))],
  };
}

/**
 * The signed acts in a transaction's data: none where it is no relay of such, or not well-formed.
 *
 * @param most acts; of more, none is read
 */
export function readSignedActs(data: Uint8Array, most: number): SignedAct[] {
  const selector = data.subarray(0, 4);
  const isBatch = sameBytes(selector, ACT_BATCH);
  if (!isBatch && !sameBytes(selector, ACT_BY_SIGNATURE)) return [];
  const parameters = new Tuple(data, 4);
  try {
    return (isBatch ? parameters.array(0, most) : [parameters.at(0)]).map(readAct);
  } catch (error) {
    if (error instanceof NotEncoded) return [];
    throw error;
  }
}
