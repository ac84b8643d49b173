import { concat, isHexString, keccak256, toUtf8Bytes } from "ethers";
import { malformed } from "../identifiers/malformed.ts";

/** Blanks, hyphens, dots and the middle dot that Chinese plates carry: how people write, not what the plate says. */
const SEPARATORS = /[\s\-‐-―.·•・_/]/gu;

/**
 * A number plate as compared and committed to: full-width forms folded, capitals, no separators.
 *
 * @throws LadingError `PLATE_SHAPE`
 * @example
 * normalisePlate("沪a·d12 345"); // "沪AD12345"
 */
export function normalisePlate(value: string, pointer = ""): string {
  const plate = fold(value);
  if (!/^[\p{Lu}\p{Lo}0-9]{2,12}$/u.test(plate)) {
    throw malformed("PLATE_SHAPE", "plate", value, "expected 2 to 12 letters and digits, such as 沪AD12345", pointer);
  }
  return plate;
}

/**
 * The number of a driver's identity document (identity card, passport, driving licence) as compared and committed to.
 *
 * @throws LadingError `DRIVER_DOCUMENT_SHAPE`
 * @example
 * normaliseDriverDocument("310101 19900307 001x"); // "31010119900307001X"
 */
export function normaliseDriverDocument(value: string, pointer = ""): string {
  const document = fold(value);
  if (!/^[A-Z0-9]{5,24}$/.test(document)) {
    // The number itself is personal data: the error names its length only.
    throw malformed(
      "DRIVER_DOCUMENT_SHAPE",
      "driverDocument",
      `${document.length} characters`,
      "expected 5 to 24 Latin letters and digits",
      pointer,
    );
  }
  return document;
}

/**
 * What the ledger stores of a driver or a plate: keccak256(salt ‖ UTF-8 of the normalised value). Both are easy to guess, so the salt
 * is what hides them: 32 random bytes, fresh for each, shown only at the gate.
 *
 * @param salt 32 bytes, 0x-hex
 * @returns 32 bytes, 0x-hex
 * @throws LadingError `COMMITMENT_SALT`
 * @example
 * commitment(`0x${"11".repeat(32)}`, normalisePlate("沪A·D12345")).length; // 66
 */
export function commitment(salt: string, value: string): string {
  if (!isHexString(salt, 32)) {
    throw malformed(
      "COMMITMENT_SALT",
      "salt",
      `${salt.length} characters`,
      "expected 32 bytes as 0x and 64 hex digits",
      "",
    );
  }
  return keccak256(concat([salt, toUtf8Bytes(value)]));
}

function fold(value: string): string {
  return value.normalize("NFKC").toUpperCase().replace(SEPARATORS, "");
}
