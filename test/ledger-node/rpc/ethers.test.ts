import { expect } from "chai";
import { Contract, ContractFactory, JsonRpcProvider, Wallet, WebSocketProvider, isError } from "ethers";
import type { BaseContract } from "ethers";
import { compile } from "../compile.ts";
import { ask, post, result, startNode, temporaryDirectory, type NodeProcess, type RpcAnswer } from "../support.ts";

describe("the node, with ethers", () => {
  let node: NodeProcess;
  let provider: JsonRpcProvider;
  let wallet: Wallet;
  let contract: Contract;
  const directory = temporaryDirectory();

  before(async () => {
    node = await startNode(directory);
    provider = new JsonRpcProvider(node.url, undefined, { cacheTimeout: -1 });
    wallet = new Wallet(`0x${"31".repeat(32)}`, provider);
    const { abi, bytecode } = compile(new URL("../fixtures/Sample.sol", import.meta.url), "Sample");
    const deployed: BaseContract = await new ContractFactory(abi, bytecode, wallet).deploy();
    await deployed.waitForDeployment();
    contract = new Contract(await deployed.getAddress(), abi, wallet);
  });

  after(async () => {
    provider.destroy();
    expect(await node.stop()).to.equal(0);
  });

  it("lets accounts without any balance send, and answers when the block is durable", async () => {
    const sent = await contract.getFunction("set").send(1, 2);
    const receipt = await provider.getTransactionReceipt(sent.hash);
    expect(receipt?.status).to.equal(1);
    expect(receipt?.logs).to.have.length(1);
    expect(await contract.getFunction("values").staticCall(1)).to.equal(2n);
  });

  it("gives revert data that ethers decodes: errors of the contract, sentences, panics", async () => {
    const failing = (value: number) => contract.getFunction("set").staticCall(3, value);
    const custom = await failing(13).catch((error: unknown) => error);
    expect(isError(custom, "CALL_EXCEPTION") && custom.revert?.name).to.equal("Refused");
    const sentence = await failing(14).catch((error: unknown) => error);
    expect(isError(sentence, "CALL_EXCEPTION") && sentence.reason).to.equal("not fourteen");
    const answer = await ask(node.url, "eth_call", {
      to: contract.target,
      data: contract.interface.encodeFunctionData("set", [3, 13]),
    });
    expect(answer.error?.code).to.equal(3);
    expect(answer.error?.message).to.equal("execution reverted");
    expect(answer.error?.data).to.match(/^0x[0-9a-f]{136}$/);
  });

  it("runs calls on pending in the next block at the present time, and on earlier heights as it was then", async () => {
    const head = await provider.getBlock("latest");
    const [time, number] = (await contract.getFunction("clock").staticCall({ blockTag: "pending" })) as [
      bigint,
      bigint,
    ];
    expect(Number(number)).to.equal((head?.number ?? 0) + 1);
    expect(Number(time)).to.be.within(Math.floor(Date.now() / 1000) - 1, Math.floor(Date.now() / 1000) + 1);
    await contract.getFunction("set").send(50, 1);
    const first = await provider.getBlockNumber();
    await contract.getFunction("set").send(50, 2);
    expect(await contract.getFunction("values").staticCall(50, { blockTag: first - 1 })).to.equal(0n);
    expect(await contract.getFunction("values").staticCall(50, { blockTag: first })).to.equal(1n);
    expect(await contract.getFunction("values").staticCall(50)).to.equal(2n);
    expect(await contract.getFunction("hashOf").staticCall(first, { blockTag: "pending" })).to.equal(
      (await provider.getBlock(first))?.hash,
    );
  });

  it("estimates gas with which the transaction succeeds", async () => {
    const estimate = await contract.getFunction("deep").estimateGas(6);
    const sent = await contract.getFunction("deep").send(6, { gasLimit: estimate });
    expect((await provider.getTransactionReceipt(sent.hash))?.status).to.equal(1);
  });

  it("seals a failed transaction with status 0, and counts its nonce", async () => {
    const sent = await contract.getFunction("set").send(3, 13, { gasLimit: 100_000n });
    const receipt = await provider.getTransactionReceipt(sent.hash);
    expect(receipt?.status).to.equal(0);
    expect(receipt?.logs).to.deep.equal([]);
  });

  it("tells a WebSocket of blocks, events and pending transactions", async () => {
    const socket = new WebSocketProvider(node.url.replace("http", "ws"));
    const block = new Promise<number>((resolve) => void socket.on("block", resolve));
    const log = new Promise<{ data: string }>(
      (resolve) => void socket.on({ address: contract.target as string, topics: [] }, resolve),
    );
    const pending = new Promise<string>((resolve) => void socket.on("pending", resolve));
    await socket.getBlockNumber();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const sent = await contract.getFunction("set").send(7, 77);
    expect(await block).to.be.greaterThan(0);
    expect(BigInt((await log).data)).to.equal(77n);
    expect(await pending).to.equal(sent.hash);
    await socket.destroy();
  });

  it("takes a batch of transactions in any order of nonces, and puts them in few blocks", async () => {
    const nonce = await wallet.getNonce("pending");
    const raw = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        wallet.signTransaction({
          type: 2,
          chainId: 19_524,
          nonce: nonce + index,
          to: contract.target,
          data: contract.interface.encodeFunctionData("set", [100 + index, index + 20]),
          gasLimit: 100_000,
          maxFeePerGas: 0,
          maxPriorityFeePerGas: 0,
        }),
      ),
    );
    const before = await provider.getBlockNumber();
    const body = raw
      .reverse()
      .map((transaction, id) => ({ jsonrpc: "2.0", id, method: "eth_sendRawTransaction", params: [transaction] }));
    const answers = (await (await post(node.url, JSON.stringify(body))).json()) as RpcAnswer[];
    expect(answers.every((answer) => typeof answer.result === "string")).to.equal(true);
    expect((await provider.getBlockNumber()) - before).to.be.lessThan(10);
    expect(await contract.getFunction("values").staticCall(139)).to.equal(59n);
    expect(await wallet.getNonce()).to.equal(nonce + 40);
  });

  it("answers the same transaction sent again by its nonce or its hash, never twice", async () => {
    const nonce = await wallet.getNonce();
    const request = { type: 0, chainId: 19_524, nonce, to: wallet.address, gasLimit: 21_000, gasPrice: 0 };
    const raw = await wallet.signTransaction(request);
    const [one, two] = await Promise.all([
      ask(node.url, "eth_sendRawTransaction", raw),
      ask(node.url, "eth_sendRawTransaction", raw),
    ]);
    // Whichever came second either joined the first or found it sealed; both name one transaction.
    const hashes = [one.result, two.result].filter((hash) => hash !== undefined);
    expect(new Set(hashes).size).to.equal(1);
    expect(await wallet.getNonce()).to.equal(nonce + 1);
    expect((await ask(node.url, "eth_sendRawTransaction", raw)).error?.message).to.equal("already known");
    const other = await wallet.signTransaction({ ...request, gasLimit: 21_001 });
    expect((await ask(node.url, "eth_sendRawTransaction", other)).error?.message).to.match(/^nonce too low/);
  });

  it("finds events by address, topic and range, and refuses impossible ranges", async () => {
    const topic = contract.interface.getEvent("Stored")?.topicHash ?? "";
    const all = await provider.getLogs({ address: contract.target as string, fromBlock: 0, topics: [topic] });
    const seven = await provider.getLogs({ fromBlock: 0, topics: [[topic], `0x${"7".padStart(64, "0")}`] });
    expect(all.length).to.be.greaterThan(40);
    expect(seven.map((log) => BigInt(log.data))).to.deep.equal([77n]);
    expect((await ask(node.url, "eth_getLogs", { fromBlock: "0x5", toBlock: "0x1" })).error?.code).to.equal(-32602);
    const block = await provider.getBlock(seven[0]?.blockNumber ?? 0);
    const byHash = await provider.getLogs({ blockHash: block?.hash ?? "" });
    expect(byHash.map((log) => log.transactionHash)).to.include(seven[0]?.transactionHash);
  });

  it("polls filters", async () => {
    const filter = await result<string>(node.url, "eth_newFilter", { address: contract.target });
    const blocks = await result<string>(node.url, "eth_newBlockFilter");
    await contract.getFunction("set").send(8, 88);
    expect(await result<unknown[]>(node.url, "eth_getFilterChanges", filter)).to.have.length(1);
    expect(await result<unknown[]>(node.url, "eth_getFilterChanges", filter)).to.have.length(0);
    expect(await result<unknown[]>(node.url, "eth_getFilterChanges", blocks)).to.have.length(1);
    expect(await result(node.url, "eth_uninstallFilter", filter)).to.equal(true);
    expect((await ask(node.url, "eth_getFilterChanges", filter)).error?.message).to.equal("filter not found");
  });

  it("traces what a transaction called, and its single instructions", async () => {
    const sent = await contract.getFunction("deep").send(2, { gasLimit: 1_000_000 });
    const receipt = await provider.getTransactionReceipt(sent.hash);
    type Frame = { type: string; to: string; gasUsed: string; calls?: Frame[] };
    const frame = await result<Frame>(node.url, "debug_traceTransaction", sent.hash, { tracer: "callTracer" });
    expect(frame.type).to.equal("CALL");
    expect(Number(frame.gasUsed)).to.equal(Number(receipt?.gasUsed));
    expect(frame.calls?.[0]?.calls?.[0]?.to).to.equal((contract.target as string).toLowerCase());
    expect(frame.calls?.[0]?.calls?.[0]?.calls).to.equal(undefined);
    type Steps = { gas: number; failed: boolean; structLogs: { op: string; depth: number; gasCost: number }[] };
    const steps = await result<Steps>(node.url, "debug_traceTransaction", sent.hash, { disableStorage: false });
    expect(steps.gas).to.equal(Number(receipt?.gasUsed));
    expect(steps.failed).to.equal(false);
    expect(steps.structLogs.filter(({ op }) => op === "SSTORE")).to.have.length(3);
    expect(Math.max(...steps.structLogs.map(({ depth }) => depth))).to.equal(3);
    expect((await ask(node.url, "debug_traceTransaction", `0x${"00".repeat(32)}`)).error?.message).to.equal(
      "transaction not found",
    );
  });

  it("calls with a state that differs as the caller says", async () => {
    const call = { to: contract.target, data: contract.interface.encodeFunctionData("clock") };
    const code = "0x602a5f5260205ff3";
    expect(await result(node.url, "eth_call", call, "latest", { [contract.target as string]: { code } })).to.equal(
      `0x${"2a".padStart(64, "0")}`,
    );
    expect(await result(node.url, "eth_getBalance", wallet.address, "latest")).to.equal("0x0");
  });
});
