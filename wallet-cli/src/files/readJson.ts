import { readFile } from "node:fs/promises";
import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";
import { jsonErrorAt } from "./jsonErrorAt.ts";

/**
 * The text of a file that the user named, `-` for stdin.
 *
 * @throws FILE_NOT_FOUND · FILE_UNREADABLE
 */
export async function readText(file: string, context: Context): Promise<string> {
  if (file === "-") return context.terminal.readStdin();
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw fileError(file, cause);
  }
}

/**
 * The JSON in a file that the user named.
 *
 * @throws FILE_NOT_FOUND · FILE_UNREADABLE · JSON_MALFORMED with line and column
 */
export async function readJson(file: string, context: Context): Promise<unknown> {
  return parseJson(await readText(file, context), file);
}

/**
 * The JSON of a document that is hashed: as {@link readJson}, and no name may stand twice in one object, because two readers could then
 * understand one digest differently.
 *
 * @throws as {@link readJson}, JSON_NAME_TWICE
 */
export async function readDocument(file: string, context: Context): Promise<unknown> {
  const text = await readText(file, context);
  parseJson(text, file);
  const { readJson: readStrictly } = await import("@lading/sdk");
  return readStrictly(text);
}

/**
 * Parses JSON and says where it is wrong.
 *
 * @throws JSON_MALFORMED
 */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const position = jsonErrorAt(text);
    const before = text.slice(0, position).split("\n");
    const line = before.length;
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw new LadingError(
      "JSON_MALFORMED",
      "invalid",
      `${file} is not JSON: line ${line}, column ${column}`,
      { file, line, column, position },
      { cause },
    );
  }
}

/** Turns what the file system says into one sentence. */
export function fileError(file: string, cause: unknown): LadingError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT")
    return new LadingError("FILE_NOT_FOUND", "notFound", `there is no file ${file}`, { file }, { cause });
  if (code === "EEXIST")
    return new LadingError(
      "FILE_EXISTS",
      "conflict",
      `${file} exists already; it is not overwritten`,
      { file },
      { cause },
    );
  return new LadingError("FILE_UNREADABLE", "invalid", `cannot use ${file} (${code ?? "error"})`, { file }, { cause });
}
