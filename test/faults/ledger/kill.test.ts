/**
 * Kills a node that works, again and again, and asks it afterwards for everything it acknowledged.
 *
 * `LADING_SYNCS=100` kills at every sync of a run of a hundred acts, and at those of its start. `LADING_WRITES=40` lets each of the first
 * forty writes to the store fail or get lost. `LADING_KILLS=200 mocha test/faults/ledger/kill.test.ts` is the campaign; a normal run kills
 * a few times. `LADING_SEED` repeats a run.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import { randomFrom } from "../../../scripts/randomFrom.ts";
import { ask, result, runCommand, startNode, temporaryDirectory } from "../../ledger-node/support.ts";

const kills = Number(process.env["LADING_KILLS"] ?? 6);
const seed = Number(process.env["LADING_SEED"] ?? Date.now() % 1_000_000);

/** Init code of a contract that counts its calls in slot 0. */
const COUNTER = "0x6007600c60003960076000f35f546001015f55";

type Load = { wallet: Wallet; nonce: number };

/** Sends transactions until the node is gone; what was acknowledged goes into the set. */
async function keepSending(url: string, load: Load, to: string, acknowledged: Set<string>): Promise<void> {
  for (;;) {
    const { wallet, nonce } = load;
    const raw = await wallet.signTransaction({ type: 0, chainId: 19_524, nonce, to, gasLimit: 100_000, gasPrice: 0 });
    try {
      const answer = await ask(url, "eth_sendRawTransaction", raw);
      if (typeof answer.result !== "string") return;
      acknowledged.add(answer.result);
      load.nonce++;
    } catch {
      return;
    }
  }
}

describe("kill -9", () => {
  it(`loses no acknowledged act in ${kills} kills under load (LADING_SEED=${seed})`, async () => {
    const next = randomFrom(seed);
    const directory = join(temporaryDirectory(), "data");
    const acknowledged = new Set<string>();
    const loads: Load[] = Array.from({ length: 6 }, () => ({
      wallet: new Wallet(Wallet.createRandom().privateKey),
      nonce: 0,
    }));
    let node = await startNode(directory);
    const deployer = new Wallet(Wallet.createRandom().privateKey);
    const raw = await deployer.signTransaction({
      type: 0,
      chainId: 19_524,
      nonce: 0,
      data: COUNTER,
      gasLimit: 200_000,
      gasPrice: 0,
    });
    const deployed = await result<string>(node.url, "eth_sendRawTransaction", raw);
    const { contractAddress } = await result<{ contractAddress: string }>(
      node.url,
      "eth_getTransactionReceipt",
      deployed,
    );
    let unchecked = new Set<string>();
    for (let round = 0; round < kills; round++) {
      const before = new Set(acknowledged);
      const senders = loads.map((load) => keepSending(node.url, load, contractAddress, acknowledged));
      await new Promise((resolve) => setTimeout(resolve, 20 + next() * 500));
      await node.kill();
      await Promise.all(senders);
      unchecked = new Set([...acknowledged].filter((hash) => !before.has(hash)));
      node = await startNode(directory);
      for (const hash of unchecked) {
        const receipt = await result<{ status: string } | null>(node.url, "eth_getTransactionReceipt", hash);
        expect(receipt?.status, `round ${round}: ${hash} was acknowledged`).to.equal("0x1");
      }
      // A transaction whose answer was cut off is there or not; the ledger says which.
      for (const load of loads)
        load.nonce = Number(await result<string>(node.url, "eth_getTransactionCount", load.wallet.address, "latest"));
      const calls = loads.reduce((sum, load) => sum + load.nonce, 0);
      const counted = BigInt(await result<string>(node.url, "eth_getStorageAt", contractAddress, "0x0", "latest"));
      expect(Number(counted), "the state counts what the blocks hold").to.equal(calls);
    }
    expect(acknowledged.size).to.be.greaterThan(kills);
    for (const hash of acknowledged) {
      expect(await result(node.url, "eth_getTransactionReceipt", hash), `${hash} was acknowledged`).not.to.equal(null);
    }
    await node.stop();
    const verified = runCommand("verify", "--data", directory, "--json");
    expect(JSON.parse(verified.stdout)).to.include({ verified: true });
    console.log(`      ${kills} kills, ${acknowledged.size} acknowledged, 0 lost`);
  }).timeout(kills * 8_000 + 60_000);

  const traced = spawnSync("strace", ["-V"]).status === 0;
  if (!traced) console.log("kill at each fsync: not run, strace is not installed");
  if (!traced) return;
  const syncs = Number(process.env["LADING_SYNCS"] ?? 0);
  const acts = syncs > 0 ? Array.from({ length: syncs }, (_, index) => index + 1) : [1, 4, 9];
  it(`loses nothing when it is killed at the syncs of ${acts.length} acts`, async () => {
    const { killAtSyncsOfActs } = await import("./killAtEachSync.ts");
    const outcome = await killAtSyncsOfActs(temporaryDirectory(), acts);
    expect(outcome.faults).to.deep.equal([]);
    expect(outcome.kills).to.equal(acts.length);
    console.log(`      killed at ${outcome.kills} syncs, ${outcome.acknowledged} acknowledged, 0 lost`);
  }).timeout(60_000 + acts.length * 30_000);

  it("leaves a directory on which a node starts, when it is killed at the syncs with which a chain begins", async () => {
    const { killAtSyncsOfAStart } = await import("./killAtEachSync.ts");
    const outcome = await killAtSyncsOfAStart(temporaryDirectory(), syncs > 0 ? 100 : 2);
    expect(outcome.faults).to.deep.equal([]);
    expect(outcome.kills).to.be.greaterThan(3);
    console.log(`      killed at ${outcome.kills} syncs of a start`);
  }).timeout(300_000);

  for (const error of ["EIO", "ENOSPC"] as const) {
    it(`ends by itself when a sync fails with ${error}, and acknowledges nothing after it`, async () => {
      const { failSync } = await import("./killAtEachSync.ts");
      const outcome = await failSync(temporaryDirectory(), error);
      expect(outcome).to.include({ exitCode: 1, refusal: "STORE_WRITE_FAILED" });
      expect(outcome.acknowledged).to.be.greaterThan(0);
      expect(outcome.lost).to.deep.equal([]);
    }).timeout(60_000);
  }

  const most = Number(process.env["LADING_WRITES"] ?? 0);
  const turns = most > 0 ? Array.from({ length: most }, (_, index) => index + 1) : [4, 7];
  for (const what of ["error=EIO", "error=ENOSPC", "retval=40"]) {
    const lies = what.startsWith("retval");
    it(`${lies ? "notices or survives" : "survives"} ${turns.length} writes with ${what}, one in each run`, async () => {
      const { failWrite } = await import("./killAtEachSync.ts");
      const base = temporaryDirectory();
      const sound = join(base, "sound");
      await (await startNode(sound)).stop();
      const seen = { acknowledged: 0, reported: 0, ended: 0 };
      for (const turn of turns) {
        const found = await failWrite(sound, join(base, `${what}-${turn}`), what, turn);
        expect(found.faults, `write ${turn}, ${what}`).to.deep.equal([]);
        // A disk that says no is believed; only one that lies may leave damage, and that is named.
        if (!lies) expect(found.reported, `write ${turn}, ${what}`).to.equal(undefined);
        seen.acknowledged += found.acknowledged;
        if (found.reported !== undefined) seen.reported++;
        if (found.end !== 0) seen.ended++;
      }
      console.log(
        `      ${what}: ${turns.length} runs, the node ended by itself in ${seen.ended}, damage named in ${seen.reported}, ${seen.acknowledged} acknowledged, 0 lost unnoticed`,
      );
    }).timeout(60_000 + turns.length * 15_000);
  }
});
