import { createAgent as createVeramo, type TAgent } from "@veramo/core";
import type { ICredentialPlugin, IDIDManager, IKeyManager, IResolver } from "@veramo/core-types";
import { CredentialProviderJWT } from "@veramo/credential-jwt";
import { CredentialPlugin } from "@veramo/credential-w3c";
import { DIDManager } from "@veramo/did-manager";
import { EthrDIDProvider } from "@veramo/did-provider-ethr";
import { DIDResolverPlugin } from "@veramo/did-resolver";
import { KeyManager } from "@veramo/key-manager";
import { KeyManagementSystem } from "@veramo/kms-local";
import { FetchRequest, JsonRpcProvider } from "ethers";
import { getResolver } from "ethr-did-resolver";
import { formatDid } from "@lading/sdk";
import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";
import { newestFirst } from "../keystore/agreementKeys.ts";
import { findKey } from "../keystore/findKey.ts";
import { publicKeyInfo } from "../keystore/keys.ts";
import { readNetwork, registryOf } from "../ledger/network.ts";
import { rpcChainId } from "../ledger/rpcChainId.ts";
import { rpcEndpoint } from "../ledger/rpcEndpoint.ts";
import { dropDangling, type EthrResolve } from "./dropDangling.ts";
import { KMS, WalletDidStore, WalletKeyStore, WalletPrivateKeyStore } from "./stores.ts";

/** The Veramo agent of this wallet. */
export type WalletAgent = {
  readonly agent: TAgent<IKeyManager & IDIDManager & IResolver & ICredentialPlugin>;
  readonly chainId: number;
  /** The DID of the acting key, in its one canonical spelling. */
  readonly did: string;
  /** Free gas, said explicitly: an ethers signer would else ask the node for a price and find an empty account. */
  readonly transactionOptions: { readonly gasPrice: 0n; readonly type: 0 };
  /** See {@link Resolver.ready}. */
  readonly ready: () => Promise<void>;
};

/** Resolves DIDs of this ledger and nothing else; needs no wallet. */
export type Resolver = {
  readonly resolver: Record<string, EthrResolve>;
  readonly chainId: number;
  readonly network: EthrNetwork;
  /**
   * Makes sure that the right ledger answers; to be awaited before anything is asked of it.
   *
   * @throws LEDGER_UNREACHABLE · LEDGER_OTHER
   */
  readonly ready: () => Promise<void>;
};

type EthrNetwork = { chainId: string; registry: string; provider: JsonRpcProvider };

/**
 * A resolver of did:ethr on this ledger through its own registry. Nothing is asked of the ledger yet.
 *
 * @throws REGISTRY_ABSENT · API_UNREACHABLE where chain id or the registry's address are not set
 */
export async function createResolver(context: Context): Promise<Resolver> {
  const { chainId, registry } = await didNetwork(context);
  const endpoint = rpcEndpoint(context);
  const request = new FetchRequest(endpoint.url);
  if (endpoint.token !== undefined) request.setHeader("authorization", `Bearer ${endpoint.token}`);
  // ethr-did-resolver and Veramo compare this text with the one in the DID: a number, or hex without 0x, would make DIDs that nobody resolves.
  const network = {
    chainId: `0x${chainId.toString(16)}`,
    registry,
    provider: new JsonRpcProvider(request, chainId, { staticNetwork: true }),
  };
  // The cast crosses ethers' two builds (the resolver's types name the CommonJS one); at run time it is one and the same provider.
  const configuration = { networks: [network] } as unknown as Parameters<typeof getResolver>[0];
  const ready = async (): Promise<void> => {
    const found = await rpcChainId(endpoint);
    if (found === chainId) return;
    throw new LadingError(
      "LEDGER_OTHER",
      "conflict",
      `the ledger at ${context.rpcUrl} is chain ${found}; this wallet works on chain ${chainId}`,
      { chainId: found, expected: chainId },
    );
  };
  const { ethr } = getResolver(configuration);
  if (ethr === undefined) throw new LadingError("INTERNAL", "internal", "ethr-did-resolver resolves no did:ethr", {});
  const tidy: EthrResolve = async (...question) => dropDangling(await ethr(...question));
  return { resolver: { ethr: tidy }, chainId, network, ready };
}

async function didNetwork(context: Context): Promise<{ chainId: number; registry: string }> {
  const { "chain-id": chainId, "did-registry": registry } = context.settings;
  if (chainId !== undefined && registry !== undefined) return { chainId: Number(chainId), registry };
  const network = await readNetwork(context);
  return { chainId: network.chainId, registry: registry ?? registryOf(network, "did") };
}

/**
 * The agent over the unlocked wallet, with the acting key's DID under management.
 *
 * @throws as {@link createResolver}, WALLET_… · KEY_UNKNOWN
 */
export async function createAgent(context: Context): Promise<WalletAgent> {
  const { resolver, chainId, network, ready } = await createResolver(context);
  const wallet = await context.unlock();
  const parts = { wallet, random: context.random, now: context.now };
  const provider = `did:ethr:${network.chainId}`;
  const agent = createVeramo<IKeyManager & IDIDManager & IResolver & ICredentialPlugin>({
    plugins: [
      new KeyManager({
        store: new WalletKeyStore(parts),
        kms: { [KMS]: new KeyManagementSystem(new WalletPrivateKeyStore(parts)) },
      }),
      new DIDManager({
        store: new WalletDidStore(parts),
        defaultProvider: provider,
        providers: { [provider]: new EthrDIDProvider({ defaultKms: KMS, networks: [network] }) },
      }),
      new DIDResolverPlugin({ ...resolver }),
      new CredentialPlugin([new CredentialProviderJWT()]),
    ],
  });
  const key = publicKeyInfo(findKey(wallet.secrets.keys, context.keyAlias));
  if (key.address === undefined) {
    throw new LadingError("KEY_TYPE", "invalid", `key "${key.alias}" is ${key.type} and has no DID of its own`, {
      alias: key.alias,
    });
  }
  // Not didManagerCreate: that would put the public key into the DID, a second name for the same member.
  const did = formatDid(chainId, key.address);
  const [agreement] = newestFirst(wallet.secrets.keys);
  const keyAliases = [key.alias, ...(agreement === undefined ? [] : [agreement.alias])];
  if (!wallet.secrets.identifiers.some((record) => record.did === did)) {
    const store = new WalletDidStore(parts);
    const keys = await Promise.all(keyAliases.map((kid) => agent.keyManagerGet({ kid })));
    await store.importDID({ did, provider, alias: key.alias, controllerKeyId: key.alias, keys, services: [] });
  }
  return { agent, chainId, did, transactionOptions: { gasPrice: 0n, type: 0 }, ready };
}
