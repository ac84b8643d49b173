import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../ledger-node/src/main.ts", import.meta.url));

/** A follower in a process of its own. */
export type Follower = {
  url: string;
  exit: Promise<number | null>;
  stderr: () => string;
  stop: () => Promise<unknown>;
};

/** Starts a follower and waits until it serves. */
export async function startFollower(
  directory: string,
  from: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Follower> {
  const child = spawn(
    process.execPath,
    [main, "follow", "--data", directory, "--from", from, "--port", "0", "--json-log", ...args],
    { env: { ...process.env, ...env } },
  );
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  let output = "";
  const exit = once(child, "exit").then(([code]) => code as number | null);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"event":"ready","url":"(https?:[^"]+)"/.exec(output);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    void exit.then((code) => reject(new Error(`the follower ended with ${code}: ${errors}`)));
  });
  return { url, exit, stderr: () => errors, stop: () => (child.kill("SIGTERM"), exit) };
}

/** Waits until something holds, for half a minute at most. */
export async function until(what: string, met: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + 30_000;
  while (!(await met())) {
    if (Date.now() > limit) throw new Error(`not within 30 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
