import { compare, formatDecimal, toDecimal } from "../decimal.ts";
import type { TransportDocument } from "../dcsa/transportDocument.ts";
import { fieldIssue } from "../fieldIssues.ts";
import { exceeds, isUnit, type Quantity, sum, toBase } from "../quantity.ts";
import type { Rule } from "./rule.ts";

type CargoItem = TransportDocument["consignmentItems"][number]["cargoItems"][number];
type Declaring = Readonly<Record<string, unknown>>;

/**
 * Where a container or a consignment item declares totals, they are the exact sums of its cargo items. DCSA EBL 3.0.4 has no such property,
 * but earlier versions, PINT samples and carriers' extensions do; both `{value, unit}` and a number beside `…Unit` are understood.
 */
export const declaredSums: Rule = {
  reads: ["consignmentItems", "utilizedTransportEquipments"],
  check: ({ consignmentItems, utilizedTransportEquipments }) => [
    ...utilizedTransportEquipments.flatMap((container, i) => {
      const number = container.equipment.equipmentReference;
      const inside = consignmentItems.flatMap(({ cargoItems }) =>
        cargoItems.filter((item) => item.equipmentReference === number),
      );
      return compareTotals(container, inside, `/utilizedTransportEquipments/${i}`);
    }),
    ...consignmentItems.flatMap((item, i) => compareTotals(item, item.cargoItems, `/consignmentItems/${i}`)),
  ],
};

/** Names under which totals are declared, and what each sums up. */
const WEIGHTS = ["cargoGrossWeight", "weight", "grossWeight"] as const;
const VOLUMES = ["cargoGrossVolume", "volume", "grossVolume"] as const;

function compareTotals(declaring: Declaring, items: readonly CargoItem[], pointer: string) {
  const issues = [];
  const packages = declaring["numberOfPackages"];
  const counted = items.reduce((total, item) => total + item.outerPackaging.numberOfPackages, 0);
  if (typeof packages === "number" && packages !== counted) {
    issues.push(
      fieldIssue(
        `${pointer}/numberOfPackages`,
        "SUM_OF_PACKAGES",
        packages,
        `expected ${counted}, the sum of the cargo items`,
      ),
    );
  }
  const quantities = [
    { names: WEIGHTS, code: "SUM_OF_WEIGHTS", unit: "KGM", parts: items.map((item) => item.cargoGrossWeight) },
    { names: VOLUMES, code: "SUM_OF_VOLUMES", unit: "MTQ", parts: items.map((item) => item.cargoGrossVolume) },
  ] as const;
  for (const { names, code, unit, parts } of quantities) {
    for (const name of names) {
      const declared = declaredQuantity(declaring, name);
      if (declared === null) continue;
      const known = parts.filter((part) => part !== undefined);
      const total = known.length === parts.length ? sum(known) : null;
      if (total === null || compare(toBase(declared), total) !== 0) {
        const found = `${formatDecimal(toDecimal(declared.value))} ${declared.unit}`;
        const expectation =
          total === null
            ? "expected the same measure on every cargo item, so that the sum can be checked"
            : `expected ${formatDecimal(total)} ${unit}, the sum of the cargo items`;
        issues.push(fieldIssue(`${pointer}/${name}`, code, found, expectation));
      }
    }
  }
  return issues;
}

function declaredQuantity(declaring: Declaring, name: string): Quantity | null {
  const value = declaring[name];
  if (typeof value === "object" && value !== null && "value" in value && "unit" in value) {
    return typeof value.value === "number" && isUnit(value.unit) ? { value: value.value, unit: value.unit } : null;
  }
  const unit = declaring[`${name}Unit`];
  return typeof value === "number" && isUnit(unit) ? { value, unit } : null;
}

/** A part never weighs more than the whole: net against gross, and dangerous goods against their cargo item. */
export const partsWithinWhole: Rule = {
  reads: ["consignmentItems"],
  check: ({ consignmentItems }) =>
    consignmentItems.flatMap(({ cargoItems }, i) =>
      cargoItems.flatMap((item, k) => {
        const pointer = `/consignmentItems/${i}/cargoItems/${k}`;
        const issues = [];
        if (exceeds(item.cargoNetWeight, item.cargoGrossWeight)) {
          issues.push(over(`${pointer}/cargoNetWeight`, "NET_ABOVE_GROSS", item.cargoNetWeight, item.cargoGrossWeight));
        }
        if (exceeds(item.cargoNetVolume, item.cargoGrossVolume)) {
          issues.push(over(`${pointer}/cargoNetVolume`, "NET_ABOVE_GROSS", item.cargoNetVolume, item.cargoGrossVolume));
        }
        for (const [n, goods] of (item.outerPackaging.dangerousGoods ?? []).entries()) {
          if (exceeds(goods.grossWeight, item.cargoGrossWeight)) {
            const at = `${pointer}/outerPackaging/dangerousGoods/${n}/grossWeight`;
            issues.push(over(at, "DANGEROUS_GOODS_ABOVE_GROSS", goods.grossWeight, item.cargoGrossWeight));
          }
        }
        return issues;
      }),
    ),
};

function over(pointer: string, code: string, part: Quantity | undefined, whole: Quantity | undefined) {
  return fieldIssue(pointer, code, `${part?.value} ${part?.unit}`, `expected at most ${whole?.value} ${whole?.unit}`);
}
