import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { hash, seconds } from "../schemas.ts";

/** A stored document. */
export const documentRecord = z.object({
  digest: hash,
  title: hash,
  size: z.int(),
  storedAt: seconds,
});

/** Documents by the SHA-256 of their canonical bytes (RFC 8785). */
export const documents = {
  put: endpoint({
    method: "PUT",
    path: "/v1/documents/:digest",
    access: "member",
    summary: {
      en: "Stores the document of a title; its canonical form must have this digest",
      zh: "存入提单单证；其规范形式须与该摘要相符",
    },
    params: z.object({ digest: hash }),
    body: z.object({
      /** The title that it belongs to; it may be issued later, by the same carrier. */
      title: hash,
      content: z.record(z.string(), z.unknown()),
    }),
    response: documentRecord,
    status: 201,
    errors: ["DOCUMENT_DIGEST_MISMATCH", "DOCUMENT_NOT_YOURS"],
  }),
  get: endpoint({
    method: "GET",
    path: "/v1/documents/:digest",
    access: "member",
    summary: { en: "The document, for the parties of its title", zh: "单证，限提单当事方" },
    params: z.object({ digest: hash }),
    response: documentRecord.extend({ content: z.record(z.string(), z.unknown()) }),
    errors: ["DOCUMENT_UNKNOWN"],
  }),
} as const;
