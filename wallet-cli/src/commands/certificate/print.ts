import { basename } from "node:path";
import { creditSentence, releaseSentence, type SpokenSentence, titleSentence } from "@lading/sdk";
import { questionsOf, type VerifiedAnyCertificate } from "@lading/sdk/proof";
import { tradeDocumentSentence } from "@lading/sdk/tradeDocuments";
import { writeNew } from "../../files/writeNew.ts";
import { text, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import type { MessageKey } from "../../ui/messages.ts";
import { isoOf } from "../present.ts";
import { factsOf } from "./present.ts";
import { printedPage } from "./printedPage.ts";
import { readCertificate } from "./readCertificate.ts";

const TITLES: Readonly<Record<VerifiedAnyCertificate["right"], MessageKey>> = {
  title: "printedTitle",
  release: "printedRelease",
  credit: "printedCredit",
  document: "printedDocument",
};

/**
 * Writes a page to print: what the certificate proves, of which moment, and its digest as a QR code. What does not hold is refused and
 * never printed; what holds is printed with its verdict, good or bad. Nothing here asks a network, and neither does the page.
 */
export const run: Run = async (input, context) => {
  const { verified, digest, anchor, code } = await readCertificate(input, context);
  const { default: qrcode } = await import("qrcode");
  const out = text(input, "out") ?? "";
  const { block } = verified.verdict;
  const { say, language } = context;
  const seen = isoOf(Math.floor(context.now().getTime() / 1000)) ?? "";
  const page = printedPage({
    language,
    title: say(TITLES[verified.right]),
    sentence: sentenceOf(verified, code, context),
    moment: say("printedMoment", { time: isoOf(block.timestamp), block: block.number, hash: block.hash }),
    facts: factsOf(verified, context),
    factsTitle: say("printedFacts"),
    questions: questionsOf(verified),
    questionsTitle: say("printedQuestions"),
    questionsLead: say("printedQuestionsLead"),
    answers: { yes: say("answerYes"), no: say("answerNo"), unknown: say("answerNotProvable") },
    digest,
    digestTitle: say("printedDigest"),
    digestLead: say("printedDigestLead"),
    qr: await qrcode.toString(digest, { type: "svg", errorCorrectionLevel: "M", margin: 4 }),
    foot: [
      say("printedVerified", { time: seen, chain: anchor.chainId, validators: anchor.validators.length }),
      say("printedRepeat", { file: basename(input.args[0] ?? "") }),
    ],
  });
  await writeNew(out, page);
  context.note("certificatePrinted", { file: out, code: code ?? say("none") });
  return { data: { file: out, right: verified.right, digest, block, age: verified.age, code }, text: out };
};

/** The verdict in words; a copy that differs from what was issued is never printed under a good one. */
function sentenceOf(verified: VerifiedAnyCertificate, code: string | null, { language }: Context): SpokenSentence {
  const contradicted = code === "CERTIFICATE_CONTRADICTED" || code === "DOCUMENT_DIGEST_DIFFERS";
  switch (verified.right) {
    case "title":
      return titleSentence(contradicted ? "contradicted" : verified.verdict.status, language);
    case "release":
      return releaseSentence(verified.verdict.outcome, language);
    case "credit":
      return creditSentence(contradicted ? "contradicted" : verified.verdict.status, language);
    case "document":
      return tradeDocumentSentence(contradicted ? "contradicted" : verified.verdict.status, language);
  }
}
