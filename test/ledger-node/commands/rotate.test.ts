import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import { readSealedHeader } from "../../../sdk/src/proof/sealedHeader.ts";
import { followValidators } from "../../../sdk/src/proof/followValidators.ts";
import { result, runCommand, startNode, temporaryDirectory, type NodeProcess } from "../support.ts";
import { startFollower, until } from "./follower.ts";

const wallet = new Wallet(`0x${"b1".repeat(32)}`);

async function send(node: NodeProcess, times: number): Promise<void> {
  let nonce = Number(await result<string>(node.url, "eth_getTransactionCount", wallet.address, "latest"));
  for (const last = nonce + times; nonce < last; nonce++) {
    const request = { type: 0, chainId: 19_524, nonce, to: wallet.address, gasLimit: 21_000, gasPrice: 0 };
    await result(node.url, "eth_sendRawTransaction", await wallet.signTransaction(request));
  }
}

/** Sealed headers from one height to another. */
async function headers(node: NodeProcess, from: number, to: number) {
  const raw: string[] = [];
  for (let number = from; number <= to; number++)
    raw.push(await result<string>(node.url, "debug_getRawHeader", `0x${number.toString(16)}`));
  return raw.map(readSealedHeader);
}

const addressOf = (directory: string): string =>
  (JSON.parse(readFileSync(join(directory, "validator.json"), "utf8")) as { address: string }).address;

describe("rotate-key", () => {
  const base = temporaryDirectory();
  const data = join(base, "data");
  const replica = join(base, "replica");
  let oldKey = "";
  let newKey = "";

  before(async () => {
    let node = await startNode(data);
    await send(node, 3);
    const refused = runCommand("rotate-key", "--data", data);
    expect(refused.stderr).to.match(/^STORE_IN_USE/);
    const follower = await startFollower(replica, node.url);
    await until("the replica has three blocks", async () => (await result(follower.url, "eth_blockNumber")) === "0x3");
    await follower.stop();
    await node.stop();
    oldKey = addressOf(data);
    const { status, stdout, stderr } = runCommand("rotate-key", "--data", data, "--json");
    expect(status, stderr).to.equal(0);
    const said = JSON.parse(stdout) as { before: string; after: string; firstBlock: number; lastBlock: number };
    newKey = addressOf(data);
    expect(said).to.deep.equal({ before: oldKey, after: newKey, firstBlock: 4, lastBlock: 7 });
    expect(newKey).not.to.equal(oldKey);
    expect(existsSync(join(data, "validator.next.json"))).to.equal(false);
    node = await startNode(data);
    await send(node, 2);
    await node.stop();
  });

  it("goes on with the new key, on a chain that verifies, exports and imports", () => {
    const verified = JSON.parse(runCommand("verify", "--data", data, "--json").stdout) as Record<string, unknown>;
    expect(verified).to.include({ verified: true, blocks: 9, transactions: 5 });
    const status = JSON.parse(runCommand("status", "--data", data, "--json").stdout) as Record<string, unknown>;
    expect(status["validators"]).to.deep.equal([newKey]);
    const file = join(base, "export");
    expect(runCommand("export", "--data", data, "--to", file).status).to.equal(0);
    expect(runCommand("import", "--data", join(base, "imported"), "--from", file).status).to.equal(0);
  });

  it("is followed by a replica that knew the old key", async () => {
    const node = await startNode(data);
    const follower = await startFollower(replica, node.url);
    try {
      const { hash } = await result<{ hash: string }>(node.url, "eth_getBlockByNumber", "latest", false);
      await until("the replica has the node's last block", async () => {
        const own = await result<{ hash: string }>(follower.url, "eth_getBlockByNumber", "latest", false);
        return own.hash === hash;
      });
    } finally {
      await follower.stop();
      await node.stop();
    }
  });

  it("is recorded as QBFT's votes: admit, two to drop, and the new key alone", async () => {
    const node = await startNode(data);
    try {
      const [admitting, both, bothAgain, alone] = await headers(node, 4, 7);
      const pair = [oldKey, newKey].sort();
      expect(admitting).to.deep.include({ validators: [oldKey], sealers: [oldKey] });
      expect([admitting?.vote, both?.vote, bothAgain?.vote, alone?.vote]).to.deep.equal([
        { recipient: newKey, admit: true },
        { recipient: oldKey, admit: false },
        { recipient: oldKey, admit: false },
        undefined,
      ]);
      expect([both?.proposer, bothAgain?.proposer]).to.deep.equal([oldKey, newKey]);
      for (const header of [both, bothAgain]) {
        expect(header?.validators).to.deep.equal(pair);
        expect([...(header?.sealers ?? [])].sort()).to.deep.equal(pair);
      }
      expect(alone).to.deep.include({ validators: [newKey], sealers: [newKey] });
      const [last] = await headers(node, 9, 9);
      const chain = [admitting!, both!, bothAgain!, last!];
      followValidators([oldKey], chain);
      followValidators([newKey], [last!]);
      expect(() => followValidators([oldKey], [last!])).to.throw("it names other validators");
      // One of the two votes to drop is not enough.
      expect(() => followValidators([oldKey], [admitting!, both!, last!])).to.throw("it names other validators");
    } finally {
      await node.stop();
    }
  });

  it("leaves no use for the old key: a directory with it does not start", async () => {
    const old = join(base, "old");
    const copy = join(base, "copy");
    const node = await startNode(old);
    await send(node, 1);
    await node.stop();
    copyFileSync(join(old, "validator.json"), copy);
    expect(runCommand("rotate-key", "--data", old).status).to.equal(0);
    copyFileSync(copy, join(old, "validator.json"));
    expect(runCommand("start", "--data", old, "--port", "0").stderr).to.match(/^VALIDATOR_NOT_ALLOWED/);
  });

  it("takes a new passphrase, and refuses a file that is not there before anything changed", async () => {
    const directory = join(base, "passphrase");
    const node = await startNode(directory);
    await send(node, 1);
    await node.stop();
    const sealer = addressOf(directory);
    const missing = runCommand("rotate-key", "--data", directory, "--new-passphrase-file", join(base, "nowhere"));
    expect(missing.stderr).to.match(/^VALIDATOR_PASSPHRASE_MISSING/);
    expect(addressOf(directory)).to.equal(sealer);
    const file = join(base, "new-passphrase");
    writeFileSync(file, "correct horse battery staple\n");
    expect(runCommand("rotate-key", "--data", directory, "--new-passphrase-file", file).status).to.equal(0);
    expect(runCommand("start", "--data", directory, "--port", "0").stderr).to.match(/^VALIDATOR_PASSPHRASE_WRONG/);
    const again = await startNode(directory, ["--passphrase-file", file]);
    await send(again, 1);
    expect(await again.stop()).to.equal(0);
  });
});
