/** Tools of the Ethereum world, as npm delivers them, against the node: unmodified, in processes of their own. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { didRegistryAbi } from "@lading/contracts";
import { deployLedger } from "@lading/contracts/deploy";
import { Resolver } from "did-resolver";
import { getResolver } from "ethr-did-resolver";
import { Contract, encodeBytes32String, id, JsonRpcProvider, Wallet } from "ethers";
import { startNode, temporaryDirectory, type NodeProcess } from "../support.ts";

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("../../..", import.meta.url));

describe("tools against the node", () => {
  let node: NodeProcess;
  const directory = temporaryDirectory();
  const wallet = new Wallet(`0x${"91".repeat(32)}`);

  before(async () => {
    node = await startNode(join(directory, "data"));
  });

  after(() => node.stop());

  const run = (command: string, args: readonly string[], cwd = root): string => {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", cwd, timeout: 60_000 });
    expect(status, `${command} ${args.join(" ")}: ${stderr}${stdout.slice(-1_500)}`).to.equal(0);
    return stdout.trim();
  };

  it("cast sends, reads and traces its way", () => {
    const architecture = process.arch === "x64" ? "amd64" : process.arch;
    const cast = require.resolve(`@foundry-rs/cast-${process.platform}-${architecture}/bin/cast`);
    const at = ["--rpc-url", node.url];
    expect(run(cast, ["chain-id", ...at])).to.equal("19524");
    const sent = run(cast, [
      "send",
      ...at,
      "--private-key",
      wallet.privateKey,
      "--create",
      "0x6007600c60003960076000f35f546001015f55",
      "--json",
    ]);
    const { contractAddress, status } = JSON.parse(sent) as { contractAddress: string; status: string };
    expect(status).to.equal("0x1");
    run(cast, ["send", ...at, "--private-key", wallet.privateKey, contractAddress, "0x"]);
    expect(run(cast, ["storage", ...at, contractAddress, "0"])).to.match(/^0x0+1$/);
    expect(run(cast, ["nonce", ...at, wallet.address])).to.equal("2");
    expect(run(cast, ["block-number", ...at])).to.equal("2");
    expect(run(cast, ["block", ...at, "latest", "--field", "gasUsed"])).to.match(/^\d+/);
    expect(JSON.parse(run(cast, ["proof", ...at, contractAddress, "0"]))).to.include.keys(
      "accountProof",
      "storageProof",
    );
  }).timeout(60_000);

  it("ethr-did-resolver reads DIDs from it, also as they were", async () => {
    const provider = new JsonRpcProvider(node.url, undefined, { cacheTimeout: -1 });
    try {
      const office = new Wallet(`0x${"93".repeat(32)}`, provider);
      const founder = { identity: office.address, legalId: id("port office"), name: "Port office" };
      const { registries } = await deployLedger(office, founder);
      const registry = registries["did"] as string;
      const networks = [{ name: "0x4c44", chainId: 19_524, rpcUrl: node.url, registry }];
      const resolver = new Resolver(getResolver({ networks }) as never);
      const did = `did:ethr:0x4c44:${office.address}`;
      const untouched = await resolver.resolve(did);
      expect(untouched.didDocument?.verificationMethod).to.have.length(1);
      const contract = new Contract(registry, didRegistryAbi, office);
      const name = encodeBytes32String("did/pub/X25519/enc");
      const sent = await contract
        .getFunction("setAttribute")
        .send(office.address, name, `0x${"ab".repeat(32)}`, 86_400);
      const receipt = await provider.getTransactionReceipt(sent.hash);
      const now = await resolver.resolve(did);
      expect(now.didResolutionMetadata.error).to.equal(undefined);
      expect(now.didDocument?.verificationMethod).to.have.length(2);
      expect(now.didDocumentMetadata.versionId).to.equal(String(receipt?.blockNumber));
      const before = await resolver.resolve(`${did}?versionId=${(receipt?.blockNumber ?? 1) - 1}`);
      expect(before.didDocument?.verificationMethod).to.have.length(1);
    } finally {
      provider.destroy();
    }
  }).timeout(60_000);

  it("Hardhat runs its tests on it as a network", () => {
    const project = mkdtempSync(join(root, ".tmp-hardhat-"));
    try {
      writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
      writeFileSync(
        join(project, "hardhat.config.ts"),
        `import ethers from "@nomicfoundation/hardhat-ethers";
import mocha from "@nomicfoundation/hardhat-mocha";
export default {
  plugins: [ethers, mocha],
  solidity: { version: "0.8.37", path: ${JSON.stringify(require.resolve("solc/soljson.js"))} },
  paths: { tests: { mocha: "./test" } },
  networks: { ledger: { type: "http", chainType: "l1", url: "${node.url}", accounts: ["0x${"92".repeat(32)}"] } },
};
`,
      );
      spawnSync("mkdir", [join(project, "test"), join(project, "contracts")]);
      writeFileSync(
        join(project, "test", "Sample.test.js"),
        `import { network } from "hardhat";
import { expect } from "chai";
describe("Hardhat", () => {
  it("deploys, sends and reads", async () => {
    const { ethers } = await network.create("ledger");
    const [signer] = await ethers.getSigners();
    const sent = await signer.sendTransaction({ data: "0x6007600c60003960076000f35f546001015f55" });
    const receipt = await sent.wait();
    expect(receipt.status).to.equal(1);
    await (await signer.sendTransaction({ to: receipt.contractAddress })).wait();
    expect(BigInt(await ethers.provider.getStorage(receipt.contractAddress, 0))).to.equal(1n);
  });
});
`,
      );
      const packageFile = require.resolve("hardhat/package.json");
      const { bin } = require("hardhat/package.json") as { bin: { hardhat: string } };
      const output = run(
        process.execPath,
        [join(dirname(packageFile), bin.hardhat), "test", "mocha", "--no-compile"],
        project,
      );
      expect(output).to.match(/1 passing/);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  }).timeout(60_000);
});
