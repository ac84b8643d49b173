import { z } from "zod";
import { decodeBase64, encodeBase64, hexlify } from "ethers";
import { LadingError } from "../domain/errors.ts";
import type { TrailStep } from "../domain/title/trail.ts";

/** Small enough to read at once, large enough for a bill with a hundred acts and its document. */
const LARGEST = 1_000_000;

const word = z.string().regex(/^0x[0-9a-f]{64}$/, "expected 32 bytes, 0x and 64 lower-case hex digits");
const count = (largest: number) => z.int().min(0).max(largest);
/** Bytes in base64; one spelling only. Read as 0x-hex. */
const bytes = z.string().transform((text, context) => {
  try {
    const decoded = decodeBase64(text);
    if (decoded.length > 0 && encodeBase64(decoded) === text) return hexlify(decoded);
  } catch {
    // The same complaint as for another spelling.
  }
  context.addIssue({ code: "custom", message: "expected bytes in base64 with padding" });
  return z.NEVER;
});
/** An act as a tuple: act, from, to, state, instrument, timestamp. */
const step = z.tuple([count(255), count(0xffff_ffff), count(0xffff_ffff), word, word, count(Number.MAX_SAFE_INTEGER)]);

const schema = z.strictObject({
  format: z.literal("lading-certificate"),
  version: z.literal(1),
  chainId: z.int().positive(),
  title: word,
  transportDocumentReference: z.string().min(1).max(20),
  /** Content digest of this version of the bill, and the head from which it follows where it is not the first. */
  origin: z.strictObject({ contentDigest: word, previous: word.optional() }),
  acts: z.array(step).min(1).max(1000),
  /** The sealed header, RLP. */
  header: bytes,
  /** Headers of changed validator sets between the reader's anchor and the header, ascending. */
  changes: z.array(bytes).max(100).optional(),
  /** Trie nodes of all proofs, each once, RLP. */
  nodes: z.array(bytes).min(1).max(500),
  /** Signed statements behind acts, each found by its digest among their instruments. */
  statements: z.array(z.looseObject({})).max(1000).optional(),
  /** The bill itself, where whoever made the certificate may show it. */
  document: z.looseObject({}).optional(),
});

/** A certificate of title as it lies in a file. */
export type Certificate = z.input<typeof schema>;
/** A certificate with its bytes as 0x-hex and its acts by name. */
export type ReadCertificate = Omit<z.output<typeof schema>, "acts"> & { acts: readonly TrailStep[] };

/**
 * A certificate of title, its form checked. What it says is checked by {@link verifyCertificate}.
 *
 * @throws LadingError `CERTIFICATE_MALFORMED`
 * @example
 * parseCertificate(readJson(file)).acts.length; // 10
 */
export function parseCertificate(value: unknown): ReadCertificate {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const pointer = (issue?.path ?? []).map((part) => `/${String(part)}`).join("");
    throw new LadingError(
      "CERTIFICATE_MALFORMED",
      "invalid",
      `not a certificate of title: ${pointer || "the whole"}: ${issue?.message}`,
      { pointer },
    );
  }
  const acts = parsed.data.acts.map(([act, from, to, state, instrument, timestamp]) => ({
    act,
    from,
    to,
    state,
    instrument,
    timestamp,
  }));
  return { ...parsed.data, acts };
}

/** Refuses a file before it is parsed. */
export function assertCertificateSize(bytesInFile: number): void {
  if (bytesInFile > LARGEST) {
    throw new LadingError(
      "CERTIFICATE_MALFORMED",
      "invalid",
      `the file has ${bytesInFile} bytes, expected at most ${LARGEST}`,
    );
  }
}
