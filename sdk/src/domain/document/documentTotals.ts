import type { TransportDocument } from "./dcsa/transportDocument.ts";
import { formatDecimal } from "./decimal.ts";
import { sum } from "./quantity.ts";

/** What a document carries in all, exactly. */
export type DocumentTotals = {
  containers: number;
  packages: number;
  /** Kilograms, plain decimal. */
  grossWeight: string;
  /** Cubic metres, plain decimal; null where a cargo item does not say. */
  grossVolume: string | null;
};

/**
 * The sums over all cargo items. Weights are added as exact decimals, so 0.1 + 0.2 is 0.3.
 *
 * @example
 * documentTotals(document); // { containers: 2, packages: 840, grossWeight: "37240.75", grossVolume: "104.2" }
 */
export function documentTotals(
  document: Pick<TransportDocument, "consignmentItems" | "utilizedTransportEquipments">,
): DocumentTotals {
  const items = document.consignmentItems.flatMap(({ cargoItems }) => cargoItems);
  const volumes = items.flatMap((item) => (item.cargoGrossVolume === undefined ? [] : [item.cargoGrossVolume]));
  return {
    containers: document.utilizedTransportEquipments.length,
    packages: items.reduce((total, item) => total + item.outerPackaging.numberOfPackages, 0),
    grossWeight: formatDecimal(sum(items.map((item) => item.cargoGrossWeight))),
    grossVolume: volumes.length === items.length ? formatDecimal(sum(volumes)) : null,
  };
}
