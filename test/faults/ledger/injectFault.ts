/**
 * Preloaded into a node (`node --import`): counts what the process does to its files, and lets something happen at the n-th time.
 * Nothing outside the process is needed for it; what level writes inside one batch is not seen, only the batch as a whole.
 *
 * `LADING_FAULT=kill:7` ends the process as `kill -9` does before its 7th operation. `LADING_FAULT=ENOSPC:7` lets the 7th operation fail,
 * `LADING_FAULT=EIO:7+` the 7th and all later ones. `LADING_FAULT=count:0` counts only; operations are written to `LADING_FAULT_LOG`.
 * `LADING_FAULT=slow:200` makes each batch take 200 ms longer. `LADING_CLOCK=<file>` adds the milliseconds in that file to the wall clock.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { ClassicLevel } from "classic-level";

const [what = "count", when = "0"] = (process.env["LADING_FAULT"] ?? "").split(":");
const first = Number.parseInt(when, 10);
const andLater = when.endsWith("+");
const log = process.env["LADING_FAULT_LOG"];
const original = { appendFileSync: fs.appendFileSync };
let count = 0;

/** Counts one operation; throws or ends the process where it is its turn. */
function operation(name: string, on: string): void {
  count++;
  if (log !== undefined) original.appendFileSync(log, `${count} ${name} ${on}\n`);
  if (what === "count" || what === "slow" || (andLater ? count < first : count !== first)) return;
  if (what === "kill") process.kill(process.pid, "SIGKILL");
  throw Object.assign(new Error(`${what}: injected, ${name}`), { code: what, syscall: name });
}

const names = new Map<unknown, string>();
const open = fs.openSync;
fs.openSync = ((path: string, flags: string | number, mode?: number) => {
  if (flags !== "r") operation("open", path);
  const handle = open(path, flags, mode);
  names.set(handle, path);
  return handle;
}) as typeof fs.openSync;

for (const name of ["writeSync", "fsyncSync", "fdatasyncSync", "renameSync", "rmSync"] as const) {
  const run = fs[name] as (...args: unknown[]) => unknown;
  (fs as unknown as Record<string, unknown>)[name] = (...args: unknown[]): unknown => {
    operation(name.replace("Sync", ""), String(names.get(args[0]) ?? args[0]));
    return run(...args);
  };
}
syncBuiltinESMExports();

type Written = { write(options: unknown): Promise<unknown> };
const level = Object.getPrototypeOf(ClassicLevel.prototype) as { batch(this: unknown): Written };
const { batch } = level;
level.batch = function () {
  const begun = batch.call(this);
  const write = begun.write.bind(begun);
  begun.write = async (options) => {
    operation("batch", "before");
    if (what === "slow") await new Promise((resolve) => setTimeout(resolve, first));
    const done = await write(options);
    // A batch that is written cannot fail any more; but the process can end before anybody knows.
    if (what === "kill" || what === "count") operation("batch", "after");
    return done;
  };
  return begun;
};

const clock = process.env["LADING_CLOCK"];
if (clock !== undefined) {
  const now = Date.now;
  const { readFileSync } = fs;
  Date.now = () => now() + Number(readFileSync(clock, "utf8"));
}
