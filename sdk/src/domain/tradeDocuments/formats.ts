import { LadingError } from "../errors.ts";
import { parseContainerNumber } from "../identifiers/containerNumber.ts";
import { parseHsCode } from "../identifiers/hsCode.ts";
import { parseImoShipNumber } from "../identifiers/imoShipNumber.ts";
import { parseLegalEntityIdentifier } from "../identifiers/legalEntityIdentifier.ts";
import { malformed } from "../identifiers/malformed.ts";
import { parseUnifiedSocialCreditCode } from "../identifiers/unifiedSocialCreditCode.ts";
import { parseUnLocode } from "../identifiers/unLocode.ts";

/** The identifiers that a schema may ask for by `format`, each with the check that a pattern cannot express. */
const FORMATS: Readonly<Record<string, (value: unknown, pointer: string) => unknown>> = {
  iso6346: parseContainerNumber,
  "un-locode": parseUnLocode,
  "hs-code": parseHsCode,
  lei: parseLegalEntityIdentifier,
  uscc: parseUnifiedSocialCreditCode,
  "imo-number": parseImoShipNumber,
  "awb-number": parseAirWaybillNumber,
};

/** Formats of JSON Schema itself, checked by the schema. */
const STANDARD: ReadonlySet<string> = new Set(["date", "date-time", "email", "uri"]);

/**
 * The fault of a value that should have a format, or null.
 *
 * @throws LadingError `SCHEMA_FORMAT_UNKNOWN` where the schema asks for a format that nobody checks
 */
export function formatFault(format: string, value: unknown, pointer: string): LadingError | null {
  if (STANDARD.has(format)) return null;
  const parse = FORMATS[format];
  if (parse === undefined) {
    throw new LadingError(
      "SCHEMA_FORMAT_UNKNOWN",
      "invalid",
      `the schema asks for format "${format}"; accepted: ${[...STANDARD, ...Object.keys(FORMATS)].join(", ")}`,
      { format },
    );
  }
  try {
    parse(value, pointer);
    return null;
  } catch (error) {
    if (error instanceof LadingError) return error;
    throw error;
  }
}

/** IATA Resolution 600a: airline prefix, seven digits, and their remainder modulo 7. */
function parseAirWaybillNumber(value: unknown, pointer: string): string {
  const [, , serial, check] = typeof value === "string" ? (/^([0-9]{3})-([0-9]{7})([0-9])$/.exec(value) ?? []) : [];
  if (typeof value !== "string" || serial === undefined) {
    throw malformed(
      "AWB_NUMBER_SHAPE",
      "airWaybillNumber",
      value,
      "expected three digits, a hyphen and eight digits",
      pointer,
    );
  }
  const expected = Number(serial) % 7;
  if (expected !== Number(check)) {
    const reason = `the check digit is ${check}, IATA Resolution 600a computes ${expected}`;
    throw malformed("AWB_NUMBER_CHECK_DIGIT", "airWaybillNumber", value, reason, pointer, { expected });
  }
  return value;
}
