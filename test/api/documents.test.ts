import { expect } from "chai";
import { jsonDigest } from "../../sdk/src/index.ts";
import { bill, failure, NOTHING, now, theWorld, type Person, type World } from "./support.ts";

describe("documents", () => {
  let world: World;
  let carrier: Person;
  let shipper: Person;
  let consignee: Person;
  let stranger: Person;

  before(async () => {
    world = await theWorld();
    carrier = await world.admit("Documents Line", "carrier");
    shipper = await world.admit("Documents Shipper", "trader");
    consignee = await world.admit("Documents Consignee", "trader");
    stranger = await world.admit("Documents Stranger", "trader");
  });

  let count = 0;
  async function issue() {
    count += 1;
    const content = { transportDocumentReference: `DOC${process.pid}N${count}`, weight: 12000.5, 目的港: "上海" };
    const digest = jsonDigest(content) as `0x${string}`;
    const title = (await carrier.act("title", "issue", bill(carrier, shipper, { contentDigest: digest }))).subject!;
    return { content, digest, title };
  }

  it("stores what the digest names, and gives it to each party as it becomes one", async () => {
    const { content, digest, title } = await issue();
    await carrier.client.documents.put({ digest, body: { title, content } });
    expect((await shipper.client.documents.get({ digest })).content).to.deep.equal(content);
    expect((await failure(consignee.client.documents.get({ digest }))).code).to.equal("DOCUMENT_UNKNOWN");
    await shipper.act("title", "offer", {
      title,
      to: consignee.member,
      endorsement: 2,
      validUntil: now() + 600,
      instrument: NOTHING,
    });
    expect((await consignee.client.documents.get({ digest })).title).to.equal(title);
    expect((await failure(stranger.client.documents.get({ digest }))).code).to.equal("DOCUMENT_UNKNOWN");
  });

  it("may be stored before the bill is issued, and again", async () => {
    const content = { early: true, process: process.pid };
    const digest = jsonDigest(content) as `0x${string}`;
    const title = `0x${"5e".repeat(32)}` as const;
    const first = await carrier.client.documents.put({ digest, body: { title, content } });
    expect(await carrier.client.documents.put({ digest, body: { title, content } })).to.deep.equal(first);
    expect((await failure(shipper.client.documents.get({ digest }))).code).to.equal("DOCUMENT_UNKNOWN");
  });

  it("refuses another text under a digest, and a stranger's text for a bill", async () => {
    const { content, digest, title } = await issue();
    const error = await failure(
      carrier.client.documents.put({ digest, body: { title, content: { ...content, weight: 1 } } }),
    );
    expect(error).to.include({ code: "DOCUMENT_DIGEST_MISMATCH", kind: "falsified" });
    expect((await failure(stranger.client.documents.put({ digest, body: { title, content } }))).code).to.equal(
      "TITLE_UNKNOWN",
    );
  });

  it("does not show a text that the bill does not name", async () => {
    const { title } = await issue();
    const content = { not: "the bill", process: process.pid };
    const digest = jsonDigest(content) as `0x${string}`;
    await carrier.client.documents.put({ digest, body: { title, content } });
    expect((await failure(shipper.client.documents.get({ digest }))).code).to.equal("DOCUMENT_UNKNOWN");
  });
});
