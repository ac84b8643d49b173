import type { Act } from "@lading/sdk/acts";
import { isLadingError } from "@lading/sdk/errors";
import { findReaders } from "../../agent/agreementKeys.ts";
import { given, text, type Input, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { findTitle } from "../../values/title.ts";
import { asOwner, runAct } from "../acts/runAct.ts";
import { addReaders } from "../document/addReaders.ts";

/**
 * An offer that lets the offeree read the document, before it is made. Only a reader can wrap the content key, and the offeror is the one
 * reader whose wallet is certainly at work; and a bank reads a bill before it accepts it in pledge, not after. Should the ledger refuse the
 * offer, the wrapped key is of no use: the API gives the ciphertext to parties of the bill alone.
 */
export function offerWithDocument(act: Act): Run {
  const send = runAct(act);
  return async (input, context) => {
    const sends = !given(input, "signOnly") && !given(input, "dryRun");
    if (sends && !given(input, "withoutDocument")) await handDocument(input, await asOwner(context));
    return send(input, context);
  };
}

async function handDocument(input: Input, context: Context): Promise<void> {
  const [named, to] = [text(input, "title") ?? input.args[0], text(input, "to")];
  // What is missing is for the act itself to say.
  if (named === undefined || to === undefined) return;
  const title = await findTitle(named, context);
  const content = await storedEnvelope(title, context);
  if (content === undefined) return;
  const readers = await findReaders([to], context);
  try {
    await addReaders({ title, content, readers }, context);
  } catch (error) {
    // Who holds a bill may pass it on, whether or not it can read the document.
    if (!isLadingError(error) || error.code !== "ENVELOPE_NOT_FOR_YOU") throw error;
    context.note("documentNotShared", { title: named, to });
  }
}

/** The sealed document of a bill; undefined where none is stored, or this wallet's member is no party of the bill. */
async function storedEnvelope(title: string, context: Context): Promise<unknown> {
  const client = await api(context);
  try {
    const { contentDigest } = await client.titles.show({ title });
    return (await client.documents.get({ digest: contentDigest })).content;
  } catch (error) {
    if (isLadingError(error) && error.kind === "notFound") return undefined;
    throw error;
  }
}
