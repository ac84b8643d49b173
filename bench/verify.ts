import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { benchRow, type BenchOptions, type BenchRow } from "./Bench.ts";
import { randomFrom } from "../scripts/randomFrom.ts";
import { BillActs, MEMBERS, sendAll } from "./billActs.ts";
import { startLading } from "./ledger/engines.ts";
import { prepareLedger } from "./ledger/titleActs.ts";

const main = fileURLToPath(new URL("../ledger-node/src/main.ts", import.meta.url));

type Report = { verified: boolean; blocks: number; transactions: number; records: number; seconds: number };

/** Runs `lading-node verify` to its end. */
async function verify(directory: string): Promise<Report> {
  const child = spawn(process.execPath, [main, "verify", "--data", directory, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await once(child, "close");
  return JSON.parse(output) as Report;
}

/**
 * Fills a chain through JSON-RPC with acts on bills, half of them new bills, and lets `lading-node verify` execute it again. Every act that
 * was sent must be among those executed again. `--size` says how many acts; the campaign is 100,000.
 */
export async function run({ quick, size }: BenchOptions): Promise<BenchRow[]> {
  const wanted = size ?? (quick ? 1_000 : 2_000);
  const directory = mkdtempSync(join(tmpdir(), "lading-verify-"));
  try {
    const engine = await startLading({ directory });
    const ledger = await prepareLedger(engine, MEMBERS);
    const acts = new BillActs(ledger);
    const random = randomFrom(wanted);
    const bills = Math.ceil(wanted / 2);
    await sendAll(engine.url, bills, (index) => acts.issue(index));
    const begun = performance.now();
    await sendAll(engine.url, wanted - bills, () => acts.sign(Math.floor(random() * bills)));
    const filled = (performance.now() - begun) / 1000;
    await engine.stop();
    const report = await verify(directory);
    if (!report.verified || report.transactions < wanted)
      throw new Error(`${wanted} acts were sent; verify says ${JSON.stringify(report)}`);
    const named = `${wanted.toLocaleString("en")} acts in ${report.blocks.toLocaleString("en")} blocks`;
    const alone = { peer: null, peerName: null, goal: null } as const;
    return [
      benchRow({
        what: `verify of ${named}: executed again and checked`,
        unit: "acts/s",
        better: "higher",
        ours: report.transactions / report.seconds,
        ...alone,
      }),
      benchRow({ what: `verify of ${named}: time`, unit: "s", better: "lower", ours: report.seconds, ...alone }),
      benchRow({
        what: "the same acts when they were sent",
        unit: "acts/s",
        better: "higher",
        ours: (wanted - bills) / filled,
        ...alone,
      }),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
