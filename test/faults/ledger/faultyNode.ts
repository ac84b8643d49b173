import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../ledger-node/src/main.ts", import.meta.url));
const preload = new URL("injectFault.ts", import.meta.url).href;

/** A node with a fault in it. Without URL it did not come to serve. */
export type FaultyNode = {
  url: string | undefined;
  ended: Promise<number | NodeJS.Signals | null>;
  kill: (signal: NodeJS.Signals) => void;
  output: () => string;
};

/** Starts a node with `injectFault.ts` in it, and waits until it serves or ends. */
export async function startFaulty(
  directory: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<FaultyNode> {
  const child = spawn(
    process.execPath,
    ["--import", preload, main, "start", "--data", directory, "--port", "0", "--json-log", ...args],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } },
  );
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null);
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const url = await new Promise<string | undefined>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"url":"(http:[^"]+)"/.exec(output);
      if (found !== null) resolve(found[1]);
    });
    void ended.then(() => resolve(undefined));
  });
  return { url, ended, kill: (signal) => void child.kill(signal), output: () => output };
}
