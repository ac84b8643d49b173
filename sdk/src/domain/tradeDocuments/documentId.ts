import { AbiCoder, keccak256 } from "ethers";

/**
 * The id of an attested trade document: keccak256(abi.encode(uint32 issuer, bytes32 schema, bytes32 digest))
 * (contracts/src/document/DocumentId.sol).
 *
 * @param issuer number of the member that attests it
 * @returns 32 bytes, 0x-hex
 * @example
 * documentId(7, type.schemaDigest, attestation.digest); // what `lading document show` takes
 */
export function documentId(issuer: number, schema: string, digest: string): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint32", "bytes32", "bytes32"], [issuer, schema, digest]));
}
