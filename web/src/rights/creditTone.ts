import type { Tone } from "@lading/sdk";

const TONES: Readonly<Record<string, Tone>> = {
  active: "good",
  inforce: "good",
  suspended: "warn",
  underobjection: "warn",
  revoked: "stop",
  superseded: "stop",
  expired: "stop",
  withdrawn: "stop",
};

/** How the status of an attestation or recognition is to be taken. */
export function creditTone(status: string): Tone {
  return TONES[status.toLowerCase().replace(/[-_ ]/g, "")] ?? "unknown";
}
