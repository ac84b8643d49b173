import { id } from "ethers";
import { NEVER, ZERO, reference, titleIdOf } from "../support/world.ts";
import type { Party, World } from "../support/world.ts";

export const KIND = { straight: 0, toOrder: 1, toOrderNotOnward: 2, bearer: 3 } as const;
export const ENDORSEMENT = { none: 0, full: 1, toOrder: 2 } as const;
export const PURPOSE = { none: 0, delivery: 1, amendment: 2, changeOfDestination: 3, switchBill: 4, paper: 5 } as const;
export const STATES = ["None", "Live", "Offered", "SurrenderPending", "Accomplished", "Paper", "Superseded"] as const;
export type StateName = (typeof STATES)[number];

export const NUMBER = "HLCUSHA261124000123A";
export const CONTENT = id("content");
export const CASE = id("case");

/** How far ahead the offers of the situations run, seconds. */
export const OFFER_TIME = 100_000;
/** From when the pledges of the situations may be enforced, seconds after the start. */
export const ENFORCE_AFTER = 50_000;

type Step = (world: World, title: string, start: number) => Promise<unknown>;

const issue =
  (kind: number, endorsee: Party | null): Step =>
  (w) =>
    w.act("carrier", "title", "issue", [
      w.ids.carrier,
      reference(NUMBER),
      kind,
      w.ids.shipper,
      endorsee === null ? 0 : w.ids[endorsee],
      CONTENT,
      ZERO,
    ]);
const offer =
  (from: Party, to: Party, endorsement: number): Step =>
  (w, t, start) =>
    w.act(from, "title", "offer", [t, w.ids[to], endorsement, start + OFFER_TIME, ZERO]);
const simple =
  (by: Party, name: string, ...args: unknown[]): Step =>
  (w, t) =>
    w.act(by, "title", name, [t, ...args, ZERO]);
const stamped =
  (by: Party, name: string, ...args: unknown[]): Step =>
  (w, t) =>
    w.act(by, "title", name, [t, ...args, CASE]);
const offerPledge: Step = (w, t, start) =>
  w.act("shipper", "title", "offerPledge", [
    t,
    w.ids.bank,
    w.ids.buyer,
    start + ENFORCE_AFTER,
    start + OFFER_TIME,
    ZERO,
  ]);
const byPledgee =
  (name: string, to: Party): Step =>
  (w, t, start) =>
    w.act("bank", "title", name, [t, w.ids[to], start + OFFER_TIME, ZERO]);

const order = issue(KIND.toOrder, "shipper");
const pledged = [order, offerPledge, simple("bank", "acceptPledge")];
const entrusted = [...pledged, byPledgee("entrust", "buyer"), simple("buyer", "accept")];
const away = [order, offer("shipper", "forwarder", ENDORSEMENT.none), simple("forwarder", "accept")];
const surrender = (purpose: number): Step => simple("shipper", "surrender", purpose);

/** The ways in which a bill can stand, and how it gets there. `state` is the state table's. */
export const situations: Record<string, { state: StateName; frozen?: true; steps: Step[] }> = {
  unissued: { state: "None", steps: [] },
  live: { state: "Live", steps: [order] },
  straight: { state: "Live", steps: [issue(KIND.straight, "buyer")] },
  straightAtConsignee: {
    state: "Live",
    steps: [issue(KIND.straight, "buyer"), offer("shipper", "buyer", ENDORSEMENT.none), simple("buyer", "accept")],
  },
  bearer: { state: "Live", steps: [issue(KIND.bearer, null)] },
  notOnward: {
    state: "Live",
    steps: [order, offer("shipper", "buyer", ENDORSEMENT.full), simple("buyer", "accept")],
  },
  away: { state: "Live", steps: away },
  nominated: {
    state: "Live",
    steps: [...away, (w, t) => w.act("shipper", "title", "nominate", [t, w.ids.buyer, ENDORSEMENT.full, ZERO])],
  },
  offered: { state: "Offered", steps: [order, offer("shipper", "buyer", ENDORSEMENT.toOrder)] },
  expired: {
    state: "Offered",
    steps: [
      order,
      offer("shipper", "buyer", ENDORSEMENT.toOrder),
      (w) => w.networkHelpers.time.increase(OFFER_TIME + 1),
    ],
  },
  pledgeOffered: { state: "Offered", steps: [order, offerPledge] },
  pledged: { state: "Live", steps: pledged },
  enforceable: { state: "Live", steps: [...pledged, (w) => w.networkHelpers.time.increase(ENFORCE_AFTER)] },
  releaseOffered: { state: "Offered", steps: [...pledged, byPledgee("releasePledge", "buyer")] },
  entrustOffered: { state: "Offered", steps: [...pledged, byPledgee("entrust", "buyer")] },
  entrusted: { state: "Live", steps: entrusted },
  consented: { state: "Live", steps: [...entrusted, simple("bank", "consentSurrender", PURPOSE.delivery)] },
  surrendered: { state: "SurrenderPending", steps: [order, surrender(PURPOSE.delivery)] },
  surrenderedForAmendment: { state: "SurrenderPending", steps: [order, surrender(PURPOSE.amendment)] },
  surrenderedForPaper: { state: "SurrenderPending", steps: [order, surrender(PURPOSE.paper)] },
  accomplished: {
    state: "Accomplished",
    steps: [order, surrender(PURPOSE.delivery), simple("carrier", "acceptSurrender")],
  },
  paper: {
    state: "Paper",
    steps: [order, surrender(PURPOSE.paper), stamped("carrier", "convertToPaper", id("serials"))],
  },
  superseded: {
    state: "Superseded",
    steps: [
      order,
      surrender(PURPOSE.amendment),
      (w, t) => w.act("carrier", "title", "replace", [w.ids.carrier, [t], [], CASE]),
    ],
  },
  frozen: { state: "Live", frozen: true, steps: [order, stamped("court", "freeze")] },
  frozenOffered: {
    state: "Offered",
    frozen: true,
    steps: [order, offer("shipper", "buyer", ENDORSEMENT.toOrder), stamped("court", "freeze")],
  },
  frozenSurrendered: {
    state: "SurrenderPending",
    frozen: true,
    steps: [order, surrender(PURPOSE.delivery), stamped("court", "freeze")],
  },
  delivered: { state: "Live", steps: [order, stamped("carrier", "recordDelivery")] },
  deliveredPledged: { state: "Live", steps: [...pledged, stamped("carrier", "recordDelivery")] },
  deliveredEntrusted: { state: "Live", steps: [...entrusted, stamped("carrier", "recordDelivery")] },
};
export type Situation = keyof typeof situations;

/** Brings a bill into a situation. */
export async function arrange(world: World, situation: string): Promise<{ title: string; start: number }> {
  const title = titleIdOf(world.ids.carrier, NUMBER);
  const start = await world.now();
  for (const step of situations[situation]!.steps) await step(world, title, start);
  return { title, start };
}

/** The arguments with which each act is tried, whoever tries it. */
export const attempts: Record<string, (w: World, title: string, start: number) => unknown[]> = {
  issue: (w) => [w.ids.carrier, reference(NUMBER), KIND.toOrder, w.ids.shipper, w.ids.shipper, CONTENT, ZERO],
  issueFromPaper: (w) => [
    w.ids.carrier,
    reference(NUMBER),
    KIND.toOrder,
    w.ids.shipper,
    w.ids.shipper,
    id("content 2"),
    id("serials"),
    CASE,
  ],
  offer: (w, t) => [t, w.ids.buyer, ENDORSEMENT.full, NEVER, ZERO],
  accept: (_, t) => [t, ZERO],
  decline: (_, t) => [t, ZERO],
  recall: (_, t) => [t, ZERO],
  lapse: (_, t) => [t],
  endorseBlank: (_, t) => [t, ZERO],
  nominate: (w, t) => [t, w.ids.buyer, ENDORSEMENT.full, ZERO],
  sign: (_, t) => [t, CASE],
  offerPledge: (w, t, start) => [t, w.ids.bank, 0, start, NEVER, ZERO],
  acceptPledge: (_, t) => [t, ZERO],
  redirectPledge: (w, t) => [t, w.ids.forwarder, ZERO],
  releasePledge: (w, t) => [t, w.ids.shipper, 0, ZERO],
  enforcePledge: (_, t) => [t, ZERO],
  entrust: (w, t) => [t, w.ids.shipper, NEVER, ZERO],
  consentSurrender: (_, t) => [t, PURPOSE.delivery, ZERO],
  surrender: (_, t) => [t, PURPOSE.delivery, ZERO],
  acceptSurrender: (_, t) => [t, ZERO],
  convertToPaper: (_, t) => [t, id("serials"), CASE],
  refuseSurrender: (_, t) => [t, reference("DISCREPANCY"), ZERO],
  replace: (w, t) => [w.ids.carrier, [t], [[reference(NUMBER), KIND.toOrder, w.ids.shipper, id("content 2")]], CASE],
  freeze: (_, t) => [t, CASE],
  unfreeze: (_, t) => [t, CASE],
  reassign: (w, t) => [t, w.ids.forwarder, w.ids.forwarder, 0, CASE],
  recordDelivery: (_, t) => [t, CASE],
};

/** The rows of the state table: where each act passes with its arguments above, who may do it there, and where that leads. */
export const rows: { act: string; situation: string; by: Party[]; to: StateName; event: string }[] = [
  { act: "issue", situation: "unissued", by: ["carrier"], to: "Live", event: "TitleIssued" },
  { act: "issueFromPaper", situation: "unissued", by: ["carrier"], to: "Live", event: "TitleIssuedFromPaper" },
  { act: "issueFromPaper", situation: "paper", by: ["carrier"], to: "Live", event: "TitleIssuedFromPaper" },
  ...["live", "bearer"].map((situation) => ({
    act: "offer",
    situation,
    by: ["shipper"] as Party[],
    to: "Offered" as const,
    event: "TitleOffered",
  })),
  { act: "offer", situation: "nominated", by: ["forwarder"], to: "Offered", event: "TitleOffered" },
  { act: "accept", situation: "offered", by: ["buyer"], to: "Live", event: "TitleAccepted" },
  { act: "accept", situation: "releaseOffered", by: ["buyer"], to: "Live", event: "TitleAccepted" },
  { act: "accept", situation: "entrustOffered", by: ["buyer"], to: "Live", event: "TitleAccepted" },
  { act: "decline", situation: "offered", by: ["buyer"], to: "Live", event: "TitleDeclined" },
  { act: "decline", situation: "expired", by: ["buyer"], to: "Live", event: "TitleDeclined" },
  { act: "decline", situation: "pledgeOffered", by: ["bank"], to: "Live", event: "TitleDeclined" },
  { act: "decline", situation: "releaseOffered", by: ["buyer"], to: "Live", event: "TitleDeclined" },
  { act: "decline", situation: "entrustOffered", by: ["buyer"], to: "Live", event: "TitleDeclined" },
  { act: "recall", situation: "offered", by: ["shipper"], to: "Live", event: "TitleRecalled" },
  { act: "recall", situation: "expired", by: ["shipper"], to: "Live", event: "TitleRecalled" },
  { act: "recall", situation: "pledgeOffered", by: ["shipper"], to: "Live", event: "TitleRecalled" },
  { act: "recall", situation: "releaseOffered", by: ["bank"], to: "Live", event: "TitleRecalled" },
  { act: "recall", situation: "entrustOffered", by: ["bank"], to: "Live", event: "TitleRecalled" },
  {
    act: "lapse",
    situation: "expired",
    by: ["port", "carrier", "agent", "shipper", "buyer", "forwarder", "bank", "rival", "court", "haulier", "liner"],
    to: "Live",
    event: "TitleLapsed",
  },
  { act: "endorseBlank", situation: "live", by: ["shipper"], to: "Live", event: "TitleEndorsedBlank" },
  { act: "nominate", situation: "away", by: ["shipper"], to: "Live", event: "TitleNominated" },
  { act: "nominate", situation: "nominated", by: ["shipper"], to: "Live", event: "TitleNominated" },
  { act: "sign", situation: "live", by: ["shipper"], to: "Live", event: "TitleSigned" },
  { act: "sign", situation: "straight", by: ["shipper"], to: "Live", event: "TitleSigned" },
  { act: "sign", situation: "straightAtConsignee", by: ["buyer"], to: "Live", event: "TitleSigned" },
  { act: "sign", situation: "bearer", by: ["shipper"], to: "Live", event: "TitleSigned" },
  { act: "sign", situation: "notOnward", by: ["buyer"], to: "Live", event: "TitleSigned" },
  { act: "sign", situation: "away", by: ["forwarder"], to: "Live", event: "TitleSigned" },
  { act: "sign", situation: "nominated", by: ["forwarder"], to: "Live", event: "TitleSigned" },
  { act: "sign", situation: "pledged", by: ["bank"], to: "Live", event: "TitleSigned" },
  { act: "sign", situation: "enforceable", by: ["bank"], to: "Live", event: "TitleSigned" },
  { act: "sign", situation: "entrusted", by: ["buyer"], to: "Live", event: "TitleSigned" },
  { act: "sign", situation: "consented", by: ["buyer"], to: "Live", event: "TitleSigned" },
  { act: "offerPledge", situation: "live", by: ["shipper"], to: "Offered", event: "TitlePledgeOffered" },
  { act: "offerPledge", situation: "bearer", by: ["shipper"], to: "Offered", event: "TitlePledgeOffered" },
  { act: "acceptPledge", situation: "pledgeOffered", by: ["bank"], to: "Live", event: "TitlePledged" },
  ...["pledged", "enforceable", "entrusted", "consented"].map((situation) => ({
    act: "redirectPledge",
    situation,
    by: ["shipper"] as Party[],
    to: "Live" as const,
    event: "TitlePledgeRedirected",
  })),
  ...["pledged", "enforceable", "deliveredPledged"].map((situation) => ({
    act: "releasePledge",
    situation,
    by: ["bank"] as Party[],
    to: "Live" as const,
    event: "TitlePledgeReleased",
  })),
  { act: "enforcePledge", situation: "enforceable", by: ["bank"], to: "Live", event: "TitlePledgeEnforced" },
  { act: "entrust", situation: "pledged", by: ["bank"], to: "Offered", event: "TitleOffered" },
  { act: "entrust", situation: "enforceable", by: ["bank"], to: "Offered", event: "TitleOffered" },
  ...["pledged", "enforceable", "entrusted", "consented", "deliveredPledged", "deliveredEntrusted"].map(
    (situation) => ({
      act: "consentSurrender",
      situation,
      by: ["bank"] as Party[],
      to: "Live" as const,
      event: "TitleSurrenderConsented",
    }),
  ),
  ...(
    [
      ["live", "shipper"],
      ["straight", "shipper"],
      ["straightAtConsignee", "buyer"],
      ["bearer", "shipper"],
      ["notOnward", "buyer"],
      ["consented", "buyer"],
      ["delivered", "shipper"],
    ] as const
  ).map(([situation, by]) => ({
    act: "surrender",
    situation,
    by: [by] as Party[],
    to: "SurrenderPending" as const,
    event: "TitleSurrendered",
  })),
  { act: "acceptSurrender", situation: "surrendered", by: ["carrier"], to: "Accomplished", event: "TitleAccomplished" },
  {
    act: "convertToPaper",
    situation: "surrenderedForPaper",
    by: ["carrier"],
    to: "Paper",
    event: "TitleConvertedToPaper",
  },
  ...["surrendered", "surrenderedForAmendment", "surrenderedForPaper"].map((situation) => ({
    act: "refuseSurrender",
    situation,
    by: ["carrier"] as Party[],
    to: "Live" as const,
    event: "TitleSurrenderRefused",
  })),
  { act: "replace", situation: "surrenderedForAmendment", by: ["carrier"], to: "Live", event: "TitleReissued" },
  ...Object.entries(situations)
    .filter(([, s]) => ["Live", "Offered", "SurrenderPending"].includes(s.state))
    .flatMap(([situation, s]) =>
      s.frozen === true
        ? [
            { act: "unfreeze", situation, by: ["court", "port"] as Party[], to: s.state, event: "TitleUnfrozen" },
            { act: "reassign", situation, by: ["port"] as Party[], to: "Live" as const, event: "TitleReassigned" },
          ]
        : [{ act: "freeze", situation, by: ["court", "port"] as Party[], to: s.state, event: "TitleFrozen" }],
    ),
  ...Object.entries(situations)
    .filter(([name, s]) => ["Live", "Offered"].includes(s.state) && !name.startsWith("delivered"))
    .map(([situation]) => ({
      act: "recordDelivery",
      situation,
      by: ["carrier"] as Party[],
      to: "Live" as const,
      event: "TitleDeliveryRecorded",
    })),
];
