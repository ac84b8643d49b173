import { LadingError } from "@lading/sdk/errors";
import type { PrivateAgreementKey, PublicAgreementKey } from "@lading/sdk/envelope";
import type { Context } from "../framework/context.ts";
import { newestFirst } from "../keystore/agreementKeys.ts";
import { findMember } from "../values/member.ts";
import { createResolver } from "./createAgent.ts";

/** A verification method of the kinds that ethr-did-resolver gives for an X25519 key. */
type Method = { id: string; publicKeyBase58?: string; publicKeyBase64?: string; publicKeyHex?: string };

/** A member that may read, with the keys that it published. */
export type Reader = { member: number; keys: readonly PublicAgreementKey[] };

/**
 * The members that were named, with the agreement keys of their DID documents as the ledger has them now.
 *
 * @throws AGREEMENT_KEY_UNPUBLISHED · MEMBER_… · LEDGER_UNREACHABLE
 */
export async function findReaders(named: readonly string[], context: Context): Promise<Reader[]> {
  const [{ Resolver }, { publicAgreementKey }, { resolver, network, ready }] = await Promise.all([
    import("did-resolver"),
    import("@lading/sdk/envelope"),
    createResolver(context),
  ]);
  await ready();
  const resolve = new Resolver(resolver);
  const readers: Reader[] = [];
  for (const value of named) {
    const { member, name, did } = await findMember(value, context);
    if (readers.some((reader) => reader.member === member)) continue;
    const { didDocument } = await resolve.resolve(did);
    const ids = new Set((didDocument?.keyAgreement ?? []).filter((entry) => typeof entry === "string"));
    const methods = (didDocument?.verificationMethod ?? []).filter(({ id }) => ids.has(id)) as Method[];
    const keys = (await Promise.all(methods.map(keyHex))).filter((hex) => hex !== undefined).map(publicAgreementKey);
    if (keys.length === 0) {
      const who = name ?? `#${member}`;
      throw new LadingError(
        "AGREEMENT_KEY_UNPUBLISHED",
        "notFound",
        `${who} has published no agreement key; it does so with: lading did publish-key`,
        { member, who },
      );
    }
    readers.push({ member, keys });
  }
  network.provider.destroy();
  return readers;
}

/**
 * This wallet's own agreement keys, both halves, newest first.
 *
 * @throws KEY_UNKNOWN · WALLET_…
 */
export async function ownAgreementKeys(context: Context): Promise<PrivateAgreementKey[]> {
  const [{ privateAgreementKey }, { publicKeyInfo }] = await Promise.all([
    import("@lading/sdk/envelope"),
    import("../keystore/keys.ts"),
  ]);
  const { keys } = (await context.unlock()).secrets;
  const own = newestFirst(keys);
  if (own.length > 0) return own.map((key) => privateAgreementKey(key.privateKeyHex, publicKeyInfo(key).publicKeyHex));
  throw new LadingError("KEY_UNKNOWN", "notFound", "the wallet has no agreement key (X25519)", {
    alias: "agreement",
    aliases: keys.map(({ alias }) => alias),
  });
}

async function keyHex({ publicKeyBase58, publicKeyBase64, publicKeyHex }: Method): Promise<string | undefined> {
  if (publicKeyHex !== undefined) return publicKeyHex;
  if (publicKeyBase64 !== undefined) return Buffer.from(publicKeyBase64, "base64").toString("hex");
  if (publicKeyBase58 === undefined) return undefined;
  const { decodeBase58, toBeHex } = await import("ethers");
  return toBeHex(decodeBase58(publicKeyBase58), 32);
}
