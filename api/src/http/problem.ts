import type { ErrorKind, LadingError } from "@lading/sdk/errors";
import type { Problem } from "@lading/sdk/http";
import { titleOf, type Language } from "./titles.ts";

/** The one place where a kind of error becomes an HTTP status. */
const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  falsified: 422,
  internal: 500,
  unavailable: 503,
};

/** Codes for which HTTP has a status of its own. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  METHOD_NOT_ALLOWED: 405,
  ANSWER_TYPE_UNSUPPORTED: 406,
  REQUEST_TOO_LARGE: 413,
  CONTENT_TYPE_UNSUPPORTED: 415,
  HOST_NOT_SERVED: 421,
  IDEMPOTENCY_KEY_REUSED: 422,
  RATE_LIMITED: 429,
};

/**
 * The problem document (RFC 9457) of an error. The code never changes with the language, the title does.
 *
 * @example
 * problemOf(error, "zh", { instance: "/v1/acts", requestId: "…" }).status; // 409
 */
export function problemOf(
  error: LadingError,
  language: Language,
  request: { instance?: string; requestId?: string } = {},
): Problem {
  return {
    type: `/errors/${error.code}`,
    title: titleOf(error.code, error.kind, language),
    status: STATUS_OF_CODE[error.code] ?? STATUS[error.kind],
    detail: error.message,
    code: error.code,
    kind: error.kind,
    ...(Object.keys(error.facts).length === 0 ? {} : { facts: structuredClone(error.facts) as Problem["facts"] }),
    ...(error.issues.length === 0 ? {} : { errors: [...error.issues] }),
    ...request,
  };
}
