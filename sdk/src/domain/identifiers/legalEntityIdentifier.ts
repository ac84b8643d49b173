import { malformed } from "./malformed.ts";

/** A legal entity identifier (ISO 17442), 20 characters. */
export type LegalEntityIdentifier = string & { readonly __brand: "LegalEntityIdentifier" };

const SHAPE = /^[A-Z0-9]{18}[0-9]{2}$/;

/** ISO/IEC 7064 MOD 97-10 over letters read as 10 to 35. */
function modulo97(value: string): number {
  let rest = 0;
  for (const character of value) {
    const digit = parseInt(character, 36);
    rest = (rest * (digit < 10 ? 10 : 100) + digit) % 97;
  }
  return rest;
}

/**
 * Whether a value is a legal entity identifier: shape and check digits (ISO 17442, ISO/IEC 7064).
 *
 * @example
 * isLegalEntityIdentifier("7LTWFZYICNSX8D621K86"); // true
 */
export function isLegalEntityIdentifier(value: unknown): value is LegalEntityIdentifier {
  return typeof value === "string" && SHAPE.test(value) && modulo97(value) === 1;
}

/**
 * A legal entity identifier, or an error naming the check digits that ISO 17442 computes.
 *
 * @throws LadingError `LEI_SHAPE` or `LEI_CHECK_DIGITS`
 * @example
 * parseLegalEntityIdentifier("213800KUD8LAJWSQ9D15"); // "213800KUD8LAJWSQ9D15"
 */
export function parseLegalEntityIdentifier(value: unknown, pointer = ""): LegalEntityIdentifier {
  const field = "legalEntityIdentifier";
  if (typeof value !== "string" || !SHAPE.test(value)) {
    throw malformed(
      "LEI_SHAPE",
      field,
      value,
      "expected 18 digits and capital letters and two digits (ISO 17442)",
      pointer,
    );
  }
  if (!isLegalEntityIdentifier(value)) {
    const expected = String(98 - modulo97(`${value.slice(0, 18)}00`)).padStart(2, "0");
    throw malformed(
      "LEI_CHECK_DIGITS",
      field,
      value,
      `the check digits are ${value.slice(18)}, ISO 17442 computes ${expected}`,
      pointer,
      { expected },
    );
  }
  return value;
}
