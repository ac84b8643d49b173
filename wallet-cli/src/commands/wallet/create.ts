import { text, type Run } from "../../framework/command.ts";
import { generateKey } from "../../keystore/keys.ts";
import { createWallet, emptySecrets, walletExists } from "../../keystore/walletFile.ts";
import { writeSetting } from "../../settings/settings.ts";
import { describeWallet, renderWallet } from "./describe.ts";
import { LadingError } from "@lading/sdk/errors";

/** Makes a wallet with one identity key and one agreement key. */
export const run: Run = async (input, context) => {
  if (await walletExists(context.directory)) {
    const { directory } = context;
    throw new LadingError(
      "WALLET_EXISTS",
      "conflict",
      `there is already a wallet in ${directory}; choose another directory with --wallet`,
      { directory },
    );
  }
  const passphrase = await context.newPassphrase(undefined);
  const createdAt = context.now().toISOString();
  const keys = [
    { alias: "identity", type: "Secp256k1" as const, privateKeyHex: generateKey("Secp256k1"), createdAt },
    { alias: "agreement", type: "X25519" as const, privateKeyHex: generateKey("X25519"), createdAt },
  ];
  const chainId = text(input, "chainId");
  if (chainId !== undefined) await writeSetting(context.directory, "chain-id", chainId);
  await createWallet(context.directory, passphrase, { ...emptySecrets(), keys }, context.random);
  context.note("walletCreated", { directory: context.directory });
  const wallet = await describeWallet(await context.visible(), context, chainId ?? context.settings["chain-id"]);
  return { data: wallet, text: renderWallet(wallet, context), next: ["lading wallet backup --out FILE"] };
};
