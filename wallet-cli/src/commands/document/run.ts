import { EXIT } from "../../exitCodes.ts";
import { LadingError } from "@lading/sdk/errors";
import { readDocument } from "../../files/readJson.ts";
import { writeNew } from "../../files/writeNew.ts";
import { text, type Run } from "../../framework/command.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts } from "../../ui/table.ts";
import { findTitle } from "../../values/title.ts";
import { compareDocument } from "./compareDocument.ts";

/** Checks a document; every fault comes with its place. */
export const check: Run = async (input, context) => {
  const { documentKind, documentTotals, documentWarnings, parseTransportDocument, transportDocumentDigest } =
    await import("@lading/sdk");
  const document = parseTransportDocument(await readDocument(input.args[0] ?? "", context));
  const data = {
    reference: document.transportDocumentReference,
    kind: documentKind(document),
    digest: transportDocumentDigest(document),
    totals: documentTotals(document),
    warnings: documentWarnings(document),
  };
  for (const warning of data.warnings)
    context.terminal.message(`${warning.pointer}: ${warning.message} (${warning.code})`);
  const facts = [
    [context.say("reference"), data.reference],
    [context.say("kind"), data.kind],
    [context.say("digest"), data.digest],
    ...Object.entries(data.totals).map(
      ([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)] as const,
    ),
  ] as const;
  return { data, text: renderFacts(facts), next: [`lading document issue ${input.args[0] ?? "FILE"} --holder MEMBER`] };
};

/** The digest of whatever JSON the file holds. */
export const digest: Run = async (input, context) => {
  const { jsonDigest } = await import("@lading/sdk");
  const found = jsonDigest(await readDocument(input.args[0] ?? "", context));
  return { data: { digest: found }, text: found };
};

/** Stores a document with the API. */
export const store: Run = async (input, context) => {
  const { jsonDigest } = await import("@lading/sdk");
  const content = await readDocument(input.args[0] ?? "", context);
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new LadingError("DOCUMENT_INVALID", "invalid", `${input.args[0] ?? ""} holds no JSON object`, {
      file: input.args[0] ?? "",
    });
  }
  const title = await findTitle(text(input, "title") ?? "", context);
  const record = await (
    await api(context)
  ).documents.put({ digest: jsonDigest(content), body: { title, content: content as Record<string, unknown> } });
  return { data: record, text: record.digest };
};

/** Fetches the document of a title and does not take the server's word for it. */
export const fetchDocument: Run = async (input, context) => {
  const { jsonDigest } = await import("@lading/sdk");
  const client = await api(context);
  const title = await findTitle(text(input, "title") ?? "", context);
  const { contentDigest } = await client.titles.show({ title });
  const { content } = await client.documents.get({ digest: contentDigest });
  const found = jsonDigest(content).toLowerCase();
  if (found !== contentDigest.toLowerCase()) {
    throw new LadingError(
      "DOCUMENT_DIGEST_DIFFERS",
      "falsified",
      `the API answered a document with digest ${found}; the ledger has ${contentDigest}`,
      { digest: found, onLedger: contentDigest },
    );
  }
  const json = JSON.stringify(content, null, 2);
  const out = text(input, "out");
  if (out !== undefined) await writeNew(out, `${json}\n`);
  return { data: out === undefined ? content : { file: out, digest: found, title }, text: out ?? json };
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
