// Parties of DCSA EBL 3.0.4.
import { z } from "zod";
import { address, partyAddress } from "./places.ts";
import { atLeastOneOf, countryCode, shaped, text, trimmed } from "./primitives.ts";

/** A code and value that uniquely identifies a party. */
export const identifyingCode = z.looseObject({
  codeListProvider: text(100),
  partyCode: text(150),
  codeListName: text(100).optional(),
});

/** Reference that uniquely identifies a party for tax and/or legal purposes in accordance with the relevant jurisdiction. */
export const taxLegalReference = z.looseObject({
  type: trimmed(50),
  countryCode,
  value: trimmed(35),
});

/** The contact details of the person to contact. */
export const partyContactDetail = z
  .looseObject({
    name: trimmed(35),
    phone: trimmed(30).optional(),
    email: shaped(/^.+@\S+$/, 100, "an e-mail address").optional(),
  })
  .superRefine(atLeastOneOf("phone", "email"));

/** The party by whom, in whose name or on whose behalf the contract of carriage is concluded with a carrier. */
export const shipper = z.looseObject({
  partyName: trimmed(70),
  eblPlatform: shaped(/^\S+$/, 4, "1 to 4 characters without blanks").optional(),
  typeOfPerson: trimmed(50).optional(),
  address: partyAddress.optional(),
  addressLines: z.array(text(250)).max(5).optional(),
  displayedAddress: z.array(text(35)).max(6).optional(),
  identifyingCodes: z.array(identifyingCode).optional(),
  taxLegalReferences: z.array(taxLegalReference).optional(),
  partyContactDetails: z.array(partyContactDetail).optional(),
  reference: trimmed(35).optional(),
  purchaseOrderReferences: z.array(trimmed(35)).optional(),
});

/** The party allowed to act on behalf of the shipper for documentation purposes. */
export const onBehalfOfShipper = z.looseObject({
  partyName: trimmed(70),
  address: partyAddress.optional(),
  addressLines: z.array(text(250)).max(5).optional(),
  identifyingCodes: z.array(identifyingCode).optional(),
});

/** The party to which goods are consigned in the `Master Bill of Lading`. */
export const consignee = z.looseObject({
  partyName: trimmed(70),
  eblPlatform: shaped(/^\S+$/, 4, "1 to 4 characters without blanks").optional(),
  typeOfPerson: trimmed(50).optional(),
  address: partyAddress.optional(),
  addressLines: z.array(text(250)).max(5).optional(),
  displayedAddress: z.array(text(35)).max(6).optional(),
  identifyingCodes: z.array(identifyingCode).min(1),
  taxLegalReferences: z.array(taxLegalReference).optional(),
  partyContactDetails: z.array(partyContactDetail).optional(),
  reference: trimmed(35).optional(),
  purchaseOrderReferences: z.array(trimmed(35)).optional(),
  isNotifyParty: z.boolean().optional(),
});

/** The party allowed to act on behalf of the consignee for documentation purposes. */
export const onBehalfOfConsignee = z.looseObject({
  partyName: trimmed(70),
  address: partyAddress.optional(),
  addressLines: z.array(text(250)).max(5).optional(),
  identifyingCodes: z.array(identifyingCode).min(1).optional(),
});

/** The party to whom the title to the goods is transferred by means of endorsement. */
export const endorsee = z.looseObject({
  partyName: trimmed(70),
  eblPlatform: shaped(/^\S+$/, 4, "1 to 4 characters without blanks").optional(),
  address: partyAddress.optional(),
  addressLines: z.array(text(250)).max(5).optional(),
  displayedAddress: z.array(text(35)).max(6).optional(),
  identifyingCodes: z.array(identifyingCode).min(1),
  taxLegalReferences: z.array(taxLegalReference).optional(),
  partyContactDetails: z.array(partyContactDetail).optional(),
  isNotifyParty: z.boolean().optional(),
});

/** The company or a legal entity issuing the `Transport Document`. */
export const issuingParty = z.looseObject({
  partyName: trimmed(70),
  address: partyAddress,
  addressLines: z.array(text(250)).max(5).optional(),
  identifyingCodes: z.array(identifyingCode).optional(),
  taxLegalReferences: z.array(taxLegalReference).optional(),
  partyContactDetails: z.array(partyContactDetail).optional(),
});

/** The party on the import side assigned by the carrier to whom the customer need to reach out to for cargo release. */
export const carriersAgentAtDestination = z.looseObject({
  partyName: trimmed(70),
  address,
  addressLines: z.array(text(250)).max(5).optional(),
  partyContactDetails: z.array(partyContactDetail),
});

/** The person to be notified when a shipment arrives at its destination. */
export const notifyParty = z.looseObject({
  partyName: trimmed(70),
  typeOfPerson: trimmed(50).optional(),
  address: partyAddress.optional(),
  addressLines: z.array(text(250)).max(5).optional(),
  displayedAddress: z.array(text(35)).max(6).optional(),
  identifyingCodes: z.array(identifyingCode).optional(),
  taxLegalReferences: z.array(taxLegalReference).optional(),
  partyContactDetails: z.array(partyContactDetail).optional(),
  reference: trimmed(35).optional(),
});

/** Refers to a company or a legal entity. */
export const party = z.looseObject({
  partyName: trimmed(70),
  address: partyAddress.optional(),
  addressLines: z.array(text(250)).max(5).optional(),
  identifyingCodes: z.array(identifyingCode).optional(),
  taxLegalReferences: z.array(taxLegalReference).optional(),
  partyContactDetails: z.array(partyContactDetail).optional(),
  reference: trimmed(35).optional(),
});

/** A list of document parties that can be optionally provided in the `Transport Document`. */
export const otherDocumentParty = z.looseObject({
  party,
  partyFunction: text(3),
});

/** All `Parties` with associated roles. */
export const documentParties = z.looseObject({
  shipper,
  onBehalfOfShipper: onBehalfOfShipper.optional(),
  consignee: consignee.optional(),
  onBehalfOfConsignee: onBehalfOfConsignee.optional(),
  endorsee: endorsee.optional(),
  issuingParty,
  carriersAgentAtDestination: carriersAgentAtDestination.optional(),
  notifyParties: z.array(notifyParty).max(3).optional(),
  other: z.array(otherDocumentParty).optional(),
});
