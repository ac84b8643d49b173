import { decodeBase64, encodeBase64, hexlify } from "ethers";
import { z } from "zod";
import { LadingError } from "../domain/errors.ts";
import { toPointer } from "../domain/document/fieldIssues.ts";
import type { TrailStep } from "../domain/trail.ts";

const count = (largest: number) => z.int().min(0).max(largest);

/** A word: 32 bytes. */
export const word = z.string().regex(/^0x[0-9a-f]{64}$/, "expected 32 bytes, 0x and 64 lower-case hex digits");

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

/** What every certificate carries, whatever the right. */
export const commonParts = {
  version: z.literal(1),
  chainId: z.int().positive(),
  acts: z.array(step).min(1).max(1000),
  /** The sealed header, RLP. */
  header: bytes,
  /** Headers of changed validator sets between the reader's anchor and the header, ascending. */
  changes: z.array(bytes).max(100).optional(),
  /** Trie nodes of all proofs, each once, RLP. */
  nodes: z.array(bytes).min(1).max(500),
  /** Signed statements behind acts, each found by its digest among their instruments. */
  statements: z.array(z.looseObject({})).max(1000).optional(),
};

/**
 * A certificate's JSON by its schema, with its acts by name.
 *
 * @throws LadingError `CERTIFICATE_MALFORMED`
 */
export function parseParts<Schema extends z.ZodType<{ acts: z.output<typeof step>[] }>>(
  schema: Schema,
  value: unknown,
): Omit<z.output<Schema>, "acts"> & { acts: readonly TrailStep[] } {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const pointer = toPointer(issue?.path ?? []);
    throw new LadingError(
      "CERTIFICATE_MALFORMED",
      "invalid",
      `not a certificate: ${pointer || "the whole"}: ${issue?.message}`,
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
