// Dangerous goods of DCSA EBL 3.0.4.
import { z } from "zod";
import { date, dateTime, exactlyOneOf, shaped, text, trimmed } from "./primitives.ts";

/** Limits for the `Dangerous Goods`. */
export const limits = z.looseObject({
  temperatureUnit: z.enum(["CEL", "FAH"]),
  flashPoint: z.number().optional(),
  transportControlTemperature: z.number().optional(),
  transportEmergencyTemperature: z.number().optional(),
  SADT: z.number().optional(),
  SAPT: z.number().optional(),
});

/** 24 hr emergency contact details */
export const emergencyContactDetails = z.looseObject({
  contact: text(255),
  provider: text(255).optional(),
  phone: trimmed(30),
  referenceNumber: text(255).optional(),
});

/** Object for `Inner Packaging` specification */
export const innerPackaging = z.looseObject({
  quantity: z.int32(),
  material: text(100),
  description: text(100),
  get innerPackagings(): z.ZodOptional<z.ZodArray<typeof innerPackaging>> {
    return z.array(innerPackaging).optional();
  },
});

/** The volume of the referenced dangerous goods. */
export const netVolume = z.looseObject({
  value: z.number().gt(0),
  unit: z.enum(["MTQ", "FTQ", "LTR"]),
});

/** The total weight of the explosive substances, without the packaging's, casings, etc. */
export const netExplosiveContent = z.looseObject({
  value: z.number().gt(0),
  unit: z.enum(["KGM", "LBR", "GRM", "ONZ"]),
});

/** Total weight of the goods carried, excluding packaging. */
export const netWeight = z.looseObject({
  value: z.number().gt(0),
  unit: z.enum(["KGM", "LBR"]),
});

/** Total weight of the goods carried, including packaging. */
export const grossWeight = z.looseObject({
  value: z.number().gt(0),
  unit: z.enum(["KGM", "LBR"]),
});

/** Specification for `Dangerous Goods`. */
export const dangerousGoods = z
  .looseObject({
    codedVariantList: shaped(/^[0-3][0-9A-Z]{3}$/, 4).optional(),
    properShippingName: text(250),
    technicalName: text(250).optional(),
    imoClass: text(4),
    subsidiaryRisk1: shaped(/^[0-9](\.[0-9])?$/, 3).optional(),
    subsidiaryRisk2: shaped(/^[0-9](\.[0-9])?$/, 3).optional(),
    isMarinePollutant: z.boolean().optional(),
    packingGroup: z.int32().min(1).max(3).optional(),
    isLimitedQuantity: z.boolean().optional(),
    isExceptedQuantity: z.boolean().optional(),
    isSalvagePackings: z.boolean().optional(),
    isEmptyUncleanedResidue: z.boolean().optional(),
    isWaste: z.boolean().optional(),
    isHot: z.boolean().optional(),
    isCompetentAuthorityApprovalRequired: z.boolean().optional(),
    competentAuthorityApproval: trimmed(70).optional(),
    segregationGroups: z.array(text(2)).optional(),
    innerPackagings: z.array(innerPackaging).optional(),
    emergencyContactDetails: emergencyContactDetails.optional(),
    EMSNumber: text(7).optional(),
    endOfHoldingTime: date.optional(),
    fumigationDateTime: dateTime.optional(),
    isReportableQuantity: z.boolean().optional(),
    inhalationZone: text(1, 1).optional(),
    grossWeight: grossWeight.optional(),
    netWeight: netWeight.optional(),
    netExplosiveContent: netExplosiveContent.optional(),
    netVolume: netVolume.optional(),
    limits: limits.optional(),
    UNNumber: shaped(/^\d{4}$/, 4, "4 digits").optional(),
    NANumber: shaped(/^\d{4}$/, 4, "4 digits").optional(),
  })
  .superRefine(exactlyOneOf("UNNumber", "NANumber"));
