import type { OptionSpec } from "./command.ts";

/** What every command takes, before or after the noun and verb. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  {
    flags: "--json",
    describe: {
      en: "answer as JSON on stdout, errors as JSON on stderr",
      zh: "以 JSON 输出结果（标准输出）与错误（标准错误）",
    },
  },
  { flags: "--lang <language>", describe: { en: "language of messages", zh: "界面语言" }, choices: ["en", "zh"] },
  {
    flags: "--wallet <directory>",
    describe: { en: "wallet directory (LADING_WALLET)", zh: "钱包目录（LADING_WALLET）" },
  },
  {
    flags: "--passphrase-file <file>",
    describe: {
      en: "read the passphrase from a file, - for stdin (LADING_PASSPHRASE_FILE)",
      zh: "从文件读取口令，- 为标准输入（LADING_PASSPHRASE_FILE）",
    },
  },
  {
    flags: "--key <alias>",
    describe: { en: "the key that acts (default: identity)", zh: "用于办事的密钥（默认 identity）" },
  },
  { flags: "--api <url>", describe: { en: "URL of the API (LADING_API_URL)", zh: "接口地址（LADING_API_URL）" } },
  {
    flags: "--rpc <url>",
    describe: { en: "JSON-RPC URL of the ledger (LADING_RPC_URL)", zh: "账本 JSON-RPC 地址（LADING_RPC_URL）" },
  },
  {
    flags: "--yes",
    describe: { en: "do what cannot be undone without asking", zh: "不再询问，直接执行不可撤销的操作" },
  },
  { flags: "--no-input", describe: { en: "never ask anything", zh: "不作任何询问" } },
];
