import { governedFunctions } from "@lading/contracts/governed";
import type { Act, Parameter } from "./Act.ts";

/** The roles of governance, in the order of their numbers (contracts/src/governance). */
export const GOVERNANCE_ROLES = ["administration", "registrar", "governor"] as const;

const role = (name: string, summary: Parameter["summary"]): Parameter => ({
  name,
  kind: "choice",
  choices: GOVERNANCE_ROLES,
  summary,
});
const roleId = role("roleId", { en: "which role", zh: "哪一角色" });
const account = (name: string, summary: Parameter["summary"]): Parameter => ({ name, kind: "account", summary });
const target = account("target", { en: "the registry's address (lading network)", zh: "登记合约地址(lading network)" });
const data: Parameter = {
  name: "data",
  kind: "bytes",
  summary: { en: "the encoded call", zh: "编码后的调用" },
};

/** Its own acts that AccessManager lets be scheduled. */
const OWN_GOVERNED = ["grantRole", "revokeRole", "setGrantDelay", "setRoleGuardian"];

/**
 * Whether governance admits an act by role and not by scope: who has the role with a delay schedules it first.
 *
 * @example
 * isGoverned(findAct("title", "reassign")); // true
 */
export function isGoverned({ right, name }: Pick<Act, "right" | "name">): boolean {
  if (right === "governance") return OWN_GOVERNED.includes(name);
  return governedFunctions[right]?.some(([, functions]) => functions.includes(name)) === true;
}

/** Acts of contracts/src/governance: who governs, and after which delay. The ledger asks for a role, not for a scope. */
export const governanceActs: readonly Act[] = [
  {
    right: "governance",
    name: "grantRole",
    scope: null,
    summary: {
      en: "give a key a role in governance, with or without a delay on its acts",
      zh: "授予治理角色,可设执行延迟",
    },
    parameters: [
      roleId,
      account("account", { en: "who is to have it", zh: "被授予的账户" }),
      {
        name: "executionDelay",
        kind: "duration",
        default: "0s",
        summary: {
          en: "how long what it schedules waits in sight of all; 0s for none",
          zh: "其排期事项须公示等待多久;0s 为无延迟",
        },
      },
    ],
  },
  {
    right: "governance",
    name: "revokeRole",
    scope: null,
    summary: { en: "take a role in governance away", zh: "撤销治理角色" },
    parameters: [roleId, account("account", { en: "who has it", zh: "持有该角色的账户" })],
  },
  {
    right: "governance",
    name: "setGrantDelay",
    scope: null,
    summary: { en: "set how long a newly granted role waits before it counts", zh: "设定新授角色的生效等待期" },
    parameters: [roleId, { name: "newDelay", kind: "duration", summary: { en: "how long", zh: "等待多久" } }],
  },
  {
    right: "governance",
    name: "setRoleGuardian",
    scope: null,
    summary: {
      en: "name the role whose holders may cancel what another role scheduled",
      zh: "设定可撤销其排期的监护角色",
    },
    parameters: [roleId, role("guardian", { en: "who may cancel", zh: "可撤销的角色" })],
  },
  {
    right: "governance",
    name: "schedule",
    scope: null,
    summary: {
      en: "schedule a governing act (or add --schedule to the act's own command)",
      zh: "为治理事项排期(或在该事项命令上加 --schedule)",
    },
    parameters: [
      target,
      data,
      {
        name: "when",
        kind: "instant",
        default: "0",
        summary: { en: "not before; 0 for as soon as the delay permits", zh: "最早执行时刻;0 为延迟期满即可" },
      },
    ],
  },
  {
    right: "governance",
    name: "cancel",
    scope: null,
    summary: { en: "cancel a scheduled governing act", zh: "撤销已排期的治理事项" },
    parameters: [account("caller", { en: "who scheduled it", zh: "排期人" }), target, data],
  },
];
