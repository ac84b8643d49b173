import { readText } from "../../files/readJson.ts";
import type { Run } from "../../framework/command.ts";
import { updateWallet } from "../../keystore/walletFile.ts";
import { decodeCredential } from "./decode.ts";
import { assertValid } from "./verifyJwt.ts";

/** Keeps a credential whose signature is good. */
export const run: Run = async (input, context) => {
  const file = input.args[0] ?? "";
  const jwt = (await readText(file, context)).trim();
  const view = decodeCredential(jwt, file);
  await assertValid(jwt, context);
  const wallet = await context.unlock();
  const known = wallet.secrets.credentials.some(({ digest }) => digest === view.digest);
  if (!known) {
    const entry = { digest: view.digest, jwt, addedAt: context.now().toISOString() };
    await updateWallet(wallet, context.random, (secrets) => ({
      ...secrets,
      credentials: [...secrets.credentials.filter(({ digest }) => digest !== entry.digest), entry],
    }));
  }
  context.note(known ? "credentialKept" : "credentialImported", { digest: view.digest });
  return { data: view, text: view.digest };
};
