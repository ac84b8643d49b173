import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Wallet } from "ethers";
import { ask, result, runCommand, startNode } from "../../ledger-node/support.ts";
import { Acts } from "./load.ts";

const main = fileURLToPath(new URL("../../../ledger-node/src/main.ts", import.meta.url));

/** Stops the node under strace: strace itself would leave it running. */
function stopTraced(strace: number): void {
  for (const pid of readFileSync(`/proc/${strace}/task/${strace}/children`, "utf8").trim().split(" ")) {
    if (pid !== "") process.kill(Number(pid), "SIGTERM");
  }
}

/** A node under strace, which does something to it at its n-th sync call: `signal=KILL`, `error=EIO`, `error=ENOSPC`. */
async function startTraced(
  directory: string,
  sync: number,
  what: string,
): Promise<{ url: string | undefined; ended: Promise<unknown[]>; kill: () => void }> {
  const inject = `inject=fsync,fdatasync:${what}:when=${sync}`;
  const child = spawn(
    "strace",
    [
      "-f",
      "-qq",
      "-o",
      "/dev/null",
      "-e",
      "trace=fsync,fdatasync",
      "-e",
      inject,
      process.execPath,
      main,
      "start",
      "--data",
      directory,
      "--port",
      "0",
      "--json-log",
    ],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const ended = once(child, "exit");
  let output = "";
  const url = await new Promise<string | undefined>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"url":"(http:[^"]+)"/.exec(output);
      if (found !== null) resolve(found[1]);
    });
    child.once("exit", () => resolve(undefined));
  });
  return { url, ended, kill: () => stopTraced(child.pid as number) };
}

/**
 * For each n: starts a node on one directory, sends acts until it is killed at its n-th sync, restarts it and asks for what it acknowledged.
 *
 * @param syncs at which sync calls of the process it dies
 */
export async function killAtEachSync(
  base: string,
  syncs: readonly number[],
): Promise<{ syncs: number; acknowledged: number; lost: string[] }> {
  const directory = join(base, "data");
  const wallet = new Wallet(Wallet.createRandom().privateKey);
  const first = await startNode(directory);
  await first.stop();
  const acknowledged: string[] = [];
  const lost: string[] = [];
  for (const sync of syncs) {
    const traced = await startTraced(directory, sync, "signal=KILL");
    if (traced.url !== undefined) {
      const { url } = traced;
      let nonce = Number(
        await result<string>(url, "eth_getTransactionCount", wallet.address, "latest").catch(() => "0x0"),
      );
      for (let sent = 0; sent < sync + 2; sent++) {
        const raw = await wallet.signTransaction({
          type: 0,
          chainId: 19_524,
          nonce,
          to: wallet.address,
          gasLimit: 21_000,
          gasPrice: 0,
        });
        const answer = await ask(url, "eth_sendRawTransaction", raw).catch(() => undefined);
        if (typeof answer?.result !== "string") break;
        acknowledged.push(answer.result);
        nonce++;
      }
      traced.kill();
    }
    await traced.ended;
    const node = await startNode(directory);
    for (const hash of acknowledged) {
      if ((await result(node.url, "eth_getTransactionReceipt", hash)) === null) lost.push(hash);
    }
    await node.stop();
  }
  return { syncs: syncs.length, acknowledged: acknowledged.length, lost };
}

/**
 * A sync that fails: what was acknowledged before it is there, nothing is acknowledged after it, and the node ends by itself.
 *
 * @param error what the kernel answers: EIO, ENOSPC
 */
export async function failSync(
  base: string,
  error: "EIO" | "ENOSPC",
): Promise<{ exitCode: unknown; acknowledged: number; lost: string[]; refusal: unknown }> {
  const directory = join(base, `data-${error}`);
  const wallet = new Wallet(Wallet.createRandom().privateKey);
  const first = await startNode(directory);
  await first.stop();
  const traced = await startTraced(directory, 8, `error=${error}`);
  const acknowledged: string[] = [];
  let refusal: unknown;
  for (let nonce = 0; traced.url !== undefined && refusal === undefined; nonce++) {
    const raw = await wallet.signTransaction({
      type: 0,
      chainId: 19_524,
      nonce,
      to: wallet.address,
      gasLimit: 21_000,
      gasPrice: 0,
    });
    const answer = await ask(traced.url, "eth_sendRawTransaction", raw);
    if (typeof answer.result === "string") acknowledged.push(answer.result);
    else refusal = (answer.error?.data as { code?: string } | undefined)?.code ?? answer.error;
  }
  const [exitCode] = await traced.ended;
  const node = await startNode(directory);
  const lost: string[] = [];
  for (const hash of acknowledged)
    if ((await result(node.url, "eth_getTransactionReceipt", hash)) === null) lost.push(hash);
  await node.stop();
  return { exitCode, acknowledged: acknowledged.length, lost, refusal };
}

/** Calls with which level and the node write files. */
const WRITES = "write,pwrite64,writev";

/** What came of one write that did not do what it should. */
export type WriteFault = { end: unknown; acknowledged: number; reported: string | undefined; faults: string[] };

/**
 * Lets the n-th write to the store's files fail, or lets it be skipped while the kernel says that it was done, as a disk that lies does it.
 *
 * @param sound a directory with a chain, which is copied
 * @param what `error=EIO`, `error=ENOSPC`, or `retval=N`: skipped, "N bytes written"
 */
export async function failWrite(sound: string, directory: string, what: string, turn: number): Promise<WriteFault> {
  cpSync(sound, directory, { recursive: true });
  // Only the store's own files: libuv writes to pipes and counters too.
  const files = [
    ...Array.from({ length: 40 }, (_, index) => String(index + 1).padStart(6, "0")).flatMap((name) => [
      `chain/${name}.log`,
      `chain/${name}.ldb`,
      `chain/MANIFEST-${name}`,
    ]),
    "head",
  ];
  const inject = ["-e", `trace=${WRITES}`, "-e", `inject=${WRITES}:${what}:when=${turn}`];
  const paths = files.flatMap((file) => ["-P", join(directory, file)]);
  const node = process.execPath;
  const child = spawn(
    "strace",
    [
      "-f",
      "-qq",
      "-o",
      "/dev/null",
      ...inject,
      ...paths,
      node,
      main,
      "start",
      "--data",
      directory,
      "--port",
      "0",
      "--json-log",
    ],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const ended = once(child, "exit");
  const acts = new Acts();
  let output = "";
  const url = await new Promise<string | undefined>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"url":"(http:[^"]+)"/.exec(output);
      if (found !== null) resolve(found[1]);
    });
    child.once("exit", () => resolve(undefined));
  });
  if (url !== undefined && (await acts.sendUntilRefused(url, turn + 3)) === undefined) stopTraced(child.pid as number);
  const [end] = await ended;
  const verified = runCommand("verify", "--data", directory);
  const reported = verified.status === 0 ? undefined : verified.stderr.split(":")[0];
  const faults = reported === undefined ? await acts.faults(directory) : [];
  return { end, acknowledged: acts.acknowledged.size, reported, faults };
}
