import type { TransportDocument } from "./dcsa/transportDocument.ts";

/** What a document is in law, as its data say: a title of one of three kinds, or a receipt that is no title. */
export type DocumentKind = "straight" | "to-order" | "bearer" | "sea-waybill";

/**
 * The kind of a document (DCSA EBL 3.0: isToOrder false is straight; true is to the endorsee's order, or bearer where none is named).
 *
 * @example
 * documentKind({ transportDocumentTypeCode: "BOL", isToOrder: true, documentParties: parties }); // "to-order" where parties has an endorsee
 */
export function documentKind(
  document: Pick<TransportDocument, "transportDocumentTypeCode" | "isToOrder" | "documentParties">,
): DocumentKind {
  if (document.transportDocumentTypeCode === "SWB") return "sea-waybill";
  if (!document.isToOrder) return "straight";
  return document.documentParties.endorsee === undefined ? "bearer" : "to-order";
}
