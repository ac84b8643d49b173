import { answersTo, chainComplete, type Finding } from "../answers.ts";
import type { TransportDocument } from "../document/dcsa/transportDocument.ts";
import { governingLaw } from "../document/governingLaw.ts";
import type { TitleState } from "./TitleState.ts";
import {
  type Answer,
  type QuestionId,
  QUESTIONS,
  type Verdict,
  type VerdictOutcome,
  type VerdictStatus,
} from "./Verdict.ts";

/** What is known of a bill. A fact that is absent leaves its question unknown; nothing is assumed. */
export type TitleFacts = {
  title: string;
  source: Verdict["source"];
  block: Verdict["block"];
  state: TitleState;
  /** SHA-256 of the canonical content, as the ledger has it. */
  contentDigest: string;
  /** The carrier as the members registry has it at that block. */
  issuer?: { active: boolean; carrier: boolean };
  /** The carrier's number of the bill, as the ledger has it. */
  reference?: string;
  /** Digest of what was presented as the bill; `document` where it also is a transport document. */
  presented?: { digest: string; document?: TransportDocument };
  /** Whether the acts lead from issue to the head that the ledger stores. */
  chain?: { complete: boolean; acts: number };
  /** Result of a challenge: an officer of the holder signed a fresh nonce. */
  control?: { proven: boolean };
  /** From the finance registry, for this bill. */
  financed?: boolean;
  /** Bills that replaced this one; 0 tells void from superseded. */
  replacedBy?: number;
  /** Names of members, where they are known: a certificate has none. */
  nameOf?: (member: number) => string | null;
  /** Result of a screening of parties, vessel and ports, with the version of the lists. */
  screening?: { clear: boolean; lists: string };
};

/** Statuses after which the bill gives no claim to the goods. */
const SPENT: ReadonlySet<VerdictStatus> = new Set([
  "absent",
  "accomplished",
  "paper",
  "void",
  "superseded",
  "delivered-without-presentation",
]);

/** Questions whose "no" contradicts what was presented, and is more than an encumbrance. */
const CONTRADICTING: ReadonlySet<QuestionId> = new Set([
  "issuer",
  "content",
  "chain",
  "holder",
  "sanctions",
  "dates",
  "law",
]);

/**
 * The verdict on a bill from what is known of it: the same for a ledger and for a certificate.
 *
 * @example
 * titleVerdict(facts).outcome; // "encumbered" for a pledged bill
 */
export function titleVerdict(facts: TitleFacts): Verdict {
  const conditions = conditionsOf(facts);
  const [status = "live"] = conditions;
  const findings: Record<QuestionId, Finding> = {
    issuer: issuer(facts),
    content: content(facts),
    singular: singular(status),
    live: live(status, facts.state),
    chain: chain(facts),
    holder: control(facts),
    unencumbered: unpledged(facts),
    notFinanced: unfinanced(facts),
    notDelivered: undelivered(status, facts.state),
    sanctions: screened(facts),
    dates: dates(facts.presented?.document),
    law: law(facts.presented?.document),
  };
  const answers = answersTo(QUESTIONS, findings);
  const { carrier, holder, endorsee, pledgee } = facts.state;
  const { title, source, block, contentDigest } = facts;
  const outcome = outcomeOf(conditions, answers);
  return {
    title,
    outcome,
    status,
    conditions,
    source,
    block,
    carrier,
    holder,
    endorsee,
    pledgee,
    contentDigest,
    answers,
  };
}

function outcomeOf(conditions: readonly VerdictStatus[], answers: readonly Answer[]): VerdictOutcome {
  if (answers.some(({ check, answer }) => answer === "no" && CONTRADICTING.has(check))) return "contradicted";
  if (conditions.some((condition) => SPENT.has(condition))) return "spent";
  return answers.some(({ answer }) => answer === "no") ? "encumbered" : "clean";
}

function conditionsOf({ state, replacedBy }: TitleFacts): VerdictStatus[] {
  const superseded = state.state === "superseded";
  const applies: [VerdictStatus, boolean][] = [
    ["absent", state.state === "none"],
    ["accomplished", state.state === "accomplished"],
    ["paper", state.state === "paper"],
    ["void", superseded && replacedBy === 0],
    ["superseded", superseded && replacedBy !== 0],
    ["frozen", state.frozen],
    ["delivered-without-presentation", state.delivered],
    ["surrendered", state.state === "surrender-pending"],
    ["offered", state.state === "offered"],
    ["pledged", state.pledgee !== 0],
  ];
  const found = applies.filter(([, is]) => is).map(([status]) => status);
  return found.length === 0 ? ["live"] : found;
}

/** A member in both languages: by its name, or by its number where that is all that is known. */
function named(member: number, { nameOf }: TitleFacts): readonly [en: string, zh: string] {
  const name = nameOf?.(member) ?? null;
  return name === null ? [`member ${member}`, `成员 ${member}`] : [name, name];
}

function issuer(facts: TitleFacts): Finding {
  const { issuer: known, state } = facts;
  const [en, zh] = named(state.carrier, facts);
  if (known === undefined) {
    return ["unknown", "ISSUER_NOT_SHOWN", "the carrier's standing is not shown", "未提供承运人资格证明"];
  }
  if (!known.carrier) return ["no", "ISSUER_NO_CARRIER", `${en} is no carrier`, `${zh} 不是承运人`];
  return known.active
    ? ["yes", "ISSUER_ACTIVE", `${en} is an active carrier`, `${zh} 为有效承运人`]
    : ["no", "ISSUER_NOT_ACTIVE", `${en} is suspended or has left`, `${zh} 已暂停或退出`];
}

function content({ presented, contentDigest, reference }: TitleFacts): Finding {
  if (presented === undefined) return ["unknown", "CONTENT_NOT_PRESENTED", "no document was presented", "未出示单据"];
  const number = presented.document?.transportDocumentReference;
  if (number !== undefined && reference !== undefined && number !== reference) {
    return [
      "no",
      "CONTENT_OTHER_NUMBER",
      `the document is number ${number}, the bill ${reference}`,
      "单据编号与提单号不符",
    ];
  }
  return presented.digest.toLowerCase() === contentDigest.toLowerCase()
    ? ["yes", "CONTENT_MATCHES", "the document has the digest on the ledger", "单据摘要与账本一致"]
    : ["no", "CONTENT_DIFFERS", "the document is not the one that was issued", "单据与签发内容不一致"];
}

function singular(status: VerdictStatus): Finding {
  // One carrier and number is one id, and one id has one state: the ledger cannot hold a second.
  if (status === "absent")
    return ["no", "NO_SUCH_TITLE", "the ledger has no bill of this number", "账本上没有该提单号"];
  return status === "paper"
    ? ["no", "ON_PAPER", "the bill is on paper now", "该提单现为纸质形式"]
    : [
        "yes",
        "ONE_KEY_ONE_BILL",
        "the number is the key: the ledger holds one bill of it",
        "提单号即键值：账本上仅有一份",
      ];
}

function live(status: VerdictStatus, state: TitleState): Finding {
  switch (status) {
    case "live":
    case "pledged":
    case "offered":
      return ["yes", "LIVE", "the bill is live", "提单有效"];
    case "surrendered":
      return [
        "no",
        "SURRENDER_PENDING",
        `surrendered for ${state.purpose}, the carrier has not answered`,
        "已交还，承运人尚未答复",
      ];
    case "frozen":
      return ["no", "FROZEN", "frozen by a court or registrar", "已被法院或登记机构冻结"];
    case "delivered-without-presentation":
      return ["no", "DELIVERED", "the goods were delivered without the bill", "货物已无单放行"];
    case "accomplished":
      return ["no", "ACCOMPLISHED", "surrendered for delivery and accepted: spent", "已凭单提货，提单已完成"];
    case "absent":
      return ["no", "NO_SUCH_TITLE", "the ledger has no such bill", "账本上没有该提单"];
    case "paper":
      return ["no", "ON_PAPER", "converted to paper", "已转为纸质提单"];
    case "void":
      return ["no", "VOID", "surrendered and voided", "已交还并作废"];
    case "superseded":
      return ["no", "SUPERSEDED", "replaced by another bill", "已被其他提单替代"];
  }
}

function chain({ chain: known }: TitleFacts): Finding {
  if (known === undefined) return ["unknown", "CHAIN_NOT_SHOWN", "the acts are not shown", "未提供行为链"];
  return known.complete
    ? chainComplete(known.acts, { en: "issue", zh: "签发" })
    : ["no", "CHAIN_BROKEN", "the acts do not lead to the head on the ledger", "行为链与账本链头不符"];
}

function control(facts: TitleFacts): Finding {
  const { control: challenge, state } = facts;
  const [en, zh] = named(state.holder, facts);
  if (state.holder === 0) return ["no", "NO_HOLDER", "nobody holds the bill", "提单无持有人"];
  if (challenge === undefined) {
    return [
      "unknown",
      "CONTROL_NOT_CHALLENGED",
      `${en} holds it; no challenge was answered`,
      `持有人为${zh}；未进行控制权验证`,
    ];
  }
  return challenge.proven
    ? ["yes", "CONTROL_PROVEN", `an officer of ${en} answered the challenge`, `${zh} 的经办人已应答`]
    : ["no", "CONTROL_NOT_PROVEN", "the challenge was not answered by the holder", "应答者不是持有人"];
}

function unpledged(facts: TitleFacts): Finding {
  const { state } = facts;
  if (state.pledgee !== 0) {
    const [en, zh] = named(state.pledgee, facts);
    return ["no", "PLEDGED", `${en} has a security interest`, `${zh} 享有质权`];
  }
  if (state.frozen) return ["no", "FROZEN", "frozen by a court or registrar", "已被法院或登记机构冻结"];
  const [en, zh] = named(state.offeree, facts);
  return state.state === "offered"
    ? ["no", "OFFERED", `offered to ${en}`, `已向${zh}发出要约`]
    : ["yes", "UNENCUMBERED", "no pledge, no offer, no freeze", "无质押、无要约、无冻结"];
}

function unfinanced({ financed, source }: TitleFacts): Finding {
  if (financed === undefined) {
    return source === "certificate"
      ? ["unknown", "FINANCING_OFFLINE", "the finance registry must be asked", "须查询融资登记"]
      : ["unknown", "FINANCING_NOT_ASKED", "the finance registry was not asked", "未查询融资登记"];
  }
  return financed
    ? ["no", "FINANCED", "the finance registry has an active financing", "融资登记中存在有效融资"]
    : ["yes", "NOT_FINANCED", "the finance registry has no active financing", "融资登记中无有效融资"];
}

function undelivered(status: VerdictStatus, state: TitleState): Finding {
  if (state.delivered) return ["no", "DELIVERED", "delivered without presentation of the bill", "货物已无单放行"];
  return status === "accomplished"
    ? ["no", "ACCOMPLISHED", "delivered, or deliverable, against this bill", "已凭单放行"]
    : ["yes", "NO_DELIVERY_RECORDED", "the carrier has recorded no delivery", "承运人未登记交付"];
}

function screened({ screening }: TitleFacts): Finding {
  if (screening === undefined) return ["unknown", "NOT_SCREENED", "no screening is attached", "未附筛查结果"];
  return screening.clear
    ? ["yes", "SCREENED", `clear against ${screening.lists}`, `已按 ${screening.lists} 筛查，无命中`]
    : ["no", "SCREENING_HIT", `a hit in ${screening.lists}`, `${screening.lists} 命中`];
}

const NO_DOCUMENT: Finding = [
  "unknown",
  "NO_TRANSPORT_DOCUMENT",
  "no transport document was presented",
  "未出示运输单据",
];

function dates(document: TransportDocument | undefined): Finding {
  if (document === undefined) return NO_DOCUMENT;
  const aboard = document.shippedOnBoardDate ?? document.receivedForShipmentDate;
  if (document.issueDate === undefined || aboard === undefined) {
    return ["unknown", "DATES_MISSING", "the document lacks its dates", "单据缺少日期"];
  }
  const clauses = document.carrierClauses?.length ?? 0;
  return aboard > document.issueDate
    ? [
        "no",
        "BACK_DATED",
        `${aboard} is after the issue date ${document.issueDate}`,
        `${aboard} 晚于签发日期 ${document.issueDate}`,
      ]
    : [
        "yes",
        clauses === 0 ? "DATES_IN_ORDER" : "DATES_IN_ORDER_CLAUSED",
        `${aboard}, issued ${document.issueDate}; ${clauses} carrier's clauses to read`,
        `${aboard}，签发 ${document.issueDate}；承运人批注 ${clauses} 条`,
      ];
}

function law(document: TransportDocument | undefined): Finding {
  if (document === undefined) return NO_DOCUMENT;
  const sentence = governingLaw(document);
  return sentence === null
    ? ["no", "LAW_NOT_NAMED", "no sentence names the governing law", "未载明适用法律"]
    : ["yes", "LAW_NAMED", sentence, sentence];
}
