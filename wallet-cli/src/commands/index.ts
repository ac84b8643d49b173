import type { NounSpec } from "../framework/command.ts";

/** Every noun of the program, in the order of help. Verbs are loaded when a noun is named. */
export const NOUNS: readonly NounSpec[] = [
  {
    noun: "wallet",
    describe: {
      en: "keys of this wallet: create, show, import, export, back up",
      zh: "本钱包的密钥：创建、查看、导入、导出、备份",
    },
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
    noun: "member",
    describe: { en: "members, officers and agents", zh: "成员、经办人与代理" },
    load: async () => (await import("./member/index.ts")).member,
  },
  {
    noun: "document",
    describe: {
      en: "documents: check, seal, hand over; attest trade documents beside the bill, and verify them",
      zh: "单证：检查、加密、交付；签证提单以外的贸易单证并核验",
    },
    load: async () => (await import("./document/index.ts")).document,
  },
  {
    noun: "title",
    describe: { en: "control of electronic bills of lading", zh: "电子提单的控制权" },
    load: async () => (await import("./title/index.ts")).title,
  },
  {
    noun: "certificate",
    describe: {
      en: "proof of a title, release or grade that needs no network: export, verify",
      zh: "可离线核验的提单、放箱、信用证明文件：导出、核验",
    },
    load: async () => (await import("./certificate/index.ts")).certificate,
  },
  {
    noun: "release",
    describe: { en: "the right to collect a container", zh: "提箱权（放箱）" },
    load: async () => (await import("./release/index.ts")).release,
  },
  {
    noun: "gate",
    describe: { en: "go or no go at the terminal's gate", zh: "码头闸口放行与否" },
    load: async () => (await import("./gate/index.ts")).gate,
  },
  {
    noun: "credit",
    describe: { en: "what agencies attest about enterprises, and who recognises it", zh: "机构对企业的信用认定及互认" },
    load: async () => (await import("./credit/index.ts")).credit,
  },
  {
    noun: "finance",
    describe: { en: "the lock against double financing", zh: "防重复融资锁" },
    load: async () => (await import("./acts/actCommands.ts")).actCommands("finance"),
  },
  {
    noun: "governance",
    describe: { en: "who governs the ledger, with which delays", zh: "账本治理：角色、延迟与排期" },
    load: async () => (await import("./acts/actCommands.ts")).actCommands("governance"),
  },
  {
    noun: "act",
    describe: { en: "signed acts as files: show, countersign, submit", zh: "已签署行为的文件：查看、加签、提交" },
    load: async () => (await import("./act/index.ts")).act,
  },
  {
    noun: "events",
    describe: { en: "what happened on the ledger", zh: "账本上的事件" },
    load: async () => (await import("./events/index.ts")).events,
  },
  {
    noun: "console",
    describe: { en: "sign the web console in for reading", zh: "批准网页控制台登录查阅" },
    load: async () => (await import("./console/index.ts")).consoleCommands,
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
