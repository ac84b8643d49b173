import type { Context } from "../../framework/context.ts";
import { readDocument } from "../../files/readJson.ts";
import { api } from "../../ledger/api.ts";

/** A document's own digest beside the one that the ledger keeps. */
export type Comparison = { digest: string; onLedger: string; same: boolean };

/**
 * Compares what a file says with what was issued. The document is not checked first: one that was tampered with must be called
 * different, whether or not it still is a good bill.
 *
 * @throws FILE_NOT_FOUND · JSON_MALFORMED · TITLE_UNKNOWN · API_UNREACHABLE
 */
export async function compareDocument(file: string, title: string, context: Context): Promise<Comparison> {
  const { jsonDigest } = await import("@lading/sdk");
  const digest = jsonDigest(await readDocument(file, context)).toLowerCase();
  const { contentDigest } = await (await api(context)).titles.verdict({ title });
  return { digest, onLedger: contentDigest, same: digest === contentDigest.toLowerCase() };
}
