/**
 * Tries mutants, in a copy of the workspace whose contracts hold all of them: `node worker.ts <tests> <mutants>`, both separated by
 * commas. Prints a line of JSON when it begins one and when it is done. Started by run.ts, which writes to its input what is known of other mutants.
 *
 * All tests run once with nothing broken, while each mutant that is asked whether it is on says so. A test that never asks a mutant
 * runs the same with it and without, so only the others are run: first those that noticed others like it, then the rest, and the slow
 * ones last. What a test needs beforehand is not deployed anew where doing that asks the mutant nothing. Whichever test then fails
 * must pass with nothing broken, or it does not count.
 */
import { readFileSync } from "node:fs";
import hre from "hardhat";
import Mocha from "mocha";
import { RECORD, switchOn } from "./switch.ts";

/** What is known of a mutant beforehand: where it is, and the test that notices it. */
export type Hint = { number: number; place: string; noticed?: string };
/** What failed; where that is a hook, `within` is the test it was for. */
type Failure = { test: string; within: string; message: string };
type Connection = { provider: { request(asked: { method: string; params?: unknown[] }): Promise<unknown> } };

const [files, numbers] = process.argv.slice(2).map((list) => list.split(",")) as [string[], string[]];
const hints = new Map((JSON.parse(readFileSync(0, "utf8")) as Hint[]).map((hint) => [hint.number, hint]));
/** So many tests are tried first. */
const FIRST = 4;
/** A test that takes longer is tried last; milliseconds. */
const SLOW = 4_000;

let current = 0;
const connections: (Connection & { close(): Promise<void> })[] = [];
const setSwitch = async ({ provider }: Connection): Promise<unknown> => provider.request(switchOn(current));
hre.hooks.registerHandlers("network", {
  newConnection: async (context, next) => {
    const connection = await next(context);
    await setSwitch(connection);
    connections.push(connection);
    return connection;
  },
  onRequest: async (context, connection, request, next) => {
    const response = await next(context, connection, request);
    // A snapshot brings back what was on when it was taken.
    if (request.method === "evm_revert") await setSwitch(connection);
    return response;
  },
});

const mocha = new Mocha({ bail: true, timeout: 120_000, reporter: class {} as never });
mocha.cleanReferencesAfterRun(false);
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();

type Suite = Mocha.Suite;
/** What a suite does once, before its tests; mocha keeps it to itself. */
const onceOf = (suite: Suite): { _beforeAll: Mocha.Hook[] } => suite as unknown as { _beforeAll: Mocha.Hook[] };
/** A test, the outermost suite it is in, and what was seen of it with nothing broken. */
type Seen = { test: Mocha.Test; file: Suite; asks: Set<number>; takes: number };
const tests = new Map<string, Seen>();
const beforehand = new Map<Mocha.Suite, Mocha.Hook[]>();
const nameOf = (test: Mocha.Test): string => test.titlePath().join(" › ");
const askedBy = new Map<Mocha.Suite | Mocha.Test, Set<number>>();
const suites: Suite[] = [];
function discover(suite: Suite, file: Suite): void {
  suites.push(suite);
  beforehand.set(suite, onceOf(suite)._beforeAll);
  askedBy.set(suite, new Set());
  for (const test of suite.tests) {
    // What an act costs is asked of the code as it is deployed.
    if (/costs no more than/.test(test.fullTitle())) continue;
    askedBy.set(test, new Set());
    tests.set(nameOf(test), { test, file, asks: askedBy.get(test)!, takes: 0 });
  }
  for (const inner of suite.suites) discover(inner, file);
}
const outermost = mocha.suite.suites;
for (const suite of outermost) discover(suite, suite);

/** The suites whose ledgers stand, with nothing broken, as they are before the first test. */
const standing = new Set<Mocha.Suite>();
/** Suites that do not leave the ledger as they found it. */
const untidy = new Set<Mocha.Suite>();

/** Runs some tests up to the first that fails, with a mutant switched on. */
async function run(number: number, chosen: readonly Seen[], keep: boolean): Promise<Failure | null> {
  current = number;
  const wanted = new Set(chosen.map(({ test }) => test));
  if (!keep) {
    standing.clear();
    for (const connection of connections.splice(0)) await connection.close();
  }
  for (const connection of connections) await setSwitch(connection);
  for (const suite of suites) {
    suite.tests = allTests.get(suite)!.filter((test) => wanted.has(test));
    onceOf(suite)._beforeAll = standing.has(suite) ? [] : beforehand.get(suite)!;
  }
  let failure: Failure | null = null;
  return new Promise((done) => {
    const runner = mocha.run(() => done(failure));
    runner.on("fail", (test: Mocha.Test, error: Error) => {
      failure ??= { test: nameOf(test), within: nameOf(testOf(test) ?? test), message: error.message.split("\n")[0]! };
    });
    runner.on("pass", (test: Mocha.Test) => {
      if (number === RECORD) tests.get(nameOf(test))!.takes = test.duration ?? 0;
    });
    runnable = () => (runner as unknown as { currentRunnable?: Mocha.Runnable }).currentRunnable;
  });
}
const typeOf = (ran: Mocha.Runnable): string => (ran as unknown as { type: "test" | "hook" }).type;
/** The test that a hook was for. */
function testOf(failed: Mocha.Runnable): Mocha.Test | undefined {
  if (typeOf(failed) !== "hook") return failed as Mocha.Test;
  const current = failed.ctx?.currentTest as Mocha.Test | undefined;
  if (current !== undefined && !/ all" hook/.test(failed.title)) return current;
  let first: Mocha.Test | undefined;
  failed.parent!.eachTest((test) => (first ??= test));
  return first;
}
const allTests = new Map(suites.map((suite) => [suite, suite.tests]));
let runnable: () => Mocha.Runnable | undefined;

const print = console.log;
console.log = () => undefined;

const recorder = {
  onCoverageData: async (_context: unknown, tags: string[]): Promise<void> => {
    const now = runnable();
    if (now === undefined) return;
    const hook = now as Mocha.Hook & { ctx?: { currentTest?: Mocha.Test } };
    const of = typeOf(now) === "test" ? now : / all" hook/.test(now.title) ? now.parent : hook.ctx?.currentTest;
    for (const tag of tags) askedBy.get((of ?? now.parent) as Mocha.Test)!.add(Number(`0x${tag}`));
  },
};
hre.hooks.registerHandlers("network", recorder);
const broken = await run(RECORD, [...tests.values()], false);
print(JSON.stringify({ number: 0, failure: broken && `${broken.test}\n${broken.message}` }));
if (broken !== null) process.exit(1);
hre.hooks.unregisterHandlers("network", recorder);
for (const { test, asks } of tests.values()) {
  for (let suite = test.parent; suite !== undefined; suite = suite.parent)
    for (const number of askedBy.get(suite) ?? []) asks.add(number);
}
if (process.env.LADING_MUTATIONS_TIMES === "1") {
  for (const suite of outermost) {
    const own = [...tests.values()].filter(({ file }) => file === suite);
    console.error(
      suite.title,
      own.length,
      "tests",
      own.reduce((sum, { takes }) => sum + takes, 0),
      "ms",
    );
  }
}

/** Tests that were seen to pass, alone and with nothing broken, in a ledger of their own. */
const alone = new Map<string, boolean>();
/** What noticed mutants of a place, and how often. */
const kills = new Map<string, Map<string, number>>();
function learn(place: string, test: string): void {
  for (const key of [place, place.split(" ")[0]!]) {
    const counts = kills.get(key) ?? new Map<string, number>();
    kills.set(key, counts.set(test, (counts.get(test) ?? 0) + 1));
  }
}
for (const { place, noticed } of hints.values()) if (noticed !== undefined) learn(place, noticed);

/** Tests in the order of how likely they are to notice. */
function likeliest(candidates: readonly Seen[], { place, noticed }: Hint): Seen[] {
  const near = kills.get(place);
  const far = kills.get(place.split(" ")[0]!);
  const rank = ({ test }: Seen): number => {
    const name = nameOf(test);
    if (name === noticed) return Infinity;
    return (near?.get(name) ?? 0) * 1_000 + (far?.get(name) ?? 0);
  };
  const ranked = candidates.map((seen) => ({ seen, rank: rank(seen) })).filter(({ rank: value }) => value > 0);
  return ranked.sort((a, b) => b.rank - a.rank || a.seen.takes - b.seen.takes).map(({ seen }) => seen);
}

/** Whether a failure tells of the mutant: the same test passes with nothing broken. */
async function counts(failure: Failure, keep: boolean): Promise<boolean> {
  const seen = tests.get(failure.within);
  if (seen === undefined) throw new Error(`no test is known as ${failure.within}`);
  if (keep) return (await run(0, [seen], true)) === null;
  const known = alone.get(failure.within) ?? (await run(0, [seen], false)) === null;
  alone.set(failure.within, known);
  return known;
}

/** The first failure among some tests that tells of a mutant. */
async function attempt(number: number, chosen: readonly Seen[]): Promise<Failure | null> {
  if (chosen.length === 0) return null;
  const tidy = chosen.filter(({ file }) => !untidy.has(file) && !asksBeforehand(file, number));
  if (tidy.length > 0) {
    for (const suite of new Set(tidy.map(({ file }) => file))) {
      if (standing.has(suite)) continue;
      // Once with nothing broken, for those that are tried now and later.
      await run(0, [[...tests.values()].find(({ file }) => file === suite)!], true);
      standing.add(suite);
    }
    const failure = await run(number, tidy, true);
    if (failure !== null) {
      if (await counts(failure, true)) return failure;
      // The ledger was not left as it was found. From here on these tests get a ledger of their own.
      untidy.add(tests.get(failure.within)!.file);
      standing.clear();
      return attempt(number, chosen);
    }
  }
  // Tests that do not tidy up may need those before them.
  const files = new Set(chosen.filter((seen) => !tidy.includes(seen)).map(({ file }) => file));
  const rest = [...tests.values()].filter(
    (seen) => files.has(seen.file) && (untidy.has(seen.file) ? true : chosen.includes(seen)),
  );
  if (rest.length === 0) return null;
  const failure = await run(number, rest, false);
  if (failure === null) return null;
  const { file } = tests.get(failure.within)!;
  if (untidy.has(file) || (await counts(failure, false))) return failure;
  untidy.add(file);
  return attempt(number, chosen);
}

/** Whether what a file does before its tests asks a mutant; nested suites do theirs each time. */
const asksBeforehand = (file: Suite, number: number): boolean => askedBy.get(file)!.has(number);

async function firstFailure(number: number): Promise<Failure | null> {
  const hint = hints.get(number)!;
  const asked = [...tests.values()].filter(({ asks }) => asks.has(number));
  const quick = asked.filter(({ takes }) => takes <= SLOW);
  const first = likeliest(quick, hint).slice(0, FIRST);
  for (const chosen of [
    first.slice(0, 1),
    first.slice(1),
    quick.filter((seen) => !first.includes(seen)),
    asked.filter((seen) => !quick.includes(seen)),
  ]) {
    const failure = await attempt(number, chosen);
    if (failure !== null) {
      learn(hint.place, failure.within);
      return failure;
    }
  }
  return null;
}

// Those that need ledgers of their own come last, so that what stands is not taken down between others.
const needs = (number: number): number => outermost.filter((file) => asksBeforehand(file, number)).length;
for (const number of numbers.map(Number).sort((a, b) => needs(a) - needs(b))) {
  const start = Date.now();
  print(JSON.stringify({ begins: number }));
  const failure = await firstFailure(number);
  print(
    JSON.stringify({
      number,
      failure: failure && `${failure.test}\n${failure.message}`,
      asked: [...tests.values()].filter(({ asks }) => asks.has(number)).length,
      takes: Date.now() - start,
    }),
  );
}
process.exit(0);
