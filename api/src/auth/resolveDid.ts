import { getResolver } from "ethr-did-resolver";
import { Resolver, type DIDResolutionResult, type Resolvable } from "did-resolver";
import { assertDid, type Did } from "@lading/sdk";
import type { Deployment } from "@lading/sdk/http";

/** A resolver whose answers are kept until {@link CachedResolver.forget}. */
export type CachedResolver = Resolvable & {
  /** To be called when the DID registry has changed. */
  forget(): void;
};

/** DIDs kept at once; the oldest goes first. */
const CAPACITY = 10_000;

/**
 * Resolves did:ethr of this ledger, through its own DID registry where it has one; a DID of another chain or method is refused.
 *
 * @example
 * const { didDocument } = await createDidResolver(rpcUrl, deployment).resolve("did:ethr:0x4c44:0x…");
 */
export function createDidResolver(rpcUrl: string, deployment: Deployment): CachedResolver {
  const registry = deployment.registries.did;
  const known = new Map<string, DIDResolutionResult>();
  const chain =
    registry === undefined
      ? undefined
      : new Resolver(
          getResolver({
            networks: [{ name: `0x${deployment.chainId.toString(16)}`, chainId: deployment.chainId, rpcUrl, registry }],
          }),
        );
  return {
    forget: () => known.clear(),
    async resolve(value) {
      const { did, address } = assertDid(value.split(/[#?;/]/, 1)[0], deployment.chainId);
      const kept = known.get(did);
      if (kept !== undefined) return kept;
      const result = chain === undefined ? unchanged(did, address, deployment.chainId) : await chain.resolve(did);
      if (result.didResolutionMetadata.error === undefined) {
        if (known.size >= CAPACITY) known.delete(known.keys().next().value!);
        known.set(did, result);
      }
      return result;
    },
  };
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
