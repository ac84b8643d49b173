import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { createProvider } from "../../sdk/src/chain/index.ts";
import type { SignedAct } from "../../sdk/src/http/index.ts";
import { bill, failure, NOTHING, now, openWorld, theWorld, type Person, type World } from "./support.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("recovery", () => {
  let world: World;
  let carrier: Person;
  let shipper: Person;

  before(async () => {
    world = await theWorld();
    carrier = await world.admit("Recovery Line", "carrier");
    shipper = await world.admit("Recovery Shipper", "trader");
  });

  /** Everything that the API says of what a member ever had to do with. */
  async function picture(person: Person) {
    const titles = (await person.client.titles.list({ limit: 500 })).items;
    const events = (await person.client.events.list({ limit: 500 })).items;
    const members = (await person.client.members.list({ limit: 500 })).items;
    return JSON.stringify({ titles, events, members });
  }

  it("answers every act once, whenever kill -9 comes", async function () {
    this.timeout(180_000);
    for (let round = 0; round < 8; round += 1) {
      const bodies: SignedAct[] = [];
      for (let index = 0; index < 6; index += 1)
        bodies.push(await carrier.sign("title", "issue", bill(carrier, shipper)));
      const submit = (body: SignedAct) => carrier.client.acts.submit({ body, idempotencyKey: body.nonce });
      const first = bodies.map((body) => submit(body).catch(() => undefined));
      await sleep(round * 15);
      await world.restartApi("SIGKILL");
      const answered = await Promise.all(first);
      for (const [index, body] of bodies.entries()) {
        const receipt = await submit(body);
        expect(receipt.events.map((event) => event.event)).to.deep.equal(["TitleIssued"]);
        if (answered[index] !== undefined)
          expect(receipt, "an acknowledged answer is never lost").to.deep.equal(answered[index]);
        expect((await failure(carrier.client.acts.submit({ body }))).code).to.equal("ACT_NONCE_USED");
      }
    }
  });

  it("finds an act that was sent but never answered", async () => {
    // The key is on disk, as it is before anything is sent; then the act reaches the ledger another way.
    const body = await carrier.sign("title", "issue", bill(carrier, shipper));
    const abort = new AbortController();
    const first = carrier.client.acts
      .submit({ body, idempotencyKey: body.nonce, signal: abort.signal })
      .catch(() => undefined);
    await sleep(5);
    abort.abort();
    await first;
    const receipt = await carrier.client.acts.submit({ body, idempotencyKey: body.nonce });
    expect(receipt.events.map((event) => event.event)).to.deep.equal(["TitleIssued"]);
  });

  it("keeps its data directory to itself", async () => {
    const run = promisify(execFile)(process.execPath, ["api/src/main.ts", "rebuild", ...world.apiArgs], { cwd: root });
    const { stderr } = await run.then(
      () => expect.fail("must be refused"),
      (error: { stderr: string }) => error,
    );
    expect(stderr).to.contain("(DATA_IN_USE)");
  });

  it("makes the same read model again from the ledger", async function () {
    this.timeout(120_000);
    const title = (await carrier.act("title", "issue", bill(carrier, shipper))).subject!;
    await shipper.act("title", "offer", {
      title,
      to: carrier.member,
      endorsement: 0,
      validUntil: now() + 600,
      instrument: NOTHING,
    });
    const before = [await picture(carrier), await picture(shipper)];
    await world.restartApi("SIGTERM", async () => {
      const { stdout } = await promisify(execFile)(process.execPath, ["api/src/main.ts", "rebuild", ...world.apiArgs], {
        cwd: root,
      });
      expect(stdout).to.match(/^read model rebuilt: \d+ events up to block \d+ in \d+ ms/);
    });
    expect([await picture(carrier), await picture(shipper)]).to.deep.equal(before);
  });

  it("says that it is not ready while the ledger does not answer, and comes back with it", async function () {
    this.timeout(60_000);
    world.ledger.process.kill("SIGSTOP");
    try {
      world.ledger.process.kill("SIGSTOP");
      const error = await failure(shipper.client.titles.verdict({ title: NOTHING as `0x${string}` }));
      expect(error.kind).to.equal("unavailable");
    } finally {
      world.ledger.process.kill("SIGCONT");
    }
    for (;;) {
      const answer = await fetch(`${world.apiUrl}/readyz`);
      if (answer.status === 200) break;
      expect(answer.status).to.equal(503);
      await sleep(200);
    }
    await carrier.act("title", "issue", bill(carrier, shipper));
  });

  it("takes back what a reorganised ledger took back", async function () {
    this.timeout(120_000);
    if (!existsSync(`${root}/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil`)) {
      console.log("      skipped: anvil, which can reorganise its chain, is not installed here");
      this.skip();
    }
    const other = await openWorld({}, "anvil");
    const provider = createProvider(other.rpcUrl);
    try {
      const line = await other.admit("Reorg Line", "carrier");
      const trader = await other.admit("Reorg Trader", "trader");
      const kept = (await line.act("title", "issue", bill(line, trader))).subject!;
      const stayed = await picture(trader);
      const snapshot = (await provider.send("evm_snapshot", [])) as string;
      const lost = await line.sign("title", "issue", bill(line, trader));
      const { subject } = await line.client.acts.submit({ body: lost });
      await trader.act("title", "sign", { title: kept, instrument: `0x${"51".repeat(32)}` });
      await provider.send("evm_revert", [snapshot]);
      await provider.send("anvil_mine", ["0x5"]);
      for (let tries = 0; (await picture(trader)) !== stayed; tries += 1) {
        expect(tries, "the read model goes back").to.be.below(100);
        await sleep(100);
      }
      expect((await failure(trader.client.titles.show({ title: subject! }))).code).to.equal("TITLE_UNKNOWN");
      // The signature was never spent on the chain that there is now.
      await line.client.acts.submit({ body: lost });
      expect((await trader.client.titles.show({ title: subject! })).state).to.equal("live");
    } finally {
      provider.destroy();
      await other.stop();
    }
  });
});
