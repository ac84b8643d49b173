import { LadingError } from "@lading/sdk/errors";
import { readText } from "../../files/readJson.ts";
import { text, type Input, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { assertFreeAlias, findKey } from "../../keystore/findKey.ts";
import { generateKey, publicKeyInfo, type StoredKey } from "../../keystore/keys.ts";
import { createWallet, emptySecrets, readBackup, updateWallet, walletExists } from "../../keystore/walletFile.ts";
import { describeWallet, renderWallet } from "./describe.ts";

const SOURCES = ["keystore", "mnemonicFile", "privateKeyFile", "backup"] as const;
const FLAGS = "--keystore, --mnemonic-file, --private-key-file, --backup";

/** Brings a key, or a whole backup, into the wallet. */
export const run: Run = async (input, context) => {
  const chosen = SOURCES.filter((source) => text(input, source) !== undefined);
  if (chosen.length !== 1) {
    throw new LadingError("USAGE_IMPORT_SOURCE", "invalid", `give exactly one of ${FLAGS}`, { given: chosen });
  }
  const backup = text(input, "backup");
  if (backup !== undefined) return restore(backup, context);
  const alias = text(input, "alias") ?? "identity";
  const exists = await walletExists(context.directory);
  assertFreeAlias(exists ? (await context.visible()).keys : [], alias);
  const privateKeyHex = await readPrivateKey(input, context);
  const createdAt = context.now().toISOString();
  const key: StoredKey = { alias, type: "Secp256k1", privateKeyHex, createdAt };
  publicKeyInfo(key);
  if (exists) {
    const wallet = await context.unlock();
    await updateWallet(wallet, context.random, (secrets) => {
      assertFreeAlias(secrets.keys, alias);
      return { ...secrets, keys: [...secrets.keys, key] };
    });
  } else {
    const agreement: StoredKey = {
      alias: "agreement",
      type: "X25519",
      privateKeyHex: generateKey("X25519"),
      createdAt,
    };
    const passphrase = await context.newPassphrase(undefined);
    await createWallet(context.directory, passphrase, { ...emptySecrets(), keys: [key, agreement] }, context.random);
  }
  context.note("keyImported", { alias });
  const visible = await context.visible();
  findKey(visible.keys, alias);
  const wallet = await describeWallet(visible, context);
  return { data: wallet, text: renderWallet(wallet, context) };
};

/** A backup opens with the passphrase that it was made under, and the restored wallet keeps it. */
async function restore(file: string, context: Context): ReturnType<Run> {
  const passphrase = await context.passphrase();
  const secrets = await readBackup(file, passphrase);
  await createWallet(context.directory, passphrase, secrets, context.random);
  context.note("walletRestored", { file, directory: context.directory });
  const wallet = await describeWallet(await context.visible(), context);
  return { data: wallet, text: renderWallet(wallet, context) };
}

async function readPrivateKey(input: Input, context: Context): Promise<string> {
  const keystore = text(input, "keystore");
  const mnemonicFile = text(input, "mnemonicFile");
  const { HDNodeWallet, Wallet } = await import("ethers");
  if (keystore !== undefined) {
    const json = await readText(keystore, context);
    const passphrase = await context.otherPassphrase(text(input, "importPassphraseFile"), "askImportPassphrase");
    try {
      return (await Wallet.fromEncryptedJson(json, passphrase)).privateKey.slice(2);
    } catch (cause) {
      const wrong = (cause as Error).message.includes("incorrect password");
      throw wrong
        ? new LadingError(
            "IMPORT_PASSPHRASE_WRONG",
            "unauthenticated",
            `the passphrase does not open ${keystore}`,
            { file: keystore },
            { cause },
          )
        : new LadingError(
            "IMPORT_MALFORMED",
            "invalid",
            `${keystore} is not a JSON keystore of version 3`,
            { file: keystore },
            { cause },
          );
    }
  }
  if (mnemonicFile !== undefined) {
    const words = (await readText(mnemonicFile, context)).trim().replace(/\s+/g, " ");
    try {
      return HDNodeWallet.fromPhrase(words, undefined, text(input, "path")).privateKey.slice(2);
    } catch (cause) {
      // The words themselves stay out of the message.
      throw new LadingError(
        "IMPORT_MALFORMED",
        "invalid",
        `${mnemonicFile} holds no valid BIP-39 mnemonic, or the path is malformed`,
        { file: mnemonicFile },
        { cause },
      );
    }
  }
  const file = text(input, "privateKeyFile") ?? "";
  const hex = (await readText(file, context)).trim().replace(/^0x/i, "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hex)) {
    throw new LadingError(
      "IMPORT_MALFORMED",
      "invalid",
      `${file} holds no private key: expected 32 bytes as 64 hex digits`,
      { file },
    );
  }
  return hex;
}
