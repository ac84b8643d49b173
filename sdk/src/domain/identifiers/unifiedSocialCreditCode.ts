import { malformed } from "./malformed.ts";

/** A Chinese unified social credit code (GB 32100-2015), 18 characters. */
export type UnifiedSocialCreditCode = string & { readonly __brand: "UnifiedSocialCreditCode" };

/** GB 32100-2015 table 2: digits and capitals without I, O, S, V and Z. */
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** Authority and kind, six digits of the administrative division, nine of the organisation code, one check character. */
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-HJ-NPQRTUWXY]$/;
/** GB 32100-2015: 3^i mod 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
/** GB 11714-1997, the organisation code inside. */
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

function checkCharacter(value: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(value.charAt(i)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** GB 11714 counts letters A = 10 to Z = 35; 10 is written X and 11 is written 0. */
function organisationCheckCharacter(value: string): string {
  const code = value.slice(8, 16);
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, i) => total + weight * parseInt(code.charAt(i), 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

/**
 * Whether a value is a unified social credit code: shape, its own check character and that of the organisation code inside.
 *
 * @example
 * isUnifiedSocialCreditCode("91110000600037341L"); // true
 */
export function isUnifiedSocialCreditCode(value: unknown): value is UnifiedSocialCreditCode {
  return (
    typeof value === "string" &&
    SHAPE.test(value) &&
    value.charAt(16) === organisationCheckCharacter(value) &&
    value.charAt(17) === checkCharacter(value)
  );
}

/**
 * A unified social credit code, or an error naming the check character that the standard computes.
 *
 * @throws LadingError `CREDIT_CODE_SHAPE`, `CREDIT_CODE_ORGANISATION_CHECK` or `CREDIT_CODE_CHECK`
 * @example
 * parseUnifiedSocialCreditCode("913100001322075806"); // "913100001322075806"
 */
export function parseUnifiedSocialCreditCode(value: unknown, pointer = ""): UnifiedSocialCreditCode {
  const field = "unifiedSocialCreditCode";
  if (typeof value !== "string" || !SHAPE.test(value)) {
    throw malformed(
      "CREDIT_CODE_SHAPE",
      field,
      value,
      "expected 18 digits and capital letters without I O S V Z, characters 3 to 8 being digits (GB 32100-2015)",
      pointer,
    );
  }
  const organisation = organisationCheckCharacter(value);
  if (value.charAt(16) !== organisation) {
    throw malformed(
      "CREDIT_CODE_ORGANISATION_CHECK",
      field,
      value,
      `the 17th character, check of the organisation code, is ${value.charAt(16)}, GB 11714 computes ${organisation}`,
      pointer,
      { expected: organisation },
    );
  }
  const expected = checkCharacter(value);
  if (!isUnifiedSocialCreditCode(value)) {
    throw malformed(
      "CREDIT_CODE_CHECK",
      field,
      value,
      `the check character is ${value.charAt(17)}, GB 32100-2015 computes ${expected}`,
      pointer,
      { expected },
    );
  }
  return value;
}
