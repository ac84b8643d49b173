import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { freePort } from "../../scripts/network/processes.ts";
import { root } from "../../scripts/stage.ts";

type Played = { exitCode: number | null; output: string };

/** Runs `npm start -- --once` without the set-up; `watch` sees the output as it grows. */
function play(
  data: string,
  watch: (output: string) => void = () => {},
  env: Record<string, string> = {},
): Promise<Played> {
  return new Promise((resolve) => {
    const args = ["scripts/start.ts", "--once", "--data", data, "--ledger-port", "0", "--api-port", "0"];
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
    let output = "";
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      watch(output);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("close", (exitCode) => resolve({ exitCode, output }));
  });
}

const counts = /trade: (\d+) acts, (\d+) refusals, all as expected/;

describe("the first whole trade", function () {
  this.timeout(15 * 60_000);
  const folders: string[] = [];
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), "lading-trade-"));
    folders.push(made);
    return made;
  };
  after(() => {
    for (const made of folders) rmSync(made, { recursive: true, force: true });
  });

  it("survives kill -9 of the ledger in its middle, is finished by the same command, and is followed by a second", async () => {
    const data = folder();
    let killed = false;
    const interrupted = await play(data, (output) => {
      const pid = /processes {2}.*ledger (\d+)/.exec(output)?.[1];
      if (killed || pid === undefined || !output.includes("accepts the pledge")) return;
      killed = true;
      process.kill(Number(pid), "SIGKILL");
    });
    expect(killed, interrupted.output).to.equal(true);
    expect(interrupted.exitCode, interrupted.output).to.equal(1);
    expect(interrupted.output).to.match(/the same command goes on from here/);

    const resumed = await play(data);
    expect(resumed.exitCode, resumed.output).to.equal(0);
    expect(resumed.output).to.match(/its \d+ acknowledged acts all stand on the ledger/);
    expect(resumed.output).to.match(counts);

    const second = await play(data);
    expect(second.exitCode, second.output).to.equal(0);
    const [, acts, refusals] = counts.exec(second.output)!;
    // The admissions and the credit of before stand; a trade of its own has its own acts and refusals.
    expect(Number(acts)).to.be.greaterThan(30);
    expect(Number(refusals)).to.be.greaterThan(10);
  });

  it("plays the same against anvil, unchanged but for the URL", async () => {
    const port = await freePort(0);
    const anvil = spawn(join(root, "node_modules/.bin/anvil"), ["--port", String(port), "--silent"], {
      stdio: "ignore",
    });
    try {
      const played = await play(folder(), undefined, { LADING_RPC_URL: await answering(`http://127.0.0.1:${port}`) });
      expect(played.exitCode, played.output).to.equal(0);
      expect(played.output).to.match(counts);
    } finally {
      anvil.kill();
    }
  });
});

/** Waits until a node answers JSON-RPC. */
async function answering(url: string): Promise<string> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
      if (answer.ok) return url;
    } catch {
      // Not yet up.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no node answers at ${url}`);
}
