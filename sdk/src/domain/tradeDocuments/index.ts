export { attestTradeDocument, type TradeDocumentAttestation } from "./attestTradeDocument.ts";
export { defineTradeDocument, type TradeDocumentSchema, type TradeDocumentType } from "./defineTradeDocument.ts";
export { findTradeDocumentType, tradeDocumentTypes } from "./tradeDocumentTypes.ts";
