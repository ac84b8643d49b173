/** One message of a `text/event-stream`. */
export type StreamMessage = { id?: string; event: string; data: string };

/**
 * Reads server-sent events (WHATWG HTML 9.2) from a body. Comments and messages without data are skipped.
 *
 * @example
 * for await (const message of readEventStream(answer.body)) console.log(message.id, message.data);
 */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamMessage, void, void> {
  const decoder = new TextDecoder();
  let pending = "";
  for await (const chunk of body) {
    pending += decoder.decode(chunk, { stream: true });
    const blocks = pending.split(/\r?\n\r?\n/);
    pending = blocks.pop() ?? "";
    for (const block of blocks) {
      const message = parseBlock(block);
      if (message !== undefined) yield message;
    }
  }
}

function parseBlock(block: string): StreamMessage | undefined {
  const message: StreamMessage = { event: "message", data: "" };
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (field === "data") data.push(value ?? "");
    else if (field === "id") message.id = value ?? "";
    else if (field === "event") message.event = value ?? "";
  }
  if (data.length === 0) return undefined;
  return { ...message, data: data.join("\n") };
}
