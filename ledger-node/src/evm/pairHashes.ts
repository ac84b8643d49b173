import { wordOf } from "../codec/words.ts";
import { keccak256 } from "../crypto/keccak.ts";

/** Length of two words: a mapping's slot is the hash of its key and its place. */
export const PAIR = 64;

const INTEGERS = PAIR / 4;

/** A power of two. The acts of a few blocks ask for the same members and the same bills; half a megabyte remembers them. */
const PLACES = 8_192;

const pairs = new Int32Array(PLACES * INTEGERS);
const hashes: (bigint | undefined)[] = new Array<undefined>(PLACES);
const asked = new Int32Array(INTEGERS);

/**
 * Keccak-256 of two words in memory, as a number. Each pair has one place here, where the latest with that place stands: nothing is
 * allocated, nothing has to be cleared.
 *
 * @param data the same bytes as those at `at`
 */
export function hashOfPair(view: DataView, at: number, data: Uint8Array): bigint {
  let mix = 0;
  for (let index = 0; index < INTEGERS; index++) {
    const integer = view.getInt32(at + 4 * index);
    asked[index] = integer;
    mix = Math.imul(mix ^ integer, 0x9e3779b1);
    mix ^= mix >>> 15;
  }
  const place = mix & (PLACES - 1);
  const start = place * INTEGERS;
  const known = hashes[place];
  if (known !== undefined) {
    let index = 0;
    while (index < INTEGERS && pairs[start + index] === asked[index]) index++;
    if (index === INTEGERS) return known;
  }
  const hash = wordOf(keccak256(data));
  pairs.set(asked, start);
  hashes[place] = hash;
  return hash;
}
