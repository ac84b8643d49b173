import { expect } from "chai";
import { encodeBytes32String, id } from "ethers";
import { NEVER, ROLE, SCOPE, ZERO, createWorld, key, reference, titleIdOf } from "../support/world.ts";
import type { Party, World } from "../support/world.ts";
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
  attempts,
} from "./situations.ts";

const HOLDERS = ROLE.CARRIER | ROLE.CARRIER_AGENT | ROLE.TRADER | ROLE.BANK | ROLE.INSURER | ROLE.FORWARDER;
const LIVE = 1 << 1;
const OFFERED = 1 << 2;
const PENDING = 1 << 3;

/** From a situation, an act and by whom: from whom to whom it tells it went, then holder, endorsee, pledgee and offeree. */
type Row = [situation: string, act: string, by: Party, from: Party, to: Party | null, after: string];
const rows: Row[] = [
  ["unissued", "issue", "carrier", "carrier", "shipper", "shipper shipper - -"],
  ["unissued", "issueFromPaper", "carrier", "carrier", "shipper", "shipper shipper - -"],
  ["paper", "issueFromPaper", "carrier", "carrier", "shipper", "shipper shipper - -"],
  ["live", "offer", "shipper", "shipper", "buyer", "shipper shipper - buyer"],
  ["nominated", "offer", "forwarder", "forwarder", "buyer", "forwarder shipper - buyer"],
  ["offered", "accept", "buyer", "shipper", "buyer", "buyer buyer - -"],
  ["releaseOffered", "accept", "buyer", "bank", "buyer", "buyer buyer - -"],
  ["entrustOffered", "accept", "buyer", "bank", "buyer", "buyer buyer bank -"],
  ["offered", "decline", "buyer", "buyer", "shipper", "shipper shipper - -"],
  ["pledgeOffered", "decline", "bank", "bank", "shipper", "shipper shipper - -"],
  ["entrustOffered", "decline", "buyer", "buyer", "bank", "bank bank bank -"],
  ["offered", "recall", "shipper", "shipper", "buyer", "shipper shipper - -"],
  ["entrustOffered", "recall", "bank", "bank", "buyer", "bank bank bank -"],
  ["expired", "lapse", "haulier", "shipper", "buyer", "shipper shipper - -"],
  ["live", "endorseBlank", "shipper", "shipper", null, "shipper - - -"],
  ["away", "nominate", "shipper", "shipper", "buyer", "forwarder shipper - -"],
  ["straightAtConsignee", "sign", "buyer", "buyer", null, "buyer buyer - -"],
  ["away", "sign", "forwarder", "forwarder", null, "forwarder shipper - -"],
  ["live", "offerPledge", "shipper", "shipper", "bank", "shipper shipper - bank"],
  ["bearer", "offerPledge", "shipper", "shipper", "bank", "shipper - - bank"],
  ["pledgeOffered", "acceptPledge", "bank", "shipper", "bank", "bank bank bank -"],
  ["pledged", "redirectPledge", "shipper", "shipper", "forwarder", "bank bank bank -"],
  ["entrusted", "redirectPledge", "shipper", "shipper", "forwarder", "buyer buyer bank -"],
  ["pledged", "releasePledge", "bank", "bank", "shipper", "shipper shipper - -"],
  ["enforceable", "enforcePledge", "bank", "bank", "bank", "bank bank - -"],
  ["pledged", "entrust", "bank", "bank", "shipper", "bank bank bank shipper"],
  ["entrusted", "consentSurrender", "bank", "bank", "buyer", "buyer buyer bank -"],
  ["live", "surrender", "shipper", "shipper", "carrier", "shipper shipper - -"],
  ["consented", "surrender", "buyer", "buyer", "carrier", "buyer buyer bank -"],
  ["surrendered", "acceptSurrender", "carrier", "carrier", "shipper", "shipper shipper - -"],
  ["surrenderedForPaper", "convertToPaper", "carrier", "carrier", "shipper", "shipper shipper - -"],
  ["surrendered", "refuseSurrender", "carrier", "carrier", "shipper", "shipper shipper - -"],
  ["surrenderedForAmendment", "replace", "carrier", "carrier", "shipper", "shipper shipper - -"],
  ["live", "freeze", "court", "court", "shipper", "shipper shipper - -"],
  ["frozenOffered", "unfreeze", "port", "port", "shipper", "shipper shipper - buyer"],
  ["frozen", "reassign", "port", "shipper", "forwarder", "forwarder forwarder - -"],
  ["frozenOffered", "reassign", "port", "shipper", "forwarder", "forwarder forwarder - -"],
  ["offered", "recordDelivery", "carrier", "carrier", "shipper", "shipper shipper - -"],
];

/** What is on record of every act beside its state, and what each refusal tells. */
describe("TitleRegistry, the facts", () => {
  let world: World;
  let ids: World["ids"];
  let title: string;
  let start: number;
  let fresh: Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;
  before(async () => {
    world = await createWorld();
    ({ ids } = world);
    title = titleIdOf(ids.carrier, NUMBER);
    fresh = await world.networkHelpers.takeSnapshot();
  });
  beforeEach(async () => {
    await fresh.restore();
    fresh = await world.networkHelpers.takeSnapshot();
    start = await world.now();
  });

  const at = (moment: number): Promise<void> => world.networkHelpers.time.setNextBlockTimestamp(moment);
  const act = (by: Party, name: string, ...args: unknown[]) => world.act(by, "title", name, args);
  const refusal = async (by: Party, name: string, ...args: unknown[]): Promise<string[]> => {
    const refused = await world.refusal(by, "title", name, args);
    return [refused?.name ?? "passes", ...(refused?.args ?? [])].map(String);
  };
  const view = async (): Promise<Record<string, unknown>> =>
    ((await world.read("title", "getTitle", title)) as { toObject(): Record<string, unknown> }).toObject();

  /** What an event tells beside from, to, state and instrument. */
  const beside: Record<string, () => unknown[]> = {
    issue: () => [reference(NUMBER), CONTENT],
    issueFromPaper: () => [reference(NUMBER), id("content 2"), id("serials")],
    nominate: () => [ENDORSEMENT.full],
    offerPledge: () => [0, start],
    convertToPaper: () => [id("serials")],
    refuseSurrender: () => [reference("DISCREPANCY")],
    replace: () => [reference(NUMBER), id("content 2"), title],
  };

  describe("an act tells from whom to whom, and leaves the parties so", () => {
    for (const [situation, name, by, from, to, after] of rows) {
      it(`${situation}: ${name} by ${by}`, async () => {
        ({ start } = await arrange(world, situation));
        const args = attempts[name]!(world, title, start);
        const instrument = name === "lapse" ? ZERO : id("an instrument");
        if (name !== "lapse") args[args.length - 1] = instrument;
        const { logs } = await world.act(by, "title", name, args);
        const told = logs.at(-1)!;
        const state = `0x${((await world.read("title", "stateOf", title)) as bigint).toString(16).padStart(64, "0")}`;
        expect(Object.values(told.args).map(String)).to.deep.equal(
          [title, ids[from], to === null ? 0 : ids[to], ...(beside[name]?.() ?? []), state, instrument].map(String),
        );
        const facts = await view();
        const named = ["holder", "endorsee", "pledgee", "offeree"].map((field) => {
          const number = Number(facts[field]);
          return number === 0 ? "-" : Object.entries(ids).find(([, other]) => other === number)![0];
        });
        expect(named.join(" ")).to.equal(after);
      });
    }
  });

  it("a bill from paper may be at one's and to another's order, or to bearer", async () => {
    for (const [kind, endorsee] of [
      [KIND.toOrder, ids.buyer],
      [KIND.straight, ids.buyer],
      [KIND.bearer, 0],
    ] as const) {
      const args = attempts.issueFromPaper!(world, title, start);
      [args[2], args[4]] = [kind, endorsee];
      await act("carrier", "issueFromPaper", ...args);
      const seen = await view();
      expect([seen.kind, seen.holder, seen.endorsee, seen.fromPaper, seen.version].map(String)).to.deep.equal(
        [kind, ids.shipper, endorsee, true, 0].map(String),
      );
      expect(await world.read("title", "paperSerialsOf", title)).to.equal(id("serials"));
      await fresh.restore();
      fresh = await world.networkHelpers.takeSnapshot();
    }
  });

  it("a court's order may name a pledgee, who then releases to the holder and enforces no more", async () => {
    await arrange(world, "frozen");
    await act("port", "reassign", title, ids.forwarder, ids.buyer, ids.bank, CASE);
    const seen = await view();
    expect([seen.holder, seen.endorsee, seen.pledgee].map(String)).to.deep.equal(
      [ids.forwarder, ids.buyer, ids.bank].map(String),
    );
    expect([...((await world.read("title", "pledgeOf", title)) as unknown[])].map(String)).to.deep.equal(
      [ids.forwarder, 0, NEVER].map(String),
    );
    // Then only the pledge ends: whose order it is the court has said.
    await act("bank", "releasePledge", title, ids.forwarder, 0, ZERO);
    const after = await view();
    expect([after.holder, after.endorsee, after.pledgee].map(String)).to.deep.equal(
      [ids.forwarder, ids.buyer, 0].map(String),
    );
  });

  it("a court's order leaves the pledge that it keeps, and the kind that it does not change", async () => {
    ({ start } = await arrange(world, "pledged"));
    await act("court", "freeze", title, CASE);
    await act("port", "reassign", title, ids.forwarder, ids.forwarder, ids.bank, CASE);
    expect([...((await world.read("title", "pledgeOf", title)) as unknown[])].map(String)).to.deep.equal(
      [ids.shipper, ids.buyer, start + ENFORCE_AFTER].map(String),
    );
    await fresh.restore();
    fresh = await world.networkHelpers.takeSnapshot();
    await arrange(world, "notOnward");
    await act("court", "freeze", title, CASE);
    await act("port", "reassign", title, ids.forwarder, ids.forwarder, 0, CASE);
    expect((await view()).kind).to.equal(BigInt(KIND.toOrderNotOnward));
  });

  it("a pledge that is offered can be read; one that has ended is nobody's to redirect", async () => {
    ({ start } = await arrange(world, "pledgeOffered"));
    expect([...((await world.read("title", "pledgeOf", title)) as unknown[])].map(String)).to.deep.equal(
      [ids.shipper, ids.buyer, start + ENFORCE_AFTER].map(String),
    );
    await act("bank", "acceptPledge", title, ZERO);
    await act("bank", "releasePledge", title, ids.shipper, 0, ZERO);
    expect(await refusal("shipper", "redirectPledge", title, ids.forwarder, ZERO)).to.deep.equal(
      ["TitleNotPledgor", title, ids.shipper, 0].map(String),
    );
  });

  it("on trust receipt to the pledgor, the bank does not release to another", async () => {
    await arrange(world, "pledged");
    await act("bank", "entrust", title, ids.shipper, NEVER, ZERO);
    await act("shipper", "accept", title, ZERO);
    expect(await refusal("bank", "releasePledge", title, ids.buyer, NEVER, ZERO)).to.deep.equal(
      ["TitleReleaseNotAgreed", title, ids.buyer, ids.shipper, ids.buyer].map(String),
    );
  });

  it("a nomination stays while the bill only changes hands, and is spent when it comes back or is withdrawn", async () => {
    const nominated = async (): Promise<string[]> =>
      [...((await world.read("title", "nominationOf", title)) as unknown[])].map(String);
    const hand = async (from: Party, to: Party): Promise<void> => {
      await act(from, "offer", title, ids[to], ENDORSEMENT.none, NEVER, ZERO);
      await act(to, "accept", title, ZERO);
    };
    await arrange(world, "nominated");
    await hand("forwarder", "rival");
    expect(await nominated()).to.deep.equal([ids.buyer, ENDORSEMENT.full].map(String));
    const before = await world.networkHelpers.takeSnapshot();
    await hand("rival", "shipper");
    expect(await nominated()).to.deep.equal(["0", "0"]);
    await hand("shipper", "forwarder");
    expect(await refusal("forwarder", "offer", title, ids.buyer, ENDORSEMENT.full, NEVER, ZERO)).to.deep.equal(
      ["TitleNotEntitled", title, ids.forwarder, ids.shipper].map(String),
    );
    await before.restore();
    await act("shipper", "nominate", title, 0, ENDORSEMENT.none, ZERO);
    const withdrawn = await world.read("title", "stateOf", title);
    await fresh.restore();
    fresh = await world.networkHelpers.takeSnapshot();
    await arrange(world, "away");
    await hand("forwarder", "rival");
    expect(await world.read("title", "stateOf", title)).to.equal(withdrawn);
  });

  it("each act takes its own scope, and no other", async () => {
    const all = (1 << 9) - 1;
    const { ISSUE, TITLE, FINANCE, HOLD, ADMINISTER } = SCOPE;
    for (const [situation, name, by, scope] of [
      ["unissued", "issue", "carrier", ISSUE],
      ["unissued", "issueFromPaper", "carrier", ISSUE],
      ["live", "offer", "shipper", TITLE],
      ["offered", "accept", "buyer", TITLE],
      ["offered", "decline", "buyer", TITLE],
      ["pledgeOffered", "decline", "bank", FINANCE],
      ["releaseOffered", "decline", "buyer", TITLE],
      ["offered", "recall", "shipper", TITLE],
      ["pledgeOffered", "recall", "shipper", TITLE],
      ["releaseOffered", "recall", "bank", FINANCE],
      ["entrustOffered", "recall", "bank", FINANCE],
      ["live", "endorseBlank", "shipper", TITLE],
      ["away", "nominate", "shipper", TITLE],
      ["live", "sign", "shipper", TITLE],
      ["live", "offerPledge", "shipper", TITLE],
      ["pledgeOffered", "acceptPledge", "bank", FINANCE],
      ["pledged", "redirectPledge", "shipper", TITLE],
      ["pledged", "releasePledge", "bank", FINANCE],
      ["enforceable", "enforcePledge", "bank", FINANCE],
      ["pledged", "entrust", "bank", FINANCE],
      ["pledged", "consentSurrender", "bank", FINANCE],
      ["live", "surrender", "shipper", TITLE],
      ["surrendered", "acceptSurrender", "carrier", ISSUE],
      ["surrenderedForPaper", "convertToPaper", "carrier", ISSUE],
      ["surrendered", "refuseSurrender", "carrier", ISSUE],
      ["surrenderedForAmendment", "replace", "carrier", ISSUE],
      ["live", "freeze", "court", HOLD],
      ["frozen", "unfreeze", "court", HOLD],
      ["live", "recordDelivery", "carrier", ISSUE],
      ["live", "grantStandingAcceptance", "buyer", ADMINISTER],
    ] as const) {
      ({ start } = await arrange(world, situation));
      const args =
        name === "grantStandingAcceptance" ? [ids.shipper, NEVER, ZERO] : attempts[name]!(world, title, start);
      for (const [clerk, scopes, told] of [
        [key("with it"), scope, null],
        [key("without it"), all & ~scope, "MemberScopeMissing"],
      ] as const) {
        await world.act(by, "members", "appoint", [clerk.address, scopes, NEVER]);
        const refused = await world.refusal(by, "title", name, args, { officer: clerk });
        expect(refused?.name ?? null, `${situation}: ${name}`).to.equal(told);
      }
      await fresh.restore();
      fresh = await world.networkHelpers.takeSnapshot();
    }
  });

  it("a bill can be read whole", async () => {
    const nothing = {
      ...{ kind: 1n, carrier: BigInt(ids.carrier), holder: BigInt(ids.shipper), endorsee: BigInt(ids.shipper) },
      ...{ pledgee: 0n, offeree: 0n, offerDeadline: 0n, offerPurpose: 0n, offeredEndorsement: 0n, received: 0n },
      ...{ purpose: 0n, consented: 0n, frozen: false, delivered: false, fromPaper: false, replacement: false },
      ...{ version: 0n, entitled: true, contentDigest: CONTENT },
    };
    const bank = BigInt(ids.bank);
    for (const [situation, facts] of [
      [
        "frozenOffered",
        (from: number) => ({
          ...{ state: 2n, offeree: BigInt(ids.buyer), offerPurpose: 1n, offeredEndorsement: 2n, frozen: true },
          offerDeadline: BigInt(from + OFFER_TIME),
        }),
      ],
      [
        "consented",
        () => ({
          ...{ state: 1n, holder: BigInt(ids.buyer), endorsee: BigInt(ids.buyer), pledgee: bank },
          ...{ received: 2n, consented: 1n },
        }),
      ],
      ["surrenderedForPaper", () => ({ state: 3n, purpose: 5n })],
      ["away", () => ({ state: 1n, holder: BigInt(ids.forwarder), entitled: false })],
      ["delivered", () => ({ state: 1n, delivered: true })],
    ] as const) {
      ({ start } = await arrange(world, situation));
      const trail = await world.read("title", "trailOf", title);
      expect(await view(), situation).to.deep.equal({ ...nothing, ...facts(start), trail });
      await fresh.restore();
      fresh = await world.networkHelpers.takeSnapshot();
    }
  });

  it("a replacement tells of each bill that it ends, and of each that it begins", async () => {
    await arrange(world, "surrenderedForAmendment");
    const replacements = ["NEW1", "NEW2"].map((number) => [reference(number), KIND.toOrder, ids.buyer, id(number)]);
    const { logs } = await act("carrier", "replace", ids.carrier, [title], replacements, CASE);
    const state = async (of: string): Promise<string> =>
      `0x${((await world.read("title", "stateOf", of)) as bigint).toString(16).padStart(64, "0")}`;
    const [one, two] = ["NEW1", "NEW2"].map((number) => titleIdOf(ids.carrier, number)) as [string, string];
    expect(logs.map(({ name, args }) => [name, ...Object.values(args)].map(String))).to.deep.equal([
      ["TitleSuperseded", title, ids.carrier, ids.shipper, await state(title), CASE].map(String),
      ...(await Promise.all(
        (
          [
            ["NEW1", one],
            ["NEW2", two],
          ] as const
        ).map(async ([number, of]) =>
          [
            ...["TitleReissued", of, ids.carrier, ids.shipper, reference(number), id(number)],
            ...[title, await state(of), CASE],
          ].map(String),
        ),
      )),
    ]);
    const [, replacedBy] = (await world.read("title", "lineageOf", title)) as [string[], string[]];
    const [replaced] = (await world.read("title", "lineageOf", one)) as [string[], string[]];
    expect([[...replacedBy], [...replaced]]).to.deep.equal([[one, two], [title]]);
  });

  it("bills of different pledgors are not replaced together; bills whose pledges have ended are", async () => {
    const [a, b] = ["A", "B"].map((number) => titleIdOf(ids.carrier, number)) as [string, string];
    const issue = (number: string, to: Party): Promise<unknown> =>
      act("carrier", "issue", ids.carrier, reference(number), KIND.toOrder, ids[to], ids[to], CONTENT, ZERO);
    const pledge = async (of: string, by: Party): Promise<void> => {
      await act(by, "offerPledge", of, ids.bank, ids.buyer, start, NEVER, ZERO);
      await act("bank", "acceptPledge", of, ZERO);
    };
    await issue("A", "shipper");
    await issue("B", "forwarder");
    const issued = await world.networkHelpers.takeSnapshot();
    for (const [of, by] of [
      [a, "shipper"],
      [b, "forwarder"],
    ] as const) {
      await pledge(of, by);
      await act("bank", "entrust", of, ids.buyer, NEVER, ZERO);
      await act("buyer", "accept", of, ZERO);
      await act("bank", "consentSurrender", of, PURPOSE.amendment, ZERO);
      await act("buyer", "surrender", of, PURPOSE.amendment, ZERO);
    }
    const one = [[reference("N"), KIND.toOrder, ids.buyer, CONTENT]];
    expect(await refusal("carrier", "replace", ids.carrier, [a, b], one, CASE)).to.deep.equal(
      ["TitleReplacementMixed", b, ids.buyer, ids.bank].map(String),
    );
    await issued.restore();
    await pledge(a, "shipper");
    await act("bank", "releasePledge", a, ids.shipper, 0, ZERO);
    await act("forwarder", "offer", b, ids.shipper, ENDORSEMENT.toOrder, NEVER, ZERO);
    await act("shipper", "accept", b, ZERO);
    for (const bill of [a, b]) await act("shipper", "surrender", bill, PURPOSE.amendment, ZERO);
    expect(await refusal("carrier", "replace", ids.carrier, [a, b], [], CASE)).to.deep.equal(["passes"]);
  });

  it("standing acceptances tell who accepts from whom", async () => {
    const until = start + OFFER_TIME;
    const granted = await act("buyer", "grantStandingAcceptance", ids.shipper, until, CASE);
    expect(granted.logs.map(({ name, args }) => [name, ...Object.values(args)].map(String))).to.deep.equal([
      ["StandingAcceptanceGranted", ids.buyer, ids.shipper, until, CASE].map(String),
    ]);
    const until_ = (receiver: Party, offeror: Party): Promise<unknown> =>
      world.read("title", "standingAcceptanceUntil", ids[receiver], ids[offeror]);
    expect([await until_("buyer", "shipper"), await until_("shipper", "buyer")]).to.deep.equal([BigInt(until), 0n]);
    const ended = await act("buyer", "endStandingAcceptance", ids.shipper, CASE);
    expect(ended.logs.map(({ name, args }) => [name, ...Object.values(args)].map(String))).to.deep.equal([
      ["StandingAcceptanceEnded", ids.buyer, ids.shipper, CASE].map(String),
    ]);
    expect(await until_("buyer", "shipper")).to.equal(0n);
  });

  it("where a standing acceptance covers it, what would be offered moves at once", async () => {
    const parties = async (): Promise<string[]> => {
      const { holder, endorsee, pledgee, offeree } = await view();
      return [holder, endorsee, pledgee, offeree].map(String);
    };
    await act("buyer", "grantStandingAcceptance", ids.bank, NEVER, ZERO);
    await arrange(world, "pledged");
    const released = await world.networkHelpers.takeSnapshot();
    for (const [name, event, pledgee] of [
      ["entrust", "TitleEntrusted", ids.bank],
      ["releasePledge", "TitlePledgeReleased", 0],
    ] as const) {
      const { logs } = await act("bank", name, title, ids.buyer, NEVER, CASE);
      expect([logs[0]!.name, logs[0]!.args.from, logs[0]!.args.to].map(String)).to.deep.equal(
        [event, ids.bank, ids.buyer].map(String),
      );
      expect(await parties()).to.deep.equal([ids.buyer, ids.buyer, pledgee, 0].map(String));
      if (name === "entrust") await released.restore();
    }
    await act("forwarder", "grantStandingAcceptance", ids.buyer, NEVER, ZERO);
    const { logs } = await act("buyer", "offer", title, ids.forwarder, ENDORSEMENT.toOrder, NEVER, CASE);
    expect([logs[0]!.name, logs[0]!.args.from, logs[0]!.args.to].map(String)).to.deep.equal(
      ["TitleTransferred", ids.buyer, ids.forwarder].map(String),
    );
    expect(await parties()).to.deep.equal([ids.forwarder, ids.forwarder, 0, 0].map(String));
  });

  it("on trust receipt, the pledgee enforces from whoever holds, and releases to it", async () => {
    ({ start } = await arrange(world, "entrusted"));
    const entrusted = await world.networkHelpers.takeSnapshot();
    const { logs: released } = await act("bank", "releasePledge", title, ids.buyer, 0, CASE);
    expect([released[0]!.args.from, released[0]!.args.to]).to.deep.equal([BigInt(ids.bank), BigInt(ids.buyer)]);
    await entrusted.restore();
    await at(start + ENFORCE_AFTER);
    const { logs: enforced } = await act("bank", "enforcePledge", title, CASE);
    expect([enforced[0]!.args.from, enforced[0]!.args.to]).to.deep.equal([BigInt(ids.buyer), BigInt(ids.bank)]);
  });

  describe("a refusal tells who, whom and what", () => {
    const invalid = (what: string): unknown[] => ["TitleArgumentInvalid", encodeBytes32String(what)];
    type Refused = [by: Party, act: string, args: () => unknown[], told: () => unknown[]];
    const given = (name: string, changes: Record<number, unknown> = {}): unknown[] =>
      attempts[name]!(world, title, start).map((value, i) => (i in changes ? changes[i] : value));
    const cases: Record<string, Refused[]> = {
      unissued: [
        ["liner", "issue", () => given("issue"), () => ["ActNotFor", ids.liner, ids.carrier]],
        [
          ...(["shipper", "issue", () => given("issue", { 0: ids.shipper })] as const),
          () => ["MemberRoleMissing", ids.shipper, ROLE.TRADER, ROLE.CARRIER],
        ],
        ["carrier", "issue", () => given("issue", { 1: ZERO }), () => invalid("transportDocumentReference")],
        ["carrier", "issue", () => given("issue", { 4: 0 }), () => invalid("endorsee")],
        ["carrier", "issue", () => given("issue", { 5: ZERO }), () => invalid("contentDigest")],
        [
          ...(["carrier", "issue", () => given("issue", { 3: ids.haulier })] as const),
          () => ["MemberRoleMissing", ids.haulier, ROLE.HAULIER, HOLDERS],
        ],
        [
          ...(["carrier", "issue", () => given("issue", { 4: ids.court })] as const),
          () => ["MemberRoleMissing", ids.court, ROLE.COURT, HOLDERS],
        ],
        ["carrier", "issueFromPaper", () => given("issueFromPaper", { 6: ZERO }), () => invalid("paperSerials")],
        ["carrier", "issueFromPaper", () => given("issueFromPaper", { 7: ZERO }), () => invalid("instrument")],
        ["liner", "issueFromPaper", () => given("issueFromPaper"), () => ["ActNotFor", ids.liner, ids.carrier]],
        ["carrier", "issueFromPaper", () => given("issueFromPaper", { 5: ZERO }), () => invalid("contentDigest")],
        ["shipper", "sign", () => given("sign"), () => ["TitleUnexpectedState", title, 0, LIVE]],
        ["court", "freeze", () => given("freeze"), () => ["TitleUnexpectedState", title, 0, LIVE | OFFERED | PENDING]],
        [
          ...(["carrier", "recordDelivery", () => given("recordDelivery")] as const),
          () => ["TitleUnexpectedState", title, 0, LIVE | OFFERED],
        ],
        [
          ...(["shipper", "grantStandingAcceptance", () => [ids.shipper, NEVER, ZERO]] as const),
          () => invalid("offeror"),
        ],
        ["shipper", "grantStandingAcceptance", () => [99, NEVER, ZERO], () => ["MemberUnknown", 99]],
        ["shipper", "grantStandingAcceptance", () => [ids.buyer, 1, ZERO], () => invalid("validUntil")],
        ["shipper", "endStandingAcceptance", () => [ids.buyer, ZERO], () => invalid("offeror")],
        ["carrier", "replace", () => given("replace", { 1: [] }), () => invalid("replaced")],
      ],
      live: [
        ["carrier", "issue", () => given("issue"), () => ["TitleExists", title, 1]],
        ["carrier", "issueFromPaper", () => given("issueFromPaper"), () => ["TitleExists", title, 1]],
        ["buyer", "offer", () => given("offer"), () => ["TitleNotHolder", title, ids.buyer, ids.shipper]],
        ["shipper", "offer", () => given("offer", { 3: 1 }), () => invalid("validUntil")],
        ["shipper", "offer", () => given("offer", { 1: ids.shipper, 2: 0 }), () => invalid("to")],
        ["shipper", "offer", () => given("offer", { 1: ids.shipper }), () => invalid("to")],
        [
          ...(["shipper", "offer", () => given("offer", { 1: ids.haulier })] as const),
          () => ["MemberRoleMissing", ids.haulier, ROLE.HAULIER, HOLDERS],
        ],
        ["buyer", "accept", () => given("accept"), () => ["TitleUnexpectedState", title, 1, OFFERED]],
        ["buyer", "endorseBlank", () => given("endorseBlank"), () => ["TitleNotHolder", title, ids.buyer, ids.shipper]],
        [
          ...(["shipper", "nominate", () => given("nominate")] as const),
          () => ["TitleNotEndorseeOutOfPossession", title, ids.shipper, ids.shipper, ids.shipper],
        ],
        ["buyer", "sign", () => given("sign"), () => ["TitleNotHolder", title, ids.buyer, ids.shipper]],
        ["shipper", "sign", () => given("sign", { 1: ZERO }), () => invalid("instrument")],
        ["buyer", "offerPledge", () => given("offerPledge"), () => ["TitleNotHolder", title, ids.buyer, ids.shipper]],
        ["shipper", "offerPledge", () => given("offerPledge", { 1: ids.shipper }), () => invalid("to")],
        [
          ...(["shipper", "offerPledge", () => given("offerPledge", { 1: ids.buyer })] as const),
          () => ["MemberRoleMissing", ids.buyer, ROLE.TRADER, ROLE.BANK],
        ],
        ["shipper", "offerPledge", () => given("offerPledge", { 2: ids.bank }), () => invalid("releaseTo")],
        ["shipper", "offerPledge", () => given("offerPledge", { 2: ids.shipper }), () => invalid("releaseTo")],
        [
          ...(["shipper", "offerPledge", () => given("offerPledge", { 2: ids.haulier })] as const),
          () => ["MemberRoleMissing", ids.haulier, ROLE.HAULIER, HOLDERS],
        ],
        ["shipper", "offerPledge", () => given("offerPledge", { 4: 1 }), () => invalid("validUntil")],
        ["bank", "releasePledge", () => given("releasePledge"), () => ["TitleNotPledgee", title, ids.bank, 0]],
        ["shipper", "redirectPledge", () => given("redirectPledge"), () => ["TitleNotPledgor", title, ids.shipper, 0]],
        ["buyer", "surrender", () => given("surrender"), () => ["TitleNotHolder", title, ids.buyer, ids.shipper]],
        ["shipper", "surrender", () => given("surrender", { 1: 0 }), () => invalid("purpose")],
        ["court", "freeze", () => given("freeze", { 1: ZERO }), () => invalid("instrument")],
        [
          ...(["buyer", "freeze", () => given("freeze")] as const),
          () => ["MemberRoleMissing", ids.buyer, ROLE.TRADER, ROLE.COURT | ROLE.REGISTRAR],
        ],
        ["court", "unfreeze", () => given("unfreeze"), () => ["TitleNotFrozen", title]],
        ["port", "reassign", () => given("reassign"), () => ["TitleNotFrozen", title]],
        ["liner", "recordDelivery", () => given("recordDelivery"), () => ["ActNotFor", ids.liner, ids.carrier]],
        ["carrier", "recordDelivery", () => given("recordDelivery", { 1: ZERO }), () => invalid("instrument")],
      ],
      straight: [
        [
          ...(["shipper", "offer", () => given("offer", { 1: ids.forwarder, 2: 0 })] as const),
          () => ["TitleConsigneeOnly", title, ids.forwarder, ids.buyer],
        ],
        ["shipper", "offer", () => given("offer"), () => ["TitleNotNegotiable", title, KIND.straight]],
        [
          ...(["shipper", "offerPledge", () => given("offerPledge")] as const),
          () => ["TitleConsigneeOnly", title, ids.bank, ids.buyer],
        ],
        ["shipper", "endorseBlank", () => given("endorseBlank"), () => ["TitleNotNegotiable", title, KIND.straight]],
        ["buyer", "nominate", () => given("nominate"), () => ["TitleNotNegotiable", title, KIND.straight]],
      ],
      notOnward: [
        ["buyer", "offer", () => given("offer", { 1: ids.bank }), () => ["TitleNotNegotiable", title, 2]],
        ["buyer", "offerPledge", () => given("offerPledge"), () => ["TitleNotNegotiable", title, 2]],
      ],
      away: [
        ["forwarder", "offer", () => given("offer"), () => ["TitleNotEntitled", title, ids.forwarder, ids.shipper]],
        [
          ...(["forwarder", "endorseBlank", () => given("endorseBlank")] as const),
          () => ["TitleNotEntitled", title, ids.forwarder, ids.shipper],
        ],
        [
          ...(["forwarder", "offerPledge", () => given("offerPledge")] as const),
          () => ["TitleNotEntitled", title, ids.forwarder, ids.shipper],
        ],
        [
          ...(["forwarder", "surrender", () => given("surrender")] as const),
          () => ["TitleNotEntitled", title, ids.forwarder, ids.shipper],
        ],
        [
          ...(["buyer", "nominate", () => given("nominate")] as const),
          () => ["TitleNotEndorseeOutOfPossession", title, ids.buyer, ids.shipper, ids.forwarder],
        ],
        ["shipper", "nominate", () => given("nominate", { 1: ids.shipper }), () => invalid("to")],
        ["shipper", "nominate", () => given("nominate", { 2: 0 }), () => invalid("endorsement")],
        ["shipper", "nominate", () => given("nominate", { 1: 0 }), () => invalid("endorsement")],
        [
          ...(["shipper", "nominate", () => given("nominate", { 1: ids.haulier })] as const),
          () => ["MemberRoleMissing", ids.haulier, ROLE.HAULIER, HOLDERS],
        ],
      ],
      offered: [
        ["forwarder", "accept", () => given("accept"), () => ["TitleNotOfferee", title, ids.forwarder, ids.buyer]],
        ["forwarder", "decline", () => given("decline"), () => ["TitleNotOfferee", title, ids.forwarder, ids.buyer]],
        ["buyer", "recall", () => given("recall"), () => ["TitleNotHolder", title, ids.buyer, ids.shipper]],
        ["bank", "acceptPledge", () => given("acceptPledge"), () => ["TitleUnexpectedOffer", title, 1, 1 << 2]],
        ["shipper", "sign", () => given("sign"), () => ["TitleUnexpectedState", title, 2, LIVE]],
      ],
      pledgeOffered: [
        [
          ...(["bank", "accept", () => given("accept")] as const),
          () => ["TitleUnexpectedOffer", title, 2, (1 << 1) | (1 << 3) | (1 << 4)],
        ],
        ["rival", "acceptPledge", () => given("acceptPledge"), () => ["TitleNotOfferee", title, ids.rival, ids.bank]],
      ],
      pledged: [
        ["bank", "offer", () => given("offer"), () => ["TitleIsPledged", title, ids.bank]],
        ["bank", "offer", () => given("offer", { 2: 0 }), () => ["TitleIsPledged", title, ids.bank]],
        ["bank", "offer", () => given("offer", { 1: ids.bank, 2: 0 }), () => ["TitleIsPledged", title, ids.bank]],
        ["bank", "offerPledge", () => given("offerPledge"), () => ["TitleIsPledged", title, ids.bank]],
        ["bank", "surrender", () => given("surrender"), () => ["TitleIsPledged", title, ids.bank]],
        [
          ...(["buyer", "redirectPledge", () => given("redirectPledge")] as const),
          () => ["TitleNotPledgor", title, ids.buyer, ids.shipper],
        ],
        ["rival", "releasePledge", () => given("releasePledge"), () => ["TitleNotPledgee", title, ids.rival, ids.bank]],
        [
          ...(["bank", "releasePledge", () => given("releasePledge", { 1: ids.forwarder })] as const),
          () => ["TitleReleaseNotAgreed", title, ids.forwarder, ids.shipper, ids.buyer],
        ],
        [
          ...(["bank", "entrust", () => given("entrust", { 1: ids.forwarder })] as const),
          () => ["TitleReleaseNotAgreed", title, ids.forwarder, ids.shipper, ids.buyer],
        ],
        ["bank", "entrust", () => given("entrust", { 2: 1 }), () => invalid("validUntil")],
        ["bank", "releasePledge", () => given("releasePledge", { 1: ids.buyer, 2: 1 }), () => invalid("validUntil")],
      ],
      entrusted: [
        ["buyer", "surrender", () => given("surrender"), () => ["TitleConsentMissing", title, ids.bank, 0]],
        ["bank", "entrust", () => given("entrust"), () => ["TitleNotHolder", title, ids.bank, ids.buyer]],
        ["buyer", "offer", () => given("offer"), () => ["TitleIsPledged", title, ids.bank]],
        ["buyer", "offer", () => given("offer", { 1: ids.forwarder, 2: 0 }), () => ["TitleIsPledged", title, ids.bank]],
        ["buyer", "offer", () => given("offer", { 1: ids.bank, 2: 2 }), () => ["TitleIsPledged", title, ids.bank]],
        [
          ...(["bank", "releasePledge", () => given("releasePledge")] as const),
          () => ["TitleReleaseNotAgreed", title, ids.shipper, ids.shipper, ids.buyer],
        ],
      ],
      surrendered: [
        [
          ...(["carrier", "convertToPaper", () => given("convertToPaper")] as const),
          () => ["TitleUnexpectedPurpose", title, PURPOSE.delivery, 1 << PURPOSE.paper],
        ],
        [
          ...(["carrier", "replace", () => given("replace")] as const),
          () => ["TitleUnexpectedPurpose", title, PURPOSE.delivery, (1 << 2) | (1 << 3) | (1 << 4)],
        ],
        ["liner", "acceptSurrender", () => given("acceptSurrender"), () => ["ActNotFor", ids.liner, ids.carrier]],
        ["liner", "refuseSurrender", () => given("refuseSurrender"), () => ["ActNotFor", ids.liner, ids.carrier]],
        ["carrier", "refuseSurrender", () => given("refuseSurrender", { 1: ZERO }), () => invalid("reason")],
      ],
      surrenderedForPaper: [
        [
          ...(["carrier", "acceptSurrender", () => given("acceptSurrender")] as const),
          () => ["TitleUnexpectedPurpose", title, PURPOSE.paper, 1 << PURPOSE.delivery],
        ],
        ["liner", "convertToPaper", () => given("convertToPaper"), () => ["ActNotFor", ids.liner, ids.carrier]],
        ["carrier", "convertToPaper", () => given("convertToPaper", { 1: ZERO }), () => invalid("paperSerials")],
        ["carrier", "convertToPaper", () => given("convertToPaper", { 2: ZERO }), () => invalid("instrument")],
      ],
      surrenderedForAmendment: [
        [
          ...(["liner", "replace", () => given("replace", { 0: ids.liner })] as const),
          () => ["TitleCarrierMismatch", title, ids.liner, ids.carrier],
        ],
      ],
      frozen: [
        ["shipper", "sign", () => given("sign"), () => ["TitleIsFrozen", title]],
        ["court", "freeze", () => given("freeze"), () => ["TitleIsFrozen", title]],
        ["port", "reassign", () => given("reassign", { 4: ZERO }), () => invalid("instrument")],
        [
          ...(["port", "reassign", () => given("reassign", { 1: ids.haulier, 2: 0 })] as const),
          () => ["MemberRoleMissing", ids.haulier, ROLE.HAULIER, HOLDERS],
        ],
        [
          ...(["port", "reassign", () => given("reassign", { 2: ids.court })] as const),
          () => ["MemberRoleMissing", ids.court, ROLE.COURT, HOLDERS],
        ],
        [
          ...(["port", "reassign", () => given("reassign", { 3: ids.haulier })] as const),
          () => ["MemberRoleMissing", ids.haulier, ROLE.HAULIER, HOLDERS],
        ],
      ],
      delivered: [
        ["shipper", "sign", () => given("sign"), () => ["TitleIsDelivered", title]],
        ["carrier", "recordDelivery", () => given("recordDelivery"), () => ["TitleIsDelivered", title]],
        ["shipper", "surrender", () => given("surrender", { 1: PURPOSE.paper }), () => ["TitleIsDelivered", title]],
      ],
      deliveredPledged: [
        [
          ...(["bank", "releasePledge", () => given("releasePledge", { 1: ids.buyer })] as const),
          () => ["TitleIsDelivered", title],
        ],
      ],
      superseded: [["carrier", "issue", () => given("issue"), () => ["TitleExists", title, 6]]],
    };
    for (const [situation, refused] of Object.entries(cases)) {
      it(situation, async () => {
        ({ start } = await arrange(world, situation));
        for (const [by, name, args, told] of refused)
          expect(await refusal(by, name, ...args()), `${by} ${name}`).to.deep.equal(told().map(String));
      });
    }

    it("bills replaced together have one holder and one pledgee", async () => {
      await arrange(world, "surrenderedForAmendment");
      const issue = (number: string, holder: number): Promise<unknown> =>
        act("carrier", "issue", ids.carrier, reference(number), KIND.toOrder, holder, holder, CONTENT, ZERO);
      const [other, third] = [titleIdOf(ids.carrier, "OTHER"), titleIdOf(ids.carrier, "THIRD")];
      await issue("OTHER", ids.buyer);
      await act("buyer", "surrender", other, PURPOSE.amendment, ZERO);
      expect(await refusal("carrier", "replace", ids.carrier, [title, other], [], CASE)).to.deep.equal(
        ["TitleReplacementMixed", other, ids.buyer, 0].map(String),
      );
      expect(await refusal("carrier", "replace", ids.carrier, [other, title], [], CASE)).to.deep.equal(
        ["TitleReplacementMixed", title, ids.shipper, 0].map(String),
      );
      await issue("THIRD", ids.shipper);
      expect(
        await refusal(
          ...(["carrier", "replace", ids.carrier, [title]] as const),
          [[reference("THIRD"), KIND.toOrder, ids.shipper, id("content 2")]],
          CASE,
        ),
      ).to.deep.equal(["TitleExists", third, 1].map(String));
    });
  });

  it("a last moment is one at which it still holds", async () => {
    await arrange(world, "offered");
    const deadline = start + OFFER_TIME;
    await at(deadline);
    expect(await refusal("haulier", "lapse", title)).to.deep.equal(
      ["TitleOfferRunning", title, deadline, deadline].map(String),
    );
    expect(await refusal("buyer", "accept", title, ZERO)).to.deep.equal(["passes"]);
    await at(deadline + 1);
    expect(await refusal("buyer", "accept", title, ZERO)).to.deep.equal(
      ["TitleOfferExpired", title, deadline, deadline + 1].map(String),
    );
    await act("haulier", "lapse", title);
    // A deadline may be the very moment of the offer, and a standing acceptance covers its last.
    const t = deadline + 100;
    await act("buyer", "grantStandingAcceptance", ids.shipper, t, ZERO);
    await at(t);
    expect((await act("shipper", "offer", title, ids.buyer, ENDORSEMENT.toOrder, t, ZERO)).logs[0]!.name).to.equal(
      "TitleTransferred",
    );
    const { logs } = await act("buyer", "offer", title, ids.bank, ENDORSEMENT.toOrder, NEVER, ZERO);
    expect(logs[0]!.name).to.equal("TitleOffered");
    await act("bank", "accept", title, ZERO);
    await at(t + 100);
    await act("bank", "offer", title, ids.shipper, ENDORSEMENT.toOrder, t + 100, ZERO);
  });

  it("a pledge is enforced from the agreed moment on, and not before", async () => {
    ({ start } = await arrange(world, "pledged"));
    const from = start + ENFORCE_AFTER;
    await at(from - 1);
    expect(await refusal("bank", "enforcePledge", title, ZERO)).to.deep.equal(
      ["TitlePledgeNotEnforceable", title, from, from - 1].map(String),
    );
    await at(from);
    expect(await refusal("bank", "enforcePledge", title, ZERO)).to.deep.equal(["passes"]);
  });
});
