import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Wallet } from "ethers";
import { LadingError } from "@lading/sdk/errors";

/**
 * The relayer's key: it pays for transactions where a ledger asks for that, and has no authority over any right. Made at first use, in a
 * file that only this user may read.
 *
 * @throws LadingError `RELAYER_KEY_INVALID`, `RELAYER_KEY_EXPOSED`
 * @example
 * const { address } = openRelayerKey("/var/lib/lading/relayer.key");
 */
export function openRelayerKey(path: string): Wallet {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${Wallet.createRandom().privateKey}\n`, { mode: 0o600, flag: "wx", flush: true });
    chmodSync(path, 0o600);
  }
  if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0) {
    throw new LadingError(
      "RELAYER_KEY_EXPOSED",
      "invalid",
      `Others may read the relayer's key; run: chmod 600 ${path}`,
      { path },
    );
  }
  const key = readFileSync(path, "utf8").trim();
  if (!/^0x[0-9a-fA-F]{64}$/.test(key)) {
    throw new LadingError(
      "RELAYER_KEY_INVALID",
      "invalid",
      `${path} holds no private key (0x and 64 hexadecimal digits)`,
      { path },
    );
  }
  return new Wallet(key);
}
