import { useSpeech } from "../i18n/language.ts";
import { titleSentence } from "@lading/sdk";
import { Mark } from "./Mark.tsx";

/** The ledger's verdict in words, with every flag that stands beside it and the block that it is of. */
export function VerdictBanner({
  status,
  conditions,
  contradicted,
  blockNumber,
  at,
  sentence = titleSentence,
  offline = false,
}: {
  status: string;
  /** Everything that applies, `status` among it: a pledged bill may also be offered. */
  conditions: readonly string[];
  /** One of a bank's questions was answered in a way that nobody may overlook. */
  contradicted: boolean;
  blockNumber: number;
  at: number;
  /** What a status says in words. Default: a bill's */
  sentence?: typeof titleSentence;
  /** Proven by a certificate, not asked of the ledger. */
  offline?: boolean;
}) {
  const { say, language, time } = useSpeech();
  const shown = [...new Set([status, ...conditions, ...(contradicted ? ["contradicted"] : [])])].map((each) =>
    sentence(each, language),
  );
  const worst = shown.find(({ tone }) => tone === "stop") ?? shown.find(({ tone }) => tone === "warn") ?? shown[0]!;
  return (
    <div
      className={`verdict verdict-${worst.tone}`}
      role="group"
      aria-label={say(offline ? "provenVerdict" : "verdict")}
    >
      {shown.map(({ tone, title, text }) => (
        <div key={title} className="verdict-line">
          <Mark tone={tone} large />
          <div>
            <p className="verdict-title">{title}</p>
            <p>{text}</p>
          </div>
        </div>
      ))}
      <p className="verdict-as-of">{say("asOfBlock", { block: blockNumber, time: time(at) })}</p>
    </div>
  );
}
