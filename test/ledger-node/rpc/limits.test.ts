/** Every bound of the port and of the queue, made small, on a real node and over the network: who goes past it is refused by name. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { Contract, ContractFactory, JsonRpcProvider, Wallet } from "ethers";
import { WebSocket } from "ws";
import { NodeError } from "../../../ledger-node/src/errors.ts";
import { openNode, type LedgerNode } from "../../../ledger-node/src/Node.ts";
import { DEFAULT_LIMITS, type RpcLimits } from "../../../ledger-node/src/rpc/limits.ts";
import { startServer, type RpcServer } from "../../../ledger-node/src/rpc/server.ts";
import { compile } from "../compile.ts";
import { ask, result, temporaryDirectory } from "../support.ts";

const LIMITS = {
  ...DEFAULT_LIMITS,
  logBlocks: 10,
  logResults: 5,
  filters: 3,
  subscriptions: 2,
  callGas: 100_000n,
};
const QUEUE = { total: 8, perSender: 3, gapMilliseconds: 700, perBlock: 5 };
const EXCEEDED = -32005;

describe("the bounds of a node", () => {
  const directory = join(temporaryDirectory(), "data");
  let node: LedgerNode;
  let server: RpcServer;
  let contract: Contract;
  /** What the operator's log would have: refusals for want of room, and nothing else. */
  const troubles: string[] = [];
  let provider: JsonRpcProvider;

  const serve = (limits: RpcLimits): Promise<RpcServer> =>
    startServer(node, {
      ...{ host: "127.0.0.1", port: 0, access: { hosts: [], origins: [] }, limits, pages: {} },
      onInternalError: (_, error) => void troubles.push(error instanceof NodeError ? error.code : String(error)),
    });

  before(async () => {
    const settings = { chainId: 19_524, blockGasLimit: 60_000_000n };
    node = await openNode({ directory, settings, queue: QUEUE });
    server = await serve(LIMITS);
    provider = new JsonRpcProvider(server.url, undefined, { cacheTimeout: -1 });
    const wallet = new Wallet(`0x${"b1".repeat(32)}`, provider);
    const { abi, bytecode } = compile(new URL("../fixtures/Sample.sol", import.meta.url), "Sample");
    const deployed = await new ContractFactory(abi, bytecode, wallet).deploy({ gasLimit: 1_000_000 });
    contract = new Contract(await deployed.getAddress(), abi, wallet);
    for (let value = 20; value < 32; value++) await contract.getFunction("set").send(1, value, { gasLimit: 100_000 });
  });
  after(async () => {
    expect(new Set(troubles)).to.deep.equal(new Set(["SENDER_QUEUE_FULL", "QUEUE_FULL"]));
    provider.destroy();
    await server.close();
    await node.close();
  });

  /** A node's own transactions, signed for one sender. */
  const raw = async (wallet: Wallet, nonce: number): Promise<string> =>
    wallet.signTransaction({
      ...{ type: 0, chainId: 19_524, nonce, to: wallet.address, gasLimit: 21_000, gasPrice: 0 },
    });
  const newWallet = (): Wallet => new Wallet(Wallet.createRandom().privateKey);
  const codeOf = ({ error }: { error?: { data?: unknown } }): unknown =>
    (error?.data as { code?: string } | undefined)?.code;

  it("refuses a query over more blocks, or with more events, than it answers at once", async () => {
    const address = contract.target;
    const within = await result<unknown[]>(server.url, "eth_getLogs", { address, fromBlock: "0x2", toBlock: "0x6" });
    expect(within).to.have.length(5);
    const wide = await ask(server.url, "eth_getLogs", { address, fromBlock: "0x0", toBlock: "0xa" });
    expect(wide.error).to.deep.include({ code: EXCEEDED, data: { limit: 10 } });
    const many = await ask(server.url, "eth_getLogs", { address, fromBlock: "0x2", toBlock: "0x7" });
    expect(many.error).to.deep.include({ code: EXCEEDED, data: { limit: 5 } });
  });

  it("keeps only so many filters, and of each the newest events", async () => {
    const filters: string[] = [];
    for (let count = 0; count < LIMITS.filters; count++)
      filters.push(await result<string>(server.url, "eth_newFilter", { address: contract.target }));
    expect((await ask(server.url, "eth_newBlockFilter")).error?.code).to.equal(EXCEEDED);
    for (let value = 40; value < 47; value++) await contract.getFunction("set").send(2, value, { gasLimit: 100_000 });
    const changes = await result<{ data: string }[]>(server.url, "eth_getFilterChanges", filters[0]);
    expect(changes.map(({ data }) => Number(data))).to.deep.equal([42, 43, 44, 45, 46]);
    for (const filter of filters) await result(server.url, "eth_uninstallFilter", filter);
    const pending = await result<string>(server.url, "eth_newPendingTransactionFilter");
    const sent = await contract.getFunction("set").send(2, 50, { gasLimit: 100_000 });
    expect(await result(server.url, "eth_getFilterChanges", pending)).to.deep.equal([sent.hash]);
    await result(server.url, "eth_uninstallFilter", pending);
  });

  it("keeps only so many subscriptions of a connection", async () => {
    const socket = new WebSocket(server.url.replace("http", "ws"));
    await once(socket, "open");
    const messages: Record<string, unknown>[] = [];
    socket.on("message", (message: Buffer) => messages.push(JSON.parse(message.toString()) as Record<string, unknown>));
    const received = async (met: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> => {
      for (let tries = 0; tries < 500; tries++) {
        const found = messages.find(met);
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error(`not received; what was: ${JSON.stringify(messages)}`);
    };
    const call = (id: number, method: string, params: unknown[]): Promise<Record<string, unknown>> => {
      socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
      return received((message) => message["id"] === id);
    };
    const first = await call(1, "eth_subscribe", ["newHeads"]);
    expect(await call(2, "eth_subscribe", ["logs", {}])).to.have.property("result");
    expect(await call(3, "eth_subscribe", ["newHeads"])).nested.include({ "error.code": EXCEEDED });
    expect(await call(4, "eth_unsubscribe", [first["result"]])).to.include({ result: true });
    expect(await call(5, "eth_unsubscribe", [first["result"]])).to.include({ result: false });
    const syncing = await call(6, "eth_subscribe", ["syncing"]);
    const told = await received(({ method }) => method === "eth_subscription");
    expect(told["params"]).to.deep.equal({ subscription: syncing["result"], result: false });
    expect(messages.indexOf(told), "the answer names the subscription first").to.be.greaterThan(
      messages.indexOf(syncing),
    );
    expect(await call(7, "eth_unsubscribe", [syncing["result"]])).to.include({ result: true });
    expect(await call(8, "eth_subscribe", ["mining"])).nested.include({ "error.code": -32602 });
    socket.close();
    await once(socket, "close");
  });

  it("lets one sender have only so many waiting, and all together", async () => {
    // They wait for the nonce before them, which does not come in time.
    const senders = Array.from({ length: 3 }, newWallet) as [Wallet, Wallet, Wallet];
    const waiting: Promise<unknown>[] = [];
    const park = async (wallet: Wallet, nonce: number): Promise<void> => {
      waiting.push(ask(server.url, "eth_sendRawTransaction", await raw(wallet, nonce)).then(codeOf));
    };
    const parked = async (count: number): Promise<void> => {
      for (let tries = 0; node.sealer.queueLength < count; tries++) {
        if (tries > 500) throw new Error(`${node.sealer.queueLength} of ${count} wait`);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    for (const nonce of [1, 2, 3]) await park(senders[0], nonce);
    await parked(3);
    const fourth = await ask(server.url, "eth_sendRawTransaction", await raw(senders[0], 4));
    expect(codeOf(fourth)).to.equal("SENDER_QUEUE_FULL");
    for (const nonce of [1, 2, 3]) await park(senders[1], nonce);
    for (const nonce of [1, 2]) await park(senders[2], nonce);
    await parked(8);
    expect(codeOf(await ask(server.url, "eth_sendRawTransaction", await raw(newWallet(), 0)))).to.equal("QUEUE_FULL");
    expect(await Promise.all(waiting)).to.deep.equal(Array.from({ length: 8 }, () => "NONCE_TOO_HIGH"));
    const free = await ask(server.url, "eth_sendRawTransaction", await raw(senders[0], 0));
    expect(free.result, "there is room again").to.be.a("string");
  });

  it("seals only so many transactions in one block", async () => {
    const senders = Array.from({ length: 8 }, newWallet);
    const body = await Promise.all(
      senders.map(async (wallet, id) => {
        const params = [await raw(wallet, 0)];
        return { jsonrpc: "2.0", id, method: "eth_sendRawTransaction", params };
      }),
    );
    const before = node.ledger.head.header.number;
    const headers = { "content-type": "application/json" };
    await (await fetch(server.url, { method: "POST", headers, body: JSON.stringify(body) })).text();
    const sizes: number[] = [];
    for (let number = before + 1; number <= node.ledger.head.header.number; number++)
      sizes.push(node.ledger.block(number)?.transactions.length ?? 0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).to.equal(8);
    expect(Math.max(...sizes)).to.be.at.most(QUEUE.perBlock);
  });

  it("gives a call only so much gas", async () => {
    // JUMPDEST PUSH0 JUMP: for ever.
    const endless = { [`0x${"99".repeat(20)}`]: { code: "0x5b5f56" } };
    const call = { to: `0x${"99".repeat(20)}`, gas: "0xffffffff" };
    expect((await ask(server.url, "eth_call", call, "latest", endless)).error?.message).to.equal("out of gas");
    const estimate = await ask(server.url, "eth_estimateGas", call, "latest", endless);
    expect(estimate.error?.message).to.equal("gas required exceeds allowance (100000)");
  });

  it("closes the connections that are too many, and takes new ones when there is room", async () => {
    const most = 4;
    const narrow = await serve({ ...LIMITS, connections: most });
    const { port, url } = narrow;
    const open: Socket[] = [];
    const connected = async (): Promise<Socket> => {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      await once(socket, "connect");
      return socket;
    };
    for (let count = 0; count < most + 1; count++) open.push(await connected());
    const last = open.at(-1) as Socket;
    if (!last.destroyed) await once(last, "close");
    expect(last.destroyed).to.equal(true);
    expect(open.slice(0, most).some(({ destroyed }) => destroyed)).to.equal(false);
    for (const socket of open) socket.destroy();
    for (let tries = 0; ; tries++) {
      const answer = await ask(url, "eth_chainId").catch(() => undefined);
      if (answer?.result === "0x4c44") break;
      if (tries > 100) throw new Error("there is no room again");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await narrow.close();
  });
});
