export {
  privateAgreementKey,
  type PrivateAgreementKey,
  publicAgreementKey,
  type PublicAgreementKey,
} from "./AgreementKey.ts";
export { ATTACHMENT_LIMITS } from "./attachmentLimits.ts";
export { type Envelope, type Grant, parseEnvelope, type SealedAttachment } from "./Envelope.ts";
export { grantEnvelope, rotateGrant } from "./grantEnvelope.ts";
export { openAttachment, type OpenedDocument, openEnvelope } from "./openEnvelope.ts";
export { type Attachment, type SealedDocument, sealEnvelope } from "./sealEnvelope.ts";
export { digestOf as ciphertextDigest, type OwnKeys, type Recipient } from "./wrapContentKey.ts";
