import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchRow, median, type BenchRow } from "./Bench.ts";
import { memoryOf, sealByClock, startAnvil, startHardhat, startLading } from "./ledger/engines.ts";
import {
  confirmed,
  prepareLedger,
  sendBatch,
  signActs,
  signBatchedActs,
  signedActsOf,
  type BenchLedger,
} from "./ledger/titleActs.ts";

/** Members of the benchmark's ledger: as many senders work side by side. */
const MEMBERS = 50;

/** Acts of one JSON-RPC batch. */
const BATCH = 100;

/**
 * Connections that send side by side, to our node and to anvil. A node that answers when a block is durable is kept busy by the next
 * batches meanwhile. Hardhat's node refuses a nonce that comes before its predecessor, so it gets one, and so does our node where it is
 * compared with it.
 */
const CONNECTIONS = 6;

type Measured = { perSecond: number };

/** Acts per second from the first byte sent until the last act is in a block. */
async function measureActs(
  ledger: BenchLedger,
  raw: readonly string[],
  acts: number,
  connections = CONNECTIONS,
): Promise<Measured> {
  const { url } = ledger.engine;
  const hashes: string[][] = [];
  const together = (BATCH * raw.length) / acts;
  const started = performance.now();
  let next = 0;
  const connection = async (): Promise<void> => {
    while (next < raw.length) {
      const at = next;
      next += together;
      hashes[at] = await sendBatch(url, raw.slice(at, at + together));
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const receipt = await confirmed(url, hashes.at(-1)?.at(-1) as string);
  const seconds = (performance.now() - started) / 1000;
  if (receipt.status !== "0x1") throw new Error(`an act failed on ${ledger.engine.name}`);
  if (acts > raw.length) {
    let performed = 0;
    for (const hash of hashes.flat()) performed += signedActsOf(await confirmed(url, hash));
    if (performed !== acts) throw new Error(`${performed} of ${acts} signed acts were performed`);
  }
  return { perSecond: acts / seconds };
}

/** Time of one act alone, sent and durable, in milliseconds: median and 99th percentile. */
async function measureLatency(ledger: BenchLedger, raw: readonly string[]): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  for (const transaction of raw) {
    const started = performance.now();
    const [hash] = await sendBatch(ledger.engine.url, [transaction]);
    await confirmed(ledger.engine.url, hash as string);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { p50: times[times.length >> 1] as number, p99: times[Math.floor(times.length * 0.99)] as number };
}

type Round = {
  single: number;
  oneByOne: number;
  batched: number;
  p50: number;
  p99: number;
  memory: number;
  restart: number;
};

type Sizes = { single: number; batched: number; lone: number; peer: number; hardhat: number };

/** The first acts warm an engine up and are not counted: a ledger runs for months. */
const WARM_UP = 6_000;

async function rate(ledger: BenchLedger, count: number, first: number, connections = CONNECTIONS): Promise<number> {
  return (await measureActs(ledger, await signActs(ledger, count, first), count, connections)).perSecond;
}

async function measureLading(sizes: Sizes): Promise<Round> {
  const directory = mkdtempSync(join(tmpdir(), "lading-bench-"));
  try {
    const engine = await startLading({ directory });
    const ledger = await prepareLedger(engine, MEMBERS);
    await rate(ledger, WARM_UP, 1);
    const single = await rate(ledger, sizes.single, 10_000);
    const oneByOne = await rate(ledger, sizes.hardhat, 30_000, 1);
    const warm = await signBatchedActs(ledger, WARM_UP, 100_000);
    await measureActs(ledger, warm.raw, warm.acts);
    const batches = await signBatchedActs(ledger, sizes.batched, 200_000);
    const batched = (await measureActs(ledger, batches.raw, batches.acts)).perSecond;
    const latency = await measureLatency(ledger, await signActs(ledger, sizes.lone, 90_000));
    const memory = memoryOf(engine.pid);
    await engine.stop();
    const started = performance.now();
    const again = await startLading({ directory });
    const restart = performance.now() - started;
    await again.stop();
    return { single, oneByOne, batched, ...latency, memory, restart };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measureAnvil(sizes: Sizes): Promise<{ single: number; p50: number; p99: number }> {
  const engine = await startAnvil();
  try {
    const ledger = await prepareLedger(engine, MEMBERS);
    const latency = await measureLatency(ledger, await signActs(ledger, sizes.lone, 90_000));
    await sealByClock(engine);
    await rate(ledger, WARM_UP, 1);
    return { single: await rate(ledger, sizes.peer, 10_000), ...latency };
  } finally {
    await engine.stop();
  }
}

async function measureHardhat(sizes: Sizes): Promise<number> {
  const engine = await startHardhat();
  try {
    const ledger = await prepareLedger(engine, MEMBERS);
    await rate(ledger, WARM_UP, 1, 1);
    return await rate(ledger, sizes.hardhat, 10_000, 1);
  } finally {
    await engine.stop();
  }
}

/**
 * Durable title acts through JSON-RPC against anvil and Hardhat's node, both in memory: the real contracts, the same acts, the same run.
 * anvil is measured in the mode in which it is fastest (blocks by the clock, without gas limit); for one act alone, sealing at once.
 */
export async function run({ quick }: { quick: boolean }): Promise<BenchRow[]> {
  const sizes: Sizes = quick
    ? { single: 6_000, batched: 6_000, lone: 60, peer: 6_000, hardhat: 1_500 }
    : { single: 9_000, batched: 9_000, lone: 200, peer: 9_000, hardhat: 3_000 };
  const lading: Round[] = [];
  const anvil: { single: number; p50: number; p99: number }[] = [];
  const hardhat: number[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    lading.push(await measureLading(sizes));
    anvil.push(await measureAnvil(sizes));
    hardhat.push(await measureHardhat(sizes));
  }
  const ours = (pick: (round: Round) => number): number => median(lading.map(pick));
  const peer = (pick: (round: { single: number; p50: number; p99: number }) => number): number =>
    median(anvil.map(pick));
  const rates = { unit: "acts/s", better: "higher" } as const;
  const lone = { unit: "ms", better: "lower", peerName: "anvil, in memory", goal: null } as const;
  const alone = { peer: null, peerName: null, goal: null, better: "lower" } as const;
  const anvilRate = peer((round) => round.single);
  const single = ours((round) => round.single);
  const what = "title acts, durable, one a transaction";
  return [
    benchRow({ ...rates, what, ours: single, peer: anvilRate, peerName: "anvil, in memory", goal: 0.7 }),
    benchRow({
      ...rates,
      what: `${what}, one connection`,
      ours: ours((round) => round.oneByOne),
      peer: median(hardhat),
      peerName: "hardhat node, in memory",
      goal: 3,
    }),
    benchRow({
      ...rates,
      what: "title acts, durable, signed, fifty a transaction",
      ours: ours((round) => round.batched),
      peer: anvilRate,
      peerName: "anvil, in memory, one a transaction",
      goal: 1,
    }),
    benchRow({
      ...lone,
      what: "one act alone, sent and durable, median",
      ours: ours((round) => round.p50),
      peer: peer((round) => round.p50),
    }),
    benchRow({
      ...lone,
      what: "one act alone, sent and durable, p99",
      ours: ours((round) => round.p99),
      peer: peer((round) => round.p99),
    }),
    benchRow({ ...alone, what: "start on the chain of this run", unit: "ms", ours: ours((round) => round.restart) }),
    benchRow({ ...alone, what: "resident memory after the run", unit: "MiB", ours: ours((round) => round.memory) }),
  ];
}
