import { Contract, FetchRequest, JsonRpcProvider } from "ethers";
import type { Provider, Signer } from "ethers";
import { LadingError } from "../domain/errors.ts";
import type { Deployment } from "../domain/ledger/Deployment.ts";
import type { Right } from "../domain/acts/Act.ts";
import { registryInterface } from "../domain/typedData/typedData.ts";
import { toLedgerError } from "./decodeRevert.ts";
import type { RpcEndpoint } from "./RpcEndpoint.ts";

/** A ledger as the sdk sees it: a provider and its registries. */
export type LedgerClient = {
  readonly provider: Provider;
  readonly deployment: Deployment;
  /** A registry, bound to its address and to the signer if there is one. */
  registry(right: Right): Contract;
  /** Calls a view of a registry; refusals come as {@link LadingError}. */
  read(right: Right, name: string, args: readonly unknown[]): Promise<unknown>;
};

/** Makes a provider for a JSON-RPC endpoint: answers within 30 s or fails, no batching delay. */
export function createProvider(endpoint: string | RpcEndpoint): JsonRpcProvider {
  const { url, token } = typeof endpoint === "string" ? { url: endpoint } : endpoint;
  const request = new FetchRequest(url);
  if (token !== undefined) request.setHeader("authorization", `Bearer ${token}`);
  request.timeout = 30_000;
  return new JsonRpcProvider(request, undefined, { batchMaxCount: 1, cacheTimeout: -1, pollingInterval: 250 });
}

/**
 * Connects to a ledger.
 *
 * @example
 * const ledger = createLedgerClient({ provider: createProvider("http://127.0.0.1:8545"), deployment });
 * await ledger.read("members", "memberCount", []); // → 11n
 */
export function createLedgerClient(options: {
  provider: Provider;
  deployment: Deployment;
  signer?: Signer;
  /** Shown in errors. */
  url?: string;
}): LedgerClient {
  const { provider, deployment, signer, url } = options;
  const bound = new Map<Right, Contract>();
  function registry(right: Right): Contract {
    let contract = bound.get(right);
    if (contract === undefined) {
      const address = deployment.registries[right];
      if (address === undefined) {
        throw new LadingError(
          "REGISTRY_ABSENT",
          "unavailable",
          `this ledger has no ${right} registry: an earlier version deployed it; whoever runs it adds one by starting it with this version`,
          { right },
        );
      }
      contract = new Contract(address, registryInterface(right), signer ?? provider);
      bound.set(right, contract);
    }
    return contract;
  }
  return {
    provider,
    deployment,
    registry,
    async read(right, name, args) {
      try {
        return (await registry(right)
          .getFunction(name)
          .staticCall(...args)) as unknown;
      } catch (error) {
        throw toLedgerError(error, url);
      }
    },
  };
}

/**
 * Checks that the ledger behind a provider is the one that a deployment describes.
 *
 * @throws LEDGER_UNREACHABLE, LEDGER_OTHER when chain id or genesis differ
 */
export async function assertLedger(provider: Provider, deployment: Deployment, url?: string): Promise<void> {
  let chainId: bigint;
  let genesisHash: string | null | undefined;
  try {
    chainId = (await provider.getNetwork()).chainId;
    genesisHash = (await provider.getBlock(0))?.hash;
  } catch (error) {
    throw toLedgerError(error, url);
  }
  if (Number(chainId) !== deployment.chainId || genesisHash !== deployment.genesisHash) {
    throw new LadingError(
      "LEDGER_OTHER",
      "conflict",
      `the ledger at ${url ?? "the given URL"} is another one: chain ${chainId}, genesis ${genesisHash}; expected chain ${deployment.chainId}, genesis ${deployment.genesisHash}`,
      { chainId: Number(chainId), genesisHash: genesisHash ?? null },
    );
  }
}
