import type { Context } from "../../framework/context.ts";
import type { PublicKeyInfo } from "../../keystore/keys.ts";
import type { WalletPublic } from "../../keystore/walletFile.ts";
import { renderFacts, renderTable } from "../../ui/table.ts";

/** What is shown of a wallet: the same facts for programs and people. */
export type WalletDescription = {
  directory: string;
  /** DID of the identity key; null as long as the chain is not known. */
  did: string | null;
  address: string | null;
  keys: readonly PublicKeyInfo[];
};

/** Describes a wallet from its public part. The chain is the one of the settings: nothing is asked of the network. */
export async function describeWallet(
  visible: WalletPublic,
  context: Context,
  chainId = context.settings["chain-id"],
): Promise<WalletDescription> {
  const identity =
    visible.keys.find((key) => key.alias === "identity") ?? visible.keys.find((key) => key.address !== undefined);
  const address = identity?.address ?? null;
  let did: string | null = null;
  if (address !== null && chainId !== undefined) {
    const { formatDid } = await import("@lading/sdk");
    did = formatDid(Number(chainId), address);
  }
  return { directory: context.directory, did, address, keys: visible.keys };
}

/** The description as a person reads it. */
export function renderWallet(wallet: WalletDescription, context: Context): string {
  const head = [
    [context.say("directory"), wallet.directory],
    ["DID", wallet.did ?? context.say("chainUnknown")],
  ] as const;
  const rows = wallet.keys.map((key) => [key.alias, key.type, key.address ?? key.publicKeyHex, key.createdAt]);
  const columns = [context.say("alias"), context.say("type"), context.say("address"), context.say("created")];
  return `${renderFacts(head)}\n\n${renderTable(columns, rows)}`;
}
