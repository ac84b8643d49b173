import { text, type Run } from "../../../framework/command.ts";
import type { Context } from "../../../framework/context.ts";
import { api } from "../../../ledger/api.ts";
import { readAll } from "../../../ledger/readAll.ts";
import { renderFacts, renderTable } from "../../../ui/table.ts";
import { findSubject, parseSubject } from "../../../values/documentSubject.ts";
import { findDocumentType } from "../../../values/documentType.ts";
import { findMember } from "../../../values/member.ts";
import { findTradeDocument } from "../../../values/tradeDocument.ts";
import { isoOf, nameOf, renderTrail } from "../../present.ts";

/** What a document is about, for a person. */
export function subjectText(subject: {
  kind: string;
  word: string;
  member: { member: number; name: string | null } | null;
  reference: string | null;
}): string {
  const name = subject.member === null ? subject.reference : nameOf(subject.member);
  return `${subject.kind} ${name ?? `${subject.word.slice(0, 12)}…`}`;
}

/** The word of `--subject`, where it was given. */
export async function subjectWord(value: string | undefined, context: Context): Promise<string | undefined> {
  if (value === undefined) return undefined;
  const { kind, value: typed } = parseSubject(value);
  return findSubject(kind, typed, context);
}

/** Lists trade documents. */
export const list: Run = async (input, context) => {
  const client = await api(context);
  const [issuer, type] = [text(input, "issuer"), text(input, "type")];
  const subject = await subjectWord(text(input, "subject"), context);
  const filter = {
    ...(issuer === undefined ? {} : { issuer: (await findMember(issuer, context)).member }),
    ...(type === undefined ? {} : { schema: (await findDocumentType(type, context)).schemaDigest }),
    ...(subject === undefined ? {} : { subject }),
  };
  const found = await readAll((page) => client.tradeDocuments.list({ ...page, ...filter }));
  const head = (["type", "issuer", "about", "status", "validUntil"] as const).map((name) => context.say(name));
  const rows = found.map((item) => [
    item.title?.[context.language] ?? item.type,
    nameOf(item.issuer),
    subjectText(item.subject),
    item.status,
    isoOf(item.validUntil),
    // Whole, because `receive` and `show` take it.
    item.document,
  ]);
  return {
    data: { items: found },
    text: found.length === 0 ? context.say("none") : renderTable([...head, "id"], rows),
  };
};

/** Shows one trade document. */
export const show: Run = async (input, context) => {
  const document = await findTradeDocument(input.args[0] ?? "", context);
  const found = await (await api(context)).tradeDocuments.show({ document });
  const facts = [
    ["id", found.document],
    [context.say("type"), found.title === null ? found.type : `${found.title[context.language]} (${found.type})`],
    [context.say("issuer"), nameOf(found.issuer)],
    [context.say("about"), subjectText(found.subject)],
    [context.say("status"), found.status],
    ...(["reason", "supersedes", "supersededBy"] as const)
      .filter((name) => found[name] !== null)
      .map((name) => [context.say(name), found[name]] as const),
    [context.say("validFrom"), isoOf(found.validFrom)],
    [context.say("validUntil"), isoOf(found.validUntil) ?? context.say("none")],
    [context.say("digest"), found.digest],
    [context.say("textStored"), found.stored ? context.say("textIsStored") : null],
  ] as const;
  return { data: found, text: renderFacts(facts), next: [`lading document verdict ${document}`] };
};

/** Who did what. */
export const trail: Run = async (input, context) => {
  const document = await findTradeDocument(input.args[0] ?? "", context);
  const client = await api(context);
  const events = await readAll((page) => client.tradeDocuments.acts({ ...page, document }));
  return { data: { items: events }, text: await renderTrail(events, context) };
};

/** Lists the types that the ledger knows. */
export const types: Run = async (_, context) => {
  const { items } = await (await api(context)).documentTypes.list({});
  const rows = items.map(({ name, title, issuers, status, schema }) => [
    name,
    title?.[context.language] ?? null,
    issuers.join(", "),
    status,
    `${schema.slice(0, 12)}…`,
  ]);
  const head = (["type", "name", "issuers", "status", "schema"] as const).map((name) => context.say(name));
  return {
    data: { items },
    text: items.length === 0 ? context.say("none") : renderTable(head, rows),
    ...(items.length === 0 ? { next: ["lading document admit-type"] } : {}),
  };
};
