import type { Tone } from "./verdict.ts";

const TONES: Readonly<Record<string, Tone>> = {
  prepared: "note",
  active: "good",
  offered: "note",
  assigned: "good",
  ready: "good",
  atgate: "good",
  out: "note",
  returned: "note",
  suspended: "warn",
  cancelled: "stop",
  superseded: "stop",
  expired: "stop",
};

/** How a release's state is to be taken; a state that this console does not know is never shown as a good one. */
export function releaseTone(state: string): Tone {
  return TONES[state.toLowerCase().replace(/[-_ ]/g, "")] ?? "unknown";
}
