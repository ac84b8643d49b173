import { GATE_REASONS } from "@lading/sdk/acts";
import { useSpeech } from "../i18n/language.ts";
import { Mark } from "./Mark.tsx";

/** The ledger's answer at the gate, with every reason against it. */
export function GateBanner({
  go,
  reasons,
  vehicle,
  blockNumber,
  at,
}: {
  go: boolean;
  reasons: readonly string[];
  /** Whose driver and plate were judged. */
  vehicle: "given" | "none" | "nominated";
  blockNumber: number;
  at: number;
}) {
  const { say, term, time, language } = useSpeech();
  const wordsOf = (code: string): string =>
    GATE_REASONS.find((reason) => reason.code === code)?.summary[language] ?? term(code);
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
                    {wordsOf(reason)} <code className="quiet">{reason}</code>
                  </li>
                ))}
              </ul>
            </>
          )}
          <p className="quiet">{say(vehicle === "none" ? "gateNoVehicle" : "gateNominated")}</p>
        </div>
      </div>
      <p className="verdict-as-of">{say("asOfBlock", { block: blockNumber, time: time(at) })}</p>
    </div>
  );
}
