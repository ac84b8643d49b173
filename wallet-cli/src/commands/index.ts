import type { NounSpec } from "../framework/command.ts";

/** Every noun of the program, in the order of help. Verbs are loaded when a noun is named. */
export const NOUNS: readonly NounSpec[] = [
  {
    noun: "wallet",
    describe: { en: "keys of this wallet: create, show, import, export, back up", zh: "本钱包的密钥：创建、查看、导入、导出、备份" },
    load: async () => (await import("./wallet/index.ts")).wallet,
  },
  {
    noun: "did",
    describe: { en: "decentralised identifiers (did:ethr) on this ledger", zh: "本账本上的去中心化标识（did:ethr）" },
    load: async () => (await import("./did/index.ts")).did,
  },
  {
    noun: "credential",
    describe: { en: "verifiable credentials: issue, keep, verify, present", zh: "可验证凭证：签发、保管、核验、出示" },
    load: async () => (await import("./credential/index.ts")).credential,
  },
  {
    noun: "config",
    describe: { en: "settings of this wallet directory", zh: "本钱包目录的设置" },
    load: async () => (await import("./config/index.ts")).config,
  },
  {
    noun: "doctor",
    describe: { en: "say what is wrong with this set-up", zh: "检查本机配置并指出问题" },
    load: async () => (await import("./doctor/index.ts")).doctor,
  },
  {
    noun: "completion",
    describe: { en: "completion script for a shell", zh: "命令行补全脚本" },
    load: async () => (await import("./completion/index.ts")).completion,
  },
];
