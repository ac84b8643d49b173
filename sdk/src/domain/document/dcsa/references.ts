// References, licences, charges and commodity codes of DCSA EBL 3.0.4.
import { z } from "zod";
import { countryCode, currencyCode, date, text, trimmed } from "./primitives.ts";

/** References provided by the shipper or freight forwarder at the time of `Booking` or at the time of providing `Shipping Instructions`. */
export const reference = z.looseObject({
  type: text(3),
  value: trimmed(35),
});

/** References provided by the shipper or freight forwarder at the time of `Booking` or at the time of providing `Shipping Instructions`. */
export const referenceConsignmentItem = z.looseObject({
  type: text(3),
  values: z.array(trimmed(35)).min(1),
});

/** Reference associated with customs and/or excise purposes required by the relevant authorities for the import, export, or transit of the goods. */
export const customsReference = z.looseObject({
  type: trimmed(50),
  countryCode,
  values: z.array(trimmed(35)).min(1),
});

/** `Export License` requirements **Condition:** Included if the property is provided in the `Shipping Instructions.` */
export const exportLicense = z.looseObject({
  isRequired: z.boolean().optional(),
  reference: trimmed(35).optional(),
  issueDate: date.optional(),
  expiryDate: date.optional(),
});

/** `Import License` requirements **Condition:** Included if the property is provided in the `Shipping Instructions.` */
export const importLicense = z.looseObject({
  isRequired: z.boolean().optional(),
  reference: trimmed(35).optional(),
  issueDate: date.optional(),
  expiryDate: date.optional(),
});

/** Feedback that on unsupported, changed or removed properties, or of a general kind. */
export const feedback = z.looseObject({
  severity: text(50),
  code: text(50),
  message: text(5000),
  jsonPath: text(500).optional(),
  property: text(100).optional(),
});

/** Addresses the monetary value of freight and other service charges for a `Booking`. */
export const charge = z.looseObject({
  chargeName: trimmed(50),
  extendedChargeName: trimmed(100).optional(),
  currencyAmount: z.number().min(0),
  currencyCode,
  paymentTermCode: z.enum(["PRE", "COL"]),
  calculationBasis: trimmed(50),
  unitPrice: z.number().min(0),
  quantity: z.number().min(0),
});

/** The national commodity classification code linked to a country with a value. */
export const nationalCommodityCode = z.looseObject({
  type: trimmed(10),
  countryCode: countryCode.optional(),
  values: z.array(trimmed(10)).min(1),
});

/** Extended version of the national commodity classification code linked to a country with a value supporting up to 16 characters. */
export const extendedNationalCommodityCode = z.looseObject({
  type: trimmed(10),
  countryCode: countryCode.optional(),
  values: z.array(trimmed(16)).min(1),
});
