import { LadingError } from "@lading/sdk/errors";
import type { TradeDocumentSchema, TradeDocumentType } from "@lading/sdk/tradeDocuments";
import { readJson } from "../files/readJson.ts";
import type { Context } from "../framework/context.ts";
import { api } from "../ledger/api.ts";

/**
 * A type of trade document: from `@schema.json`, among those that come with this version, or from the ledger's API, whose schema counts
 * only if it has the digest that names it. So a type that a port admits needs no new wallet.
 *
 * @throws TRADE_DOCUMENT_TYPE_UNKNOWN · SCHEMA_… · FILE_NOT_FOUND · JSON_MALFORMED
 */
export async function findDocumentType(value: string, context: Context): Promise<TradeDocumentType> {
  if (value.startsWith("@")) return readDocumentType(value.slice(1), context);
  const [{ findTradeDocumentType }, { readTradeDocumentTypes }] = await Promise.all([
    import("@lading/sdk/tradeDocuments"),
    import("@lading/sdk/tradeDocuments/files"),
  ]);
  const shipped = readTradeDocumentTypes();
  const admitted = await admittedType(value, shipped, context).catch((error: unknown) => {
    // Documents are checked without a network, too.
    if (error instanceof LadingError && error.kind === "unavailable") return undefined;
    throw error;
  });
  return admitted ?? findTradeDocumentType(value, shipped);
}

/**
 * A type from a schema file.
 *
 * @throws SCHEMA_… · FILE_NOT_FOUND · JSON_MALFORMED
 */
export async function readDocumentType(file: string, context: Context): Promise<TradeDocumentType> {
  const { defineTradeDocument } = await import("@lading/sdk/tradeDocuments");
  const schema = await readJson(file, context);
  if (typeof schema === "object" && schema !== null && !Array.isArray(schema)) {
    return defineTradeDocument(schema as TradeDocumentSchema);
  }
  throw new LadingError("SCHEMA_INVALID", "invalid", `${file} holds no JSON object; expected a JSON Schema`, { file });
}

/** The newest type of a name, or the one with a digest, that the ledger admitted. */
async function admittedType(
  value: string,
  shipped: readonly TradeDocumentType[],
  context: Context,
): Promise<TradeDocumentType | undefined> {
  const client = await api(context);
  const wanted = value.toLowerCase();
  const { items } = await client.documentTypes.list({});
  const types = items.filter(
    ({ name, schema, status }) => schema === wanted || (name === wanted && status === "admitted"),
  );
  const found: TradeDocumentType[] = [];
  for (const { schema } of types) {
    const known = shipped.find(({ schemaDigest }) => schemaDigest === schema);
    found.push(known ?? (await fetchType(schema, context)));
  }
  return found.sort((a, b) => b.version - a.version)[0];
}

async function fetchType(schema: string, context: Context): Promise<TradeDocumentType> {
  const [{ defineTradeDocument }, { jsonDigest }] = await Promise.all([
    import("@lading/sdk/tradeDocuments"),
    import("@lading/sdk"),
  ]);
  const { name, content } = await (await api(context)).documentTypes.show({ schema });
  if (content === null) {
    throw new LadingError(
      "SCHEMA_UNKNOWN",
      "notFound",
      `the ledger admitted type "${name}", but nobody handed its schema to the API; give it as @schema.json`,
      { schema, name },
    );
  }
  const digest = jsonDigest(content);
  if (digest === schema) return defineTradeDocument(content as TradeDocumentSchema);
  throw new LadingError(
    "SCHEMA_DIGEST_MISMATCH",
    "falsified",
    `the API's schema of type "${name}" has the digest ${digest}, the ledger's is ${schema}`,
    { schema, digest, name },
  );
}
