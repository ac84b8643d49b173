export { headerFromRpc, type RpcBlock } from "./headerFromRpc.ts";
export type { Request } from "./ledgerEvents.ts";
export { readTitleActs, type TitleActs } from "./readTitleActs.ts";
export { type CertificateRequest, requestCertificate } from "./requestCertificate.ts";
export { type CreditCertificateRequest, requestCreditCertificate } from "./requestCreditCertificate.ts";
export { type ReleaseCertificateRequest, requestReleaseCertificate } from "./requestReleaseCertificate.ts";
export { type DocumentCertificateRequest, requestDocumentCertificate } from "./requestDocumentCertificate.ts";
