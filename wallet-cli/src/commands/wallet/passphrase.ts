import { text, type Run } from "../../framework/command.ts";
import { changePassphrase } from "../../keystore/walletFile.ts";

/** Encrypts the wallet under another passphrase. */
export const run: Run = async (input, context) => {
  const wallet = await context.unlock();
  const file = text(input, "newPassphraseFile");
  const passphrase =
    file === undefined
      ? await context.newPassphrase(undefined)
      : await context.otherPassphrase(file, "askNewPassphrase");
  await changePassphrase(wallet, passphrase, context.random);
  context.note("passphraseChanged");
  return { data: { directory: context.directory, changed: true }, text: "" };
};
