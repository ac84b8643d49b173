import { toBeHex } from "ethers";
import { LadingError } from "./errors.ts";

/** Reads fields of a packed word by their bits, lowest first. */
export type WordReader = {
  /** `width` bits from bit `shift` on, as a number (up to 48 bits). */
  field: (shift: number, width: number) => number;
  /** The same as one of a list of names. */
  named: <Name extends string>(shift: number, width: number, names: readonly Name[]) => Name;
};

/**
 * A reader of a packed word of the ledger.
 *
 * @param code code of the error for a word that no registry writes
 * @throws LadingError with that code
 * @example
 * readWord("0x05", "WORD_MALFORMED", "word").field(0, 4); // 5
 */
export function readWord(word: string | bigint, code: string, what: string): WordReader {
  const malformed = (): LadingError =>
    new LadingError(
      code,
      "invalid",
      `${what} ${String(word).slice(0, 70)}: expected a word of 32 bytes whose fields have names`,
      { word: String(word).slice(0, 70) },
    );
  let bits: bigint;
  try {
    bits = BigInt(toBeHex(word, 32));
  } catch {
    throw malformed();
  }
  const field = (shift: number, width: number): number =>
    Number((bits >> BigInt(shift)) & ((1n << BigInt(width)) - 1n));
  return {
    field,
    named: (shift, width, names) => {
      const name = names[field(shift, width)];
      if (name === undefined) throw malformed();
      return name;
    },
  };
}
