/** Ends `rotate-key` as `kill -9` does, before each thing that it does to its files: exactly one key is usable afterwards. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { Wallet } from "ethers";
import { fromHex, toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { openNode } from "../../../ledger-node/src/Node.ts";
import { runCommand, temporaryDirectory } from "../../ledger-node/support.ts";

const main = fileURLToPath(new URL("../../../ledger-node/src/main.ts", import.meta.url));
const preload = new URL("injectFault.ts", import.meta.url).href;

const settings = { chainId: 19_524, blockGasLimit: 60_000_000n };
const wallet = new Wallet(`0x${"b2".repeat(32)}`);

/** Opens the chain as a node does, seals one transaction on it, and says who sealed it. */
async function sealOne(directory: string, nonce: number): Promise<string> {
  const node = await openNode({ directory, settings });
  const request = { type: 0, chainId: 19_524, nonce, to: wallet.address, gasLimit: 21_000, gasPrice: 0 };
  await node.sealer.submit(fromHex(await wallet.signTransaction(request)));
  const [validator] = node.ledger.head.header.extra.validators;
  await node.close();
  return toHex(validator ?? new Uint8Array(0));
}

function rotate(directory: string, fault: string, log?: string): NodeJS.Signals | null {
  const env = { ...process.env, LADING_FAULT: fault, ...(log === undefined ? {} : { LADING_FAULT_LOG: log }) };
  return spawnSync(process.execPath, ["--import", preload, main, "rotate-key", "--data", directory], { env }).signal;
}

describe("rotate-key, killed", () => {
  const base = temporaryDirectory();
  const sound = join(base, "sound");
  const keyIn = (directory: string): string =>
    (JSON.parse(readFileSync(join(directory, "validator.json"), "utf8")) as { address: string }).address;

  before(() => sealOne(sound, 0));

  it("leaves a node that starts with one usable key, wherever it was", async () => {
    const seen = { old: 0, new: 0 };
    for (let at = 1; ; at++) {
      const directory = join(base, `killed-${at}`);
      cpSync(sound, directory, { recursive: true });
      const signal = rotate(directory, `kill:${at}`);
      const sealer = await sealOne(directory, 1);
      expect(sealer, `killed before operation ${at}`).to.equal(keyIn(directory));
      expect(existsSync(join(directory, "validator.next.json"))).to.equal(false);
      seen[sealer === keyIn(sound) ? "old" : "new"]++;
      if (signal === null) break;
      expect(signal).to.equal("SIGKILL");
      const report = JSON.parse(runCommand("verify", "--data", directory, "--json").stdout) as { verified: boolean };
      expect(report.verified).to.equal(true);
    }
    console.log(
      `      ${seen.old + seen.new - 1} kills: the old key sealed on after ${seen.old}, the new one after ${seen.new - 1}`,
    );
    expect(seen.old).to.be.greaterThan(5);
    expect(seen.new).to.be.greaterThan(5);
  }).timeout(120_000);

  it("is settled by the next start, even if that is killed while it settles", async () => {
    const directory = join(base, "twice");
    const log = join(base, "operations");
    cpSync(sound, join(base, "counted"), { recursive: true });
    rotate(join(base, "counted"), "count:0", log);
    const renaming = readFileSync(log, "utf8")
      .split("\n")
      .findIndex((line) => line.includes("rename"));
    cpSync(sound, directory, { recursive: true });
    // The chain has its new key, and the files are still the old ones.
    expect(rotate(directory, `kill:${renaming + 1}`)).to.equal("SIGKILL");
    expect(keyIn(directory)).to.equal(keyIn(sound));
    for (const kill of [3, 4, 5]) {
      const args = ["--import", preload, main, "start", "--data", directory, "--port", "0"];
      const { signal } = spawnSync(process.execPath, args, { env: { ...process.env, LADING_FAULT: `kill:${kill}` } });
      expect(signal).to.equal("SIGKILL");
    }
    expect(await sealOne(directory, 1))
      .to.equal(keyIn(directory))
      .and.not.to.equal(keyIn(sound));
  }).timeout(60_000);
});
