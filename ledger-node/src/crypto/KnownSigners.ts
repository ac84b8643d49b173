import { sameBytes } from "../codec/bytes.ts";
import { wordOf } from "../codec/words.ts";
import type { Signed } from "./recoveryTask.ts";

/** So many are remembered: a few blocks' worth, with the transactions that they stand in some five megabytes. */
const MOST = 8_192;

/** Of what ECRECOVER is given (Yellow Paper, appendix E): hash, v as a word, r and s. */
const R = 64;

/** Whether this is what ECRECOVER is given for a signature. */
function isInputOf({ signingHash, signature, yParity }: Signed, input: Uint8Array): boolean {
  for (let at = 32; at < 63; at++) if (input[at] !== 0) return false;
  return (
    input[63] === 27 + yParity &&
    sameBytes(signature, input.subarray(R)) &&
    sameBytes(signingHash, input.subarray(0, 32))
  );
}

/**
 * Signers that were recovered before a contract asks for them, by what ECRECOVER is given. Only a memory: what is not here is computed, and
 * what is here was computed from the same input.
 */
export class KnownSigners {
  readonly #byR = new Map<bigint, { signed: Signed; word: Uint8Array }>();

  /** Remembers the 20-byte address behind a signature. */
  add(signed: Signed, signer: Uint8Array): void {
    const word = new Uint8Array(32);
    word.set(signer, 12);
    if (this.#byR.size >= MOST) this.#byR.delete(this.#byR.keys().next().value as bigint);
    this.#byR.set(wordOf(signed.signature.subarray(0, 32)), { signed, word });
  }

  /** The signer as a word, for 128 bytes of input; undefined where it has to be computed. */
  get(input: Uint8Array): Uint8Array | undefined {
    if (this.#byR.size === 0) return undefined;
    const known = this.#byR.get(wordOf(input.subarray(R, R + 32)));
    return known !== undefined && isInputOf(known.signed, input) ? known.word : undefined;
  }
}
