import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A ledger engine in a process of its own. */
export type RunningEngine = {
  name: string;
  url: string;
  pid: number;
  /** Gas prices its transactions must carry. */
  maxFeePerGas: bigint;
  /** Gives an account a balance, where the engine wants one. */
  fund(address: string): Promise<void>;
  stop(): Promise<void>;
};

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** A process that has not named its port by then never will. */
const START_MILLISECONDS = 60_000;

/** The first port that a child names on its standard output. */
function portOf(child: ChildProcess, pattern: RegExp): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const found = pattern.exec(text);
      if (found?.[1] !== undefined) resolve(Number(found[1]));
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    setTimeout(() => reject(new Error(`the engine did not start: ${text.slice(-500)}`)), START_MILLISECONDS).unref();
    child.once("exit", (code) => reject(new Error(`the engine ended with ${code}: ${text.slice(-500)}`)));
  });
}

async function ask(url: string, method: string, params: unknown[]): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  const body = (await response.json()) as { result?: unknown; error?: { message: string } };
  if (body.error !== undefined) throw new Error(`${method}: ${body.error.message}`);
  return body.result;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await once(child, "exit");
  clearTimeout(force);
}

/** Our node on a directory, or on a new one that is removed afterwards. */
export async function startLading(options: { directory?: string; execArgv?: string[] } = {}): Promise<RunningEngine> {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), "lading-node-"));
  const main = join(root, "ledger-node/src/main.ts");
  const child = spawn(
    process.execPath,
    [...(options.execArgv ?? []), main, "start", "--data", directory, "--port", "0", "--json-log"],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const port = await portOf(child, /"url":"http:\/\/127\.0\.0\.1:(\d+)"/);
  return {
    name: "lading",
    url: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    maxFeePerGas: 0n,
    fund: async () => undefined,
    stop: async () => {
      await stopChild(child);
      if (options.directory === undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The anvil binary that npm installed for this platform. */
export function anvilBinary(): string {
  return require.resolve(
    `@foundry-rs/anvil-${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}/bin/anvil`,
  );
}

/** anvil, in memory, a block for each transaction, without gas limit worth the name. */
export async function startAnvil(options: { chainId?: number } = {}): Promise<RunningEngine> {
  const child = spawn(
    anvilBinary(),
    [
      "--port",
      "0",
      "--chain-id",
      String(options.chainId ?? 19_524),
      "--hardfork",
      "cancun",
      "--gas-limit",
      "30000000000",
      "--accounts",
      "1",
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const port = await portOf(child, /Listening on 127\.0\.0\.1:(\d+)/);
  // anvil logs every request; unread, its pipe would fill and stop it.
  child.stdout.resume();
  child.stderr.resume();
  const url = `http://127.0.0.1:${port}`;
  return {
    name: "anvil",
    url,
    pid: child.pid as number,
    maxFeePerGas: 10_000_000_000n,
    fund: async (address) => void (await ask(url, "anvil_setBalance", [address, "0xfffffffffffffffffffffff"])),
    stop: () => stopChild(child),
  };
}

/** Lets anvil seal by the clock, once a second: its fastest way for many transactions at once. */
export async function sealByClock(anvil: RunningEngine): Promise<void> {
  await ask(anvil.url, "evm_setAutomine", [false]);
  await ask(anvil.url, "evm_setIntervalMining", [1]);
}

/** Hardhat's node, in memory, on a configuration of its own. */
export async function startHardhat(): Promise<RunningEngine> {
  const directory = mkdtempSync(join(root, ".tmp-hardhat-"));
  const config = join(directory, "hardhat.config.ts");
  writeFileSync(join(directory, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(
    config,
    `const network = { type: "edr-simulated", chainType: "l1", chainId: 19524, hardfork: "cancun", blockGasLimit: 60000000, loggingEnabled: false };\nexport default { networks: { default: network, node: network } };\n`,
  );
  const packageFile = require.resolve("hardhat/package.json");
  const { bin } = JSON.parse(readFileSync(packageFile, "utf8")) as { bin: { hardhat: string } };
  const child = spawn(
    process.execPath,
    [join(dirname(packageFile), bin.hardhat), "--config", config, "node", "--hostname", "127.0.0.1", "--port", "0"],
    {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: directory,
    },
  );
  try {
    const port = await portOf(child, /http:\/\/[\d.]+:(\d+)/);
    child.stdout.resume();
    child.stderr.resume();
    const url = `http://127.0.0.1:${port}`;
    return {
      name: "hardhat node",
      url,
      pid: child.pid as number,
      maxFeePerGas: 10_000_000_000n,
      fund: async (address) => void (await ask(url, "hardhat_setBalance", [address, "0xfffffffffffffffffffffff"])),
      stop: async () => {
        await stopChild(child);
        rmSync(directory, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/** A JSON-RPC call. */
export const rpc = ask;

/** Resident memory of a process in MiB (Linux). */
export function memoryOf(pid: number): number {
  const found = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(found?.[1] ?? 0) / 1024;
}
