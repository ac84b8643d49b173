/**
 * What a node does with a disk that fails, fills up, is slow, and with a clock that jumps and a process that is stopped.
 *
 * `LADING_ERRORS=60` lets each of the first sixty operations of a run fail, once with EIO and once with ENOSPC; a normal run takes some.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ask, result, runCommand, startNode, temporaryDirectory } from "../../ledger-node/support.ts";
import { startFaulty } from "./faultyNode.ts";
import { Acts } from "./load.ts";

const errors = Number(process.env["LADING_ERRORS"] ?? 0);
const SAMPLE = [3, 6, 9];

describe("a disk that fails", () => {
  let mounted: string | undefined;
  // Before the directory is removed.
  after(() => {
    if (mounted !== undefined) spawnSync("umount", [mounted]);
  });
  const base = temporaryDirectory();
  const sound = join(base, "sound");
  before(async () => {
    await (await startNode(sound)).stop();
  });

  for (const error of ["EIO", "ENOSPC"]) {
    it(`loses nothing that was acknowledged when an operation fails with ${error}`, async () => {
      const turns = errors > 0 ? Array.from({ length: errors }, (_, index) => index + 1) : SAMPLE;
      const seen = { ended: 0, served: 0, acknowledged: 0 };
      for (const turn of turns) {
        const directory = join(base, `${error}-${turn}`);
        cpSync(sound, directory, { recursive: true });
        const acts = new Acts();
        const node = await startFaulty(directory, { LADING_FAULT: `${error}:${turn}` });
        if (node.url !== undefined) {
          const last = await acts.sendUntilRefused(node.url, 12);
          if (last === undefined) node.kill("SIGTERM");
        }
        const end = await node.ended;
        seen[end === 0 ? "served" : "ended"]++;
        seen.acknowledged += acts.acknowledged.size;
        expect(end, `${error} at ${turn}: ${node.output()}`).to.be.oneOf([0, 1]);
        expect(await acts.faults(directory), `${error} at operation ${turn}`).to.deep.equal([]);
      }
      console.log(
        `      ${error} at ${turns.length} operations: the node ended ${seen.ended} times, did not need it ${seen.served} times; ${seen.acknowledged} acknowledged, 0 lost`,
      );
      expect(seen.ended).to.be.greaterThan(0);
    }).timeout(60_000 + errors * 10_000);
  }

  it("stays failed: it does not try a disk again that failed once", async () => {
    const directory = join(base, "once");
    cpSync(sound, directory, { recursive: true });
    const acts = new Acts();
    const node = await startFaulty(directory, { LADING_FAULT: "EIO:12" });
    expect(node.url).to.be.a("string");
    const url = node.url ?? "";
    await acts.sendUntilRefused(url, 50);
    const ready = await fetch(`${url}/ready`).catch(() => undefined);
    if (ready !== undefined) expect(ready.status).to.equal(503);
    const again = await acts.send(url);
    expect(again?.result).to.equal(undefined);
    expect(await node.ended).to.equal(1);
    expect(await acts.faults(directory)).to.deep.equal([]);
  });

  it("makes blocks larger when it is slow, and every answer waits for it", async () => {
    const directory = join(base, "slow");
    const node = await startFaulty(directory, { LADING_FAULT: "slow:200" });
    const url = node.url ?? "";
    const senders = Array.from({ length: 20 }, () => new Acts());
    const started = performance.now();
    await Promise.all(senders.map((acts) => acts.sendUntilRefused(url, 3)));
    expect(performance.now() - started).to.be.greaterThan(600);
    const blocks = Number(await result<string>(url, "eth_blockNumber"));
    expect(senders.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0)).to.equal(60);
    expect(blocks).to.be.lessThan(30);
    node.kill("SIGTERM");
    expect(await node.ended).to.equal(0);
  });

  const mount = join(base, "small");
  mkdirSync(mount, { recursive: true });
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=20m", "none", mount]).status !== 0) {
    console.log("full disk: not run, this user cannot mount a tmpfs");
  } else {
    mounted = mount;
    it("says that it is not ready before it is full, ends when it is, and goes on where there is room again", async () => {
      const directory = join(mount, "data");
      const acts = new Acts();
      const node = await startFaulty(directory, {});
      const url = node.url ?? "";
      expect(await (await fetch(`${url}/ready`)).json()).to.include({ ready: false, reason: "DISK_ALMOST_FULL" });
      await acts.send(url);
      spawnSync("dd", ["if=/dev/zero", `of=${join(mount, "other")}`, "bs=64k"]);
      const last = await acts.sendUntilRefused(url, 5_000);
      expect(last?.error?.data).to.include({ code: "STORE_WRITE_FAILED" });
      expect(await node.ended).to.equal(1);
      expect(acts.acknowledged.size).to.be.greaterThan(0);
      spawnSync("mount", ["-o", "remount,size=200m", mount]);
      expect(await acts.faults(directory)).to.deep.equal([]);
    }).timeout(60_000);
  }
});

describe("a process that is disturbed", () => {
  const base = temporaryDirectory();

  it("answers after it was stopped for seconds and went on, and loses nothing", async () => {
    const directory = join(base, "stopped");
    const node = await startNode(directory);
    const senders = Array.from({ length: 4 }, () => new Acts());
    const sending = Promise.all(senders.map((acts) => acts.sendUntilRefused(node.url, 60)));
    for (let pause = 0; pause < 3; pause++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      node.child.kill("SIGSTOP");
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      node.child.kill("SIGCONT");
    }
    await sending;
    await node.stop();
    const [first, ...others] = senders as [Acts, ...Acts[]];
    for (const acts of senders) expect(acts.acknowledged.size).to.equal(60);
    expect(await first.faults(directory, others)).to.deep.equal([]);
  }).timeout(60_000);

  it("keeps its time from going back, whatever the wall clock does", async () => {
    const directory = join(base, "clock");
    const clock = join(base, "offset");
    const HOUR = 3_600_000;
    writeFileSync(clock, "0");
    const node = await startFaulty(directory, { LADING_CLOCK: clock });
    const url = node.url ?? "";
    const acts = new Acts();
    const times: number[] = [];
    for (const offset of [0, -HOUR, 24 * HOUR, -HOUR, 0]) {
      writeFileSync(clock, String(offset));
      expect((await acts.send(url))?.result).to.be.a("string");
      const { timestamp } = await result<{ timestamp: string }>(url, "eth_getBlockByNumber", "latest", false);
      times.push(Number(timestamp));
    }
    const [first = 0, back, ahead = 0, ...later] = times;
    expect(first).to.be.within(Date.now() / 1000 - 60, Date.now() / 1000 + 1);
    expect(back).to.equal(first);
    expect(ahead - first).to.be.within(86_400 - 1, 86_400 + 60);
    expect(later).to.deep.equal([ahead, ahead]);
    // Time that a filter or a queue measures is not the wall clock's.
    expect((await ask(url, "eth_newBlockFilter")).result).to.be.a("string");
    node.kill("SIGTERM");
    expect(await node.ended).to.equal(0);
    expect(await acts.faults(directory)).to.deep.equal([]);
  }).timeout(60_000);

  it("lets one of several nodes have a directory, also a new one", async () => {
    const directory = join(base, "shared");
    const nodes = await Promise.all(Array.from({ length: 4 }, () => startFaulty(directory, {})));
    const [winner, ...others] = nodes.filter(({ url }) => url !== undefined);
    expect(others).to.deep.equal([]);
    for (const loser of nodes.filter((node) => node !== winner)) {
      expect(await loser.ended).to.equal(1);
      expect(loser.output()).to.match(/STORE_IN_USE/);
    }
    const acts = new Acts();
    await acts.sendUntilRefused(winner?.url ?? "", 5);
    expect(acts.acknowledged.size).to.equal(5);
    winner?.kill("SIGTERM");
    await winner?.ended;
    expect(await acts.faults(directory)).to.deep.equal([]);
    expect(runCommand("status", "--data", directory).status).to.equal(0);
  }).timeout(60_000);
});
