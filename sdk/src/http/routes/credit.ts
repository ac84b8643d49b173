import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { hash, memberInUrl, page, paging, party, seconds, secondsInUrl } from "../schemas.ts";

/** A version of a scheme of grades. */
export const scheme = z.object({
  scheme: z.int(),
  publisher: party,
  code: z.string(),
  version: z.int(),
  /** Its field: one bit. */
  field: z.int(),
  retired: z.boolean(),
  /** 1 is the best. `class`: neutral, favoured, adverse, seriously-adverse; name and class are null until named. */
  grades: z.array(z.object({ grade: z.int(), name: z.string().nullable(), class: z.string().nullable() })),
});

/** What one agency attests about an enterprise. */
export const attestation = z.object({
  attestation: hash,
  agency: party,
  subject: party.nullable(),
  /** Keyed pseudonym where the subject is no member. */
  pseudonym: hash.nullable(),
  /** Code and version of the scheme, as `GACC-282/1`. */
  scheme: z.string(),
  schemeNumber: z.int(),
  /** Name of the grade, or its number where it has none. */
  grade: z.string(),
  gradeNumber: z.int(),
  /** active, suspended, revoked, superseded. Expiry is not a status: see validUntil. */
  status: z.string(),
  underObjection: z.boolean(),
  isRepair: z.boolean(),
  /** The one before it in the file, and the one after. */
  previous: hash.nullable(),
  next: hash.nullable(),
  /** Digest of the credential with its evidence. */
  evidence: hash,
  validFrom: seconds,
  validUntil: seconds,
  /** The agency's own reason code of the last change; null for none. */
  reason: z.string().nullable(),
  changedAt: seconds,
});

/** What one agency attests about an enterprise. */
export type Attestation = z.output<typeof attestation>;

/** One agency's rule to give effect to grades of a scheme. */
export const recognitionRule = z.object({
  rule: hash,
  agency: party,
  scheme: z.string(),
  schemeNumber: z.int(),
  /** Whose scheme it is. */
  publisher: party.nullable(),
  /** Grades recognised, by name or number. */
  grades: z.array(z.string()),
  /** The agency's own bits. */
  benefits: z.int(),
  /** The purpose for which the subject must consent; 0 where no consent is needed. */
  purpose: z.int(),
  /** in-force, suspended, withdrawn */
  status: z.string(),
  validFrom: seconds,
  validUntil: seconds,
  changedAt: seconds,
});

/** The answer of the ledger's own `standing` view. */
export const standing = z.object({
  subject: party,
  agency: party,
  at: seconds,
  /** Grade in the agency's own scheme, benefits of all rules, and whether a red flag stands. */
  facts: z.record(z.string(), z.unknown()),
  /** Every rule of the agency and what came of it: applied, not-shared (no consent, record or not), no-record, … */
  trace: z.array(z.record(z.string(), z.unknown())),
  blockNumber: z.int(),
  blockHash: hash,
});

/** Credit. */
export const credit = {
  attestations: endpoint({
    method: "GET",
    path: "/v1/credit/attestations",
    access: "member",
    summary: { en: "Attestations about me, or given by me", zh: "关于本方的或由本方作出的信用认定" },
    query: z.object({ ...paging, subject: memberInUrl.optional(), agency: memberInUrl.optional() }),
    response: page(attestation),
    errors: [],
  }),
  attestation: endpoint({
    method: "GET",
    path: "/v1/credit/attestations/:attestation",
    access: "member",
    summary: {
      en: "One attestation, for its agency, its subject, and whoever was shown the credential and gives its digest",
      zh: "单项信用认定；限机构、主体，以及已获出示凭证并提供其摘要者",
    },
    params: z.object({ attestation: hash }),
    query: z.object({ evidence: hash.optional() }),
    response: attestation,
    errors: ["ATTESTATION_UNKNOWN"],
  }),
  standing: endpoint({
    method: "GET",
    path: "/v1/credit/standing",
    access: "member",
    summary: {
      en: "What an enterprise counts as with an agency, and by which rules",
      zh: "企业在某机构的信用状况及所依规则",
    },
    query: z.object({
      subject: memberInUrl,
      agency: memberInUrl,
      at: secondsInUrl.optional(),
    }),
    response: standing,
    errors: ["STANDING_NOT_SHARED", "LEDGER_UNREACHABLE"],
  }),
  schemes: endpoint({
    method: "GET",
    path: "/v1/credit/schemes",
    access: "member",
    summary: { en: "Schemes of grades", zh: "信用等级体系" },
    query: z.object({ ...paging, publisher: memberInUrl.optional() }),
    response: page(scheme),
    errors: [],
  }),
  rules: endpoint({
    method: "GET",
    path: "/v1/credit/rules",
    access: "member",
    summary: { en: "Recognition rules", zh: "互认规则" },
    query: z.object({ ...paging, agency: memberInUrl.optional() }),
    response: page(recognitionRule),
    errors: [],
  }),
} as const;
