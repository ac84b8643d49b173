import { z } from "zod";
import { commonParts, parseParts, word } from "./certificateParts.ts";

const schema = z.strictObject({
  format: z.literal("lading-document-certificate"),
  document: word,
  /** Digest of the schema of its type. */
  schema: word,
  /** SHA-256 of its canonical content. */
  digest: word,
  ...commonParts,
});

/** A certificate of a trade document as it lies in a file. */
export type DocumentCertificate = z.input<typeof schema>;
/** A certificate with its bytes as 0x-hex and its acts by name. */
export type ReadDocumentCertificate = ReturnType<typeof parseDocumentCertificate>;

/**
 * A certificate of a trade document, its form checked. What it says is checked by {@link verifyDocumentCertificate}.
 *
 * @throws LadingError `CERTIFICATE_MALFORMED`
 * @example
 * parseDocumentCertificate(readJson(file)).digest; // "0x…"
 */
export function parseDocumentCertificate(value: unknown) {
  return parseParts(schema, value);
}
