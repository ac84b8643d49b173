/**
 * Breaks one rule of the contracts at a time and tells which test notices: `node test/contracts/mutations/run.ts`.
 *
 * All mutants are compiled once: each broken rule asks whether it is switched on (switch.ts). What was compiled stays in
 * `cache/mutations` until a contract changes. Trying a mutant costs a run of the tests that ask it (worker.ts), up to the first that
 * fails; it survives when all of these pass. Options: `--only <text>` takes the mutants whose description or file contains the text
 * (may be repeated); `--kind <kind>` those of one kind (KINDS in mutants.ts; may be repeated); `--missing` those that caught.md does
 * not show as caught; `--quick` leaves the longest tests out, so that what then survives is to be tried once more without it; `--survivors` those it shows as survived; `--write` keeps the list in caught.md; `--jobs <number>` tries so
 * many at a time, each of another registry.
 * Ends with 1 if a mutant survives that equivalent.ts does not explain.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { readContracts } from "../../../scripts/solidity/syntax.ts";
import { equivalent } from "./equivalent.ts";
import { mutantsOf } from "./mutants.ts";
import type { Mutant } from "./mutants.ts";
import { switchLibrary, withMutants } from "./switch.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    write: { type: "boolean", default: false },
    missing: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    survivors: { type: "boolean", default: false },
    kind: { type: "string", multiple: true },
    jobs: { type: "string", default: "1" },
  },
});
/** The longest tests, which go through every state, or through random sequences. */
const LONG = /model\.test|title.stateTable\.test|release.table\.test/;
const SURVIVED = "**survived**";
/** A mutant that makes the tests run on for so long has been noticed; milliseconds. */
const PATIENCE = 600_000;
/** After so many a fresh process goes on: what a ledger in memory has seen it does not wholly forget. */
const PER_WORKER = 500;
const root = new URL("../../..", import.meta.url).pathname;
const all = mutantsOf(root);
const caughtBy = new URL("caught.md", import.meta.url);

const changeOf = ({ file, what }: Mutant): string =>
  `${file.split("/").at(-1)!.replace(".sol", "")} | ${what.replaceAll("|", "\\|")}`;
const known = new Map(all.map((mutant) => [changeOf(mutant), mutant]));
for (const change of equivalent.keys()) {
  if (!known.has(change.replaceAll("|", "\\|").replace("\\|", "|")))
    throw new Error(`equivalent.ts explains a mutant that is none: ${change}`);
}
const reasonFor = (mutant: Mutant): string | undefined =>
  equivalent.get(`${mutant.file.split("/").at(-1)!.replace(".sol", "")} | ${mutant.what}`);

/** Rows by contract and change. A campaign takes long, so one may go through a part; what was known of the rest stays. */
const rows = new Map<string, string>();
const mine = new Set<string>();
function recall(): void {
  if (!existsSync(caughtBy)) return;
  for (const line of readFileSync(caughtBy, "utf8").split("\n")) {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const change = `${cells[1]} | ${cells[2]}`;
    if (cells.length === 5 && known.has(change) && !mine.has(change)) rows.set(change, cells[3]!);
  }
}

recall();

function keep(): void {
  // Another part of the campaign may run at the same time.
  recall();
  const lines = [...known].flatMap(([change, mutant]) => {
    const reason = reasonFor(mutant);
    const noticed = reason === undefined ? rows.get(change) : `no difference: ${reason.replaceAll("|", "\\|")}`;
    return noticed === undefined ? [] : [{ change, noticed }];
  });
  const equal = lines.filter(({ noticed }) => noticed.startsWith("no difference")).length;
  const open = lines.filter(({ noticed }) => noticed === SURVIVED).length;
  const head = [
    "# Rules broken one at a time, and the test that noticed",
    "",
    `Written by \`node test/contracts/mutations/run.ts --write\`. Of ${known.size} mutants ${lines.length} were tried: ` +
      `${lines.length - equal - open} caught, ${equal} that make no difference (equivalent.ts says why), ${open} survived.`,
    "",
    "| contract | change | noticed by |",
    "|---|---|---|",
  ];
  const body = lines.map(({ change, noticed }) => `| ${change} | ${noticed} |`);
  writeFileSync(caughtBy, `${[...head, ...body].join("\n")}\n`);
}

const chosen = all.filter((mutant) => {
  if (values.only?.some((text) => `${mutant.file} ${mutant.what}`.includes(text)) === false) return false;
  if (values.kind !== undefined && !values.kind.includes(mutant.kind)) return false;
  const noticed = rows.get(changeOf(mutant));
  if (values.survivors && noticed !== SURVIVED) return false;
  return !values.missing || ((noticed === undefined || noticed === SURVIVED) && reasonFor(mutant) === undefined);
});
/** The tests that are asked, separated by commas. */
const asked = (tests: readonly string[]): string =>
  tests.filter((test) => existsSync(join(root, test)) && !(values.quick && LONG.test(test))).join();
const copy = mkdtempSync(join(tmpdir(), "lading-mutations-"));
let tried = 0;
let survivors = 0;
try {
  // Where none is chosen the list is only brought up to date.
  if (chosen.length > 0) build();
  const byTests = [...Map.groupBy(chosen, ({ tests }) => asked(tests))];
  const jobs = Array.from({ length: Number(values.jobs) }, async () => {
    for (let next = byTests.shift(); next !== undefined; next = byTests.shift()) {
      const [tests, mutants] = next;
      if (tests === "") throw new Error(`no test is asked about ${mutants[0]!.file}`);
      for (let done = 0; done < mutants.length; done += PER_WORKER) {
        let left = mutants.slice(done, done + PER_WORKER).map((mutant) => all.indexOf(mutant) + 1);
        while (left.length > 0) left = await work(tests, left);
      }
    }
  });
  await Promise.all(jobs);
} finally {
  if (values.write) keep();
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${tried - survivors} of ${tried} mutants caught`);
if (survivors > 0) process.exitCode = 1;

/** A copy of what the tests need, whose contracts hold every mutant. */
function build(): void {
  for (const part of [
    "contracts/bindings",
    "contracts/deploy",
    "test/contracts",
    "test/support",
    "test/vectors",
    "sdk",
    "scripts",
  ]) {
    const filter = (path: string): boolean => !path.includes("node_modules");
    if (existsSync(join(root, part))) cpSync(join(root, part), join(copy, part), { recursive: true, filter });
  }
  for (const file of ["package.json", "hardhat.config.ts", "tsconfig.json", "tsconfig.base.json"])
    cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const sources = [...readContracts(root)].map(([file, source]) => [file, withMutants(source, file, all)] as const);
  for (const [file, source] of [...sources, ["contracts/src/Mutants.sol", switchLibrary] as const]) {
    mkdirSync(join(copy, file, ".."), { recursive: true });
    writeFileSync(join(copy, file), source);
  }
  // Rules do not depend on the optimiser, and compiling without it is quicker; the code is larger then.
  const config = join(copy, "hardhat.config.ts");
  const text = readFileSync(config, "utf8")
    .replace("optimizer: { enabled: true, runs: 200 }", "optimizer: { enabled: false }")
    .replace('const covering = process.argv.includes("--coverage")', "const covering = true")
    // A loop that has lost its end must run out of gas before it runs out of memory.
    .replace("1_000_000_000n", "150_000_000n");
  writeFileSync(config, text);
  const hash = createHash("sha256").update(JSON.stringify([text, switchLibrary, sources]));
  hash.update(readFileSync(join(root, "package-lock.json")));
  const kept = join(root, "cache/mutations", hash.digest("hex").slice(0, 16));
  if (!existsSync(kept)) {
    const hardhat = join(root, "node_modules/hardhat/dist/src/cli.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [hardhat, "build", "--quiet", "--no-tests"], {
      cwd: copy,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`the mutants do not compile:\n${stdout}${stderr}`);
    const moving = `${kept}-${process.pid}`;
    cpSync(join(copy, "coverage"), moving, { recursive: true });
    // Another part of the campaign may have built the same meanwhile.
    if (existsSync(kept)) rmSync(moving, { recursive: true });
    else renameSync(moving, kept);
    rmSync(join(copy, "coverage"), { recursive: true });
  }
  symlinkSync(kept, join(copy, "coverage"));
}

/** Tries mutants in a process of their own; those left when it ended early. */
async function work(tests: string, numbers: number[]): Promise<number[]> {
  // What is known of the others that these tests are asked about.
  const hints = all.flatMap((mutant, index) => {
    if (asked(mutant.tests) !== tests) return [];
    const noticed = rows.get(changeOf(mutant))?.replaceAll("\\|", "|");
    const place = `${mutant.file.split("/").at(-1)!} ${mutant.what.split(/[ :]/)[0]!}`;
    return [{ number: index + 1, place, ...(noticed === SURVIVED ? {} : { noticed }) }];
  });
  const worker = spawn(process.execPath, [join(copy, "test/contracts/mutations/worker.ts"), tests, numbers.join()], {
    cwd: copy,
    stdio: ["pipe", "pipe", "inherit"],
  });
  worker.stdin.end(JSON.stringify(hints));
  let timedOut = false;
  const stop = (): void => {
    timedOut = true;
    worker.kill("SIGKILL");
  };
  let watch = setTimeout(stop, PATIENCE);
  const left = new Set(numbers);
  let sound = false;
  let begun: number | undefined;
  for await (const line of createInterface({ input: worker.stdout })) {
    if (!/^\{"(number|begins)"/.test(line)) continue;
    clearTimeout(watch);
    watch = setTimeout(stop, PATIENCE);
    const said = JSON.parse(line) as { begins: number } | { number: number; failure: string | null };
    if ("begins" in said) {
      begun = said.begins;
      continue;
    }
    const { number, failure } = said;
    begun = undefined;
    if (number === 0 && failure !== null) {
      worker.kill("SIGKILL");
      throw new Error(`a test fails with no rule broken: ${failure}`);
    }
    sound = true;
    if (number !== 0) note(number, failure);
    left.delete(number);
    if (process.env.LADING_MUTATIONS_TIMES === "1") console.log(line);
  }
  clearTimeout(watch);
  if (!sound) throw new Error(`the tests did not run: ${tests}`);
  if (begun !== undefined) {
    note(begun, timedOut ? "the tests ran out of time" : "the tests' process ended");
    left.delete(begun);
  } else if (left.size > 0) throw new Error(`the tests' process ended between two mutants: ${tests}`);
  return [...left];
}

function note(number: number, failure: string | null): void {
  const mutant = all[number - 1]!;
  const change = changeOf(mutant);
  const reason = reasonFor(mutant);
  tried += 1;
  if (failure === null && reason === undefined) survivors += 1;
  const outcome = failure !== null ? "caught" : reason !== undefined ? "no difference" : "SURVIVED";
  console.log(
    `${tried}/${chosen.length} ${outcome}  ${change}\n    ${(failure ?? reason ?? "").replace("\n", "\n    ")}`,
  );
  if (failure !== null && reason !== undefined) {
    survivors += 1;
    console.log("    … although equivalent.ts says that it makes no difference");
  }
  mine.add(change);
  rows.set(change, failure?.split("\n")[0]!.replaceAll("|", "\\|") ?? SURVIVED);
  if (values.write) keep();
}
