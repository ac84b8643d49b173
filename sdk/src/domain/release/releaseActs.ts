/** Number of each act in a release's trail (IReleaseFacts.Act), by name. Numbers never change. */
export const RELEASE_ACTS = [
  "none",
  "issue",
  "prepare",
  "activate",
  "offer",
  "accept",
  "decline",
  "recall",
  "lapse",
  "assign",
  "nominate",
  "arrive",
  "turnAway",
  "gateOut",
  "proposeManualGateOut",
  "gateOutManually",
  "returnEmpty",
  "suspend",
  "resume",
  "cancel",
  "extend",
  "supersede",
  "setLight",
  "placeHold",
  "liftHold",
] as const;

/** Name of an act in a release's trail. */
export type ReleaseActName = (typeof RELEASE_ACTS)[number];
