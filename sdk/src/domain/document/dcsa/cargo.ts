// Goods of DCSA EBL 3.0.4.
import { z } from "zod";
import { dangerousGoods } from "./dangerousGoods.ts";
import {
  customsReference,
  exportLicense,
  extendedNationalCommodityCode,
  importLicense,
  nationalCommodityCode,
  referenceConsignmentItem,
} from "./references.ts";
import { shaped, text, trimmed } from "./primitives.ts";

/** Object for `Outer Packaging/Overpack` specification. */
export const outerPackaging = z.looseObject({
  packageCode: shaped(/^[A-Z0-9]{2}$/, 2).optional(),
  imoPackagingCode: shaped(/^[A-Z0-9]{1,5}$/, 5).optional(),
  numberOfPackages: z.int32().min(1).max(99999999),
  description: text(100),
  woodDeclaration: text(30).optional(),
  dangerousGoods: z.array(dangerousGoods).optional(),
});

/** The weight of the cargo item including packaging being carried in the container. */
export const cargoGrossWeight = z.looseObject({
  value: z.number().gt(0),
  unit: z.enum(["KGM", "LBR"]),
});

/** Calculated by multiplying the width, height, and length of the packed cargo. */
export const cargoGrossVolume = z.looseObject({
  value: z.number().gt(0),
  unit: z.enum(["MTQ", "FTQ"]),
});

/** The weight of the cargo item excluding packaging being carried in the container. */
export const cargoNetWeight = z.looseObject({
  value: z.number().gt(0),
  unit: z.enum(["KGM", "LBR"]),
});

/** Calculated by multiplying the width, height, and length of the cargo, excluding packaging. */
export const cargoNetVolume = z.looseObject({
  value: z.number().gt(0),
  unit: z.enum(["MTQ", "FTQ"]),
});

/** A `cargoItem` is the smallest unit used by stuffing. */
export const cargoItem = z.looseObject({
  equipmentReference: trimmed(11),
  cargoGrossWeight,
  cargoGrossVolume: cargoGrossVolume.optional(),
  cargoNetWeight: cargoNetWeight.optional(),
  cargoNetVolume: cargoNetVolume.optional(),
  exportLicense: exportLicense.optional(),
  importLicense: importLicense.optional(),
  outerPackaging,
  nationalCommodityCodes: z.array(nationalCommodityCode).optional(),
  extendedNationalCommodityCodes: z.array(extendedNationalCommodityCode).optional(),
  customsReferences: z.array(customsReference).optional(),
});

/** Defines a list of `CargoItems` belonging together and the associated `Booking`. */
export const consignmentItem = z.looseObject({
  carrierBookingReference: trimmed(35),
  descriptionOfGoods: z.array(trimmed(35)).max(150),
  HSCodes: z.array(shaped(/^\d{6,10}$/, 10, "6 to 10 digits")).min(1),
  extendedHSCodes: z.array(shaped(/^\d{6,12}$/, 12, "6 to 12 digits")).optional(),
  nationalCommodityCodes: z.array(nationalCommodityCode).optional(),
  extendedNationalCommodityCodes: z.array(extendedNationalCommodityCode).optional(),
  shippingMarks: z.array(text(35)).max(50).optional(),
  cargoItems: z.array(cargoItem).min(1),
  exportLicense: exportLicense.optional(),
  importLicense: importLicense.optional(),
  references: z.array(referenceConsignmentItem).optional(),
  customsReferences: z.array(customsReference).optional(),
});
