/**
 * Breaks one rule of the contracts at a time, in a copy, and tells which test notices: `node test/contracts/mutations/run.ts`.
 * Options: `--only <text>` takes the mutants whose description or file contains the text; `--write` keeps the list in caught.md;
 * `--missing` takes those that the list does not show as caught.
 * Ends with 1 if a mutant survives.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mutantsOf } from "./mutants.ts";
import type { Mutant } from "./mutants.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    write: { type: "boolean", default: false },
    missing: { type: "boolean", default: false },
  },
});
const SURVIVED = "**survived**";
const root = new URL("../../..", import.meta.url).pathname;
const copy = mkdtempSync(join(tmpdir(), "lading-mutations-"));

const parts = ["title", "finance", "members", "base", "support"];
for (const part of ["contracts/src", "contracts/bindings", ...parts.map((name) => `test/contracts/${name}`)]) {
  mkdirSync(join(copy, part), { recursive: true });
  cpSync(join(root, part), join(copy, part), { recursive: true });
}
for (const file of ["package.json", "hardhat.config.ts", "tsconfig.json", "tsconfig.base.json"]) {
  cpSync(join(root, file), join(copy, file));
}
// Other registries are not what is tested here, and only cost compile time.
for (const other of ["release", "credit", "did"])
  rmSync(join(copy, "contracts/src", other), { recursive: true, force: true });
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
// Rules do not depend on the optimiser, and compiling without it is quicker; the code is larger then.
const config = join(copy, "hardhat.config.ts");
writeFileSync(
  config,
  readFileSync(config, "utf8")
    .replace("optimizer: { enabled: true, runs: 200 }", "optimizer: { enabled: false }")
    .replace('const covering = process.argv.includes("--coverage")', "const covering = true"),
);

/** The first test that fails, or null if all pass. */
function firstFailure(tests: string[]): string | null {
  const hardhat = join(root, "node_modules/hardhat/dist/src/cli.js");
  const { stdout, stderr, status } = spawnSync(process.execPath, [hardhat, "test", "mocha", ...tests], {
    cwd: copy,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status === 0) return null;
  const failing = /\n {2}1\) ([^\n]+(?:\n {7,}[^\n]+)*?):\n/.exec(stdout)?.[1];
  if (failing === undefined) return `(did not run: ${(stderr || stdout).trim().split("\n")[0]})`;
  return failing.split(/\n\s*/).join(" › ");
}

const caughtBy = new URL("caught.md", import.meta.url);
/** Rows by contract and change. A campaign takes long, so one may go through a part; what was known of the rest stays. */
const rows = new Map<string, string>();
if (values.write && existsSync(caughtBy)) {
  for (const line of readFileSync(caughtBy, "utf8").split("\n")) {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    if (cells.length === 5 && cells[1] !== "contract" && cells[1] !== "---")
      rows.set(`${cells[1]} | ${cells[2]}`, cells[3]!);
  }
}
function keep(known: ReadonlySet<string>): void {
  const lines = [...rows].filter(([change]) => known.has(change)).map(([change, test]) => `| ${change} | ${test} |`);
  const head =
    "# Rules broken one at a time, and the test that noticed\n\n" +
    `Written by \`node test/contracts/mutations/run.ts --write\`: ${lines.length} of ${known.size} mutants tried.\n`;
  writeFileSync(caughtBy, `${head}\n| contract | change | noticed by |\n|---|---|---|\n${lines.join("\n")}\n`);
}
const changeOf = ({ file, what }: Mutant): string =>
  `${file.split("/").at(-1)!.replace(".sol", "")} | ${what.replaceAll("|", "\\|")}`;

let tried = 0;
let survivors = 0;
try {
  const all = mutantsOf(root);
  const known = new Set(all.map(changeOf));
  const chosen = all.filter(
    (mutant) =>
      (values.only === undefined || `${mutant.file} ${mutant.what}`.includes(values.only)) &&
      (!values.missing || rows.get(changeOf(mutant)) === undefined || rows.get(changeOf(mutant)) === SURVIVED),
  );
  // What fails unbroken would catch everything.
  for (const test of new Set(chosen.flatMap(({ tests }) => tests))) {
    const failure = firstFailure([test]);
    if (failure !== null) throw new Error(`${test} fails with no rule broken: ${failure}`);
  }
  for (const mutant of chosen) {
    const { file, what, from, to, tests } = mutant;
    const path = join(copy, file);
    const text = readFileSync(path, "utf8");
    if (text.split(from).length !== 2) throw new Error(`${file}: "${what}" does not stand exactly once`);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
    let caught: string | null = null;
    for (const test of tests) caught ??= firstFailure([test]);
    writeFileSync(path, text);
    if (caught === null) survivors += 1;
    tried += 1;
    const outcome = caught === null ? "SURVIVED" : "caught";
    console.log(`${tried}/${chosen.length} ${outcome}  ${changeOf(mutant)}\n    ${caught ?? ""}`);
    rows.set(changeOf(mutant), caught?.replaceAll("|", "\\|") ?? SURVIVED);
    if (values.write) keep(known);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${tried - survivors} of ${tried} mutants caught`);
if (survivors > 0) process.exitCode = 1;
