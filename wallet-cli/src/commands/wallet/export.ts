import { LadingError } from "@lading/sdk/errors";
import { writeNew } from "../../files/writeNew.ts";
import { text, type Run } from "../../framework/command.ts";
import { findKey } from "../../keystore/findKey.ts";

const MIN_PASSPHRASE = 8;

/** Writes a signing key as an encrypted keystore; a private key never leaves the wallet in the clear. */
export const run: Run = async (input, context) => {
  const file = text(input, "out") ?? "";
  const wallet = await context.unlock();
  const key = findKey(wallet.secrets.keys, context.keyAlias);
  if (key.type !== "Secp256k1") {
    throw new LadingError(
      "KEY_TYPE",
      "invalid",
      `key "${key.alias}" is ${key.type}; JSON keystore v3 holds only secp256k1 keys, use: lading wallet backup`,
      { alias: key.alias },
    );
  }
  const passphrase = await context.otherPassphrase(text(input, "exportPassphraseFile"), "askExportPassphrase");
  if ([...passphrase].length < MIN_PASSPHRASE) {
    throw new LadingError(
      "WALLET_PASSPHRASE_WEAK",
      "invalid",
      `the passphrase has fewer than ${MIN_PASSPHRASE} characters`,
      { minimum: MIN_PASSPHRASE },
    );
  }
  const { Wallet } = await import("ethers");
  const signer = new Wallet(`0x${key.privateKeyHex}`);
  await writeNew(file, `${await signer.encrypt(passphrase)}\n`);
  context.note("keyExported", { alias: key.alias, file });
  return { data: { file, alias: key.alias, address: signer.address }, text: file };
};
