export { attestTradeDocument, type TradeDocumentAttestation } from "./attestTradeDocument.ts";
export { defineTradeDocument, type TradeDocumentSchema, type TradeDocumentType } from "./defineTradeDocument.ts";
export { documentId } from "./documentId.ts";
export { decodeDocumentState, type DocumentState, type DocumentSubjectKind } from "./DocumentState.ts";
export { describeSubject, type DocumentSubject, documentSubject } from "./documentSubject.ts";
export { findTradeDocumentType } from "./findTradeDocumentType.ts";
export {
  TRADE_DOCUMENT_QUESTIONS,
  type TradeDocumentFacts,
  tradeDocumentVerdict,
  type TradeDocumentVerdict,
} from "./tradeDocumentVerdict.ts";
export { tradeDocumentSentence } from "./tradeDocumentSentence.ts";
