import { LadingError } from "../errors.ts";
import { isFileName } from "./Envelope.ts";

/** What goes beside one document: scans and photographs, not archives. */
export const ATTACHMENT_LIMITS = {
  /** Bytes of one attachment, in the clear. */
  bytes: 10 * 1024 * 1024,
  /** Attachments of one document. */
  count: 20,
} as const;

/**
 * Refuses attachments that nobody could store, or write to a disk under their names.
 *
 * @throws LadingError `ATTACHMENT_TOO_MANY`, `ATTACHMENT_TOO_LARGE`, `ATTACHMENT_NAME` or `ATTACHMENT_NAME_TWICE`
 */
export function assertAttachments(attachments: readonly { name: string; bytes: Uint8Array }[]): void {
  const { bytes: most, count } = ATTACHMENT_LIMITS;
  if (attachments.length > count) {
    throw refusal("ATTACHMENT_TOO_MANY", `${attachments.length} attachments, expected at most ${count}`, {
      count: attachments.length,
      most: count,
    });
  }
  const names = new Set<string>();
  for (const { name, bytes } of attachments) {
    if (!isFileName(name)) {
      throw refusal("ATTACHMENT_NAME", `"${name}" cannot name an attachment: expected a file's name without a folder`, {
        name,
      });
    }
    if (names.has(name)) throw refusal("ATTACHMENT_NAME_TWICE", `two attachments are named "${name}"`, { name });
    names.add(name);
    if (bytes.length > most) {
      throw refusal("ATTACHMENT_TOO_LARGE", `"${name}" has ${bytes.length} bytes, expected at most ${most}`, {
        name,
        size: bytes.length,
        most,
      });
    }
  }
}

function refusal(code: string, message: string, facts: Record<string, string | number>): LadingError {
  return new LadingError(code, "invalid", message, facts);
}
