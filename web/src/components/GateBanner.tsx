import { useSpeech } from "../i18n/language.ts";
import { Mark } from "./Mark.tsx";

/** The ledger's answer at the gate, with every reason against it. */
export function GateBanner({ go, reasons, blockNumber, at }: { go: boolean; reasons: readonly string[]; blockNumber: number; at: number }) {
  const { say, term, time } = useSpeech();
  return (
    <div className={`verdict verdict-${go ? "good" : "stop"}`} role="group" aria-label={say("gateVerdict")}>
      <div className="verdict-line">
        <Mark tone={go ? "good" : "stop"} large />
        <div>
          <p className="verdict-title">{say(go ? "gateGo" : "gateStop")}</p>
          {go ? (
            <p>{say("gateGoText")}</p>
          ) : (
            <>
              <p>{say("gateReasons", { count: reasons.length })}</p>
              <ul className="reasons">
                {reasons.map((reason) => (
                  <li key={reason}>
                    {term(reason)} <code className="quiet">{reason}</code>
                  </li>
                ))}
              </ul>
            </>
          )}
          <p className="quiet">{say("gateNoDriver")}</p>
        </div>
      </div>
      <p className="verdict-as-of">{say("asOfBlock", { block: blockNumber, time: time(at) })}</p>
    </div>
  );
}
