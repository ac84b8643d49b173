export {
  audienceOf,
  createHttpClient,
  type Authenticate,
  type Call,
  type CallInput,
  type HttpClient,
  type HttpClientOptions,
} from "./createHttpClient.ts";
export { COMMON_ERRORS, MEMBER_ERRORS, type Access, type Endpoint, type Sentence } from "./endpoint.ts";
export { openapi } from "./openapi.ts";
export { problemToError } from "./problemToError.ts";
export { routes, type Routes } from "./routes/index.ts";
export { type ActReceipt } from "./routes/acts.ts";
export { type Attestation } from "./routes/credit.ts";
export { type Release } from "./routes/releases.ts";
export { type Title, type TitleVerdict } from "./routes/titles.ts";
export { type TradeDocument, type TradeDocumentVerdict } from "./routes/tradeDocuments.ts";
export { problem, type LedgerEvent, type Party, type Problem } from "./schemas.ts";
export { type Deployment, deploymentSchema } from "../domain/ledger/Deployment.ts";
export { type SignedAct, signedActSchema } from "../domain/typedData/SignedAct.ts";
export {
  COLOURS,
  GATE_REASONS,
  HOLDS,
  LIGHTS,
  RECALL_POLICIES,
  RELEASE_BASES,
  RELEASE_STATES,
  TRANSPORT_MODES,
} from "../domain/acts/release.ts";
export { ENDORSEMENTS, OFFER_PURPOSES, SURRENDER_PURPOSES, TITLE_KINDS, TITLE_STATES } from "../domain/acts/title.ts";
export { ATTESTATION_STATUSES, GRADE_CLASSES, RULE_OUTCOMES } from "../domain/acts/credit.ts";
