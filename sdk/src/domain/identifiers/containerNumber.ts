import type { FieldIssue } from "../errors.ts";
import { malformed } from "./malformed.ts";

/** A container number as ISO 6346 writes it without spaces: owner code, category U, J, Z or R, serial, check digit. */
export type ContainerNumber = string & { readonly __brand: "ContainerNumber" };

const SHAPE = /^[A-Z]{3}[UJZR][0-9]{7}$/;

/** ISO 6346 annex A gives the letters 10 to 38, leaving out the multiples of 11. */
function letterValue(letter: string): number {
  const position = letter.charCodeAt(0) - 65;
  return position + 10 + Math.floor((position + 9) / 10);
}

/** The remainder modulo 11 over the first ten characters, each weighted by a power of two; 10 is written as 0. */
function remainder(value: string): number {
  let sum = 0;
  for (let i = 0; i < 10; i++) {
    const character = value.charAt(i);
    sum += (i < 4 ? letterValue(character) : Number(character)) * 2 ** i;
  }
  return sum % 11;
}

/**
 * Whether a value is a container number: shape and check digit (ISO 6346).
 *
 * @example
 * isContainerNumber("CSQU3054383"); // true
 * isContainerNumber("CSQU3054384"); // false: the check digit is 3
 */
export function isContainerNumber(value: unknown): value is ContainerNumber {
  return typeof value === "string" && SHAPE.test(value) && remainder(value) % 10 === Number(value.charAt(10));
}

/**
 * A container number, or an error naming the check digit that ISO 6346 computes.
 *
 * @param value as received; letters are not raised to upper case, because the document that carries it is hashed as it is
 * @param pointer JSON pointer of the field in its document
 * @throws LadingError `CONTAINER_NUMBER_SHAPE` or `CONTAINER_NUMBER_CHECK_DIGIT`
 * @example
 * parseContainerNumber("MSKU6011672"); // "MSKU6011672"
 */
export function parseContainerNumber(value: unknown, pointer = ""): ContainerNumber {
  if (typeof value !== "string" || !SHAPE.test(value)) {
    throw malformed(
      "CONTAINER_NUMBER_SHAPE",
      "containerNumber",
      value,
      "expected three capital letters, one of U J Z R, and seven digits (ISO 6346), such as CSQU3054383",
      pointer,
    );
  }
  if (!isContainerNumber(value)) {
    const expected = remainder(value) % 10;
    throw malformed(
      "CONTAINER_NUMBER_CHECK_DIGIT",
      "containerNumber",
      value,
      `the check digit is ${value.charAt(10)}, ISO 6346 computes ${expected}`,
      pointer,
      { expected },
    );
  }
  return value;
}

/**
 * A warning about a valid number that shares its check digit with another remainder, or null.
 *
 * @example
 * containerNumberWarning("COSU1000080")?.code; // "CONTAINER_NUMBER_REMAINDER_TEN"
 * containerNumberWarning("CSQU3054383"); // null
 */
export function containerNumberWarning(value: ContainerNumber | string, pointer = ""): FieldIssue | null {
  // ISO 6346: serials whose remainder is 10 are not recommended, since 10 is written as 0 and an error may pass unseen.
  if (!isContainerNumber(value) || remainder(value) !== 10) return null;
  return {
    pointer,
    code: "CONTAINER_NUMBER_REMAINDER_TEN",
    message: `containerNumber "${value}": its check digit 0 stands for remainder 10; ISO 6346 discourages such serials, verify it against the container`,
  };
}
