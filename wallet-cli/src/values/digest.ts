import { readFile } from "node:fs/promises";
import { LadingError } from "@lading/sdk/errors";
import { readDocument } from "../files/readJson.ts";
import type { Context } from "../framework/context.ts";
import { credentialDigest } from "./credentialDigest.ts";

/**
 * A digest as 0x-hex, or of a file: `@FILE` or just its path. The file counts by its bytes; a credential (JWT) without a line break at
 * its end, so that an editor cannot change its digest.
 *
 * @throws DIGEST_INVALID
 */
export async function readDigest(value: string, field: string, context: Context): Promise<string> {
  if (isDigest(value)) return value.toLowerCase();
  const content = await readContent(value, field, context);
  const text = content.toString("utf8").trim();
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return credentialDigest(text);
  const { bytesDigest } = await import("@lading/sdk");
  return bytesDigest(content);
}

/**
 * The digest of a transport document as 0x-hex, or of a file with one: it is parsed and checked first, so that nobody signs for a bill
 * that does not hold together.
 *
 * @throws FILE_NOT_FOUND · JSON_MALFORMED, and every fault of the document with its place
 */
export async function readDocumentDigest(value: string, context: Context): Promise<string> {
  if (isDigest(value)) return value.toLowerCase();
  const { parseTransportDocument, transportDocumentDigest } = await import("@lading/sdk");
  return transportDocumentDigest(parseTransportDocument(await readDocument(fileOf(value), context)));
}

function isDigest(value: string): boolean {
  return /^0x[0-9a-f]{64}$/i.test(value);
}

function fileOf(value: string): string {
  return value.startsWith("@") ? value.slice(1) : value;
}

async function readContent(value: string, field: string, context: Context): Promise<Buffer> {
  const file = fileOf(value);
  if (file === "-") return Buffer.from(await context.terminal.readStdin(), "utf8");
  return readFile(file).catch((cause: unknown) => {
    throw new LadingError(
      "DIGEST_INVALID",
      "invalid",
      `${field} "${value}" is neither 0x and 64 hex digits nor a file that can be read`,
      { field, value },
      { cause },
    );
  });
}
