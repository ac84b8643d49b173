import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Wallet } from "ethers";
import { ask, result, runCommand, startNode } from "../../ledger-node/support.ts";
import { Acts } from "./load.ts";

const main = fileURLToPath(new URL("../../../ledger-node/src/main.ts", import.meta.url));

/** Stops the node under strace, if both are still there: strace itself would leave it running. */
function stopTraced(strace: ChildProcess): void {
  if (strace.exitCode !== null || strace.signalCode !== null) return;
  const children = `/proc/${strace.pid}/task/${strace.pid}/children`;
  for (const pid of (existsSync(children) ? readFileSync(children, "utf8") : "").trim().split(" ")) {
    if (pid === "") continue;
    try {
      process.kill(Number(pid), "SIGTERM");
    } catch (error) {
      // It was killed by its sync in the meantime.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

/** What strace does at one call of a node: `syscalls:what:when=n`, where it counts each thread and each kind of call by itself. */
type Injection = { syscalls: string; what: string; when: number };

/**
 * A node under strace. All that level writes, it writes on one thread, so that the n-th call is the same one in every run.
 *
 * @param inject what is done to the node; without it calls are only written to `log`
 */
async function startTraced(
  directory: string,
  inject: Injection | undefined,
  log = "/dev/null",
): Promise<{ url: string | undefined; ended: Promise<unknown[]>; stop: () => void }> {
  const injected = inject === undefined ? [] : ["-e", `inject=${inject.syscalls}:${inject.what}:when=${inject.when}`];
  const traced = ["-f", "-qq", "-o", log, "-e", "trace=fsync,fdatasync", ...injected];
  const started = [process.execPath, main, "start", "--data", directory, "--port", "0", "--json-log"];
  const child = spawn("strace", [...traced, ...started], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
  });
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
  return { url, ended, stop: () => stopTraced(child) };
}

/** How often level's thread syncs before the node serves; the other threads must have done so less often by then. */
async function syncsOfAStart(sound: string, directory: string): Promise<number> {
  cpSync(sound, directory, { recursive: true });
  const log = `${directory}.strace`;
  const node = await startTraced(directory, undefined, log);
  const acts = new Acts();
  // Acts tell level's thread from the others.
  if (node.url === undefined) throw new Error("the node did not start under strace");
  await acts.sendUntilRefused(node.url, 20);
  node.stop();
  await node.ended;
  const counts = new Map<string, number>();
  for (const [, thread = ""] of readFileSync(log, "utf8").matchAll(/^(\d+) +fdatasync/gm))
    counts.set(thread, (counts.get(thread) ?? 0) + 1);
  const most = Math.max(...counts.values());
  if (acts.acknowledged.size !== 20 || most <= 20)
    throw new Error(`${acts.acknowledged.size} of 20 acts, synced by ${most} calls of one thread`);
  return most - 20;
}

/** What came of the kills. `faults` says in words what is wrong, with the sync at which the node died. */
export type Kills = { kills: number; acknowledged: number; faults: string[] };

/**
 * Runs the same run again and again, each time from the same chain: acts, one after the other, each with a sync of its own. It is killed at
 * the sync of the n-th act, for each n that is asked for; then the oracle of {@link Acts.faults} is asked.
 */
export async function killAtSyncsOfActs(base: string, acts: readonly number[]): Promise<Kills> {
  const sound = join(base, "sound");
  await (await startNode(sound)).stop();
  const before = await syncsOfAStart(sound, join(base, "counted"));
  const seen: Kills = { kills: 0, acknowledged: 0, faults: [] };
  for (const act of acts) {
    const directory = join(base, `act-${act}`);
    cpSync(sound, directory, { recursive: true });
    const client = new Acts();
    const node = await startTraced(directory, { syscalls: "fdatasync", what: "signal=KILL", when: before + act });
    if (node.url !== undefined && (await client.sendUntilRefused(node.url, act + 1)) === undefined) node.stop();
    const [, signal] = await node.ended;
    if (signal === "SIGKILL") seen.kills++;
    // Every act before it was answered, this one was not: so it died at the sync that was meant.
    if (client.acknowledged.size !== act - 1)
      seen.faults.push(`act ${act}: ${client.acknowledged.size} acknowledged, ended by ${String(signal)}`);
    seen.acknowledged += client.acknowledged.size;
    for (const fault of await client.faults(directory)) seen.faults.push(`act ${act}: ${fault}`);
    rmSync(directory, { recursive: true });
  }
  return seen;
}

/**
 * Kills a node that begins a chain at each of its syncs until it serves.
 *
 * @param most syncs of one kind at which it is killed
 */
export async function killAtSyncsOfAStart(base: string, most: number): Promise<Kills> {
  const seen: Kills = { kills: 0, acknowledged: 0, faults: [] };
  for (const syscalls of ["fsync", "fdatasync"])
    for (let when = 1; when <= most; when++) {
      const directory = join(base, `${syscalls}-${when}`);
      const node = await startTraced(directory, { syscalls, what: "signal=KILL", when });
      if (node.url !== undefined) {
        node.stop();
        await node.ended;
        break;
      }
      const [, signal] = await node.ended;
      if (signal === "SIGKILL") seen.kills++;
      else seen.faults.push(`${syscalls} ${when}: ended by ${String(signal)}`);
      for (const fault of await new Acts().faults(directory)) seen.faults.push(`${syscalls} ${when}: ${fault}`);
    }
  return seen;
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
  const traced = await startTraced(directory, { syscalls: "fsync,fdatasync", what: `error=${error}`, when: 8 });
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
    { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, UV_THREADPOOL_SIZE: "1" } },
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
  if (url !== undefined && (await acts.sendUntilRefused(url, turn + 3)) === undefined) stopTraced(child);
  const [end] = await ended;
  const verified = runCommand("verify", "--data", directory);
  const reported = verified.status === 0 ? undefined : verified.stderr.split(":")[0];
  const faults = reported === undefined ? await acts.faults(directory) : [];
  return { end, acknowledged: acts.acknowledged.size, reported, faults };
}
