import type { z } from "zod";
import { LadingError, type FieldIssue } from "@lading/sdk/errors";

/**
 * Parses one part of a request.
 *
 * @throws LadingError `INPUT_INVALID` with one issue for each offending field
 * @example
 * const query = parseInput(routes.titles.list.query, request.query, "query");
 */
export function parseInput<T extends z.ZodType>(
  schema: T,
  value: unknown,
  place: "path" | "query" | "body",
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues: FieldIssue[] = parsed.error.issues.map((issue) => ({
    pointer: issue.path.map((key) => `/${String(key).replace(/~/g, "~0").replace(/\//g, "~1")}`).join(""),
    code: issue.code.toUpperCase(),
    message: issue.message,
  }));
  const first = issues[0]!;
  throw new LadingError(
    "INPUT_INVALID",
    "invalid",
    `${place}${first.pointer}: ${first.message}`,
    { place, field: first.pointer },
    { issues },
  );
}
