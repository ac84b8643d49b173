import { CREDIT_QUESTIONS, QUESTIONS } from "@lading/sdk";
import type { VerifiedAnyCertificate } from "@lading/sdk/proof";
import type { Context } from "../../framework/context.ts";
import { renderFacts, renderTable } from "../../ui/table.ts";
import { isoOf } from "../present.ts";

/** "Unknown" is neither yes nor no. */
const MARKS = { yes: "✓", no: "✗", unknown: "?" } as const;
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
  }
}

/** A verified certificate for a person. */
export function renderVerified(verified: VerifiedAnyCertificate, context: Context): string {
  const { block } = verified.verdict;
  const tail = [
    [context.say("block"), `${block.number}, ${isoOf(block.timestamp) ?? ""}`],
    [context.say("age"), `${verified.age ?? 0} s`],
  ] as const;
  switch (verified.right) {
    case "title": {
      const { verdict } = verified;
      const facts = [
        ["id", verdict.title],
        [context.say("status"), verdict.conditions.join(", ")],
        [context.say("outcome"), verdict.outcome],
        ...tail,
        [context.say("carrier"), `#${verdict.carrier}`],
        [context.say("holder"), `#${verdict.holder}`],
        [context.say("digest"), verdict.contentDigest],
      ] as const;
      return `${renderFacts(facts)}\n\n${answersOf(verdict.answers, QUESTIONS, context)}`;
    }
    case "release": {
      const { verdict } = verified;
      const facts = [
        ["id", verdict.release],
        [context.say("container"), verdict.container],
        [context.say("status"), verdict.state],
        [context.say("gate"), context.say(verdict.reasons.length === 0 ? "go" : "noGo")],
        ...verdict.reasons.map((reason) => [context.say("reason"), reason] as const),
        ...tail,
        [context.say("holder"), `#${verdict.holder}`],
        [context.say("terminal"), `#${verdict.terminal}`],
      ] as const;
      return renderFacts(facts);
    }
    case "credit": {
      const { verdict } = verified;
      const facts = [
        ["id", verdict.attestation],
        [context.say("status"), verdict.status],
        ...tail,
        [context.say("agency"), verdict.accreditations.map(({ agency }) => `#${agency}`).join(" ← ")],
        [context.say("subject"), verdict.subject === 0 ? verified.certificate.subject : `#${verdict.subject}`],
        [context.say("scheme"), verdict.scheme],
        [context.say("grade"), verdict.grade],
        [context.say("validFrom"), isoOf(verdict.validFrom)],
        [context.say("validUntil"), isoOf(verdict.validUntil)],
      ] as const;
      return `${renderFacts(facts)}\n\n${answersOf(verdict.answers, CREDIT_QUESTIONS, context)}`;
    }
  }
}

type Answered = { check: string; answer: keyof typeof MARKS; reason: { en: string; zh: string } };
type Asked = { id: string; text: { en: string; zh: string } };

function answersOf(answers: readonly Answered[], questions: readonly Asked[], context: Context): string {
  const rows = answers.map(({ check, answer, reason }) => [
    MARKS[answer],
    questions.find(({ id }) => id === check)?.text[context.language] ?? check,
    reason[context.language],
  ]);
  return renderTable(["", context.say("check"), context.say("reason")], rows);
}
