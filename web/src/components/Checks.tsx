import type { TitleVerdict } from "@lading/sdk/http";
import { useSpeech } from "../i18n/language.ts";
import type { Tone } from "../rights/verdict.ts";
import { Badge } from "./Badge.tsx";
import { RawFacts } from "./Facts.tsx";

const TONES: Readonly<Record<"yes" | "no" | "unknown", Tone>> = { yes: "good", no: "stop", unknown: "unknown" };

/** A bank's questions about a bill, each with the ledger's answer and the facts behind it. */
export function Checks({ checks }: { checks: TitleVerdict["checks"] }) {
  const { say, language } = useSpeech();
  return (
    <table className="stacked checks">
      <thead>
        <tr>
          <th scope="col">{say("check")}</th>
          <th scope="col">{say("answer")}</th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ check, answer, question, facts }) => (
          <tr key={check}>
            <th scope="row">
              {question[language]}
              <RawFacts facts={facts} label={say("details")} />
            </th>
            <td data-label={say("answer")}>
              <Badge tone={TONES[answer]}>{say(answer)}</Badge>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
