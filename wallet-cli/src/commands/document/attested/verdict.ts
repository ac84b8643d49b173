import { isLadingError, LadingError } from "@lading/sdk/errors";
import { EXIT } from "../../../exitCodes.ts";
import { readDocument } from "../../../files/readJson.ts";
import { text, type Result, type Run } from "../../../framework/command.ts";
import type { Context } from "../../../framework/context.ts";
import { api } from "../../../ledger/api.ts";
import { renderFacts, renderTable } from "../../../ui/table.ts";
import { findDocumentType } from "../../../values/documentType.ts";
import { parseInstant } from "../../../values/instant.ts";
import { findTradeDocument, isId } from "../../../values/tradeDocument.ts";
import { isoOf, nameOf } from "../../present.ts";
import { subjectText, subjectWord } from "./run.ts";

/** "Unknown" is neither yes nor no. */
const MARKS = { yes: "✓", no: "✗", unknown: "?" } as const;

/** What a code says where the ledger's answer is not "stands". */
const CODES: Readonly<Record<string, string>> = {
  revoked: "TRADE_DOCUMENT_REVOKED",
  superseded: "TRADE_DOCUMENT_SUPERSEDED",
  expired: "TRADE_DOCUMENT_EXPIRED",
  "not-yet-valid": "TRADE_DOCUMENT_NOT_YET_VALID",
  absent: "TRADE_DOCUMENT_NOT_ATTESTED",
};

/** Asks the ledger itself; the exit code is the answer. */
export const run: Run = async (input, context) => {
  const presented = input.args[0] ?? "";
  const content = isId(presented) ? undefined : await readDocument(presented.replace(/^@/, ""), context);
  let document: string;
  try {
    document = await findTradeDocument(presented, context, text(input, "issuer"));
  } catch (error) {
    if (isLadingError(error) && error.code === "TRADE_DOCUMENT_NOT_ATTESTED") return nobody(error, context);
    throw error;
  }
  const [{ jsonDigest }, { documentId }] = await Promise.all([
    import("@lading/sdk"),
    import("@lading/sdk/tradeDocuments"),
  ]);
  const at = text(input, "at");
  const subject = await subjectWord(text(input, "subject"), context);
  const verdict = await (
    await api(context)
  ).tradeDocuments.verdict({
    document,
    ...(at === undefined ? {} : { at: parseInstant(at, context.now(), "--at") }),
    ...(content === undefined ? {} : { digest: jsonDigest(content) }),
    ...(subject === undefined ? {} : { subject }),
  });
  if (documentId(verdict.issuer.member, verdict.schema, verdict.digest) !== document) {
    throw new LadingError(
      "TRADE_DOCUMENT_ID_MISMATCH",
      "falsified",
      `what the API says of document ${document} does not make that id`,
      { document },
    );
  }
  const form = content === undefined ? undefined : await formFault(content, verdict.schema, context);
  const differs = verdict.checks.find(({ answer }) => answer === "no");
  const code =
    form !== undefined
      ? form.code
      : verdict.outcome === "stands"
        ? null
        : (CODES[verdict.status] ?? `TRADE_DOCUMENT_${String(differs?.facts.code)}`);
  const facts = [
    ["id", document],
    [context.say("outcome"), form === undefined ? verdict.outcome : "contradicted"],
    [context.say("status"), verdict.status],
    [context.say("time"), isoOf(verdict.at)],
    [
      context.say("type"),
      verdict.title === null ? verdict.type : `${verdict.title[context.language]} (${verdict.type})`,
    ],
    [context.say("issuer"), nameOf(verdict.issuer)],
    [context.say("about"), subjectText(verdict.subject)],
    [context.say("validFrom"), isoOf(verdict.validFrom)],
    [context.say("validUntil"), isoOf(verdict.validUntil) ?? context.say("none")],
    ...(verdict.supersededBy === null ? [] : [[context.say("supersededBy"), verdict.supersededBy] as const]),
    [context.say("digest"), verdict.digest],
  ] as const;
  const checks = verdict.checks.map(({ answer, question, facts: { reason } }) => [
    MARKS[answer],
    question[context.language],
    (reason as { en: string; zh: string })[context.language],
  ]);
  if (content !== undefined)
    checks.push([form === undefined ? "✓" : "✗", context.say("form"), form === undefined ? "" : form.message]);
  return {
    data: { ...verdict, stands: code === null, code, form: form === undefined ? null : form.issues },
    text: `${renderFacts(facts)}\n\n${renderTable(["", context.say("check"), context.say("finding")], checks)}`,
    exit: code === null ? EXIT.ok : EXIT.falsified,
  };
};

/** What is wrong with a document by the schema under which it was attested: the ledger takes a digest of anything. */
async function formFault(content: unknown, schema: string, context: Context): Promise<LadingError | undefined> {
  const type = await findDocumentType(schema, context);
  try {
    type.parse(content);
    return undefined;
  } catch (error) {
    if (isLadingError(error)) return error;
    throw error;
  }
}

function nobody(error: LadingError, context: Context): Result {
  const { digest } = error.facts as { digest: string };
  const facts = [
    [context.say("outcome"), "contradicted"],
    [context.say("status"), "absent"],
    [context.say("digest"), digest],
    [context.say("finding"), context.say("nobodyAttested")],
  ] as const;
  return {
    data: { status: "absent", outcome: "contradicted", stands: false, code: error.code, digest },
    text: renderFacts(facts),
    exit: EXIT.falsified,
  };
}
