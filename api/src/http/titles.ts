import type { ErrorKind } from "@lading/sdk/errors";
import { errorNotices } from "@lading/contracts";
import { errorCode } from "@lading/sdk/chain";
import { CONTRACT_TITLES_ZH } from "./contractTitles.ts";

/** Languages that the API answers in. */
export type Language = "en" | "zh";

type Title = { en: string; zh: string };

const OF_KIND: Readonly<Record<ErrorKind, Title>> = {
  invalid: { en: "The input is not acceptable", zh: "输入不符合要求" },
  unauthenticated: { en: "It is not proved who calls", zh: "未证明调用者身份" },
  forbidden: { en: "The caller is not entitled", zh: "调用者无权办理" },
  notFound: { en: "There is no such thing, or not for this caller", zh: "不存在，或对该调用者不可见" },
  conflict: { en: "A rule refuses this now", zh: "规则现时不允许" },
  falsified: { en: "The verification ended in a no", zh: "验证结论为否" },
  unavailable: { en: "This cannot be decided now", zh: "现时无法判定" },
  internal: { en: "A fault of this API", zh: "接口内部故障" },
};

const OF_CODE: Readonly<Record<string, Title>> = {
  INPUT_INVALID: { en: "A field is missing, unknown or malformed", zh: "字段缺失、未知或格式不正确" },
  JSON_MALFORMED: { en: "The body is not JSON", zh: "请求体不是 JSON" },
  CONTENT_TYPE_UNSUPPORTED: { en: "The body must be application/json", zh: "请求体类型须为 application/json" },
  REQUEST_TOO_LARGE: { en: "The request is too large", zh: "请求过大" },
  ROUTE_UNKNOWN: { en: "No such address in this API", zh: "接口无此地址" },
  METHOD_NOT_ALLOWED: { en: "The method is not one of this address", zh: "该地址不支持此方法" },
  HOST_NOT_SERVED: { en: "This API is not known under that host name", zh: "本接口不以该主机名提供服务" },
  RATE_LIMITED: { en: "Too many requests", zh: "请求过于频繁" },
  INTERNAL: { en: "A fault of this API", zh: "接口内部故障" },
  TOKEN_MISSING: { en: "A token is needed", zh: "需要令牌" },
  TOKEN_INVALID: { en: "The token is not one that its issuer signed", zh: "令牌并非其签发者所签" },
  TOKEN_EXPIRED: { en: "The token is not valid at this time", zh: "令牌不在有效期内" },
  TOKEN_AUDIENCE: { en: "The token is for another API", zh: "令牌并非签发给本接口" },
  TOKEN_REPLAYED: { en: "The token was used before", zh: "令牌已被使用" },
  OFFICER_UNKNOWN: { en: "The key is no officer of any member", zh: "该密钥不是任何成员的经办人" },
  OFFICER_EXPIRED: { en: "The officer's authority has ended", zh: "经办人授权已终止" },
  OFFICER_SCOPE_MISSING: { en: "The officer's authority does not cover this", zh: "经办人授权不含此项" },
  MEMBER_INACTIVE: { en: "The member is suspended or has left", zh: "成员已被暂停或已退出" },
  ACT_UNKNOWN: { en: "No such act", zh: "无此行为" },
  ACT_ARGUMENTS_INVALID: { en: "An argument of the act is not acceptable", zh: "行为参数不符合要求" },
  ACT_SIGNATURE_INVALID: {
    en: "The signature is not the named officer's over this act",
    zh: "签名并非所称经办人对该行为的签名",
  },
  ACT_SIGNATURE_MALFORMED: { en: "The signature is malformed", zh: "签名格式不正确" },
  ACT_SIGNATURE_EXPIRED: { en: "The signature came too late", zh: "签名已过期" },
  ACT_NONCE_USED: { en: "The signature was used or cancelled before", zh: "签名已被使用或撤销" },
  IDEMPOTENCY_KEY_MISSING: { en: "An Idempotency-Key header is needed", zh: "需要 Idempotency-Key 请求头" },
  IDEMPOTENCY_KEY_REUSED: { en: "The key was used with another body", zh: "该键已用于其他请求体" },
  IDEMPOTENCY_IN_FLIGHT: { en: "The same request is still being answered", zh: "相同请求正在处理" },
  MEMBER_UNKNOWN: { en: "No such member", zh: "无此成员" },
  TITLE_UNKNOWN: { en: "No such title, or not for this caller", zh: "无此提单，或对该调用者不可见" },
  RELEASE_UNKNOWN: { en: "No such release, or not for this caller", zh: "无此放箱权，或对该调用者不可见" },
  ATTESTATION_UNKNOWN: { en: "No such attestation, or not for this caller", zh: "无此信用认定，或对该调用者不可见" },
  DOCUMENT_UNKNOWN: { en: "No such document, or not for this caller", zh: "无此单证，或对该调用者不可见" },
  TRADE_DOCUMENT_UNKNOWN: {
    en: "No such trade document, or not for this caller",
    zh: "无此贸易单证，或对该调用者不可见",
  },
  DOCUMENT_TYPE_UNKNOWN: { en: "The ledger admitted no such type of document", zh: "账本未准入此类单证" },
  SCHEMA_DIGEST_MISMATCH: { en: "The schema has another digest", zh: "规范摘要不符" },
  SCHEMA_INVALID: { en: "The schema is not one of trade documents", zh: "并非贸易单证规范" },
  SCHEMA_ISSUERS: { en: "The schema does not say who issues such documents", zh: "规范未载明可签发角色" },
  REGISTRY_ABSENT: {
    en: "This ledger was deployed without that registry, by an earlier version",
    zh: "本账本由较早版本部署，不含该登记合约",
  },
  DOCUMENT_DIGEST_MISMATCH: { en: "The document has another digest", zh: "单证摘要不符" },
  DOCUMENT_NOT_SEALED: { en: "The document is not end-to-end encrypted", zh: "单证未作端到端加密" },
  DOCUMENT_NOT_YOURS: {
    en: "The document is another title's, or not readable by the caller",
    zh: "单证属于其他提单，或本方不可读",
  },
  DOCUMENT_SEALED_ALREADY: { en: "The document is stored under another content key", zh: "单证已以其他内容密钥存入" },
  DOCUMENT_CHANGED_MEANWHILE: { en: "The stored document was sealed anew meanwhile", zh: "所存单证已被重新加密" },
  DOCUMENT_READER_ENTITLED: {
    en: "A present party of the bill cannot be left out of its readers",
    zh: "提单现有当事方不得被排除在可读方之外",
  },
  ATTACHMENT_UNKNOWN: { en: "No such attachment, or not for this caller", zh: "无此附件，或对该调用者不可见" },
  ATTACHMENT_NOT_SEALED: { en: "The attachment is not end-to-end encrypted", zh: "附件未作端到端加密" },
  ATTACHMENT_DIGEST_MISMATCH: { en: "The ciphertext has another digest", zh: "附件密文摘要不符" },
  ATTACHMENT_NOT_YOURS: { en: "The attachment is stored for another title", zh: "该附件已为其他提单存入" },
  ATTACHMENT_QUOTA: { en: "The title has as many attachments as are kept", zh: "该提单的附件已达上限" },
  SIGN_IN_UNKNOWN: { en: "No such sign-in code", zh: "无此登录码" },
  SIGN_IN_APPROVED: { en: "The sign-in code was approved already", zh: "登录码已被批准" },
  SIGN_IN_EXPIRED: { en: "The sign-in code has ended", zh: "登录码已过期" },
  SIGN_IN_BUSY: { en: "Too many sign-in codes are waiting", zh: "待批准的登录码过多" },
  SESSION_ENDED: { en: "The session has ended", zh: "会话已结束" },
  SESSION_READ_ONLY: { en: "A session only reads", zh: "会话仅可查阅" },
  LEDGER_TOKEN_REFUSED: { en: "The ledger does not let this API in", zh: "账本拒绝本接口访问" },
  LEDGER_UNREACHABLE: { en: "The ledger does not answer", zh: "账本无应答" },
};

// TITLE_NOT_HOLDER ← TitleNotHolder: the contracts' own sentence, without "Thrown when", and ours in Chinese.
const ofContract = new Map<string, Title>(
  [...new Set([...Object.keys(errorNotices), ...Object.keys(CONTRACT_TITLES_ZH)])].map((name) => {
    const notice = errorNotices[name]?.replace(/^Thrown (?:when|if) /, "");
    return [
      errorCode(name),
      {
        en: notice?.replace(/^./, (letter) => letter.toUpperCase()) ?? OF_KIND.forbidden.en,
        zh: CONTRACT_TITLES_ZH[name] ?? OF_KIND.conflict.zh,
      },
    ];
  }),
);

/**
 * The title of an error for people: its own where it has one, else the contracts' sentence, else that of its kind.
 *
 * @example
 * titleOf("TOKEN_MISSING", "unauthenticated", "zh"); // "需要令牌"
 */
export function titleOf(code: string, kind: ErrorKind, language: Language): string {
  return (OF_CODE[code] ?? ofContract.get(code) ?? OF_KIND[kind])[language];
}

/**
 * The language that a caller prefers of the two that there are (RFC 9110, 12.5.4). Default: English
 *
 * @example
 * languageOf("zh-CN,zh;q=0.9,en;q=0.8"); // "zh"
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  const ranked = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((each) => /^\s*q=([0-9.]+)$/.exec(each)?.[1]).find((q) => q !== undefined);
      return { language: tag.split("-")[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => (language === "en" || language === "zh") && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return ranked[0]?.language === "zh" ? "zh" : "en";
}

/**
 * What an error code means, in both languages: the page that a problem's `type` names. Undefined for a code that is none of ours.
 *
 * @example
 * errorPage("TOKEN_MISSING")?.title.zh; // "需要令牌"
 */
export function errorPage(code: string): { code: string; title: Title } | undefined {
  const title = OF_CODE[code] ?? ofContract.get(code);
  return title === undefined ? undefined : { code, title };
}
