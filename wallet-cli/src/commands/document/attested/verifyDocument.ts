import type { TrustAnchor } from "@lading/sdk/proof";
import { EXIT } from "../../../exitCodes.ts";
import { readDocument } from "../../../files/readJson.ts";
import type { Result } from "../../../framework/command.ts";
import type { Context } from "../../../framework/context.ts";
import { renderFacts, renderTable } from "../../../ui/table.ts";
import { parseDuration } from "../../../values/instant.ts";
import { isoOf } from "../../present.ts";

const MARKS = { yes: "✓", no: "✗", unknown: "?" } as const;

/** A certificate of a trade document, verified without a network; the exit code is the answer as of its block. */
export async function verifyDocument(
  input: {
    certificate: unknown;
    anchor: TrustAnchor;
    now: number;
    /** File with the text at hand. */
    document: string | undefined;
    maxAge: string | undefined;
  },
  context: Context,
): Promise<Result> {
  const [{ verifyDocumentCertificate }, { describeSubject, TRADE_DOCUMENT_QUESTIONS }, { jsonDigest }] =
    await Promise.all([import("@lading/sdk/proof"), import("@lading/sdk/tradeDocuments"), import("@lading/sdk")]);
  const { certificate, anchor, now, document, maxAge } = input;
  const presented = document === undefined ? {} : { digest: jsonDigest(await readDocument(document, context)) };
  const { verdict, age } = verifyDocumentCertificate(certificate, anchor, { now, presented });
  const tooOld = maxAge !== undefined && (age ?? 0) > parseDuration(maxAge, "--max-age");
  const code =
    verdict.outcome === "contradicted"
      ? "CERTIFICATE_CONTRADICTED"
      : verdict.outcome === "lapsed"
        ? `TRADE_DOCUMENT_${verdict.status.replaceAll("-", "_").toUpperCase()}`
        : tooOld
          ? "CERTIFICATE_TOO_OLD"
          : null;
  const { state, subject, block } = verdict;
  const about = state.subjectKind === "none" ? null : describeSubject({ kind: state.subjectKind, word: subject });
  const facts = [
    ["id", verdict.document],
    [context.say("status"), verdict.status],
    [context.say("outcome"), verdict.outcome],
    [context.say("block"), `${block.number}, ${isoOf(block.timestamp) ?? ""}`],
    [context.say("age"), `${age ?? 0} s`],
    [context.say("issuer"), `#${state.issuer}`],
    [context.say("about"), about],
    [context.say("validFrom"), isoOf(state.validFrom)],
    [context.say("validUntil"), isoOf(state.validUntil) ?? context.say("none")],
    [context.say("schema"), verdict.schema],
    [context.say("digest"), verdict.digest],
  ] as const;
  const answers = verdict.answers.map(({ check, answer, reason }) => [
    MARKS[answer],
    TRADE_DOCUMENT_QUESTIONS.find(({ id }) => id === check)!.text[context.language],
    reason[context.language],
  ]);
  return {
    data: { ...verdict, age, code },
    text: `${renderFacts(facts)}\n\n${renderTable(["", context.say("check"), context.say("reason")], answers)}`,
    // Too old is "cannot decide now", not "false": the certificate still proves what it proved.
    exit: code === null ? EXIT.ok : code === "CERTIFICATE_TOO_OLD" ? EXIT.undecided : EXIT.falsified,
  };
}
