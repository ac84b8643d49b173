import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { hash, ledgerEvent, page, paging, party, seconds, secondsInUrl } from "../schemas.ts";

/** How a caller may stand to a title; the lists of a console's inbox. */
export const titleRelation = z.enum(["held", "offered", "issued", "pledged", "endorsed", "surrendered", "past"]);

/** An electronic bill of lading as the ledger has it. */
export const title = z.object({
  title: hash,
  carrier: party,
  /** The carrier's B/L number, where the API was told it (with the document); the ledger has its digest. */
  reference: z.string().nullable(),
  kind: z.string(),
  medium: z.string(),
  state: z.string(),
  holder: party.nullable(),
  endorsee: party.nullable(),
  pledgee: party.nullable(),
  offer: z.object({ to: party, endorsement: z.string(), pledge: z.boolean(), deadline: seconds }).nullable(),
  surrender: z.object({ purpose: z.string(), reason: z.string().nullable() }).nullable(),
  frozen: z.boolean(),
  /** Cargo was delivered without the bill: a flag for ever. */
  deliveredWithoutPresentation: z.boolean(),
  /** SHA-256 of the canonical transport document. */
  contentDigest: hash,
  trail: hash,
  acts: z.int(),
  issuedAt: seconds,
  changedAt: seconds,
  /** Names of the acts that the caller's member may do now; empty where it may do none. */
  allowedActs: z.array(z.string()),
});

/** An electronic bill of lading as the ledger has it. */
export type Title = z.output<typeof title>;

/** The answer of the ledger's own `verdict` view, by name. */
export const titleVerdict = z.object({
  title: hash,
  /** Seconds since 1970 that the verdict is of. */
  at: seconds,
  /** live, pledged, offered, surrendered, accomplished, superseded, paper, void, frozen, deliveredWithoutPresentation … */
  status: z.string(),
  /** What the registry's view returned, by its ABI names. */
  facts: z.record(z.string(), z.unknown()),
  blockNumber: z.int(),
  blockHash: hash,
});

/** Titles. */
export const titles = {
  list: endpoint({
    method: "GET",
    path: "/v1/titles",
    access: "member",
    summary: { en: "Titles that my member has to do with", zh: "与本方有关的提单" },
    query: z.object({ ...paging, relation: titleRelation.optional(), state: z.string().optional() }),
    response: page(title),
    errors: [],
  }),
  show: endpoint({
    method: "GET",
    path: "/v1/titles/:title",
    access: "member",
    summary: { en: "One title and what I may do with it now", zh: "单份提单及当前可办事项" },
    params: z.object({ title: hash }),
    response: title,
    errors: ["TITLE_UNKNOWN"],
  }),
  acts: endpoint({
    method: "GET",
    path: "/v1/titles/:title/acts",
    access: "member",
    summary: { en: "The acts on a title in order: its chain of control", zh: "提单上的行为，按顺序：控制权链" },
    params: z.object({ title: hash }),
    query: z.object(paging),
    response: page(ledgerEvent),
    errors: ["TITLE_UNKNOWN"],
  }),
  verdict: endpoint({
    method: "GET",
    path: "/v1/titles/:title/verdict",
    access: "member",
    summary: {
      en: "What the ledger itself says of a title now; any member that knows its id may ask",
      zh: "账本对提单的现时结论；凡知其编号的成员均可查询",
    },
    params: z.object({ title: hash }),
    query: z.object({ at: secondsInUrl.optional() }),
    response: titleVerdict,
    errors: ["TITLE_UNKNOWN", "LEDGER_UNREACHABLE"],
  }),
} as const;
