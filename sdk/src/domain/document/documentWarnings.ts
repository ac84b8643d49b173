import type { FieldIssue } from "../errors.ts";
import { containerNumberWarning } from "../identifiers/containerNumber.ts";
import { isLegalEntityIdentifier } from "../identifiers/legalEntityIdentifier.ts";
import type { TransportDocument } from "./dcsa/transportDocument.ts";
import { fieldIssue } from "./fieldIssues.ts";

/**
 * What deserves a look in a valid document: container serials that ISO 6346 discourages and legal entity identifiers whose check digits are wrong.
 *
 * @example
 * documentWarnings(document).map((warning) => warning.code); // []
 */
export function documentWarnings(
  document: Pick<TransportDocument, "utilizedTransportEquipments" | "documentParties">,
): FieldIssue[] {
  const containers = document.utilizedTransportEquipments.flatMap(({ equipment }, i) => {
    const pointer = `/utilizedTransportEquipments/${i}/equipment/equipmentReference`;
    return containerNumberWarning(equipment.equipmentReference, pointer) ?? [];
  });
  const { shipper, consignee, endorsee, issuingParty } = document.documentParties;
  const parties = Object.entries({ shipper, consignee, endorsee, issuingParty }).flatMap(([role, party]) =>
    (party?.identifyingCodes ?? []).flatMap(({ codeListProvider, partyCode }, i) =>
      codeListProvider === "GLEIF" && !isLegalEntityIdentifier(partyCode)
        ? [
            fieldIssue(
              `/documentParties/${role}/identifyingCodes/${i}/partyCode`,
              "LEI_CHECK_DIGITS",
              partyCode,
              "expected a legal entity identifier with right check digits (ISO 17442)",
            ),
          ]
        : [],
    ),
  );
  return [...containers, ...parties];
}
