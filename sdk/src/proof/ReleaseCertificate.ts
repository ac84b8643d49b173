import { z } from "zod";
import { commonParts, parseParts, word } from "./certificateParts.ts";

const schema = z.strictObject({
  format: z.literal("lading-release-certificate"),
  release: word,
  /** The title's id, or the sea waybill's reference. */
  basis: word,
  container: z.string().length(11),
  /** Number of this right among those of its container. */
  sequence: z.int().min(0).max(0xffff_ffff),
  ...commonParts,
});

/** A certificate of release as it lies in a file. */
export type ReleaseCertificate = z.input<typeof schema>;
/** A certificate with its bytes as 0x-hex and its acts by name. */
export type ReadReleaseCertificate = ReturnType<typeof parseReleaseCertificate>;

/**
 * A certificate of release, its form checked. What it says is checked by {@link verifyReleaseCertificate}.
 *
 * @throws LadingError `CERTIFICATE_MALFORMED`
 * @example
 * parseReleaseCertificate(readJson(file)).container; // "MSKU6011672"
 */
export function parseReleaseCertificate(value: unknown) {
  return parseParts(schema, value);
}
