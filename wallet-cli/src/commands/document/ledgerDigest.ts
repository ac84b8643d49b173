import type { Context } from "../../framework/context.ts";
import { readRegistry } from "../../ledger/readRegistry.ts";
import { ledgerOf } from "../certificate/ledgerOf.ts";

/**
 * The content digest that the ledger keeps of a bill: asked of the ledger itself, because the API that stores the document must not also be
 * the one that says which it is.
 *
 * @returns 32 bytes, 0x-hex; zero for a bill that was never issued
 * @throws API_UNREACHABLE · LEDGER_UNREACHABLE · LEDGER_OTHER
 */
export async function ledgerDigest(title: string, context: Context): Promise<string> {
  const [digest] = await readRegistry(await ledgerOf(context), "title", "contentDigestOf", [title]);
  return String(digest).toLowerCase();
}
