import { copyFileSync, cpSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import { STORE_VERSION } from "../../../ledger-node/src/store/buckets.ts";
import { Store } from "../../../ledger-node/src/store/Store.ts";
import { ask, post, result, runCommand, startNode, temporaryDirectory } from "../support.ts";

const wallet = new Wallet(`0x${"51".repeat(32)}`);

/** Init code of a contract whose one instruction stores the number of calls. */
const COUNTER = "0x6007600c60003960076000f35f546001015f55";

async function send(url: string, nonce: number, to: string | null, data: string): Promise<string> {
  const raw = await wallet.signTransaction({
    type: 0,
    chainId: 19_524,
    nonce,
    to,
    data,
    gasLimit: 200_000,
    gasPrice: 0,
  });
  return result<string>(url, "eth_sendRawTransaction", raw);
}

describe("the life of a node", () => {
  const base = temporaryDirectory();
  const data = join(base, "data");
  let head = "";
  let counter = "";

  before(async () => {
    const node = await startNode(data);
    const hash = await send(node.url, 0, null, COUNTER);
    const receipt = await result<{ contractAddress: string; status: string }>(
      node.url,
      "eth_getTransactionReceipt",
      hash,
    );
    expect(receipt.status).to.equal("0x1");
    counter = receipt.contractAddress;
    for (let nonce = 1; nonce < 12; nonce++) await send(node.url, nonce, receipt.contractAddress, "0x");
    head = (await result<{ hash: string }>(node.url, "eth_getBlockByNumber", "latest", false)).hash;
    expect(await node.stop()).to.equal(0);
  });

  it("goes on where it stopped, with all it knew", async () => {
    const node = await startNode(data);
    try {
      expect((await result<{ hash: string }>(node.url, "eth_getBlockByNumber", "latest", false)).hash).to.equal(head);
      expect(await result(node.url, "eth_getTransactionCount", wallet.address, "latest")).to.equal("0xc");
      // What runs is prepared for the interpreter; what is shown is what was deployed.
      await result(node.url, "eth_call", { to: counter }, "latest");
      expect(await result(node.url, "eth_getCode", counter, "latest")).to.equal("0x5f546001015f55");
    } finally {
      await node.stop();
    }
  });

  it("keeps its key encrypted and its passphrase to itself", () => {
    expect(statSync(join(data, "validator.passphrase")).mode & 0o077).to.equal(0);
    expect(statSync(join(data, "validator.json")).mode & 0o077).to.equal(0);
    expect(JSON.parse(readFileSync(join(data, "validator.json"), "utf8"))).to.include.keys("kdf", "ciphertext", "tag");
  });

  it("does not open twice", async () => {
    const node = await startNode(data);
    try {
      const second = runCommand("start", "--data", data, "--port", "0");
      expect(second.status).to.equal(1);
      expect(second.stderr).to.match(/^STORE_IN_USE/);
    } finally {
      await node.stop();
    }
  });

  it("refuses another chain id than the chain's, a wrong passphrase, and a port that is taken", async () => {
    expect(runCommand("start", "--data", data, "--port", "0", "--chain-id", "7").stderr).to.match(
      /^CHAIN_SETTINGS_DIFFER/,
    );
    const wrong = join(base, "wrong-passphrase");
    writeFileSync(wrong, "not the passphrase\n");
    expect(runCommand("start", "--data", data, "--port", "0", "--passphrase-file", wrong).stderr).to.match(
      /^VALIDATOR_PASSPHRASE_WRONG/,
    );
    const node = await startNode(data);
    try {
      const other = runCommand("start", "--data", join(base, "other"), "--port", new URL(node.url).port);
      expect(other.status).to.equal(1);
      expect(other.stderr).to.match(/^PORT_UNAVAILABLE/);
    } finally {
      await node.stop();
    }
  });

  it("verifies, exports, imports and backs up to one and the same chain", () => {
    const copies = { imported: join(base, "imported"), backup: join(base, "backup"), restored: join(base, "restored") };
    const file = join(base, "chain.export");
    expect(runCommand("export", "--data", data, "--to", file).status).to.equal(0);
    expect(runCommand("import", "--data", copies.imported, "--from", file).status).to.equal(0);
    expect(runCommand("backup", "--data", data, "--to", copies.backup).status).to.equal(0);
    expect(runCommand("restore", "--from", copies.backup, "--data", copies.restored).status).to.equal(0);
    expect(runCommand("compact", "--data", copies.restored).status).to.equal(0);
    for (const directory of [data, copies.imported, copies.restored]) {
      const { status, stdout } = runCommand("verify", "--data", directory, "--json");
      expect(status).to.equal(0);
      expect(JSON.parse(stdout)).to.include({ verified: true, head, blocks: 12, transactions: 12 });
    }
    expect(JSON.parse(runCommand("status", "--data", data, "--json").stdout)).to.include({
      hash: head,
      block: 12,
      chainId: 19_524,
    });
  });

  it("does not seal on an imported chain without the validator's key, and does with it", async () => {
    const imported = join(base, "imported");
    expect(runCommand("start", "--data", imported, "--port", "0").stderr).to.match(/^VALIDATOR_KEY_MISSING/);
    copyFileSync(join(data, "validator.json"), join(imported, "validator.json"));
    const node = await startNode(imported, ["--passphrase-file", join(data, "validator.passphrase")]);
    await send(node.url, 12, wallet.address, "0x");
    expect(await node.stop()).to.equal(0);
  });

  it("refuses an export in which one bit is another, wherever it is", () => {
    const file = join(base, "chain.export");
    const bytes = readFileSync(file);
    for (let round = 0; round < 6; round++) {
      const at = Math.floor(((round + 0.5) / 6) * bytes.length);
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1 << round;
      writeFileSync(`${file}.flipped`, flipped);
      const { status, stderr } = runCommand(
        "import",
        "--data",
        join(base, `flipped-${round}`),
        "--from",
        `${file}.flipped`,
      );
      expect(status, `bit ${round} of byte ${at}`).to.equal(1);
      expect(stderr).to.match(/^(EXPORT_DAMAGED|BLOCK_FALSIFIED|SEAL_INVALID)/);
    }
  });

  it("takes as much memory for the state as it is told, none at all too, and refuses what is no size", async () => {
    const copy = join(base, "uncached");
    cpSync(data, copy, { recursive: true });
    const node = await startNode(copy, ["--state-cache", "0"]);
    try {
      expect(Number(await result(node.url, "eth_getStorageAt", counter, "0x0", "latest"))).to.equal(11);
      const page = await (await fetch(`${node.url}/metrics`)).text();
      expect(page).to.match(/^lading_state_nodes_kept 0$/m);
      expect(page).to.match(/^lading_state_kept_bytes \d+$/m);
    } finally {
      await node.stop();
    }
    const refused = runCommand("start", "--data", copy, "--port", "0", "--state-cache", "much");
    expect(refused.status).to.equal(2);
    expect(refused.stderr).to.match(
      /^OPTION_INVALID: --state-cache is "much"; accepted are whole numbers from 0 to 16384/,
    );
  });

  it("keeps the state of as many heights as it is told, and says so about the others", async () => {
    const node = await startNode(join(base, "pruned"), ["--retain", "3"]);
    try {
      const hash = await send(node.url, 0, null, COUNTER);
      const { contractAddress } = await result<{ contractAddress: string }>(
        node.url,
        "eth_getTransactionReceipt",
        hash,
      );
      for (let nonce = 1; nonce < 8; nonce++) await send(node.url, nonce, contractAddress, "0x");
      const at = (height: number) =>
        ask(node.url, "eth_getStorageAt", contractAddress, "0x0", `0x${height.toString(16)}`);
      expect(Number((await at(8)).result)).to.equal(7);
      expect(Number((await at(5)).result)).to.equal(4);
      expect((await at(4)).error?.data).to.include({ code: "STATE_PRUNED" });
      const proof = await result<{ storageProof: { value: string }[] }>(
        node.url,
        "eth_getProof",
        contractAddress,
        ["0x0"],
        "0x5",
      );
      expect(proof.storageProof[0]?.value).to.equal("0x4");
    } finally {
      await node.stop();
    }
    expect(runCommand("verify", "--data", join(base, "pruned")).status).to.equal(0);
  });

  it("says how it is: health, readiness, metrics", async () => {
    const watched = join(base, "watched");
    cpSync(data, watched, { recursive: true });
    const node = await startNode(watched);
    try {
      expect((await fetch(`${node.url}/health`)).status).to.equal(200);
      expect(await (await fetch(`${node.url}/ready`)).json()).to.include({ ready: true, block: 12 });
      const metrics = async (): Promise<Record<string, number>> => {
        const text = await (await fetch(`${node.url}/metrics`)).text();
        const lines = [...text.matchAll(/^([a-z_]+) (\S+)$/gm)];
        return Object.fromEntries(
          lines.map(([, name = "", value = ""]) => [name, Number(value.replace("+Inf", "Infinity"))]),
        );
      };
      const first = await metrics();
      expect(first).to.include({ lading_block_number: 12, lading_queue_length: 0, lading_ready: 1 });
      expect(first["lading_block_age_seconds"]).to.be.within(0, 600);
      expect(first["lading_disk_days_left"]).to.be.greaterThan(0);
      // A past block and a key of the state: once from disk, then from memory.
      const read = async (): Promise<void> => {
        await result(node.url, "eth_getBlockByNumber", "0x3", false);
        await result(node.url, "eth_getStorageAt", counter, "0x0", "latest");
      };
      await read();
      const cold = await metrics();
      await read();
      await send(node.url, 12, counter, "0x");
      const warm = await metrics();
      const grown = (from: Record<string, number>, to: Record<string, number>, name: string): number =>
        (to[name] as number) - (from[name] as number);
      expect(grown(first, cold, "lading_block_cache_misses_total")).to.equal(1);
      expect(grown(first, cold, "lading_state_disk_reads_total")).to.be.greaterThan(0);
      expect(grown(cold, warm, "lading_block_cache_misses_total")).to.equal(0);
      expect(grown(cold, warm, "lading_block_cache_hits_total")).to.equal(1);
      expect(grown(cold, warm, "lading_state_lookups_total")).to.be.greaterThan(0);
      expect(grown(cold, warm, "lading_synced_writes_total")).to.equal(1);
      expect(grown(cold, warm, "lading_synced_write_seconds_total")).to.be.greaterThan(0);
      expect(warm["lading_block_number"]).to.equal(13);
    } finally {
      await node.stop();
    }
  });

  it("does not open a store of another format, and says by what way its chain comes over", async () => {
    const other = join(base, "other-format");
    cpSync(data, other, { recursive: true });
    const store = await Store.open(other);
    const batch = store.batch();
    batch.put("meta", store.metaKey("version"), new Uint8Array([STORE_VERSION + 1]));
    await batch.writeSynced();
    await store.close();
    for (const args of [["start", "--port", "0"], ["status"], ["verify"], ["export", "--to", join(base, "never")]]) {
      const [command = "", ...rest] = args;
      const { status, stderr } = runCommand(command, "--data", other, ...rest);
      expect(status, command).to.equal(1);
      expect(stderr, command).to.match(
        /^STORE_VERSION_UNSUPPORTED: .*format 2; this version reads 1\. Export the chain with the version that wrote it, then import it/,
      );
    }
  });

  it("refuses what no client of ours sends: foreign hosts, web pages, forms, large bodies, deep nesting, large batches", async () => {
    const node = await startNode(data, ["--allowed-origin", "https://console.example"]);
    const call = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
    try {
      expect((await post(node.url, call)).status).to.equal(200);
      expect((await post(node.url, call, { origin: "https://evil.example" })).status).to.equal(403);
      expect((await post(node.url, call, { origin: "https://console.example" })).status).to.equal(200);
      expect((await post(node.url, call, { "content-type": "text/plain" })).status).to.equal(415);
      expect((await post(node.url, `"${"x".repeat(6_000_000)}"`).catch(() => ({ status: 413 }))).status).to.equal(413);
      const deep = await post(
        node.url,
        `{"jsonrpc":"2.0","id":1,"method":"eth_call","params":${"[".repeat(50)}${"]".repeat(50)}}`,
      );
      expect(((await deep.json()) as { error: { code: number } }).error.code).to.equal(-32600);
      const many = await post(
        node.url,
        JSON.stringify(Array.from({ length: 1_001 }, () => JSON.parse(call) as unknown)),
      );
      expect(((await many.json()) as { error: { code: number } }).error.code).to.equal(-32600);
      const broken = await post(node.url, "{");
      expect(((await broken.json()) as { error: { code: number } }).error.code).to.equal(-32700);
      expect((await ask(node.url, "admin_addPeer")).error?.code).to.equal(-32601);
      expect((await ask(node.url, "eth_sendTransaction", {})).error?.code).to.equal(-32601);
      expect((await ask(node.url, "eth_getBalance", "0x12", "latest")).error?.code).to.equal(-32602);
      const foreign = await import("node:http").then(
        ({ request }) =>
          new Promise<number | undefined>((resolve) => {
            const sent = request(
              node.url,
              { method: "POST", headers: { host: "rebound.example", "content-type": "application/json" } },
              (response) => {
                response.resume();
                resolve(response.statusCode);
              },
            );
            sent.end(call);
          }),
      );
      expect(foreign).to.equal(403);
    } finally {
      await node.stop();
    }
  });
});
