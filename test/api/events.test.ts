import { expect } from "chai";
import type { LedgerEvent } from "../../sdk/src/http/index.ts";
import { bill, NOTHING, now, theWorld, type Person, type World } from "./support.ts";

describe("events", () => {
  let world: World;
  let carrier: Person;
  let shipper: Person;
  let consignee: Person;
  let stranger: Person;

  before(async () => {
    world = await theWorld();
    carrier = await world.admit("Events Line", "carrier");
    shipper = await world.admit("Events Shipper", "trader");
    consignee = await world.admit("Events Consignee", "trader");
    stranger = await world.admit("Events Stranger", "trader");
  });

  const titleEvents = async (person: Person, subject: string) =>
    (await person.client.events.list({ right: "title", subject })).items.map((each) => each.event);

  async function trade(): Promise<`0x${string}`> {
    const title = (await carrier.act("title", "issue", bill(carrier, shipper))).subject!;
    await shipper.act("title", "sign", { title, instrument: `0x${"51".repeat(32)}` });
    await shipper.act("title", "offer", {
      title,
      to: consignee.member,
      endorsement: 2,
      validUntil: now() + 600,
      instrument: NOTHING,
    });
    await consignee.act("title", "accept", { title, instrument: NOTHING });
    return title;
  }

  it("tells each member what concerned it when it happened, and nobody else", async () => {
    const title = await trade();
    const all = ["TitleIssued", "TitleSigned", "TitleOffered", "TitleAccepted"];
    expect(await titleEvents(carrier, title)).to.deep.equal(all);
    expect(await titleEvents(consignee, title)).to.deep.equal(["TitleOffered", "TitleAccepted"]);
    expect(await titleEvents(stranger, title)).to.deep.equal([]);
  });

  it("is ordered, unique and resumable by cursor", async () => {
    await trade();
    const all = (await carrier.client.events.list({ limit: 500 })).items.map((each) => each.cursor);
    expect(new Set(all).size).to.equal(all.length);
    const walked: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await carrier.client.events.list({ limit: 3, after });
      walked.push(...page.items.map((each) => each.cursor));
      if (page.next === null) break;
      after = page.next;
    }
    expect(walked).to.deep.equal(all);
  });

  it("streams what happens, and resumes after the last event seen, across a restart of the API", async () => {
    const title = (await carrier.act("title", "issue", bill(carrier, shipper))).subject!;
    const start = (await shipper.client.events.list({ limit: 500 })).items.at(-1)!.cursor;
    const abort = new AbortController();
    const seen: LedgerEvent[] = [];
    const reading = (async () => {
      for await (const event of shipper.client.events.stream({ after: start, signal: abort.signal })) {
        seen.push(event);
        if (seen.length === 3) return;
      }
    })();
    await shipper.act("title", "sign", { title, instrument: `0x${"51".repeat(32)}` });
    while (seen.length < 1) await new Promise((resolve) => setTimeout(resolve, 20));
    await world.restartApi("SIGKILL");
    await shipper.act("title", "offer", {
      title,
      to: consignee.member,
      endorsement: 2,
      validUntil: now() + 600,
      instrument: NOTHING,
    });
    await consignee.act("title", "accept", { title, instrument: NOTHING });
    await reading;
    abort.abort();
    expect(seen.map((each) => each.event)).to.deep.equal(["TitleSigned", "TitleOffered", "TitleAccepted"]);
  });

  it("lets a wallet that stops go away", async () => {
    const abort = new AbortController();
    const reading = (async () => {
      for await (const _ of shipper.client.events.stream({ signal: abort.signal })) expect.fail("nothing happens");
    })();
    setTimeout(() => abort.abort(), 200);
    await reading;
  });
});
