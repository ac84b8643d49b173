import { EXIT } from "../../exitCodes.ts";
import { isLadingError, LadingError } from "@lading/sdk/errors";
import { ownAgreementKey } from "../../agent/agreementKeys.ts";
import { readDocument } from "../../files/readJson.ts";
import { writeNew } from "../../files/writeNew.ts";
import { text, texts, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts } from "../../ui/table.ts";
import { findTitle } from "../../values/title.ts";
import { compareDocument } from "./compareDocument.ts";
import { ledgerDigest } from "./ledgerDigest.ts";
import { storeSealed } from "./storeSealed.ts";

/** The digest of whatever JSON the file holds. */
export const digest: Run = async (input, context) => {
  const { jsonDigest } = await import("@lading/sdk");
  const found = jsonDigest(await readDocument(input.args[0] ?? "", context));
  return { data: { digest: found }, text: found };
};

/** Stores a document with the API: sealed, for the parties that the bill has by now. */
export const store: Run = async (input, context) => {
  const document = await readDocument(input.args[0] ?? "", context);
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw new LadingError("DOCUMENT_INVALID", "invalid", `${input.args[0] ?? ""} holds no JSON object`, {
      file: input.args[0] ?? "",
    });
  }
  const title = await findTitle(text(input, "title") ?? "", context);
  const readers = ["me", ...(await partiesOf(title, context)), ...texts(input, "to")];
  const { record, members } = await storeSealed({ document, title, readers }, context);
  return { data: { ...record, readers: members }, text: record.digest };
};

/** Carrier and holder of a bill; nobody as long as it is not issued. */
async function partiesOf(title: string, context: Context): Promise<string[]> {
  try {
    const { carrier, holder } = await (await api(context)).titles.show({ title });
    return [carrier, holder].filter((party) => party !== null).map(({ member }) => String(member));
  } catch (error) {
    if (isLadingError(error) && error.code === "TITLE_UNKNOWN") return [];
    throw error;
  }
}

/** Fetches the document of a title, opens it, and takes nobody's word for it but the ledger's. */
export const fetchDocument: Run = async (input, context) => {
  const { openEnvelope } = await import("@lading/sdk/envelope");
  const title = await findTitle(text(input, "title") ?? "", context);
  const contentDigest = await ledgerDigest(title, context);
  const { content } = await (await api(context)).documents.get({ digest: contentDigest });
  const { document } = await openEnvelope(content, await ownAgreementKey(context), { contentDigest });
  const json = JSON.stringify(document, null, 2);
  const out = text(input, "out");
  if (out !== undefined) await writeNew(out, `${json}\n`);
  return { data: out === undefined ? document : { file: out, digest: contentDigest, title }, text: out ?? json };
};

/** Compares a document with the one that was issued. */
export const verify: Run = async (input, context) => {
  const title = await findTitle(text(input, "title") ?? "", context);
  const found = await compareDocument(input.args[0] ?? "", title, context);
  const facts = [
    [context.say("document"), found.same ? context.say("same") : context.say("differs", { digest: found.digest })],
    [context.say("digest"), found.onLedger],
  ] as const;
  const code = found.same ? null : "DOCUMENT_DIGEST_DIFFERS";
  return { data: { ...found, title, code }, text: renderFacts(facts), exit: found.same ? EXIT.ok : EXIT.falsified };
};
