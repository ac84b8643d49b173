import type { Release } from "@lading/sdk/http";
import type { Tone } from "@lading/sdk";

const TONES: Readonly<Record<string, Tone>> = {
  prepared: "note",
  active: "good",
  offered: "note",
  assigned: "good",
  ready: "good",
  "at-gate": "good",
  out: "note",
  returned: "note",
  suspended: "warn",
  cancelled: "stop",
  superseded: "stop",
  expired: "stop",
  "without-presentation": "stop",
  manual: "warn",
};

/** Everything that a reader must see of a release at once: its state, and the flags that change what it is worth. */
export function releaseStatuses({
  state,
  expired,
  basis,
  manual,
}: Pick<Release, "state" | "expired" | "basis" | "manual">): string[] {
  return [
    state,
    ...(expired ? ["expired"] : []),
    ...(basis === "without-presentation" ? ["without-presentation"] : []),
    ...(manual ? ["manual"] : []),
  ];
}

/** How a status is to be taken; one that this console does not know is never shown as a good one. */
export function releaseTone(status: string): Tone {
  return TONES[status] ?? "unknown";
}
