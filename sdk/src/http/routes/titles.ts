import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { hash, ledgerEvent, memberInUrl, page, paging, party, seconds, secondsInUrl } from "../schemas.ts";

/** How a caller may stand to a title; the lists of a console's inbox. */
export const titleRelation = z.enum(["held", "offered", "issued", "pledged", "endorsed", "surrendered", "past"]);

/** An electronic bill of lading as the ledger has it. */
export const title = z.object({
  title: hash,
  carrier: party,
  /** The carrier's transportDocumentReference (B/L number). */
  reference: z.string(),
  /** straight, to-order, to-order-not-onward, bearer */
  kind: z.string(),
  medium: z.enum(["electronic", "paper"]),
  /** live, offered, surrender-pending, accomplished, paper, superseded */
  state: z.string(),
  holder: party.nullable(),
  /** Consignee of a straight bill, order party of an order bill; null of a bearer bill. */
  endorsee: party.nullable(),
  pledgee: party.nullable(),
  pledge: z.object({ pledgor: party, releaseTo: party.nullable(), enforceableFrom: seconds }).nullable(),
  nomination: z.object({ to: party, endorsement: z.string() }).nullable(),
  offer: z
    .object({
      to: party,
      /** transfer, pledge, release, entrust */
      purpose: z.string(),
      /** none, full, to-order */
      endorsement: z.string(),
      deadline: seconds,
      expired: z.boolean(),
    })
    .nullable(),
  /** delivery, amendment, change-of-destination, switch-bill, paper; null while not surrendered */
  surrenderedFor: z.string().nullable(),
  /** The reason of the latest refusal of a surrender. */
  refusal: z.string().nullable(),
  frozen: z.boolean(),
  /** Cargo was delivered without the bill: a flag for ever. */
  deliveredWithoutPresentation: z.boolean(),
  fromPaper: z.boolean(),
  /** Bills that this one replaced. */
  replaces: z.array(hash),
  /** 0 at first issue; +1 each time the same number is issued again. */
  version: z.int(),
  /** SHA-256 of the canonical transport document. */
  contentDigest: hash,
  acts: z.int(),
  issuedAt: seconds,
  changedAt: seconds,
  /** Names of the acts that the caller may do now; empty where it may do none. */
  allowedActs: z.array(z.string()),
});

/** An electronic bill of lading as the ledger has it. */
export type Title = z.output<typeof title>;

/** One of a bank's questions about a bill, answered from the ledger alone. */
export const titleCheck = z.object({
  /** Stable name of the question. */
  check: z.string(),
  /** unknown: the ledger cannot answer it; never to be read as yes. */
  answer: z.enum(["yes", "no", "unknown"]),
  question: z.object({ en: z.string(), zh: z.string() }),
  facts: z.record(z.string(), z.unknown()),
});

/** What the ledger itself says of a bill at one block. */
export const titleVerdict = z.object({
  title: hash,
  /** Seconds since 1970 that the verdict is of. */
  at: seconds,
  /** live, pledged, offered, surrendered, accomplished, superseded, void, paper, frozen, delivered-without-presentation */
  status: z.string(),
  /** clean, encumbered, spent, contradicted: never merely "valid". */
  outcome: z.string(),
  /** Everything that applies, `status` first. */
  conditions: z.array(z.string()),
  carrier: party,
  holder: party.nullable(),
  endorsee: party.nullable(),
  pledgee: party.nullable(),
  contentDigest: hash,
  trail: hash,
  version: z.int(),
  /** The state word decoded, the terms of the pledge, and the lineage. */
  facts: z.record(z.string(), z.unknown()),
  checks: z.array(titleCheck),
  blockNumber: z.int(),
  blockHash: hash,
});

/** What the ledger itself says of a bill at one block. */
export type TitleVerdict = z.output<typeof titleVerdict>;

/** Titles. */
export const titles = {
  list: endpoint({
    method: "GET",
    path: "/v1/titles",
    access: "member",
    summary: { en: "Titles that my member has to do with", zh: "与本方有关的提单" },
    query: z.object({
      ...paging,
      relation: titleRelation.optional(),
      state: z.string().optional(),
      /** The B/L number. */
      reference: z.string().optional(),
      carrier: memberInUrl.optional(),
    }),
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
    query: z.object({
      at: secondsInUrl.optional(),
      /** SHA-256 of the text that was presented, to be compared. */
      contentDigest: hash.optional(),
      /** The member that presents the bill, to be compared with its holder. */
      presenter: memberInUrl.optional(),
    }),
    response: titleVerdict,
    errors: ["TITLE_UNKNOWN", "LEDGER_UNREACHABLE"],
  }),
} as const;
