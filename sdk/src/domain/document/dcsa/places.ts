// Addresses and places of DCSA EBL 3.0.4.
import { z } from "zod";
import { countryCode, exactlyOneOf, text, trimmed, unLocode } from "./primitives.ts";

/** An object for storing address related information */
export const address = z.looseObject({
  street: text(70),
  streetNumber: text(50).optional(),
  floor: trimmed(50).optional(),
  postCode: text(10).optional(),
  POBox: text(20).optional(),
  city: trimmed(35),
  stateRegion: text(65).optional(),
  countryCode,
});

/** Address where the party is located. */
export const partyAddress = z.looseObject({
  street: text(70),
  streetNumber: text(50).optional(),
  floor: trimmed(50).optional(),
  postCode: text(10).optional(),
  POBox: text(20).optional(),
  city: trimmed(35),
  UNLocationCode: unLocode.optional(),
  stateRegion: text(65).optional(),
  countryCode,
});

/** An object for storing city, state/region and country related information */
export const city = z.looseObject({
  city: trimmed(35),
  stateRegion: text(65).optional(),
  countryCode,
});

/** An object used to express a location using a `Facility`. */
export const facility = z.looseObject({
  facilityCode: trimmed(6),
  facilityCodeListProvider: z.enum(["BIC", "SMDG"]),
});

/** An object used to express a location using `latitude` and `longitude`. */
export const geoCoordinate = z.looseObject({
  latitude: text(10),
  longitude: text(11),
});

/** Where the shipper hands the cargo over at the origin. */
export const placeOfReceipt = z.looseObject({
  locationName: trimmed(100).optional(),
  facilityName: text(100).optional(),
  address: address.optional(),
  addressLines: z.array(text(250)).max(5).optional(),
  facility: facility.optional(),
  UNLocationCode: unLocode.optional(),
  geoCoordinate: geoCoordinate.optional(),
});

/** Where the cargo is loaded onto the first sea-going vessel. */
export const portOfLoading = z.looseObject({
  locationName: trimmed(100).optional(),
  city: city.optional(),
  UNLocationCode: unLocode.optional(),
});

/** An object to capture `Port of Discharge` location specified as: the location where the cargo is discharged from the last sea-going vessel. */
export const portOfDischarge = z.looseObject({
  locationName: trimmed(100).optional(),
  city: city.optional(),
  UNLocationCode: unLocode.optional(),
});

/** Where the cargo is handed over to the consignee. */
export const placeOfDelivery = z.looseObject({
  locationName: trimmed(100).optional(),
  facilityName: text(100).optional(),
  address: address.optional(),
  addressLines: z.array(text(250)).max(5).optional(),
  facility: facility.optional(),
  UNLocationCode: unLocode.optional(),
  geoCoordinate: geoCoordinate.optional(),
});

/** Where the inland movement after discharge ends, on the account and risk of the merchant. */
export const onwardInlandRouting = z.looseObject({
  locationName: trimmed(100).optional(),
  facilityName: text(100).optional(),
  address: address.optional(),
  addressLines: z.array(text(250)).max(5).optional(),
  facility: facility.optional(),
  UNLocationCode: unLocode.optional(),
});

/** An object to capture where the original Transport Document (`Bill of Lading`) will be issued. */
export const placeOfIssue = z
  .looseObject({
    locationName: trimmed(100).optional(),
    UNLocationCode: unLocode.optional(),
    countryCode: countryCode.optional(),
  })
  .superRefine(exactlyOneOf("UNLocationCode", "countryCode"));

/** Location where payment of ocean freight and charges for the main transport will take place by the customer. */
export const invoicePayableAt = z
  .looseObject({
    UNLocationCode: unLocode.optional(),
    freeText: text(35).optional(),
  })
  .superRefine(exactlyOneOf("UNLocationCode", "freeText"));
