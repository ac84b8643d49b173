import { jsonDigest } from "../domain/digest.ts";
import type { Certificate } from "./Certificate.ts";
import type { CreditCertificate } from "./CreditCertificate.ts";
import type { DocumentCertificate } from "./DocumentCertificate.ts";
import type { ReleaseCertificate } from "./ReleaseCertificate.ts";

/**
 * Digest of a certificate, whatever the spelling of its file: what a printed copy carries as a QR code, so that the paper can be
 * compared with the file.
 *
 * @returns 32 bytes, 0x-hex
 * @example
 * certificateDigest(certificate).length; // 66
 */
export function certificateDigest(
  certificate: Certificate | ReleaseCertificate | CreditCertificate | DocumentCertificate,
): string {
  return jsonDigest(certificate);
}
