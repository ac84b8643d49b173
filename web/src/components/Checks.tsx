import type { TitleVerdict } from "@lading/sdk/http";
import { useSpeech } from "../i18n/language.ts";
import type { MessageKey } from "../i18n/messages.ts";
import type { Tone } from "@lading/sdk";
import { Badge } from "./Badge.tsx";
import { RawFacts } from "./Facts.tsx";

type Check = Pick<TitleVerdict["checks"][number], "check" | "question" | "answer" | "facts">;

const TONES: Readonly<Record<Check["answer"], Tone>> = { yes: "good", no: "stop", unknown: "unknown" };

/** A bank's questions about a bill, each with the ledger's answer and what stands behind it. */
export function Checks({
  checks,
  unknown = "unknown",
}: {
  checks: readonly Check[];
  /** What is said where there is no answer. */
  unknown?: MessageKey;
}) {
  const { say } = useSpeech();
  return (
    <table className="stacked checks">
      <thead>
        <tr>
          <th scope="col">{say("check")}</th>
          <th scope="col">{say("answer")}</th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <CheckRow key={check.check} {...check} unknown={unknown} />
        ))}
      </tbody>
    </table>
  );
}

function CheckRow({ question, answer, facts: { code, reason, ...facts }, unknown }: Check & { unknown: MessageKey }) {
  const { say, language } = useSpeech();
  return (
    <tr>
      <th scope="row">
        {question[language]}
        <p className="quiet check-reason">
          {isText(reason) && `${reason[language]} `}
          {typeof code === "string" && <code>{code}</code>}
        </p>
        <RawFacts facts={facts} label={say("details")} />
      </th>
      <td data-label={say("answer")}>
        <Badge tone={TONES[answer]}>{say(answer === "unknown" ? unknown : answer)}</Badge>
      </td>
    </tr>
  );
}

function isText(value: unknown): value is { en: string; zh: string } {
  return typeof value === "object" && value !== null && "en" in value && "zh" in value;
}
