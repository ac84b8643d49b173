import { expect } from "chai";
import fc from "fast-check";
import { id } from "ethers";
import type { Result } from "ethers";
import { ZERO, createWorld, parties, reference, titleIdOf } from "../support/world.ts";
import type { Party, World } from "../support/world.ts";
import { perform } from "./model.ts";
import type { Act, Bill, Endorsement, Kind, Model, Purpose } from "./model.ts";
import { recomputeTrail } from "./recomputeTrail.ts";

const KINDS: Kind[] = ["straight", "toOrder", "toOrderNotOnward", "bearer"];
const ENDORSEMENTS: Endorsement[] = ["none", "full", "toOrder"];
const PURPOSES: Purpose[] = ["none", "delivery", "amendment", "changeOfDestination", "switchBill", "paper"];
const STATES = [undefined, "live", "offered", "surrendered", "accomplished", "paper", "superseded"];
const OFFER_PURPOSES = ["none", "transfer", "pledge", "release", "entrust"];
const BILLS = ["A", "B", "C"];
const FITTING = {
  none: ["issue", "issue", "issueFromPaper"],
  live: ["offer", "offer", "offer", "offerPledge", "offerPledge", "surrender", "nominate", "endorseBlank", "sign"],
  pledged: [
    "releasePledge",
    "entrust",
    "entrust",
    "consentSurrender",
    "enforcePledge",
    "redirectPledge",
    "offer",
    "surrender",
  ],
  offered: ["accept", "accept", "acceptPledge", "acceptPledge", "decline", "recall", "lapse", "lapse"],
  surrendered: ["acceptSurrender", "convertToPaper", "refuseSurrender", "refuseSurrender", "replace", "replace"],
  frozen: ["unfreeze", "unfreeze", "recordDelivery"],
  any: ["freeze", "recordDelivery", "grantStandingAcceptance", "endStandingAcceptance", "issueFromPaper"],
};
const ACTS = [...new Set(Object.values(FITTING).flat())];

/** How many sequences are tried, and from which seed: LADING_MODEL_RUNS, LADING_MODEL_SEED. */
const numRuns = Number(process.env.LADING_MODEL_RUNS ?? 40);
const seed = Number(process.env.LADING_MODEL_SEED ?? 20261124);

/** A step before it is known who would be fit to do it. */
const step = fc.record({
  name: fc.constantFrom(...ACTS),
  bill: fc.constantFrom(...BILLS),
  other: fc.constantFrom(...BILLS),
  pick: fc.integer({ min: 0, max: 99 }),
  fit: fc.integer({ min: 0, max: 9 }),
  by: fc.constantFrom(...parties),
  to: fc.option(fc.constantFrom<Party>("shipper", "buyer", "forwarder", "bank", "rival", "carrier", "haulier"), {
    freq: 8,
    nil: null,
  }),
  endorsee: fc.option(fc.constantFrom<Party>("shipper", "buyer", "bank"), { nil: null }),
  kind: fc.constantFrom<Kind>("toOrder", "toOrder", ...KINDS),
  endorsement: fc.constantFrom(...ENDORSEMENTS),
  purpose: fc.constantFrom<Purpose>("delivery", "amendment", ...PURPOSES),
  ahead: fc.constantFrom(-10, 20, 20, 1000, 1000),
  jump: fc.constantFrom(0, 0, 0, 0, 15, 100),
  signed: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Most sequences open with a pledge: it is what takes most steps to reach by chance. */
const opening = (name: string, changes: Partial<Step> = {}): Step => ({
  name,
  bill: "B",
  other: "C",
  pick: 0,
  fit: 0,
  by: "shipper",
  to: "buyer",
  endorsee: "shipper",
  kind: "toOrder",
  endorsement: "none",
  purpose: "delivery",
  ahead: 1000,
  jump: 0,
  signed: false,
  ...changes,
});
const OPENING: Step[] = [
  opening("issue", { to: "shipper" }),
  opening("offerPledge", { endorsee: "buyer" }),
  opening("acceptPledge"),
  opening("entrust"),
  opening("accept"),
  opening("consentSurrender"),
];

/** Three times of four an act that belongs to the bill's state, so that sequences get somewhere; else any. */
function choose(model: Model, { name, bill, pick }: Step): string {
  const b = model.bills.get(bill);
  if (pick >= 75) return pick < 80 ? FITTING.any[pick % 5]! : name;
  const state = b === undefined || b.state === "paper" ? "none" : b.state;
  const list =
    b?.frozen === true
      ? FITTING.frozen
      : state === "live" && b!.pledgee !== null
        ? FITTING.pledged
        : (FITTING[state as keyof typeof FITTING] ?? ACTS);
  return list[pick % list.length]!;
}
/** Eight times of ten the one whom the act is for, so that sequences get somewhere; else anyone. */
function actor(model: Model, { name, bill, fit, by }: Step): Party {
  const b = model.bills.get(bill);
  if (fit >= 8) return by;
  if (name === "endStandingAcceptance")
    return ([...model.standing.keys()][0]?.split(" ")[0] as Party | undefined) ?? by;
  if (
    [
      "issue",
      "issueFromPaper",
      "acceptSurrender",
      "convertToPaper",
      "refuseSurrender",
      "replace",
      "recordDelivery",
    ].includes(name)
  )
    return "carrier";
  if (name === "freeze" || name === "unfreeze") return "court";
  if (b === undefined) return by;
  if (["accept", "acceptPledge", "decline"].includes(name)) return b.offer?.to ?? by;
  if (["releasePledge", "enforcePledge", "entrust", "consentSurrender"].includes(name)) return b.pledgee ?? by;
  if (name === "redirectPledge") return b.pledge?.pledgor ?? by;
  if (name === "nominate") return b.endorsee ?? by;
  return name.endsWith("StandingAcceptance") ? by : b.holder;
}
/** Half the time a party that the act could name with effect. */
function counterparty(model: Model, { name, bill, fit, to }: Step): Party | null {
  const b = model.bills.get(bill);
  if (name === "endStandingAcceptance")
    return ([...model.standing.keys()][0]?.split(" ")[1] as Party | undefined) ?? to;
  if (fit % 2 === 0 && (name === "releasePledge" || name === "entrust")) {
    if (b !== undefined && b.holder !== b.pledgee) return b.holder;
    return (fit % 4 === 0 ? b?.pledge?.releaseTo : b?.pledge?.pledgor) ?? to;
  }
  if (fit % 2 === 0 && name === "offer")
    return b?.pledgee ?? (b?.kind === "straight" ? b.endorsee : (b?.nominee?.to ?? to));
  if (fit % 2 === 0 && name === "offerPledge") return b?.kind === "straight" ? b.endorsee : "bank";
  return to;
}

/** The contract and the model agree after every act of random sequences: on who may, and on what comes of it. */
describe("TitleRegistry against a plain model", () => {
  let world: World;
  let fresh: Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;
  const tally = new Map<string, number>();

  before(async () => {
    world = await createWorld();
    fresh = await world.networkHelpers.takeSnapshot();
  });

  const partyId = (party: Party | null | undefined): number =>
    party === null || party === undefined ? 0 : world.ids[party];
  const titleOf = (bill: string): string => titleIdOf(world.ids.carrier, bill);

  function encode(act: Act): unknown[] {
    const t = titleOf(act.bill);
    const terms = [KINDS.indexOf(act.kind!), partyId(act.to), partyId(act.endorsee), id("content")];
    const endorsement = ENDORSEMENTS.indexOf(act.endorsement!);
    switch (act.name) {
      case "issue":
        return [world.ids.carrier, reference(act.bill), ...terms, ZERO];
      case "issueFromPaper":
        return [world.ids.carrier, reference(act.bill), ...terms, id("serials"), id("statement")];
      case "offer":
        return [t, partyId(act.to), endorsement, act.until, ZERO];
      case "nominate":
        return [t, partyId(act.to), endorsement, ZERO];
      case "offerPledge":
        // Enforceable at once: the model's clock is the block's.
        return [t, partyId(act.to), partyId(act.releaseTo), 0, act.until, ZERO];
      case "redirectPledge":
        return [t, partyId(act.to), ZERO];
      case "releasePledge":
      case "entrust":
        return [t, partyId(act.to), act.until, ZERO];
      case "consentSurrender":
      case "surrender":
        return [t, PURPOSES.indexOf(act.purpose!), ZERO];
      case "convertToPaper":
        return [t, id("serials"), id("statement")];
      case "refuseSurrender":
        return [t, reference("REASON"), ZERO];
      case "replace":
        return [
          world.ids.carrier,
          [t],
          [[reference(act.other!), KINDS.indexOf(act.kind!), partyId(act.endorsee), id("content 2")]],
          ZERO,
        ];
      case "lapse":
        return [t];
      case "grantStandingAcceptance":
        return [partyId(act.to), act.until, ZERO];
      case "endStandingAcceptance":
        return [partyId(act.to), ZERO];
      default:
        return [t, id("instrument")];
    }
  }

  async function decoded(bill: string): Promise<unknown> {
    const t = ((await world.read("title", "getTitle", titleOf(bill))) as Result).toObject() as Record<string, bigint>;
    if (t.state === 0n) return undefined;
    const [nominee, how] = (await world.read("title", "nominationOf", titleOf(bill))) as [bigint, bigint];
    const pledge = ((await world.read("title", "pledgeOf", titleOf(bill))) as Result).toArray() as bigint[];
    const name = (number: bigint): Party | null => parties.find((party) => BigInt(world.ids[party]) === number) ?? null;
    const final = t.state! > 3n;
    return {
      state: STATES[Number(t.state)],
      kind: KINDS[Number(t.kind)],
      holder: name(t.holder!),
      endorsee: name(t.endorsee!),
      pledgee: name(t.pledgee!),
      pledge: pledge[0] === 0n || final ? null : [name(pledge[0]!), name(pledge[1]!)],
      offer:
        t.offeree === 0n
          ? null
          : {
              to: name(t.offeree!),
              purpose: OFFER_PURPOSES[Number(t.offerPurpose)],
              endorsement: ENDORSEMENTS[Number(t.offeredEndorsement)],
              until: Number(t.offerDeadline),
            },
      surrenderedFor: PURPOSES[Number(t.purpose)],
      consented: PURPOSES[Number(t.consented)],
      nominee: nominee === 0n ? null : [name(nominee), ENDORSEMENTS[Number(how)]],
      frozen: t.frozen,
      delivered: t.delivered,
      version: Number(t.version),
    };
  }
  function expected(bill: Bill | undefined): unknown {
    if (bill === undefined) return undefined;
    const final = ["accomplished", "paper", "superseded"].includes(bill.state);
    return {
      ...bill,
      pledge: bill.pledge === null || final ? null : [bill.pledge.pledgor, bill.pledge.releaseTo],
      nominee: bill.nominee === null ? null : [bill.nominee.to, bill.nominee.endorsement],
    };
  }

  it(`agrees over ${numRuns} sequences from seed ${seed}`, async function () {
    this.timeout(0);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60, size: "max" }), async (steps) => {
        await fresh.restore();
        fresh = await world.networkHelpers.takeSnapshot();
        const model: Model = { bills: new Map(), standing: new Map(), now: await world.now() };
        for (const [index, random] of [...OPENING.slice(0, 1 + (steps[0]!.pick % 6)), ...steps].entries()) {
          const s =
            index < OPENING.length && OPENING.includes(random) ? random : { ...random, name: choose(model, random) };
          model.now += 1 + s.jump;
          await world.networkHelpers.time.setNextBlockTimestamp(model.now);
          const act: Act = {
            ...s,
            by: actor(model, s),
            to: counterparty(model, s),
            releaseTo: s.endorsee,
            until: model.now + s.ahead,
          };
          const before = JSON.stringify(model.bills.get(act.bill));
          const passes = perform(model, act);
          let refusal = "";
          try {
            await world.act(act.by, "title", act.name, encode(act), { signed: s.signed });
          } catch (error) {
            refusal = (error as Error).message;
          }
          const seen = `${JSON.stringify(act)} on ${before}: ${refusal || "passed"}`;
          expect(refusal === "", seen).to.equal(passes);
          for (const bill of BILLS) {
            expect(await decoded(bill), `${bill} after ${seen}`).to.deep.equal(expected(model.bills.get(bill)));
          }
          const key = `${act.name} ${passes ? "passed" : "refused"}`;
          tally.set(key, (tally.get(key) ?? 0) + 1);
        }
        for (const bill of BILLS) {
          expect(await recomputeTrail(world, titleOf(bill))).to.equal(
            await world.read("title", "trailOf", titleOf(bill)),
          );
        }
      }),
      { numRuns, seed, endOnFailure: false },
    );
  });

  it("the sequences reach both sides of every act", function () {
    if (numRuns < 40) this.skip();
    for (const name of new Set(ACTS)) {
      for (const outcome of ["passed", "refused"])
        expect(tally.get(`${name} ${outcome}`), `${name} ${outcome}`).to.be.greaterThan(0);
    }
  });
});
