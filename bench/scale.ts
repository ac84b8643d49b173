import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { benchRow, median, type BenchOptions, type BenchRow } from "./Bench.ts";
import { randomFrom } from "../scripts/randomFrom.ts";
import { BillActs, MEMBERS, sendAll } from "./billActs.ts";
import { memoryOf, startLading, type RunningEngine } from "./ledger/engines.ts";
import { prepareLedger, type BenchLedger } from "./ledger/titleActs.ts";

const SMALL = 1_000;

/** Acts of one measurement: one new bill for two acts on bills that exist. */
const MEASURED = 6_000;

const ROUNDS = 5;

/** Acts before the first round of a kind, which are not counted: they warm code up. */
const WARM_UP = 9_000;

/**
 * The same in the ledger that is large: what a million acts of one kind left is tidied meanwhile, by the garbage collector and in level's
 * files, as in a ledger that runs.
 */
const LARGE_WARM_UP = 30_000;

/** The same for a node that has just started, which is to be seen while it is cold. */
const COLD_WARM_UP = 600;

/** Before each round. */
const PAUSE_MILLISECONDS = 3_000;

/** Of which bill the next act is, where so many exist: of the latest, as a day's bills are worked on; or of any there ever was. */
type Draw = (existing: number, at: number) => number;
const latest: Draw = (existing, at) => existing - 1 - at;
const any = (seed: number): Draw => {
  const random = randomFrom(seed);
  return (existing) => Math.floor(random() * existing);
};

/** A ledger that grows, in a directory of its own. */
class Growing {
  bills = 0;
  engine: RunningEngine;
  readonly #directory: string;
  readonly #ledger: BenchLedger;

  private constructor(directory: string, engine: RunningEngine, ledger: BenchLedger) {
    this.#directory = directory;
    this.engine = engine;
    this.#ledger = ledger;
  }

  /** A new ledger with so many bills. */
  static async to(bills: number, directory: string): Promise<Growing> {
    const engine = await startLading({ directory });
    const growing = new Growing(directory, engine, await prepareLedger(engine, MEMBERS));
    const acts = new BillActs({ ...growing.#ledger, engine });
    await sendAll(engine.url, bills, (index) => acts.issue(index));
    growing.bills = bills;
    return growing;
  }

  /** Starts the stopped node anew; how long it took in milliseconds. */
  async start(): Promise<number> {
    const begun = performance.now();
    this.engine = await startLading({ directory: this.#directory });
    return performance.now() - begun;
  }

  /** Acts per second; the acts before are not counted. */
  async rate(draw: Draw, before: number): Promise<number> {
    const { engine } = this;
    const acts = new BillActs({ ...this.#ledger, engine });
    const raw: string[] = [];
    while (raw.length < MEASURED + before) {
      raw.push(acts.issue(this.bills++));
      for (let more = 0; more < 2; more++) raw.push(acts.sign(draw(this.bills, more)));
    }
    // Meanwhile the other ledgers' nodes end what they do beside answering: level sorts files, and the collector looks through what is idle.
    await setTimeout(PAUSE_MILLISECONDS);
    if (before > 0) await sendAll(engine.url, before, (index) => raw[index] as string);
    const started = performance.now();
    await sendAll(engine.url, raw.length - before, (index) => raw[before + index] as string);
    return (raw.length - before) / ((performance.now() - started) / 1000);
  }
}

/** What is measured of each ledger. */
type Measured = { latest: number[]; any: number[]; cold: number[]; start: number[]; memory: number };

/** Measures ledgers in rounds, each in turn: a machine that many share is faster at one time than at another. */
async function measure(ledgers: readonly Growing[]): Promise<Measured[]> {
  const measured = ledgers.map((ledger) => ({
    ledger,
    warmUp: ledger.bills > LARGE_WARM_UP ? LARGE_WARM_UP : WARM_UP,
    latest: [] as number[],
    any: [] as number[],
    cold: [] as number[],
    start: [] as number[],
    memory: 0,
  }));
  // One kind of acts after the other: in turn, each would have to tidy what the other left in memory and in level's files.
  for (let round = 0; round < ROUNDS; round++) {
    for (const { ledger, latest: rates, warmUp } of measured) {
      rates.push(await ledger.rate(latest, round === 0 ? warmUp : 0));
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { ledger, any: rates, warmUp } of measured) {
      rates.push(await ledger.rate(any(round), round === 0 ? warmUp : 0));
    }
  }
  for (const each of measured) {
    each.memory = memoryOf(each.ledger.engine.pid);
    await each.ledger.engine.stop();
  }
  // In the node that starts anew, and has to read its state from disk.
  for (let round = 0; round < ROUNDS; round++) {
    for (const { ledger, cold, start } of measured) {
      start.push(await ledger.start());
      cold.push(await ledger.rate(any(round), COLD_WARM_UP));
      await ledger.engine.stop();
    }
  }
  return measured;
}

/**
 * The same acts on a ledger of a thousand bills and of a million: does it hold its speed, its memory and its start? Every bill is issued
 * through JSON-RPC and durable (`--size` says how many). The goal is about a ledger that runs and the bills of the day; the harder cases,
 * acts on any bill there ever was and a node whose caches are empty, are shown beside it.
 */
export async function run({ quick, size }: BenchOptions): Promise<BenchRow[]> {
  const large = size ?? (quick ? 20_000 : 1_000_000);
  const directory = mkdtempSync(join(tmpdir(), "lading-scale-"));
  const ledgers: Growing[] = [];
  try {
    for (const bills of [large, SMALL]) ledgers.push(await Growing.to(bills, mkdtempSync(join(directory, "node-"))));
    const [big, small] = (await measure(ledgers)) as [Measured, Measured];
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
        ours: median(big.latest),
        peer: median(small.latest),
        goal: 0.8,
      }),
      benchRow({ ...rate, what: `the same on any bill`, ours: median(big.any), peer: median(small.any), goal: null }),
      benchRow({
        ...rate,
        what: `the same on any bill, after a start`,
        ours: median(big.cold),
        peer: median(small.cold),
        goal: null,
      }),
      benchRow({
        ...cost,
        unit: "MiB",
        what: `resident memory with ${named} bills`,
        ours: big.memory,
        peer: small.memory,
      }),
      benchRow({
        ...cost,
        unit: "ms",
        what: `start with ${named} bills`,
        ours: median(big.start),
        peer: median(small.start),
      }),
    ];
  } finally {
    for (const { engine } of ledgers) await engine.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
