import { LadingError } from "@lading/sdk/errors";
import { ownAgreementKeys } from "../../../agent/agreementKeys.ts";
import { writeNew } from "../../../files/writeNew.ts";
import { text, type Run } from "../../../framework/command.ts";
import { findTradeDocument } from "../../../values/tradeDocument.ts";
import { storedTradeDocument } from "../storedText.ts";

/** Fetches and opens the text of a trade document. */
export const run: Run = async (input, context) => {
  const { openEnvelope } = await import("@lading/sdk/envelope");
  const document = await findTradeDocument(input.args[0] ?? "", context);
  const stored = await storedTradeDocument(document, context);
  if (stored === undefined) {
    throw new LadingError("DOCUMENT_UNKNOWN", "notFound", `no text is stored of trade document ${document}`, {
      document,
    });
  }
  const { digest, content } = stored;
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
