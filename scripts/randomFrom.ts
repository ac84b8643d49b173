/**
 * A generator of numbers from 0 on, less than 1, that is the same in every run with one seed (mulberry32): what it finds can be repeated.
 *
 * @example
 * randomFrom(7)() === randomFrom(7)(); // true
 */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
