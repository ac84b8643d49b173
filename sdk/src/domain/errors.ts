/**
 * What an error means for the caller. The api turns it into an HTTP status and the wallet into an exit code, each in one place.
 *
 * - `invalid`: the input is malformed; sending it again cannot help
 * - `unauthenticated`: nobody, or not provably the one claimed
 * - `forbidden`: known, but not entitled
 * - `notFound`: names something that does not exist, or that the caller may not know of
 * - `conflict`: well-formed and entitled, but a rule of the right refuses it now
 * - `falsified`: a verification that ran to its end and said no (tampered, spent, revoked)
 * - `unavailable`: cannot be decided now (ledger unreachable, store failing)
 * - `internal`: a fault of ours
 */
export type ErrorKind =
  "invalid" | "unauthenticated" | "forbidden" | "notFound" | "conflict" | "falsified" | "unavailable" | "internal";

/** A fact that an error is about: plain data, safe to log and to show. */
export type Fact = string | number | boolean | null | readonly string[] | readonly number[];

/** What a {@link LadingError} carries, as JSON. */
export type ErrorFacts = Readonly<Record<string, Fact>>;

/** One offending place in an input. */
export type FieldIssue = {
  /** JSON pointer (RFC 6901) of the field; the empty string is the whole input. */
  pointer: string;
  /** The stable code of this issue. */
  code: string;
  /** One sentence naming the value and what would be accepted. */
  message: string;
};

/**
 * The one error class that crosses package borders. `code` never changes between versions, `message` may.
 *
 * @example
 * throw new LadingError("CONTAINER_NUMBER_CHECK_DIGIT", "invalid",
 *   'containerNumber "CSQU3054384" has check digit 4; ISO 6346 computes 3', { value: "CSQU3054384", expected: 3 });
 */
export class LadingError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly facts: ErrorFacts;
  /** Every offending field, where the input has several. */
  readonly issues: readonly FieldIssue[];

  constructor(
    code: string,
    kind: ErrorKind,
    message: string,
    facts: ErrorFacts = {},
    options: { cause?: unknown; issues?: readonly FieldIssue[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "LadingError";
    this.code = code;
    this.kind = kind;
    this.facts = facts;
    this.issues = options.issues ?? [];
  }
}

/** True for an error of ours, also when it came through another copy of this module. */
export function isLadingError(error: unknown): error is LadingError {
  return error instanceof Error && error.name === "LadingError" && "code" in error && "kind" in error;
}
