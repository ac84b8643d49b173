import type { Act } from "@lading/sdk/acts";
import { isLadingError } from "@lading/sdk/errors";
import type { SignedAct } from "@lading/sdk/signedAct";
import { findReaders } from "../../agent/agreementKeys.ts";
import { given, text, type Input, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { findTitle } from "../../values/title.ts";
import { asOwner, runAct } from "../acts/runAct.ts";
import { addReaders } from "../document/addReaders.ts";
import { storedBill, type StoredText } from "../document/storedText.ts";

/**
 * An offer that lets the offeree read the document, before it is made. Only a reader can wrap the content key, and the offeror is the one
 * reader whose wallet is certainly at work; and a bank reads a bill before it accepts it in pledge, not after. Should the ledger refuse the
 * offer, the wrapped key is of no use: the API gives the ciphertext to parties of the bill alone. For the same reason the key is wrapped
 * when an offer is only signed, to be countersigned and sent by others: they may be no readers.
 */
export function offerWithDocument(act: Act): Run {
  const send = runAct(act);
  return async (input, context) => {
    if (given(input, "dryRun") || given(input, "withoutDocument")) return send(input, context);
    await handDocument(input, await asOwner(context));
    return send(input, context);
  };
}

async function handDocument(input: Input, context: Context): Promise<void> {
  const [named, to] = [text(input, "title") ?? input.args[0], text(input, "to")];
  // What is missing is for the act itself to say.
  if (named === undefined || to === undefined) return;
  const title = await findTitle(named, context);
  const stored = await storedEnvelope(title, context);
  if (stored === undefined) return;
  const readers = await findReaders([to], context);
  try {
    await addReaders(stored, readers, context);
  } catch (error) {
    // Who holds a bill may pass it on, whether or not it can read the document.
    if (!isLadingError(error) || error.code !== "ENVELOPE_NOT_FOR_YOU") throw error;
    context.note("documentNotShared", { title: named, to });
  }
}

/**
 * After an offer was sent that somebody signed before: the offeree must be able to read. Where it cannot and this wallet can, its key is
 * wrapped now; else it is said who can mend it. The act stands whatever comes of this.
 */
export async function handDocumentOf(act: SignedAct, context: Context): Promise<void> {
  const { title, to } = act.args;
  if (act.right !== "title" || !HANDING.has(act.act) || typeof title !== "string" || typeof to !== "number") return;
  const who = { title, to: String(to) };
  try {
    const stored = await storedEnvelope(title, context);
    // Whoever sends may be no party of the bill: it then learns nothing, and has nothing to say.
    if (stored === undefined) return;
    const { parseEnvelope } = await import("@lading/sdk/envelope");
    if (parseEnvelope(stored.content).grants.some(({ member }) => member === to)) return;
    await addReaders(stored, await findReaders([who.to], context), context);
    context.note("documentShared", { readers: who.to });
  } catch (error) {
    if (!isLadingError(error)) throw error;
    context.note("documentKeyMissing", who);
  }
}

/** Acts that offer a bill to somebody, who then may read its document. */
export const HANDING: ReadonlySet<string> = new Set(["offer", "offerPledge", "releasePledge", "entrust"]);

/** The sealed document of a bill; undefined where none is stored, or this wallet's member is no party of the bill. */
export async function storedEnvelope(title: string, context: Context): Promise<StoredText | undefined> {
  try {
    const { contentDigest } = await (await api(context)).titles.show({ title });
    return await storedBill(title, contentDigest, context);
  } catch (error) {
    if (isLadingError(error) && error.kind === "notFound") return undefined;
    throw error;
  }
}
