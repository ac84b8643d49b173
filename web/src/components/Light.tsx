import { useSpeech } from "../i18n/language.ts";
import type { Tone } from "@lading/sdk";
import { Mark } from "./Mark.tsx";
import { PartyName, When } from "./Words.tsx";

/** A condition at the gate. */
export type LightFacts = {
  name: string;
  kind: "light" | "hold";
  state: "unknown" | "green" | "red";
  authority: { member: number; name: string | null; did: string | null } | null;
  reason: string | null;
  changedAt: number;
};

const TONES: Readonly<Record<LightFacts["state"], Tone>> = { green: "good", red: "stop", unknown: "unknown" };

/** What a light is called, and how it stands: a hold that is not placed keeps nothing in. */
function useLightWords({ name, kind, state }: LightFacts): { name: string; state: string } {
  const { say, term } = useSpeech();
  if (kind === "light") return { name: term(name), state: term(state) };
  const stands = state === "red" ? say("held") : state === "green" ? say("notHeld") : term(state);
  return { name: say("holdOf", { name: term(name) }), state: stands };
}

/** A light: shape, word and colour say the same. */
export function Light({ light }: { light: LightFacts }) {
  const { term } = useSpeech();
  const words = useLightWords(light);
  return (
    <li className={`light light-${light.state}`}>
      <Mark tone={TONES[light.state]} large />
      <div>
        <p className="light-name">{words.name}</p>
        <p className="light-state">{words.state}</p>
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
  return (
    <ul className="light-strip">
      {lights.map((light) => (
        <StripLight key={light.name} light={light} />
      ))}
    </ul>
  );
}

function StripLight({ light }: { light: LightFacts }) {
  const { say } = useSpeech();
  const words = useLightWords(light);
  return (
    <li>
      <Mark tone={TONES[light.state]} />
      <span>
        {words.name}
        {say("colon")}
        {words.state}
      </span>
    </li>
  );
}
