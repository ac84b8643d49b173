import { decodeBase64, encodeBase64, getBytes, isHexString } from "ethers";
import { calculateJwkThumbprint } from "jose";
import { malformed } from "../identifiers/malformed.ts";

/** A member's public key-agreement key (X25519, RFC 8037), as its DID document publishes it. */
export type PublicAgreementKey = { kty: "OKP"; crv: "X25519"; x: string };
/** The private half, which never leaves a wallet. */
export type PrivateAgreementKey = PublicAgreementKey & { d: string };

/**
 * A public key-agreement key from its 32 bytes.
 *
 * @param hex with or without 0x
 * @throws LadingError `AGREEMENT_KEY_SHAPE`
 * @example
 * publicAgreementKey("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a").crv; // "X25519"
 */
export function publicAgreementKey(hex: string): PublicAgreementKey {
  return { kty: "OKP", crv: "X25519", x: base64url(hex) };
}

/**
 * A private key-agreement key from the 32 bytes of each half.
 *
 * @throws LadingError `AGREEMENT_KEY_SHAPE`
 * @example
 * await openEnvelope(envelope, privateAgreementKey(stored.privateKeyHex, stored.publicKeyHex));
 */
export function privateAgreementKey(privateHex: string, publicHex: string): PrivateAgreementKey {
  return { ...publicAgreementKey(publicHex), d: base64url(privateHex) };
}

/** How a grant names its key: RFC 7638 thumbprint of the public half. */
export function thumbprint({ kty, crv, x }: PublicAgreementKey): Promise<string> {
  return calculateJwkThumbprint({ kty, crv, x });
}

/** Bytes of base64url, or null where it is not the one spelling of any. */
export function fromBase64url(text: string): Uint8Array | null {
  try {
    const padded = text
      .replaceAll("-", "+")
      .replaceAll("_", "/")
      .padEnd(Math.ceil(text.length / 4) * 4, "=");
    const bytes = decodeBase64(padded);
    return toBase64url(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** Base64url without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function base64url(hex: string): string {
  const prefixed = hex.startsWith("0x") ? hex : `0x${hex}`;
  if (!isHexString(prefixed, 32)) {
    throw malformed(
      "AGREEMENT_KEY_SHAPE",
      "agreementKey",
      `${hex.length} characters`,
      "expected 32 bytes in hex (X25519)",
      "",
    );
  }
  return toBase64url(getBytes(prefixed));
}
