import { expect } from "chai";
import { deployLedger } from "@lading/contracts/deploy";
import { Contract, ContractFactory, id, JsonRpcProvider, Wallet, isError, keccak256 } from "ethers";
import { rpc, type RunningEngine } from "../../bench/ledger/engines.ts";
import { confirmed, prepareLedger, sendBatch, signActs } from "../../bench/ledger/titleActs.ts";
import { compile } from "../ledger-node/compile.ts";
import { ask } from "../ledger-node/support.ts";

/** Where an engine is known to differ, each with its reason; a test that is named here is not expected to hold. */
export type Manifest = {
  /** EIP-1186 proofs of storage. */
  proofs: boolean;
  /** Error code 3 with the revert data at `error.data` as a string. */
  revertAsGeth: boolean;
  /** A null result, not an error, for a block that does not exist. */
  answersUnknownBlocks: boolean;
  /** The JSON-RPC code for methods that do not exist is -32601. */
  methodNotFoundCode: boolean;
};

/** What must be the same on every engine, to be compared between them. */
export type Outcome = {
  gas: number[];
  titles: string[];
  sampleGas: number[];
  /** What deploying every registry of ours took, transaction by transaction, and the hash of what then lies at each address. */
  deployment: { gas: number[]; code: Record<string, string> };
};

/** One suite for everything that answers Ethereum JSON-RPC. */
export function conformance(
  name: string,
  start: () => Promise<RunningEngine>,
  manifest: Manifest,
  outcomes: Map<string, Outcome>,
): void {
  describe(`conformance of ${name}`, () => {
    let engine: RunningEngine;
    let provider: JsonRpcProvider;
    let wallet: Wallet;
    let contract: Contract;
    const sampleGas: number[] = [];
    const deployment: Outcome["deployment"] = { gas: [], code: {} };

    before(async () => {
      engine = await start();
      provider = new JsonRpcProvider(engine.url, undefined, { cacheTimeout: -1 });
      wallet = new Wallet(`0x${"71".repeat(32)}`, provider);
      await engine.fund(wallet.address);
      const { abi, bytecode } = compile(new URL("../ledger-node/fixtures/Sample.sol", import.meta.url), "Sample");
      const deployed = await new ContractFactory(abi, bytecode, wallet).deploy();
      await deployed.waitForDeployment();
      contract = new Contract(await deployed.getAddress(), abi, wallet);
    });

    after(async () => {
      provider.destroy();
      await engine.stop();
    });

    it("tells its chain, blocks and fees in the prescribed shapes", async () => {
      expect(await rpc(engine.url, "eth_chainId", [])).to.equal("0x4c44");
      expect(await rpc(engine.url, "net_version", [])).to.equal("19524");
      expect(await rpc(engine.url, "eth_gasPrice", [])).to.match(/^0x(0|[1-9a-f][0-9a-f]*)$/);
      const block = (await rpc(engine.url, "eth_getBlockByNumber", ["latest", true])) as Record<string, unknown>;
      for (const field of [
        "hash",
        "parentHash",
        "stateRoot",
        "transactionsRoot",
        "receiptsRoot",
        "mixHash",
        "sha3Uncles",
      ]) {
        expect(block[field], field).to.match(/^0x[0-9a-f]{64}$/);
      }
      for (const field of ["number", "gasLimit", "gasUsed", "timestamp", "size", "difficulty", "baseFeePerGas"]) {
        expect(block[field], field).to.match(/^0x(0|[1-9a-f][0-9a-f]*)$/);
      }
      expect(block["logsBloom"]).to.match(/^0x[0-9a-f]{512}$/);
      expect(block["nonce"]).to.match(/^0x[0-9a-f]{16}$/);
      const [transaction] = block["transactions"] as Record<string, unknown>[];
      expect(transaction).to.include.keys(
        "hash",
        "nonce",
        "blockHash",
        "from",
        "input",
        "gas",
        "v",
        "r",
        "s",
        "type",
        "chainId",
      );
    });

    it("executes, tells events and finds them", async () => {
      const sent = await contract.getFunction("set").send(1, 2);
      const receipt = await sent.wait();
      expect(receipt?.status).to.equal(1);
      sampleGas.push(Number(receipt?.gasUsed));
      expect(await contract.getFunction("values").staticCall(1)).to.equal(2n);
      const logs = await provider.getLogs({ address: contract.target as string, fromBlock: 0 });
      expect(logs).to.have.length(1);
      expect(logs[0]?.transactionHash).to.equal(sent.hash);
      const deep = await (await contract.getFunction("deep").send(5, { gasLimit: 1_000_000 })).wait();
      sampleGas.push(Number(deep?.gasUsed));
    });

    it("gives the data of a revert", async () => {
      const failed = await contract
        .getFunction("set")
        .staticCall(3, 13)
        .catch((error: unknown) => error);
      expect(isError(failed, "CALL_EXCEPTION") && failed.revert?.name).to.equal("Refused");
      if (!manifest.revertAsGeth) return;
      const call = { to: contract.target, data: contract.interface.encodeFunctionData("set", [3, 13]) };
      const { error } = await ask(engine.url, "eth_call", call, "latest");
      expect(error?.code).to.equal(3);
      expect(error?.data).to.equal(contract.interface.encodeErrorResult("Refused", [3, 13]));
    });

    it("seals a transaction that fails, and refuses one whose nonce is used", async () => {
      const nonce = await wallet.getNonce();
      const request = {
        to: contract.target,
        data: contract.interface.encodeFunctionData("set", [3, 13]),
        nonce,
        gasLimit: 100_000,
      };
      const fees = { type: 2, chainId: 19_524, maxFeePerGas: engine.maxFeePerGas, maxPriorityFeePerGas: 0 };
      const raw = await wallet.signTransaction({ ...request, ...fees });
      await ask(engine.url, "eth_sendRawTransaction", raw);
      expect((await confirmed(engine.url, keccak256(raw))).status).to.equal("0x0");
      const again = await ask(
        engine.url,
        "eth_sendRawTransaction",
        await wallet.signTransaction({ ...request, ...fees, gasLimit: 100_001 }),
      );
      expect(again.error?.message).to.match(/nonce too low/i);
    });

    it("answers null for what does not exist, and -32601 for methods that do not", async () => {
      const unknown = `0x${"ab".repeat(32)}`;
      for (const method of ["eth_getTransactionByHash", "eth_getTransactionReceipt"])
        expect(await rpc(engine.url, method, [unknown])).to.equal(null);
      expect(await rpc(engine.url, "eth_getBlockByHash", [unknown, false])).to.equal(null);
      if (manifest.answersUnknownBlocks)
        expect(await rpc(engine.url, "eth_getBlockByNumber", ["0xffffff", false])).to.equal(null);
      const code = (await ask(engine.url, "eth_doesNotExist")).error?.code;
      expect(code).to.equal(manifest.methodNotFoundCode ? -32601 : code);
    });

    it("answers a batch, each call by its id", async () => {
      const response = await fetch(engine.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify([
          { jsonrpc: "2.0", id: "a", method: "eth_chainId", params: [] },
          { jsonrpc: "2.0", id: 7, method: "eth_doesNotExist", params: [] },
        ]),
      });
      const answers = (await response.json()) as { id: unknown; result?: string; error?: object }[];
      expect(answers.find(({ id }) => id === "a")?.result).to.equal("0x4c44");
      expect(answers.find(({ id }) => id === 7)?.error).to.be.an("object");
    });

    it("proves storage against the state root, where the engine proves", async () => {
      if (!manifest.proofs) {
        expect((await ask(engine.url, "eth_getProof", contract.target, [], "latest")).error).to.be.an("object");
        return;
      }
      const proof = (await rpc(engine.url, "eth_getProof", [
        contract.target,
        [`0x${"00".repeat(32)}`],
        "latest",
      ])) as Record<string, unknown>;
      expect(proof["storageHash"]).to.match(/^0x[0-9a-f]{64}$/);
      expect(proof["accountProof"]).to.be.an("array").that.is.not.empty;
    });

    it("deploys every registry of ours and its government", async () => {
      const deployer = new Wallet(`0x${"72".repeat(32)}`, provider);
      await engine.fund(deployer.address);
      const founder = { identity: `0x${"73".repeat(20)}`, legalId: id("port office"), name: "Port office" };
      const { fromBlock, authority, registries } = await deployLedger(deployer, founder);
      for (const [name, address] of Object.entries({ ...registries, authority }))
        deployment.code[`${name} ${address}`] = keccak256(await provider.getCode(address));
      for (let number = fromBlock + 1; number <= (await provider.getBlockNumber()); number++)
        for (const hash of (await provider.getBlock(number))?.transactions ?? []) {
          const receipt = await provider.getTransactionReceipt(hash);
          if (receipt?.from !== deployer.address) continue;
          expect(receipt.status, hash).to.equal(1);
          deployment.gas.push(Number(receipt.gasUsed));
        }
      expect(Object.keys(registries)).to.include.members(["members", "did", "title", "release", "credit", "document"]);
      expect(Object.values(deployment.code)).not.to.include(keccak256("0x"));
      expect(deployment.gas.length).to.be.greaterThan(Object.keys(registries).length);
    }).timeout(120_000);

    it("runs title acts on the real contracts", async () => {
      const ledger = await prepareLedger(engine, 4);
      const raw = await signActs(ledger, 24, 1);
      const hashes: string[] = [];
      for (const transaction of raw) hashes.push(...(await sendBatch(engine.url, [transaction])));
      const receipts = [];
      for (const hash of hashes) receipts.push(await confirmed(engine.url, hash));
      expect(receipts.every((receipt) => receipt.status === "0x1")).to.equal(true);
      const logs = (await rpc(engine.url, "eth_getLogs", [
        { fromBlock: "0x0", toBlock: "latest", address: ledger.registry },
      ])) as {
        topics: string[];
      }[];
      outcomes.set(name, {
        gas: receipts.map((receipt) => Number(receipt.gasUsed)),
        titles: logs.map((log) => log.topics.join()),
        sampleGas,
        deployment,
      });
    });
  });
}
