import { z } from "zod";
import { ATTACHMENT_LIMITS } from "../../domain/envelope/attachmentLimits.ts";
import { endpoint } from "../endpoint.ts";
import { hash, seconds } from "../schemas.ts";

/** A stored document. */
export const documentRecord = z.object({
  digest: hash,
  title: hash,
  size: z.int(),
  storedAt: seconds,
});

/** Documents, sealed, by the SHA-256 of their canonical bytes (RFC 8785). */
export const documents = {
  put: endpoint({
    method: "PUT",
    path: "/v1/documents/:digest",
    access: "member",
    summary: {
      en: "Stores the sealed document of a title, or adds readers to one that is stored; plaintext is refused",
      zh: "存入提单单证的加密信封，或为已存信封增加可读方；明文一律拒收",
    },
    params: z.object({ digest: hash }),
    body: z.object({
      /** The title that it belongs to; it may be issued later, by the same carrier. */
      title: hash,
      /** A lading-envelope (`@lading/sdk/envelope`) that names this digest. Of one that is stored, only grants may be new. */
      content: z.record(z.string(), z.unknown()),
      /** To seal the same document anew, so that former readers are left out from now on: SHA-256 of the stored envelope's `content`. */
      replaces: hash.optional(),
      /** With `replaces`: sealed attachments that the stored envelope had, to be forgotten. */
      drops: z.array(hash).max(ATTACHMENT_LIMITS.count).optional(),
    }),
    response: documentRecord,
    status: 201,
    errors: [
      "DOCUMENT_NOT_SEALED",
      "DOCUMENT_DIGEST_MISMATCH",
      "DOCUMENT_NOT_YOURS",
      "DOCUMENT_SEALED_ALREADY",
      "DOCUMENT_CHANGED_MEANWHILE",
      "DOCUMENT_READER_ENTITLED",
    ],
  }),
  get: endpoint({
    method: "GET",
    path: "/v1/documents/:digest",
    access: "member",
    summary: { en: "The sealed document, for the parties of its title", zh: "单证的加密信封，限提单当事方" },
    params: z.object({ digest: hash }),
    response: documentRecord.extend({ content: z.record(z.string(), z.unknown()) }),
    errors: ["DOCUMENT_UNKNOWN"],
  }),
} as const;
