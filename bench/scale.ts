import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchRow, median, type BenchOptions, type BenchRow } from "./Bench.ts";
import { randomFrom } from "../scripts/randomFrom.ts";
import { BillActs, MEMBERS, sendAll } from "./billActs.ts";
import { memoryOf, startLading, type RunningEngine } from "./ledger/engines.ts";
import { prepareLedger, type BenchLedger } from "./ledger/titleActs.ts";

const SMALL = 1_000;

/** Acts of one measurement: one new bill for two acts on bills that exist. */
const MEASURED = 9_000;

const ROUNDS = 3;

/**
 * Most acts before the first round, which are not counted: what a million acts of another kind left is tidied meanwhile, by the garbage
 * collector and in level's files, as in a ledger that runs. No more than there are bills, so that a small ledger stays small.
 */
const WARM_UP = 30_000;

/** Of which bill the next act is, where so many exist: of the latest, as a day's bills are worked on; or of any there ever was. */
type Draw = (existing: number, at: number) => number;
const latest: Draw = (existing, at) => existing - 1 - at;
const any = (seed: number): Draw => {
  const random = randomFrom(seed);
  return (existing) => Math.floor(random() * existing);
};

/** A ledger that grows. */
class Growing {
  bills = 0;
  readonly #ledger: BenchLedger;

  constructor(ledger: BenchLedger) {
    this.#ledger = ledger;
  }

  /** Issues bills until there are so many. */
  async growTo(bills: number, engine: RunningEngine): Promise<void> {
    const acts = new BillActs({ ...this.#ledger, engine });
    const first = this.bills;
    await sendAll(engine.url, bills - first, (index) => acts.issue(first + index));
    this.bills = bills;
  }

  /** Acts per second; the acts before are not counted. */
  async rate(engine: RunningEngine, draw: Draw, before: number): Promise<number> {
    const acts = new BillActs({ ...this.#ledger, engine });
    const raw: string[] = [];
    while (raw.length < MEASURED + before) {
      raw.push(acts.issue(this.bills++));
      for (let more = 0; more < 2; more++) raw.push(acts.sign(draw(this.bills, more)));
    }
    if (before > 0) await sendAll(engine.url, before, (index) => raw[index] as string);
    const started = performance.now();
    await sendAll(engine.url, raw.length - before, (index) => raw[before + index] as string);
    return (raw.length - before) / ((performance.now() - started) / 1000);
  }
}

type Measured = { latest: number; any: number; cold: number; start: number; memory: number };

/** Measures at one size: in the node that runs, then in one that starts anew and has to read its state from disk. */
async function measure(growing: Growing, directory: string, running: RunningEngine): Promise<Measured> {
  const rates = { latest: [] as number[], any: [] as number[], cold: [] as number[] };
  // One kind after the other: rounds in turn would give each what the other left to be tidied, in memory and in level's files.
  const warmUp = Math.min(WARM_UP, growing.bills);
  for (let round = 0; round < ROUNDS; round++) {
    rates.latest.push(await growing.rate(running, latest, round === 0 ? warmUp : 0));
  }
  for (let round = 0; round < ROUNDS; round++) {
    rates.any.push(await growing.rate(running, any(round), round === 0 ? warmUp : 0));
  }
  const memory = memoryOf(running.pid);
  await running.stop();
  let start = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    const engine = await startLading({ directory });
    start = performance.now() - begun;
    rates.cold.push(await growing.rate(engine, any(round), 600));
    await engine.stop();
  }
  return { latest: median(rates.latest), any: median(rates.any), cold: median(rates.cold), start, memory };
}

/**
 * The same acts on a ledger of a thousand bills and of a million: does it hold its speed, its memory and its start? Every bill is issued
 * through JSON-RPC and durable (`--size` says how many). The goal is about a ledger that runs and the bills of the day; the harder cases,
 * acts on any bill there ever was and a node whose caches are empty, are shown beside it.
 */
export async function run({ quick, size }: BenchOptions): Promise<BenchRow[]> {
  const large = size ?? (quick ? 20_000 : 1_000_000);
  const directory = mkdtempSync(join(tmpdir(), "lading-scale-"));
  try {
    const first = await startLading({ directory });
    const growing = new Growing(await prepareLedger(first, MEMBERS));
    await growing.growTo(SMALL, first);
    const small = await measure(growing, directory, first);
    const second = await startLading({ directory });
    await growing.growTo(large, second);
    const big = await measure(growing, directory, second);
    const named = large.toLocaleString("en");
    const rate = {
      unit: "acts/s",
      better: "higher",
      peerName: `itself at ${SMALL.toLocaleString("en")} bills`,
    } as const;
    const cost = { ...rate, better: "lower", goal: null } as const;
    return [
      benchRow({
        ...rate,
        what: `title acts per second with ${named} bills, on the latest bills`,
        ours: big.latest,
        peer: small.latest,
        goal: 0.8,
      }),
      benchRow({ ...rate, what: `the same on any bill`, ours: big.any, peer: small.any, goal: null }),
      benchRow({ ...rate, what: `the same on any bill, after a start`, ours: big.cold, peer: small.cold, goal: null }),
      benchRow({
        ...cost,
        unit: "MiB",
        what: `resident memory with ${named} bills`,
        ours: big.memory,
        peer: small.memory,
      }),
      benchRow({ ...cost, unit: "ms", what: `start with ${named} bills`, ours: big.start, peer: small.start }),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
