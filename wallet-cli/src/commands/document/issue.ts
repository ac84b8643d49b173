import { findAct } from "@lading/sdk/acts";
import { LadingError } from "@lading/sdk/errors";
import { readDocument } from "../../files/readJson.ts";
import { given, text, texts, type Run } from "../../framework/command.ts";
import { findMember } from "../../values/member.ts";
import { runAct } from "../acts/runAct.ts";
import { readAttachments } from "./readAttachments.ts";
import { storeSealed } from "./storeSealed.ts";

/** Issues the bill that a document describes: nothing that the document says is typed a second time. */
export const run: Run = async (input, context) => {
  const { documentKind, parseTransportDocument, titleId, transportDocumentDigest } = await import("@lading/sdk");
  const document = parseTransportDocument(await readDocument(input.args[0] ?? "", context));
  const kind = documentKind(document);
  const reference = document.transportDocumentReference;
  if (kind === "sea-waybill" || reference === undefined) {
    throw new LadingError(
      "DOCUMENT_NO_TITLE",
      "invalid",
      "the document is no bill of lading with a number: a sea waybill is no title",
      { kind },
    );
  }
  const digest = transportDocumentDigest(document);
  const carrier = text(input, "carrier") ?? "me";
  const options = {
    ...input.options,
    carrier,
    transportDocumentReference: reference,
    kind: kind === "to-order" && given(input, "notOnward") ? "to-order-not-onward" : kind,
    contentDigest: digest,
  };
  const issue = runAct(findAct("title", "issue"));
  if (given(input, "signOnly") || given(input, "dryRun")) return issue({ args: [], options }, context);
  const title = titleId((await findMember(carrier, context)).member, reference);
  const readers = ["me", carrier, text(input, "holder") ?? "me"];
  // Stored first, and storing twice is the same as once: a bill is never issued whose document its holder cannot read.
  const attachments = await readAttachments(texts(input, "attach"));
  await storeSealed({ document, title, readers, attachments }, context);
  const result = await issue({ args: [], options }, context);
  return {
    ...result,
    data: { ...(result.data as object), title, digest },
    next: [`lading title offer ${reference} --to MEMBER`],
  };
};
