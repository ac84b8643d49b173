// Containers of DCSA EBL 3.0.4.
import { z } from "zod";
import { customsReference, reference } from "./references.ts";
import { text, trimmed } from "./primitives.ts";

/** The weight of an empty container (gross container weight). */
export const tareWeight = z.looseObject({
  value: z.number().gt(0),
  unit: z.enum(["KGM", "LBR"]),
});

/** Used for storing cargo in/on during transport. */
export const equipment = z.looseObject({
  equipmentReference: trimmed(11),
  ISOEquipmentCode: trimmed(4).optional(),
  tareWeight: tareWeight.optional(),
});

/** Addresses the seal-related information associated with the shipment equipment. */
export const seal = z.looseObject({
  number: text(15),
  source: z.enum(["CAR", "SHI", "VET", "CUS"]).optional(),
});

/** The specifications for a Reefer equipment. */
export const activeReeferSettings = z.looseObject({
  temperatureSetpoint: z.number().optional(),
  temperatureUnit: z.enum(["CEL", "FAH"]).optional(),
  o2Setpoint: z.number().min(0).max(100).optional(),
  co2Setpoint: z.number().min(0).max(100).optional(),
  humiditySetpoint: z.number().min(0).max(100).optional(),
  airExchangeSetpoint: z.number().min(0).optional(),
  airExchangeUnit: z.enum(["MQH", "FQH"]).optional(),
  isVentilationOpen: z.boolean().optional(),
  isDrainholesOpen: z.boolean().optional(),
  isBulbMode: z.boolean().optional(),
  isColdTreatmentRequired: z.boolean().optional(),
  isControlledAtmosphereRequired: z.boolean().optional(),
});

/** Specifies the container (`equipment`) information, possible `ActiveReeferSettings`, `seals`, `references`, and other related details. */
export const utilizedTransportEquipment = z.looseObject({
  equipment,
  isShipperOwned: z.boolean(),
  isNonOperatingReefer: z.boolean().optional(),
  activeReeferSettings: activeReeferSettings.optional(),
  shippingMarks: z.array(text(35)).max(50).optional(),
  seals: z.array(seal).min(1),
  references: z.array(reference).optional(),
  customsReferences: z.array(customsReference).optional(),
});
