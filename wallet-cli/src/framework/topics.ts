import type { Language } from "../settings/settings.ts";
import { say } from "../ui/messages.ts";

type Topic = { name: string; text: Readonly<Record<Language, string>> };

const TOPICS: readonly Topic[] = [
  {
    name: "exit-codes",
    text: {
      en: `Exit codes

  0  done; a verification said yes
  1  error: the input is malformed, or names what does not exist
  2  cancelled, or the command line is wrong, or an irreversible act lacks --yes
  3  verified false: spent, revoked, tampered, no go at the gate
  4  not authenticated: the key is locked, the passphrase wrong, the officer unknown
  5  cannot decide: the API or the ledger cannot be reached. Never read it as 0 or 3
  6  refused by a rule: not the holder, wrong state, suspended, no such right`,
      zh: `退出码

  0  完成；核验结论为“是”
  1  错误：输入有误，或所指对象不存在
  2  已取消，或命令行有误，或不可撤销的操作缺少 --yes
  3  核验为假：已用、已撤销、被篡改、闸口不予放行
  4  未通过认证：密钥未解锁、口令错误、经办人未登记
  5  无法判断：接口或账本无法连接。切勿当作 0 或 3
  6  被规则拒绝：非持有人、状态不符、已中止、无此权利`,
    },
  },
  {
    name: "environment",
    text: {
      en: `Environment

  LADING_WALLET           wallet directory (default: $XDG_DATA_HOME/lading)
  LADING_PASSPHRASE_FILE  file with the passphrase; the passphrase itself is never read from the environment
  LADING_API_URL          URL of the API (default: http://127.0.0.1:8080)
  LADING_RPC_URL          JSON-RPC URL of the ledger (default: http://127.0.0.1:8545)
  LADING_RPC_TOKEN_FILE   file with the bearer token that the ledger asks for; the token itself is never read from the environment
  LADING_LANG             en or zh; else "lading config set lang", else LC_ALL and LANG (zh… gives Chinese)
  NO_COLOR                no colours
  LADING_DEBUG=1          also prints the stack of an error`,
      zh: `环境变量

  LADING_WALLET           钱包目录（默认 $XDG_DATA_HOME/lading）
  LADING_PASSPHRASE_FILE  口令文件；口令本身从不取自环境变量
  LADING_API_URL          接口地址（默认 http://127.0.0.1:8080）
  LADING_RPC_URL          账本 JSON-RPC 地址（默认 http://127.0.0.1:8545）
  LADING_RPC_TOKEN_FILE   存放账本访问令牌的文件；令牌本身从不取自环境变量
  LADING_LANG             en 或 zh；否则依 lading config set lang，再依 LC_ALL、LANG（以 zh 开头即为中文）
  NO_COLOR                不用颜色
  LADING_DEBUG=1          出错时另打印调用栈`,
    },
  },
  {
    name: "values",
    text: {
      en: `How to write values

  member    7 · "Bank of Ningbo" · did:ethr:0x9e551:0x… · 0x… (identity address) · a legal entity identifier (LEI) or credit code · me
  title     COSU6123456780 (where one title you can see has it) · 7/COSU6123456780 (carrier/number) · 0x… (id)
  account   0x… · did:ethr:0x9e551:0x… · key:ALIAS (a key of this wallet) · me (the acting key)
  instant   2026-12-01T08:00:00Z · 2026-12-01 · +2d, 90s, 12h (from now) · 0 (none)
  digest    0x… · @FILE (SHA-256 of its bytes) · none
  document  0x… · @bill.json (checked and canonicalised by RFC 8785 first)
  type      permit (the newest version that the ledger admitted) · 0x… (digest of its schema) · @schema.json
  subject   container:MSKU6011672 · title:COSU6123456780 · release:MSKU6011672 · member:7 · commitment:0x…
  scheme    3 (its number) · GACC-282/1 · GACC-282 (the newest version in use); a grade by its number or name
  driver, plate   the value itself; the wallet salts it and keeps the salt
  several   give the option several times`,
      zh: `取值写法

  成员      7 · “宁波银行” · did:ethr:0x9e551:0x… · 0x…（身份地址）· LEI 或统一社会信用代码 · me（本方）
  提单      COSU6123456780（可见提单中唯一者）· 7/COSU6123456780（承运人/提单号）· 0x…（编号）
  账户      0x… · did:ethr:0x9e551:0x… · key:别名（本钱包密钥）· me（当前密钥）
  时间      2026-12-01T08:00:00Z · 2026-12-01 · +2d、90s、12h（自现在起）· 0（无）
  摘要      0x… · @文件（按字节取 SHA-256）· none（无）
  单证      0x… · @bill.json（先校验并按 RFC 8785 规范化）
  单证类型  permit（账本已准入的最新版本）· 0x…（规范摘要）· @schema.json
  所涉对象  container:MSKU6011672 · title:COSU6123456780 · release:MSKU6011672 · member:7 · commitment:0x…
  评级体系  3（编号）· GACC-282/1 · GACC-282（最新版本）；等级可写序号或名称
  司机、车牌  直接写明文；由钱包加盐并保存盐值
  多个值    同一选项可重复给出`,
    },
  },
];

/** The line at the foot of the main help. */
export function helpFooter(language: Language): string {
  return say(language, "topics", { topics: TOPICS.map(({ name }) => name).join(", ") });
}

/** The text of `lading help TOPIC`; undefined where the words ask for something else. */
export function helpTopic(words: readonly string[], language: Language): string | undefined {
  if (words[0] !== "help") return undefined;
  return TOPICS.find(({ name }) => name === words[1])?.text[language];
}
