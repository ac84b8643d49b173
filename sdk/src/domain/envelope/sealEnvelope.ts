import { CompactEncrypt } from "jose";
import { bytesDigest, canonicalJson, jsonDigest } from "../digest.ts";
import { LadingError } from "../errors.ts";
import { toBase64url } from "./AgreementKey.ts";
import { assertAttachments } from "./attachmentLimits.ts";
import type { Envelope, SealedAttachment } from "./Envelope.ts";
import { CIPHER, digestOf, type Recipient, wrapContentKey } from "./wrapContentKey.ts";

/** A file beside the document. */
export type Attachment = { name: string; mediaType: string; bytes: Uint8Array };

/** An envelope with the ciphertexts of its attachments, each to be stored under its `sealed` digest. */
export type SealedDocument = {
  envelope: Envelope;
  /** Digest of the document in the clear, as the ledger has it. */
  contentDigest: string;
  attachments: readonly { sealed: string; jwe: string }[];
};

/**
 * Encrypts a document and its attachments end to end: one content key, wrapped for each key of each entitled member; each attachment under a
 * key of its own that lies with the document, so that whoever may read the one may read all.
 *
 * @throws LadingError `ENVELOPE_WITHOUT_READER` where no key is given, and as {@link assertAttachments}
 * @example
 * const { envelope } = await sealEnvelope({ document, recipients: [{ member: 3, keys: [shippersKey] }] });
 */
export async function sealEnvelope(input: {
  document: object;
  attachments?: readonly Attachment[];
  recipients: readonly Recipient[];
}): Promise<SealedDocument> {
  if (input.recipients.every(({ keys }) => keys.length === 0)) {
    throw new LadingError(
      "ENVELOPE_WITHOUT_READER",
      "invalid",
      "expected at least one recipient with a published agreement key",
    );
  }
  assertAttachments(input.attachments ?? []);
  const attachments: { listed: SealedAttachment; jwe: string }[] = [];
  for (const { name, mediaType, bytes } of input.attachments ?? []) {
    const key = newKey();
    const jwe = await encrypt(bytes, key, mediaType);
    const listed = {
      name,
      mediaType,
      size: bytes.length,
      digest: bytesDigest(bytes),
      sealed: digestOf(jwe),
      key: toBase64url(key),
    };
    attachments.push({ listed, jwe });
  }
  const contentKey = newKey();
  const payload = canonicalJson({ document: input.document, attachments: attachments.map(({ listed }) => listed) });
  const content = await encrypt(payload, contentKey, "application/json");
  const grants = await wrapContentKey(contentKey, content, input.recipients);
  const contentDigest = jsonDigest(input.document);
  return {
    envelope: { format: "lading-envelope", version: 1, contentDigest, content, grants },
    contentDigest,
    attachments: attachments.map(({ listed: { sealed }, jwe }) => ({ sealed, jwe })),
  };
}

function encrypt(bytes: Uint8Array, key: Uint8Array, contentType: string): Promise<string> {
  return new CompactEncrypt(bytes).setProtectedHeader({ alg: "dir", enc: CIPHER, cty: contentType }).encrypt(key);
}

function newKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(32));
}
