import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  defineTradeDocument,
  type TradeDocumentSchema,
  type TradeDocumentType,
} from "../domain/tradeDocuments/defineTradeDocument.ts";
import { LadingError } from "../domain/errors.ts";

const SHIPPED = fileURLToPath(new URL("../domain/tradeDocuments/schemas", import.meta.url));

/**
 * The kinds of trade document in a folder, one schema file each: adding a kind is adding a file. For programs with a disk; whoever has none
 * gets schemas from a ledger's API.
 *
 * @param folder default: the kinds that this version comes with
 * @throws LadingError `SCHEMA_…` naming the file
 * @example
 * readTradeDocumentTypes().map(({ name }) => name); // ["air-waybill", "carbon-statement", …]
 */
export function readTradeDocumentTypes(folder = SHIPPED): readonly TradeDocumentType[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => {
      try {
        return defineTradeDocument(JSON.parse(readFileSync(join(folder, file), "utf8")) as TradeDocumentSchema);
      } catch (cause) {
        const [code, reason] =
          cause instanceof LadingError ? [cause.code, cause.message] : ["SCHEMA_INVALID", String(cause)];
        throw new LadingError(code, "invalid", `${file}: ${reason}`, { file }, { cause });
      }
    });
}
