import { z } from "zod";
import { consignmentItem } from "./cargo.ts";
import { utilizedTransportEquipment } from "./equipment.ts";
import { documentParties, partyContactDetail } from "./parties.ts";
import { invoicePayableAt, placeOfIssue } from "./places.ts";
import { charge, customsReference, exportLicense, feedback, importLicense, reference } from "./references.ts";
import { transports } from "./transports.ts";
import { currencyCode, date, shaped, text, trimmed } from "./primitives.ts";

/**
 * The document that governs the terms of carriage between shipper and carrier: all 48 properties of `TransportDocument` in DCSA EBL 3.0.4.
 * `test/sdk/domain/document` compares it with the OpenAPI file property by property.
 */
export const transportDocument = z.looseObject({
  transportDocumentReference: trimmed(20),
  transportDocumentSubReference: trimmed(100).optional(),
  shippingInstructionsReference: trimmed(100).optional(),
  transportDocumentStatus: text(50),
  transportDocumentTypeCode: z.enum(["BOL", "SWB"]),
  isShippedOnBoardType: z.boolean(),
  freightPaymentTermCode: z.enum(["PRE", "COL"]).optional(),
  isElectronic: z.boolean(),
  isToOrder: z.boolean(),
  numberOfCopiesWithCharges: z.int32().min(0).optional(),
  numberOfCopiesWithoutCharges: z.int32().min(0).optional(),
  numberOfOriginalsWithCharges: z.int32().min(0).optional(),
  numberOfOriginalsWithoutCharges: z.int32().min(0).optional(),
  displayedNameForPlaceOfReceipt: z.array(text(35)).max(5).optional(),
  displayedNameForPortOfLoad: z.array(text(35)).max(5).optional(),
  displayedNameForPortOfDischarge: z.array(text(35)).max(5).optional(),
  displayedNameForPlaceOfDelivery: z.array(text(35)).max(5).optional(),
  shippedOnBoardDate: date.optional(),
  displayedShippedOnBoardReceivedForShipment: trimmed(250).optional(),
  termsAndConditions: text(50000),
  receiptTypeAtOrigin: z.enum(["CY", "SD", "CFS"]),
  deliveryTypeAtDestination: z.enum(["CY", "SD", "CFS"]),
  cargoMovementTypeAtOrigin: text(3),
  cargoMovementTypeAtDestination: text(3),
  issueDate: date.optional(),
  receivedForShipmentDate: date.optional(),
  serviceContractReference: text(30).optional(),
  contractQuotationReference: trimmed(35).optional(),
  extendedContractQuotationReference: trimmed(70).optional(),
  declaredValue: z.number().min(0).optional(),
  declaredValueCurrency: currencyCode.optional(),
  carrierCode: shaped(/^\S+$/, 4, "1 to 4 characters without blanks"),
  carrierCodeListProvider: z.enum(["SMDG", "NMFTA"]),
  carrierClauses: z.array(trimmed(20000)).optional(),
  numberOfRiderPages: z.int32().min(0).optional(),
  transports,
  charges: z.array(charge).optional(),
  placeOfIssue: placeOfIssue.optional(),
  invoicePayableAt,
  partyContactDetails: z.array(partyContactDetail).min(1),
  documentParties,
  consignmentItems: z.array(consignmentItem).min(1),
  utilizedTransportEquipments: z.array(utilizedTransportEquipment).min(1),
  exportLicense: exportLicense.optional(),
  importLicense: importLicense.optional(),
  references: z.array(reference).optional(),
  customsReferences: z.array(customsReference).optional(),
  feedbacks: z.array(feedback).optional(),
});

/** A transport document whose shape has been checked. Properties that DCSA does not name are kept. */
export type TransportDocument = z.infer<typeof transportDocument>;
