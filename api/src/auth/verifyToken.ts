import { decodeJWT, verifyJWT } from "did-jwt";
import type { Resolvable } from "did-resolver";
import { z } from "zod";
import { assertDid, isLadingError, LadingError } from "@lading/sdk";

/** Seconds that a clock may be wrong. */
export const CLOCK_SKEW = 30;
/** Seconds that a token may live at most. */
export const TOKEN_LIFETIME = 300;
/** Characters that a token may have at most. */
const MAX_LENGTH = 4_096;

const claims = z.object({
  iss: z.string().max(200),
  aud: z.union([z.string(), z.array(z.string()).max(8)]),
  iat: z.number(),
  exp: z.number(),
  jti: z.string().min(1).max(100),
});

/** A token that is what it says. */
export type VerifiedToken = { did: string; address: string; jti: string; expiresAt: number };

/**
 * Verifies a DID-JWT (ES256K): signed by its issuer's DID of this ledger, for this API, short-lived, at this time. Whether it was used
 * before is not decided here.
 *
 * @param now Seconds since 1970
 * @throws LadingError `TOKEN_INVALID`, `TOKEN_EXPIRED`, `TOKEN_AUDIENCE`
 * @example
 * const { did } = await verifyToken(token, { audiences: ["http://127.0.0.1:8080"], chainId: 19524, resolver, now });
 */
export async function verifyToken(
  token: string,
  options: { audiences: readonly string[]; chainId: number; resolver: Resolvable; now: number },
): Promise<VerifiedToken> {
  if (token.length > MAX_LENGTH) throw invalid(`is longer than ${MAX_LENGTH} characters`);
  const { header, payload } = decode(token);
  if (header.alg !== "ES256K" && header.alg !== "ES256K-R")
    throw invalid(`has alg "${header.alg}"; ES256K is accepted`);
  const { iss, aud, iat, exp, jti } = parseClaims(payload);
  const { did, address } = parseIssuer(iss, options.chainId);
  if (!(Array.isArray(aud) ? aud : [aud]).some((each) => options.audiences.includes(each))) {
    throw new LadingError(
      "TOKEN_AUDIENCE",
      "unauthenticated",
      `The token is for "${String(aud)}"; this API is ${options.audiences.join(" or ")}`,
      {
        audience: String(aud),
        accepted: options.audiences,
      },
    );
  }
  if (exp - iat > TOKEN_LIFETIME) throw invalid(`lives ${exp - iat} s; at most ${TOKEN_LIFETIME} s are accepted`);
  if (exp <= options.now - CLOCK_SKEW) throw expired(`ended at ${exp}`, options.now);
  if (iat > options.now + CLOCK_SKEW) throw expired(`begins at ${iat}`, options.now);
  try {
    await verifyJWT(token, {
      resolver: options.resolver,
      proofPurpose: "authentication",
      // Time and audience are decided above, with our own skew and codes.
      policies: { exp: false, iat: false, nbf: false, aud: false },
    });
  } catch (cause) {
    if (isLadingError(cause)) throw cause;
    throw invalid("is not signed by a key of its issuer", cause);
  }
  return { did, address: address.toLowerCase(), jti, expiresAt: exp };
}

function decode(token: string): ReturnType<typeof decodeJWT> {
  try {
    return decodeJWT(token, false);
  } catch (cause) {
    throw invalid("is no JWT", cause);
  }
}

function parseClaims(payload: unknown): z.output<typeof claims> {
  const parsed = claims.safeParse(payload);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw invalid(
    `has no acceptable "${issue.path.join(".")}" (${issue.message}); iss, aud, iat, exp and jti are needed`,
  );
}

function parseIssuer(iss: string, chainId: number): { did: string; address: string } {
  try {
    return assertDid(iss, chainId);
  } catch (cause) {
    throw invalid(`has issuer "${iss}", which is no did:ethr of chain ${chainId}`, cause);
  }
}

function invalid(what: string, cause?: unknown): LadingError {
  return new LadingError("TOKEN_INVALID", "unauthenticated", `The token ${what}`, {}, { cause });
}

function expired(what: string, now: number): LadingError {
  return new LadingError(
    "TOKEN_EXPIRED",
    "unauthenticated",
    `The token ${what}; the time here is ${now}. Sign a fresh one, and compare the clocks`,
    { now },
  );
}
