import { LadingError } from "@lading/sdk/errors";
import { findReaders } from "../../agent/agreementKeys.ts";
import { text, texts, type Run } from "../../framework/command.ts";
import { findTitle } from "../../values/title.ts";
import { addReaders } from "./addReaders.ts";
import { ledgerDigest } from "./ledgerDigest.ts";
import { storedBill } from "./storedText.ts";

/** Lets further members read the stored document of a bill: for one who was offered it while it could not be shared, or lost its key. */
export const run: Run = async (input, context) => {
  const title = await findTitle(text(input, "title") ?? "", context);
  const digest = await ledgerDigest(title, context);
  const stored = await storedBill(title, digest, context);
  if (stored === undefined) {
    throw new LadingError("DOCUMENT_UNKNOWN", "notFound", `no document is stored of title ${title}`, { title });
  }
  const readers = await findReaders(texts(input, "to"), context);
  await addReaders(stored, readers, context);
  const members = readers.map(({ member }) => member);
  context.note("documentShared", { readers: members.join(", ") });
  return { data: { title, digest, readers: members }, text: digest };
};
