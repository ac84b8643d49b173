import { EXIT } from "../../exitCodes.ts";
import { isLadingError, LadingError } from "@lading/sdk/errors";
import { ownAgreementKeys } from "../../agent/agreementKeys.ts";
import { readDocument } from "../../files/readJson.ts";
import { writeNew } from "../../files/writeNew.ts";
import { text, texts, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts } from "../../ui/table.ts";
import { findTitle } from "../../values/title.ts";
import { compareDocument } from "./compareDocument.ts";
import { ledgerDigest } from "./ledgerDigest.ts";
import { readAttachments } from "./readAttachments.ts";
import { openAttachments, storedCiphertext, writeAttachments } from "./openAttachments.ts";
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
  const attachments = await readAttachments(texts(input, "attach"));
  const { record, members } = await storeSealed({ document, title, readers, attachments }, context);
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
  const { document, attachments } = await openEnvelope(content, await ownAgreementKeys(context), { contentDigest });
  const json = JSON.stringify(document, null, 2);
  const out = text(input, "out");
  const folder = text(input, "attachments");
  // All are checked before anything is written.
  const opened = folder === undefined ? [] : await openAttachments(attachments, storedCiphertext(context));
  if (out !== undefined) await writeNew(out, `${json}\n`);
  const files = folder === undefined ? [] : await writeAttachments(opened, folder);
  if (folder === undefined && attachments.length > 0) {
    context.note("attachmentsThere", { names: attachments.map(({ name }) => name).join(", ") });
  }
  const data = { file: out ?? null, digest: contentDigest, title, attachments: files };
  return {
    data: out === undefined && folder === undefined ? document : data,
    text: [out ?? json, ...files].join("\n"),
  };
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
