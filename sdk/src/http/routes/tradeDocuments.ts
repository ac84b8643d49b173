import { z } from "zod";
import { DOCUMENT_SUBJECTS } from "../../domain/acts/document.ts";
import { endpoint } from "../endpoint.ts";
import { hash, ledgerEvent, memberInUrl, page, paging, party, seconds, secondsInUrl } from "../schemas.ts";
import { titleCheck } from "./titles.ts";

const text = z.object({ en: z.string(), zh: z.string() });

/** A type of trade document, as the ledger admitted it. */
export const documentType = z.object({
  /** Digest of its schema. */
  schema: hash,
  name: z.string(),
  /** Its name for people; null until somebody hands the schema in. */
  title: text.nullable(),
  /** Names of the roles that may issue it. */
  issuers: z.array(z.string()),
  /** admitted, retired */
  status: z.string(),
  changedAt: seconds,
});

/** What a trade document is about. */
export const documentSubject = z.object({
  kind: z.enum(DOCUMENT_SUBJECTS),
  /** As the ledger keeps it: 32 bytes. */
  word: hash,
  /** The member, where it is one. */
  member: party.nullable(),
  /** The number of the container, or of the bill where the read model knows it. */
  reference: z.string().nullable(),
});

/** A trade document as the ledger has it: never its content. */
export const tradeDocument = z.object({
  document: hash,
  issuer: party,
  /** Digest of its type's schema. */
  schema: hash,
  /** Short name of its type. */
  type: z.string(),
  title: text.nullable(),
  /** SHA-256 of its canonical content. */
  digest: hash,
  subject: documentSubject,
  /** active, revoked, superseded. Expiry is not a status: see validUntil. */
  status: z.string(),
  /** The revoker's own reason code; null unless revoked. */
  reason: z.int().nullable(),
  supersedes: hash.nullable(),
  supersededBy: hash.nullable(),
  validFrom: seconds,
  /** 0 without end. */
  validUntil: seconds,
  attestedAt: seconds,
  changedAt: seconds,
  /** Whether its sealed content is stored here. */
  stored: z.boolean(),
});

/** A trade document as the ledger has it. */
export type TradeDocument = z.output<typeof tradeDocument>;

/** What the ledger itself says of a trade document at one moment. */
export const tradeDocumentVerdict = z.object({
  document: hash,
  /** Seconds since 1970 that the verdict is of. */
  at: seconds,
  /** valid, not-yet-valid, expired, revoked, superseded, absent */
  status: z.string(),
  /** stands, lapsed, contradicted: never merely "valid". */
  outcome: z.string(),
  issuer: party,
  schema: hash,
  type: z.string(),
  title: text.nullable(),
  digest: hash,
  subject: documentSubject,
  validFrom: seconds,
  validUntil: seconds,
  supersedes: hash.nullable(),
  supersededBy: hash.nullable(),
  trail: hash,
  checks: z.array(titleCheck),
  blockNumber: z.int(),
  blockHash: hash,
});

/** What the ledger itself says of a trade document. */
export type TradeDocumentVerdict = z.output<typeof tradeDocumentVerdict>;

const content = z.object({ document: hash, digest: hash, size: z.int(), storedAt: seconds });

/** Trade documents beside the bill, and their types. */
export const tradeDocuments = {
  list: endpoint({
    method: "GET",
    path: "/v1/trade-documents",
    access: "member",
    summary: {
      en: "Trade documents that my member attested, whose text was sealed for it, or that are about it or about its bills, releases and containers; with subject or container, those about that one; with digest, whoever attested that text",
      zh: "本方签证或可读文本的贸易单证，以及关于本方或其提单、放箱、集装箱的贸易单证；带 subject 或 container 时限于该对象；带 digest 时为签证该文本的单证",
    },
    query: z.object({
      ...paging,
      issuer: memberInUrl.optional(),
      /** Digest of a schema. */
      schema: hash.optional(),
      /** The subject as a word: the id of a title or release, a container's number in ASCII, a member's number. */
      subject: hash.optional(),
      /** The same for a container, by its number (ISO 6346). */
      container: z.string().optional(),
      /** Who knows the digest of a text was shown the text. */
      digest: hash.optional(),
    }),
    response: page(tradeDocument),
    errors: [],
  }),
  show: endpoint({
    method: "GET",
    path: "/v1/trade-documents/:document",
    access: "member",
    summary: { en: "One trade document", zh: "单份贸易单证" },
    params: z.object({ document: hash }),
    response: tradeDocument,
    errors: ["TRADE_DOCUMENT_UNKNOWN"],
  }),
  acts: endpoint({
    method: "GET",
    path: "/v1/trade-documents/:document/acts",
    access: "member",
    summary: { en: "The acts on a trade document in order", zh: "贸易单证上的行为，按顺序" },
    params: z.object({ document: hash }),
    query: z.object(paging),
    response: page(ledgerEvent),
    errors: ["TRADE_DOCUMENT_UNKNOWN"],
  }),
  verdict: endpoint({
    method: "GET",
    path: "/v1/trade-documents/:document/verdict",
    access: "member",
    summary: {
      en: "What the ledger itself says of a trade document now; any member that knows its id may ask",
      zh: "账本对贸易单证的现时结论；凡知其标识的成员均可查询",
    },
    params: z.object({ document: hash }),
    query: z.object({
      at: secondsInUrl.optional(),
      /** SHA-256 of the text that was presented, to be compared. */
      digest: hash.optional(),
      /** What it is presented for, as a word, to be compared. */
      subject: hash.optional(),
    }),
    response: tradeDocumentVerdict,
    errors: ["TRADE_DOCUMENT_UNKNOWN", "REGISTRY_ABSENT", "LEDGER_UNREACHABLE"],
  }),
  putContent: endpoint({
    method: "PUT",
    path: "/v1/trade-documents/:document/content",
    access: "member",
    summary: {
      en: "Stores the sealed text of an attested trade document, by its issuer, adds readers, or seals it anew; plaintext is refused",
      zh: "由签发人存入贸易单证的加密信封、增加可读方或重新加密；明文一律拒收",
    },
    params: z.object({ document: hash }),
    body: z.object({
      /** A lading-envelope (`@lading/sdk/envelope`) that names the document's digest. Of one that is stored, only grants may be new. */
      content: z.record(z.string(), z.unknown()),
      /** To seal the same text anew, so that former readers are left out from now on: SHA-256 of the stored envelope's `content`. */
      replaces: hash.optional(),
    }),
    response: content,
    status: 201,
    errors: [
      "TRADE_DOCUMENT_UNKNOWN",
      "DOCUMENT_NOT_SEALED",
      "DOCUMENT_DIGEST_MISMATCH",
      "DOCUMENT_NOT_YOURS",
      "DOCUMENT_SEALED_ALREADY",
      "DOCUMENT_CHANGED_MEANWHILE",
      "DOCUMENT_READER_ENTITLED",
    ],
  }),
  content: endpoint({
    method: "GET",
    path: "/v1/trade-documents/:document/content",
    access: "member",
    summary: { en: "The sealed text of a trade document, for its readers", zh: "贸易单证的加密信封，限可读方" },
    params: z.object({ document: hash }),
    response: content.extend({ content: z.record(z.string(), z.unknown()) }),
    errors: ["TRADE_DOCUMENT_UNKNOWN", "DOCUMENT_UNKNOWN"],
  }),
} as const;

/** Types of trade document. */
export const documentTypes = {
  list: endpoint({
    method: "GET",
    path: "/v1/document-types",
    access: "public",
    summary: { en: "Types of trade document on this ledger", zh: "本账本的贸易单证类型" },
    response: z.object({ items: z.array(documentType) }),
    errors: [],
  }),
  show: endpoint({
    method: "GET",
    path: "/v1/document-types/:schema",
    access: "public",
    summary: { en: "A type with its schema", zh: "单证类型及其规范" },
    params: z.object({ schema: hash }),
    response: documentType.extend({
      /** The schema; null until somebody hands it in. Its digest is the type's id: check it. */
      content: z.record(z.string(), z.unknown()).nullable(),
    }),
    errors: ["DOCUMENT_TYPE_UNKNOWN"],
  }),
  put: endpoint({
    method: "PUT",
    path: "/v1/document-types/:schema",
    access: "member",
    summary: {
      en: "Hands in the schema of a type that the ledger admitted, so that everybody can check documents by it",
      zh: "提交账本已准入类型的规范，供各方据以检查单证",
    },
    params: z.object({ schema: hash }),
    body: z.object({ content: z.record(z.string(), z.unknown()) }),
    response: documentType,
    status: 201,
    errors: ["DOCUMENT_TYPE_UNKNOWN", "SCHEMA_DIGEST_MISMATCH", "SCHEMA_INVALID", "SCHEMA_ISSUERS"],
  }),
} as const;
