import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/stage.ts";

/**
 * Writes the transport document of a trade: the bill of test/vectors with a number of its own.
 *
 * @returns its number, its file, its containers
 */
export function writeBill(
  folder: string,
  trade: number,
): { reference: string; document: string; containers: readonly [string, string] } {
  const bill = JSON.parse(readFileSync(join(root, "test/vectors/transport-document.json"), "utf8")) as {
    transportDocumentReference: string;
    utilizedTransportEquipments: { equipment: { equipmentReference: string } }[];
  };
  const reference = `JHCL26HAM${String(4217 + trade - 1).padStart(6, "0")}`;
  const [first, second] = bill.utilizedTransportEquipments.map(({ equipment }) => equipment.equipmentReference);
  const document = join(folder, "transport-document.json");
  if (!existsSync(document)) {
    writeFileSync(document, `${JSON.stringify({ ...bill, transportDocumentReference: reference }, null, 2)}\n`);
  }
  return { reference, document, containers: [first!, second!] };
}

/** A document with one figure changed: what a forger would present. */
export function tampered(document: string): string {
  const text = readFileSync(document, "utf8");
  return text.replace(/"numberOfPackages":\s*(\d+)/, (_, count: string) => `"numberOfPackages": ${Number(count) + 1}`);
}
