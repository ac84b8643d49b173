import type { Act, Parameter } from "./Act.ts";
import { instrument, member, until } from "./parameters.ts";

/** What an agency may be accredited in, in the order of their bits. */
export const CREDIT_FIELDS = [
  "customs",
  "maritime-safety",
  "border-inspection",
  "commerce",
  "transport",
  "tax",
] as const;
/** What a recognition rule may give, in the order of their bits; each agency uses those it has. */
export const BENEFITS = [
  "lower-inspection-rate",
  "priority-handling",
  "guarantee-waiver",
  "fewer-audits",
  "green-lane",
  "remote-check",
] as const;
/** What a subject may consent to; none where no consent is needed. */
export const CONSENT_PURPOSES = ["none", "recognition", "joint-supervision", "finance"] as const;
/** What a grade means (contracts/src/credit/ICreditFacts.sol). */
export const GRADE_CLASSES = ["neutral", "favoured", "adverse", "seriously-adverse"] as const;
/** Where an attestation stands. */
export const ATTESTATION_STATUSES = ["none", "active", "suspended", "revoked", "superseded"] as const;
/** What an attestation is worth at a moment. */
export const VALIDITIES = [
  "unknown",
  "valid",
  "not-yet-valid",
  "expired",
  "suspended",
  "revoked",
  "superseded",
  "agency-not-accredited",
] as const;
/** What came of a rule when standing was asked. */
export const RULE_OUTCOMES = [
  "applied",
  "rule-not-in-force",
  "not-shared",
  "no-record",
  "not-valid",
  "grade-not-recognised",
  "red-flagged",
] as const;

const agency = member("agency", { en: "the agency", zh: "机构" });
const subject = member("subject", { en: "the enterprise", zh: "企业" });
const fields: Parameter = {
  name: "fields",
  kind: "flags",
  choices: CREDIT_FIELDS,
  summary: { en: "in what, comma-separated", zh: "领域,逗号分隔" },
};
const depth: Parameter = {
  name: "depth",
  kind: "count",
  summary: { en: "how many levels it may accredit beneath itself", zh: "可向下授权层数" },
  default: "0",
};
const validUntil = until("validUntil", { en: "last moment", zh: "截止时间" }, "+365d");
const validFrom = until("validFrom", { en: "first moment; none for now", zh: "起始时间;none 为即时" }, "none");
const reason: Parameter = {
  name: "reason",
  kind: "count",
  summary: { en: "the agency's own reason code", zh: "机构自有理由代码" },
  default: "0",
};
const scheme: Parameter = {
  name: "scheme",
  kind: "scheme",
  summary: { en: "the scheme of grades", zh: "信用等级体系" },
};
const grade: Parameter = {
  name: "grade",
  kind: "count",
  summary: { en: "the grade, 1 the best, or its name", zh: "等级(1 为最优)或名称" },
};
const attestation: Parameter = {
  name: "attestation",
  kind: "attestation",
  summary: { en: "the attestation", zh: "信用证明" },
};
const credential: Parameter = {
  ...instrument,
  summary: { en: "the credential (@file or 0x…); its digest goes on the ledger", zh: "凭证(@文件或 0x…),其摘要上链" },
};
const rule: Parameter = { name: "rule", kind: "rule", summary: { en: "the recognition rule", zh: "互认规则" } };
const flag: Parameter = { name: "flag", kind: "attestation", summary: { en: "the red flag's id", zh: "失信标记标识" } };
const purpose: Parameter = {
  name: "purpose",
  kind: "choice",
  choices: CONSENT_PURPOSES,
  summary: { en: "for what", zh: "用途" },
  default: "recognition",
};
const { default: _, ...needed } = credential;

const act = (
  name: string,
  scope: Act["scope"],
  summary: Act["summary"],
  parameters: readonly Parameter[],
  irreversible = false,
): Act => ({ right: "credit", name, scope, summary, parameters, ...(irreversible ? { irreversible } : {}) });

/** Acts of contracts/src/credit: what agencies attest, and who recognises it. */
export const creditActs: readonly Act[] = [
  act(
    "establishRoot",
    null,
    { en: "make a member the root of a tree of agencies (governance)", zh: "设立信用机构根(治理)" },
    [agency, fields, { ...depth, default: "2" }, validUntil, instrument],
  ),
  act(
    "withdrawRoot",
    null,
    { en: "withdraw a root and its whole tree (governance)", zh: "撤销信用机构根及其全部下级(治理)" },
    [agency, reason, instrument],
  ),
  act("accredit", "recognise", { en: "accredit an agency beneath your own", zh: "认可下级机构" }, [
    agency,
    fields,
    depth,
    validUntil,
    instrument,
  ]),
  act(
    "withdrawAccreditation",
    "recognise",
    { en: "withdraw an agency's accreditation, and all beneath it", zh: "撤销机构认可(含其下级)" },
    [agency, reason, instrument],
  ),
  act("nameSuccessor", "recognise", { en: "name who answers for an agency's records too", zh: "指定继任机构" }, [
    agency,
    member("successor", { en: "who answers; nobody for none", zh: "继任机构;nobody 为无" }),
    instrument,
  ]),
  act("publishScheme", "recognise", { en: "publish a version of a scheme of grades", zh: "发布信用等级体系版本" }, [
    { name: "code", kind: "reference", summary: { en: "its code, such as GACC-282", zh: "代码,如 GACC-282" } },
    { name: "version", kind: "count", summary: { en: "its version", zh: "版本" }, default: "1" },
    { ...fields, name: "field", summary: { en: "its field", zh: "领域" } },
    { name: "grades", kind: "count", summary: { en: "how many grades it has", zh: "等级数" } },
    { ...needed, summary: { en: "the rules' text (@file or 0x…)", zh: "规则文本(@文件或 0x…)" } },
  ]),
  act("nameGrade", "recognise", { en: "name a grade of your scheme, once", zh: "命名等级(一次)" }, [
    scheme,
    { ...grade, summary: { en: "which grade, 1 the best", zh: "第几级(1 为最优)" } },
    { name: "name", kind: "reference", summary: { en: "its name", zh: "名称" } },
    {
      name: "class",
      kind: "choice",
      choices: GRADE_CLASSES,
      summary: { en: "what it means", zh: "性质" },
      default: "neutral",
    },
    instrument,
  ]),
  act(
    "retireScheme",
    "recognise",
    { en: "take no new attestations in a scheme", zh: "停用信用等级体系" },
    [scheme, instrument],
    true,
  ),
  act("attest", "attest", { en: "attest a member's grade", zh: "出具信用等级证明" }, [
    subject,
    scheme,
    grade,
    validFrom,
    validUntil,
    needed,
  ]),
  act(
    "attestPseudonym",
    "attest",
    { en: "attest the grade of an enterprise that is no member", zh: "为非成员企业出具信用等级证明" },
    [
      { name: "pseudonym", kind: "digest", summary: { en: "keyed hash of its credit code", zh: "信用代码的密钥哈希" } },
      scheme,
      grade,
      validFrom,
      validUntil,
      needed,
    ],
  ),
  act("suspend", "attest", { en: "suspend an attestation", zh: "暂停信用证明" }, [attestation, reason, instrument]),
  act("reinstate", "attest", { en: "end a suspension", zh: "恢复信用证明" }, [attestation, instrument]),
  act("revoke", "attest", { en: "revoke an attestation", zh: "撤销信用证明" }, [attestation, reason, instrument]),
  act("supersede", "attest", { en: "give a subject another grade", zh: "变更信用等级" }, [
    attestation,
    grade,
    validFrom,
    validUntil,
    needed,
  ]),
  act("repair", "attest", { en: "repair a subject's credit", zh: "信用修复" }, [
    attestation,
    grade,
    validFrom,
    validUntil,
    needed,
  ]),
  act("object", "administer", { en: "object to an attestation about your own member", zh: "对信用证明提出异议" }, [
    attestation,
    { ...needed, summary: { en: "the objection (@file or 0x…)", zh: "异议书(@文件或 0x…)" } },
  ]),
  act("resolve", "attest", { en: "decide an objection", zh: "处理异议" }, [
    attestation,
    {
      name: "upheld",
      kind: "choice",
      choices: ["no", "yes"],
      summary: { en: "is the subject right?", zh: "异议是否成立" },
    },
    reason,
    { ...needed, summary: { en: "the decision (@file or 0x…)", zh: "决定书(@文件或 0x…)" } },
  ]),
  act(
    "proposeFlag",
    "attest",
    { en: "propose to list a member as dishonest; a second officer confirms", zh: "提议列入失信名单(须第二人确认)" },
    [
      subject,
      { name: "legalBasis", kind: "reference", summary: { en: "the rule of law", zh: "法律依据" } },
      until("disclosureUntil", { en: "until when it is shown", zh: "公示截止时间" }),
      { ...needed, summary: { en: "the decision (@file or 0x…)", zh: "决定书(@文件或 0x…)" } },
    ],
  ),
  act("confirmFlag", "attest", { en: "confirm a proposed listing as a second officer", zh: "第二人确认列入" }, [
    flag,
    instrument,
  ]),
  act("liftFlag", "attest", { en: "lift a listing", zh: "移出失信名单" }, [flag, reason, instrument], true),
  act("publishRule", "recognise", { en: "recognise grades of a scheme", zh: "发布信用互认规则" }, [
    scheme,
    {
      name: "grades",
      kind: "count",
      summary: { en: "which grades, as bits: 3 for the first two", zh: "认可等级(位图):3 为前两级" },
    },
    {
      name: "benefits",
      kind: "flags",
      choices: BENEFITS,
      summary: { en: "what it gives, comma-separated", zh: "便利措施,逗号分隔" },
    },
    {
      ...purpose,
      summary: {
        en: "what the subject must consent to; none where no consent is needed",
        zh: "所需同意用途;none 为无需同意",
      },
    },
    validFrom,
    validUntil,
    { ...needed, summary: { en: "the rule's text (@file or 0x…)", zh: "规则文本(@文件或 0x…)" } },
  ]),
  act("suspendRule", "recognise", { en: "suspend your rule; attestations stay untouched", zh: "暂停互认规则" }, [
    rule,
    instrument,
  ]),
  act("resumeRule", "recognise", { en: "resume your rule", zh: "恢复互认规则" }, [rule, instrument]),
  act("withdrawRule", "recognise", { en: "withdraw your rule for good", zh: "撤销互认规则" }, [rule, instrument], true),
  act(
    "grantConsent",
    "administer",
    { en: "consent that an agency uses your records for a purpose", zh: "同意机构按用途使用本企业信用记录" },
    [agency, purpose, validUntil, instrument],
  ),
  act("withdrawConsent", "administer", { en: "withdraw a consent at once", zh: "即时撤回同意" }, [
    agency,
    purpose,
    instrument,
  ]),
];
