import type { Party } from "../support/world.ts";

/** The rules of a bill once more, as plain data and plain TypeScript, written from DESIGN 4.2 and not from the contract. */
export type Kind = "straight" | "toOrder" | "toOrderNotOnward" | "bearer";
export type Endorsement = "none" | "full" | "toOrder";
export type Purpose = "none" | "delivery" | "amendment" | "changeOfDestination" | "switchBill" | "paper";
export type Offer = {
  to: Party;
  purpose: "transfer" | "pledge" | "release" | "entrust";
  endorsement: Endorsement;
  until: number;
};
export type Bill = {
  state: "live" | "offered" | "surrendered" | "accomplished" | "paper" | "superseded";
  kind: Kind;
  holder: Party;
  endorsee: Party | null;
  pledgee: Party | null;
  pledge: { pledgor: Party; releaseTo: Party | null; from: number } | null;
  offer: Offer | null;
  surrenderedFor: Purpose;
  consented: Purpose;
  nominee: { to: Party; endorsement: Endorsement } | null;
  frozen: boolean;
  delivered: boolean;
  version: number;
};
export type Model = { bills: Map<string, Bill>; standing: Map<string, number>; now: number };

/** An act as the model knows it; fields that an act does not use are ignored. */
export type Act = {
  name: string;
  by: Party;
  bill: string;
  other?: string;
  to?: Party | null;
  endorsee?: Party | null;
  releaseTo?: Party | null;
  kind?: Kind;
  endorsement?: Endorsement;
  purpose?: Purpose;
  until?: number;
};

const CARRIER: Party = "carrier";
const HOLDERS = new Set<Party>(["carrier", "agent", "shipper", "buyer", "forwarder", "bank", "rival", "liner"]);
const BANKS = new Set<Party>(["bank", "rival"]);
const AUTHORITIES = new Set<Party>(["court", "port"]);

/** Someone, not nobody. */
const given = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
const need = (condition: boolean): void => {
  if (!condition) throw new Refused();
};
class Refused extends Error {}

const mayHold = (party: Party | null | undefined): boolean => given(party) && HOLDERS.has(party);
const entitled = (b: Bill): boolean => b.kind === "straight" || b.kind === "bearer" || b.holder === b.endorsee;
const acceptsAtOnce = (m: Model, receiver: Party, offeror: Party): boolean =>
  (m.standing.get(`${receiver} ${offeror}`) ?? -1) >= m.now;
const byPledge = (b: Bill): Endorsement => (b.kind === "toOrder" ? "toOrder" : "none");

function move(b: Bill, to: Party, endorsement: Endorsement): void {
  b.holder = to;
  if (to === b.pledgee) b.consented = "none";
  if (endorsement !== "none") {
    b.endorsee = to;
    b.kind = endorsement === "full" ? "toOrderNotOnward" : "toOrder";
    b.nominee = null;
  } else if (b.endorsee === to) b.nominee = null;
}
function endPledge(b: Bill): void {
  b.pledgee = null;
  b.pledge = null;
  b.consented = "none";
}
function backToLive(b: Bill): void {
  if (b.offer?.purpose === "pledge") b.pledge = null;
  b.offer = null;
  b.state = "live";
}
function issuable(act: Act): void {
  need(mayHold(act.to));
  need((act.kind === "bearer") === !given(act.endorsee));
  if (given(act.endorsee)) need(mayHold(act.endorsee));
}
const issued = (act: Act, version: number): Bill => ({
  state: "live",
  kind: act.kind!,
  holder: act.to!,
  endorsee: act.endorsee ?? null,
  pledgee: null,
  pledge: null,
  offer: null,
  surrenderedFor: "none",
  consented: "none",
  nominee: null,
  frozen: false,
  delivered: false,
  version,
});

/** Performs an act on the model; false, and nothing changed, if the rules refuse it. */
export function perform(model: Model, act: Act): boolean {
  const copy = structuredClone(model);
  try {
    apply(copy, act);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
  model.bills = copy.bills;
  model.standing = copy.standing;
  return true;
}

function apply(m: Model, act: Act): void {
  const { by, to } = act;
  const found = m.bills.get(act.bill);
  switch (act.name) {
    case "issue":
      need(found === undefined && by === CARRIER);
      issuable(act);
      m.bills.set(act.bill, issued(act, 0));
      return;
    case "issueFromPaper":
      need((found === undefined || found.state === "paper") && by === CARRIER);
      issuable(act);
      m.bills.set(act.bill, issued(act, found === undefined ? 0 : found.version + 1));
      return;
    case "grantStandingAcceptance":
      need(given(to) && to !== by && act.until! >= m.now);
      m.standing.set(`${by} ${to!}`, act.until!);
      return;
    case "endStandingAcceptance":
      need((m.standing.get(`${by} ${to!}`) ?? 0) !== 0);
      m.standing.delete(`${by} ${to!}`);
      return;
  }
  need(found !== undefined);
  const b = found!;
  const free = !b.frozen;
  const live = b.state === "live" && free;
  const offered = b.state === "offered" && free;
  const open = live && !b.delivered;
  const running = (): boolean => act.until! >= m.now;

  switch (act.name) {
    case "offer":
      need(open && by === b.holder && mayHold(to) && running());
      if (b.pledgee !== null) need(to === b.pledgee && b.holder !== b.pledgee && act.endorsement === "none");
      if (b.kind === "straight") need(to === b.endorsee && act.endorsement === "none");
      if (act.endorsement !== "none") need(b.kind !== "toOrderNotOnward");
      if (act.endorsement !== "none" && !entitled(b)) {
        need(b.nominee?.to === to && b.nominee?.endorsement === act.endorsement);
      } else need(to !== by);
      if (to === by || acceptsAtOnce(m, to!, by)) return move(b, to!, act.endorsement!);
      b.offer = { to: to!, purpose: "transfer", endorsement: act.endorsement!, until: act.until! };
      b.state = "offered";
      return;
    case "accept": {
      need(offered && b.offer!.purpose !== "pledge" && by === b.offer!.to && m.now <= b.offer!.until);
      const { purpose, endorsement } = b.offer!;
      backToLive(b);
      move(b, by, endorsement);
      if (purpose === "release") endPledge(b);
      return;
    }
    case "acceptPledge": {
      need(offered && b.offer!.purpose === "pledge" && by === b.offer!.to && m.now <= b.offer!.until);
      const { endorsement } = b.offer!;
      b.offer = null;
      b.state = "live";
      b.pledgee = by;
      b.consented = "none";
      return move(b, by, endorsement);
    }
    case "decline":
      need(offered && by === b.offer!.to);
      return backToLive(b);
    case "recall":
      need(offered && by === b.holder);
      return backToLive(b);
    case "lapse":
      need(offered && m.now > b.offer!.until);
      return backToLive(b);
    case "endorseBlank":
      need(open && b.pledgee === null && by === b.holder && b.kind === "toOrder" && entitled(b));
      b.kind = "bearer";
      b.endorsee = null;
      b.nominee = null;
      return;
    case "nominate":
      need(open && b.pledgee === null && by === b.endorsee && by !== b.holder && b.kind === "toOrder");
      need((to === null) === (act.endorsement === "none"));
      if (to !== null) need(mayHold(to) && to !== by);
      b.nominee = to === null ? null : { to: to!, endorsement: act.endorsement! };
      return;
    case "sign":
      return need(open && by === b.holder);
    case "offerPledge":
      need(open && b.pledgee === null && by === b.holder && entitled(b) && b.kind !== "toOrderNotOnward");
      need(given(to) && BANKS.has(to) && to !== by && running());
      if (b.kind === "straight") need(to === b.endorsee && !given(act.releaseTo));
      if (given(act.releaseTo)) need(mayHold(act.releaseTo) && act.releaseTo !== by && act.releaseTo !== to);
      b.offer = { to: to!, purpose: "pledge", endorsement: byPledge(b), until: act.until! };
      b.pledge = { pledgor: by, releaseTo: act.releaseTo ?? null, from: m.now };
      b.state = "offered";
      return;
    case "redirectPledge":
      need(open && b.pledgee !== null && by === b.pledge!.pledgor);
      if (given(to)) need(b.kind !== "straight" && mayHold(to) && to !== by && to !== b.pledgee);
      b.pledge!.releaseTo = to ?? null;
      return;
    case "releasePledge": {
      need(live && b.pledgee !== null && by === b.pledgee && given(to));
      if (b.holder !== b.pledgee) {
        need(to === b.holder);
        return endPledge(b);
      }
      if (to !== b.pledge!.pledgor) {
        need(to === b.pledge!.releaseTo && !b.delivered);
        if (!acceptsAtOnce(m, to!, by)) {
          need(running());
          b.offer = { to: to!, purpose: "release", endorsement: byPledge(b), until: act.until! };
          b.state = "offered";
          return;
        }
      }
      move(b, to!, byPledge(b));
      return endPledge(b);
    }
    case "enforcePledge":
      need(live && b.pledgee !== null && by === b.pledgee && m.now >= b.pledge!.from);
      move(b, by, byPledge(b));
      return endPledge(b);
    case "entrust":
      need(open && b.pledgee !== null && by === b.pledgee && b.holder === by && given(to));
      need(to === b.pledge!.pledgor || to === b.pledge!.releaseTo);
      if (acceptsAtOnce(m, to!, by)) return move(b, to!, byPledge(b));
      need(running());
      b.offer = { to: to!, purpose: "entrust", endorsement: byPledge(b), until: act.until! };
      b.state = "offered";
      return;
    case "consentSurrender":
      need(live && b.pledgee !== null && by === b.pledgee);
      b.consented = act.purpose!;
      return;
    case "surrender":
      need(live && by === b.holder && entitled(b) && act.purpose !== "none");
      if (b.delivered) need(act.purpose === "delivery");
      if (b.pledgee !== null) need(b.holder !== b.pledgee && b.consented === act.purpose);
      b.surrenderedFor = act.purpose!;
      b.state = "surrendered";
      return;
    case "acceptSurrender":
      need(b.state === "surrendered" && free && by === CARRIER && b.surrenderedFor === "delivery");
      b.state = "accomplished";
      return;
    case "convertToPaper":
      need(b.state === "surrendered" && free && by === CARRIER && b.surrenderedFor === "paper");
      b.state = "paper";
      return;
    case "refuseSurrender":
      need(b.state === "surrendered" && free && by === CARRIER);
      b.surrenderedFor = "none";
      b.state = "live";
      return;
    case "replace": {
      need(b.state === "surrendered" && free && by === CARRIER);
      need(["amendment", "changeOfDestination", "switchBill"].includes(b.surrenderedFor));
      const next = act.other!;
      need(next === act.bill || m.bills.get(next) === undefined);
      const terms = { ...act, to: b.holder };
      issuable(terms);
      if (b.pledgee !== null) {
        need(act.kind !== "toOrderNotOnward");
        if (act.kind === "toOrder") need(act.endorsee === b.holder);
        if (act.kind === "straight") need(act.endorsee === b.pledgee);
      }
      b.state = "superseded";
      const fresh = issued(terms, next === act.bill ? b.version + 1 : 0);
      fresh.pledgee = b.pledgee;
      fresh.pledge = structuredClone(b.pledge);
      m.bills.set(next, fresh);
      return;
    }
    case "freeze":
      need(["live", "offered", "surrendered"].includes(b.state) && free && AUTHORITIES.has(by));
      b.frozen = true;
      return;
    case "unfreeze":
      need(["live", "offered", "surrendered"].includes(b.state) && b.frozen && AUTHORITIES.has(by));
      b.frozen = false;
      return;
    case "recordDelivery":
      need((b.state === "live" || b.state === "offered") && !b.delivered && by === CARRIER);
      backToLive(b);
      b.delivered = true;
      return;
    default:
      throw new Error(`no such act: ${act.name}`);
  }
}
