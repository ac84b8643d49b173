import { malformed } from "./malformed.ts";

/** A commodity code of the Harmonised System: six digits, up to twelve with national extension. */
export type HsCode = string & { readonly __brand: "HsCode" };

/** DCSA EBL 3.0.4: HSCodes has 6 to 10 digits, extendedHSCodes 6 to 12. */
const SHAPE = /^(?!00)[0-9]{6,12}$/;
/** Chapter 77 is reserved; 98 and 99 are left to national use. */
const RESERVED_CHAPTER = "77";

/**
 * Whether a value has the shape of a Harmonised System code and names an existing chapter.
 *
 * @example
 * isHsCode("847989"); // true
 * isHsCode("8479"); // false: a heading, not a subheading
 */
export function isHsCode(value: unknown): value is HsCode {
  return typeof value === "string" && SHAPE.test(value) && !value.startsWith(RESERVED_CHAPTER);
}

/**
 * A Harmonised System code.
 *
 * @throws LadingError `HS_CODE_SHAPE`
 * @example
 * parseHsCode("8479899960"); // "8479899960"
 */
export function parseHsCode(value: unknown, pointer = ""): HsCode {
  if (!isHsCode(value)) {
    throw malformed(
      "HS_CODE_SHAPE",
      "hsCode",
      value,
      "expected 6 to 12 digits without dots, chapter 01 to 99 except 77, such as 847989",
      pointer,
    );
  }
  return value;
}
