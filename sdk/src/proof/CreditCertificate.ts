import { z } from "zod";
import { commonParts, parseParts, word } from "./certificateParts.ts";

const schema = z.strictObject({
  format: z.literal("lading-credit-certificate"),
  attestation: word,
  /** The member's number or the pseudonym. */
  subject: word,
  /** Its place in the subject's file, 0 for the first. */
  position: z.int().min(0).max(1000),
  /** The credential that was attested (compact JWT), where whoever made the certificate may show it. */
  credential: z.string().min(1).max(100_000).optional(),
  ...commonParts,
});

/** A certificate of credit as it lies in a file. */
export type CreditCertificate = z.input<typeof schema>;
/** A certificate with its bytes as 0x-hex and its acts by name. */
export type ReadCreditCertificate = ReturnType<typeof parseCreditCertificate>;

/**
 * A certificate of credit, its form checked. What it says is checked by {@link verifyCreditCertificate}.
 *
 * @throws LadingError `CERTIFICATE_MALFORMED`
 * @example
 * parseCreditCertificate(readJson(file)).position; // 0
 */
export function parseCreditCertificate(value: unknown) {
  return parseParts(schema, value);
}
