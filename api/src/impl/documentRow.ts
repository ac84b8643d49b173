import type { Envelope } from "@lading/sdk/envelope";

/** The columns of a stored document that follow from its envelope. */
export function contentOf(envelope: Envelope): { content: string; size: number } {
  const content = JSON.stringify(envelope);
  return { content, size: Buffer.byteLength(content) };
}
