import { expect } from "chai";
import { bill, failure, now, theWorld, type Person, type World } from "./support.ts";

describe("acts", () => {
  let world: World;
  let carrier: Person;
  let shipper: Person;

  before(async () => {
    world = await theWorld();
    carrier = await world.admit("Acts Line", "carrier");
    shipper = await world.admit("Acts Trading", "trader");
  });

  it("answers when the act stands in a block, and a read sees it at once", async () => {
    const receipt = await carrier.act("title", "issue", bill(carrier, shipper));
    expect(receipt).to.include({ right: "title", act: "issue" });
    expect(receipt.events.map((event) => event.event)).to.deep.equal(["TitleIssued"]);
    expect(receipt.blockTime).to.be.closeTo(now(), 30);
    const title = await shipper.client.titles.show({ title: receipt.subject! });
    expect(title).to.include({ state: "live" });
    expect(title.holder).to.include({ member: shipper.member, name: "Acts Trading" });
  });

  it("answers the same key and body with the same answer, also after a restart", async () => {
    const body = await carrier.sign("title", "issue", bill(carrier, shipper));
    const first = await carrier.client.acts.submit({ body, idempotencyKey: `same-${body.nonce}` });
    expect(await carrier.client.acts.submit({ body, idempotencyKey: `same-${body.nonce}` })).to.deep.equal(first);
    await world.restartApi("SIGKILL");
    expect(await carrier.client.acts.submit({ body, idempotencyKey: `same-${body.nonce}` })).to.deep.equal(first);
  });

  it("answers one act for many requests with one key at once", async () => {
    const body = await carrier.sign("title", "issue", bill(carrier, shipper));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => carrier.client.acts.submit({ body, idempotencyKey: `race-${body.nonce}` })),
    );
    for (const answer of answers) expect(answer).to.deep.equal(answers[0]);
  });

  it("refuses the same key with another body", async () => {
    const [first, second] = [
      await carrier.sign("title", "issue", bill(carrier, shipper)),
      await carrier.sign("title", "issue", bill(carrier, shipper)),
    ];
    await carrier.client.acts.submit({ body: first, idempotencyKey: `other-${first.nonce}` });
    const error = await failure(carrier.client.acts.submit({ body: second, idempotencyKey: `other-${first.nonce}` }));
    expect(error.code).to.equal("IDEMPOTENCY_KEY_REUSED");
  });

  it("refuses a replayed signature as ACT_NONCE_USED", async () => {
    const body = await carrier.sign("title", "issue", bill(carrier, shipper));
    await carrier.client.acts.submit({ body });
    expect((await failure(carrier.client.acts.submit({ body }))).code).to.equal("ACT_NONCE_USED");
  });

  it("refuses an altered act, a stranger's signature, and a late one", async () => {
    const body = await carrier.sign("title", "issue", bill(carrier, shipper));
    const altered = { ...body, args: { ...body.args, holder: carrier.member } };
    expect((await failure(carrier.client.acts.submit({ body: altered }))).code).to.equal("ACT_SIGNATURE_INVALID");
    const stolen = { ...body, officer: shipper.wallet.address };
    expect((await failure(carrier.client.acts.submit({ body: stolen }))).code).to.equal("ACT_SIGNATURE_INVALID");
    const late = await carrier.sign("title", "issue", bill(carrier, shipper), { notAfter: now() - 120 });
    expect((await failure(carrier.client.acts.submit({ body: late }))).code).to.equal("ACT_SIGNATURE_EXPIRED");
  });

  it("gives the registry's own refusal, by its name, with its facts", async () => {
    const args = bill(carrier, shipper);
    const { subject } = await carrier.act("title", "issue", args);
    expect((await failure(carrier.act("title", "issue", args))).code).to.equal("TITLE_EXISTS");
    const error = await failure(
      carrier.act("title", "offer", {
        title: subject!,
        to: shipper.member,
        endorsement: 0,
        validUntil: now() + 60,
        instrument: `0x${"0".repeat(64)}`,
      }),
    );
    expect(error).to.include({ code: "TITLE_NOT_HOLDER", kind: "forbidden" });
    expect(error.facts).to.include({ actor: carrier.member, holder: shipper.member });
    const stranger = world.person();
    expect((await failure(stranger.act("title", "issue", bill(carrier, shipper)))).code).to.equal("MEMBER_NOT_OFFICER");
  });

  it("names the argument that is missing, unknown, or out of its type", async () => {
    const body = await carrier.sign("title", "issue", bill(carrier, shipper));
    const { kind: _, ...fewer } = body.args;
    const missing = await failure(carrier.client.acts.submit({ body: { ...body, args: fewer } }));
    expect(missing).to.include({ code: "ACT_ARGUMENTS_INVALID", kind: "invalid" });
    expect(missing.issues[0]?.pointer).to.equal("/args/kind");
    const unknown = await failure(carrier.client.acts.submit({ body: { ...body, args: { ...body.args, extra: 1 } } }));
    expect(unknown.issues[0]?.pointer).to.equal("/args/extra");
    const wide = await failure(carrier.client.acts.submit({ body: { ...body, args: { ...body.args, kind: 999 } } }));
    expect(wide.issues[0]?.pointer).to.equal("/args/kind");
    expect((await failure(carrier.client.acts.submit({ body: { ...body, act: "steal" } }))).code).to.equal(
      "ACT_UNKNOWN",
    );
  });

  it("simulates without sending", async () => {
    const body = await carrier.sign("title", "issue", bill(carrier, shipper));
    expect(await carrier.client.acts.simulate({ body })).to.deep.equal({
      right: "title",
      act: "issue",
      admitted: true,
    });
    await carrier.client.acts.submit({ body });
    expect((await failure(carrier.client.acts.simulate({ body }))).code).to.equal("ACT_NONCE_USED");
  });

  it("relays many acts at once, each to its own outcome", async () => {
    const bodies = await Promise.all(
      Array.from({ length: 20 }, () => carrier.sign("title", "issue", bill(carrier, shipper))),
    );
    const receipts = await Promise.all(bodies.map((body) => carrier.client.acts.submit({ body })));
    expect(new Set(receipts.map((receipt) => receipt.subject)).size).to.equal(20);
    for (const receipt of receipts) expect(receipt.events.map((event) => event.event)).to.deep.equal(["TitleIssued"]);
    const blocks = new Set(receipts.map((receipt) => receipt.transactionHash));
    expect(blocks.size, "acts that came together share transactions").to.be.below(20);
  });

  it("of two acts that exclude each other, one takes effect and the other is told why", async () => {
    const args = bill(carrier, shipper);
    const bodies = [await carrier.sign("title", "issue", args), await carrier.sign("title", "issue", args)];
    const outcomes = await Promise.allSettled(bodies.map((body) => carrier.client.acts.submit({ body })));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map((outcome) => (outcome.reason as { code: string }).code)).to.deep.equal(["TITLE_EXISTS"]);
  });
});
