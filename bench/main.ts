/**
 * Runs one benchmark: `npm run -s bench -- <name> [--quick] [--size <n>] [--json]`. Peers are measured in the same run.
 * `--json` prints one object, otherwise a table for people. Exits 1 when a goal is missed.
 */
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import type { BenchRow, BenchModule } from "./Bench.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    size: { type: "string" },
  },
});
const known = readdirSync(new URL(".", import.meta.url))
  .filter((file) => /^[a-z]+\.ts$/.test(file) && file !== "main.ts")
  .map((file) => file.slice(0, -3));
const name = positionals[0] ?? "";
if (!known.includes(name)) {
  console.error(`benchmark "${name}" is unknown; accepted: ${known.join(", ")}`);
  process.exit(2);
}

if (values.size !== undefined && !/^[1-9]\d{3,7}$/.test(values.size)) {
  console.error(`--size is "${values.size}"; accepted are whole numbers from 1000 to 99999999`);
  process.exit(2);
}

const { run } = (await import(`./${name}.ts`)) as BenchModule;
const rows = await run({ quick: values.quick, ...(values.size === undefined ? {} : { size: Number(values.size) }) });
if (values.json) console.log(JSON.stringify({ name, rows }));
else console.log(table(rows));
process.exit(rows.every((row) => row.met !== false) ? 0 : 1);

function table(all: readonly BenchRow[]): string {
  const cells = [
    ["what", "unit", "ours", "peer", "ratio", "goal", ""],
    ...all.map((row) => [
      row.what,
      row.unit,
      figure(row.ours),
      row.peer === null ? "–" : `${figure(row.peer)} (${row.peerName})`,
      row.ratio === null ? "–" : row.ratio.toFixed(3),
      row.goal === null ? "–" : `${row.better === "lower" ? "≤" : "≥"} ${row.goal}`,
      row.met === null ? "" : row.met ? "met" : "MISSED",
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function figure(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 2 : 0 });
}
