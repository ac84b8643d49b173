import { LadingError } from "@lading/sdk/errors";
import { readText } from "../../files/readJson.ts";
import type { Context } from "../../framework/context.ts";
import { credentialDigest } from "../../values/credentialDigest.ts";

/** What a person wants to see of a credential, without verifying it. */
export type CredentialView = {
  /** SHA-256 of the JWT's bytes: what the ledger keeps as evidence. */
  digest: string;
  presentation: boolean;
  /** The credentials inside a presentation, as JWTs. */
  presented: readonly string[];
  type: string;
  issuer: string;
  subject: string | null;
  claims: Record<string, unknown>;
  validFrom: string | null;
  validUntil: string | null;
};

/**
 * Decodes a VC or VP in JWT form (VC data model 1.1, section 6.3.1).
 *
 * @throws CREDENTIAL_MALFORMED
 */
export function decodeCredential(jwt: string, file: string): CredentialView {
  const payload = payloadOf(jwt, file);
  const presentation = typeof payload.vp === "object" && payload.vp !== null;
  const body = (presentation ? payload.vp : payload.vc) as
    { type?: unknown; credentialSubject?: Record<string, unknown>; verifiableCredential?: unknown } | undefined;
  if (typeof body !== "object" || body === null || typeof payload.iss !== "string") throw malformed(file);
  const types = (Array.isArray(body.type) ? body.type : [body.type]).map(String);
  const { id: _, ...claims } = body.credentialSubject ?? {};
  return {
    digest: credentialDigest(jwt),
    presentation,
    presented: Array.isArray(body.verifiableCredential) ? body.verifiableCredential.map(String) : [],
    type: types.find((type) => type !== "VerifiableCredential" && type !== "VerifiablePresentation") ?? types[0] ?? "",
    issuer: payload.iss,
    subject: typeof payload.sub === "string" ? payload.sub : null,
    claims,
    validFrom: toIso(payload.nbf),
    validUntil: toIso(payload.exp),
  };
}

/**
 * A credential that the user named: by file, or by the beginning of the digest of one in the wallet.
 *
 * @throws CREDENTIAL_UNKNOWN · CREDENTIAL_AMBIGUOUS · FILE_NOT_FOUND · CREDENTIAL_MALFORMED
 */
export async function findCredential(named: string, context: Context): Promise<string> {
  if (!/^0x[0-9a-f]{2,64}$/i.test(named)) {
    const jwt = (await readText(named, context)).trim();
    payloadOf(jwt, named);
    return jwt;
  }
  const { credentials } = (await context.unlock()).secrets;
  const matches = credentials.filter(({ digest }) => digest.startsWith(named.toLowerCase()));
  const [match] = matches;
  if (match === undefined) {
    throw new LadingError(
      "CREDENTIAL_UNKNOWN",
      "notFound",
      `the wallet has no credential ${named}; see: lading credential list`,
      { digest: named },
    );
  }
  if (matches.length > 1) {
    throw new LadingError(
      "CREDENTIAL_AMBIGUOUS",
      "invalid",
      `${matches.length} credentials begin with ${named}; give more digits`,
      { digest: named },
    );
  }
  return match.jwt;
}

function payloadOf(jwt: string, file: string): Record<string, unknown> {
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(jwt) ?? [];
  if (payload === undefined) throw malformed(file);
  try {
    const parsed: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof parsed === "object" && parsed !== null) return parsed as Record<string, unknown>;
  } catch (cause) {
    throw malformed(file, cause);
  }
  throw malformed(file);
}

function malformed(file: string, cause?: unknown): LadingError {
  return new LadingError(
    "CREDENTIAL_MALFORMED",
    "invalid",
    `${file} is no credential or presentation in JWT form`,
    { file },
    { cause },
  );
}

function toIso(seconds: unknown): string | null {
  return typeof seconds === "number" ? new Date(seconds * 1000).toISOString().replace(".000Z", "Z") : null;
}
