import { existsSync } from "node:fs";
import { LadingError } from "@lading/sdk/errors";
import { EXIT } from "../../exitCodes.ts";
import { readDocument, readJson, readText } from "../../files/readJson.ts";
import { text, type Input, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { renderFacts, renderTable } from "../../ui/table.ts";
import { parseDuration } from "../../values/instant.ts";
import { isoOf } from "../present.ts";
import { anchorPath } from "./anchor.ts";

/** Statuses of a bill that still commands the goods; the same as of `title verdict`. */
const LIVING = new Set(["live", "offered", "pledged"]);
const MARKS = { yes: "✓", no: "✗", unknown: "?" } as const;

/** Verifies a certificate. Nothing here asks a network. */
export const run: Run = async (input, context) => {
  const file = input.args[0] ?? "";
  const { assertCertificateSize, parseTrustAnchor, verifyCertificate } = await import("@lading/sdk/proof");
  const { jsonDigest, QUESTIONS, readJson: readStrictly } = await import("@lading/sdk");
  const content = await readText(file, context);
  assertCertificateSize(Buffer.byteLength(content));
  const anchor = parseTrustAnchor(await readJson(anchorFile(input, context), context));
  const now = Math.floor(context.now().getTime() / 1000);
  const certificate = readStrictly(content);
  const document = text(input, "document");
  if ((certificate as { format?: unknown } | null)?.format === "lading-document-certificate") {
    const { verifyDocument } = await import("../document/attested/verifyDocument.ts");
    return verifyDocument({ certificate, anchor, now, document, maxAge: text(input, "maxAge") }, context);
  }
  const { verdict, age } = verifyCertificate(certificate, anchor, { now });
  const digest = document === undefined ? undefined : jsonDigest(await readDocument(document, context));
  const limit = text(input, "maxAge");
  const tooOld = limit !== undefined && (age ?? 0) > parseDuration(limit, "--max-age");
  const living = LIVING.has(verdict.status) && verdict.outcome !== "contradicted";
  const code = !living
    ? verdict.outcome === "contradicted"
      ? "CERTIFICATE_CONTRADICTED"
      : "TITLE_NOT_LIVING"
    : digest !== undefined && digest !== verdict.contentDigest
      ? "DOCUMENT_DIGEST_DIFFERS"
      : tooOld
        ? "CERTIFICATE_TOO_OLD"
        : null;
  const facts = [
    ["id", verdict.title],
    [context.say("status"), verdict.conditions.join(", ")],
    [context.say("outcome"), verdict.outcome],
    [context.say("block"), `${verdict.block.number}, ${isoOf(verdict.block.timestamp) ?? ""}`],
    [context.say("age"), `${age ?? 0} s`],
    [context.say("carrier"), `#${verdict.carrier}`],
    [context.say("holder"), `#${verdict.holder}`],
    [context.say("digest"), verdict.contentDigest],
  ] as const;
  const answers = verdict.answers.map(({ check, answer, reason }) => [
    MARKS[answer],
    QUESTIONS.find(({ id }) => id === check)?.text[context.language] ?? check,
    reason[context.language],
  ]);
  return {
    data: { ...verdict, age, code },
    text: `${renderFacts(facts)}\n\n${renderTable(["", context.say("check"), context.say("reason")], answers)}`,
    // Too old is "cannot decide now", not "false": the certificate still proves what it proved.
    exit: code === null ? EXIT.ok : code === "CERTIFICATE_TOO_OLD" ? EXIT.undecided : EXIT.falsified,
  };
};

function anchorFile(input: Input, context: Context): string {
  const given = text(input, "anchor");
  if (given !== undefined) return given;
  if (existsSync(anchorPath(context))) return anchorPath(context);
  throw new LadingError("TRUST_ANCHOR_NEEDED", "unavailable", context.say("anchorNeeded"), {});
}
