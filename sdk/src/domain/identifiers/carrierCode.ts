import { malformed } from "./malformed.ts";

/** A carrier's code in one of the two lists that DCSA names. */
export type CarrierCode = string & { readonly __brand: "CarrierCode" };

/** NMFTA keeps the SCAC list, SMDG the liner code list. */
export type CarrierCodeListProvider = "NMFTA" | "SMDG";

const SHAPES: Record<CarrierCodeListProvider, { shape: RegExp; expectation: string }> = {
  NMFTA: { shape: /^[A-Z]{2,4}$/, expectation: "expected a SCAC of two to four capital letters, such as COSU" },
  SMDG: {
    shape: /^[A-Z0-9]{3}$/,
    expectation: "expected an SMDG liner code of three capital letters or digits, such as COS",
  },
};

/**
 * Whether a value has the shape of a code of that list.
 *
 * @example
 * isCarrierCode("COSU", "NMFTA"); // true
 * isCarrierCode("COSU", "SMDG"); // false
 */
export function isCarrierCode(value: unknown, provider: CarrierCodeListProvider): value is CarrierCode {
  return typeof value === "string" && SHAPES[provider].shape.test(value);
}

/**
 * A carrier code of that list.
 *
 * @throws LadingError `CARRIER_CODE_SHAPE`
 * @example
 * parseCarrierCode("MSK", "SMDG"); // "MSK"
 */
export function parseCarrierCode(value: unknown, provider: CarrierCodeListProvider, pointer = ""): CarrierCode {
  if (!isCarrierCode(value, provider)) {
    throw malformed("CARRIER_CODE_SHAPE", "carrierCode", value, SHAPES[provider].expectation, pointer, { provider });
  }
  return value;
}
