/** What Ethereum's execution-apis prescribe, method by method, where ethers does not ask for it by itself. */
import { expect } from "chai";
import {
  AbiCoder,
  Contract,
  ContractFactory,
  JsonRpcProvider,
  keccak256,
  toBeHex,
  Wallet,
  WebSocketProvider,
} from "ethers";
import { verifyProof, verifyTop } from "./proof.ts";
import { compile } from "../compile.ts";
import { ask, result, startNode, temporaryDirectory, type NodeProcess } from "../support.ts";

const QUANTITY = /^0x(0|[1-9a-f][0-9a-f]*)$/;

describe("JSON-RPC as Ethereum specifies it", () => {
  let node: NodeProcess;
  let provider: JsonRpcProvider;
  let wallet: Wallet;
  let contract: Contract;
  const directory = temporaryDirectory();

  before(async () => {
    node = await startNode(directory);
    provider = new JsonRpcProvider(node.url, undefined, { cacheTimeout: -1 });
    wallet = new Wallet(`0x${"d1".repeat(32)}`, provider);
    const { abi, bytecode } = compile(new URL("../fixtures/Sample.sol", import.meta.url), "Sample");
    const deployed = await new ContractFactory(abi, bytecode, wallet).deploy();
    contract = new Contract(await deployed.getAddress(), abi, wallet);
    for (let value = 20; value < 26; value++) await contract.getFunction("set").send(1, value);
  });
  after(async () => {
    provider.destroy();
    await node.stop();
  });

  /** The slot of values[1]. */
  const slot = keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "uint256"], [1, 0]));
  const call = (method: string, args: unknown[]) => ({
    to: contract.target,
    data: contract.interface.encodeFunctionData(method, args),
  });
  const valueOf = async (block: unknown, overrides?: object): Promise<bigint> =>
    BigInt(await result<string>(node.url, "eth_call", call("values", [1]), block, ...(overrides ? [overrides] : [])));

  it("calls with overrides of balance, nonce, code, all storage or single slots, and keeps nothing of it", async () => {
    const other = `0x${"44".repeat(20)}`;
    const target = contract.target as string;
    expect(await valueOf("latest", { [target]: { stateDiff: { [slot]: toBeHex(99, 32) } } })).to.equal(99n);
    expect(await valueOf("latest", { [target]: { state: {} } })).to.equal(0n);
    expect(await valueOf("latest", { [target]: { state: { [slot]: toBeHex(5, 32) } } })).to.equal(5n);
    const both = { [target]: { state: {}, stateDiff: {} } };
    expect((await ask(node.url, "eth_call", call("values", [1]), "latest", both)).error?.code).to.equal(-32602);
    // Code that gives back the balance of its caller, and of itself.
    const balances = { [other]: { code: "0x335f5260205f5ff3", balance: "0x7" } };
    expect((await ask(node.url, "eth_call", { to: other }, "latest", balances)).error).to.equal(undefined);
    const selfBalance = { [other]: { code: "0x475f5260205ff3", balance: "0x7" } };
    expect(BigInt(await result<string>(node.url, "eth_call", { to: other }, "latest", selfBalance))).to.equal(7n);
    const rich = { [wallet.address]: { balance: "0x9" } };
    expect(
      (await ask(node.url, "eth_call", { from: wallet.address, to: other, value: "0x9" }, "latest")).error?.message,
    ).to.match(/^insufficient funds/);
    expect(
      (await ask(node.url, "eth_call", { from: wallet.address, to: other, value: "0x9" }, "latest", rich)).result,
    ).to.equal("0x");
    expect(await valueOf("latest")).to.equal(25n);
    expect(await result(node.url, "eth_getCode", other, "latest")).to.equal("0x");
  });

  it("reads any height by number, tag, hash and the object of EIP-1898", async () => {
    const block = await result<{ hash: string }>(node.url, "eth_getBlockByNumber", "0x4", false);
    expect(await valueOf("0x4")).to.equal(22n);
    expect(await valueOf({ blockNumber: "0x4" })).to.equal(22n);
    expect(await valueOf({ blockHash: block.hash, requireCanonical: true })).to.equal(22n);
    expect(await valueOf("earliest").catch(() => 0n)).to.equal(0n);
    for (const tag of ["latest", "safe", "finalized", "pending"]) expect(await valueOf(tag)).to.equal(25n);
    expect((await ask(node.url, "eth_call", call("values", [1]), "0xffff")).error?.code).to.equal(-32000);
    expect((await ask(node.url, "eth_call", call("values", [1]), "soon")).error?.code).to.equal(-32602);
  });

  it("tells a fee history of zeros", async () => {
    type History = Record<"baseFeePerGas" | "gasUsedRatio", unknown[]> & { oldestBlock: string; reward: string[][] };
    const history = await result<History>(node.url, "eth_feeHistory", "0x3", "latest", [10, 50]);
    expect(history.oldestBlock).to.equal("0x5");
    expect(history.baseFeePerGas).to.deep.equal(["0x0", "0x0", "0x0", "0x0"]);
    expect(history.gasUsedRatio).to.have.length(3);
    expect(history.reward).to.deep.equal(Array.from({ length: 3 }, () => ["0x0", "0x0"]));
    const all = await result<History>(node.url, "eth_feeHistory", "0x400", "latest", []);
    expect(all.gasUsedRatio).to.have.length(8);
    expect(all).not.to.have.property("reward");
    for (const method of ["eth_gasPrice", "eth_maxPriorityFeePerGas"])
      expect(await result(node.url, method)).to.equal("0x0");
  });

  it("makes an access list with which the call costs what it says", async () => {
    type Access = { accessList: { address: string; storageKeys: string[] }[]; gasUsed: string; error?: string };
    const request = { from: wallet.address, ...call("set", [1, 30]) };
    const { accessList, gasUsed } = await result<Access>(node.url, "eth_createAccessList", request, "latest");
    expect(accessList).to.deep.equal([{ address: (contract.target as string).toLowerCase(), storageKeys: [slot] }]);
    expect(gasUsed).to.match(QUANTITY);
    const failing = { from: wallet.address, ...call("set", [1, 13]) };
    expect((await result<Access>(node.url, "eth_createAccessList", failing, "latest")).error).to.be.a("string");
  });

  it("gives the receipts of a block as it gives them one by one", async () => {
    const receipts = await result<{ transactionHash: string }[]>(node.url, "eth_getBlockReceipts", "0x3");
    expect(receipts).to.have.length(1);
    for (const receipt of receipts) {
      expect(await result(node.url, "eth_getTransactionReceipt", receipt.transactionHash)).to.deep.equal(receipt);
    }
    expect(await result(node.url, "eth_getBlockReceipts", "0xffff")).to.equal(null);
    expect(await result(node.url, "eth_getBlockReceipts", "earliest")).to.deep.equal([]);
  });

  it("proves accounts and slots, present and absent, at every height against that height's state root", async () => {
    for (let number = 1; number <= 7; number++) {
      const height = toBeHex(number).replace(/^0x0+/, "0x");
      const { stateRoot } = await result<{ stateRoot: string }>(node.url, "eth_getBlockByNumber", height, false);
      const absent = toBeHex(12_345, 32);
      const proof = await result<Parameters<typeof verifyTop>[0]>(
        node.url,
        "eth_getProof",
        contract.target,
        [slot, absent],
        height,
      );
      verifyTop(proof, stateRoot, contract.target as string);
      const [present, missing] = proof.storageProof;
      expect(BigInt(present!.value)).to.equal(number === 1 ? 0n : BigInt(18 + number));
      expect(verifyProof(proof.storageHash, slot, present!.proof)).to.equal(BigInt(present!.value));
      expect(missing!.value).to.equal("0x0");
      expect(verifyProof(proof.storageHash, absent, missing!.proof)).to.equal(0n);
      const nobody = `0x${"77".repeat(20)}`;
      verifyTop(await result(node.url, "eth_getProof", nobody, [], height), stateRoot, nobody);
    }
  });

  it("tells the pool's state: what waits for an earlier nonce", async () => {
    expect(await result(node.url, "txpool_status")).to.deep.equal({ pending: "0x0", queued: "0x0" });
    const nonce = await wallet.getNonce();
    const raw = (offset: number) =>
      wallet.signTransaction({
        ...{ type: 2, chainId: 19_524, nonce: nonce + offset, to: wallet.address },
        ...{ gasLimit: 21_000, maxFeePerGas: 0, maxPriorityFeePerGas: 0 },
      });
    const later = await raw(1);
    const waiting = ask(node.url, "eth_sendRawTransaction", later);
    for (let tries = 0; (await result<{ pending: string }>(node.url, "txpool_status")).pending === "0x0"; tries++) {
      if (tries > 200) throw new Error("the transaction does not wait");
    }
    type Content = { pending: Record<string, Record<string, { hash: string }>> };
    const { pending } = await result<Content>(node.url, "txpool_content");
    expect(pending[wallet.address.toLowerCase()]?.[String(nonce + 1)]?.hash).to.equal(keccak256(later));
    const shown = await result<{ blockHash: null }>(node.url, "eth_getTransactionByHash", keccak256(later));
    expect(shown.blockHash).to.equal(null);
    expect((await ask(node.url, "eth_sendRawTransaction", await raw(0))).result).to.be.a("string");
    expect((await waiting).result).to.equal(keccak256(later));
  });

  it("subscribes to heads with all fields of a header", async () => {
    const socket = new WebSocketProvider(node.url.replace("http", "ws"));
    const heads: Record<string, string>[] = [];
    const id = await socket.send("eth_subscribe", ["newHeads"]);
    socket.websocket.onmessage = ({ data }) => {
      type Told = { params?: { subscription: string; result: Record<string, string> } };
      const { params } = JSON.parse(String(data)) as Told;
      if (params !== undefined && params.subscription === id) heads.push(params.result);
    };
    await contract.getFunction("set").send(1, 40);
    for (let tries = 0; heads.length === 0 && tries < 200; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const head = await result<Record<string, unknown>>(node.url, "eth_getBlockByNumber", "latest", false);
    for (const field of ["hash", "parentHash", "stateRoot", "extraData", "logsBloom", "timestamp", "baseFeePerGas"])
      expect(heads[0]?.[field], field).to.equal(head[field]);
    await socket.destroy();
  });

  it("answers with the codes that clients know", async () => {
    const codes: [string, unknown[], number][] = [
      ["eth_unknown", [], -32601],
      ["eth_getBalance", ["0x12"], -32602],
      ["eth_getBlockByNumber", ["latest", "yes"], -32602],
      ["eth_getLogs", [{ fromBlock: "0x0", blockHash: `0x${"00".repeat(32)}` }], -32602],
      ["eth_getFilterChanges", ["0x1"], -32000],
      ["eth_sendRawTransaction", ["0x"], -32602],
      ["eth_sendRawTransaction", ["0x05aa"], -32000],
      ["eth_subscribe", ["newHeads"], -32601],
      ["eth_call", [call("set", [1, 13]), "latest"], 3],
      ["personal_unlockAccount", [], -32601],
    ];
    for (const [method, params, code] of codes)
      expect((await ask(node.url, method, ...params)).error?.code, method).to.equal(code);
    expect(await result(node.url, "eth_syncing")).to.equal(false);
    expect(await result(node.url, "eth_accounts")).to.deep.equal([]);
    expect(await result(node.url, "net_version")).to.equal("19524");
  });
});
