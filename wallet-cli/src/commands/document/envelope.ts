import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { LadingError } from "@lading/sdk/errors";
import { findReaders, ownAgreementKeys } from "../../agent/agreementKeys.ts";
import { readDocument, readJson } from "../../files/readJson.ts";
import { writeNew } from "../../files/writeNew.ts";
import { text, texts, type Run } from "../../framework/command.ts";
import { api } from "../../ledger/api.ts";
import { findTitle } from "../../values/title.ts";
import { besides, ciphertextIn, openAttachments, writeAttachments } from "./openAttachments.ts";
import { readAttachments } from "./readAttachments.ts";

/** Encrypts a document end to end for named members; whoever carries the file learns nothing. */
export const seal: Run = async (input, context) => {
  const document = await readDocument(input.args[0] ?? "", context);
  if (typeof document !== "object" || document === null) {
    throw new LadingError("DOCUMENT_INVALID", "invalid", `${input.args[0] ?? ""} holds no JSON object`, {
      file: input.args[0] ?? "",
    });
  }
  const { sealEnvelope } = await import("@lading/sdk/envelope");
  const recipients = await findReaders(["me", ...texts(input, "to")], context);
  const attachments = await readAttachments(texts(input, "attach"));
  const { envelope, contentDigest, attachments: sealed } = await sealEnvelope({ document, attachments, recipients });
  const out = text(input, "out") ?? "";
  if (sealed.length > 0) await mkdir(besides(out), { recursive: true, mode: 0o700 });
  for (const { sealed: address, jwe } of sealed) await writeNew(join(besides(out), `${address}.jwe`), jwe);
  await writeNew(out, `${JSON.stringify(envelope)}\n`);
  const readers = recipients.map(({ member }) => member);
  context.note("envelopeSealed", { file: out, readers: readers.join(", ") });
  return {
    data: { file: out, digest: contentDigest, readers, attachments: sealed.map(({ sealed: address }) => address) },
    text: contentDigest,
    next: [`lading document open ${out}`],
  };
};

/** Opens an envelope with this wallet's key; with --title also proves that it holds the document that was issued. */
export const open: Run = async (input, context) => {
  const envelope = await readJson(input.args[0] ?? "", context);
  const { openEnvelope } = await import("@lading/sdk/envelope");
  const named = text(input, "title");
  const title = named === undefined ? undefined : await findTitle(named, context);
  const expected =
    title === undefined ? {} : { contentDigest: (await (await api(context)).titles.verdict({ title })).contentDigest };
  const { document, attachments } = await openEnvelope(envelope, await ownAgreementKeys(context), expected);
  const json = JSON.stringify(document, null, 2);
  const out = text(input, "out");
  const folder = text(input, "attachments");
  const opened =
    folder === undefined ? [] : await openAttachments(attachments, ciphertextIn(besides(input.args[0] ?? "")));
  if (out !== undefined) await writeNew(out, `${json}\n`);
  const files = folder === undefined ? [] : await writeAttachments(opened, folder);
  if (folder === undefined && attachments.length > 0) {
    context.note("attachmentsThere", { names: attachments.map(({ name }) => name).join(", ") });
  }
  const data = { file: out ?? null, title: title ?? null, attachments: files };
  return {
    data: out === undefined && folder === undefined ? document : data,
    text: [out ?? json, ...files].join("\n"),
  };
};

/** Lets further members read an envelope that this wallet can read. */
export const grant: Run = async (input, context) => {
  const envelope = await readJson(input.args[0] ?? "", context);
  const { grantEnvelope } = await import("@lading/sdk/envelope");
  const recipients = await findReaders(texts(input, "to"), context);
  const granted = await grantEnvelope(envelope, await ownAgreementKeys(context), recipients);
  const out = text(input, "out") ?? "";
  await writeNew(out, `${JSON.stringify(granted)}\n`);
  const readers = recipients.map(({ member }) => member);
  context.note("envelopeSealed", { file: out, readers: readers.join(", ") });
  return { data: { file: out, readers }, text: out };
};
