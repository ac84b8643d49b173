import { LadingError } from "../domain/errors.ts";
import type { TrustAnchor } from "./TrustAnchor.ts";
import { type VerifiedCertificate, verifyCertificate } from "./verifyCertificate.ts";
import { type VerifiedCreditCertificate, verifyCreditCertificate } from "./verifyCreditCertificate.ts";
import { type VerifiedReleaseCertificate, verifyReleaseCertificate } from "./verifyReleaseCertificate.ts";

/** A certificate of any right that holds, and what it says. */
export type VerifiedAnyCertificate =
  | ({ right: "title" } & VerifiedCertificate)
  | ({ right: "release" } & VerifiedReleaseCertificate)
  | ({ right: "credit" } & VerifiedCreditCertificate);

/**
 * Verifies a certificate of whichever right its file names.
 *
 * @throws LadingError as {@link verifyCertificate}
 * @example
 * verifyAnyCertificate(readJson(file), anchor).right; // "credit"
 */
export function verifyAnyCertificate(
  value: unknown,
  anchor: TrustAnchor,
  options: { now?: number } = {},
): VerifiedAnyCertificate {
  const format = typeof value === "object" && value !== null ? (value as { format?: unknown }).format : undefined;
  switch (format) {
    case "lading-certificate":
      return { right: "title", ...verifyCertificate(value, anchor, options) };
    case "lading-release-certificate":
      return { right: "release", ...verifyReleaseCertificate(value, anchor, options) };
    case "lading-credit-certificate":
      return { right: "credit", ...verifyCreditCertificate(value, anchor, options) };
    default:
      throw new LadingError(
        "CERTIFICATE_MALFORMED",
        "invalid",
        "not a certificate: /format: expected lading-certificate, lading-release-certificate or lading-credit-certificate",
        { pointer: "/format" },
      );
  }
}
