import { isLadingError } from "@lading/sdk/errors";
import { findReaders } from "../../agent/agreementKeys.ts";
import { texts, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { readAll } from "../../ledger/readAll.ts";
import { findTitle } from "../../values/title.ts";
import { findTradeDocument } from "../../values/tradeDocument.ts";
import { addReaders } from "./addReaders.ts";
import { storedBill, storedTradeDocument, type StoredText } from "./storedText.ts";

/** What became of a member's documents, by the id of their title or trade document. */
export type Rewrapped = {
  /** Those that open with a published key that they did not open with before. */
  wrapped: string[];
  /** Those that were wrapped for every published key already. */
  unchanged: string[];
  /** Those that no key of this wallet opens. */
  unreadable: string[];
};

/** Whose text is meant. */
export type Named = { titles: readonly string[]; documents: readonly string[] };

/**
 * Wraps the texts that this wallet can read, of bills and of trade documents, for every agreement key that its member publishes now: after a
 * rotation, and, in the wallet of an administrator whose key the member publishes too, for a member whose own key was lost.
 *
 * @param named ids; all that concern the member where none is named
 * @throws API_UNREACHABLE · AGREEMENT_KEY_UNPUBLISHED · OFFICER_SCOPE_MISSING · ENVELOPE_… where a stored document is damaged
 */
export async function rewrapDocuments(named: Named, context: Context): Promise<Rewrapped> {
  const readers = await findReaders(["me"], context);
  const found: Rewrapped = { wrapped: [], unchanged: [], unreadable: [] };
  for await (const stored of storedTexts(named, context)) {
    try {
      const added = await addReaders(stored, readers, context);
      found[added ? "wrapped" : "unchanged"].push(stored.id);
    } catch (error) {
      if (!isLadingError(error) || error.code !== "ENVELOPE_NOT_FOR_YOU") throw error;
      found.unreadable.push(stored.id);
    }
  }
  return found;
}

async function* storedTexts({ titles, documents }: Named, context: Context): AsyncGenerator<StoredText> {
  const client = await api(context);
  const all = titles.length === 0 && documents.length === 0;
  const bills = all
    ? await readAll((page) => client.titles.list(page))
    : await Promise.all(titles.map((title) => client.titles.show({ title })));
  for (const { title, contentDigest } of bills) {
    const stored = await storedBill(title, contentDigest, context);
    if (stored !== undefined) yield stored;
  }
  const listed = all ? await readAll((page) => client.tradeDocuments.list(page)) : [];
  const papers = [...documents, ...listed.filter((item) => item.stored).map(({ document }) => document)];
  for (const document of papers) {
    const stored = await storedTradeDocument(document, context);
    if (stored !== undefined) yield stored;
  }
}

/** The command of {@link rewrapDocuments}. */
export const run: Run = async (input, context) => {
  const titles: string[] = [];
  for (const named of texts(input, "title")) titles.push(await findTitle(named, context));
  const documents: string[] = [];
  for (const named of texts(input, "document")) documents.push(await findTradeDocument(named, context));
  const found = await rewrapDocuments({ titles, documents }, context);
  return { data: found, text: describeRewrapped(found, context) };
};

/** One sentence on what became of the documents. */
export function describeRewrapped({ wrapped, unchanged, unreadable }: Rewrapped, context: Context): string {
  return context.say("documentsRewrapped", {
    wrapped: wrapped.length,
    unchanged: unchanged.length,
    unreadable: unreadable.length,
  });
}
