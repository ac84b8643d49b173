import type { ErrorKind } from "@lading/sdk/errors";

type Fault = { en: { title: string; next: string }; zh: { title: string; next: string } };

const OF_KIND: Readonly<Record<ErrorKind, Fault>> = {
  invalid: {
    en: { title: "That cannot be asked so", next: "Mend the input that is named, then ask again." },
    zh: { title: "输入不符合要求", next: "请更正所指输入后再试。" },
  },
  unauthenticated: {
    en: { title: "It is not proved who asks", next: "Sign in again from the wallet." },
    zh: { title: "未证明查询者身份", next: "请从钱包重新登录。" },
  },
  forbidden: {
    en: {
      title: "Your member is not entitled to read this",
      next: "Ask a party of the right, or your member's administrator for the scope.",
    },
    zh: { title: "本单位无权查阅", next: "请联系该权利的当事方，或向本单位管理员申请权限。" },
  },
  notFound: {
    en: {
      title: "There is no such thing, or not for your member",
      next: "Compare the id. Only parties of a right may read it.",
    },
    zh: { title: "不存在，或对本单位不可见", next: "请核对编号；仅权利的当事方可查阅。" },
  },
  conflict: {
    en: { title: "A rule of the ledger refuses this now", next: "See what may be done now in its list of acts." },
    zh: { title: "账本规则现时不允许", next: "请查看现可办理的事项。" },
  },
  falsified: {
    en: { title: "The verification ended in a no", next: "Do not rely on it; keep the evidence and ask its issuer." },
    zh: { title: "核验结论为否", next: "请勿据此办理；保留证据并询问签发方。" },
  },
  unavailable: {
    en: {
      title: "This cannot be decided now",
      next: "Nothing is lost. Read again in a moment; if it stays so, tell the operator.",
    },
    zh: { title: "现时无法判定", next: "数据未丢失。请稍后重新读取；如持续如此，请告知运营方。" },
  },
  internal: {
    en: {
      title: "A fault of this system",
      next: "Read again; if it stays so, tell the operator the code and the time.",
    },
    zh: { title: "系统内部故障", next: "请重新读取；如持续如此，请将代码和时间告知运营方。" },
  },
};

const OF_CODE: Readonly<Record<string, Fault>> = {
  API_UNREACHABLE: {
    en: {
      title: "The API does not answer",
      next: "Check that it runs and that this machine reaches it; then read again.",
    },
    zh: { title: "接口无应答", next: "请确认接口已运行且本机可访问，然后重新读取。" },
  },
  LEDGER_TOKEN_REFUSED: {
    en: {
      title: "The ledger does not let the API in",
      next: "No verdict is possible without it. Tell the operator: the API lacks the ledger's token.",
    },
    zh: { title: "账本拒绝接口访问", next: "无账本则不能作出结论。请告知运营方：接口缺少账本令牌。" },
  },
  LEDGER_UNREACHABLE: {
    en: {
      title: "The ledger does not answer",
      next: "No verdict is possible without it. Read again; if it stays so, tell the operator.",
    },
    zh: { title: "账本无应答", next: "无账本则不能作出结论。请重新读取；如持续如此，请告知运营方。" },
  },
  RATE_LIMITED: {
    en: { title: "Too many questions in a short time", next: "Wait a minute, then read again." },
    zh: { title: "查询过于频繁", next: "请一分钟后重新读取。" },
  },
  STANDING_NOT_SHARED: {
    en: {
      title: "This standing is told to others only",
      next: "Choose your own member as the enterprise or as the agency. Auditors and courts may ask for any.",
    },
    zh: { title: "该信用状况仅向相关方提供", next: "请选择本单位为企业或机构；审计与法院可查询任意组合。" },
  },
  CERTIFICATE_MALFORMED: {
    en: {
      title: "This file is no certificate",
      next: "Choose the file that lading certificate export wrote, unchanged.",
    },
    zh: { title: "此文件不是证明文件", next: "请选择 lading certificate export 生成的文件，且未经改动。" },
  },
  TRUST_ANCHOR_INVALID: {
    en: {
      title: "This file is no trust anchor",
      next: "Choose the file that lading certificate anchor wrote; have you put the certificate in its place?",
    },
    zh: {
      title: "此文件不是信任锚文件",
      next: "请选择 lading certificate anchor 生成的文件；是否误选了证明文件？",
    },
  },
  JSON_MALFORMED: {
    en: {
      title: "This file is no JSON text",
      next: "Choose the file as the wallet wrote it, not a picture or a print.",
    },
    zh: { title: "此文件不是 JSON 文本", next: "请选择钱包生成的原文件，而非图片或打印件。" },
  },
  SIGN_IN_EXPIRED: {
    en: { title: "The code has ended", next: "Get a new code." },
    zh: { title: "登录码已过期", next: "请重新获取登录码。" },
  },
};

/** What an error means for a reader, and what to do next. */
export function faultOf(code: string, kind: ErrorKind, language: "en" | "zh"): { title: string; next: string } {
  return (OF_CODE[code] ?? OF_KIND[kind])[language];
}
