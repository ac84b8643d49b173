import { LadingError } from "@lading/sdk/errors";
import { ownAgreementKeys } from "../../../agent/agreementKeys.ts";
import { writeNew } from "../../../files/writeNew.ts";
import { text, type Run } from "../../../framework/command.ts";
import { api } from "../../../ledger/api.ts";
import { findTradeDocument } from "../../../values/tradeDocument.ts";

/** Fetches and opens the text of a trade document. Its id is made of issuer, schema and digest, so the id proves the digest. */
export const run: Run = async (input, context) => {
  const [{ openEnvelope }, { documentId }] = await Promise.all([
    import("@lading/sdk/envelope"),
    import("@lading/sdk/tradeDocuments"),
  ]);
  const document = await findTradeDocument(input.args[0] ?? "", context);
  const client = await api(context);
  const { issuer, schema, digest } = await client.tradeDocuments.show({ document });
  if (documentId(issuer.member, schema, digest) !== document) {
    throw new LadingError(
      "TRADE_DOCUMENT_ID_MISMATCH",
      "falsified",
      `what the API says of document ${document} does not make that id`,
      { document },
    );
  }
  const { content } = await client.tradeDocuments.content({ document });
  const opened = await openEnvelope(content, await ownAgreementKeys(context), { contentDigest: digest });
  const json = JSON.stringify(opened.document, null, 2);
  const out = text(input, "out");
  if (out !== undefined) await writeNew(out, `${json}\n`);
  return {
    data: out === undefined ? opened.document : { file: out, document, digest },
    text: out ?? json,
    next: [`lading document verdict ${out ?? document}`],
  };
};
