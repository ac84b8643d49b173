import type { Act, Parameter } from "./Act.ts";
import { instrument, until } from "./parameters.ts";
import { ROLES } from "./scopes.ts";

/** What a trade document may be about, numbered from 1 (contracts/src/document/IDocumentRegistry.sol, SubjectKind). */
export const DOCUMENT_SUBJECTS = ["member", "commitment", "title", "release", "container"] as const;
/** Where a trade document stands, whatever the clock says. */
export const DOCUMENT_STATUSES = ["none", "active", "revoked", "superseded"] as const;
/** Where a type of trade document stands. */
export const DOCUMENT_TYPE_STATUSES = ["none", "admitted", "retired"] as const;
/** What a trade document is worth at a moment, in the numbers of IDocumentRegistry.Validity. */
export const DOCUMENT_VALIDITIES = ["unknown", "valid", "not-yet-valid", "expired", "revoked", "superseded"] as const;

const schema: Parameter = {
  name: "schema",
  kind: "documentType",
  summary: { en: "its type: a name, or the digest of its schema", zh: "单证类型：名称或规范摘要" },
};
const digest: Parameter = {
  name: "digest",
  kind: "digest",
  summary: { en: "SHA-256 of its canonical content (RFC 8785)", zh: "规范化内容（RFC 8785）的 SHA-256 摘要" },
};
const document: Parameter = {
  name: "document",
  kind: "tradeDocument",
  summary: { en: "the trade document: its id, or the file that was attested", zh: "贸易单证：标识，或所签证的文件" },
};
const validFrom = until("validFrom", { en: "first moment; none for now", zh: "起始时间；none 为即时" }, "none");
const validUntil = until("validUntil", { en: "last moment; none without end", zh: "截止时间；none 为无期限" }, "none");

const act = (
  name: string,
  scope: Act["scope"],
  summary: Act["summary"],
  parameters: readonly Parameter[],
  irreversible = false,
): Act => ({ right: "document", name, scope, summary, parameters, ...(irreversible ? { irreversible } : {}) });

/** Acts of contracts/src/document: who attests which trade document, about what, and until when. */
export const documentActs: readonly Act[] = [
  act("admitType", null, { en: "admit a type of trade document (governance)", zh: "准入一类贸易单证（治理）" }, [
    {
      name: "schema",
      kind: "digest",
      summary: { en: "digest of its schema", zh: "其规范的摘要" },
    },
    {
      name: "issuers",
      kind: "flags",
      choices: ROLES,
      summary: { en: "roles that may issue it, comma-separated", zh: "可签发的角色，逗号分隔" },
    },
    {
      name: "name",
      kind: "reference",
      summary: { en: "its short name, such as permit", zh: "简称，如 permit" },
    },
    instrument,
  ]),
  act("retireType", null, { en: "take no new documents of a type (governance)", zh: "停用一类贸易单证（治理）" }, [
    schema,
    instrument,
  ]),
  act("attest", "attest", { en: "attest a trade document", zh: "签证一份贸易单证" }, [
    schema,
    digest,
    {
      name: "subjectKind",
      kind: "choice",
      choices: DOCUMENT_SUBJECTS,
      first: 1,
      summary: { en: "the kind of what it is about", zh: "所涉对象的种类" },
    },
    {
      name: "subject",
      kind: "subject",
      summary: {
        en: "which: a member, bill or container as elsewhere",
        zh: "所涉对象：成员、提单或箱号等，写法同他处",
      },
    },
    validFrom,
    validUntil,
    instrument,
  ]),
  act(
    "supersede",
    "attest",
    { en: "put another trade document in the place of one's own", zh: "以新单证替代本方的贸易单证" },
    [document, schema, digest, validFrom, validUntil, instrument],
    true,
  ),
  act(
    "revoke",
    "attest",
    { en: "revoke a trade document: one's own, or another's by order", zh: "撤销贸易单证：本方的，或凭命令撤销他方的" },
    [
      document,
      {
        name: "reason",
        kind: "count",
        summary: { en: "your own reason code, not zero", zh: "本方理由代码，不为零" },
      },
      instrument,
    ],
    true,
  ),
];
