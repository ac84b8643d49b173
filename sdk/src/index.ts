export { assertDid, type Did, type DidParts, formatDid, isDid, parseDid } from "./domain/Did.ts";
export { bytesDigest, canonicalJson, instrumentDigest, jsonDigest } from "./domain/digest.ts";
export {
  type ErrorFacts,
  type ErrorKind,
  type Fact,
  type FieldIssue,
  isLadingError,
  LadingError,
} from "./domain/errors.ts";

export {
  type CarrierCode,
  type CarrierCodeListProvider,
  isCarrierCode,
  parseCarrierCode,
} from "./domain/identifiers/carrierCode.ts";
export {
  type ContainerNumber,
  containerNumberWarning,
  isContainerNumber,
  parseContainerNumber,
} from "./domain/identifiers/containerNumber.ts";
export { type HsCode, isHsCode, parseHsCode } from "./domain/identifiers/hsCode.ts";
export {
  type ImoShipNumber,
  imoShipNumberWarning,
  isImoShipNumber,
  parseImoShipNumber,
} from "./domain/identifiers/imoShipNumber.ts";
export {
  isLegalEntityIdentifier,
  type LegalEntityIdentifier,
  parseLegalEntityIdentifier,
} from "./domain/identifiers/legalEntityIdentifier.ts";
export { isLegalId, type LegalId, legalIdHash, type LegalIdKind, parseLegalId } from "./domain/identifiers/legalId.ts";
export {
  isUnifiedSocialCreditCode,
  parseUnifiedSocialCreditCode,
  type UnifiedSocialCreditCode,
} from "./domain/identifiers/unifiedSocialCreditCode.ts";
export { isUnLocode, parseUnLocode, type UnLocode } from "./domain/identifiers/unLocode.ts";

export type { TransportDocument } from "./domain/document/dcsa/transportDocument.ts";
export { type DocumentKind, documentKind } from "./domain/document/documentKind.ts";
export { type DocumentTotals, documentTotals } from "./domain/document/documentTotals.ts";
export { documentWarnings } from "./domain/document/documentWarnings.ts";
export { governingLaw } from "./domain/document/governingLaw.ts";
export { parseTransportDocument } from "./domain/document/parseTransportDocument.ts";
export { readJson } from "./domain/document/readJson.ts";
export { transportDocumentDigest } from "./domain/document/transportDocumentDigest.ts";

export { commitment, normaliseDriverDocument, normalisePlate } from "./domain/release/commitment.ts";
export { RELEASE_ACTS, type ReleaseActName } from "./domain/release/releaseActs.ts";
export { encodeContainer, releaseId } from "./domain/release/releaseId.ts";
export { decodeReleaseState, type ReleaseState } from "./domain/release/ReleaseState.ts";
export {
  RELEASE_QUESTIONS,
  type ReleaseAnswer,
  type ReleaseOutcome,
  type ReleaseQuestionId,
  releaseVerdict,
} from "./domain/release/releaseVerdict.ts";
export type { ReleaseFacts } from "./domain/release/releaseReasons.ts";
export { decodeReference, encodeReference, titleId } from "./domain/title/titleId.ts";
export {
  type AnsweringOfficer,
  type ControlChallenge,
  controlTypedData,
  provesControl,
  recoverController,
} from "./domain/title/controlChallenge.ts";
export { decodeTitleState, type TitleState } from "./domain/title/TitleState.ts";
export { type TitleFacts, titleVerdict } from "./domain/title/titleVerdict.ts";
export { TITLE_ACTS, type TitleActName, trailOrigin } from "./domain/title/trail.ts";
export { CREDIT_QUESTIONS, type CreditAnswer, type CreditStatus } from "./domain/credit/creditVerdict.ts";
export type { AnswerTo, AnswerValue, Question } from "./domain/answers.ts";
export { nextTrail, type TrailStep } from "./domain/trail.ts";
export {
  type Answer,
  type QuestionId,
  QUESTIONS,
  type Verdict,
  type VerdictOutcome,
  type VerdictStatus,
} from "./domain/title/Verdict.ts";
export type { SpokenSentence, Tone } from "./domain/sentences.ts";
export { creditSentence } from "./domain/credit/creditSentence.ts";
export { releaseSentence } from "./domain/release/releaseSentence.ts";
export { titleSentence } from "./domain/title/titleSentence.ts";
