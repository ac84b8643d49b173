import { open } from "node:fs/promises";
import { basename, extname } from "node:path";
import { ATTACHMENT_LIMITS, type Attachment } from "@lading/sdk/envelope";
import { LadingError } from "@lading/sdk/errors";
import { fileError } from "../../files/readJson.ts";

/** Kinds of file that go with a bill; anything else is bytes. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".pdf": "application/pdf",
  ".json": "application/json",
  ".xml": "application/xml",
  ".csv": "text/csv",
  ".txt": "text/plain",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".png": "image/png",
  ".tif": "image/tiff",
  ".tiff": "image/tiff",
};

/**
 * The files that a person named, as attachments.
 *
 * @throws FILE_NOT_FOUND · FILE_UNREADABLE · ATTACHMENT_TOO_LARGE
 */
export async function readAttachments(files: readonly string[]): Promise<Attachment[]> {
  const attachments: Attachment[] = [];
  for (const file of files) {
    const name = basename(file);
    const mediaType = MEDIA_TYPES[extname(file).toLowerCase()] ?? "application/octet-stream";
    attachments.push({ name, mediaType, bytes: await readBytes(file) });
  }
  return attachments;
}

/** Its size is asked first: a mistaken path may name a disk image. */
async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file, "r");
    try {
      const { size } = await handle.stat();
      if (size > ATTACHMENT_LIMITS.bytes) {
        throw new LadingError(
          "ATTACHMENT_TOO_LARGE",
          "invalid",
          `"${file}" has ${size} bytes, expected at most ${ATTACHMENT_LIMITS.bytes}`,
          { name: file, size, most: ATTACHMENT_LIMITS.bytes },
        );
      }
      return new Uint8Array(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw cause instanceof LadingError ? cause : fileError(file, cause);
  }
}
