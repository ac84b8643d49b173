import { findAct } from "@lading/sdk/acts";
import { isLadingError, LadingError } from "@lading/sdk/errors";
import { documentId } from "@lading/sdk/tradeDocuments";
import type { TradeDocumentAttestation } from "@lading/sdk/tradeDocuments";
import { readDocument } from "../../../files/readJson.ts";
import { given, text, texts, type Input, type Result, type Run } from "../../../framework/command.ts";
import type { Context } from "../../../framework/context.ts";
import { parseSubject } from "../../../values/documentSubject.ts";
import { findDocumentType } from "../../../values/documentType.ts";
import { findMember } from "../../../values/member.ts";
import { runAct } from "../../acts/runAct.ts";
import { isoOf } from "../../present.ts";
import { handIn } from "./handIn.ts";

/** Attests a trade document: nothing that it says is typed a second time. */
export const attest: Run = async (input, context) => {
  const run = runAct(findAct("document", "attest"));
  const options = { ...input.options, ...subjectOptions(input) };
  const file = input.args[0];
  if (file === undefined) return run({ args: [], options }, context);
  if (text(input, "subject") === undefined) {
    const missing = "--subject";
    throw new LadingError("USAGE_MISSING", "invalid", context.say("missingArgument", { given: missing }), {
      given: missing,
    });
  }
  const { attestation, content } = await readAttestation(file, input, context);
  const result = await run({ args: [], options: { ...options, ...argumentsOf(attestation, input) } }, context);
  return finish(result, { file, content, attestation }, input, context);
};

/** Puts a corrected document in the place of one's own. */
export const supersede: Run = async (input, context) => {
  const run = runAct(findAct("document", "supersede"));
  const [old, file] = input.args;
  if (file === undefined) return run({ args: [old], options: input.options }, context);
  const { attestation, content } = await readAttestation(file, input, context);
  const options = { ...input.options, ...argumentsOf(attestation, input) };
  const result = await run({ args: [old], options }, context);
  return finish(result, { file, content, attestation }, input, context);
};

/** `--subject container:MSKU6011672` as the act takes it; with --subject-kind it is written without its kind. */
function subjectOptions(input: Input): Record<string, string> {
  const typed = text(input, "subject");
  if (typed === undefined || text(input, "subjectKind") !== undefined) return {};
  const { kind, value } = parseSubject(typed);
  return { subjectKind: kind, subject: value };
}

type Attested = { file: string; content: object; attestation: TradeDocumentAttestation };

async function readAttestation(
  file: string,
  input: Input,
  context: Context,
): Promise<Pick<Attested, "attestation" | "content">> {
  const content = await readDocument(file, context);
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new LadingError("DOCUMENT_INVALID", "invalid", `${file} holds no JSON object`, { file });
  }
  const type = text(input, "schema") ?? typeOf(content, file);
  const { attestTradeDocument } = await import("@lading/sdk/tradeDocuments");
  return { content, attestation: attestTradeDocument(await findDocumentType(type, context), content) };
}

/** What a document says that it is. A DCSA transport document says it by its code. */
function typeOf(content: object, file: string): string {
  const { documentType, transportDocumentTypeCode } = content as Record<string, unknown>;
  if (typeof documentType === "string") return documentType;
  if (transportDocumentTypeCode === "SWB") return "sea-waybill";
  if (transportDocumentTypeCode === "BOL") {
    throw new LadingError(
      "DOCUMENT_IS_TITLE",
      "invalid",
      `${file} is a bill of lading: a title, not a trade document; issue it with: lading document issue`,
      { file },
    );
  }
  throw new LadingError(
    "TRADE_DOCUMENT_TYPE_MISSING",
    "invalid",
    `${file} has no documentType; say what it is with --schema (lading document types)`,
    { file },
  );
}

/** The arguments that a document itself gives; its validity is its own, and only an open end may be closed by hand. */
function argumentsOf(attestation: TradeDocumentAttestation, input: Input): Record<string, string> {
  const { schema, digest, validFrom, validUntil } = attestation;
  return {
    schema,
    digest,
    validFrom: isoOf(validFrom) ?? "none",
    validUntil: isoOf(validUntil) ?? text(input, "validUntil") ?? "none",
  };
}

/** The document's id, and its text sealed for whom it was meant. */
async function finish(
  result: Result,
  { file, content, attestation }: Attested,
  input: Input,
  context: Context,
): Promise<Result> {
  if (given(input, "signOnly") || given(input, "dryRun")) return result;
  const { member } = await findMember("me", context);
  const document = documentId(member, attestation.schema, attestation.digest);
  const readers = texts(input, "to");
  let read: readonly number[] = [];
  if (readers.length > 0) {
    try {
      read = await handIn({ document, content, digest: attestation.digest, readers }, context);
      context.note("documentHandedIn", { readers: read.join(", ") });
    } catch (error) {
      // The attestation stands whether or not its text could be handed in; who reads the exit code must not attest again.
      if (!isLadingError(error)) throw error;
      context.note("documentNotHandedIn", { reason: error.message, file });
    }
  }
  return {
    ...result,
    data: { ...(result.data as object), document, ...attestation, readers: read },
    text: `${result.text}\nid  ${document}`,
    next: [`lading document verdict ${file}`, `lading document revoke ${file} --reason 1`],
  };
}
