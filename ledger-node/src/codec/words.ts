/** The EVM's words as numbers: 256 bits, big-endian. */

const LOW = (1n << 64n) - 1n;

/** The word at a place. Most are small; those make one number, not seven. */
export function wordAt(view: DataView, at: number): bigint {
  const low = view.getBigUint64(at + 24);
  if (isZero(view, at) && isZero(view, at + 8)) {
    return isZero(view, at + 16) ? low : (view.getBigUint64(at + 16) << 64n) | low;
  }
  const high = (view.getBigUint64(at) << 64n) | view.getBigUint64(at + 8);
  return (high << 128n) | ((view.getBigUint64(at + 16) << 64n) | low);
}

/** Whether eight bytes are zero. */
function isZero(view: DataView, at: number): boolean {
  return (view.getInt32(at) | view.getInt32(at + 4)) === 0;
}

/** Writes a word at a place. */
export function writeWord(view: DataView, at: number, word: bigint): void {
  if (word <= LOW) {
    view.setFloat64(at, 0);
    view.setFloat64(at + 8, 0);
    view.setFloat64(at + 16, 0);
  } else {
    view.setBigUint64(at, word >> 192n);
    view.setBigUint64(at + 8, word >> 128n);
    view.setBigUint64(at + 16, word >> 64n);
  }
  view.setBigUint64(at + 24, word);
}

/** One word to convert in: nothing here waits, so no two uses can overlap. */
const scratch = new Uint8Array(32);
const scratchView = new DataView(scratch.buffer);

/** The number that at most 32 bytes stand for. */
export function wordOf(bytes: Uint8Array): bigint {
  const { length } = bytes;
  if (length === 0) return 0n;
  if (length < 32) scratch.fill(0, 0, 32 - length);
  scratch.set(bytes, 32 - length);
  return wordAt(scratchView, 0);
}

/** A word's 32 bytes. */
export function bytesOfWord(word: bigint): Uint8Array {
  writeWord(scratchView, 0, word);
  return scratch.slice();
}
