import { readDocument } from "../../files/readJson.ts";
import { text, type Input, type Result, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { renderFacts } from "../../ui/table.ts";
import { findDocumentType } from "../../values/documentType.ts";
import { isoOf } from "../present.ts";

/** Checks a document; every fault comes with its place. */
export const run: Run = async (input, context) => {
  const type = text(input, "type");
  const document = await readDocument(input.args[0] ?? "", context);
  return type === undefined
    ? checkBill(document, input, context)
    : checkTradeDocument(document, type, input.args[0] ?? "FILE", context);
};

async function checkBill(content: unknown, input: Input, context: Context): Promise<Result> {
  const { documentKind, documentTotals, documentWarnings, parseTransportDocument, transportDocumentDigest } =
    await import("@lading/sdk");
  const document = parseTransportDocument(content);
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
}

/** Of the other kinds there is one path: what the schema says, the digest, and from when to when the document is valid. */
async function checkTradeDocument(content: unknown, named: string, file: string, context: Context): Promise<Result> {
  const { attestTradeDocument } = await import("@lading/sdk/tradeDocuments");
  const type = await findDocumentType(named, context);
  const { schema, digest, validFrom, validUntil } = attestTradeDocument(type, content);
  const data = { type: type.name, title: type.title, schema, digest, validFrom, validUntil };
  const facts = [
    [context.say("type"), `${type.title[context.language]} (${type.name})`],
    [context.say("digest"), digest],
    [context.say("schema"), schema],
    [context.say("validFrom"), isoOf(validFrom)],
    [context.say("validUntil"), validUntil === 0 ? context.say("none") : isoOf(validUntil)],
  ] as const;
  const next = [`lading document attest ${file} --subject KIND:VALUE`];
  return { data, text: renderFacts(facts), next };
}
