import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lading, type Outcome } from "./lading.ts";

/** A folder of its own, with a passphrase file, and a way to run the program on a wallet in it. */
export type Desk = {
  folder: string;
  file: (name: string, content: string) => string;
  run: (
    words: readonly string[],
    options?: { wallet?: string; input?: string; env?: Record<string, string>; passphrase?: string | null },
  ) => Promise<Outcome>;
  remove: () => void;
};

/** The passphrase of a desk's wallets. */
export const PASSPHRASE = "a long enough passphrase 口令";

/** Sets a desk up. */
export function desk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), "lading-cli-"));
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const passphraseFile = file("passphrase", `${PASSPHRASE}\n`);
  return {
    folder,
    file,
    run: (words, { wallet = "wallet", input, env = {}, passphrase = passphraseFile } = {}) => {
      const given = passphrase === null ? [] : ["--passphrase-file", passphrase];
      return lading([...words, "--wallet", join(folder, wallet), ...given], {
        ...(input === undefined ? {} : { input }),
        env,
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
