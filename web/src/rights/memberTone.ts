import type { Tone } from "@lading/sdk";

/** How a member's status is to be taken. */
export function memberTone(status: string): Tone {
  if (status === "active") return "good";
  if (status === "suspended") return "warn";
  return status === "left" ? "stop" : "unknown";
}
