import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../../framework/context.ts";
import { atomicWrite } from "../../keystore/atomicWrite.ts";
import { withLock } from "../../keystore/withLock.ts";

/** Nonces to which an answer was accepted, with the last moment at which that answer counts, seconds since 1970. */
type Spent = Readonly<Record<string, number>>;

/**
 * Spends the nonce of an accepted proof of control: what proved control once proves nothing a second time. Kept beside the wallet until
 * the answer is too late anyway.
 *
 * @throws CONTROL_NONCE_USED where an answer to it was accepted before · CONTROL_NONCES_DAMAGED
 */
export async function spendNonce(
  { nonce, notAfter }: { nonce: string; notAfter: number },
  context: Context,
): Promise<void> {
  await mkdir(context.directory, { recursive: true, mode: 0o700 });
  const file = join(context.directory, "spent-nonces.json");
  const now = Math.floor(context.now().getTime() / 1000);
  await withLock(`${file}.lock`, async () => {
    const spent = await read(file);
    if (spent[nonce] !== undefined) {
      throw new LadingError(
        "CONTROL_NONCE_USED",
        "falsified",
        `an answer to nonce ${nonce} was accepted before; ask again with a fresh one: lading title challenge`,
        { nonce },
      );
    }
    const kept = Object.entries({ ...spent, [nonce]: notAfter }).filter(([, until]) => until >= now);
    await atomicWrite(file, `${JSON.stringify(Object.fromEntries(kept))}\n`);
  });
}

async function read(file: string): Promise<Spent> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Spent;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    if (!(error instanceof SyntaxError)) throw error;
    throw new LadingError(
      "CONTROL_NONCES_DAMAGED",
      "invalid",
      `${file}, which holds the nonces of proofs accepted before, is not JSON; move it away to go on: proofs accepted before could then be accepted again`,
      { file },
      { cause: error },
    );
  }
}
