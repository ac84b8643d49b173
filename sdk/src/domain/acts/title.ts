import type { Act, Parameter } from "./Act.ts";
import { instrument, member, until } from "./parameters.ts";

/** Kinds of a bill, in the numbers of contracts/src/title/TitleState.sol. */
export const TITLE_KINDS = ["straight", "to-order", "to-order-not-onward", "bearer"] as const;
/** States of a bill. */
export const TITLE_STATES = [
  "none",
  "live",
  "offered",
  "surrender-pending",
  "accomplished",
  "paper",
  "superseded",
] as const;
/** What an offer says about the order: nothing (possession only), DCSA ENDORSE, DCSA ENDORSE_TO_ORDER. */
export const ENDORSEMENTS = ["none", "full", "to-order"] as const;
/** What a pending offer would do. */
export const OFFER_PURPOSES = ["none", "transfer", "pledge", "release", "entrust"] as const;
/** Why a bill is surrendered. */
export const SURRENDER_PURPOSES = [
  "none",
  "delivery",
  "amendment",
  "change-of-destination",
  "switch-bill",
  "paper",
] as const;

const title: Parameter = {
  name: "title",
  kind: "title",
  summary: { en: "the bill: its number, or its id", zh: "提单:提单号或其标识" },
};
const carrier = member("carrier", { en: "the carrier whose bill it is", zh: "提单所属承运人" }, "me");
const reference: Parameter = {
  name: "transportDocumentReference",
  kind: "reference",
  summary: { en: "the bill's number (transportDocumentReference)", zh: "提单号(transportDocumentReference)" },
};
const kind: Parameter = {
  name: "kind",
  kind: "choice",
  choices: TITLE_KINDS,
  summary: { en: "how the bill passes", zh: "提单种类:记名、指示(可/不可再背书)、不记名" },
};
const holder = member("holder", { en: "who holds the bill (usually the shipper)", zh: "持有人(通常为托运人)" });
const endorsee = member(
  "endorsee",
  {
    en: "consignee of a straight bill, order party of an order bill, nobody of a bearer bill",
    zh: "记名收货人、指示人;不记名为 nobody",
  },
  "nobody",
);
const contentDigest: Parameter = {
  name: "contentDigest",
  kind: "document",
  summary: { en: "the DCSA transport document (@file.json)", zh: "DCSA 运输单证(@文件.json)" },
};
const paperSerials: Parameter = {
  name: "paperSerials",
  kind: "digest",
  summary: { en: "serial numbers of the paper originals (@file or 0x…)", zh: "纸质正本序号(@文件或 0x…)" },
};
const endorsement: Parameter = {
  name: "endorsement",
  kind: "choice",
  choices: ENDORSEMENTS,
  summary: { en: "what the offer says about the order", zh: "背书方式" },
  default: "none",
};
const offerUntil = until("validUntil", { en: "until when it can be accepted", zh: "承诺截止时间" }, "+7d");
const purpose: Parameter = {
  name: "purpose",
  kind: "choice",
  choices: SURRENDER_PURPOSES,
  summary: { en: "why the bill is surrendered", zh: "放单/交还目的" },
  default: "delivery",
};

const act = (
  name: string,
  scope: Act["scope"],
  summary: Act["summary"],
  parameters: readonly Parameter[],
  irreversible = false,
): Act => ({ right: "title", name, scope, summary, parameters, ...(irreversible ? { irreversible } : {}) });

/** Acts of contracts/src/title: control of electronic bills of lading. */
export const titleActs: readonly Act[] = [
  act("issue", "issue", { en: "issue an electronic bill", zh: "签发电子提单" }, [
    carrier,
    reference,
    kind,
    holder,
    endorsee,
    contentDigest,
    instrument,
  ]),
  act("issueFromPaper", "issue", { en: "turn a paper bill into an electronic one", zh: "纸质提单转为电子提单" }, [
    carrier,
    reference,
    kind,
    holder,
    endorsee,
    contentDigest,
    paperSerials,
    instrument,
  ]),
  act("offer", "title", { en: "offer a bill to a member; it moves when accepted", zh: "要约转让提单(经承诺后转移)" }, [
    title,
    member("to", { en: "to whom", zh: "受让人" }),
    endorsement,
    offerUntil,
    instrument,
  ]),
  act("accept", "title", { en: "accept a bill that was offered to you", zh: "接受向本方要约的提单" }, [
    title,
    instrument,
  ]),
  act("decline", "title", { en: "decline a bill that was offered to you", zh: "拒绝要约" }, [title, instrument]),
  act("recall", "title", { en: "take back an offer before it is accepted", zh: "在承诺前撤回要约" }, [
    title,
    instrument,
  ]),
  act("lapse", null, { en: "end an offer whose deadline has passed", zh: "使过期要约失效" }, [title]),
  act(
    "endorseBlank",
    "title",
    { en: "endorse in blank: the bill becomes a bearer bill", zh: "空白背书(成为不记名提单)" },
    [title, instrument],
  ),
  act("nominate", "title", { en: "endorse from afar: name to whom the holder may offer", zh: "远程背书:指定受让人" }, [
    title,
    member("to", { en: "to whom the holder may offer; nobody withdraws", zh: "被指定人;nobody 为撤回" }),
    endorsement,
    instrument,
  ]),
  act("sign", "title", { en: "sign a bill without moving it", zh: "签署提单(不转移)" }, [title, instrument]),
  act("offerPledge", "title", { en: "offer a bill in pledge to a bank", zh: "向银行要约质押提单" }, [
    title,
    member("to", { en: "the bank", zh: "质权人(银行)" }),
    member("releaseTo", { en: "to whom else the bank may release it", zh: "银行亦可放单予谁" }, "nobody"),
    until("enforceableFrom", { en: "from when the bank may enforce", zh: "可行使质权之日" }),
    offerUntil,
    instrument,
  ]),
  act("acceptPledge", "finance", { en: "accept a bill in pledge", zh: "接受质押" }, [title, instrument]),
  act(
    "redirectPledge",
    "title",
    { en: "name to whom else the pledgee may release the bill", zh: "变更质权人可放单对象" },
    [title, member("releaseTo", { en: "to whom; nobody withdraws", zh: "对象;nobody 为撤回" }), instrument],
  ),
  act(
    "releasePledge",
    "finance",
    { en: "release a pledge, to the pledgor or to whom it named", zh: "解除质押并放单" },
    [title, member("to", { en: "to whom the bill goes", zh: "放单对象" }), offerUntil, instrument],
  ),
  act(
    "enforcePledge",
    "finance",
    { en: "enforce a pledge after the agreed date", zh: "到期行使质权" },
    [title, instrument],
    true,
  ),
  act("entrust", "finance", { en: "let a customer have the bill on trust receipt", zh: "凭信托收据放单" }, [
    title,
    member("to", { en: "to whom", zh: "客户" }),
    offerUntil,
    instrument,
  ]),
  act("consentSurrender", "finance", { en: "consent that an entrusted bill is surrendered", zh: "同意交还受托提单" }, [
    title,
    purpose,
    instrument,
  ]),
  act("surrender", "title", { en: "surrender a bill to its carrier", zh: "向承运人交还提单" }, [
    title,
    purpose,
    instrument,
  ]),
  act(
    "acceptSurrender",
    "issue",
    { en: "accept a surrender for delivery: the bill is spent", zh: "接受交还,提单注销(可放货)" },
    [title, instrument],
    true,
  ),
  act(
    "convertToPaper",
    "issue",
    { en: "convert a surrendered bill to paper", zh: "转为纸质提单" },
    [title, paperSerials, instrument],
    true,
  ),
  act("refuseSurrender", "issue", { en: "refuse a surrender: the bill goes back", zh: "拒绝交还,提单退回" }, [
    title,
    { name: "reason", kind: "reference", summary: { en: "reason code", zh: "理由代码" } },
    instrument,
  ]),
  act(
    "replace",
    "issue",
    {
      en: "replace surrendered bills: amend, split, combine, switch or void",
      zh: "以新提单替换:更正、拆分、合并、换单、作废",
    },
    [
      carrier,
      {
        name: "replaced",
        kind: "titles",
        summary: { en: "the surrendered bills, comma-separated", zh: "被替换提单,逗号分隔" },
      },
      {
        name: "replacements",
        kind: "json",
        summary: {
          en: "@file.json: [{transportDocumentReference, kind, endorsee, contentDigest}]; [] voids",
          zh: "@文件.json:[{transportDocumentReference, kind, endorsee, contentDigest}];[] 为作废",
        },
      },
      instrument,
    ],
    true,
  ),
  act("freeze", "hold", { en: "freeze a bill (court, registrar)", zh: "冻结提单(法院、登记机关)" }, [
    title,
    instrument,
  ]),
  act("unfreeze", "hold", { en: "end a freeze", zh: "解除冻结" }, [title, instrument]),
  act(
    "reassign",
    null,
    { en: "move a frozen bill as a court ordered (governance)", zh: "依法院裁定划转(治理)" },
    [
      title,
      holder,
      endorsee,
      member("pledgee", { en: "who has a security interest from now on", zh: "此后质权人" }, "nobody"),
      instrument,
    ],
    true,
  ),
  act(
    "recordDelivery",
    "issue",
    { en: "record that the goods were delivered without presentation", zh: "登记无单放货(永久可见)" },
    [title, instrument],
    true,
  ),
  act("grantStandingAcceptance", "administer", { en: "accept offers of a named member at once", zh: "授予自动承诺" }, [
    member("offeror", { en: "whose offers", zh: "要约方" }),
    until("validUntil", { en: "last moment", zh: "截止时间" }, "never"),
    instrument,
  ]),
  act("endStandingAcceptance", "administer", { en: "end a standing acceptance", zh: "终止自动承诺" }, [
    member("offeror", { en: "whose offers", zh: "要约方" }),
    instrument,
  ]),
];
