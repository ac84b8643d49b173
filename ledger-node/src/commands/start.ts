import { parseArgs } from "node:util";
import { recoverImplementation } from "../crypto/secp256k1.ts";
import { NodeError } from "../errors.ts";
import type { AdmissionRules } from "../chain/createAdmission.ts";
import { createLogger } from "../log.ts";
import { DEFAULT_BLOCK_GAS_LIMIT, DEFAULT_CHAIN_ID, openNode } from "../Node.ts";
import { nodePages } from "../rpc/pages.ts";
import { DEFAULT_LIMITS } from "../rpc/limits.ts";
import { startServer } from "../rpc/server.ts";
import { addressOption, integerOption } from "./options.ts";
import { cacheBytesOf, servingHelp, servingOf, servingOptions } from "./serving.ts";

/** Help of this command, in English and Chinese. */
export const startHelp = {
  en: `lading-node start --data <dir> [--port 8545] [--host 127.0.0.1]
Runs the chain in <dir> and serves Ethereum JSON-RPC over HTTP and WebSocket.

  --data <dir>              data directory (made when it is not there)
  --port <n>                8545; 0 takes a free one
${servingHelp.en}
  --chain-id <n>            ${DEFAULT_CHAIN_ID}; fixed once the chain exists
  --passphrase-file <file>  opens the validator's key; without it a passphrase is generated beside the key
  --retain <blocks>         keep the state readable at this many past heights; by default at all (blocks and receipts always stay)
  --explorer                keep the index that Otterscan searches (addresses, nonces, creators); what an older chain lacks is made up first
  --members <address>       those may send whom this registry lets send (maySend)
  --admit <address>         may send in any case: who deploys, who relays (repeatable). Without --members and --admit anybody may send
  --json-log                one JSON object a line`,
  zh: `lading-node start --data <目录> [--port 8545] [--host 127.0.0.1]
运行 <目录> 中的链,以 HTTP 和 WebSocket 提供以太坊 JSON-RPC。

  --data <目录>             数据目录(不存在则创建)
  --port <端口>             8545;0 表示任取空闲端口
${servingHelp.zh}
  --chain-id <编号>         ${DEFAULT_CHAIN_ID};链建立后不可更改
  --passphrase-file <文件>  验证者密钥的口令;未给出则在密钥旁生成
  --retain <区块数>         仅保留最近若干高度的历史状态;默认全部保留(区块和收据始终保留)
  --explorer                保留供 Otterscan 查询的索引(地址、nonce、创建者);旧链缺少的部分先行补齐
  --members <地址>          该成员登记合约(maySend)允许的账户可发送交易
  --admit <地址>            始终允许发送的账户:部署者、中继者(可重复)。--members 和 --admit 均未给出则不限
  --json-log                每行一个 JSON 对象`,
};

/** Why the node ends: it is told to, or it cannot go on. */
type End = { signal: string } | { failure: NodeError };

function untilEnd(): { ended: Promise<End>; fail: (failure: NodeError) => void } {
  let fail: (failure: NodeError) => void = () => undefined;
  const ended = new Promise<End>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve({ signal }));
    fail = (failure) => resolve({ failure });
  });
  return { ended, fail };
}

/** How long a node that cannot go on stays readable and says so at /ready, before it ends. */
const FAILED_MILLISECONDS = 1_000;

/** Who may send, or undefined where anybody may. @throws NodeError OPTION_INVALID */
function admissionOf(values: { members?: string | undefined; admit: string[] }): AdmissionRules | undefined {
  if (values.members === undefined && values.admit.length === 0) return undefined;
  return {
    ...(values.members === undefined ? {} : { registry: addressOption("members", values.members) }),
    always: values.admit.map((address) => addressOption("admit", address)),
  };
}

/**
 * Runs a node until it is told to stop.
 *
 * @throws NodeError OPTION_MISSING, OPTION_INVALID and those of {@link openNode} and {@link startServer}
 */
export async function start(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: "string" },
      port: { type: "string", default: "8545" },
      ...servingOptions,
      "chain-id": { type: "string", default: String(DEFAULT_CHAIN_ID) },
      "passphrase-file": { type: "string" },
      retain: { type: "string" },
      explorer: { type: "boolean", default: false },
      members: { type: "string" },
      admit: { type: "string", multiple: true, default: [] },
      "json-log": { type: "boolean", default: false },
    },
  });
  if (values.data === undefined) {
    throw new NodeError("OPTION_MISSING", "invalid", "--data <dir> is needed: where the chain is kept", {
      option: "data",
    });
  }
  const log = createLogger(values["json-log"]);
  const port = integerOption("port", values.port, 0, 65_535);
  const chainId = integerOption("chain-id", values["chain-id"], 1, Number.MAX_SAFE_INTEGER);
  const { warnings, ...serving } = servingOf(values);
  const admission = admissionOf(values);
  const { ended, fail } = untilEnd();
  const node = await openNode({
    directory: values.data,
    settings: { chainId, blockGasLimit: DEFAULT_BLOCK_GAS_LIMIT },
    onFailure: fail,
    explorer: values.explorer,
    onIndexing: (number) =>
      log({ level: "info", message: `Explorer's index: block ${number}`, event: "indexing", block: number }),
    ...(values.retain === undefined
      ? {}
      : { retain: integerOption("retain", values.retain, 1, Number.MAX_SAFE_INTEGER) }),
    cacheBytes: cacheBytesOf(values),
    ...(admission === undefined ? {} : { admission }),
    ...(values["passphrase-file"] === undefined ? {} : { passphraseFile: values["passphrase-file"] }),
  });
  if (recoverImplementation === "wasm") {
    log({
      level: "warn",
      message:
        "signatures are recovered by WebAssembly: no native addon for this platform, which takes about 2.6 times as long",
    });
  }
  let exitCode = 0;
  try {
    const server = await startServer(node, {
      ...serving,
      port,
      limits: DEFAULT_LIMITS,
      pages: nodePages(node, values.data),
      onInternalError: (method, error) =>
        log({
          level: "error",
          message: `${method}: ${error instanceof Error ? error.message : String(error)}`,
          method,
        }),
    });
    log({
      level: "info",
      message: `Ready: chain ${chainId} at block ${node.ledger.head.header.number} on ${server.url}`,
      event: "ready",
      url: server.url,
      webSocketUrl: server.url.replace(/^http/, "ws"),
      chainId,
      block: node.ledger.head.header.number,
    });
    for (const message of warnings) log({ level: "warn", message });
    if (admission === undefined)
      log({ level: "warn", message: "anybody who reaches the port may send: see --members and --admit" });
    const end = await ended;
    if ("failure" in end) {
      const { code, message } = end.failure;
      log({ level: "error", message: `${code}: ${message}`, event: "failed", code });
      await new Promise((resolve) => setTimeout(resolve, FAILED_MILLISECONDS));
      exitCode = 1;
    } else log({ level: "info", message: `Stopping on ${end.signal}`, event: "stopping" });
    await server.close();
  } finally {
    await node.close();
  }
  return exitCode;
}
