import type { HttpClient } from "@lading/sdk/http";
import { useSpeech } from "../i18n/language.ts";
import { inWords } from "../i18n/terms.ts";
import { benefitNames } from "../rights/benefits.ts";
import type { Tone } from "@lading/sdk";
import { Badge } from "./Badge.tsx";
import { Facts, RawValue } from "./Facts.tsx";
import { shortId } from "./Words.tsx";

/** What an enterprise counts as with an agency. */
export type Standing = Awaited<ReturnType<HttpClient["credit"]["standing"]>>;

/** What came of a rule. "Not shared" is not "no record": nobody may read the one out of the other. */
const OUTCOMES: Readonly<Record<string, Tone>> = {
  applied: "good",
  "rule-not-in-force": "note",
  "not-shared": "unknown",
  "no-record": "unknown",
  "not-valid": "warn",
  "grade-not-recognised": "warn",
  "red-flagged": "stop",
};

/** The answer to a question for standing, with the trace of every rule of the agency. */
export function StandingFacts({ standing }: { standing: Standing }) {
  const { say, time } = useSpeech();
  const nameOf = ({ name, member }: Standing["subject"]): string => name ?? say("memberNumber", { member });
  return (
    <>
      <h3>{say("standingOf", { subject: nameOf(standing.subject), agency: nameOf(standing.agency) })}</h3>
      <Facts
        rows={Object.entries(standing.facts).map(
          ([name, value]) => [labelOf(name, say), <StandingValue key={name} name={name} value={value} />] as const,
        )}
      />
      <h4>{say("trace")}</h4>
      {standing.trace.length === 0 ? (
        <p className="quiet">{say("noTrace")}</p>
      ) : (
        <table className="stacked">
          <thead>
            <tr>
              <th scope="col">{say("scheme")}</th>
              <th scope="col">{say("outcome")}</th>
              <th scope="col">{say("grade")}</th>
              <th scope="col">{say("benefits")}</th>
              <th scope="col">{say("rule")}</th>
            </tr>
          </thead>
          <tbody>
            {standing.trace.map((step, index) => (
              <TraceRow key={index} step={step} />
            ))}
          </tbody>
        </table>
      )}
      <p className="quiet">{say("asOfBlock", { block: standing.blockNumber, time: time(standing.at) })}</p>
    </>
  );
}

function TraceRow({ step }: { step: Standing["trace"][number] }) {
  const { say, term } = useSpeech();
  const outcome = String(step.outcome);
  return (
    <tr>
      <th scope="row">{String(step.scheme)}</th>
      <td data-label={say("outcome")}>
        <Badge tone={OUTCOMES[outcome] ?? "unknown"}>{term(outcome)}</Badge>
      </td>
      <td data-label={say("grade")}>
        <StandingValue name="grade" value={step.grade} />
      </td>
      <td data-label={say("benefits")}>
        <StandingValue name="benefits" value={step.benefits} />
      </td>
      <td data-label={say("rule")}>
        <code title={String(step.rule)}>{shortId(String(step.rule))}</code>
      </td>
    </tr>
  );
}

function StandingValue({ name, value }: { name: string; value: unknown }) {
  const { term, list, say } = useSpeech();
  if (name !== "benefits" || typeof value !== "number") return <RawValue name={name} value={value} />;
  const names = benefitNames(value);
  return names.length === 0 ? <span className="quiet">{say("none")}</span> : list(names.map(term));
}

function labelOf(name: string, say: ReturnType<typeof useSpeech>["say"]): string {
  if (name === "scheme" || name === "grade" || name === "benefits" || name === "attestation" || name === "flagged")
    return say(name);
  return inWords(name);
}
