/** Number of each act in an attestation's trail (ICreditFacts.Act), by name. Numbers never change. */
export const CREDIT_ACTS = [
  "none",
  "attest",
  "suspend",
  "reinstate",
  "revoke",
  "supersede",
  "follow",
  "object",
  "resolve",
  "publishRule",
  "suspendRule",
  "resumeRule",
  "withdrawRule",
] as const;

/** Name of an act in an attestation's trail. */
export type CreditActName = (typeof CREDIT_ACTS)[number];
