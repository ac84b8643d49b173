import { readFile } from "node:fs/promises";
import { writeNew } from "../../files/writeNew.ts";
import { text, type Run } from "../../framework/command.ts";
import { walletPath } from "../../keystore/walletFile.ts";

/** Copies the encrypted wallet, after opening it: a backup that nobody can open is found out now, not on the day it is needed. */
export const run: Run = async (input, context) => {
  const file = text(input, "out") ?? "";
  const { secrets } = await context.unlock();
  await writeNew(file, await readFile(walletPath(context.directory), "utf8"));
  const counts = { keys: secrets.keys.length, credentials: secrets.credentials.length };
  context.note("backupWritten", { file, ...counts });
  return { data: { file, ...counts }, text: file };
};
