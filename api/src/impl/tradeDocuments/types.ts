import { flagNames, ROLES } from "@lading/sdk/acts";
import { jsonDigest } from "@lading/sdk";
import { LadingError } from "@lading/sdk/errors";
import { defineTradeDocument, type TradeDocumentSchema } from "@lading/sdk/tradeDocuments";
import type { DocumentType } from "../../../generated/client.ts";
import type { Handlers } from "../../http/mountRoutes.ts";
import { LEDGER_ORDER } from "../../store/cursor.ts";
import type { Dependencies } from "../Dependencies.ts";
import { notFound } from "../reads.ts";
import { readTypes, type TypeName } from "./readTypes.ts";

const UNKNOWN = { code: "DOCUMENT_TYPE_UNKNOWN", noun: "type of trade document" };

/** Types of trade document. Their schemas are no secret: whoever checks a document needs its schema, and the digest is on the ledger. */
export function documentTypeHandlers({ store, now }: Dependencies): Handlers["documentTypes"] {
  async function find(schema: string): Promise<DocumentType> {
    const row = await store.read.documentType.findUnique({ where: { schema } });
    if (row === null) throw notFound(schema, UNKNOWN);
    return row;
  }

  return {
    async list() {
      const rows = await store.read.documentType.findMany({ orderBy: LEDGER_ORDER });
      const type = await readTypes(
        store.read,
        rows.map(({ schema }) => schema),
      );
      return { items: rows.map((row) => toType(row, type(row.schema))) };
    },

    async show({ schema }) {
      const row = await find(schema);
      const [type, stored] = await Promise.all([
        readTypes(store.read, [schema]),
        store.read.documentSchema.findUnique({ where: { schema } }),
      ]);
      const content = stored === null ? null : (JSON.parse(stored.content) as Record<string, unknown>);
      return { ...toType(row, type(schema)), content };
    },

    async put({ caller, schema, body }) {
      const row = await find(schema);
      const digest = jsonDigest(body.content);
      if (digest !== schema) {
        throw new LadingError(
          "SCHEMA_DIGEST_MISMATCH",
          "falsified",
          `The schema has the digest ${digest}, not ${schema}`,
          { expected: schema, digest },
        );
      }
      // One that nobody could check a document by is no use to anybody.
      defineTradeDocument(body.content as TradeDocumentSchema);
      const data = { schema, content: JSON.stringify(body.content), member: caller.member, storedAt: now() };
      await store.write.documentSchema.upsert({ where: { schema }, create: data, update: {} });
      return toType(row, (await readTypes(store.read, [schema]))(schema));
    },
  };
}

function toType({ schema, issuers, status, changedAt }: DocumentType, { name, title }: TypeName) {
  return {
    schema: schema as `0x${string}`,
    name,
    title,
    issuers: flagNames(issuers, ROLES) as string[],
    status,
    changedAt,
  };
}
