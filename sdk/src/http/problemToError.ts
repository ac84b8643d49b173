import { LadingError } from "../domain/errors.ts";
import { problem } from "./schemas.ts";

/**
 * The error that an API's problem document stands for, with the server's code, kind, facts and issues.
 *
 * @example
 * problemToError(await answer.json(), answer.status, url).code; // "TITLE_NOT_HOLDER"
 */
export function problemToError(body: unknown, status: number, url: string): LadingError {
  const parsed = problem.safeParse(body);
  if (!parsed.success) {
    // A proxy or another server answered: nothing is decided.
    return new LadingError(
      "API_ANSWER_MALFORMED",
      "unavailable",
      `${url} answered ${status} and no problem document; is it a Lading API?`,
      {
        url,
        status,
      },
    );
  }
  const { code, kind, detail, facts, errors } = parsed.data;
  return new LadingError(code, kind, detail, facts ?? {}, { issues: errors ?? [] });
}
