import { expect } from "chai";
import { bill, failure, NOTHING, now, theWorld, type Person, type World } from "./support.ts";

describe("titles", () => {
  let world: World;
  let carrier: Person;
  let shipper: Person;
  let bank: Person;
  let consignee: Person;
  let stranger: Person;

  before(async () => {
    world = await theWorld();
    carrier = await world.admit("Title Line", "carrier");
    shipper = await world.admit("Title Shipper", "trader");
    bank = await world.admit("Title Bank", "bank");
    consignee = await world.admit("Title Consignee", "trader");
    stranger = await world.admit("Title Stranger", "trader");
  });

  const issue = async (): Promise<`0x${string}`> =>
    (await carrier.act("title", "issue", bill(carrier, shipper))).subject!;
  const allowed = async (person: Person, title: string) => (await person.client.titles.show({ title })).allowedActs;
  const pledge = async (title: string): Promise<void> => {
    await shipper.act("title", "offerPledge", {
      title,
      to: bank.member,
      releaseTo: consignee.member,
      enforceableFrom: now() + 3600,
      validUntil: now() + 600,
      instrument: NOTHING,
    });
    await bank.act("title", "acceptPledge", { title, instrument: NOTHING });
  };

  it("tells each party what it may do, through a life from issue to accomplishment", async () => {
    const title = await issue();
    expect(await allowed(shipper, title)).to.have.members([
      "offer",
      "endorseBlank",
      "sign",
      "offerPledge",
      "surrender",
    ]);
    expect(await allowed(carrier, title)).to.deep.equal(["recordDelivery"]);
    await shipper.act("title", "offer", {
      title,
      to: consignee.member,
      endorsement: 2,
      validUntil: now() + 600,
      instrument: NOTHING,
    });
    expect((await consignee.client.titles.show({ title })).offer).to.deep.include({
      purpose: "transfer",
      endorsement: "to-order",
      expired: false,
    });
    expect(await allowed(consignee, title)).to.have.members(["accept", "decline"]);
    expect(await allowed(shipper, title)).to.deep.equal(["recall"]);
    await consignee.act("title", "accept", { title, instrument: NOTHING });
    expect(await allowed(shipper, title)).to.deep.equal([]);
    await consignee.act("title", "surrender", { title, purpose: 1, instrument: NOTHING });
    expect(await allowed(carrier, title)).to.have.members(["acceptSurrender", "refuseSurrender"]);
    await carrier.act("title", "acceptSurrender", { title, instrument: NOTHING });
    expect(await carrier.client.titles.show({ title })).to.include({ state: "accomplished", acts: 5 });
    const { items } = await shipper.client.titles.acts({ title });
    expect(items.map((each) => each.event)).to.deep.equal([
      "TitleIssued",
      "TitleOffered",
      "TitleAccepted",
      "TitleSurrendered",
      "TitleAccomplished",
    ]);
  });

  it("lists what I hold, what is offered to me, and what I once had to do with", async () => {
    const title = await issue();
    const ids = async (person: Person, relation: "held" | "offered" | "issued" | "past") =>
      (await person.client.titles.list({ relation, limit: 500 })).items.map((each) => each.title);
    expect(await ids(shipper, "held")).to.include(title);
    expect(await ids(carrier, "issued")).to.include(title);
    await shipper.act("title", "offer", {
      title,
      to: consignee.member,
      endorsement: 2,
      validUntil: now() + 600,
      instrument: NOTHING,
    });
    expect(await ids(consignee, "offered")).to.include(title);
    await consignee.act("title", "accept", { title, instrument: NOTHING });
    expect(await ids(shipper, "held")).not.to.include(title);
    expect(await ids(shipper, "past")).to.include(title);
    expect(await ids(consignee, "held")).to.include(title);
  });

  it("pages in ledger order, and a page does not change when more are issued", async () => {
    const titles = [await issue(), await issue(), await issue()];
    const all = (await shipper.client.titles.list({ limit: 500 })).items.map((each) => each.title);
    const walked: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await shipper.client.titles.list({ limit: 2, after });
      walked.push(...page.items.map((each) => each.title));
      if (page.next === null) break;
      after = page.next;
    }
    expect(walked).to.deep.equal(all);
    expect(all.slice(-3)).to.deep.equal(titles);
  });

  it("is unknown to who never was a party, and known to an authority", async () => {
    const title = await issue();
    const error = await failure(stranger.client.titles.show({ title }));
    expect(error).to.include({ code: "TITLE_UNKNOWN", kind: "notFound" });
    expect((await failure(stranger.client.titles.acts({ title }))).code).to.equal("TITLE_UNKNOWN");
    expect((await stranger.client.titles.list()).items.map((each) => each.title)).not.to.include(title);
    const customs = await world.admit("Title Customs", "customs");
    expect((await customs.client.titles.show({ title })).title).to.equal(title);
  });

  it("gives the verdict of the ledger to any member that knows the id", async () => {
    const title = await issue();
    const shown = await shipper.client.titles.show({ title });
    await pledge(title);
    const verdict = await stranger.client.titles.verdict({
      title,
      contentDigest: shown.contentDigest,
      presenter: bank.member,
    });
    expect(verdict).to.include({ status: "pledged", contentDigest: shown.contentDigest });
    const answers = Object.fromEntries(verdict.checks.map(({ check, answer }) => [check, answer]));
    expect(answers).to.include({
      issuer: "yes",
      content: "yes",
      singular: "yes",
      live: "yes",
      holder: "yes",
      unencumbered: "no",
      notDelivered: "yes",
      sanctions: "unknown",
    });
    const other = await stranger.client.titles.verdict({ title, contentDigest: NOTHING, presenter: shipper.member });
    expect(Object.fromEntries(other.checks.map(({ check, answer }) => [check, answer]))).to.include({
      content: "no",
      holder: "no",
    });
    expect((await failure(stranger.client.titles.verdict({ title: `0x${"77".repeat(32)}` }))).code).to.equal(
      "TITLE_UNKNOWN",
    );
  });

  // Purposes of a surrender: 1 delivery, 2 amendment.
  const surrender = (title: string, purpose: number): Promise<unknown> =>
    shipper.act("title", "surrender", { title, purpose, instrument: NOTHING });
  const cases: [status: string, outcome: string, no: string, until: (title: `0x${string}`) => Promise<unknown>][] = [
    ["pledged", "encumbered", "unencumbered", pledge],
    ["surrendered", "encumbered", "live", (title) => surrender(title, 1)],
    [
      "frozen",
      "encumbered",
      "live",
      async (title) => {
        const court = await world.admit("Maritime Court", "court");
        await court.act("title", "freeze", { title, instrument: `0x${"c5".repeat(32)}` });
      },
    ],
    [
      "accomplished",
      "spent",
      "live",
      async (title) => {
        await surrender(title, 1);
        await carrier.act("title", "acceptSurrender", { title, instrument: NOTHING });
      },
    ],
    [
      "superseded",
      "spent",
      "live",
      async (title) => {
        await surrender(title, 2);
        const { transportDocumentReference, contentDigest } = bill(carrier, shipper);
        const next = {
          transportDocumentReference: String(transportDocumentReference),
          kind: 1,
          endorsee: shipper.member,
          contentDigest: String(contentDigest),
        };
        await carrier.act("title", "replace", {
          carrier: carrier.member,
          replaced: [title],
          replacements: [next],
          instrument: NOTHING,
        });
      },
    ],
  ];
  for (const [status, outcome, no, until] of cases) {
    it(`never calls a ${status} bill simply valid`, async () => {
      const title = await issue();
      await until(title);
      const verdict = await stranger.client.titles.verdict({ title });
      expect(verdict).to.include({ status, outcome });
      expect(verdict.checks).to.have.length(12);
      const { answer, facts } = verdict.checks.find(({ check }) => check === no)!;
      expect(answer).to.equal("no");
      const { en, zh } = facts.reason as { en: string; zh: string };
      expect(en).to.not.match(/\bvalid\b/);
      expect(zh).to.match(/\p{Script=Han}/u);
      // Whom a reason names it names as the directory does.
      const said = verdict.checks.map(({ facts: { reason } }) => (reason as { en: string }).en).join("; ");
      expect(said)
        .to.contain("Title Line is an active carrier")
        .and.not.match(/\bmember \d/);
    });
  }

  it("gives the verdict as it was at a moment", async () => {
    const title = await issue();
    const { at: issued, blockNumber } = await bank.client.titles.verdict({ title });
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await shipper.act("title", "surrender", { title, purpose: 1, instrument: NOTHING });
    expect(await bank.client.titles.verdict({ title })).to.include({ status: "surrendered", outcome: "encumbered" });
    expect(await bank.client.titles.verdict({ title, at: issued })).to.include({
      status: "live",
      outcome: "clean",
      at: issued,
      blockNumber,
    });
    const early = await failure(bank.client.titles.verdict({ title, at: 1 }));
    expect(early.code).to.be.oneOf(["BEFORE_LEDGER", "TITLE_UNKNOWN"]);
  });

  it("shows a pledge with its terms, and gives the bank its acts", async () => {
    const title = await issue();
    await pledge(title);
    const shown = await bank.client.titles.show({ title });
    expect(shown.pledge?.pledgor).to.include({ member: shipper.member });
    expect(shown.pledge?.releaseTo).to.include({ member: consignee.member });
    expect(shown.allowedActs).to.include("releasePledge");
    expect(
      (await failure(shipper.act("title", "surrender", { title, purpose: 1, instrument: NOTHING }))).code,
    ).to.match(/^TITLE_/);
  });

  it("offers no more than the ledger admits, and all that it admits", async () => {
    // Each act that the hint names passes the ledger's own check, and each act without arguments that it does not name fails it.
    const title = await issue();
    await shipper.act("title", "offer", {
      title,
      to: consignee.member,
      endorsement: 2,
      validUntil: now() + 600,
      instrument: NOTHING,
    });
    for (const person of [carrier, shipper, consignee, bank]) {
      const hint = person === bank ? [] : await allowed(person, title);
      for (const act of [
        "accept",
        "acceptPledge",
        "decline",
        "recall",
        "endorseBlank",
        "sign",
        "enforcePledge",
        "acceptSurrender",
      ]) {
        const body = await person.sign("title", act, { title, instrument: NOTHING });
        const admitted = await person.client.acts.simulate({ body }).then(
          () => true,
          () => false,
        );
        expect(admitted, `${act} by ${person.member}`).to.equal(hint.includes(act));
      }
    }
  });
});
