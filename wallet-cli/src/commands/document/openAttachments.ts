import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Attachment, SealedAttachment } from "@lading/sdk/envelope";
import { isLadingError } from "@lading/sdk/errors";
import type { Context } from "../../framework/context.ts";
import { fileError } from "../../files/readJson.ts";
import { writeNew } from "../../files/writeNew.ts";
import { api } from "../../ledger/api.ts";

/** Where ciphertext is found by its digest; undefined where there is none. */
export type CiphertextSource = (sealed: string) => Promise<string | undefined>;

/** The ciphertext that the API stores. */
export function storedCiphertext(context: Context): CiphertextSource {
  return async (sealed) => {
    try {
      return (await (await api(context)).attachments.get({ sealed })).content;
    } catch (error) {
      if (isLadingError(error) && error.code === "ATTACHMENT_UNKNOWN") return undefined;
      throw error;
    }
  };
}

/** The ciphertext in a folder, as `document seal` writes it. */
export function ciphertextIn(folder: string): CiphertextSource {
  return async (sealed) => {
    const file = join(folder, `${sealed}.jwe`);
    try {
      return await readFile(file, "utf8");
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw fileError(file, cause);
    }
  };
}

/** The folder with the attachments of an envelope in a file. */
export function besides(envelope: string): string {
  return `${envelope}.attachments`;
}

/**
 * Opens all attachments of a document.
 *
 * @throws ATTACHMENT_MISSING · ATTACHMENT_TRUNCATED · ATTACHMENT_CHANGED
 */
export async function openAttachments(
  listed: readonly SealedAttachment[],
  source: CiphertextSource,
): Promise<Attachment[]> {
  const { openAttachment } = await import("@lading/sdk/envelope");
  const opened: Attachment[] = [];
  for (const attachment of listed) {
    const { name, mediaType, sealed } = attachment;
    opened.push({ name, mediaType, bytes: await openAttachment(attachment, await source(sealed)) });
  }
  return opened;
}

/**
 * Writes attachments into a folder, under the names that the envelope vouches for; none is overwritten.
 *
 * @returns the files
 * @throws FILE_EXISTS
 */
export async function writeAttachments(attachments: readonly Attachment[], folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files: string[] = [];
  for (const { name, bytes } of attachments) {
    const file = join(folder, name);
    await writeNew(file, bytes);
    files.push(file);
  }
  return files;
}
