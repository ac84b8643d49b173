import { open } from "node:fs/promises";
import { fileError } from "./readJson.ts";

/**
 * Writes a file that must not exist yet, readable by its owner alone, and waits until it is on the disk.
 *
 * @throws FILE_EXISTS
 */
export async function writeNew(file: string, content: string | Uint8Array): Promise<void> {
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw fileError(file, cause);
  }
}
