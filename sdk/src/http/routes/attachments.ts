import { z } from "zod";
import { ATTACHMENT_LIMITS } from "../../domain/envelope/attachmentLimits.ts";
import { endpoint } from "../endpoint.ts";
import { hash, seconds } from "../schemas.ts";

/** A stored attachment. */
export const attachmentRecord = z.object({
  /** SHA-256 of the ciphertext: its address. */
  sealed: hash,
  title: hash,
  /** Characters of the ciphertext. */
  size: z.int(),
  storedAt: seconds,
});

/** Attachments of documents, sealed, by the SHA-256 of their ciphertext. What an attachment is called and holds only its readers know. */
export const attachments = {
  put: endpoint({
    method: "PUT",
    path: "/v1/attachments/:sealed",
    access: "member",
    summary: {
      en: "Stores a sealed attachment of a title's document, before the document that lists it; plaintext is refused",
      zh: "存入提单单证的加密附件，先于列明该附件的单证；明文一律拒收",
    },
    params: z.object({ sealed: hash }),
    body: z.object({
      /** The title that it belongs to; it may be issued later, by the same carrier. */
      title: hash,
      /** A JWE in compact form (dir, A256GCM). */
      content: z.string().min(1),
    }),
    // Base64url in base64url adds a third; the rest is JSON around it.
    bodyLimit: Math.ceil((ATTACHMENT_LIMITS.bytes * 4) / 3) + 10_000,
    response: attachmentRecord,
    status: 201,
    errors: ["ATTACHMENT_NOT_SEALED", "ATTACHMENT_DIGEST_MISMATCH", "ATTACHMENT_NOT_YOURS", "ATTACHMENT_QUOTA"],
  }),
  get: endpoint({
    method: "GET",
    path: "/v1/attachments/:sealed",
    access: "member",
    summary: { en: "A sealed attachment, for the parties of its title", zh: "加密附件，限提单当事方" },
    params: z.object({ sealed: hash }),
    response: attachmentRecord.extend({ content: z.string() }),
    errors: ["ATTACHMENT_UNKNOWN"],
  }),
} as const;
