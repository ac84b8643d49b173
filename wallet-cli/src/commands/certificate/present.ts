import { describeSubject } from "@lading/sdk/tradeDocuments";
import { questionsOf, type VerifiedAnyCertificate } from "@lading/sdk/proof";
import type { Context } from "../../framework/context.ts";
import { renderFacts, renderTable } from "../../ui/table.ts";
import { isoOf } from "../present.ts";

/** "Not provable offline" is neither yes nor no. */
const MARKS = { yes: "✓", no: "✗", unknown: "?" } as const;
const WORDS = { yes: "answerYes", no: "answerNo", unknown: "answerNotProvable" } as const;
/** Statuses of a bill that still commands the goods; the same as of `title verdict`. */
const LIVING = new Set(["live", "offered", "pledged"]);

/** Why a certificate that holds is still no good answer; null where it is one. */
export function badNewsOf(verified: VerifiedAnyCertificate): string | null {
  switch (verified.right) {
    case "title":
      if (verified.verdict.outcome === "contradicted") return "CERTIFICATE_CONTRADICTED";
      return LIVING.has(verified.verdict.status) ? null : "TITLE_NOT_LIVING";
    case "release":
      return verified.verdict.reasons.length === 0 ? null : "RELEASE_NO_GO";
    case "credit": {
      const { status, answers } = verified.verdict;
      if (answers.some(({ answer, check }) => check === "credential" && answer === "no")) {
        return "CERTIFICATE_CONTRADICTED";
      }
      return status === "valid" ? null : "ATTESTATION_NOT_VALID";
    }
    case "document": {
      const { outcome, status } = verified.verdict;
      if (outcome === "contradicted") return "CERTIFICATE_CONTRADICTED";
      return outcome === "stands" ? null : `TRADE_DOCUMENT_${status.replaceAll("-", "_").toUpperCase()}`;
    }
  }
}

/** A name and a value, in the order in which a person reads them. */
export type ShownFact = readonly [label: string, value: string | number | null];

/** What a verified certificate proves, but for its questions; the block that it speaks for is among them. */
export function factsOf(verified: VerifiedAnyCertificate, context: Context): readonly ShownFact[] {
  const { block } = verified.verdict;
  const moment = [
    [context.say("block"), `${block.number}, ${isoOf(block.timestamp) ?? ""}`],
    [context.say("age"), `${verified.age ?? 0} s`],
  ] as const;
  switch (verified.right) {
    case "title": {
      const { verdict, certificate } = verified;
      return [
        ["id", verdict.title],
        [context.say("reference"), certificate.transportDocumentReference],
        [context.say("status"), verdict.conditions.join(", ")],
        [context.say("outcome"), verdict.outcome],
        ...moment,
        [context.say("carrier"), memberOf(verdict.carrier)],
        [context.say("holder"), memberOf(verdict.holder)],
        [context.say("endorsee"), memberOf(verdict.endorsee)],
        [context.say("pledgee"), memberOf(verdict.pledgee)],
        [context.say("digest"), verdict.contentDigest],
      ];
    }
    case "release": {
      const { verdict } = verified;
      return [
        ["id", verdict.release],
        [context.say("container"), verdict.container],
        [context.say("status"), verdict.state],
        [context.say("outcome"), verdict.outcome],
        [context.say("gate"), context.say(verdict.reasons.length === 0 ? "go" : "noGo")],
        ...verdict.reasons.map((reason): ShownFact => [context.say("reason"), reason]),
        ...moment,
        [context.say("carrier"), memberOf(verdict.carrier)],
        [context.say("holder"), memberOf(verdict.holder)],
        [context.say("terminal"), memberOf(verdict.terminal)],
      ];
    }
    case "credit": {
      const { verdict, certificate } = verified;
      return [
        ["id", verdict.attestation],
        [context.say("status"), verdict.status],
        ...moment,
        [context.say("agency"), verdict.accreditations.map(({ agency }) => `#${agency}`).join(" ← ")],
        [context.say("subject"), verdict.subject === 0 ? certificate.subject : memberOf(verdict.subject)],
        [context.say("scheme"), verdict.scheme],
        [context.say("grade"), verdict.grade],
        [context.say("validFrom"), isoOf(verdict.validFrom)],
        [context.say("validUntil"), isoOf(verdict.validUntil)],
      ];
    }
    case "document": {
      const { state, subject, document, status, outcome, schema, digest } = verified.verdict;
      const about = state.subjectKind === "none" ? null : describeSubject({ kind: state.subjectKind, word: subject });
      return [
        ["id", document],
        [context.say("status"), status],
        [context.say("outcome"), outcome],
        ...moment,
        [context.say("issuer"), memberOf(state.issuer)],
        [context.say("about"), about],
        [context.say("validFrom"), isoOf(state.validFrom)],
        [context.say("validUntil"), isoOf(state.validUntil) ?? context.say("none")],
        [context.say("schema"), schema],
        [context.say("digest"), digest],
      ];
    }
  }
}

/** Names of members are not in a certificate. */
function memberOf(number: number): string | null {
  return number === 0 ? null : `#${number}`;
}

/** A verified certificate for a person. */
export function renderVerified(verified: VerifiedAnyCertificate, context: Context): string {
  const rows = questionsOf(verified).map(({ question, answer, reason }) => [
    `${MARKS[answer]} ${context.say(WORDS[answer])}`,
    question[context.language],
    reason[context.language],
  ]);
  const head = [context.say("answer"), context.say("check"), context.say("reason")];
  return `${renderFacts(factsOf(verified, context))}\n\n${renderTable(head, rows)}`;
}
