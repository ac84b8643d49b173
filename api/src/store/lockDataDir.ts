import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { LadingError } from "@lading/sdk/errors";

/**
 * Keeps a data directory to this process: two APIs with one relayer's key would take each other's transaction numbers. The lock is the
 * operating system's, on a database file of its own, so that a killed process leaves none behind.
 *
 * @returns what gives the directory free
 * @throws LadingError `DATA_IN_USE`
 * @example
 * const unlock = await lockDataDir("/var/lib/lading");
 */
export async function lockDataDir(dataDir: string): Promise<() => void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = createClient({ url: `file:${join(dataDir, "lock.db")}` });
  try {
    await lock.execute("PRAGMA locking_mode = EXCLUSIVE");
    await lock.execute("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    throw new LadingError(
      "DATA_IN_USE",
      "conflict",
      `Another API works in ${dataDir}; stop it, or name another folder with --data`,
      { dataDir },
      { cause },
    );
  }
  return () => lock.close();
}
