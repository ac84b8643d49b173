import type { Tone } from "./verdict.ts";

/** How a member's status is to be taken. */
export function memberTone(status: string): Tone {
  if (status === "active") return "good";
  if (status === "suspended") return "warn";
  return status === "left" ? "stop" : "unknown";
}
