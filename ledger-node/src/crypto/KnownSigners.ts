import { keyOf } from "../codec/bytes.ts";
import type { Signed } from "./recoveryTask.ts";

/** So many are remembered: a few blocks' worth, some two megabytes. */
const MOST = 8_192;

/** What ECRECOVER is given for a signature (Yellow Paper, appendix E): hash, v as a word, r, s. */
function inputOf({ signingHash, signature, yParity }: Signed): Uint8Array {
  const input = new Uint8Array(128);
  input.set(signingHash);
  input[63] = 27 + yParity;
  input.set(signature, 64);
  return input;
}

/**
 * Signers that were recovered before a contract asks for them, by what ECRECOVER is given. Only a memory: what is not here is computed, and
 * what is here was computed from the same input.
 */
export class KnownSigners {
  readonly #byInput = new Map<string, Uint8Array>();

  /** Remembers the 20-byte address behind a signature. */
  add(signed: Signed, signer: Uint8Array): void {
    const word = new Uint8Array(32);
    word.set(signer, 12);
    if (this.#byInput.size >= MOST) this.#byInput.delete(this.#byInput.keys().next().value as string);
    this.#byInput.set(keyOf(inputOf(signed)), word);
  }

  /** The signer as a word, for 128 bytes of input; undefined where it has to be computed. */
  get(input: Uint8Array): Uint8Array | undefined {
    return this.#byInput.size === 0 ? undefined : this.#byInput.get(keyOf(input));
  }
}
