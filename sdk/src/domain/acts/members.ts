import type { Act } from "./Act.ts";
import { instrument, member, scopes, until } from "./parameters.ts";
import { ROLES, SCOPES } from "./scopes.ts";

const subject = member("member", { en: "the member concerned", zh: "有关成员" });
const roles = {
  name: "roles",
  kind: "flags",
  choices: ROLES,
  summary: { en: "what it is admitted as, comma-separated", zh: "准入角色,逗号分隔" },
} as const;
const agent = member("agent", { en: "the carrier's agent", zh: "承运人代理" });
const relayer = {
  name: "relayer",
  kind: "account",
  summary: { en: "account that sends transactions", zh: "发送交易的账户" },
} as const;

/** Acts of contracts/src/members: who may act on this ledger. */
export const memberActs: readonly Act[] = [
  {
    right: "members",
    name: "admit",
    scope: null,
    summary: { en: "admit a legal entity to the ledger", zh: "准入一个法人成员" },
    parameters: [
      {
        name: "identity",
        kind: "account",
        summary: { en: "address of the member's DID (lading wallet show)", zh: "成员 DID 的地址(lading wallet show)" },
      },
      {
        name: "legalId",
        kind: "legalId",
        summary: { en: "LEI or unified social credit code", zh: "LEI 或统一社会信用代码" },
      },
      roles,
      { name: "name", kind: "text", summary: { en: "registered name", zh: "注册名称" } },
    ],
  },
  {
    right: "members",
    name: "reviseRoles",
    scope: null,
    summary: { en: "replace a member's roles", zh: "变更成员角色" },
    parameters: [subject, roles],
  },
  {
    right: "members",
    name: "suspend",
    scope: null,
    summary: { en: "suspend a member: its officers cannot act", zh: "暂停成员:其经办人不得操作" },
    parameters: [subject, instrument],
  },
  {
    right: "members",
    name: "reinstate",
    scope: null,
    summary: { en: "end a suspension", zh: "恢复被暂停的成员" },
    parameters: [subject, instrument],
  },
  {
    right: "members",
    name: "strike",
    scope: null,
    irreversible: true,
    summary: { en: "strike a member off for good", zh: "永久除名" },
    parameters: [subject, instrument],
  },
  {
    right: "members",
    name: "appoint",
    scope: "administer",
    summary: { en: "give a key authority for your own member, or change it", zh: "任命或变更本单位经办人" },
    parameters: [
      { name: "officer", kind: "account", summary: { en: "the officer's address", zh: "经办人地址" } },
      scopes,
      until("validUntil", { en: "last moment of authority", zh: "授权截止时间" }, "never"),
    ],
  },
  {
    right: "members",
    name: "dismiss",
    scope: "administer",
    summary: { en: "end a key's authority for your own member", zh: "撤销本单位经办人" },
    parameters: [{ name: "officer", kind: "account", summary: { en: "the officer's address", zh: "经办人地址" } }],
  },
  {
    right: "members",
    name: "requireSignatures",
    scope: "administer",
    summary: { en: "ask for several officers on acts of a scope (maker-checker)", zh: "设定多人复核(经办/复核)" },
    parameters: [
      {
        name: "scope",
        kind: "flags",
        choices: SCOPES,
        summary: { en: "one scope", zh: "一个权限范围" },
      },
      { name: "count", kind: "count", summary: { en: "officers who must sign, 1 to 8", zh: "须签署人数,1 至 8" } },
    ],
  },
  {
    right: "members",
    name: "listAgent",
    scope: "administer",
    summary: { en: "list an agent that may act for your member (carriers)", zh: "登记代理(承运人)" },
    parameters: [agent, scopes, until("validUntil", { en: "last moment of authority", zh: "授权截止时间" }, "never")],
  },
  {
    right: "members",
    name: "delistAgent",
    scope: "administer",
    summary: { en: "take an agent off the list", zh: "取消代理" },
    parameters: [agent],
  },
  {
    right: "members",
    name: "approveRecovery",
    scope: null,
    summary: {
      en: "approve giving a member's administration to a new key (governors)",
      zh: "批准成员管理密钥恢复(治理人)",
    },
    parameters: [
      subject,
      {
        name: "administrator",
        kind: "account",
        summary: { en: "the new administrator's address", zh: "新管理员地址" },
      },
    ],
  },
  {
    right: "members",
    name: "vetoRecovery",
    scope: "administer",
    summary: { en: "stop a recovery of your own member", zh: "否决对本单位的密钥恢复" },
    parameters: [],
  },
  {
    right: "members",
    name: "executeRecovery",
    scope: null,
    irreversible: true,
    summary: { en: "execute a recovery whose waiting time has passed", zh: "执行等待期已满的密钥恢复" },
    parameters: [subject],
  },
  {
    right: "members",
    name: "setRecoveryRule",
    scope: null,
    summary: {
      en: "set the quorum and waiting time of recoveries (governors)",
      zh: "设定恢复法定人数与等待期(治理人)",
    },
    parameters: [
      { name: "quorum", kind: "count", summary: { en: "approvals needed", zh: "所需批准数" } },
      {
        name: "waitingTime",
        kind: "duration",
        summary: { en: "time in which the old key may veto", zh: "原密钥可否决的期限" },
      },
    ],
  },
  {
    right: "members",
    name: "admitRelayer",
    scope: null,
    summary: { en: "let an account send transactions without being an officer", zh: "准入中继账户" },
    parameters: [relayer],
  },
  {
    right: "members",
    name: "removeRelayer",
    scope: null,
    summary: { en: "take that back", zh: "移除中继账户" },
    parameters: [relayer],
  },
];
