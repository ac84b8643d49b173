import { createHash } from "node:crypto";

/**
 * The evidence digest of a credential: SHA-256 of the bytes of its compact JWT.
 *
 * @example
 * credentialDigest("eyJhbGciOiJFUzI1NksifQ.e30.c2ln").length; // 66
 */
export function credentialDigest(jwt: string): string {
  return `0x${createHash("sha256").update(jwt, "ascii").digest("hex")}`;
}
