import { jsonDigest } from "../domain/digest.ts";
import { LadingError } from "../domain/errors.ts";
import type { TrustAnchor } from "./TrustAnchor.ts";
import { type VerifiedCertificate, verifyCertificate } from "./verifyCertificate.ts";
import { type VerifiedCreditCertificate, verifyCreditCertificate } from "./verifyCreditCertificate.ts";
import { type VerifiedDocumentCertificate, verifyDocumentCertificate } from "./verifyDocumentCertificate.ts";
import { type VerifiedReleaseCertificate, verifyReleaseCertificate } from "./verifyReleaseCertificate.ts";

/** A certificate of any right that holds, and what it says. */
export type VerifiedAnyCertificate =
  | ({ right: "title" } & VerifiedCertificate)
  | ({ right: "release" } & VerifiedReleaseCertificate)
  | ({ right: "credit" } & VerifiedCreditCertificate)
  | ({ right: "document" } & VerifiedDocumentCertificate);

/**
 * Verifies a certificate of whichever right its file names: a bill, a release, an attestation of credit or a trade document.
 *
 * @param options.now seconds since 1970, for the age
 * @param options.document text at hand: is it the bill that was issued, the trade document that was attested?
 * @throws LadingError as {@link verifyCertificate}
 * @example
 * verifyAnyCertificate(readJson(file), anchor).right; // "credit"
 */
export function verifyAnyCertificate(
  value: unknown,
  anchor: TrustAnchor,
  options: { now?: number; document?: unknown } = {},
): VerifiedAnyCertificate {
  const format = typeof value === "object" && value !== null ? (value as { format?: unknown }).format : undefined;
  switch (format) {
    case "lading-certificate":
      return { right: "title", ...verifyCertificate(value, anchor, options) };
    case "lading-release-certificate":
      return { right: "release", ...verifyReleaseCertificate(value, anchor, options) };
    case "lading-credit-certificate":
      return { right: "credit", ...verifyCreditCertificate(value, anchor, options) };
    case "lading-document-certificate":
      return {
        right: "document",
        ...verifyDocumentCertificate(value, anchor, { ...options, ...presentedOf(options) }),
      };
    default:
      throw new LadingError(
        "CERTIFICATE_MALFORMED",
        "invalid",
        "not a certificate: /format: expected lading-certificate, lading-release-certificate, lading-credit-certificate or lading-document-certificate",
        { pointer: "/format" },
      );
  }
}

function presentedOf({ document }: { document?: unknown }): { presented?: { digest: string } } {
  return document === undefined ? {} : { presented: { digest: jsonDigest(document) } };
}
