import { LadingError } from "../errors.ts";
import { fieldIssue, toPointer } from "./fieldIssues.ts";

/**
 * A JSON text as a value, refusing what two readers may understand differently: a name that stands twice in one object (RFC 8785 demands
 * I-JSON, RFC 7493 2.3), and bytes that are not UTF-8. A document is read by this before it is checked and hashed.
 *
 * @throws LadingError `JSON_MALFORMED` or `JSON_NAME_TWICE`
 * @example
 * readJson('{"a":1}'); // { a: 1 }
 * readJson('{"a":1,"a":2}'); // throws JSON_NAME_TWICE
 */
export function readJson(input: string | Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = typeof input === "string" ? input : new TextDecoder("utf-8", { fatal: true }).decode(input);
    value = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unreadable";
    throw new LadingError("JSON_MALFORMED", "invalid", `expected JSON in UTF-8: ${reason}`, {}, { cause });
  }
  const twice = nameThatStandsTwice(text);
  if (twice !== null) {
    const issue = fieldIssue(
      toPointer(twice),
      "JSON_NAME_TWICE",
      twice.at(-1),
      "expected each name once in its object",
    );
    throw new LadingError("JSON_NAME_TWICE", "invalid", issue.message, { pointer: issue.pointer }, { issues: [issue] });
  }
  return value;
}

type Level = { names: Set<string> | null; step: string | number };

/** The path of the first repeated name in a text that is known to be JSON, so that strings and punctuation are all there is to look at. */
function nameThatStandsTwice(text: string): (string | number)[] | null {
  const levels: Level[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    const level = levels.at(-1);
    if (token === "{") levels.push({ names: new Set(), step: "" });
    else if (token === "[") levels.push({ names: null, step: 0 });
    else if (token === "}" || token === "]") levels.pop();
    else if (token === ",") {
      if (level !== undefined && typeof level.step === "number") level.step += 1;
    } else if (level?.names && isName(text, index + token.length)) {
      const name = String(JSON.parse(token));
      level.step = name;
      if (level.names.has(name)) return levels.map(({ step }) => step);
      level.names.add(name);
    }
  }
  return null;
}

/** A string followed by a colon is a name. */
function isName(text: string, end: number): boolean {
  const colon = /\s*:/y;
  colon.lastIndex = end;
  return colon.test(text);
}
