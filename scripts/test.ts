/**
 * Runs everything: static checks, contracts, packages, conformance, faults, stories. The last line is `N passed, N failed`.
 * A skipped test is printed with its reason, and counts as failed where `CI` is set.
 *
 * `npm test -- sdk api` runs only the stages so named.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root, runStage } from "./stage.ts";

type Stage = { name: string; commands: string[][] };
type Tally = { passed: number; failed: number; skipped: number };

const mocha = (folder: string): string[] => ["mocha", `test/${folder}/**/*.test.ts`];
const stages: Stage[] = [
  {
    name: "generated",
    commands: [
      ["hardhat", "build", "--quiet"],
      ["node", "scripts/bindings.ts", "--check"],
      ["node", "scripts/snapshots.ts", "--check"],
      ["node", "scripts/natspec.ts"],
    ],
  },
  { name: "lint", commands: [["node", "scripts/lint.ts"]] },
  { name: "typecheck", commands: [["tsc", "-p", "tsconfig.json"]] },
  {
    name: "contracts",
    // By name: without names Hardhat runs every TypeScript file of the folder, support files and campaigns too.
    commands: [
      ["hardhat", "test", "solidity"],
      ["hardhat", "test", "mocha", "--no-compile", ...testFiles("contracts")],
    ],
  },
  ...["sdk", "ledger-node", "api", "wallet-cli", "web", "conformance", "bench", "scripts", "faults", "stories"].map(
    (folder) => ({
      name: folder,
      commands: [mocha(folder)],
    }),
  ),
];

function testFiles(folder: string): string[] {
  const path = join(root, "test", folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".test.ts"))
    .sort()
    .map((file) => `test/${folder}/${file}`);
}

/** Counts of a test runner's closing lines; a command that is no test runner is one check. */
function tally(output: string, status: number): Tally {
  const sum = (pattern: RegExp): number =>
    [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
  const counts = {
    passed: sum(/^\s*(\d+) passing/gm),
    failed: sum(/^\s*(\d+) failing/gm),
    skipped: sum(/^\s*(\d+) (?:pending|skipped)/gm),
  };
  const ranTests = counts.passed + counts.failed + counts.skipped > 0;
  if (!ranTests) return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  // A runner that failed without a failing test (a hook, a crash) has failed all the same.
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`unknown stage ${unknown.join(", ")}; accepted: ${stages.map((stage) => stage.name).join(", ")}`);
  process.exit(2);
}

const total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const stage of stages) {
  if (wanted.length > 0 && !wanted.includes(stage.name)) continue;
  if (stage.commands[0]![0] === "mocha" && testFiles(stage.name).length === 0) continue;
  const begun = Date.now();
  console.log(`\n=== ${stage.name}`);
  for (const command of stage.commands) {
    const { status, output } = await runStage(command, { echo: true });
    const counts = tally(output, status);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  console.log(`=== ${stage.name} took ${((Date.now() - begun) / 1000).toFixed(0)} s`);
}

if (total.skipped > 0) {
  console.log(`\n${total.skipped} skipped: each says why above${process.env.CI ? "; in CI a skip is a failure" : ""}`);
  if (process.env.CI) total.failed += total.skipped;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
