import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../ledger-node/src/main.ts", import.meta.url));

/** A directory that is removed after the tests of a file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "lading-test-"));
  after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A node in a process of its own. */
export type NodeProcess = { url: string; child: ChildProcess; stop(): Promise<number | null>; kill(): Promise<void> };

/** Starts a node and waits until it is ready. */
export async function startNode(
  directory: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<NodeProcess> {
  const child = spawn(process.execPath, [main, "start", "--data", directory, "--port", "0", "--json-log", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"url":"(https?:[^"]+)"/.exec(output);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("exit", (code, signal) => reject(new Error(`the node ended with ${code ?? signal}: ${output}`)));
  });
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  };
  return {
    url,
    child,
    stop: async () => {
      await ended("SIGTERM");
      return child.exitCode;
    },
    kill: () => ended("SIGKILL"),
  };
}

/** Runs a command of the node to its end. */
export function runCommand(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [main, ...args], { encoding: "utf8", env: { ...process.env, LANG: "C" } });
}

/** One answer of a node. */
export type RpcAnswer = {
  jsonrpc: string;
  id: unknown;
  result?: unknown;
  error?: { code: number; message: string; data?: unknown };
};

/** Posts a body as it is. */
export async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
}

/** The whole answer to one call. */
export async function ask(url: string, method: string, ...params: unknown[]): Promise<RpcAnswer> {
  const response = await post(url, JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
  return (await response.json()) as RpcAnswer;
}

/** The result of one call; an error fails the test. */
export async function result<T>(url: string, method: string, ...params: unknown[]): Promise<T> {
  const answer = await ask(url, method, ...params);
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result as T;
}
