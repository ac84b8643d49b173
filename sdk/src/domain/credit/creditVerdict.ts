import { answersTo, chainComplete, type AnswerTo, type Finding, type Question } from "../answers.ts";
import { type Accreditation, accreditationFault } from "./accreditation.ts";
import type { AttestationState } from "./AttestationState.ts";

/** What an attestation is worth at a moment, in one word; what stands first in this list prevails. */
export const CREDIT_STATUSES = [
  "absent",
  "not-yet-valid",
  "revoked",
  "superseded",
  "suspended",
  "expired",
  "agency-not-accredited",
  "valid",
] as const;

/** What an attestation is worth. */
export type CreditStatus = (typeof CREDIT_STATUSES)[number];

/** What is asked of an attestation that is shown. Each is put so that "yes" is the good answer. */
export const CREDIT_QUESTIONS = [
  { id: "agency", text: { en: "Is the agency a member in good standing?", zh: "认定机构是否为有效成员？" } },
  {
    id: "accredited",
    text: {
      en: "Are the agency and all above it accredited in the field, up to the root?",
      zh: "认定机构及其各级上级在该领域是否均获认可，直至根机构？",
    },
  },
  { id: "chain", text: { en: "Is the chain of acts unbroken from the attestation?", zh: "自认定起行为链是否连续？" } },
  {
    id: "standing",
    text: {
      en: "Does it stand: not suspended, revoked or superseded?",
      zh: "认定是否存续：未中止、未撤销、未被替代？",
    },
  },
  { id: "inForce", text: { en: "Is it in force at the block's time?", zh: "在区块时间是否处于有效期内？" } },
  { id: "undisputed", text: { en: "Is it free of a pending objection?", zh: "是否无待处理的异议？" } },
  {
    id: "credential",
    text: { en: "Is the presented credential the one attested?", zh: "所示凭证是否为所认定的凭证？" },
  },
  { id: "unflagged", text: { en: "Is the subject free of red flags?", zh: "主体是否未被列入失信名单？" } },
  { id: "presenter", text: { en: "Is it the subject who presents it?", zh: "出示人是否为主体本身？" } },
  { id: "recognised", text: { en: "Does the reader's agency recognise the grade?", zh: "查阅方机构是否互认该等级？" } },
] as const satisfies readonly Question[];

/** Name of one of the questions. */
export type CreditQuestionId = (typeof CREDIT_QUESTIONS)[number]["id"];

/** The answer to one question. */
export type CreditAnswer = AnswerTo<CreditQuestionId>;

/** What is known of an attestation. */
export type CreditFacts = {
  state: AttestationState;
  /** The field of its scheme, one bit. */
  field: number;
  /** From the agency to the root. */
  accreditations: readonly Accreditation[];
  agencyActive: boolean;
  /** First moment of the next attestation of the file, where one has begun or will. */
  nextFrom?: number;
  /** How many red flags the subject ever had; undefined where it is a pseudonym. */
  flags?: number;
  acts: number;
  /** Digest of the credential that was attested, and of the one that is shown. */
  attested: string;
  presented?: string;
  /** The moment that is asked about, seconds since 1970. */
  at: number;
};

/**
 * What an attestation is worth at a moment, by the rules of CreditBase._validityAt, with an answer to each question.
 *
 * @example
 * creditVerdict(facts).status; // "agency-not-accredited"
 */
export function creditVerdict(facts: CreditFacts): { status: CreditStatus; answers: readonly CreditAnswer[] } {
  const status = statusOf(facts);
  const findings: Record<CreditQuestionId, Finding> = {
    agency: facts.agencyActive
      ? ["yes", "AGENCY_ACTIVE", `member ${facts.state.agency} is active`, `成员 ${facts.state.agency} 有效`]
      : [
          "no",
          "AGENCY_NOT_ACTIVE",
          `member ${facts.state.agency} is suspended or has left`,
          `成员 ${facts.state.agency} 已暂停或退出`,
        ],
    accredited: accredited(facts),
    chain: chainComplete(facts.acts, { en: "the attestation", zh: "认定" }),
    standing: standing(facts),
    inForce: inForce(facts),
    undisputed: facts.state.underObjection
      ? ["no", "UNDER_OBJECTION", "the subject objects, and nothing is decided", "主体已提出异议，尚未裁决"]
      : ["yes", "NO_OBJECTION", "no objection is pending", "无待处理的异议"],
    credential: credential(facts),
    unflagged: unflagged(facts),
    presenter: [
      "unknown",
      "PRESENTER_NOT_CHALLENGED",
      "whoever has the file can show it; ask the subject for a presentation signed over your nonce",
      "持有文件者均可出示；请要求主体对您的随机数签署出示",
    ],
    recognised: [
      "unknown",
      "RECOGNITION_OFFLINE",
      "depends on the rules of the reader's agency and the subject's consent: ask its standing",
      "取决于查阅方机构的互认规则与主体同意：须在线查询信用状况",
    ],
  };
  return { status, answers: answersTo(CREDIT_QUESTIONS, findings) };
}

function statusOf({ state, nextFrom, accreditations, field, at }: CreditFacts): CreditStatus {
  if (state.status === "none") return "absent";
  if (at < state.validFrom) return "not-yet-valid";
  if (state.status === "revoked" || state.status === "superseded" || state.status === "suspended") return state.status;
  if (at > state.validUntil) return "expired";
  if (nextFrom !== undefined && at >= nextFrom) return "superseded";
  return accreditationFault(accreditations, field, at) === null ? "valid" : "agency-not-accredited";
}

function accredited({ accreditations, field, at }: CreditFacts): Finding {
  const agencies = accreditations.map(({ agency }) => agency);
  const fault = accreditationFault(accreditations, field, at);
  return fault === null
    ? [
        "yes",
        "ACCREDITED",
        `members ${agencies.join(" under ")}, the last one a root`,
        `成员 ${agencies.join(" 隶属 ")}，末位为根机构`,
      ]
    : [
        "no",
        "NOT_ACCREDITED",
        `member ${fault.agency}: ${fault.why}`,
        `成员 ${fault.agency} 的认可不成立（${fault.why}）`,
      ];
}

function standing(facts: CreditFacts): Finding {
  const { state, nextFrom, at } = facts;
  if (state.status === "suspended" || state.status === "revoked") {
    return [
      "no",
      state.status.toUpperCase(),
      `${state.status}, reason ${state.reason}`,
      `${state.status === "revoked" ? "已撤销" : "已中止"}，理由代码 ${state.reason}`,
    ];
  }
  if (state.status === "superseded" || (nextFrom !== undefined && at >= nextFrom)) {
    return ["no", "SUPERSEDED", "another attestation took its place", "已由后一认定替代"];
  }
  return state.hasNext
    ? ["yes", "STANDS_FOR_NOW", "it stands; another takes its place later", "现时存续；其后已有后续认定"]
    : ["yes", "STANDS", "active, the last of its file", "有效，为该主体最后一项认定"];
}

function inForce({ state, at }: CreditFacts): Finding {
  if (at < state.validFrom) return ["no", "NOT_YET_VALID", "its first moment is later", "尚未生效"];
  return at > state.validUntil
    ? ["no", "EXPIRED", "its last moment is past", "已过有效期"]
    : ["yes", "IN_FORCE", "the block's time lies within its validity", "区块时间在有效期内"];
}

function credential({ presented, attested }: CreditFacts): Finding {
  if (presented === undefined) {
    return [
      "unknown",
      "CREDENTIAL_NOT_PRESENTED",
      `no credential was presented; its digest must be ${attested}`,
      `未出示凭证；其摘要应为 ${attested}`,
    ];
  }
  return presented === attested
    ? ["yes", "CREDENTIAL_MATCHES", "it has the digest that was attested", "与所认定的摘要一致"]
    : ["no", "CREDENTIAL_DIFFERS", "it is not the one that was attested", "并非所认定的凭证"];
}

function unflagged({ flags }: CreditFacts): Finding {
  if (flags === 0) return ["yes", "NEVER_FLAGGED", "no agency ever proposed a red flag", "从无机构提出失信标记"];
  return flags === undefined
    ? ["unknown", "FLAGS_NOT_OF_PSEUDONYMS", "red flags are about members only", "失信标记仅涉及成员"]
    : [
        "unknown",
        "FLAGS_OFFLINE",
        `${flags} red flags were proposed; which are shown now the ledger must be asked`,
        `曾提出失信标记 ${flags} 项；现时是否公示须查询账本`,
      ];
}
