import { expect } from "chai";
import { id } from "ethers";
import type { Result } from "ethers";
import { NEVER, ROLE, SCOPE, ZERO, createWorld, key, reference, titleIdOf } from "../support/world.ts";
import type { Party, World } from "../support/world.ts";
import { recomputeTrail } from "./recomputeTrail.ts";
import {
  CASE,
  CONTENT,
  ENDORSEMENT,
  ENFORCE_AFTER,
  KIND,
  NUMBER,
  OFFER_TIME,
  PURPOSE,
  arrange,
  situations,
} from "./situations.ts";

type Title = {
  state: bigint;
  kind: bigint;
  holder: bigint;
  endorsee: bigint;
  pledgee: bigint;
  offeree: bigint;
  version: bigint;
  entitled: boolean;
  delivered: boolean;
  frozen: boolean;
  replacement: boolean;
  fromPaper: boolean;
  consented: bigint;
  contentDigest: string;
};

/** What the rows of the state table leave to say: arguments, parties, restoration, lineage, and the known faults of peers. */
describe("TitleRegistry, the rules", () => {
  let world: World;
  let fresh: Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;
  let title: string;
  let start: number;

  before(async () => {
    world = await createWorld();
    title = titleIdOf(world.ids.carrier, NUMBER);
    fresh = await world.networkHelpers.takeSnapshot();
  });
  beforeEach(async () => {
    await fresh.restore();
    fresh = await world.networkHelpers.takeSnapshot();
    start = await world.now();
  });

  const act = (party: Party, name: string, ...args: unknown[]) => world.act(party, "title", name, args);
  const refused = async (party: Party, name: string, ...args: unknown[]): Promise<string> =>
    (await world.refusal(party, "title", name, args))?.name ?? "passes";
  const get = async (of = title): Promise<Title> =>
    ((await world.read("title", "getTitle", of)) as Result).toObject() as Title;
  const word = async (of = title): Promise<unknown> => world.read("title", "stateOf", of);
  const member = (party: Party): bigint => BigInt(world.ids[party]);
  const issue = (number: string, kind: number, holder: Party, endorsee: Party | null, by: Party = "carrier") =>
    act(
      by,
      "issue",
      world.ids.carrier,
      reference(number),
      kind,
      world.ids[holder],
      endorsee === null ? 0 : world.ids[endorsee],
      CONTENT,
      ZERO,
    );
  const situated = async (situation: string): Promise<void> => {
    ({ start } = await arrange(world, situation));
  };

  describe("issue", () => {
    const args = (changes: Record<string, unknown> = {}): unknown[] =>
      Object.values({
        carrier: world.ids.carrier,
        reference: reference(NUMBER),
        kind: KIND.toOrder,
        holder: world.ids.shipper,
        endorsee: world.ids.shipper,
        contentDigest: CONTENT,
        instrument: ZERO,
        ...changes,
      });
    for (const [what, changes, error] of [
      ["without a number", { reference: ZERO }, "TitleArgumentInvalid"],
      ["without content", { contentDigest: ZERO }, "TitleArgumentInvalid"],
      ["to order of nobody", { endorsee: 0 }, "TitleArgumentInvalid"],
      ["straight without a consignee", { kind: KIND.straight, endorsee: 0 }, "TitleArgumentInvalid"],
      ["to bearer with an order party", { kind: KIND.bearer }, "TitleArgumentInvalid"],
      ["to an unknown member", { holder: 99, endorsee: 99 }, "MemberUnknown"],
      ["to nobody", { holder: 0 }, "MemberUnknown"],
      ["to the order of an unknown member", { endorsee: 99 }, "MemberUnknown"],
    ] as const) {
      it(`is refused ${what}`, async () => {
        expect(await refused("carrier", "issue", ...args(changes))).to.equal(error);
      });
    }
    it("goes to those who trade, finance or forward, not to those who guard the goods", async () => {
      for (const party of ["haulier", "court", "port"] as const) {
        expect(await refused("carrier", "issue", ...args({ holder: world.ids[party] }))).to.equal("MemberRoleMissing");
        expect(await refused("carrier", "issue", ...args({ endorsee: world.ids[party] }))).to.equal(
          "MemberRoleMissing",
        );
      }
    });
    it("does not go to a suspended member", async () => {
      await world.act("port", "members", "suspend", [world.ids.shipper, ZERO]);
      expect(await refused("carrier", "issue", ...args())).to.equal("MemberNotActive");
    });
    it("is the carrier's, who must be one, or its listed agent's", async () => {
      expect(await refused("liner", "issue", ...args())).to.equal("ActNotFor");
      expect(await refused("shipper", "issue", ...args({ carrier: world.ids.shipper }))).to.equal("MemberRoleMissing");
      expect(await refused("agent", "issue", ...args())).to.equal("ActNotFor");
      await world.act("carrier", "members", "listAgent", [world.ids.agent, SCOPE.RELEASE, NEVER]);
      expect(await refused("agent", "issue", ...args())).to.equal("ActNotFor");
      await world.act("carrier", "members", "listAgent", [world.ids.agent, SCOPE.ISSUE, NEVER]);
      await act("agent", "issue", ...args());
      expect((await get()).holder).to.equal(member("shipper"));
    });
    it("is not an agent's for a principal that is no carrier any more", async () => {
      await world.act("carrier", "members", "listAgent", [world.ids.agent, SCOPE.ISSUE, NEVER]);
      await world.act("port", "members", "reviseRoles", [world.ids.carrier, ROLE.TRADER]);
      expect(await refused("agent", "issue", ...args())).to.equal("MemberRoleMissing");
    });
    it("needs the scope", async () => {
      const clerk = key("clerk");
      await world.act("carrier", "members", "appoint", [clerk.address, SCOPE.TITLE, NEVER]);
      const refusal = await world.refusal("carrier", "title", "issue", args(), { officer: clerk, signed: true });
      expect(refusal!.name).to.equal("MemberScopeMissing");
    });
    it("takes the same number of another carrier: another bill", async () => {
      await act("carrier", "issue", ...args());
      await act("liner", "issue", ...args({ carrier: world.ids.liner }));
      expect(titleIdOf(world.ids.liner, NUMBER)).to.not.equal(title);
      expect((await get(titleIdOf(world.ids.liner, NUMBER))).state).to.equal(1n);
    });
    it("answers to its number", async () => {
      expect(await world.read("title", "titleIdFor", world.ids.carrier, reference(NUMBER))).to.equal(title);
    });
  });

  describe("offer and acceptance", () => {
    beforeEach(() => issue(NUMBER, KIND.toOrder, "shipper", "shipper"));

    it("moves possession and endorsement together", async () => {
      await act("shipper", "offer", title, world.ids.buyer, ENDORSEMENT.toOrder, NEVER, ZERO);
      expect((await get()).holder).to.equal(member("shipper"));
      await act("buyer", "accept", title, ZERO);
      expect(await get()).to.include({ holder: member("buyer"), endorsee: member("buyer"), kind: 1n, entitled: true });
    });
    it("with a full endorsement ends onward endorsement", async () => {
      await act("shipper", "offer", title, world.ids.buyer, ENDORSEMENT.full, NEVER, ZERO);
      await act("buyer", "accept", title, ZERO);
      for (const endorsement of [ENDORSEMENT.full, ENDORSEMENT.toOrder]) {
        expect(await refused("buyer", "offer", title, world.ids.forwarder, endorsement, NEVER, ZERO)).to.equal(
          "TitleNotNegotiable",
        );
      }
      expect(await refused("buyer", "endorseBlank", title, ZERO)).to.equal("TitleNotNegotiable");
      expect(await refused("buyer", "offerPledge", title, world.ids.bank, 0, 0, NEVER, ZERO)).to.equal(
        "TitleNotNegotiable",
      );
      expect(await refused("buyer", "offer", title, world.ids.forwarder, ENDORSEMENT.none, NEVER, ZERO)).to.equal(
        "passes",
      );
    });
    it("without endorsement moves possession only: the new holder can neither endorse nor surrender", async () => {
      await act("shipper", "offer", title, world.ids.forwarder, ENDORSEMENT.none, NEVER, ZERO);
      await act("forwarder", "accept", title, ZERO);
      expect(await get()).to.include({ holder: member("forwarder"), endorsee: member("shipper"), entitled: false });
      expect(await refused("forwarder", "surrender", title, PURPOSE.delivery, ZERO)).to.equal("TitleNotEntitled");
      expect(await refused("forwarder", "offer", title, world.ids.buyer, ENDORSEMENT.toOrder, NEVER, ZERO)).to.equal(
        "TitleNotEntitled",
      );
      expect(await refused("forwarder", "endorseBlank", title, ZERO)).to.equal("TitleNotEntitled");
      expect(await refused("forwarder", "offerPledge", title, world.ids.bank, 0, 0, NEVER, ZERO)).to.equal(
        "TitleNotEntitled",
      );
      expect(await refused("shipper", "surrender", title, PURPOSE.delivery, ZERO)).to.equal("TitleNotHolder");
    });
    it("is refused to oneself, to whom may not hold bills, with a deadline behind", async () => {
      expect(await refused("shipper", "offer", title, world.ids.shipper, ENDORSEMENT.toOrder, NEVER, ZERO)).to.equal(
        "TitleArgumentInvalid",
      );
      expect(await refused("shipper", "offer", title, world.ids.shipper, ENDORSEMENT.none, NEVER, ZERO)).to.equal(
        "TitleArgumentInvalid",
      );
      expect(await refused("shipper", "offer", title, world.ids.haulier, ENDORSEMENT.none, NEVER, ZERO)).to.equal(
        "MemberRoleMissing",
      );
      expect(await refused("shipper", "offer", title, 99, ENDORSEMENT.none, NEVER, ZERO)).to.equal("MemberUnknown");
      expect(await refused("shipper", "offer", title, world.ids.buyer, ENDORSEMENT.none, start, ZERO)).to.equal(
        "TitleArgumentInvalid",
      );
    });
    it("can be accepted at its last moment and not after", async () => {
      await act("shipper", "offer", title, world.ids.buyer, ENDORSEMENT.toOrder, start + OFFER_TIME, ZERO);
      await world.networkHelpers.time.increaseTo(start + OFFER_TIME - 1);
      expect(await refused("buyer", "accept", title, ZERO)).to.equal("passes");
      expect(await refused("haulier", "lapse", title)).to.equal("TitleOfferRunning");
      await world.networkHelpers.time.increaseTo(start + OFFER_TIME);
      expect(await refused("buyer", "accept", title, ZERO)).to.equal("TitleOfferExpired");
      expect(await refused("haulier", "lapse", title)).to.equal("passes");
    });
    it("at standing acceptance moves in one step, until it is ended or runs out", async () => {
      await act("buyer", "grantStandingAcceptance", world.ids.shipper, start + 1000, ZERO);
      expect(await world.read("title", "standingAcceptanceUntil", world.ids.buyer, world.ids.shipper)).to.equal(
        BigInt(start + 1000),
      );
      const { logs } = await act("shipper", "offer", title, world.ids.buyer, ENDORSEMENT.full, NEVER, ZERO);
      expect(logs.map((log) => log.name)).to.deep.equal(["TitleTransferred"]);
      expect(await get()).to.include({ state: 1n, holder: member("buyer"), kind: 2n });
      // It is directional, and the buyer's alone.
      await issue("BL2", KIND.toOrder, "buyer", "buyer");
      const second = titleIdOf(world.ids.carrier, "BL2");
      await act("buyer", "offer", second, world.ids.shipper, ENDORSEMENT.toOrder, NEVER, ZERO);
      expect((await get(second)).state).to.equal(2n);
      await issue("BL3", KIND.toOrder, "shipper", "shipper");
      const third = titleIdOf(world.ids.carrier, "BL3");
      await world.networkHelpers.time.increaseTo(start + 1000);
      await act("shipper", "offer", third, world.ids.buyer, ENDORSEMENT.full, NEVER, ZERO);
      expect((await get(third)).state).to.equal(2n);
      await act("buyer", "endStandingAcceptance", world.ids.shipper, ZERO);
      expect(await refused("buyer", "endStandingAcceptance", world.ids.shipper, ZERO)).to.equal("TitleArgumentInvalid");
    });
    it("standing acceptance is of another active member, with a date ahead, by an administrator", async () => {
      expect(await refused("buyer", "grantStandingAcceptance", world.ids.buyer, NEVER, ZERO)).to.equal(
        "TitleArgumentInvalid",
      );
      expect(await refused("buyer", "grantStandingAcceptance", world.ids.shipper, 1, ZERO)).to.equal(
        "TitleArgumentInvalid",
      );
      expect(await refused("buyer", "grantStandingAcceptance", 99, NEVER, ZERO)).to.equal("MemberUnknown");
      for (const name of ["grantStandingAcceptance", "endStandingAcceptance"]) {
        const args = name.startsWith("grant") ? [world.ids.shipper, NEVER, ZERO] : [world.ids.shipper, ZERO];
        const clerk = key("clerk");
        await world.act("buyer", "members", "appoint", [clerk.address, SCOPE.TITLE, NEVER]);
        const refusal = await world.refusal("buyer", "title", name, args, { officer: clerk, signed: true });
        expect(refusal!.name).to.equal("MemberScopeMissing");
      }
    });
    it("at standing acceptance does not go to a suspended member", async () => {
      await act("buyer", "grantStandingAcceptance", world.ids.shipper, NEVER, ZERO);
      await world.act("port", "members", "suspend", [world.ids.buyer, ZERO]);
      expect(await refused("shipper", "offer", title, world.ids.buyer, ENDORSEMENT.full, NEVER, ZERO)).to.equal(
        "MemberNotActive",
      );
    });
    it("is accepted by who may hold bills still: a role withdrawn since the offer is no role", async () => {
      await act("shipper", "offer", title, world.ids.buyer, ENDORSEMENT.full, NEVER, ZERO);
      await world.act("port", "members", "reviseRoles", [world.ids.buyer, ROLE.HAULIER]);
      expect(await refused("buyer", "accept", title, ZERO)).to.equal("MemberRoleMissing");
      await act("buyer", "decline", title, ZERO);
      expect(await get()).to.include({ state: 1n, holder: member("shipper") });
    });
    it("of a bearer bill may endorse it to an order again", async () => {
      await act("shipper", "endorseBlank", title, ZERO);
      expect(await get()).to.include({ kind: 3n, endorsee: 0n, entitled: true });
      await act("shipper", "offer", title, world.ids.buyer, ENDORSEMENT.toOrder, NEVER, ZERO);
      await act("buyer", "accept", title, ZERO);
      expect(await get()).to.include({ kind: 1n, endorsee: member("buyer") });
    });
  });

  describe("decline, recall, lapse, refusal", () => {
    for (const [situation, steps] of [
      [
        "offered",
        [
          ["buyer", "decline"],
          ["shipper", "recall"],
        ],
      ],
      [
        "pledgeOffered",
        [
          ["bank", "decline"],
          ["shipper", "recall"],
        ],
      ],
      [
        "releaseOffered",
        [
          ["buyer", "decline"],
          ["bank", "recall"],
        ],
      ],
      [
        "entrustOffered",
        [
          ["buyer", "decline"],
          ["bank", "recall"],
        ],
      ],
    ] as const) {
      for (const [party, name] of [...steps, ["haulier", "lapse"] as const]) {
        it(`${name} of what is ${situation} restores the word of before, bit by bit`, async () => {
          const { steps: arranged } = situations[situation]!;
          for (const step of arranged.slice(0, -1)) await step(world, title, start);
          const before = await word();
          await arranged.at(-1)!(world, title, start);
          expect(await word()).to.not.equal(before);
          if (name === "lapse") await world.networkHelpers.time.increaseTo(start + OFFER_TIME + 1);
          await (name === "lapse" ? act(party, name, title) : act(party, name, title, ZERO));
          expect(await word()).to.equal(before);
        });
      }
    }
    for (const purpose of [
      PURPOSE.delivery,
      PURPOSE.amendment,
      PURPOSE.changeOfDestination,
      PURPOSE.switchBill,
      PURPOSE.paper,
    ]) {
      it(`refusal of a surrender for purpose ${purpose} restores the word of before`, async () => {
        await issue(NUMBER, KIND.toOrder, "shipper", "shipper");
        const before = await word();
        await act("shipper", "surrender", title, purpose, ZERO);
        await act("carrier", "refuseSurrender", title, reference("FREIGHT UNPAID"), ZERO);
        expect(await word()).to.equal(before);
      });
    }
    it("after a nomination keeps the nomination", async () => {
      await situated("nominated");
      const before = await word();
      await act("forwarder", "offer", title, world.ids.buyer, ENDORSEMENT.full, NEVER, ZERO);
      await act("buyer", "decline", title, ZERO);
      expect(await word()).to.equal(before);
      expect(await world.read("title", "nominationOf", title)).to.deep.equal([member("buyer"), 1n]);
    });
  });

  describe("straight bills", () => {
    it("pass to the consignee only, without endorsement", async () => {
      await situated("straight");
      expect(await refused("shipper", "offer", title, world.ids.forwarder, ENDORSEMENT.none, NEVER, ZERO)).to.equal(
        "TitleConsigneeOnly",
      );
      for (const endorsement of [ENDORSEMENT.full, ENDORSEMENT.toOrder]) {
        expect(await refused("shipper", "offer", title, world.ids.buyer, endorsement, NEVER, ZERO)).to.equal(
          "TitleNotNegotiable",
        );
      }
      expect(await refused("shipper", "endorseBlank", title, ZERO)).to.equal("TitleNotNegotiable");
      await act("shipper", "offer", title, world.ids.buyer, ENDORSEMENT.none, NEVER, ZERO);
      await act("buyer", "accept", title, ZERO);
      expect(await refused("buyer", "offer", title, world.ids.shipper, ENDORSEMENT.none, NEVER, ZERO)).to.equal(
        "TitleConsigneeOnly",
      );
      expect(await refused("buyer", "offer", title, world.ids.buyer, ENDORSEMENT.none, NEVER, ZERO)).to.equal(
        "TitleArgumentInvalid",
      );
      expect((await get()).entitled).to.equal(true);
    });
    it("can be nominated for by nobody", async () => {
      await situated("straight");
      expect(await refused("buyer", "nominate", title, world.ids.forwarder, ENDORSEMENT.full, ZERO)).to.equal(
        "TitleNotNegotiable",
      );
    });
    it("are pledged to the consignee only, and come back to the shipper", async () => {
      await issue(NUMBER, KIND.straight, "shipper", "bank");
      const before = await get();
      expect(await refused("shipper", "offerPledge", title, world.ids.rival, 0, start, NEVER, ZERO)).to.equal(
        "TitleConsigneeOnly",
      );
      expect(
        await refused("shipper", "offerPledge", title, world.ids.bank, world.ids.buyer, start, NEVER, ZERO),
      ).to.equal("TitleArgumentInvalid");
      await act("shipper", "offerPledge", title, world.ids.bank, 0, start, NEVER, ZERO);
      await act("bank", "acceptPledge", title, ZERO);
      expect(await refused("shipper", "redirectPledge", title, world.ids.buyer, ZERO)).to.equal("TitleArgumentInvalid");
      await act("bank", "releasePledge", title, world.ids.shipper, 0, ZERO);
      const { holder, endorsee, kind, pledgee } = await get();
      expect({ holder, endorsee, kind, pledgee }).to.deep.equal({
        holder: before.holder,
        endorsee: before.endorsee,
        kind: before.kind,
        pledgee: 0n,
      });
    });
  });

  describe("nomination", () => {
    beforeEach(() => situated("away"));
    const nominate = (to: Party, endorsement: number) =>
      act("shipper", "nominate", title, world.ids[to], endorsement, ZERO);

    it("lets the holder endorse to the nominee, in the way named, and no other", async () => {
      await nominate("buyer", ENDORSEMENT.full);
      expect(await refused("forwarder", "offer", title, world.ids.liner, ENDORSEMENT.full, NEVER, ZERO)).to.equal(
        "TitleNotEntitled",
      );
      expect(await refused("forwarder", "offer", title, world.ids.buyer, ENDORSEMENT.toOrder, NEVER, ZERO)).to.equal(
        "TitleNotEntitled",
      );
      await act("forwarder", "offer", title, world.ids.buyer, ENDORSEMENT.full, NEVER, ZERO);
      await act("buyer", "accept", title, ZERO);
      expect(await get()).to.include({ holder: member("buyer"), endorsee: member("buyer"), kind: 2n });
      expect(await world.read("title", "nominationOf", title)).to.deep.equal([0n, 0n]);
    });
    it("of the holder itself makes it the endorsee in one step", async () => {
      await nominate("forwarder", ENDORSEMENT.toOrder);
      const { logs } = await act("forwarder", "offer", title, world.ids.forwarder, ENDORSEMENT.toOrder, NEVER, ZERO);
      expect(logs[0]!.name).to.equal("TitleTransferred");
      expect(await get()).to.include({ holder: member("forwarder"), endorsee: member("forwarder"), entitled: true });
    });
    it("is withdrawn by naming nobody, and spent when the bill comes back", async () => {
      await nominate("buyer", ENDORSEMENT.full);
      await act("shipper", "nominate", title, 0, ENDORSEMENT.none, ZERO);
      expect(await refused("forwarder", "offer", title, world.ids.buyer, ENDORSEMENT.full, NEVER, ZERO)).to.equal(
        "TitleNotEntitled",
      );
      await nominate("buyer", ENDORSEMENT.full);
      await act("forwarder", "offer", title, world.ids.shipper, ENDORSEMENT.none, NEVER, ZERO);
      await act("shipper", "accept", title, ZERO);
      expect(await world.read("title", "nominationOf", title)).to.deep.equal([0n, 0n]);
    });
    it("needs an endorsement with a name, none without, and another member who may hold bills", async () => {
      expect(await refused("shipper", "nominate", title, world.ids.buyer, ENDORSEMENT.none, ZERO)).to.equal(
        "TitleArgumentInvalid",
      );
      expect(await refused("shipper", "nominate", title, 0, ENDORSEMENT.full, ZERO)).to.equal("TitleArgumentInvalid");
      expect(await refused("shipper", "nominate", title, world.ids.shipper, ENDORSEMENT.full, ZERO)).to.equal(
        "TitleArgumentInvalid",
      );
      expect(await refused("shipper", "nominate", title, world.ids.haulier, ENDORSEMENT.full, ZERO)).to.equal(
        "MemberRoleMissing",
      );
    });
    it("is the endorsee's, out of possession", async () => {
      expect(await refused("forwarder", "nominate", title, world.ids.buyer, ENDORSEMENT.full, ZERO)).to.equal(
        "TitleNotEndorseeOutOfPossession",
      );
    });
  });

  it("a signature without a text is refused", async () => {
    await situated("live");
    expect(await refused("shipper", "sign", title, ZERO)).to.equal("TitleArgumentInvalid");
  });

  describe("pledge", () => {
    it("is a bank's, of an entitled holder, with a deadline ahead", async () => {
      await situated("live");
      const offer = (to: number, releaseTo: number, until: number) =>
        refused("shipper", "offerPledge", title, to, releaseTo, start, until, ZERO);
      expect(await offer(world.ids.buyer, 0, NEVER)).to.equal("MemberRoleMissing");
      expect(await offer(99, 0, NEVER)).to.equal("MemberUnknown");
      expect(await offer(world.ids.shipper, 0, NEVER)).to.equal("TitleArgumentInvalid");
      expect(await offer(world.ids.bank, world.ids.bank, NEVER)).to.equal("TitleArgumentInvalid");
      expect(await offer(world.ids.bank, world.ids.shipper, NEVER)).to.equal("TitleArgumentInvalid");
      expect(await offer(world.ids.bank, world.ids.haulier, NEVER)).to.equal("MemberRoleMissing");
      expect(await offer(world.ids.bank, 0, start)).to.equal("TitleArgumentInvalid");
    });
    it("endorses an order bill to the bank, delivers a bearer bill", async () => {
      await situated("pledged");
      expect(await get()).to.include({
        holder: member("bank"),
        endorsee: member("bank"),
        pledgee: member("bank"),
        kind: 1n,
      });
      expect(await world.read("title", "pledgeOf", title)).to.deep.equal([
        member("shipper"),
        member("buyer"),
        BigInt(start + ENFORCE_AFTER),
      ]);
      await issue("BL2", KIND.bearer, "shipper", null);
      const bearer = titleIdOf(world.ids.carrier, "BL2");
      await act("shipper", "offerPledge", bearer, world.ids.bank, 0, start, NEVER, ZERO);
      await act("bank", "acceptPledge", bearer, ZERO);
      expect(await get(bearer)).to.include({ holder: member("bank"), endorsee: 0n, pledgee: member("bank"), kind: 3n });
      await act("bank", "releasePledge", bearer, world.ids.shipper, 0, ZERO);
      expect(await get(bearer)).to.include({ holder: member("shipper"), endorsee: 0n, pledgee: 0n, kind: 3n });
      expect(await world.read("title", "pledgeOf", bearer)).to.deep.equal([0n, 0n, 0n]);
    });
    it("is not taken by standing acceptance, nor by accept, nor without the bank's finance officers", async () => {
      await situated("live");
      await act("bank", "grantStandingAcceptance", world.ids.shipper, NEVER, ZERO);
      await act("shipper", "offerPledge", title, world.ids.bank, 0, start, NEVER, ZERO);
      expect(await refused("bank", "accept", title, ZERO)).to.equal("TitleUnexpectedOffer");
      const clerk = key("clerk");
      await world.act("bank", "members", "appoint", [clerk.address, SCOPE.TITLE, NEVER]);
      for (const name of ["acceptPledge", "decline"]) {
        const refusal = await world.refusal("bank", "title", name, [title, ZERO], { officer: clerk, signed: true });
        expect(refusal!.name).to.equal("MemberScopeMissing");
      }
    });
    it("is accepted by a bank still: a licence withdrawn since the offer is none", async () => {
      await situated("pledgeOffered");
      await world.act("port", "members", "reviseRoles", [world.ids.bank, ROLE.TRADER]);
      expect(await refused("bank", "acceptPledge", title, ZERO)).to.equal("MemberRoleMissing");
      await act("bank", "decline", title, ZERO);
    });
    it("cannot be accepted after its deadline", async () => {
      await situated("pledgeOffered");
      await world.networkHelpers.time.increaseTo(start + OFFER_TIME + 1);
      expect(await refused("bank", "acceptPledge", title, ZERO)).to.equal("TitleOfferExpired");
    });
    it("keeps the bill with the bank: no offer, no surrender, no other pledge, no blank endorsement", async () => {
      await situated("pledged");
      expect(await refused("bank", "offer", title, world.ids.buyer, ENDORSEMENT.toOrder, NEVER, ZERO)).to.equal(
        "TitleIsPledged",
      );
      expect(await refused("bank", "surrender", title, PURPOSE.delivery, ZERO)).to.equal("TitleIsPledged");
      await act("bank", "consentSurrender", title, PURPOSE.delivery, ZERO);
      expect(await refused("bank", "surrender", title, PURPOSE.delivery, ZERO)).to.equal("TitleIsPledged");
      expect(await refused("bank", "offerPledge", title, world.ids.rival, 0, start, NEVER, ZERO)).to.equal(
        "TitleIsPledged",
      );
      expect(await refused("bank", "endorseBlank", title, ZERO)).to.equal("TitleIsPledged");
      expect(await refused("shipper", "surrender", title, PURPOSE.delivery, ZERO)).to.equal("TitleIsPledged");
    });
    it("is released to the pledgor at once, as it was", async () => {
      await situated("pledged");
      const { logs } = await act("bank", "releasePledge", title, world.ids.shipper, 0, ZERO);
      expect(logs[0]!.name).to.equal("TitlePledgeReleased");
      expect(await get()).to.include({ holder: member("shipper"), endorsee: member("shipper"), pledgee: 0n, kind: 1n });
    });
    it("is released to the pledgor even while that is suspended: it loses nothing", async () => {
      await situated("pledged");
      await world.act("port", "members", "suspend", [world.ids.shipper, ZERO]);
      expect(await refused("bank", "releasePledge", title, world.ids.shipper, 0, ZERO)).to.equal("passes");
    });
    it("is released to the buyer whom the pledgor named, once that accepts; then the buyer surrenders", async () => {
      await situated("releaseOffered");
      expect(await get()).to.include({ holder: member("bank"), pledgee: member("bank"), offeree: member("buyer") });
      await act("buyer", "accept", title, ZERO);
      expect(await get()).to.include({ holder: member("buyer"), endorsee: member("buyer"), pledgee: 0n });
      await act("buyer", "surrender", title, PURPOSE.delivery, ZERO);
    });
    it("is released to the buyer in one step at standing acceptance", async () => {
      await situated("pledged");
      await act("buyer", "grantStandingAcceptance", world.ids.bank, NEVER, ZERO);
      await act("bank", "releasePledge", title, world.ids.buyer, 0, ZERO);
      expect(await get()).to.include({ state: 1n, holder: member("buyer"), endorsee: member("buyer"), pledgee: 0n });
    });
    it("is released to nobody else, and not to a buyer named no more", async () => {
      await situated("pledged");
      expect(await refused("bank", "releasePledge", title, world.ids.liner, NEVER, ZERO)).to.equal(
        "TitleReleaseNotAgreed",
      );
      expect(await refused("bank", "releasePledge", title, 0, NEVER, ZERO)).to.equal("TitleReleaseNotAgreed");
      expect(await refused("bank", "releasePledge", title, world.ids.buyer, start, ZERO)).to.equal(
        "TitleArgumentInvalid",
      );
      expect(await refused("shipper", "redirectPledge", title, world.ids.haulier, ZERO)).to.equal("MemberRoleMissing");
      expect(await refused("shipper", "redirectPledge", title, world.ids.bank, ZERO)).to.equal("TitleArgumentInvalid");
      await act("shipper", "redirectPledge", title, 0, ZERO);
      expect(await refused("bank", "releasePledge", title, world.ids.buyer, NEVER, ZERO)).to.equal(
        "TitleReleaseNotAgreed",
      );
      expect(await refused("bank", "releasePledge", title, 0, NEVER, ZERO)).to.equal("TitleReleaseNotAgreed");
      expect(await refused("bank", "entrust", title, 0, NEVER, ZERO)).to.equal("TitleReleaseNotAgreed");
      await act("shipper", "redirectPledge", title, world.ids.forwarder, ZERO);
      await act("bank", "releasePledge", title, world.ids.forwarder, NEVER, ZERO);
    });
    it("is not released to the named buyer after delivery without presentation", async () => {
      await situated("deliveredPledged");
      expect(await refused("bank", "releasePledge", title, world.ids.buyer, NEVER, ZERO)).to.equal("TitleIsDelivered");
    });
    it("is not released to a named buyer who is suspended", async () => {
      await situated("pledged");
      await world.act("port", "members", "suspend", [world.ids.buyer, ZERO]);
      expect(await refused("bank", "releasePledge", title, world.ids.buyer, NEVER, ZERO)).to.equal("MemberNotActive");
      expect(await refused("bank", "entrust", title, world.ids.buyer, NEVER, ZERO)).to.equal("MemberNotActive");
    });
    it("is enforced from the agreed moment on and not before; then the bank is the owner", async () => {
      await situated("pledged");
      await world.networkHelpers.time.increaseTo(start + ENFORCE_AFTER - 2);
      expect(await refused("bank", "enforcePledge", title, ZERO)).to.equal("TitlePledgeNotEnforceable");
      await world.networkHelpers.time.increaseTo(start + ENFORCE_AFTER - 1);
      await act("bank", "enforcePledge", title, ZERO);
      expect(await get()).to.include({ holder: member("bank"), endorsee: member("bank"), pledgee: 0n });
      await act("bank", "surrender", title, PURPOSE.delivery, ZERO);
    });
    it("reaches a bill on trust receipt too", async () => {
      await situated("entrusted");
      await world.networkHelpers.time.increaseTo(start + ENFORCE_AFTER);
      await act("bank", "enforcePledge", title, ZERO);
      expect(await get()).to.include({ holder: member("bank"), endorsee: member("bank"), pledgee: 0n });
    });
  });

  describe("trust receipt", () => {
    it("gives possession and order, and keeps the security interest", async () => {
      await situated("entrusted");
      expect(await get()).to.include({ holder: member("buyer"), endorsee: member("buyer"), pledgee: member("bank") });
    });
    it("lets the bill back to the bank and nowhere else", async () => {
      await situated("entrusted");
      expect(await refused("buyer", "offer", title, world.ids.liner, ENDORSEMENT.toOrder, NEVER, ZERO)).to.equal(
        "TitleIsPledged",
      );
      expect(await refused("buyer", "offer", title, world.ids.bank, ENDORSEMENT.toOrder, NEVER, ZERO)).to.equal(
        "TitleIsPledged",
      );
      await act("buyer", "offer", title, world.ids.bank, ENDORSEMENT.none, NEVER, ZERO);
      await act("bank", "accept", title, ZERO);
      expect(await get()).to.include({ holder: member("bank"), pledgee: member("bank") });
      await act("bank", "releasePledge", title, world.ids.shipper, 0, ZERO);
      expect(await get()).to.include({ holder: member("shipper"), endorsee: member("shipper"), pledgee: 0n });
    });
    it("lets the customer surrender only as the pledgee consented", async () => {
      await situated("entrusted");
      expect(await refused("buyer", "surrender", title, PURPOSE.delivery, ZERO)).to.equal("TitleConsentMissing");
      await act("bank", "consentSurrender", title, PURPOSE.amendment, ZERO);
      expect(await refused("buyer", "surrender", title, PURPOSE.delivery, ZERO)).to.equal("TitleConsentMissing");
      await act("bank", "consentSurrender", title, PURPOSE.delivery, ZERO);
      expect((await get()).consented).to.equal(1n);
      await act("buyer", "surrender", title, PURPOSE.delivery, ZERO);
      await act("carrier", "acceptSurrender", title, ZERO);
    });
    it("a consent is to the customer who has the bill, or is to have it next: it is spent when the bill comes back", async () => {
      await situated("consented");
      await act("buyer", "offer", title, world.ids.bank, ENDORSEMENT.none, NEVER, ZERO);
      await act("bank", "accept", title, ZERO);
      expect((await get()).consented).to.equal(0n);
      await act("shipper", "redirectPledge", title, world.ids.liner, ZERO);
      await act("bank", "entrust", title, world.ids.liner, NEVER, ZERO);
      await act("liner", "accept", title, ZERO);
      expect(await refused("liner", "surrender", title, PURPOSE.delivery, ZERO)).to.equal("TitleConsentMissing");
      // At standing acceptance, too; and what is consented before the bill is handed over holds for its receiver.
      await act("bank", "consentSurrender", title, PURPOSE.delivery, ZERO);
      await act("bank", "grantStandingAcceptance", world.ids.liner, NEVER, ZERO);
      await act("liner", "offer", title, world.ids.bank, ENDORSEMENT.none, NEVER, ZERO);
      expect((await get()).consented).to.equal(0n);
      await act("bank", "consentSurrender", title, PURPOSE.delivery, ZERO);
      await act("bank", "entrust", title, world.ids.liner, NEVER, ZERO);
      await act("liner", "accept", title, ZERO);
      await act("liner", "surrender", title, PURPOSE.delivery, ZERO);
    });
    it("a consent does not outlive a court's order to whom the bill belongs", async () => {
      await situated("consented");
      await act("court", "freeze", title, CASE);
      await act("port", "reassign", title, world.ids.forwarder, world.ids.forwarder, world.ids.bank, CASE);
      expect(await get()).to.include({ holder: member("forwarder"), pledgee: member("bank"), consented: 0n });
      expect(await refused("forwarder", "surrender", title, PURPOSE.delivery, ZERO)).to.equal("TitleConsentMissing");
    });
    it("a surrender without purpose is never consented to", async () => {
      await situated("entrusted");
      expect(await refused("buyer", "surrender", title, PURPOSE.none, ZERO)).to.equal("TitleArgumentInvalid");
      await issue("BL2", KIND.toOrder, "shipper", "shipper");
      expect(await refused("shipper", "surrender", titleIdOf(world.ids.carrier, "BL2"), PURPOSE.none, ZERO)).to.equal(
        "TitleArgumentInvalid",
      );
    });
    it("ends for whoever has the bill, when the pledge is released to it", async () => {
      await situated("consented");
      expect(await refused("bank", "releasePledge", title, world.ids.shipper, 0, ZERO)).to.equal(
        "TitleReleaseNotAgreed",
      );
      await act("bank", "releasePledge", title, world.ids.buyer, 0, ZERO);
      expect(await get()).to.include({
        holder: member("buyer"),
        endorsee: member("buyer"),
        pledgee: 0n,
        consented: 0n,
      });
    });
    it("goes at once at standing acceptance, with a deadline ahead otherwise, once", async () => {
      await situated("pledged");
      expect(await refused("bank", "entrust", title, world.ids.buyer, start, ZERO)).to.equal("TitleArgumentInvalid");
      expect(await refused("bank", "entrust", title, world.ids.liner, NEVER, ZERO)).to.equal("TitleReleaseNotAgreed");
      await act("buyer", "grantStandingAcceptance", world.ids.bank, NEVER, ZERO);
      const { logs } = await act("bank", "entrust", title, world.ids.buyer, 0, ZERO);
      expect(logs[0]!.name).to.equal("TitleEntrusted");
      expect(await refused("bank", "entrust", title, world.ids.buyer, NEVER, ZERO)).to.equal("TitleNotHolder");
    });
    it("recall of a release or of a trust receipt is the bank's finance officers'", async () => {
      await situated("releaseOffered");
      const clerk = key("clerk");
      await world.act("bank", "members", "appoint", [clerk.address, SCOPE.TITLE, NEVER]);
      const refusal = await world.refusal("bank", "title", "recall", [title, ZERO], { officer: clerk, signed: true });
      expect(refusal!.name).to.equal("MemberScopeMissing");
    });
  });

  describe("surrender", () => {
    it("for delivery is accepted for delivery, for paper for paper, for amendment by replacement", async () => {
      await situated("surrendered");
      expect(await refused("carrier", "convertToPaper", title, id("serials"), CASE)).to.equal("TitleUnexpectedPurpose");
      expect(await refused("carrier", "replace", world.ids.carrier, [title], [], CASE)).to.equal(
        "TitleUnexpectedPurpose",
      );
      await fresh.restore();
      fresh = await world.networkHelpers.takeSnapshot();
      await situated("surrenderedForAmendment");
      expect(await refused("carrier", "acceptSurrender", title, ZERO)).to.equal("TitleUnexpectedPurpose");
    });
    it("is answered by the carrier or its agent, and refused with a reason", async () => {
      await situated("surrendered");
      expect(await refused("liner", "acceptSurrender", title, ZERO)).to.equal("ActNotFor");
      expect(await refused("carrier", "refuseSurrender", title, ZERO, ZERO)).to.equal("TitleArgumentInvalid");
      await world.act("carrier", "members", "listAgent", [world.ids.agent, SCOPE.ISSUE, NEVER]);
      await act("agent", "acceptSurrender", title, ZERO);
      expect(await world.read("title", "isAccomplished", title)).to.equal(true);
      expect(await world.read("title", "releaseBasis", title)).to.deep.equal([
        member("carrier"),
        member("shipper"),
        4n,
        false,
      ]);
    });
  });

  describe("change of medium", () => {
    it("to paper needs serials and a statement; back it keeps its number, history and earlier content", async () => {
      await situated("surrenderedForPaper");
      expect(await refused("carrier", "convertToPaper", title, ZERO, CASE)).to.equal("TitleArgumentInvalid");
      expect(await refused("carrier", "convertToPaper", title, id("serials"), ZERO)).to.equal("TitleArgumentInvalid");
      await act("carrier", "convertToPaper", title, id("serials"), CASE);
      expect(await world.read("title", "paperSerialsOf", title)).to.equal(id("serials"));
      const back = (changes: Record<string, unknown> = {}): unknown[] =>
        Object.values({
          carrier: world.ids.carrier,
          reference: reference(NUMBER),
          kind: KIND.toOrder,
          holder: world.ids.buyer,
          endorsee: world.ids.buyer,
          contentDigest: id("content 2"),
          paperSerials: id("serials taken back"),
          instrument: CASE,
          ...changes,
        });
      expect(await refused("carrier", "issueFromPaper", ...back({ paperSerials: ZERO }))).to.equal(
        "TitleArgumentInvalid",
      );
      expect(await refused("carrier", "issueFromPaper", ...back({ instrument: ZERO }))).to.equal(
        "TitleArgumentInvalid",
      );
      await act("carrier", "issueFromPaper", ...back());
      expect(await get()).to.include({ state: 1n, version: 1n, fromPaper: true, holder: member("buyer") });
      expect(await world.read("title", "earlierDigestOf", title, 0)).to.equal(CONTENT);
      expect(await world.read("title", "contentDigestOf", title)).to.equal(id("content 2"));
      expect(await recomputeTrail(world, title)).to.equal(await world.read("title", "trailOf", title));
    });
  });

  describe("replacement", () => {
    const bill = (number: string, endorsee: Party = "shipper", kind: number = KIND.toOrder): unknown[] => [
      reference(number),
      kind,
      world.ids[endorsee],
      id(`content ${number}`),
    ];
    const of = (number: string): string => titleIdOf(world.ids.carrier, number);
    async function surrendered(...numbers: string[]): Promise<void> {
      for (const number of numbers) {
        await issue(number, KIND.toOrder, "shipper", "shipper");
        await act("shipper", "surrender", of(number), PURPOSE.amendment, ZERO);
      }
    }
    const replace = (olds: string[], news: unknown[][]) =>
      act("carrier", "replace", world.ids.carrier, olds.map(of), news, CASE);
    const replaceRefused = (olds: string[], news: unknown[][], by: Party = "carrier") =>
      refused(by, "replace", world.ids.carrier, olds.map(of), news, CASE);

    it("splits: the new bills go to who surrendered, with lineage both ways and trails that commit to the old one's", async () => {
      await surrendered("A");
      await replace(["A"], [bill("B"), bill("C", "buyer", KIND.straight)]);
      expect((await get(of("A"))).state).to.equal(6n);
      expect(await get(of("B"))).to.include({
        state: 1n,
        holder: member("shipper"),
        endorsee: member("shipper"),
        replacement: true,
      });
      expect(await get(of("C"))).to.include({
        state: 1n,
        holder: member("shipper"),
        endorsee: member("buyer"),
        kind: 0n,
      });
      expect(await world.read("title", "lineageOf", of("A"))).to.deep.equal([[], [of("B"), of("C")]]);
      expect(await world.read("title", "lineageOf", of("B"))).to.deep.equal([[of("A")], []]);
      for (const number of ["A", "B", "C"]) {
        expect(await recomputeTrail(world, of(number))).to.equal(await world.read("title", "trailOf", of(number)));
      }
    });
    it("combines", async () => {
      await surrendered("A", "B");
      await replace(["A", "B"], [bill("C")]);
      expect(await world.read("title", "lineageOf", of("C"))).to.deep.equal([[of("A"), of("B")], []]);
      expect(await recomputeTrail(world, of("C"))).to.equal(await world.read("title", "trailOf", of("C")));
    });
    it("amends under the same number: a new version, the earlier content on record", async () => {
      await surrendered("A");
      await replace(["A"], [bill("A")]);
      expect(await get(of("A"))).to.include({
        state: 1n,
        version: 1n,
        replacement: true,
        contentDigest: id("content A"),
      });
      expect(await world.read("title", "earlierDigestOf", of("A"), 0)).to.equal(CONTENT);
      expect(await recomputeTrail(world, of("A"))).to.equal(await world.read("title", "trailOf", of("A")));
      await act("shipper", "surrender", of("A"), PURPOSE.switchBill, ZERO);
      await replace(["A"], [bill("A")]);
      expect((await get(of("A"))).version).to.equal(2n);
    });
    it("voids: nothing comes after", async () => {
      await surrendered("A");
      await replace(["A"], []);
      expect(await world.read("title", "lineageOf", of("A"))).to.deep.equal([[], []]);
      expect(
        await refused(
          "carrier",
          "issue",
          world.ids.carrier,
          reference("A"),
          1,
          world.ids.shipper,
          world.ids.shipper,
          CONTENT,
          ZERO,
        ),
      ).to.equal("TitleExists");
    });
    it("is all or nothing", async () => {
      await surrendered("A", "B");
      const before = await word(of("A"));
      expect(await replaceRefused(["A"], [bill("C"), bill("B")])).to.equal("TitleExists");
      expect(await word(of("A"))).to.equal(before);
    });
    it("takes each old bill once, and each new number once", async () => {
      await surrendered("A");
      expect(await replaceRefused(["A", "A"], [bill("B")])).to.equal("TitleUnexpectedState");
      expect(await replaceRefused(["A"], [bill("B"), bill("B")])).to.equal("TitleExists");
      expect(await replaceRefused(["A"], [bill("A"), bill("A")])).to.equal("TitleExists");
      expect(await replaceRefused([], [bill("B")])).to.equal("TitleArgumentInvalid");
    });
    it("does not revive a bill that was superseded before", async () => {
      await surrendered("A", "B");
      await replace(["A"], []);
      expect(await replaceRefused(["B"], [bill("A")])).to.equal("TitleExists");
    });
    it("is of one carrier's bills, of one holder's, by that carrier", async () => {
      await surrendered("A");
      expect(await replaceRefused(["A"], [bill("B")], "liner")).to.equal("ActNotFor");
      expect(await refused("liner", "replace", world.ids.liner, [of("A")], [], CASE)).to.equal("TitleCarrierMismatch");
      await issue("B", KIND.toOrder, "buyer", "buyer");
      await act("buyer", "surrender", of("B"), PURPOSE.amendment, ZERO);
      expect(await replaceRefused(["A", "B"], [bill("C")])).to.equal("TitleReplacementMixed");
    });
    it("makes bills as issue does", async () => {
      await surrendered("A");
      expect(await replaceRefused(["A"], [[ZERO, 1, world.ids.shipper, CONTENT]])).to.equal("TitleArgumentInvalid");
      expect(await replaceRefused(["A"], [[reference("B"), 1, 0, CONTENT]])).to.equal("TitleArgumentInvalid");
      expect(await replaceRefused(["A"], [[reference("B"), 1, world.ids.haulier, CONTENT]])).to.equal(
        "MemberRoleMissing",
      );
      expect(await replaceRefused(["A"], [[reference("B"), 1, world.ids.shipper, ZERO]])).to.equal(
        "TitleArgumentInvalid",
      );
    });
    it("keeps the pledge: the new bill is under the same one, in a form that it can reach", async () => {
      await situated("entrusted");
      await act("bank", "consentSurrender", title, PURPOSE.amendment, ZERO);
      await act("buyer", "surrender", title, PURPOSE.amendment, ZERO);
      const renew = (kind: number, endorsee: Party | null) =>
        [
          "replace",
          world.ids.carrier,
          [title],
          [[reference("N"), kind, endorsee === null ? 0 : world.ids[endorsee], CONTENT]],
          CASE,
        ] as const;
      expect(await refused("carrier", ...renew(KIND.toOrderNotOnward, "buyer"))).to.equal("TitleArgumentInvalid");
      expect(await refused("carrier", ...renew(KIND.toOrder, "liner"))).to.equal("TitleArgumentInvalid");
      expect(await refused("carrier", ...renew(KIND.straight, "buyer"))).to.equal("TitleArgumentInvalid");
      expect(await refused("carrier", ...renew(KIND.straight, "bank"))).to.equal("passes");
      expect(await refused("carrier", ...renew(KIND.bearer, null))).to.equal("passes");
      await act("carrier", ...renew(KIND.toOrder, "buyer"));
      expect(await get(of("N"))).to.include({
        holder: member("buyer"),
        endorsee: member("buyer"),
        pledgee: member("bank"),
        consented: 0n,
      });
      expect(((await world.read("title", "pledgeOf", of("N"))) as bigint[])[0]).to.equal(member("shipper"));
      expect(await refused("buyer", "surrender", of("N"), PURPOSE.delivery, ZERO)).to.equal("TitleConsentMissing");
      await issue("M", KIND.toOrder, "buyer", "buyer");
      await act("buyer", "surrender", of("M"), PURPOSE.amendment, ZERO);
      await act("bank", "consentSurrender", of("N"), PURPOSE.amendment, ZERO);
      await act("buyer", "surrender", of("N"), PURPOSE.amendment, ZERO);
      expect(await replaceRefused(["M", "N"], [bill("C", "buyer")])).to.equal("TitleReplacementMixed");
    });

    describe("of pledged bills", () => {
      /** A bill of the shipper's, pledged to the bank, entrusted to the buyer, surrendered for amendment with the bank's consent. */
      const underPledge = async (number: string, releaseTo: Party, enforceableFrom: number): Promise<void> => {
        const pledged = of(number);
        await issue(number, KIND.toOrder, "shipper", "shipper");
        await act(
          "shipper",
          "offerPledge",
          pledged,
          world.ids.bank,
          world.ids[releaseTo],
          enforceableFrom,
          NEVER,
          ZERO,
        );
        await act("bank", "acceptPledge", pledged, ZERO);
        await act("shipper", "redirectPledge", pledged, world.ids.buyer, ZERO);
        await act("bank", "consentSurrender", pledged, PURPOSE.amendment, ZERO);
        await act("bank", "entrust", pledged, world.ids.buyer, NEVER, ZERO);
        await act("buyer", "accept", pledged, ZERO);
        if (releaseTo !== "buyer") await act("shipper", "redirectPledge", pledged, world.ids[releaseTo], ZERO);
        await act("buyer", "surrender", pledged, PURPOSE.amendment, ZERO);
      };
      it("combines what is under equal pledges only: no bill comes under terms that its parties did not agree", async () => {
        await underPledge("A", "buyer", start);
        await underPledge("B", "buyer", start);
        await underPledge("C", "buyer", start + 86_400);
        await underPledge("D", "forwarder", start);
        for (const pair of [
          ["A", "C"],
          ["C", "A"],
          ["A", "D"],
        ]) {
          expect(await replaceRefused(pair, [bill("N", "buyer")]), pair.join()).to.equal("TitleReplacementMixed");
        }
        await act("carrier", "replace", world.ids.carrier, [of("A"), of("B")], [bill("N", "buyer")], CASE);
        expect((await get(of("N"))).pledgee).to.equal(member("bank"));
      });
      it("does not void them: the pledge would go with the bill", async () => {
        await underPledge("A", "buyer", start);
        expect(await replaceRefused(["A"], [])).to.equal("TitleIsPledged");
        await act("carrier", "refuseSurrender", of("A"), reference("NO"), ZERO);
        await act("bank", "releasePledge", of("A"), world.ids.buyer, 0, ZERO);
        await act("buyer", "surrender", of("A"), PURPOSE.amendment, ZERO);
        await act("carrier", "replace", world.ids.carrier, [of("A")], [], CASE);
        expect((await get(of("A"))).state).to.equal(6n);
      });
    });
  });

  describe("courts and registrars", () => {
    it("freeze and unfreeze with a case, and nobody else", async () => {
      await situated("live");
      expect(await refused("court", "freeze", title, ZERO)).to.equal("TitleArgumentInvalid");
      expect(await refused("carrier", "freeze", title, CASE)).to.equal("MemberRoleMissing");
      await act("port", "freeze", title, CASE);
      expect(await refused("court", "freeze", title, CASE)).to.equal("TitleIsFrozen");
      expect(await refused("shipper", "offer", title, world.ids.buyer, ENDORSEMENT.full, NEVER, ZERO)).to.equal(
        "TitleIsFrozen",
      );
      expect(await refused("carrier", "unfreeze", title, CASE)).to.equal("MemberRoleMissing");
      const before = await word();
      await act("court", "unfreeze", title, CASE);
      expect(await word()).to.not.equal(before);
      expect((await get()).frozen).to.equal(false);
    });
    it("freezing and unfreezing leaves an offer and a surrender as they were", async () => {
      for (const situation of ["offered", "surrendered"]) {
        await fresh.restore();
        fresh = await world.networkHelpers.takeSnapshot();
        await situated(situation);
        const before = await word();
        await act("court", "freeze", title, CASE);
        await act("court", "unfreeze", title, CASE);
        expect(await word()).to.equal(before);
      }
    });
    it("reassign a frozen bill by governance, after its delay", async () => {
      const GOVERNOR = 2n;
      await situated("frozen");
      await world.manager.getFunction("revokeRole").send(GOVERNOR, world.wallets.port.address);
      await world.manager.getFunction("grantRole").send(GOVERNOR, world.wallets.court.address, 86_400);
      const args = [title, world.ids.buyer, world.ids.buyer, 0, CASE];
      expect(await refused("port", "reassign", ...args)).to.equal("AccessManagedUnauthorized");
      expect(await refused("court", "reassign", ...args)).to.equal("AccessManagerNotScheduled");
      const call = world.contracts.title.interface.encodeFunctionData("reassign", args);
      const court = await world.ethers.getSigner(world.wallets.court.address);
      await world.manager.connect(court).getFunction("schedule").send(world.addresses.title, call, 0);
      expect(await refused("court", "reassign", ...args)).to.equal("AccessManagerNotReady");
      await world.networkHelpers.time.increase(86_401);
      await act("court", "reassign", ...args);
      expect(await get()).to.include({ state: 1n, frozen: false, holder: member("buyer"), endorsee: member("buyer") });
    });
    it("reassign to bearer, to order, under another pledge, as the order says; offers and surrenders fall", async () => {
      for (const [situation, [holder, endorsee, pledgee], seen] of [
        ["frozenOffered", ["buyer", null, null], { kind: 3n, endorsee: 0n, pledgee: 0n, offeree: 0n }],
        ["frozenSurrendered", ["buyer", "buyer", "bank"], { kind: 1n, pledgee: 0n }],
        ["bearer", ["liner", "liner", null], { kind: 1n }],
        ["pledged", ["bank", "bank", "bank"], { kind: 1n }],
        ["pledged", ["buyer", "buyer", null], { kind: 1n, pledgee: 0n }],
        ["straight", ["forwarder", "forwarder", null], { kind: 0n }],
      ] as const) {
        await fresh.restore();
        fresh = await world.networkHelpers.takeSnapshot();
        await situated(situation);
        if (!situation.startsWith("frozen")) await act("court", "freeze", title, CASE);
        const number = (party: Party | null): number => (party === null ? 0 : world.ids[party]);
        await act("port", "reassign", title, number(holder), number(endorsee), number(pledgee), CASE);
        expect(await get()).to.include({
          state: 1n,
          holder: member(holder),
          ...seen,
          ...(pledgee === null ? {} : { pledgee: member(pledgee) }),
        });
      }
    });
    it("reassign needs an order, a consignee of a straight bill, and members who may hold bills", async () => {
      await situated("frozen");
      const args = (holder: number, endorsee: number, pledgee: number, instrument: string) => [
        title,
        holder,
        endorsee,
        pledgee,
        instrument,
      ];
      expect(await refused("port", "reassign", ...args(world.ids.buyer, world.ids.buyer, 0, ZERO))).to.equal(
        "TitleArgumentInvalid",
      );
      expect(await refused("port", "reassign", ...args(world.ids.haulier, world.ids.buyer, 0, CASE))).to.equal(
        "MemberRoleMissing",
      );
      expect(await refused("port", "reassign", ...args(world.ids.buyer, world.ids.haulier, 0, CASE))).to.equal(
        "MemberRoleMissing",
      );
      expect(
        await refused("port", "reassign", ...args(world.ids.buyer, world.ids.buyer, world.ids.haulier, CASE)),
      ).to.equal("MemberRoleMissing");
      await fresh.restore();
      fresh = await world.networkHelpers.takeSnapshot();
      await situated("straight");
      await act("court", "freeze", title, CASE);
      expect(await refused("port", "reassign", ...args(world.ids.buyer, 0, 0, CASE))).to.equal("TitleArgumentInvalid");
    });
    it("a pledge ordered by a court is released to the holder, and not enforced without another order", async () => {
      await situated("frozen");
      await act("port", "reassign", title, world.ids.buyer, world.ids.buyer, world.ids.bank, CASE);
      expect(await refused("bank", "enforcePledge", title, ZERO)).to.equal("TitlePledgeNotEnforceable");
      await act("bank", "releasePledge", title, world.ids.buyer, 0, ZERO);
      expect(await get()).to.include({ holder: member("buyer"), pledgee: 0n });
    });
  });

  describe("delivery without presentation", () => {
    it("is for ever visible, and leaves the bill nothing but surrender for delivery", async () => {
      await situated("offered");
      expect(await refused("carrier", "recordDelivery", title, ZERO)).to.equal("TitleArgumentInvalid");
      await act("carrier", "recordDelivery", title, CASE);
      expect(await get()).to.include({ state: 1n, delivered: true, offeree: 0n, holder: member("shipper") });
      expect(await refused("shipper", "surrender", title, PURPOSE.amendment, ZERO)).to.equal("TitleIsDelivered");
      expect(await refused("shipper", "surrender", title, PURPOSE.paper, ZERO)).to.equal("TitleIsDelivered");
      expect(await refused("shipper", "offerPledge", title, world.ids.bank, 0, start, NEVER, ZERO)).to.equal(
        "TitleIsDelivered",
      );
      await act("shipper", "surrender", title, PURPOSE.delivery, ZERO);
      await act("carrier", "acceptSurrender", title, ZERO);
      expect(await get()).to.include({ state: 4n, delivered: true });
      expect(((await world.read("title", "releaseBasis", title)) as unknown[])[3]).to.equal(true);
    });
    it("can be enforced by the pledgee, who then holds a spent bill", async () => {
      await situated("deliveredPledged");
      await world.networkHelpers.time.increaseTo(start + ENFORCE_AFTER);
      await act("bank", "enforcePledge", title, ZERO);
      expect(await get()).to.include({ holder: member("bank"), delivered: true });
    });
  });

  describe("known faults of peers", () => {
    it("TradeTrust's stale predecessor: after two transfers a rejection returns the title to the true predecessor", async () => {
      // In TitleEscrowSignable 5.5.1, transferBeneficiaryWithSig leaves prevBeneficiary; the rejection goes to the original seller.
      await issue(NUMBER, KIND.toOrder, "shipper", "shipper");
      await act("shipper", "offer", title, world.ids.liner, ENDORSEMENT.toOrder, NEVER, ZERO);
      await act("liner", "accept", title, ZERO);
      const predecessor = await word();
      await world.act("liner", "title", "offer", [title, world.ids.buyer, ENDORSEMENT.toOrder, NEVER, ZERO], {
        signed: true,
      });
      await world.act("buyer", "title", "decline", [title, ZERO], { signed: true });
      expect(await word()).to.equal(predecessor);
      expect(await get()).to.include({ holder: member("liner"), endorsee: member("liner") });
    });
    it("spent bill shown as valid: an accomplished bill is told apart from a live one in every answer", async () => {
      await situated("accomplished");
      expect((await get()).state).to.equal(4n);
      expect(await world.read("title", "isAccomplished", title)).to.equal(true);
      expect(((await world.read("title", "releaseBasis", title)) as bigint[])[2]).to.equal(4n);
      await issue("LIVE", KIND.toOrder, "shipper", "shipper");
      expect(await world.read("title", "isAccomplished", titleIdOf(world.ids.carrier, "LIVE"))).to.equal(false);
      expect(await world.read("title", "isAccomplished", id("unknown"))).to.equal(false);
      expect((await get(id("unknown"))).entitled).to.equal(false);
    });
    it("double mint of one bill: a number is issued once, by the carrier or its agent, in whatever state it is", async () => {
      await world.act("carrier", "members", "listAgent", [world.ids.agent, SCOPE.ISSUE, NEVER]);
      for (const situation of Object.keys(situations).filter((name) => name !== "unissued")) {
        await fresh.restore();
        fresh = await world.networkHelpers.takeSnapshot();
        await world.act("carrier", "members", "listAgent", [world.ids.agent, SCOPE.ISSUE, NEVER]);
        await situated(situation);
        for (const party of ["carrier", "agent"] as const) {
          const args = [world.ids.carrier, reference(NUMBER), 1, world.ids.buyer, world.ids.buyer, id("other"), ZERO];
          expect(await refused(party, "issue", ...args), situation).to.equal("TitleExists");
        }
      }
    });
    it("rejection without end: an offeree that is silent holds nothing up, the offer lapses", async () => {
      await situated("expired");
      await act("haulier", "lapse", title);
      expect((await get()).holder).to.equal(member("shipper"));
    });
    it("lost key: the member recovers, and its bills were never out of its control", async () => {
      await situated("live");
      const heir = key("heir");
      await world.act("port", "members", "approveRecovery", [world.ids.shipper, heir.address]);
      await world.networkHelpers.time.increase(7 * 86_400 + 1);
      await world.act("haulier", "members", "executeRecovery", [world.ids.shipper]);
      expect(await refused("shipper", "sign", title, CASE)).to.equal("MemberNotOfficer");
      const { logs } = await world.act("shipper", "title", "sign", [title, CASE], { officer: heir, signed: true });
      expect(logs.at(-2)!.name).to.equal("TitleSigned");
    });
    it("id without content: the trail's head commits to the digest of the text", async () => {
      await issue("A", KIND.toOrder, "shipper", "shipper");
      const a = await world.read("title", "trailOf", titleIdOf(world.ids.carrier, "A"));
      expect(await recomputeTrail(world, titleIdOf(world.ids.carrier, "A"))).to.equal(a);
      expect(await world.read("title", "contentDigestOf", titleIdOf(world.ids.carrier, "A"))).to.equal(CONTENT);
    });
  });

  it("the rare acts' code does nothing on its own address", async () => {
    const rare = await world.ethers.deployContract("TitleRareActs", [
      world.addresses.members,
      await world.manager.getAddress(),
    ]);
    expect(await rare.getFunction("actTypeHash").staticCall("0x12345678")).to.equal(ZERO);
    const call = rare.interface.encodeFunctionData("freeze", [title, CASE]);
    let data = "";
    try {
      await world.provider.send("eth_call", [
        { to: await rare.getAddress(), data: call, from: world.wallets.court.address },
      ]);
    } catch (error) {
      data = world.revertData(error);
    }
    expect(rare.interface.parseError(data)?.name).to.equal("TitleRareActsAlone");
  });
});
