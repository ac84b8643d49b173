import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { bytes, hash, memberInUrl, page, paging, party, seconds, secondsInUrl } from "../schemas.ts";

/** What one agency attests about an enterprise. */
export const attestation = z.object({
  attestation: hash,
  agency: party,
  subject: party.nullable(),
  /** Keyed pseudonym where the subject is no member. */
  pseudonym: hash.nullable(),
  scheme: z.string(),
  grade: z.string(),
  status: z.string(),
  evidence: hash,
  validFrom: seconds,
  validUntil: seconds,
  reason: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  changedAt: seconds,
});

/** What one agency attests about an enterprise. */
export type Attestation = z.output<typeof attestation>;

/** One agency's rule to give effect to another's grades. */
export const recognitionRule = z.object({
  rule: hash,
  agency: party,
  scheme: z.string(),
  status: z.string(),
  facts: z.record(z.string(), z.unknown()),
  changedAt: seconds,
});

/** The answer of the ledger's own `standing` view. */
export const standing = z.object({
  subject: party,
  agency: party,
  at: seconds,
  /** What the registry's view returned, by its ABI names: grade, benefits, and the trace of rules used. */
  facts: z.record(z.string(), z.unknown()),
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
    summary: { en: "One attestation", zh: "单项信用认定" },
    params: z.object({ attestation: hash }),
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
      /** Anything more that the registry's view needs, ABI-encoded. */
      extra: bytes.optional(),
    }),
    response: standing,
    errors: ["MEMBER_UNKNOWN", "LEDGER_UNREACHABLE"],
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
