/**
 * Breaks one rule of the contracts at a time, in a copy, and tells which test notices: `node test/contracts/mutations/run.ts`.
 * Options: `--only <text>` takes the mutants whose description or file contains the text; `--write` keeps the list in caught.md.
 * Ends with 1 if a mutant survives.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mutantsOf } from "./mutants.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, write: { type: "boolean", default: false } } });
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
    .replace("allowUnlimitedContractSize: false", "allowUnlimitedContractSize: true"),
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

const rows: string[] = [];
/** Keeps what is known so far: a campaign that is stopped leaves its part. */
function keep(of: number): void {
  const head =
    "# Rules broken one at a time, and the test that noticed\n\n" +
    `Written by \`node test/contracts/mutations/run.ts --write\`: ${rows.length} of ${of} mutants tried.\n`;
  const file = new URL("caught.md", import.meta.url);
  writeFileSync(file, `${head}\n| contract | change | noticed by |\n|---|---|---|\n${rows.join("\n")}\n`);
}
let survivors = 0;
try {
  const chosen = mutantsOf(root).filter(
    ({ file, what }) => values.only === undefined || `${file} ${what}`.includes(values.only),
  );
  for (const [index, { file, what, from, to, tests }] of chosen.entries()) {
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
    const name = file.split("/").at(-1)!.replace(".sol", "");
    console.log(
      `${index + 1}/${chosen.length} ${caught === null ? "SURVIVED" : "caught"}  ${name}: ${what}\n    ${caught ?? ""}`,
    );
    rows.push(`| ${name} | ${what.replaceAll("|", "\\|")} | ${(caught ?? "**survived**").replaceAll("|", "\\|")} |`);
    if (values.write) keep(chosen.length);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${rows.length - survivors} of ${rows.length} mutants caught`);
if (survivors > 0) process.exitCode = 1;
