import type { ErrorKind } from "@lading/sdk/errors";

/** What the process says to the shell. The only place where an error becomes a number; `lading help exit-codes` prints this table. */
export const EXIT = {
  ok: 0,
  error: 1,
  cancelled: 2,
  falsified: 3,
  locked: 4,
  undecided: 5,
  refused: 6,
} as const;

/** One exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_KIND: Readonly<Record<ErrorKind, ExitCode>> = {
  invalid: EXIT.error,
  notFound: EXIT.error,
  internal: EXIT.error,
  falsified: EXIT.falsified,
  unauthenticated: EXIT.locked,
  // "Cannot decide" must never look like "valid" or like "verified false": a bank's script acts on the difference.
  unavailable: EXIT.undecided,
  forbidden: EXIT.refused,
  conflict: EXIT.refused,
};

/**
 * The exit code for an error. Codes that begin with `USAGE_` or are `CANCELLED` are the caller's hand, not a fault: 2.
 *
 * @example
 * exitCodeOf({ code: "WALLET_PASSPHRASE_WRONG", kind: "unauthenticated" }); // 4
 */
export function exitCodeOf(error: { code: string; kind: ErrorKind }): ExitCode {
  if (error.code === "CANCELLED" || error.code === "CONFIRMATION_NEEDED" || error.code.startsWith("USAGE_")) {
    return EXIT.cancelled;
  }
  return BY_KIND[error.kind];
}
