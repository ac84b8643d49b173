import type { Act, Parameter } from "./Act.ts";
import { instrument, member, until } from "./parameters.ts";

/** States of a release, in the numbers of contracts/src/release/IReleaseRegistry.sol. */
export const RELEASE_STATES = [
  "none",
  "prepared",
  "active",
  "offered",
  "assigned",
  "ready",
  "at-gate",
  "out",
  "returned",
  "suspended",
  "cancelled",
  "superseded",
] as const;
/** What a release is issued against. */
export const RELEASE_BASES = ["title", "waybill", "without-presentation"] as const;
/** How the container is to leave. */
export const TRANSPORT_MODES = ["road", "rail", "barge"] as const;
/** Until when the giver of a link may take it back. */
export const RECALL_POLICIES = ["always", "until-accepted"] as const;
/** What must be green before a container leaves. */
export const LIGHTS = ["commercial", "customs", "discharge"] as const;
/** Colours of a light; unknown is not green. */
export const COLOURS = ["unknown", "green", "red"] as const;
/** What keeps a container in, whoever may collect it. */
export const HOLDS = ["inspection", "quarantine", "maritime", "border", "court", "charges"] as const;

/** Why a container may not leave: the bit in the gate verdict (contracts/src/release/Reasons.sol) and its words. */
export const GATE_REASONS: readonly { bit: number; code: string; summary: { en: string; zh: string } }[] = [
  { bit: 0, code: "UNKNOWN_RELEASE", summary: { en: "no such release", zh: "无此放箱" } },
  {
    bit: 1,
    code: "NOT_READY",
    summary: { en: "no haulier, driver and plate named yet", zh: "尚未指定车队、司机和车牌" },
  },
  { bit: 2, code: "SUSPENDED", summary: { en: "the carrier suspended the release", zh: "承运人已暂停放箱" } },
  { bit: 3, code: "ENDED", summary: { en: "cancelled or superseded", zh: "已取消或已被替换" } },
  { bit: 4, code: "GONE", summary: { en: "the container left already", zh: "箱已提离" } },
  { bit: 5, code: "NOT_YET_VALID", summary: { en: "too early", zh: "未到生效时间" } },
  { bit: 6, code: "EXPIRED", summary: { en: "the release has expired", zh: "放箱已过期" } },
  { bit: 7, code: "WRONG_TERMINAL", summary: { en: "another terminal", zh: "码头不符" } },
  { bit: 8, code: "WRONG_HAULIER", summary: { en: "another haulier than the one assigned", zh: "车队不符" } },
  { bit: 9, code: "HAULIER_NOT_ACTIVE", summary: { en: "the haulier is not an active member", zh: "车队非有效成员" } },
  {
    bit: 10,
    code: "HOLDER_NOT_ACTIVE",
    summary: { en: "who holds the right is not an active member", zh: "持权方非有效成员" },
  },
  { bit: 11, code: "WRONG_DRIVER", summary: { en: "another driver than the one named", zh: "司机不符" } },
  { bit: 12, code: "WRONG_PLATE", summary: { en: "another plate than the one named", zh: "车牌不符" } },
  { bit: 13, code: "OUTSIDE_SLOT", summary: { en: "outside the booked slot", zh: "不在预约时段" } },
  {
    bit: 14,
    code: "CHECK_DIGIT",
    summary: { en: "the container number's check digit is wrong", zh: "箱号校验码错误" },
  },
  { bit: 15, code: "BILL_LIVE", summary: { en: "a bill for the goods still stands", zh: "货物的提单尚未注销" } },
  {
    bit: 16,
    code: "COMMERCIAL_LIGHT",
    summary: { en: "the carrier's commercial light is not green", zh: "承运人商务放行灯未亮" },
  },
  { bit: 17, code: "CUSTOMS_LIGHT", summary: { en: "the customs light is not green", zh: "海关放行灯未亮" } },
  {
    bit: 18,
    code: "DISCHARGE_LIGHT",
    summary: { en: "the terminal has not confirmed discharge", zh: "码头未确认卸船" },
  },
  { bit: 24, code: "INSPECTION_HOLD", summary: { en: "held for inspection", zh: "查验布控" } },
  { bit: 25, code: "QUARANTINE_HOLD", summary: { en: "held for quarantine", zh: "检疫布控" } },
  { bit: 26, code: "MARITIME_HOLD", summary: { en: "held by maritime safety", zh: "海事布控" } },
  { bit: 27, code: "BORDER_HOLD", summary: { en: "held by border inspection", zh: "边检布控" } },
  { bit: 28, code: "COURT_HOLD", summary: { en: "held by a court", zh: "法院扣押" } },
  { bit: 29, code: "CHARGES_HOLD", summary: { en: "held for charges or deposit", zh: "费用或押金未清" } },
];

const release: Parameter = {
  name: "release",
  kind: "release",
  summary: { en: "the release: its container number, or its id", zh: "放箱:箱号或其标识" },
};
const title: Parameter = {
  name: "title",
  kind: "title",
  summary: { en: "the bill: its number, or its id", zh: "提单:提单号或其标识" },
};
const container: Parameter = {
  name: "container",
  kind: "reference",
  summary: { en: "container number (ISO 6346)", zh: "箱号(ISO 6346)" },
};
const terminal = member("terminal", { en: "the terminal where the container stands", zh: "箱所在码头" });
const depot = member(
  "depot",
  { en: "where the empty goes back; nobody for any depot", zh: "还箱堆场;nobody 为任意堆场" },
  "nobody",
);
const validFrom = until(
  "validFrom",
  { en: "from when it may be collected; none for at once", zh: "可提箱起始时间;none 为即时" },
  "none",
);
const validUntil = until("validUntil", { en: "until when it may be collected", zh: "提箱有效期" }, "+60d");
const depth: Parameter = {
  name: "depth",
  kind: "count",
  summary: { en: "how many times it may be passed on", zh: "可转授层数" },
  default: "4",
};
const reason: Parameter = {
  name: "reason",
  kind: "count",
  summary: { en: "the authority's reason code, 0 to 65535", zh: "主管方理由代码,0 至 65535" },
  default: "0",
};
const interchange: Parameter = {
  name: "interchange",
  kind: "digest",
  summary: { en: "equipment interchange receipt (@file or 0x…)", zh: "设备交接单(@文件或 0x…)" },
};
const driver: Parameter = {
  name: "driver",
  kind: "commitment",
  summary: { en: "the driver's document number", zh: "司机证件号" },
};
const plate: Parameter = { name: "plate", kind: "commitment", summary: { en: "the truck's plate", zh: "车牌号" } };
const hold: Parameter = { name: "hold", kind: "choice", choices: HOLDS, summary: { en: "which hold", zh: "布控种类" } };

const act = (
  name: string,
  scope: Act["scope"],
  summary: Act["summary"],
  parameters: readonly Parameter[],
  irreversible = false,
): Act => ({ right: "release", name, scope, summary, parameters, ...(irreversible ? { irreversible } : {}) });

const firstParty = member("firstParty", {
  en: "who may collect: who surrendered the bill",
  zh: "首个提箱权人:交还提单者",
});
const issueTerms = [container, terminal, firstParty, depot, validFrom, validUntil, depth, instrument];

/** Acts of contracts/src/release: who may collect a container, and whether it may leave. */
export const releaseActs: readonly Act[] = [
  act("issue", "release", { en: "release a container of an accomplished bill", zh: "凭已注销提单放箱" }, [
    title,
    ...issueTerms,
  ]),
  act(
    "issueFromWaybill",
    "release",
    { en: "release a container of a sea waybill to its consignee", zh: "凭海运单向收货人放箱" },
    [
      member("carrier", { en: "the carrier", zh: "承运人" }, "me"),
      { name: "waybill", kind: "reference", summary: { en: "the waybill's number", zh: "海运单号" } },
      container,
      terminal,
      member("consignee", { en: "the waybill's consignee", zh: "海运单收货人" }),
      depot,
      validFrom,
      validUntil,
      depth,
      instrument,
    ],
  ),
  act(
    "issueWithoutPresentation",
    "release",
    { en: "release a container without the bill: flagged for ever", zh: "无单放箱(永久标记)" },
    [title, ...issueTerms],
    true,
  ),
  act(
    "prepare",
    "release",
    { en: "prepare a release that takes effect once the bill is accomplished", zh: "预备放箱(提单注销后生效)" },
    [title, ...issueTerms],
  ),
  act("activate", "release", { en: "let a prepared release take effect", zh: "启用预备放箱" }, [release, instrument]),
  act("offer", "release", { en: "pass the right on; it moves when accepted", zh: "转授提箱权(经接受后转移)" }, [
    release,
    member("to", { en: "to whom", zh: "受让方" }),
    until(
      "validUntil",
      { en: "until when the receiver may collect; none for as long as you", zh: "受让方提箱有效期;none 为与本方相同" },
      "none",
    ),
    { ...depth, default: "1" },
    {
      name: "policy",
      kind: "choice",
      choices: RECALL_POLICIES,
      summary: { en: "until when you may take it back", zh: "撤回策略" },
      default: "always",
    },
    until("deadline", { en: "until when it can be accepted", zh: "接受截止时间" }, "+1d"),
    instrument,
  ]),
  act("accept", "release", { en: "accept a right that was offered to you", zh: "接受提箱权" }, [release, instrument]),
  act("decline", "release", { en: "decline a right or a transport", zh: "拒绝提箱权或运输" }, [release, instrument]),
  act(
    "recall",
    "release",
    { en: "take back a right, an offer or an assignment, and all behind it", zh: "撤回(含其后环节)" },
    [release, instrument],
  ),
  act("lapse", null, { en: "end an offer or a call at the gate whose time has passed", zh: "使过期要约或到闸失效" }, [
    release,
  ]),
  act("assign", "release", { en: "assign the haulier", zh: "指派车队" }, [
    release,
    member("haulier", { en: "who drives", zh: "车队" }),
    {
      name: "mode",
      kind: "choice",
      choices: TRANSPORT_MODES,
      summary: { en: "how it leaves", zh: "运输方式" },
      default: "road",
    },
    instrument,
  ]),
  act("nominate", "release", { en: "name driver, plate and slot", zh: "指定司机、车牌和预约时段" }, [
    release,
    driver,
    plate,
    until("slotFrom", { en: "slot begins", zh: "时段开始" }, "now"),
    until("slotUntil", { en: "slot ends", zh: "时段结束" }, "+4h"),
    instrument,
  ]),
  act("arrive", "gate", { en: "let a truck in at the gate and lock the right", zh: "车辆到闸并锁定提箱权" }, [
    release,
    member("haulier", { en: "who is at the gate", zh: "到闸车队" }),
    driver,
    plate,
    instrument,
  ]),
  act("turnAway", "gate", { en: "turn a truck away", zh: "闸口退车" }, [release, reason, instrument]),
  act("gateOut", "gate", { en: "let the container leave", zh: "提箱出闸" }, [release, interchange, instrument], true),
  act(
    "gateOutManually",
    "gate",
    { en: "let the container leave by hand; needs two terminal officers", zh: "人工放行出闸(须两名码头人员)" },
    [release, reason, interchange, instrument],
    true,
  ),
  act(
    "returnEmpty",
    "gate",
    { en: "take the empty container back", zh: "接收空箱归还" },
    [release, interchange, instrument],
    true,
  ),
  act("suspend", "release", { en: "suspend a release: its chain rests", zh: "暂停放箱" }, [
    release,
    reason,
    instrument,
  ]),
  act("resume", "release", { en: "resume a suspended release as it was", zh: "恢复放箱" }, [release, instrument]),
  act(
    "cancel",
    "release",
    {
      en: "cancel a release for good (its carrier; a court or registrar by order)",
      zh: "取消放箱（承运人；法院或登记机关凭令）",
    },
    [release, reason, instrument],
    true,
  ),
  act("extend", "release", { en: "give a release more time", zh: "延长放箱有效期" }, [release, validUntil, instrument]),
  act(
    "supersede",
    "release",
    { en: "replace a release: another container or terminal", zh: "替换放箱(换箱或换码头)" },
    [release, container, terminal, instrument],
    true,
  ),
  act("setLight", "hold", { en: "set a light that you answer for", zh: "设置放行灯" }, [
    release,
    { name: "light", kind: "choice", choices: LIGHTS, summary: { en: "which light", zh: "放行灯" } },
    { name: "colour", kind: "choice", choices: COLOURS, summary: { en: "its colour", zh: "颜色" }, default: "green" },
    reason,
    instrument,
  ]),
  act("placeHold", "hold", { en: "hold a container at a terminal", zh: "布控" }, [container, hold, reason, instrument]),
  act("liftHold", "hold", { en: "lift a hold", zh: "解除布控" }, [container, hold, reason, instrument]),
];
