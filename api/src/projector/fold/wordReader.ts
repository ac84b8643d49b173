/** Reads fields out of a packed state word. */
export type WordReader = {
  /** The unsigned number of `length` bits from bit `start` on, counted from the lowest. At most 48 bits. */
  at(start: number, length: number): number;
  /** The name of a number. */
  named<Name>(names: readonly Name[], index: number): Name;
};

/**
 * Opens a packed state word.
 *
 * @param word 32 bytes as 0x-hex
 * @throws RangeError when a number has no name: the registry is newer than this reader
 * @example
 * wordReader("0x02").at(0, 4); // 2
 */
export function wordReader(word: string): WordReader {
  const bits = BigInt(word);
  return {
    at: (start, length) => Number((bits >> BigInt(start)) & ((1n << BigInt(length)) - 1n)),
    named(names, index) {
      const name = names[index];
      if (name === undefined) throw new RangeError(`${index} in state word ${word} has no name`);
      return name;
    },
  };
}
