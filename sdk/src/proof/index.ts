export { assertCertificateSize, type Certificate, parseCertificate, type ReadCertificate } from "./Certificate.ts";
export { certificateDigest } from "./certificateDigest.ts";
export { followValidators, quorum } from "./followValidators.ts";
export { readSealedHeader, type SealedHeader } from "./sealedHeader.ts";
export { parseTrustAnchor, type TrustAnchor } from "./TrustAnchor.ts";
export { type VerifiedCertificate, verifyCertificate } from "./verifyCertificate.ts";
export { parseReleaseCertificate, type ReadReleaseCertificate, type ReleaseCertificate } from "./ReleaseCertificate.ts";
export { type CreditCertificate, parseCreditCertificate, type ReadCreditCertificate } from "./CreditCertificate.ts";
export { type VerifiedAnyCertificate, verifyAnyCertificate } from "./verifyAnyCertificate.ts";
export {
  type CreditVerdict,
  type VerifiedCreditCertificate,
  verifyCreditCertificate,
} from "./verifyCreditCertificate.ts";
export {
  type ReleaseVerdict,
  type VerifiedReleaseCertificate,
  verifyReleaseCertificate,
} from "./verifyReleaseCertificate.ts";
export {
  type DocumentCertificate,
  parseDocumentCertificate,
  type ReadDocumentCertificate,
} from "./DocumentCertificate.ts";
export {
  type ProvenDocumentVerdict,
  type VerifiedDocumentCertificate,
  verifyDocumentCertificate,
} from "./verifyDocumentCertificate.ts";
export { type AnsweredQuestion, questionsOf } from "./questionsOf.ts";
