import { malformed } from "./malformed.ts";

/** A UN/LOCODE without its space: ISO 3166-1 country and three characters, such as CNSHA. */
export type UnLocode = string & { readonly __brand: "UnLocode" };

/** DCSA EBL 3.0 UNLocationCode; digits 0 and 1 are never used (UN/ECE recommendation 16). */
const SHAPE = /^[A-Z]{2}[A-Z2-9]{3}$/;

/**
 * Whether a value has the shape of a UN/LOCODE. Whether the place exists is a matter of the list of the day.
 *
 * @example
 * isUnLocode("CNSHA"); // true
 * isUnLocode("CNSH1"); // false
 */
export function isUnLocode(value: unknown): value is UnLocode {
  return typeof value === "string" && SHAPE.test(value);
}

/**
 * A UN/LOCODE.
 *
 * @throws LadingError `UN_LOCODE_SHAPE`
 * @example
 * parseUnLocode("NLRTM"); // "NLRTM"
 */
export function parseUnLocode(value: unknown, pointer = ""): UnLocode {
  if (!isUnLocode(value)) {
    throw malformed(
      "UN_LOCODE_SHAPE",
      "unLocode",
      value,
      "expected two capital letters of the country and three capital letters or digits 2 to 9, without a space, such as CNSHA",
      pointer,
    );
  }
  return value;
}
