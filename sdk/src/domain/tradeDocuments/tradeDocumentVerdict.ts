import { answersTo, type AnswerTo, type Finding, type Question } from "../answers.ts";
import type { DocumentState } from "./DocumentState.ts";

/** How a trade document stands at a moment, in one word. */
export type TradeDocumentStatus = "absent" | "revoked" | "superseded" | "not-yet-valid" | "expired" | "valid";

/**
 * What a reader may conclude. Never merely "valid":
 *
 * - `stands`: attested, within its time, and nothing that could be checked speaks against it
 * - `lapsed`: attested once, and no longer or not yet of effect
 * - `contradicted`: something presented is not so (other text, other subject, an issuer without standing), or nobody attested it
 */
export type TradeDocumentOutcome = "stands" | "lapsed" | "contradicted";

/** What is asked of a trade document. Each question is put so that "yes" is the good answer. */
export const TRADE_DOCUMENT_QUESTIONS = [
  { id: "attested", text: { en: "Did its issuer attest it on the ledger?", zh: "签发人是否已在账本上签证？" } },
  {
    id: "issuer",
    text: {
      en: "Is the issuer in good standing, and one who issues such documents?",
      zh: "签发人资格是否有效，且有权签发此类单证？",
    },
  },
  { id: "content", text: { en: "Is the presented text the one on the ledger?", zh: "所示文本是否与账本摘要一致？" } },
  { id: "subject", text: { en: "Is it about what it is presented for?", zh: "是否针对所出示的对象？" } },
  { id: "inTime", text: { en: "Is it within its time of validity?", zh: "是否在有效期内？" } },
  { id: "standing", text: { en: "Is it neither revoked nor superseded?", zh: "是否未被撤销或替代？" } },
] as const satisfies readonly Question[];

/** Name of one of the questions. */
export type TradeDocumentQuestion = (typeof TRADE_DOCUMENT_QUESTIONS)[number]["id"];

/** The answer to one question. */
export type TradeDocumentAnswer = AnswerTo<TradeDocumentQuestion>;

/** What is known of a trade document when it is judged. */
export type TradeDocumentFacts = {
  state: DocumentState;
  /** Digest of the content on the ledger. */
  digest: string;
  /** What it is about, as a word. */
  subject: string;
  /** The moment asked about, seconds since 1970. */
  at: number;
  /** The issuer now: whether it is active, and whether one of its roles issues this type. */
  issuer: { active: boolean; mayIssue: boolean };
  /** What was presented, to be compared. */
  presented?: { digest?: string; subject?: string };
};

/** What can be said of a trade document at one moment. */
export type TradeDocumentVerdict = {
  status: TradeDocumentStatus;
  outcome: TradeDocumentOutcome;
  /** In the order of {@link TRADE_DOCUMENT_QUESTIONS}. */
  answers: readonly TradeDocumentAnswer[];
};

/**
 * Judges a trade document by what the ledger says of it. What was known at the moment decides: a document that was revoked later stood
 * then, which is why a verdict names its moment.
 *
 * @example
 * tradeDocumentVerdict({ state, digest, subject, at: 1795000000, issuer: { active: true, mayIssue: true } }).status; // "revoked"
 */
export function tradeDocumentVerdict(facts: TradeDocumentFacts): TradeDocumentVerdict {
  const status = statusOf(facts);
  const findings: Record<TradeDocumentQuestion, Finding> = {
    attested: attested(status),
    issuer: issuer(facts, status),
    content: content(facts, status),
    subject: subject(facts, status),
    inTime: inTime(facts, status),
    standing: standing(facts, status),
  };
  const answers = answersTo(TRADE_DOCUMENT_QUESTIONS, findings);
  const contradicted = (["attested", "issuer", "content", "subject"] as const).some((id) => findings[id][0] === "no");
  return { status, outcome: contradicted ? "contradicted" : status === "valid" ? "stands" : "lapsed", answers };
}

/** The registry's `statusAt`, over the same word. */
function statusOf({ state, at }: TradeDocumentFacts): TradeDocumentStatus {
  if (state.status === "none" || at < state.attestedAt) return "absent";
  if (state.status !== "active" && at >= state.changedAt) return state.status;
  if (at < state.validFrom) return "not-yet-valid";
  return state.validUntil !== 0 && at > state.validUntil ? "expired" : "valid";
}

const ABSENT: Finding = ["no", "NOT_ATTESTED", "nobody attested it by then", "截至该时间无人签证"];

function attested(status: TradeDocumentStatus): Finding {
  return status === "absent" ? ABSENT : ["yes", "ATTESTED", "its issuer attested it", "签发人已签证"];
}

function issuer({ issuer: known }: TradeDocumentFacts, status: TradeDocumentStatus): Finding {
  if (status === "absent") return ["unknown", "NOT_ATTESTED", "there is no issuer", "无签发人"];
  if (!known.active) return ["no", "ISSUER_NOT_ACTIVE", "the issuer is suspended or has left", "签发人已暂停或退出"];
  return known.mayIssue
    ? ["yes", "ISSUER_ACTIVE", "the issuer is active and issues such documents", "签发人有效且可签发此类单证"]
    : [
        "no",
        "ISSUER_ROLE_LOST",
        "the issuer no longer has a role that issues such documents",
        "签发人已无签发此类单证的角色",
      ];
}

function content({ presented, digest }: TradeDocumentFacts, status: TradeDocumentStatus): Finding {
  if (presented?.digest === undefined || status === "absent") {
    return ["unknown", "CONTENT_NOT_PRESENTED", "no document was presented", "未出示单证"];
  }
  return presented.digest.toLowerCase() === digest.toLowerCase()
    ? ["yes", "CONTENT_MATCHES", "the document has the digest on the ledger", "单证摘要与账本一致"]
    : ["no", "CONTENT_DIFFERS", "the document is not the one that was attested", "单证与所签证内容不一致"];
}

function subject({ presented, subject: about }: TradeDocumentFacts, status: TradeDocumentStatus): Finding {
  if (presented?.subject === undefined || status === "absent") {
    return ["unknown", "SUBJECT_NOT_ASKED", "it was not said what for", "未说明所出示的对象"];
  }
  return presented.subject.toLowerCase() === about.toLowerCase()
    ? ["yes", "SUBJECT_MATCHES", "it is about this", "针对该对象"]
    : ["no", "SUBJECT_DIFFERS", "it is about something else", "针对其他对象"];
}

function inTime({ state, at }: TradeDocumentFacts, status: TradeDocumentStatus): Finding {
  if (status === "absent") return ["unknown", "NOT_ATTESTED", "it has no time of validity", "无有效期"];
  const from = isoOf(state.validFrom);
  if (at < state.validFrom) return ["no", "NOT_YET_VALID", `valid from ${from}`, `自 ${from} 起有效`];
  if (state.validUntil === 0)
    return ["yes", "IN_TIME", `valid since ${from}, without end`, `自 ${from} 起有效，无期限`];
  const until = isoOf(state.validUntil);
  return at > state.validUntil
    ? ["no", "EXPIRED", `valid until ${until}`, `有效期至 ${until}`]
    : ["yes", "IN_TIME", `valid from ${from} until ${until}`, `有效期 ${from} 至 ${until}`];
}

function standing({ state }: TradeDocumentFacts, status: TradeDocumentStatus): Finding {
  switch (status) {
    case "absent":
      return ["unknown", "NOT_ATTESTED", "there is nothing to revoke", "无可撤销之单证"];
    case "revoked":
      return [
        "no",
        "REVOKED",
        `revoked on ${isoOf(state.changedAt)}, reason ${state.reason}`,
        `已于 ${isoOf(state.changedAt)} 撤销，理由代码 ${state.reason}`,
      ];
    case "superseded":
      return [
        "no",
        "SUPERSEDED",
        `replaced by another document on ${isoOf(state.changedAt)}`,
        `已于 ${isoOf(state.changedAt)} 由其他单证替代`,
      ];
    default:
      return ["yes", "NOT_REVOKED", "neither revoked nor superseded", "未被撤销或替代"];
  }
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
