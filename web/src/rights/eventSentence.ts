import { COLOURS, HOLDS, LIGHTS, type LedgerEvent } from "@lading/sdk/http";
import { inWords, termOf } from "../i18n/terms.ts";

type Sentence = { en: string; zh: string };

/** What happened, with `{from}` and `{to}` for the members concerned. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  TitleIssued: { en: "{from} issued the bill to {to}", zh: "{from} 向 {to} 签发提单" },
  TitleIssuedFromPaper: {
    en: "{from} took back the paper and issued the bill to {to}",
    zh: "{from} 收回纸质提单，向 {to} 签发电子提单",
  },
  TitleOffered: { en: "{from} offered it to {to}", zh: "{from} 向 {to} 提出转让" },
  TitleTransferred: { en: "{from} passed it to {to} (standing acceptance)", zh: "{from} 转让给 {to}（常设接受）" },
  TitleAccepted: { en: "{to} accepted it from {from}", zh: "{to} 接受 {from} 的转让" },
  TitleDeclined: { en: "{from} declined the offer of {to}", zh: "{from} 拒绝 {to} 的转让" },
  TitleRecalled: { en: "{from} recalled its offer to {to}", zh: "{from} 撤回对 {to} 的转让" },
  TitleLapsed: { en: "The offer of {from} to {to} lapsed", zh: "{from} 对 {to} 的转让逾期失效" },
  TitleEndorsedBlank: { en: "{from} endorsed it in blank", zh: "{from} 空白背书" },
  TitleNominated: { en: "{from} nominated {to}", zh: "{from} 指定 {to}" },
  TitleSigned: { en: "{from} signed it", zh: "{from} 签署" },
  TitlePledgeOffered: { en: "{from} offered it in pledge to {to}", zh: "{from} 向 {to} 提出质押" },
  TitlePledged: { en: "{to} took it in pledge from {from}", zh: "{to} 接受 {from} 的质押" },
  TitlePledgeRedirected: {
    en: "{from} named {to} to receive it after the pledge",
    zh: "{from} 指定质押解除后交付 {to}",
  },
  TitlePledgeReleased: { en: "{from} released the pledge to {to}", zh: "{from} 解除质押，交付 {to}" },
  TitlePledgeEnforced: { en: "{to} enforced its pledge against {from}", zh: "{to} 对 {from} 行使质权" },
  TitleEntrusted: { en: "{from} entrusted it to {to} on trust receipt", zh: "{from} 凭信托收据放单给 {to}" },
  TitleSurrenderConsented: { en: "{from} consented that {to} surrenders it", zh: "{from} 同意 {to} 交回" },
  TitleSurrendered: { en: "{from} surrendered it to {to}", zh: "{from} 向 {to} 交回" },
  TitleAccomplished: {
    en: "{from} accepted the surrender by {to}: accomplished",
    zh: "{from} 受理 {to} 的交回：履行完毕",
  },
  TitleConvertedToPaper: { en: "{from} changed it to paper for {to}", zh: "{from} 为 {to} 转为纸质" },
  TitleSurrenderRefused: {
    en: "{from} refused the surrender; it is back with {to}",
    zh: "{from} 拒绝受理交回，退还 {to}",
  },
  TitleSuperseded: { en: "{from} replaced it by other bills for {to}", zh: "{from} 为 {to} 以新提单替换" },
  TitleReissued: { en: "{from} issued it in place of others to {to}", zh: "{from} 向 {to} 签发替换提单" },
  TitleFrozen: { en: "{from} froze it", zh: "{from} 冻结" },
  TitleUnfrozen: { en: "{from} ended the freeze", zh: "{from} 解除冻结" },
  TitleReassigned: { en: "By order it passed from {from} to {to}", zh: "依令由 {from} 改归 {to}" },
  TitleDeliveryRecorded: { en: "{from} recorded delivery without the bill", zh: "{from} 登记无单放货" },
  ReleaseIssued: { en: "{from} issued the release to {to}", zh: "{from} 向 {to} 签发放箱权" },
  ReleasePrepared: { en: "{from} prepared the release for {to}", zh: "{from} 为 {to} 准备放箱权" },
  ReleaseActivated: { en: "{from} put it into effect", zh: "{from} 使其生效" },
  ReleaseOffered: { en: "{from} offered the right to {to}", zh: "{from} 向 {to} 提出转让" },
  ReleaseAccepted: { en: "{to} accepted the right from {from}", zh: "{to} 接受 {from} 转让的提箱权" },
  ReleaseDeclined: { en: "{from} declined; the right is with {to}", zh: "{from} 拒绝，提箱权归 {to}" },
  ReleaseRecalled: { en: "{to} took it back from {from}", zh: "{to} 自 {from} 收回" },
  ReleaseLapsed: { en: "It lapsed between {from} and {to}", zh: "{from} 与 {to} 之间逾期失效" },
  ReleaseAssigned: { en: "{from} assigned {to} as haulier", zh: "{from} 指派 {to} 承运" },
  TransportNominated: { en: "{from} named driver, plate and slot", zh: "{from} 指定司机、车牌和时段" },
  ContainerCalled: { en: "{to} is at the gate of {from}", zh: "{to} 已到达 {from} 闸口" },
  ContainerTurnedAway: { en: "{from} turned {to} away", zh: "{from} 未放行 {to}" },
  ContainerGatedOut: { en: "{from} let the container out with {to}", zh: "{from} 放行，由 {to} 提箱" },
  ManualGateOutProposed: { en: "{from} proposed to let it out by hand", zh: "{from} 提议人工放行" },
  ContainerGatedOutManually: {
    en: "{from} let it out by hand to {to}, on two officers' word",
    zh: "{from} 经双人确认人工放行给 {to}",
  },
  EmptyReturned: { en: "{from} returned the empty container to {to}", zh: "{from} 向 {to} 返还空箱" },
  ReleaseSuspended: { en: "{from} suspended it", zh: "{from} 暂停" },
  ReleaseResumed: { en: "{from} resumed it", zh: "{from} 恢复" },
  ReleaseCancelled: { en: "{from} cancelled it", zh: "{from} 取消" },
  ReleaseExtended: { en: "{from} gave it more time", zh: "{from} 延长有效期" },
  ReleaseSuperseded: { en: "{from} put another release in its place", zh: "{from} 以新放箱权替换" },
  ReleaseLightSet: { en: "{from} set the light {light}: {colour}", zh: "{from} 设置{light}：{colour}" },
  HoldPlaced: { en: "{from} placed a hold: {hold}", zh: "{from} 布控：{hold}" },
  HoldLifted: { en: "{from} lifted a hold: {hold}", zh: "{from} 撤控：{hold}" },
  DocumentAttested: { en: "{from} attested the document", zh: "{from} 签证该单证" },
  DocumentSuperseded: { en: "{from} put another document in its place", zh: "{from} 以新单证替代" },
  DocumentRevoked: { en: "{from} revoked it, reason {reason}", zh: "{from} 撤销，理由代码 {reason}" },
};

/** Names of the numbers in an event's arguments. */
const ENUMERATIONS: Readonly<Record<string, readonly string[]>> = { light: LIGHTS, colour: COLOURS, hold: HOLDS };

/** Members whom an event names, by the argument names that all registries share. */
export function membersOf(event: LedgerEvent): { from: number; to: number } {
  return { from: memberIn(event, "from") ?? memberIn(event, "by") ?? 0, to: memberIn(event, "to") ?? 0 };
}

function memberIn(event: LedgerEvent, name: string): number | undefined {
  const value = event.args[name];
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;
}

/**
 * What an event says to a person; an event that has no sentence here is said by its name and the members that it names.
 *
 * @param nameOf the name of a member
 */
export function eventSentence(event: LedgerEvent, language: "en" | "zh", nameOf: (member: number) => string): string {
  const { from, to } = membersOf(event);
  const sentence = SENTENCES[event.event]?.[language];
  if (sentence !== undefined) {
    return sentence.replace(/\{(\w+)\}/g, (_, fact: string) => {
      if (fact === "from" || fact === "to") return nameOf(fact === "from" ? from : to);
      const code = ENUMERATIONS[fact]?.[Number(event.args[fact])];
      return code === undefined ? String(event.args[fact]) : termOf(code, language);
    });
  }
  const parties = [from, to].filter((member) => member > 0).map(nameOf);
  return `${inWords(event.event)}${parties.length > 0 ? `: ${parties.join(" → ")}` : ""}`;
}
