import { getResolver } from "ethr-did-resolver";
import type { Provider } from "ethers";
import { Resolver, type DIDResolutionResult, type Resolvable } from "did-resolver";
import { assertDid, type Did } from "@lading/sdk";
import { LadingError } from "@lading/sdk/errors";
import type { Deployment } from "@lading/sdk/http";

/** A resolver whose answers are kept until {@link CachedResolver.forget}. */
export type CachedResolver = Resolvable & {
  /** To be called when the DID registry has changed. */
  forget(): void;
};

/** Milliseconds that a resolution may take: less than a client waits. */
const TIMEOUT = 10_000;

/** DIDs kept at once; the oldest goes first. */
const CAPACITY = 10_000;

/**
 * Resolves did:ethr of this ledger, through its own DID registry where it has one; a DID of another chain or method is refused.
 *
 * @example
 * const { didDocument } = await createDidResolver({ provider, deployment, url }).resolve("did:ethr:0x4c44:0x…");
 */
export function createDidResolver(options: {
  provider: Provider;
  deployment: Deployment;
  /** Shown in errors. */
  url: string;
}): CachedResolver {
  const { provider, deployment, url } = options;
  const registry = deployment.registries.did;
  const known = new Map<string, DIDResolutionResult>();
  // The cast crosses ethers' two builds (the resolver's types name the CommonJS one); at run time it is one and the same provider.
  const configuration = {
    networks: [{ name: `0x${deployment.chainId.toString(16)}`, chainId: deployment.chainId, provider, registry }],
  } as unknown as Parameters<typeof getResolver>[0];
  const chain = registry === undefined ? undefined : new Resolver(getResolver(configuration));
  return {
    forget: () => known.clear(),
    async resolve(value) {
      const { did, address } = assertDid(value.split(/[#?;/]/, 1)[0], deployment.chainId);
      const kept = known.get(did);
      if (kept !== undefined) return kept;
      const result =
        chain === undefined ? unchanged(did, address, deployment.chainId) : await inTime(chain.resolve(did), url);
      if (result.didResolutionMetadata.error === undefined) {
        if (known.size >= CAPACITY) known.delete(known.keys().next().value!);
        known.set(did, result);
      }
      return result;
    },
  };
}

/** A ledger that does not answer decides nothing about a token: it is neither right nor wrong. */
async function inTime(resolving: Promise<DIDResolutionResult>, url: string): Promise<DIDResolutionResult> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("no answer in time")), TIMEOUT);
  try {
    const result = await Promise.race([resolving, late]);
    const { error } = result.didResolutionMetadata;
    if (error === undefined || error === "invalidDid") return result;
    throw new Error(`${error}: ${String(result.didResolutionMetadata.message ?? "")}`);
  } catch (cause) {
    throw new LadingError(
      "LEDGER_UNREACHABLE",
      "unavailable",
      `${url} does not answer what it knows of a DID`,
      { url },
      { cause },
    );
  } finally {
    clearTimeout(timer);
  }
}

/** The document of a did:ethr that no registry ever changed. */
function unchanged(did: Did, address: string, chainId: number): DIDResolutionResult {
  const controller = {
    id: `${did}#controller`,
    type: "EcdsaSecp256k1RecoveryMethod2020",
    controller: did,
    blockchainAccountId: `eip155:${chainId}:${address}`,
  };
  return {
    didDocumentMetadata: {},
    didResolutionMetadata: { contentType: "application/did+ld+json" },
    didDocument: {
      id: did,
      verificationMethod: [controller],
      authentication: [controller.id],
      assertionMethod: [controller.id],
    },
  };
}
