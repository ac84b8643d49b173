import { isLadingError, LadingError } from "@lading/sdk/errors";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";

/** What goes to the API in the place of a stored envelope, or besides it. */
type Sent = { content: Record<string, unknown>; replaces?: string; drops?: string[] };

/** A sealed text as the API keeps it, of a bill or of a trade document. */
export type StoredText = {
  /** Id of the title or of the trade document. */
  id: string;
  /** What its text must have, as the ledger has it. */
  digest: string;
  /** The envelope, not yet checked. */
  content: unknown;
  /** Stores readers, or the same text sealed anew. */
  put: (sent: Sent) => Promise<void>;
};

/**
 * The stored document of a bill.
 *
 * @param digest the bill's content digest
 * @returns undefined where none is stored
 */
export async function storedBill(title: string, digest: string, context: Context): Promise<StoredText | undefined> {
  const client = await api(context);
  return unlessUnknown(async () => {
    const { content } = await client.documents.get({ digest });
    const put = async (sent: Sent): Promise<void> =>
      void (await client.documents.put({ digest, body: { title, ...sent } }));
    return { id: title, digest, content, put };
  });
}

/**
 * The stored text of a trade document. Its id is made of issuer, schema and digest, so the id proves the digest.
 *
 * @returns undefined where none is stored
 * @throws TRADE_DOCUMENT_ID_MISMATCH · TRADE_DOCUMENT_UNKNOWN
 */
export async function storedTradeDocument(document: string, context: Context): Promise<StoredText | undefined> {
  const [client, { documentId }] = await Promise.all([api(context), import("@lading/sdk/tradeDocuments")]);
  const { issuer, schema, digest } = await client.tradeDocuments.show({ document });
  if (documentId(issuer.member, schema, digest) !== document) {
    throw new LadingError(
      "TRADE_DOCUMENT_ID_MISMATCH",
      "falsified",
      `what the API says of document ${document} does not make that id`,
      { document },
    );
  }
  return unlessUnknown(async () => {
    const { content } = await client.tradeDocuments.content({ document });
    const put = async ({ content: envelope, replaces }: Sent): Promise<void> => {
      const body = { content: envelope, ...(replaces === undefined ? {} : { replaces }) };
      await client.tradeDocuments.putContent({ document, body });
    };
    return { id: document, digest, content, put };
  });
}

async function unlessUnknown(find: () => Promise<StoredText>): Promise<StoredText | undefined> {
  try {
    return await find();
  } catch (error) {
    if (isLadingError(error) && error.code === "DOCUMENT_UNKNOWN") return undefined;
    throw error;
  }
}
