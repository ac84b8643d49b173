import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { address, hash, memberId, memberInUrl, page, paging, seconds } from "../schemas.ts";

/** A member of the ledger. */
export const member = z.object({
  member: memberId,
  name: z.string().nullable(),
  identity: address,
  did: z.string(),
  /** Digest of the legal identifier (LEI or unified social credit code). */
  legalIdentifier: hash,
  roles: z.array(z.string()),
  status: z.enum(["active", "suspended", "left"]),
  since: seconds,
});

/** An officer: a key that acts for a member within scopes. */
export const officer = z.object({
  officer: address,
  member: memberId,
  did: z.string(),
  scopes: z.array(z.string()),
  /** Seconds since 1970; 0 = no end. */
  validUntil: seconds,
  revoked: z.boolean(),
});

/** Members and their officers. */
export const members = {
  list: endpoint({
    method: "GET",
    path: "/v1/members",
    access: "member",
    summary: { en: "The directory of members", zh: "成员名录" },
    query: z.object({ ...paging, role: z.string().optional(), name: z.string().max(200).optional() }),
    response: page(member),
    errors: [],
  }),
  show: endpoint({
    method: "GET",
    path: "/v1/members/:member",
    access: "member",
    summary: { en: "One member with its officers", zh: "单个成员及其经办人" },
    params: z.object({ member: memberInUrl }),
    response: member.extend({ officers: z.array(officer) }),
    errors: ["MEMBER_UNKNOWN"],
  }),
} as const;

/** The caller. */
export const me = {
  show: endpoint({
    method: "GET",
    path: "/v1/me",
    access: "member",
    summary: { en: "Who the ledger says I am, and what I may do now", zh: "账本认定的本人身份及当前可办事项" },
    response: z.object({
      officer,
      member,
      /** Acts that this officer's scopes and this member's roles admit, as `right.act`. */
      acts: z.array(z.string()),
    }),
    errors: [],
  }),
} as const;
