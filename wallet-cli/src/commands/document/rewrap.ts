import { isLadingError } from "@lading/sdk/errors";
import { findReaders } from "../../agent/agreementKeys.ts";
import { texts, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { readAll } from "../../ledger/readAll.ts";
import { findTitle } from "../../values/title.ts";
import { addReaders } from "./addReaders.ts";

/** What became of a member's documents. */
export type Rewrapped = {
  /** Titles whose document opens with a published key that it did not open with before. */
  wrapped: string[];
  /** Titles whose document was wrapped for every published key already. */
  unchanged: string[];
  /** Titles whose document no key of this wallet opens. */
  unreadable: string[];
};

/**
 * Wraps the documents that this wallet can read for every agreement key that its member publishes now: after a rotation, and, in the wallet
 * of an administrator whose key the member publishes too, for a member whose own key was lost.
 *
 * @param titles ids; all that concern the member where none is named
 * @throws API_UNREACHABLE · AGREEMENT_KEY_UNPUBLISHED · OFFICER_SCOPE_MISSING · ENVELOPE_… where a stored document is damaged
 */
export async function rewrapDocuments(titles: readonly string[], context: Context): Promise<Rewrapped> {
  const client = await api(context);
  const digests = new Map<string, string>();
  if (titles.length > 0) {
    for (const title of titles) digests.set(title, (await client.titles.show({ title })).contentDigest);
  } else {
    for (const { title, contentDigest } of await readAll((page) => client.titles.list(page))) {
      digests.set(title, contentDigest);
    }
  }
  const readers = await findReaders(["me"], context);
  const found: Rewrapped = { wrapped: [], unchanged: [], unreadable: [] };
  for (const [title, digest] of digests) {
    const content = await storedContent(digest, context);
    if (content === undefined) continue;
    try {
      const record = await addReaders({ title, content, readers }, context);
      found[record === undefined ? "unchanged" : "wrapped"].push(title);
    } catch (error) {
      if (!isLadingError(error) || error.code !== "ENVELOPE_NOT_FOR_YOU") throw error;
      found.unreadable.push(title);
    }
  }
  return found;
}

async function storedContent(digest: string, context: Context): Promise<unknown> {
  try {
    return (await (await api(context)).documents.get({ digest })).content;
  } catch (error) {
    if (isLadingError(error) && error.code === "DOCUMENT_UNKNOWN") return undefined;
    throw error;
  }
}

/** The command of {@link rewrapDocuments}. */
export const run: Run = async (input, context) => {
  const titles: string[] = [];
  for (const named of texts(input, "title")) titles.push(await findTitle(named, context));
  const found = await rewrapDocuments(titles, context);
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
