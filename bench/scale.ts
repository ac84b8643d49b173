import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchRow, median, type BenchOptions, type BenchRow } from "./Bench.ts";
import { BillActs, MEMBERS, randomFrom, sendAll } from "./billActs.ts";
import { memoryOf, startLading } from "./ledger/engines.ts";
import { prepareLedger, type BenchLedger } from "./ledger/titleActs.ts";

const SMALL = 1_000;

/** Acts of one measurement: one new bill for two acts on bills drawn at random from all there are. */
const MEASURED = 3_000;

type Measured = { perSecond: number; start: number; memory: number; bills: number };

/** Starts the node anew, so that no cache is warm, and measures acts on the bills there are. */
async function measure(directory: string, before: BenchLedger, bills: number): Promise<Measured> {
  const rates: number[] = [];
  let known = bills;
  let start = 0;
  let memory = 0;
  for (let round = 0; round < 3; round++) {
    const begun = performance.now();
    const engine = await startLading({ directory });
    start = performance.now() - begun;
    const acts = new BillActs({ ...before, engine });
    const random = randomFrom(round + bills);
    const raw: string[] = [];
    const total = known;
    while (raw.length < MEASURED) {
      raw.push(acts.issue(known++));
      for (let more = 0; more < 2; more++) raw.push(acts.sign(Math.floor(random() * total)));
    }
    // The first acts warm code up, not state.
    await sendAll(engine.url, 600, (index) => raw[index] as string);
    const first = performance.now();
    await sendAll(engine.url, raw.length - 600, (index) => raw[index + 600] as string);
    rates.push((raw.length - 600) / ((performance.now() - first) / 1000));
    memory = memoryOf(engine.pid);
    await engine.stop();
  }
  return { perSecond: median(rates), start, memory, bills: known };
}

/**
 * The same acts on a ledger of a thousand bills and of a million: does it hold its speed, its memory and its start? Every bill is issued
 * through JSON-RPC and durable (`--size` says how many); the node is started anew before each measurement, so that it reads its state from disk.
 */
export async function run({ quick, size }: BenchOptions): Promise<BenchRow[]> {
  const large = size ?? (quick ? 20_000 : 1_000_000);
  const directory = mkdtempSync(join(tmpdir(), "lading-scale-"));
  try {
    const engine = await startLading({ directory });
    const ledger = await prepareLedger(engine, MEMBERS);
    const acts = new BillActs(ledger);
    await sendAll(engine.url, SMALL, (index) => acts.issue(index));
    await engine.stop();
    const small = await measure(directory, ledger, SMALL);
    const growing = await startLading({ directory });
    const more = new BillActs({ ...ledger, engine: growing });
    await sendAll(growing.url, large - small.bills, (index) => more.issue(small.bills + index));
    const grown = memoryOf(growing.pid);
    await growing.stop();
    const big = await measure(directory, ledger, large);
    const bills = large.toLocaleString("en");
    const rest = { peerName: `itself at ${SMALL.toLocaleString("en")} bills` } as const;
    return [
      benchRow({
        what: `title acts per second with ${bills} bills, after a start`,
        unit: "acts/s",
        better: "higher",
        ours: big.perSecond,
        peer: small.perSecond,
        goal: 0.8,
        ...rest,
      }),
      benchRow({
        what: `resident memory with ${bills} bills, after the same acts`,
        unit: "MiB",
        better: "lower",
        ours: big.memory,
        peer: small.memory,
        goal: null,
        ...rest,
      }),
      benchRow({
        what: `start with ${bills} bills`,
        unit: "ms",
        better: "lower",
        ours: big.start,
        peer: small.start,
        goal: null,
        ...rest,
      }),
      benchRow({
        what: `resident memory at the end of issuing ${bills} bills`,
        unit: "MiB",
        better: "lower",
        ours: grown,
        peer: null,
        peerName: null,
        goal: null,
      }),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
