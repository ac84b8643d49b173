import { LadingError } from "../../errors.ts";
import { parseContainerNumber } from "../../identifiers/containerNumber.ts";
import { fieldIssue } from "../fieldIssues.ts";
import type { Rule } from "./rule.ts";

/** Container numbers are ISO 6346 and stand once each. A shipper's own container may have another number (DCSA refers to SMDG recommendation 2). */
export const containerNumbers: Rule = {
  reads: ["utilizedTransportEquipments"],
  check: ({ utilizedTransportEquipments }) =>
    utilizedTransportEquipments.flatMap(({ equipment, isShipperOwned }, i) => {
      const pointer = `/utilizedTransportEquipments/${i}/equipment/equipmentReference`;
      const number = equipment.equipmentReference;
      const first = utilizedTransportEquipments.findIndex((other) => other.equipment.equipmentReference === number);
      if (first < i) {
        return [
          fieldIssue(
            pointer,
            "CONTAINER_TWICE",
            number,
            `expected each container once, it stands already at entry ${first}`,
          ),
        ];
      }
      if (isShipperOwned) return [];
      try {
        parseContainerNumber(number, pointer);
        return [];
      } catch (error) {
        if (error instanceof LadingError) return [fieldIssue(pointer, error.code, number, expectation(error))];
        throw error;
      }
    }),
};

/** Every container that carries goods is declared, and every declared container carries goods. */
export const containersUsed: Rule = {
  reads: ["consignmentItems", "utilizedTransportEquipments"],
  check: ({ consignmentItems, utilizedTransportEquipments }) => {
    const declared = new Set(utilizedTransportEquipments.map(({ equipment }) => equipment.equipmentReference));
    const used = new Set(
      consignmentItems.flatMap(({ cargoItems }) => cargoItems.map((item) => item.equipmentReference)),
    );
    const undeclared = consignmentItems.flatMap(({ cargoItems }, i) =>
      cargoItems.flatMap(({ equipmentReference }, k) =>
        declared.has(equipmentReference)
          ? []
          : [
              fieldIssue(
                `/consignmentItems/${i}/cargoItems/${k}/equipmentReference`,
                "CONTAINER_UNDECLARED",
                equipmentReference,
                `expected one of the declared containers: ${[...declared].join(", ")}`,
              ),
            ],
      ),
    );
    const empty = utilizedTransportEquipments.flatMap(({ equipment: { equipmentReference } }, i) =>
      used.has(equipmentReference)
        ? []
        : [
            fieldIssue(
              `/utilizedTransportEquipments/${i}/equipment/equipmentReference`,
              "CONTAINER_UNUSED",
              equipmentReference,
              "expected at least one cargo item in this container",
            ),
          ],
    );
    return [...undeclared, ...empty];
  },
};

/** What follows the value in the sentence of a malformed identifier. */
function expectation(error: LadingError): string {
  return error.message.slice(error.message.indexOf(": ") + 2);
}
