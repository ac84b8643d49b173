import { link, open, readFile, rename, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { LadingError } from "@lading/sdk/errors";

const WAIT_MS = 10_000;
const STEP_MS = 50;

/**
 * Runs `body` while no other process of ours runs one under the same lock file, so that two commands at once cannot lose
 * each other's change. A lock whose process has died is taken over.
 *
 * @throws WALLET_BUSY when another process holds it for more than ten seconds
 */
export async function withLock<T>(lockPath: string, body: () => Promise<T>): Promise<T> {
  for (let waited = 0; !(await tryTake(lockPath)); waited += STEP_MS) {
    if (waited >= WAIT_MS) {
      throw new LadingError(
        "WALLET_BUSY",
        "unavailable",
        `another lading process is writing this wallet; if none is running, delete ${lockPath}`,
        { lock: lockPath },
      );
    }
    await sleep(STEP_MS);
  }
  try {
    return await body();
  } finally {
    await rm(lockPath, { force: true });
  }
}

async function tryTake(lockPath: string): Promise<boolean> {
  try {
    const file = await open(lockPath, "wx", 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const owner = Number(await readFile(lockPath, "utf8").catch(() => ""));
  // An empty file is a lock being taken this very moment; only a number that names no process is stale.
  if (owner > 0 && !isRunning(owner)) await bury(lockPath, owner);
  return false;
}

/** Removes the lock of a dead process. Another process may have done so and taken it meanwhile: then that one's lock is given back. */
async function bury(lockPath: string, owner: number): Promise<void> {
  const grave = `${lockPath}.${process.pid}`;
  try {
    await rename(lockPath, grave);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if ((await readFile(grave, "utf8")) !== String(owner)) await link(grave, lockPath).catch(() => undefined);
  await rm(grave, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
