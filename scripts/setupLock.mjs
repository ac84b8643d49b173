// One set-up at a time in one checkout: two of them would run `npm ci` over each other. Plain JavaScript, as it runs before Node 24 is there.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** How often a waiting set-up looks whether it is its turn, in milliseconds. */
const POLL_MILLISECONDS = 200;

/**
 * Does something while no other process does it under the same lock. Waits for one that does, and does not wait for one that is gone.
 *
 * @param {string} file the lock: exists while somebody holds it, and holds the number of that process
 * @param {(line: string) => void} say is told once who is waited for
 * @param {() => void} work
 */
export function withLock(file, say, work) {
  let told;
  for (let holder = take(file); holder !== undefined; holder = take(file)) {
    if (!isAlive(holder)) {
      bury(file, holder);
      continue;
    }
    if (told !== holder) {
      say(
        `another set-up runs in this checkout (process ${holder}): waiting for it. If that process is none, remove ${file}`,
      );
      told = holder;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MILLISECONDS);
  }
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  try {
    work();
  } finally {
    process.removeListener("exit", release);
    release();
  }
}

/** Takes the lock, or says who has it. The file appears together with its content: a link fails where there is one already. */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return undefined;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return holderOf(file);
  } finally {
    rmSync(own, { force: true });
  }
}

/** The process in the lock; 0 where it was let go of just now. */
function holderOf(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Removes a lock whose holder is gone; one that somebody else took meanwhile is given back. */
function bury(file, holder) {
  if (holder === 0) return;
  const grave = `${file}.${process.pid}.gone`;
  try {
    renameSync(file, grave);
    if (holderOf(grave) !== holder) linkSync(grave, file);
  } catch (error) {
    // Another waiting set-up was faster.
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(grave, { force: true });
  }
}
