import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { root } from "../stage.ts";

/** A server of ours running as a process of its own. */
export type Running = {
  readonly name: string;
  readonly url: string;
  readonly process: ChildProcess;
  /** Settles when the process has ended. */
  readonly ended: Promise<number | null>;
  /** Asks it to end, and waits for it. */
  stop(): Promise<void>;
};

/**
 * Starts a server and waits until it says at which URL it serves. Its output goes to a log file.
 *
 * @param options.timeout how long to wait for that, ms
 */
export async function startServer(options: {
  name: string;
  args: readonly string[];
  log: string;
  env?: Record<string, string>;
  timeout?: number;
}): Promise<Running> {
  mkdirSync(dirname(options.log), { recursive: true });
  const log = createWriteStream(options.log, { flags: "a" });
  const child = spawn(process.execPath, [...options.args], {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  let tail = "";
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new Error(`The ${options.name} ${why}\n${tail.trim()}\nIts log: ${options.log}`));
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail(`did not say in ${(options.timeout ?? 60_000) / 1000} s that it serves.`);
    }, options.timeout ?? 60_000);
    const take = (chunk: Buffer): void => {
      log.write(chunk);
      tail = (tail + chunk.toString()).slice(-2_000);
      const found = /https?:\/\/[\w.[\]:-]+:\d+/.exec(tail);
      if (found !== null && /listen|serv|ready/i.test(tail)) {
        clearTimeout(timer);
        resolve(found[0]);
      }
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => fail(error.message));
    void ended.then((code) => {
      clearTimeout(timer);
      fail(`ended with code ${code} before it served.`);
    });
  });
  return {
    name: options.name,
    url,
    process: child,
    ended,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(timer);
      log.end();
    },
  };
}

/** The wanted port of the loopback if it is free, else any free one. */
export function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" && wanted !== 0) resolve(freePort(0));
      else reject(error);
    });
    server.listen(wanted, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** The entry file of one of our servers. */
export function entry(workspace: "ledger-node" | "api" | "wallet-cli"): string {
  return join(root, workspace, "src", "main.ts");
}
