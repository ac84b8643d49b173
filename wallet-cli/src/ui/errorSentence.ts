import type { LadingError } from "@lading/sdk/errors";
import type { Language } from "../settings/settings.ts";
import { CHINESE_REFUSALS } from "./refusals.ts";

/**
 * Chinese sentences for the codes that a person at the terminal meets most. A code that is missing here is shown with its English
 * sentence: the code itself, which never changes, is what support asks for.
 */
const CHINESE: Readonly<Record<string, string>> = {
  WALLET_NOT_FOUND: "{path} 处没有钱包；请先执行 lading wallet create",
  WALLET_EXISTS: "{directory} 中已有钱包；请用 --wallet 另选目录",
  WALLET_PASSPHRASE_WRONG: "口令不能打开此钱包，或文件已被改动",
  WALLET_PASSPHRASE_WEAK: "口令少于 {minimum} 个字符",
  WALLET_DAMAGED: "钱包文件已损坏或格式不符",
  WALLET_BUSY: "另一个 lading 进程正在写此钱包；若确无此进程，请删除 {lock}",
  KEY_UNKNOWN: "钱包中没有密钥“{alias}”；现有：{aliases}",
  KEY_EXISTS: "钱包中已有密钥“{alias}”",
  KEY_INVALID: "密钥“{alias}”不是有效的私钥",
  PASSPHRASE_FILE_UNREADABLE: "无法从 {file} 读取口令",
  API_UNREACHABLE: "无法连接接口 {url}",
  API_URL_INVALID: "“{value}”不是接口的地址；应为 http://主机:端口",
  LEDGER_TOKEN_REFUSED: "账本 {url} 要求出示令牌；请以 LADING_RPC_TOKEN_FILE 指明存放令牌的文件",
  RPC_TOKEN_FILE_UNREADABLE: "无法从 {file} 读取账本令牌",
  RPC_TOKEN_INVALID: "{file} 的首行不是账本令牌：应为至少 20 个可见 ASCII 字符",
  LEDGER_UNREACHABLE: "无法连接账本 {url}",
  FILE_NOT_FOUND: "没有文件 {file}",
  FILE_EXISTS: "{file} 已存在；不会覆盖",
  JSON_MALFORMED: "{file} 第 {line} 行第 {column} 列不是正确的 JSON",
  SETTING_UNKNOWN: "没有“{name}”这项设置；可设：{accepted}",
  SETTING_INVALID: "“{value}”不能作为 {name} 的值",
  SETTINGS_INVALID: "{path} 不是设置文件",
  MEMBER_UNKNOWN: "名录中没有成员“{value}”",
  RELEASE_UNKNOWN: "没有与本方有关的 {value} 放箱权",
  MEMBER_AMBIGUOUS: "“{value}”对应多个成员：{matches}",
  TITLE_UNKNOWN: "账本上没有此提单",
  INSTANT_INVALID: "“{value}”不是时间；应为 2026-12-01T08:00:00Z、2026-12-01 或 +2d、90s 这样的期限",
  CHOICE_UNKNOWN: "{field} 不接受“{value}”；可选：{accepted}",
  CANCELLED: "已取消，未作任何更改",
  CREDENTIAL_UNKNOWN: "钱包中没有凭证 {digest}",
  CREDENTIAL_MALFORMED: "{file} 不是 JWT 形式的凭证",
  OFFICER_UNKNOWN: "账本上没有此经办人密钥；请先由成员管理员登记",
  TOKEN_EXPIRED: "令牌已过期；请检查本机时钟",
  ACT_EXPIRED: "签名已过有效期；请重新签署",
  AGREEMENT_KEY_UNPUBLISHED: "{who}（成员 {member}）尚未公布协商密钥；请其执行：lading did publish-key",
  ENVELOPE_NOT_FOR_YOU: "该单证未向本钱包的密钥 {kid} 开放；请持有人执行：lading document share",
  ENVELOPE_GRANT_TAMPERED: "信封中本方的加密密钥已被改动",
  ENVELOPE_TRUNCATED: "密文不完整：仅有 {length} 个字符，应为 {expected} 个；请重新取得",
  ENVELOPE_TAMPERED: "密文已被改动，不能解密",
  ENVELOPE_CONTENT_DIFFERS: "信封内单证的摘要为 {digest}，应为 {expected}",
  ENVELOPE_CONTENT_MALFORMED: "信封内并非单证与附件清单",
  ATTACHMENT_MISSING: "缺少附件“{name}”：应有密文 {sealed}",
  ATTACHMENT_TRUNCATED: "附件“{name}”的密文不完整：仅有 {length} 个字符；请重新取得",
  ATTACHMENT_CHANGED: "附件“{name}”并非加密时的原件",
  ATTACHMENT_TOO_LARGE: "附件“{name}”有 {size} 字节，最多 {most} 字节",
  ATTACHMENT_TOO_MANY: "附件 {count} 个，最多 {most} 个",
  ATTACHMENT_NAME: "“{name}”不能用作附件名",
  ATTACHMENT_NAME_TWICE: "有两个附件名为“{name}”",
  DOCUMENT_ATTACHMENTS_DIFFER:
    "单证已存入，但不含附件“{name}”；如需添加：lading document reseal --title 提单 --attach 文件",
  DOCUMENT_READER_ENTITLED: "单证所涉的现有当事方不得被排除在可读方之外：成员 {members}",
  CERTIFICATE_MALFORMED: "该文件不是证明文件，或其中 {pointer} 不符合格式",
  CERTIFICATE_OTHER_NUMBER: "证明文件所载编号或标识不属于该权利：证明文件不成立",
  TRAIL_BROKEN: "证明文件所载行为不能推至账本上的链头：证明文件不成立",
  CONTROL_NONCE_USED: "对随机数 {nonce} 的答复已被接受过；请重新给出：lading title challenge",
  CONTROL_NONCES_DAMAGED:
    "{file} 保存已接受证明的随机数，但不是 JSON；移走后可继续，届时此前接受过的证明可能再次被接受",
  CONTROL_OTHER_NONCE: "答复所针对的随机数为 {nonce}，应为 {expected}：系给他人的答复或此前的答复",
  CONTROL_OTHER_LEDGER: "答复所针对的链为 {chainId}，应为 {expected}",
  CONTROL_ANSWER_LATE: "答复已过时限；请以新的随机数重新询问",
  CONTROL_ANSWER_MALFORMED: "答复并非对该询问的签名",
  DOCUMENT_CHANGED_MEANWHILE: "所存单证已被重新加密；请重试",
  READER_IS_ME: "不得排除本方：单证由本方加密",
  AGREEMENT_KEY_SHAPE: "“{value}”不是协商公钥；应为 lading wallet show 所示 X25519 密钥的 64 位十六进制数",
  CONTAINER_NUMBER_CHECK_DIGIT: "箱号“{value}”的校验码不符；ISO 6346 应为 {expected}",
};

/** The sentence of an error in the user's language. */
export function errorSentence(error: LadingError, language: Language): string {
  if (language === "en") return error.message;
  const filled = fill(CHINESE[error.code], error);
  if (filled !== undefined) return filled;
  const refusal = CHINESE_REFUSALS[error.code];
  return refusal === undefined ? error.message : `账本拒绝：${refusal}${factsOf(error)}。`;
}

/** The template with the error's facts; undefined where one is missing, since a sentence with a hole would say less than the English one. */
function fill(template: string | undefined, { facts }: LadingError): string | undefined {
  const filled = template?.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = facts[name];
    return fact === undefined || fact === null ? whole : Array.isArray(fact) ? fact.join("、") : String(fact);
  });
  return filled === undefined || /\{\w+\}/.test(filled) ? undefined : filled;
}

/** The facts of a refusal as the contracts name them. */
function factsOf({ facts }: LadingError): string {
  const shown = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`);
  return shown.length === 0 ? "" : `（${shown.join("，")}）`;
}
