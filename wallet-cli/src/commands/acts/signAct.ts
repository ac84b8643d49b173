import { createHash } from "node:crypto";
import type { SignedAct, UnsignedAct } from "@lading/sdk/signedAct";
import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../../framework/context.ts";
import { findKey } from "../../keystore/findKey.ts";
import { registryOf, type Network } from "../../ledger/network.ts";
import { nextNonce } from "./nextNonce.ts";

/**
 * Signs an act with the acting key (EIP-712).
 *
 * @param name where given, the nonce follows from it: however often the act is signed under one name, the ledger admits it once
 * @throws KEY_UNKNOWN · KEY_TYPE · WALLET_… · ACT_UNKNOWN · ACT_ARGUMENTS_INVALID · REGISTRY_ABSENT
 */
export async function signAct(
  act: Omit<UnsignedAct, "nonce">,
  network: Network,
  context: Context,
  name?: string,
): Promise<SignedAct> {
  const [{ buildTypedData }, { Wallet }] = await Promise.all([import("@lading/sdk/typedData"), import("ethers")]);
  const wallet = await context.unlock();
  const key = findKey(wallet.secrets.keys, context.keyAlias);
  if (key.type !== "Secp256k1") {
    throw new LadingError(
      "KEY_TYPE",
      "invalid",
      `key "${key.alias}" is ${key.type}; acts are signed by secp256k1 keys`,
      { alias: key.alias },
    );
  }
  const signer = new Wallet(`0x${key.privateKeyHex}`);
  const { chainId } = network;
  const registry = registryOf(network, act.right);
  const officer = signer.address;
  const nonce =
    name === undefined ? await nextNonce({ chainId, registry, officer }, context) : nonceOf(name, officer, chainId);
  const unsigned: UnsignedAct = { ...act, nonce };
  const { domain, types, message } = buildTypedData(unsigned, { chainId, registry });
  return {
    ...unsigned,
    officer,
    signature: await signer.signTypedData(domain, types, message),
    countersignatures: [],
  };
}

function nonceOf(name: string, officer: string, chainId: number): string {
  return `0x${createHash("sha256").update(`lading act\n${chainId}\n${officer}\n${name}`).digest("hex")}`;
}
