import { LadingError } from "@lading/sdk/errors";
import { readDocument } from "../files/readJson.ts";
import type { Context } from "../framework/context.ts";
import { api } from "../ledger/api.ts";
import { readAll } from "../ledger/readAll.ts";
import { findMember } from "./member.ts";

/** Whether a value is an id rather than a file. */
export function isId(value: string): boolean {
  return /^0x[0-9a-f]{64}$/i.test(value);
}

/**
 * The id of an attested trade document: as given, or of the file that was attested, where one member attested it.
 *
 * @param issuer whose attestation is meant, where several members attested the same text
 * @throws TRADE_DOCUMENT_NOT_ATTESTED · TRADE_DOCUMENT_AMBIGUOUS · FILE_NOT_FOUND · JSON_MALFORMED
 */
export async function findTradeDocument(value: string, context: Context, issuer?: string): Promise<string> {
  if (isId(value)) return value.toLowerCase();
  const { jsonDigest } = await import("@lading/sdk");
  const file = value.startsWith("@") ? value.slice(1) : value;
  const digest = jsonDigest(await readDocument(file, context));
  const client = await api(context);
  const by = issuer === undefined ? {} : { issuer: (await findMember(issuer, context)).member };
  const found = await readAll((page) => client.tradeDocuments.list({ ...page, ...by, digest }));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.document;
  if (only === undefined) {
    throw new LadingError(
      "TRADE_DOCUMENT_NOT_ATTESTED",
      "falsified",
      `nobody attested the text of ${file} on this ledger (its digest is ${digest})`,
      { file, digest },
    );
  }
  const matches = found.map((item) => `${item.document} by ${item.issuer.name ?? item.issuer.member}`);
  throw new LadingError(
    "TRADE_DOCUMENT_AMBIGUOUS",
    "invalid",
    `${found.length} members attested the text of ${file}; give the id of one: ${matches.join(", ")}`,
    { file, digest, matches },
  );
}
