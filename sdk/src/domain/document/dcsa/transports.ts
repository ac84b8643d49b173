// Vessel, voyage and ports of DCSA EBL 3.0.4.
import { z } from "zod";
import { onwardInlandRouting, placeOfDelivery, placeOfReceipt, portOfDischarge, portOfLoading } from "./places.ts";
import { date, shaped, text, trimmed } from "./primitives.ts";

/** Vessel and export voyage. */
export const vesselVoyage = z.looseObject({
  vesselName: trimmed(50),
  carrierExportVoyageNumber: trimmed(50),
  universalExportVoyageReference: shaped(/^\d{2}[0-9A-Z]{2}[NEWSR]$/, 5).optional(),
  role: text(30).optional(),
});

/** This object consolidates information related to dates, origin and destination points, pre- and on-carriage mode of transport and vessel details. */
export const transports = z.looseObject({
  plannedArrivalDate: date,
  plannedDepartureDate: date,
  preCarriageBy: text(50).optional(),
  onCarriageBy: text(50).optional(),
  placeOfReceipt: placeOfReceipt.optional(),
  portOfLoading,
  portOfDischarge,
  placeOfDelivery: placeOfDelivery.optional(),
  onwardInlandRouting: onwardInlandRouting.optional(),
  vesselVoyages: z.array(vesselVoyage).min(1),
});
