import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { sameBytes } from "../codec/bytes.ts";
import { NodeError } from "../errors.ts";
import { createEngine } from "../evm/createEngine.ts";
import { createLogger } from "../log.ts";
import { buildExplorerIndex } from "../chain/buildExplorerIndex.ts";
import { Caller } from "../chain/Caller.ts";
import { fetchBlock, followNode, type Source } from "../chain/followNode.ts";
import { hashHeader } from "../chain/header.ts";
import { Ledger } from "../chain/Ledger.ts";
import { Replica } from "../chain/Replica.ts";
import { DEFAULT_CHAIN_ID, type LedgerNode } from "../Node.ts";
import { DEFAULT_LIMITS } from "../rpc/limits.ts";
import { nodePages } from "../rpc/pages.ts";
import { startServer } from "../rpc/server.ts";
import { readAccount } from "../state/world.ts";
import { Store } from "../store/Store.ts";
import { neededOption } from "./openChain.ts";
import { integerOption } from "./options.ts";
import { cacheBytesOf, servingHelp, servingOf, servingOptions, tokenOf } from "./serving.ts";

/** Help of this command. */
export const followHelp = {
  en: `lading-node follow --data <dir> --from <url> [--port 8546] [--chain-id ${DEFAULT_CHAIN_ID}] [--json-log]
Keeps a live replica of another node: executes each of its blocks again, checks every root and seal, and answers reads.
Ends with exit code 1 when the other node contradicts what it sealed before (an old backup, two nodes with one key).

  --from-token-file <file>  the token that the other node asks for
  --explorer                keep the index that Otterscan searches
${servingHelp.en}`,
  zh: `lading-node follow --data <目录> --from <网址> [--port 8546] [--chain-id ${DEFAULT_CHAIN_ID}] [--json-log]
保持另一节点的实时副本:重新执行其每个区块,核对每个根和签章,并提供只读查询。
若对方与其先前签章的内容矛盾(旧备份、同一密钥的两个节点),以退出码 1 结束。

  --from-token-file <文件>  对方节点要求的令牌
  --explorer                保留供 Otterscan 查询的索引
${servingHelp.zh}`,
};

async function openReplica(directory: string, source: Source, chainId: number, cacheBytes: number): Promise<Ledger> {
  const genesis = (await fetchBlock(source, 0)).header;
  mkdirSync(directory, { recursive: true });
  const store = await Store.open(directory);
  try {
    const begin = { settings: { chainId, blockGasLimit: genesis.gasLimit }, genesis };
    const ledger = await Ledger.open({ store, directory, begin, cacheBytes });
    if (sameBytes(ledger.genesis.hash, hashHeader(genesis))) return ledger;
    await ledger.close();
  } catch (error) {
    await store.close();
    throw error;
  }
  throw new NodeError("CHAIN_DIFFERS", "conflict", `${directory} holds another chain than the node at ${source.url}`, {
    directory,
    url: source.url,
  });
}

/** A replica as a node that answers reads and takes nothing. */
async function readOnlyNode(ledger: Ledger, url: string): Promise<Omit<LedgerNode, "explorer">> {
  const { chainId } = ledger.settings;
  const coinbase = ledger.validators.validators[0] ?? new Uint8Array(20);
  const options = { chainId, blockHash: (number: number) => ledger.hashAt(number) };
  return {
    ledger,
    caller: new Caller({ ledger, engine: await createEngine(options), coinbase }),
    tracer: new Caller({ ledger, engine: await createEngine({ ...options, plain: true }), coinbase }),
    validator: coinbase,
    sealer: {
      failure: undefined,
      queueLength: 0,
      submit: () => {
        throw new NodeError("READ_ONLY", "forbidden", `this node is a replica; send to ${url}`, { url });
      },
      nextNonce: (address) => readAccount(ledger.head.world, address)?.nonce ?? 0n,
      waiting: () => undefined,
      allWaiting: () => [],
      onPending: () => () => undefined,
    },
    close: () => ledger.close(),
  };
}

/** Follows a node. @throws NodeError CHAIN_DIFFERS, CHAIN_SHRUNK, BLOCK_FALSIFIED, SEAL_INVALID, SOURCE_UNREACHABLE at the start */
export async function follow(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: "string" },
      from: { type: "string" },
      port: { type: "string", default: "8546" },
      "from-token-file": { type: "string" },
      explorer: { type: "boolean", default: false },
      ...servingOptions,
      "chain-id": { type: "string", default: String(DEFAULT_CHAIN_ID) },
      "json-log": { type: "boolean", default: false },
    },
  });
  const directory = neededOption("data", values.data);
  const url = neededOption("from", values.from);
  const log = createLogger(values["json-log"]);
  const tokenFile = values["from-token-file"];
  const source: Source = {
    url,
    ...(tokenFile === undefined ? {} : { token: tokenOf("from-token-file", tokenFile) }),
  };
  const { warnings, ...serving } = servingOf(values);
  for (const message of warnings) log({ level: "warn", message });
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  const ledger = await openReplica(
    directory,
    source,
    integerOption("chain-id", values["chain-id"], 1, Number.MAX_SAFE_INTEGER),
    cacheBytesOf(values),
  );
  if (values.explorer) await buildExplorerIndex(ledger);
  const progress = { from: ledger.head.header.number, to: 0 };
  const node: LedgerNode = {
    ...(await readOnlyNode(ledger, url)),
    explorer: values.explorer,
    syncing: () => {
      const at = ledger.head.header.number;
      return at < progress.to ? { ...progress, at } : undefined;
    },
  };
  try {
    const server = await startServer(node, {
      ...serving,
      port: integerOption("port", values.port, 0, 65_535),
      limits: DEFAULT_LIMITS,
      pages: nodePages(node, directory),
      onInternalError: (method, error) =>
        log({
          level: "error",
          message: `${method}: ${error instanceof Error ? error.message : String(error)}`,
          method,
        }),
    });
    const block = ledger.head.header.number;
    log({
      level: "info",
      message: `Following ${url} from block ${block} on ${server.url}`,
      event: "ready",
      url: server.url,
      block,
    });
    try {
      await followNode({
        replica: await Replica.on(ledger, values.explorer),
        source,
        stopped: stop.signal,
        onHeight: (height) => {
          // What it caught up with before is behind it: the next way begins here.
          if (ledger.head.header.number >= progress.to) progress.from = ledger.head.header.number;
          progress.to = height;
        },
        onProgress: (number, hash) =>
          log({ level: "info", message: `Verified up to block ${number}`, event: "verified", block: number, hash }),
        onTrouble: (error) => log({ level: "warn", message: error.message, code: error.code }),
      });
    } finally {
      await server.close();
    }
  } finally {
    await node.close();
  }
  return 0;
}
