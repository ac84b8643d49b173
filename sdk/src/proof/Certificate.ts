import { z } from "zod";
import { LadingError } from "../domain/errors.ts";
import { commonParts, parseParts, word } from "./certificateParts.ts";

/** Small enough to read at once, large enough for a bill with a hundred acts and its document. */
const LARGEST = 1_000_000;

const schema = z.strictObject({
  format: z.literal("lading-certificate"),
  title: word,
  transportDocumentReference: z.string().min(1).max(20),
  /** Content digest of this version of the bill, and the head from which it follows where it is not the first. */
  origin: z.strictObject({ contentDigest: word, previous: word.optional() }),
  /** The bill itself, where whoever made the certificate may show it. */
  document: z.looseObject({}).optional(),
  ...commonParts,
});

/** A certificate of title as it lies in a file. */
export type Certificate = z.input<typeof schema>;
/** A certificate with its bytes as 0x-hex and its acts by name. */
export type ReadCertificate = ReturnType<typeof parseCertificate>;

/**
 * A certificate of title, its form checked. What it says is checked by {@link verifyCertificate}.
 *
 * @throws LadingError `CERTIFICATE_MALFORMED`
 * @example
 * parseCertificate(readJson(file)).acts.length; // 10
 */
export function parseCertificate(value: unknown) {
  return parseParts(schema, value);
}

/**
 * Refuses a file before it is parsed.
 *
 * @throws LadingError `CERTIFICATE_MALFORMED`
 * @example
 * assertCertificateSize(file.byteLength);
 */
export function assertCertificateSize(bytesInFile: number): void {
  if (bytesInFile > LARGEST) {
    throw new LadingError(
      "CERTIFICATE_MALFORMED",
      "invalid",
      `the file has ${bytesInFile} bytes, expected at most ${LARGEST}`,
    );
  }
}
