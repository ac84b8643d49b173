import { isLadingError, LadingError } from "@lading/sdk/errors";

/** Faults of express's body parser by their type, as our codes. */
const PARSER_FAULTS: Readonly<Record<string, [code: string, message: string]>> = {
  "entity.parse.failed": ["JSON_MALFORMED", "The body is not well-formed JSON"],
  "entity.too.large": ["REQUEST_TOO_LARGE", "The body is larger than this endpoint takes"],
  "encoding.unsupported": ["CONTENT_TYPE_UNSUPPORTED", "The body's content encoding is not supported; send it plain"],
  "charset.unsupported": ["CONTENT_TYPE_UNSUPPORTED", "The body must be UTF-8"],
  "request.aborted": ["REQUEST_ABORTED", "The request ended before its body did"],
  "request.size.invalid": ["REQUEST_SIZE_INVALID", "The body's length is not the one announced"],
};

/**
 * Any error as one of ours. What is not of ours is a fault of ours: its message stays in the log.
 *
 * @example
 * toLadingError(new TypeError("x is undefined")).code; // "INTERNAL"
 */
export function toLadingError(error: unknown): LadingError {
  if (isLadingError(error)) return error;
  if (error instanceof URIError) return new LadingError("INPUT_INVALID", "invalid", "The address is not well-formed");
  const type = typeof error === "object" && error !== null && "type" in error ? String(error.type) : "";
  const known = PARSER_FAULTS[type];
  if (known !== undefined) {
    const { limit } = error as { limit?: unknown };
    const [facts, most] = typeof limit === "number" ? [{ limit }, `; expected at most ${limit} bytes`] : [{}, ""];
    return new LadingError(known[0], "invalid", `${known[1]}${most}`, facts, { cause: error });
  }
  return new LadingError(
    "INTERNAL",
    "internal",
    "This API failed; the request id finds the reason in its log",
    {},
    { cause: error },
  );
}
