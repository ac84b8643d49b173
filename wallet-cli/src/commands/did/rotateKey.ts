import type { PublicAgreementKey } from "@lading/sdk/envelope";
import { findReaders } from "../../agent/agreementKeys.ts";
import { text, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { newestFirst } from "../../keystore/agreementKeys.ts";
import { generateKey, publicKeyInfo, type PublicKeyInfo, type StoredKey } from "../../keystore/keys.ts";
import { updateWallet } from "../../keystore/walletFile.ts";
import { describeRewrapped, rewrapDocuments } from "../document/rewrap.ts";
import { announceKey } from "./publish.ts";

/**
 * Gives the member another agreement key: a new one is published, the documents that the old one opens are wrapped for it, and only then the
 * old one is withdrawn, so that nothing is unreadable in between. The old key stays in the wallet: envelopes that others keep still open.
 * The same command again goes on where it was interrupted.
 */
export const run: Run = async (input, context) => {
  const published = await publishedKeys(context);
  const isPublished = (key: PublicKeyInfo): boolean => published.has(hexOf(key));
  const own = newestFirst((await context.visible()).keys);
  const [newest] = own;
  // A newest key that is not published, while an older one is, was made by a rotation that broke off.
  const goesOn = newest !== undefined && own.length > 1 && !isPublished(newest);
  const fresh = goesOn ? newest : await addKey(context);
  const idempotent = { validFor: text(input, "validFor") };
  if (!isPublished(fresh)) await announceKey("setAttribute", fresh.publicKeyHex, idempotent, context);
  const found = await rewrapDocuments({ titles: [], documents: [] }, context);
  const old = own.filter((key) => key.alias !== fresh.alias && isPublished(key));
  for (const key of old) await announceKey("revokeAttribute", key.publicKeyHex, {}, context);
  const withdrawn = old.map(({ alias }) => alias);
  return {
    data: { key: fresh.alias, publicKeyHex: fresh.publicKeyHex, withdrawn, documents: found },
    text: [`${fresh.alias}  ${fresh.publicKeyHex}`, describeRewrapped(found, context)].join("\n"),
    next: ["lading wallet backup --out FILE"],
  };
};

/** Published keys of the member by their base64url; none where it has not published any yet. */
async function publishedKeys(context: Context): Promise<ReadonlySet<string>> {
  try {
    const [reader] = await findReaders(["me"], context);
    return new Set((reader?.keys ?? []).map(({ x }: PublicAgreementKey) => x));
  } catch (error) {
    if ((error as { code?: string }).code === "AGREEMENT_KEY_UNPUBLISHED") return new Set();
    throw error;
  }
}

const hexOf = ({ publicKeyHex }: PublicKeyInfo): string => Buffer.from(publicKeyHex, "hex").toString("base64url");

async function addKey(context: Context): Promise<PublicKeyInfo> {
  const wallet = await context.unlock();
  const taken = new Set(wallet.secrets.keys.map(({ alias }) => alias));
  let count = 2;
  while (taken.has(`agreement-${count}`)) count += 1;
  const key: StoredKey = {
    alias: `agreement-${count}`,
    type: "X25519",
    privateKeyHex: generateKey("X25519"),
    createdAt: context.now().toISOString(),
  };
  await updateWallet(wallet, context.random, (secrets) => ({ ...secrets, keys: [...secrets.keys, key] }));
  context.note("keyAdded", { alias: key.alias });
  return publicKeyInfo(key);
}
