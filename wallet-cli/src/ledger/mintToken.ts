import { findKey } from "../keystore/findKey.ts";
import type { Context } from "../framework/context.ts";
import { readChainId } from "./network.ts";

/** A token lives for two minutes: long enough for a slow request, short enough to be worthless when it leaks. */
const LIFETIME_SECONDS = 120;

/**
 * A DID-JWT that proves to one API, once, who is calling: signed by the key that signs in (ES256K), bound to the audience, with a fresh `jti`.
 *
 * @throws KEY_UNKNOWN · WALLET_… · API_UNREACHABLE where the chain is not known yet
 */
export async function mintToken(audience: string, context: Context): Promise<string> {
  const [{ createJWT, ES256KSigner }, { formatDid }, chainId] = await Promise.all([
    import("did-jwt"),
    import("@lading/sdk"),
    readChainId(context),
  ]);
  const wallet = await context.unlock();
  const key = findKey(wallet.secrets.keys, context.tokenKeyAlias);
  const { Wallet } = await import("ethers");
  const issuer = formatDid(chainId, new Wallet(`0x${key.privateKeyHex}`).address);
  const iat = Math.floor(context.now().getTime() / 1000);
  const jti = Buffer.from(context.random(16)).toString("hex");
  const signer = ES256KSigner(Buffer.from(key.privateKeyHex, "hex"));
  return createJWT(
    { aud: audience, iat, exp: iat + LIFETIME_SECONDS, jti },
    { issuer, signer, alg: "ES256K" },
    { alg: "ES256K" },
  );
}
