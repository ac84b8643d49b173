import { useSpeech } from "../i18n/language.ts";
import type { Tone } from "../rights/verdict.ts";
import { Mark } from "./Mark.tsx";
import { PartyName, When } from "./Words.tsx";

/** A condition at the gate. */
export type LightFacts = {
  name: string;
  state: "unknown" | "green" | "red";
  authority: { member: number; name: string | null; did: string | null } | null;
  reason: string | null;
  changedAt: number;
};

const TONES: Readonly<Record<LightFacts["state"], Tone>> = { green: "good", red: "stop", unknown: "unknown" };

/** A light: shape, word and colour say the same. */
export function Light({ light }: { light: LightFacts }) {
  const { term } = useSpeech();
  return (
    <li className={`light light-${light.state}`}>
      <Mark tone={TONES[light.state]} large />
      <div>
        <p className="light-name">{term(light.name)}</p>
        <p className="light-state">{term(light.state)}</p>
        {light.reason !== null && <p className="light-reason">{term(light.reason)}</p>}
        {light.authority !== null && light.authority.member !== 0 && (
          <p className="quiet">
            <PartyName party={light.authority} />
          </p>
        )}
        {light.changedAt > 0 && (
          <p className="quiet">
            <When seconds={light.changedAt} />
          </p>
        )}
      </div>
    </li>
  );
}

/** Lights in short: one shape each, with its name and state. */
export function LightStrip({ lights }: { lights: readonly LightFacts[] }) {
  const { term } = useSpeech();
  return (
    <ul className="light-strip">
      {lights.map((light) => (
        <li key={light.name}>
          <Mark tone={TONES[light.state]} />
          <span>
            {term(light.name)}: {term(light.state)}
          </span>
        </li>
      ))}
    </ul>
  );
}
