import { z } from "zod";
import { LadingError } from "../errors.ts";

/** A JWE in compact serialisation (RFC 7516): five parts in base64url. */
const compactJwe = z.string().regex(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/, "expected a JWE in compact form");

const grant = z.strictObject({
  /** Whose key it is; 0 for a reader that is no member. Repeated in the protected header. */
  member: z.int().min(0).max(0xffff_ffff),
  /** Thumbprint of the key (RFC 7638). */
  kid: z.string().min(1).max(100),
  /** The content key, wrapped for that key: ECDH-ES+A256KW, A256GCM. */
  key: compactJwe,
});

const schema = z.strictObject({
  format: z.literal("lading-envelope"),
  version: z.literal(1),
  /** Digest of the document in the clear, as the ledger has it: by it whoever stores the envelope files it, and a reader checks the content. */
  contentDigest: z.string().regex(/^0x[0-9a-f]{64}$/, "expected 32 bytes, 0x and 64 lower-case hex digits"),
  /** The bill and the list of its attachments, under the content key: dir, A256GCM. */
  content: compactJwe,
  grants: z.array(grant).min(1).max(1000),
});

/** The content key, wrapped for one key of one member. */
export type Grant = z.output<typeof grant>;

/**
 * A document that only the entitled can read, in standard JOSE. Whoever stores it sees ciphertext, the digest that is on the ledger anyway, and
 * for which keys it is wrapped.
 * The ciphertext never changes: who may read is added beside it.
 */
export type Envelope = z.output<typeof schema>;

/** An attachment as the envelope's content names it: found by the digest of its ciphertext, opened by a key that only readers have. */
export type SealedAttachment = {
  name: string;
  mediaType: string;
  /** Bytes in the clear. */
  size: number;
  /** SHA-256 of the bytes in the clear, 0x-hex. */
  digest: string;
  /** SHA-256 of the ciphertext as stored (the JWE's ASCII), 0x-hex: its address. */
  sealed: string;
  /** Its own content key, base64url. */
  key: string;
};

/** A name is written to a reader's disk, so it may name nothing but a file in one folder. */
const fileName = z
  .string()
  .regex(/^(?!\.)[^/\\:\u0000-\u001f\u007f]{1,200}$/, "expected the name of a file, without a folder");
const hash = z.string().regex(/^0x[0-9a-f]{64}$/);

const contentSchema = z.strictObject({
  document: z.record(z.string(), z.unknown()),
  attachments: z.array(
    z.strictObject({
      name: fileName,
      mediaType: z.string().min(1).max(100),
      size: z.int().min(0),
      digest: hash,
      sealed: hash,
      key: z.string().regex(/^[\w-]{43}$/),
    }),
  ),
});

/**
 * What an envelope holds once it is open. Whoever sealed it is not to be believed on its form either.
 *
 * @throws LadingError `ENVELOPE_CONTENT_MALFORMED`
 */
export function parseContent(text: string): z.output<typeof contentSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The same complaint as for another shape.
  }
  const parsed = contentSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new LadingError(
    "ENVELOPE_CONTENT_MALFORMED",
    "falsified",
    "the envelope was sealed over something that is no document with a list of attachments",
    { pointer: (parsed.error.issues[0]?.path ?? []).map((part) => `/${String(part)}`).join("") },
  );
}

/** Whether a text may be an attachment's name. */
export function isFileName(name: string): boolean {
  return fileName.safeParse(name).success;
}

/**
 * An envelope, its form checked.
 *
 * @throws LadingError `ENVELOPE_MALFORMED`
 * @example
 * parseEnvelope(JSON.parse(text)).grants.length; // 3
 */
export function parseEnvelope(value: unknown): Envelope {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const pointer = (issue?.path ?? []).map((part) => `/${String(part)}`).join("");
  throw new LadingError(
    "ENVELOPE_MALFORMED",
    "invalid",
    `not an envelope: ${pointer || "the whole"}: ${issue?.message}`,
    {
      pointer,
    },
  );
}
