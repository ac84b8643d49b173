import { text, type Run } from "../../framework/command.ts";
import { assertFreeAlias, findKey } from "../../keystore/findKey.ts";
import { generateKey, publicKeyInfo } from "../../keystore/keys.ts";
import { updateWallet } from "../../keystore/walletFile.ts";

/** Adds a new signing key. */
export const run: Run = async (input, context) => {
  const alias = text(input, "alias") ?? "";
  assertFreeAlias((await context.visible()).keys, alias);
  const wallet = await context.unlock();
  const key = {
    alias,
    type: "Secp256k1" as const,
    privateKeyHex: generateKey("Secp256k1"),
    createdAt: context.now().toISOString(),
  };
  await updateWallet(wallet, context.random, (secrets) => {
    assertFreeAlias(secrets.keys, alias);
    return { ...secrets, keys: [...secrets.keys, key] };
  });
  context.note("keyAdded", { alias });
  const info = publicKeyInfo(findKey(wallet.secrets.keys, alias));
  return { data: info, text: `${info.alias}  ${info.address ?? ""}` };
};
