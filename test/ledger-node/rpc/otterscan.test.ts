/** What Otterscan asks, in the way it asks (its `useProvider`, `useErigonHooks` and search), and what it does with the answers. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Contract, ContractFactory, JsonRpcProvider, type TransactionReceipt, Wallet } from "ethers";
import { Store } from "../../../ledger-node/src/store/Store.ts";
import { compile } from "../compile.ts";
import {
  blockPageShape,
  creatorShape,
  detailsShape,
  headerShape,
  issuanceShape,
  operationShape,
  searchPageShape,
  traceShape,
  transactionShape,
  unreadable,
} from "./otterscanShapes.ts";
import { ask, result, runCommand, startNode, temporaryDirectory, type NodeProcess } from "../support.ts";

type Page = {
  txs: { hash: string; blockNumber: string }[];
  receipts: { timestamp: number; transactionHash: string; status: string }[];
  firstPage: boolean;
  lastPage: boolean;
};
type Trace = { type: string; depth: number; from: string; to: string; value: string | null; input: string };
type Operation = { type: number; from: string; to: string; value: string };

const fixture = new URL("../fixtures/Sample.sol", import.meta.url);

describe("Otterscan's questions", () => {
  const data = join(temporaryDirectory(), "data");
  let node: NodeProcess;
  let provider: JsonRpcProvider;
  let wallet: Wallet;
  let workshop: Contract;
  let sample: Contract;
  const receipts: Record<string, TransactionReceipt> = {};

  const open = async (...args: string[]): Promise<void> => {
    node = await startNode(data, args);
    provider = new JsonRpcProvider(node.url, undefined, { cacheTimeout: -1 });
    wallet = new Wallet(`0x${"c1".repeat(32)}`, provider);
  };
  const close = async (): Promise<void> => {
    provider.destroy();
    await node.stop();
  };
  const deploy = async (name: string): Promise<Contract> => {
    const { abi, bytecode } = compile(fixture, name);
    const deployed = await new ContractFactory(abi, bytecode, wallet).deploy();
    receipts[name] = (await deployed.deploymentTransaction()?.wait()) as TransactionReceipt;
    return new Contract(await deployed.getAddress(), abi, wallet);
  };
  const act = async (name: string, contract: Contract, method: string, ...args: unknown[]): Promise<void> => {
    const sent = await contract.getFunction(method).send(...args, { gasLimit: 3_000_000 });
    receipts[name] = (await provider.getTransactionReceipt(sent.hash)) as TransactionReceipt;
  };
  const hashOf = (name: string): string => receipts[name]!.hash;
  const lower = (contract: Contract): string => (contract.target as string).toLowerCase();

  before(async () => {
    await open();
    workshop = await deploy("Workshop");
    sample = await deploy("Sample");
    await act("make", workshop, "make", `0x${"07".repeat(32)}`);
    await act("makeAndFail", workshop, "makeAndFail");
    await act("refused", sample, "set", 1, 13);
    await act("callOther", workshop, "callOther", sample.target);
  });
  after(close);

  it("are answered where no index is needed: probe, blocks, traces, errors", async () => {
    expect(await result(node.url, "ots_getApiLevel")).to.equal(8);
    const head = await provider.getBlockNumber();
    expect(await result(node.url, "erigon_getHeaderByNumber", head)).to.include({ number: `0x${head.toString(16)}` });
    type Details = { block: Record<string, unknown>; issuance: object; totalFees: string };
    const details = await result<Details>(node.url, "ots_getBlockDetails", 3);
    expect(details.block).to.include({ transactionCount: 1, logsBloom: null, number: "0x3" });
    expect(details.block).not.to.have.property("transactions");
    expect(details).to.deep.include({ totalFees: "0x0" });
    expect(await result(node.url, "ots_getBlockDetailsByHash", details.block["hash"])).to.deep.equal(details);
    expect(await result(node.url, "ots_getBlockDetails", 1_000)).to.equal(null);
    expect(await result(node.url, "ots_hasCode", sample.target, "latest")).to.equal(true);
    expect(await result(node.url, "ots_hasCode", sample.target, 1)).to.equal(false);
    expect(await result(node.url, "ots_hasCode", wallet.address, "latest")).to.equal(false);
    expect(await result(node.url, "ots_getTransactionError", hashOf("refused"))).to.equal(
      sample.interface.encodeErrorResult("Refused", [1, 13]),
    );
    expect(await result(node.url, "ots_getTransactionError", hashOf("make"))).to.equal("0x");
    const trace = await result<Trace[]>(node.url, "ots_traceTransaction", hashOf("callOther"));
    expect(trace.map(({ type, depth, to }) => ({ type, depth, to }))).to.deep.equal([
      { type: "CALL", depth: 0, to: lower(workshop) },
      { type: "CALL", depth: 1, to: lower(sample) },
    ]);
    expect((await ask(node.url, "ots_traceTransaction", `0x${"00".repeat(32)}`)).error?.message).to.equal(
      "transaction not found",
    );
  });

  it("tell what was made, and nothing that was taken back", async () => {
    const made = await result<Operation[]>(node.url, "ots_getInternalOperations", hashOf("make"));
    expect(made.map(({ type, from }) => ({ type, from }))).to.deep.equal([
      { type: 2, from: lower(workshop) },
      { type: 3, from: lower(workshop) },
    ]);
    expect(await result(node.url, "ots_getInternalOperations", hashOf("makeAndFail"))).to.deep.equal([]);
  });

  it("that search are refused without the index, naming the setting", async () => {
    for (const [method, ...params] of [
      ["ots_searchTransactionsBefore", wallet.address, 0, 25],
      ["ots_searchTransactionsAfter", wallet.address, 0, 25],
      ["ots_getTransactionBySenderAndNonce", wallet.address, 0],
      ["ots_getContractCreator", sample.target],
    ] as const) {
      const { error } = await ask(node.url, method, ...params);
      expect(error?.data, method).to.deep.equal({ code: "EXPLORER_INDEX_OFF", setting: "--explorer" });
      expect(error?.message).to.contain("--explorer");
    }
  });

  describe("with the index, made up for the blocks that were there", () => {
    before(async () => {
      await close();
      await open("--explorer");
      workshop = workshop.connect(wallet) as Contract;
      sample = sample.connect(wallet) as Contract;
      await act("end", workshop, "end", `0x${"e0".repeat(20)}`);
      for (let i = 0; i < 30; i++) await act(`set ${i}`, sample, "set", 1, 20 + i);
    });

    const searched = (direction: "Before" | "After", address: string, block: number, size: number): Promise<Page> =>
      result<Page>(node.url, `ots_searchTransactions${direction}`, address, block, size);

    it("find a transaction by sender and nonce, on both sides of the making up", async () => {
      const nonceOf = (nonce: number) => result(node.url, "ots_getTransactionBySenderAndNonce", wallet.address, nonce);
      expect(await nonceOf(2)).to.equal(hashOf("make"));
      expect(await nonceOf(6)).to.equal(hashOf("end"));
      expect(await nonceOf(1_000)).to.equal(null);
    });

    it("find who made a contract: a sender, or another contract", async () => {
      const creatorOf = (address: unknown) => result(node.url, "ots_getContractCreator", address);
      expect(await creatorOf(sample.target)).to.deep.equal({
        hash: hashOf("Sample"),
        creator: wallet.address.toLowerCase(),
      });
      for (const made of await result<Operation[]>(node.url, "ots_getInternalOperations", hashOf("make"))) {
        expect(await creatorOf(made.to)).to.deep.equal({ hash: hashOf("make"), creator: lower(workshop) });
      }
      const failed = await result<Trace[]>(node.url, "ots_traceTransaction", hashOf("makeAndFail"));
      expect(failed[1]?.type).to.equal("CREATE");
      expect(await creatorOf(failed[1]?.to)).to.equal(null);
      expect(await creatorOf(wallet.address)).to.equal(null);
    });

    it("page through an address from the latest block back, and from the first one on", async () => {
      const first = await searched("Before", wallet.address, 0, 25);
      expect(first).to.include({ firstPage: true, lastPage: false });
      expect(first.txs).to.have.length(25);
      expect(first.receipts.map(({ transactionHash }) => transactionHash)).to.deep.equal(
        first.txs.map(({ hash }) => hash),
      );
      expect(first.receipts.every(({ timestamp }) => timestamp > 1_700_000_000)).to.equal(true);
      const oldest = Number(first.txs.at(-1)?.blockNumber);
      const second = await searched("Before", wallet.address, oldest, 25);
      expect(second).to.include({ firstPage: false, lastPage: true });
      const all = [...first.txs, ...second.txs].map(({ hash }) => hash);
      expect(all).to.deep.equal(Object.keys(receipts).map(hashOf).reverse());

      const last = await searched("After", wallet.address, 0, 25);
      expect(last).to.include({ firstPage: false, lastPage: true });
      expect(last.txs.map(({ hash }) => hash)).to.deep.equal(all.slice(-25));
      const newest = Number(last.txs[0]?.blockNumber);
      const rest = await searched("After", wallet.address, newest, 25);
      expect(rest).to.include({ firstPage: true, lastPage: false });
      expect(rest.txs.map(({ hash }) => hash)).to.deep.equal(all.slice(0, -25));
    });

    it("find what touched an address from within: calls, contracts made, whoever got what a contract had", async () => {
      const touching = async (address: string) =>
        (await searched("Before", address, 0, 100)).txs.map(({ hash }) => hash);
      expect(await touching(lower(sample))).to.include.members([
        hashOf("callOther"),
        hashOf("Sample"),
        hashOf("refused"),
      ]);
      expect(await touching(`0x${"e0".repeat(20)}`)).to.deep.equal([hashOf("end")]);
      const [made] = await result<Operation[]>(node.url, "ots_getInternalOperations", hashOf("make"));
      expect(await touching(made?.to ?? "")).to.deep.equal([hashOf("make")]);
      expect(await touching(`0x${"e1".repeat(20)}`)).to.deep.equal([]);
    });

    it("tell that a contract destroyed itself", async () => {
      const operations = await result<Operation[]>(node.url, "ots_getInternalOperations", hashOf("end"));
      expect(operations).to.deep.equal([{ type: 1, from: lower(workshop), to: `0x${"e0".repeat(20)}`, value: "0x0" }]);
    });

    it("page through a block from its end", async () => {
      const nonce = await wallet.getNonce();
      const raw = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          wallet.signTransaction({
            ...{ type: 0, chainId: 19_524, gasPrice: 0, gasLimit: 100_000, nonce: nonce + index, to: sample.target },
            data: sample.interface.encodeFunctionData("set", [7, 40 + index]),
          }),
        ),
      );
      await Promise.all(raw.map((one) => result(node.url, "eth_sendRawTransaction", one)));
      const head = await provider.getBlockNumber();
      type BlockPage = {
        fullblock: { transactionCount: number; transactions: { hash: string; input: string }[] };
        receipts: { transactionHash: string; logs: null }[];
      };
      let seen: string[] = [];
      let total = 0;
      for (let page = 0; page === 0 || seen.length < total; page++) {
        const { fullblock, receipts: given } = await result<BlockPage>(
          node.url,
          "ots_getBlockTransactions",
          head,
          page,
          3,
        );
        total = fullblock.transactionCount;
        expect(fullblock.transactions.every(({ input }) => input.length === 10)).to.equal(true);
        expect(given.every(({ logs }) => logs === null)).to.equal(true);
        expect(given.map(({ transactionHash }) => transactionHash)).to.deep.equal(
          fullblock.transactions.map(({ hash }) => hash),
        );
        seen = [...fullblock.transactions.map(({ hash }) => hash), ...seen];
      }
      expect(seen).to.deep.equal((await provider.getBlock(head))?.transactions);
      const page = await searched("Before", lower(sample), 0, 1);
      expect(page.txs).to.have.length(total);
    });

    it("are answered in shapes that Otterscan can read, every field of them", async () => {
      const failing = { data: "0x60006000fd", gasLimit: 200_000 };
      const { hash: failed } = await wallet.sendTransaction(failing);
      const typed = { to: wallet.address, gasLimit: 30_000, maxFeePerGas: 0, maxPriorityFeePerGas: 0 };
      const accessList = [{ address: wallet.address, storageKeys: [`0x${"00".repeat(32)}`] }];
      const { hash: dynamic } = await wallet.sendTransaction({ ...typed, type: 2 });
      await wallet.sendTransaction({ to: wallet.address, gasLimit: 30_000, gasPrice: 0, type: 1, accessList });
      const head = await provider.getBlockNumber();
      const read = async (shape: Parameters<typeof unreadable>[1], method: string, ...params: unknown[]) =>
        expect(
          unreadable(await result(node.url, method, ...params), shape),
          `${method} ${String(params)}`,
        ).to.deep.equal([]);
      const readAll = async (shape: Parameters<typeof unreadable>[1], method: string, ...params: unknown[]) => {
        const list = await result<unknown[]>(node.url, method, ...params);
        for (const item of list) expect(unreadable(item, shape), `${method} ${String(params)}`).to.deep.equal([]);
        return list.length;
      };
      for (const block of [0, 1, head, "latest"]) await read(headerShape, "erigon_getHeaderByNumber", block);
      for (let block = 0; block <= head; block++) {
        const details = await result<{ block: object; issuance: object; totalFees: string }>(
          node.url,
          "ots_getBlockDetails",
          block,
        );
        expect(unreadable(details.block, detailsShape)).to.deep.equal([]);
        expect(unreadable(details.issuance, issuanceShape)).to.deep.equal([]);
        expect(BigInt(details.totalFees)).to.equal(0n);
        await read(blockPageShape, "ots_getBlockTransactions", block, 0, 25);
      }
      for (const direction of ["Before", "After"])
        for (const who of [wallet.address, workshop.target, sample.target])
          await read(searchPageShape, `ots_searchTransactions${direction}`, who, 0, 25);
      let [calls, operations] = [0, 0];
      for (const hash of [failed, dynamic, ...Object.keys(receipts).map(hashOf)]) {
        await read(transactionShape, "eth_getTransactionByHash", hash);
        calls += await readAll(traceShape, "ots_traceTransaction", hash);
        operations += await readAll(operationShape, "ots_getInternalOperations", hash);
        expect(await result(node.url, "ots_getTransactionError", hash)).to.match(/^0x([0-9a-f]{2})*$/);
      }
      expect(calls).to.be.greaterThan(40);
      expect(operations).to.be.greaterThan(2);
      await read(creatorShape, "ots_getContractCreator", sample.target);
      // A creation that failed is shown at the address that it was for; Otterscan asks what is there.
      const { contractAddress } = await result<{ contractAddress: string }>(
        node.url,
        "eth_getTransactionReceipt",
        failed,
      );
      expect(contractAddress).to.match(/^0x[0-9a-f]{40}$/);
      expect(await result(node.url, "ots_hasCode", contractAddress, head)).to.equal(false);
    });

    it("rest on an index that verify checks", async () => {
      await close();
      const verified = runCommand("verify", "--data", data, "--json");
      expect(JSON.parse(verified.stdout)).to.include({ verified: true });
      const less = join(data, "..", "less");
      cpSync(data, less, { recursive: true });
      const store = await Store.open(less);
      const batch = store.batch();
      for await (const [key] of store.scan("creator", () => undefined)) batch.remove("creator", key);
      await batch.writeSynced();
      await store.close();
      const noticed = JSON.parse(runCommand("verify", "--data", less, "--json").stdout) as {
        faults: { message: string }[];
      };
      expect(noticed.faults[0]?.message).to.match(/the explorer's index is not what executing the block gives/);
      expect(runCommand("rotate-key", "--data", data).status).to.equal(0);
      await open("--explorer");
      expect(await result(node.url, "ots_getTransactionBySenderAndNonce", wallet.address, 2)).to.equal(hashOf("make"));
    });
  });
});
