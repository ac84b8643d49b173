import { compactDecrypt } from "jose";
import { bytesDigest, jsonDigest } from "../digest.ts";
import { LadingError } from "../errors.ts";
import { fromBase64url } from "./AgreementKey.ts";
import { parseContent, parseEnvelope, type SealedAttachment } from "./Envelope.ts";
import { CIPHER, digestOf, type OwnKeys, unwrapContentKey } from "./wrapContentKey.ts";

/** A document in the clear, and where its attachments are. */
export type OpenedDocument = { document: Record<string, unknown>; attachments: readonly SealedAttachment[] };

/**
 * Opens an envelope with a member's own key (or whichever of its keys fits), and checks that what is inside is what the ledger says.
 *
 * @param value the envelope as parsed JSON
 * @param options contentDigest: the digest on the ledger; leave it out only where the document is not issued yet
 * @throws LadingError `ENVELOPE_MALFORMED`, `ENVELOPE_NOT_FOR_YOU`, `ENVELOPE_GRANT_TAMPERED`, `ENVELOPE_TRUNCATED`, `ENVELOPE_TAMPERED`,
 * `ENVELOPE_CONTENT_DIFFERS`
 * @example
 * const { document } = await openEnvelope(envelope, holdersKey, { contentDigest: title.contentDigest });
 */
export async function openEnvelope(
  value: unknown,
  key: OwnKeys,
  options: { contentDigest?: string } = {},
): Promise<OpenedDocument> {
  const envelope = parseEnvelope(value);
  const contentKey = await unwrapContentKey(envelope, key);
  const bytes = await decrypt(envelope.content, contentKey, "ENVELOPE_TAMPERED", "the document");
  const opened = parseContent(new TextDecoder().decode(bytes));
  const digest = jsonDigest(opened.document);
  const onLedger = options.contentDigest?.toLowerCase() ?? digest;
  for (const [expected, whose] of [
    [onLedger, "the one on the ledger"],
    [envelope.contentDigest, "the one that it names"],
  ] as const) {
    if (digest === expected) continue;
    throw new LadingError(
      "ENVELOPE_CONTENT_DIFFERS",
      "falsified",
      `the envelope holds a document with digest ${digest}; expected ${expected}, ${whose}`,
      { digest, expected },
    );
  }
  return opened;
}

/**
 * Opens an attachment that an opened document lists.
 *
 * @param jwe its ciphertext as stored, or undefined where the store has none
 * @throws LadingError `ATTACHMENT_MISSING`, `ATTACHMENT_TRUNCATED` or `ATTACHMENT_CHANGED`
 * @example
 * const bytes = await openAttachment(opened.attachments[0], await fetchBlob(opened.attachments[0].sealed));
 */
export async function openAttachment(attachment: SealedAttachment, jwe: string | undefined): Promise<Uint8Array> {
  const { name, sealed, size, digest } = attachment;
  if (jwe === undefined) {
    throw new LadingError(
      "ATTACHMENT_MISSING",
      "notFound",
      `attachment "${name}" is missing: expected its ciphertext ${sealed}`,
      {
        name,
        sealed,
      },
    );
  }
  // Truncation is told apart from alteration, because the remedy differs: fetch it again.
  const expected = Math.ceil((size * 4) / 3);
  if (jwe.length < expected) {
    throw new LadingError(
      "ATTACHMENT_TRUNCATED",
      "falsified",
      `the ciphertext of attachment "${name}" has ${jwe.length} characters, expected more than ${expected}: fetch it again`,
      { name, length: jwe.length, expected },
    );
  }
  const key = fromBase64url(attachment.key);
  if (digestOf(jwe) !== sealed || key === null) throw changed(name);
  const bytes = await decrypt(jwe, key, "ATTACHMENT_CHANGED", `attachment "${name}"`, { name });
  if (bytes.length !== size || bytesDigest(bytes) !== digest) throw changed(name);
  return bytes;
}

async function decrypt(
  jwe: string,
  key: Uint8Array,
  code: string,
  what: string,
  facts: { name?: string } = {},
): Promise<Uint8Array> {
  try {
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: [CIPHER],
    });
    return plaintext;
  } catch (cause) {
    throw new LadingError(code, "falsified", `${what} does not decrypt: its ciphertext or key was altered`, facts, {
      cause,
    });
  }
}

function changed(name: string): LadingError {
  return new LadingError("ATTACHMENT_CHANGED", "falsified", `attachment "${name}" is not the one that was sealed`, {
    name,
  });
}
