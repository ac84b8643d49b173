import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { titleRegistryAbi } from "@lading/contracts";
import { AbiCoder, Interface, keccak256 } from "ethers";
import { benchRow, median, type BenchRow } from "./Bench.ts";
import { memoryOf, startLading } from "./ledger/engines.ts";
import { fastSign } from "./ledger/fastSign.ts";
import { confirmed, prepareLedger, reference, sendBatch, type BenchLedger } from "./ledger/titleActs.ts";

const titles = new Interface(titleRegistryAbi);
const MEMBERS = 50;
const BATCH = 100;
const CONNECTIONS = 3;
const GAS = 400_000;
const SMALL = 1_000;

/** Acts of one measurement: one new bill for two acts on bills drawn at random from all there are. */
const MEASURED = 3_000;

/** A generator of numbers that is the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Writes acts for a ledger, by number of the bill: its carrier and holder follow from the number. */
class Acts {
  readonly #ledger: BenchLedger;
  readonly #keys: Uint8Array[];
  readonly #to: Uint8Array;
  readonly #coder = AbiCoder.defaultAbiCoder();

  constructor(ledger: BenchLedger) {
    this.#ledger = ledger;
    this.#keys = ledger.officers.map((officer) => Buffer.from(officer.privateKey.slice(2), "hex"));
    this.#to = Buffer.from(ledger.registry.slice(2), "hex");
  }

  #sign(who: number, call: string): string {
    const nonce = this.#ledger.nonces[who] as number;
    this.#ledger.nonces[who] = nonce + 1;
    const data = Buffer.from(call.slice(2), "hex");
    return fastSign(this.#keys[who] as Uint8Array, { chainId: 19_524, nonce, gas: GAS, to: this.#to, data });
  }

  issue(bill: number): string {
    const who = bill % MEMBERS;
    const member = this.#ledger.firstMember + who;
    const word = (value: number): string => value.toString(16).padStart(64, "0");
    const named = reference(bill).slice(2);
    const call = [word(member), named, word(1), word(member), word(member), named, word(0)].join("");
    return this.#sign(who, `${titles.getFunction("issue")!.selector}${call}`);
  }

  sign(bill: number): string {
    const who = bill % MEMBERS;
    const member = this.#ledger.firstMember + who;
    const title = keccak256(this.#coder.encode(["uint32", "bytes32"], [member, reference(bill)]));
    return this.#sign(who, `${titles.getFunction("sign")!.selector}${title.slice(2)}${title.slice(2)}`);
  }
}

/** Sends over several connections until all is durable. A batch is written when it is its turn, so that a million never lie in memory. */
async function send(url: string, count: number, write: (index: number) => string): Promise<void> {
  let next = 0;
  let last = "";
  const connection = async (): Promise<void> => {
    while (next < count) {
      const size = Math.min(BATCH, count - next);
      const raw = Array.from({ length: size }, () => write(next++));
      last = (await sendBatch(url, raw)).at(-1) as string;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const receipt = await confirmed(url, last);
  if (receipt.status !== "0x1") throw new Error("an act failed");
}

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
    const acts = new Acts({ ...before, engine });
    const random = randomFrom(round + bills);
    const raw: string[] = [];
    const total = known;
    while (raw.length < MEASURED) {
      raw.push(acts.issue(known++));
      for (let more = 0; more < 2; more++) raw.push(acts.sign(Math.floor(random() * total)));
    }
    // The first acts warm code up, not state.
    await send(engine.url, 600, (index) => raw[index] as string);
    const first = performance.now();
    await send(engine.url, raw.length - 600, (index) => raw[index + 600] as string);
    rates.push((raw.length - 600) / ((performance.now() - first) / 1000));
    memory = memoryOf(engine.pid);
    await engine.stop();
  }
  return { perSecond: median(rates), start, memory, bills: known };
}

/**
 * The same acts on a ledger of a thousand bills and of a million: does it hold its speed, its memory and its start? Every bill is issued
 * through JSON-RPC and durable; the node is started anew before each measurement, so that it reads its state from disk.
 */
export async function run({ quick }: { quick: boolean }): Promise<BenchRow[]> {
  const large = quick ? 20_000 : 1_000_000;
  const directory = mkdtempSync(join(tmpdir(), "lading-scale-"));
  try {
    const engine = await startLading({ directory });
    const ledger = await prepareLedger(engine, MEMBERS);
    const acts = new Acts(ledger);
    await send(engine.url, SMALL, (index) => acts.issue(index));
    await engine.stop();
    const small = await measure(directory, ledger, SMALL);
    const growing = await startLading({ directory });
    const more = new Acts({ ...ledger, engine: growing });
    await send(growing.url, large - small.bills, (index) => more.issue(small.bills + index));
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
