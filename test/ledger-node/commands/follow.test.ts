import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { Wallet } from "ethers";
import { ask, result, startNode, temporaryDirectory } from "../support.ts";
import { startFollower, until } from "./follower.ts";

const main = fileURLToPath(new URL("../../../ledger-node/src/main.ts", import.meta.url));

describe("follow", () => {
  const base = temporaryDirectory();
  const wallet = new Wallet(`0x${"81".repeat(32)}`);
  let nonce = 0;

  const send = async (url: string, to = wallet.address): Promise<void> => {
    const raw = await wallet.signTransaction({
      type: 2,
      chainId: 19_524,
      nonce: nonce++,
      to,
      gasLimit: 50_000,
      maxFeePerGas: 0,
      maxPriorityFeePerGas: 0,
    });
    await result(url, "eth_sendRawTransaction", raw);
  };

  it("tells how far it is while it catches up", async () => {
    const node = await startNode(join(base, "long"));
    const other = Wallet.createRandom();
    const blocks = 250;
    for (let nonce = 0; nonce < blocks; nonce++) {
      const request = { type: 0, chainId: 19_524, nonce, to: other.address, gasLimit: 21_000, gasPrice: 0 };
      await result(node.url, "eth_sendRawTransaction", await other.signTransaction(request));
    }
    const follower = await startFollower(join(base, "long-replica"), node.url);
    type Syncing = false | { startingBlock: string; currentBlock: string; highestBlock: string };
    const seen: Syncing[] = [];
    await until("it has caught up", async () => {
      const syncing = await result<Syncing>(follower.url, "eth_syncing");
      seen.push(syncing);
      return Number(await result<string>(follower.url, "eth_blockNumber")) === blocks;
    });
    expect(await result(follower.url, "eth_syncing")).to.equal(false);
    const [first, ...more] = seen.filter((syncing) => syncing !== false);
    expect(first).to.include({ startingBlock: "0x0", highestBlock: `0x${blocks.toString(16)}` });
    const heights = [first, ...more].map((syncing) => Number(syncing?.currentBlock));
    expect(heights).to.deep.equal(heights.toSorted((a, b) => a - b));
    expect(heights.every((height) => height < blocks)).to.equal(true);
    await follower.stop();
    await node.stop();
  }).timeout(90_000);

  it("keeps a verified replica that answers reads, and notices when the node is started from an old copy", async () => {
    const data = join(base, "data");
    let node = await startNode(data);
    for (let i = 0; i < 5; i++) await send(node.url);
    await node.stop();
    cpSync(data, join(base, "old"), { recursive: true });

    node = await startNode(data);
    const port = new URL(node.url).port;
    const follower = await startFollower(join(base, "replica"), node.url);
    for (let i = 0; i < 3; i++) await send(node.url);
    const head = await result<{ hash: string; stateRoot: string }>(node.url, "eth_getBlockByNumber", "latest", false);
    await until("the replica has the node's last block", async () => {
      const own = await result<{ hash: string }>(follower.url, "eth_getBlockByNumber", "latest", false);
      return own.hash === head.hash;
    });
    expect(await result(follower.url, "eth_getTransactionCount", wallet.address, "latest")).to.equal("0x8");
    expect((await ask(follower.url, "eth_sendRawTransaction", "0x00")).error?.data).to.include({ code: "READ_ONLY" });
    await node.stop();

    // The operator restores yesterday's copy and goes on: the replica has seen blocks that this node no longer knows.
    const restored = await startNode(join(base, "old"), ["--port", port]);
    expect(await follower.exit).to.equal(1);
    expect(follower.stderr()).to.match(/CHAIN_SHRUNK/);

    // It seals other blocks at the same heights: two blocks of one height, with one validator's seal.
    nonce = 5;
    for (let i = 0; i < 5; i++) await send(restored.url, Wallet.createRandom().address);
    const again = spawn(process.execPath, [
      main,
      "follow",
      "--data",
      join(base, "replica"),
      "--from",
      restored.url,
      "--port",
      "0",
    ]);
    let errors = "";
    again.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    const [code] = (await once(again, "exit")) as [number];
    expect(code).to.equal(1);
    expect(errors).to.match(/CHAIN_DIFFERS/);
    await restored.stop();
  }).timeout(90_000);
});
