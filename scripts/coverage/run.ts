/**
 * Runs the tests of the contracts and prints which part of their lines and branches they reach: `npm run coverage:contracts`.
 * `-- <test files>` runs only those. Ends with 1 where a test fails, or where the total of lines or of branches is under 98 %.
 *
 * Lines are Hardhat's own statement coverage. Branches are ours (branches.ts): every single condition, as true and as false.
 */
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, runStage } from "../stage.ts";
import type { BranchRecord } from "./plugin.ts";

/** Issue 3: "Line and branch coverage of contracts printed, ≥ 98 %". */
const GOAL = 98;

const chosen = process.argv.slice(2);
const tests =
  chosen.length > 0
    ? chosen
    : readdirSync(join(root, "test/contracts"), { recursive: true })
        .map((file) => `test/contracts/${String(file)}`)
        // The abstract machines are no contracts of ours.
        .filter((file) => file.endsWith(".test.ts") && !file.includes("/formal/"))
        .sort();

// Marks are made while compiling: what is compiled already would not be counted.
rmSync(join(root, "coverage"), { recursive: true, force: true });
const { status, output } = await runStage(["hardhat", "test", "mocha", "--coverage", ...tests]);
if (status !== 0) {
  process.stdout.write(output);
  process.exit(1);
}
console.log(/^\s*\d+ passing.*$/m.exec(output)?.[0].trim());

type Row = { path: string; lines: [number, number]; branches: [number, number]; missed: string[] };
const { files, taken } = JSON.parse(readFileSync(join(root, "coverage/branches.json"), "utf8")) as BranchRecord;
const reached = new Set(taken);
const rows = readFileSync(join(root, "coverage/lcov.info"), "utf8")
  .split("end_of_record")
  .flatMap((record): Row[] => {
    const path = /SF:(.*)/.exec(record)?.[1];
    if (path === undefined || !path.startsWith("contracts/src/")) return [];
    const lines = [...record.matchAll(/DA:(\d+),(\d+)/g)].map(
      ([, line, count]) => [Number(line), Number(count)] as const,
    );
    const branches = files[path] ?? [];
    const ways = branches.flatMap(({ line, asked, ways }) => ways.map((way) => ({ line, asked, ...way })));
    if (lines.length === 0 && ways.length === 0) return [];
    return [
      {
        path: path.replace("contracts/src/", ""),
        lines: [lines.filter(([, count]) => count > 0).length, lines.length],
        branches: [ways.filter(({ tag }) => reached.has(tag)).length, ways.length],
        missed: [
          ...lines.filter(([, count]) => count === 0).map(([line]) => `${path}:${line} not reached`),
          ...ways
            .filter(({ tag }) => !reached.has(tag))
            .map(({ line, asked, way }) => `${path}:${line} ${asked} never ${way}`),
        ],
      },
    ];
  })
  .sort((a, b) => (a.path < b.path ? -1 : 1));

const sum = (pick: (row: Row) => [number, number]): [number, number] =>
  rows.map(pick).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
const percent = ([part, whole]: [number, number]): number => (whole === 0 ? 100 : (100 * part) / whole);
const cell = (counts: [number, number]): string =>
  `${percent(counts).toFixed(2).padStart(7)} % ${`${counts[0]}/${counts[1]}`.padStart(10)}`;
const total = { lines: sum(({ lines }) => lines), branches: sum(({ branches }) => branches) };

console.log(`\n${"file".padEnd(32)}${"lines".padStart(20)}${"branches".padStart(22)}`);
for (const { path, lines, branches } of rows) console.log(`${path.padEnd(32)}${cell(lines)}  ${cell(branches)}`);
console.log(`${"total".padEnd(32)}${cell(total.lines)}  ${cell(total.branches)}`);
for (const line of rows.flatMap(({ missed }) => missed)) console.log(`  ${line}`);

if (percent(total.lines) < GOAL || percent(total.branches) < GOAL) {
  console.log(`under ${GOAL} %`);
  process.exit(1);
}
