import { LadingError } from "../errors.ts";
import airWaybill from "./schemas/air-waybill.json" with { type: "json" };
import carbonStatement from "./schemas/carbon-statement.json" with { type: "json" };
import certificateOfOrigin from "./schemas/certificate-of-origin.json" with { type: "json" };
import deliveryOrder from "./schemas/delivery-order.json" with { type: "json" };
import equipmentInterchangeReceipt from "./schemas/equipment-interchange-receipt.json" with { type: "json" };
import inspectionCertificate from "./schemas/inspection-certificate.json" with { type: "json" };
import insuranceCertificate from "./schemas/insurance-certificate.json" with { type: "json" };
import permit from "./schemas/permit.json" with { type: "json" };
import seaWaybill from "./schemas/sea-waybill.json" with { type: "json" };
import { defineTradeDocument, type TradeDocumentType } from "./defineTradeDocument.ts";

/** The kinds of trade document that every ledger knows. Another is a schema file given to {@link defineTradeDocument}. */
export const tradeDocumentTypes: readonly TradeDocumentType[] = [
  seaWaybill,
  airWaybill,
  deliveryOrder,
  equipmentInterchangeReceipt,
  certificateOfOrigin,
  inspectionCertificate,
  permit,
  insuranceCertificate,
  carbonStatement,
].map(defineTradeDocument);

/**
 * A kind of trade document by its name or by the digest of its schema.
 *
 * @throws LadingError `TRADE_DOCUMENT_TYPE_UNKNOWN`
 * @example
 * findTradeDocumentType("delivery-order").title.zh; // "提货单"
 */
export function findTradeDocumentType(nameOrDigest: string): TradeDocumentType {
  const found = tradeDocumentTypes.find(
    ({ name, schemaDigest }) => name === nameOrDigest || schemaDigest === nameOrDigest,
  );
  if (found !== undefined) return found;
  const names = tradeDocumentTypes.map(({ name }) => name);
  throw new LadingError(
    "TRADE_DOCUMENT_TYPE_UNKNOWN",
    "notFound",
    `trade document "${nameOrDigest}" is unknown; accepted: ${names.join(", ")}, or a schema of your own`,
    { name: nameOrDigest },
  );
}
