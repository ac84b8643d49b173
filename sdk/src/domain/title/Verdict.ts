import type { AnswerTo, Question } from "../answers.ts";

/** How a bill stands, in one word. What stands first in this list prevails where several apply. */
export const VERDICT_STATUSES = [
  "absent",
  "accomplished",
  "paper",
  "void",
  "superseded",
  "frozen",
  "delivered-without-presentation",
  "surrendered",
  "offered",
  "pledged",
  "live",
] as const;

/** How a bill stands. */
export type VerdictStatus = (typeof VERDICT_STATUSES)[number];

/**
 * What a reader may conclude. Never merely "valid":
 *
 * - `clean`: live, free, and nothing that could be checked speaks against it
 * - `encumbered`: it exists and is not spent, but somebody else has a say (offer, pledge, surrender pending, freeze)
 * - `spent`: it no longer gives a claim to the goods (accomplished, on paper, superseded, void, delivered without it)
 * - `contradicted`: something presented is not so (other text, no authentic issuer, broken chain, back-dated, no control)
 */
export type VerdictOutcome = "clean" | "encumbered" | "spent" | "contradicted";

/** The twelve questions of a bank, in its order. Each is put so that "yes" is the good answer. */
export const QUESTIONS = [
  { id: "issuer", text: { en: "Is the issuer authentic and in good standing?", zh: "签发人是否真实且资格有效？" } },
  { id: "content", text: { en: "Is the presented text the one on the ledger?", zh: "所示文本是否与账本摘要一致？" } },
  { id: "singular", text: { en: "Is it the only live bill of this number?", zh: "该提单号是否只有这一份有效提单？" } },
  {
    id: "live",
    text: { en: "Is it live: not surrendered, spent or frozen?", zh: "是否有效：未交还、未完成、未冻结？" },
  },
  { id: "chain", text: { en: "Is the chain of control unbroken from issue?", zh: "自签发起控制权链是否连续？" } },
  { id: "holder", text: { en: "Does the presenter control it now?", zh: "出示人现在是否拥有控制权？" } },
  { id: "unencumbered", text: { en: "Is it free of pledges and holds?", zh: "是否无质押、无限制？" } },
  { id: "notFinanced", text: { en: "Is it not financed already?", zh: "是否未被重复融资？" } },
  { id: "notDelivered", text: { en: "Are the goods still undelivered?", zh: "货物是否尚未交付？" } },
  {
    id: "sanctions",
    text: { en: "Are parties, vessel and ports screened?", zh: "当事方、船舶与港口是否经过制裁名单筛查？" },
  },
  { id: "dates", text: { en: "Are the dates and clauses in order?", zh: "日期与批注是否正常？" } },
  { id: "law", text: { en: "Are governing law and terms named?", zh: "是否载明适用法律与条款？" } },
] as const satisfies readonly Question[];

/** Name of one of the twelve questions. */
export type QuestionId = (typeof QUESTIONS)[number]["id"];

/** The answer to one question. */
export type Answer = AnswerTo<QuestionId>;

/** What can be said of a bill, from a ledger or from a certificate, at one moment. */
export type Verdict = {
  title: string;
  outcome: VerdictOutcome;
  status: VerdictStatus;
  /** Everything that applies, `status` first: a pledged bill may also be offered. */
  conditions: readonly VerdictStatus[];
  /** `ledger`: asked now; `certificate`: proven offline. */
  source: "ledger" | "certificate";
  /** The block of which the verdict speaks; `timestamp` in seconds since 1970. */
  block: { number: number; hash: string; timestamp: number };
  /** Members by number, 0 is nobody. */
  carrier: number;
  holder: number;
  endorsee: number;
  pledgee: number;
  contentDigest: string;
  /** Twelve, in the order of {@link QUESTIONS}. */
  answers: readonly Answer[];
};
