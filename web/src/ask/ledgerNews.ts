import type { HttpClient, LedgerEvent } from "@lading/sdk/http";

/** Milliseconds that news are gathered: a batch of acts is one occasion to read again. */
const GATHER = 300;

type Listener = (events: readonly LedgerEvent[]) => void;

const listeners = new Set<Listener>();

/** Tells of events on the ledger that concern the reader's member, as long as `followLedger` runs. */
export function onLedgerNews(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Follows the ledger until the signal. That it cannot is no fault of a page: pages are read on demand all the same. */
export async function followLedger(client: HttpClient, signal: AbortSignal): Promise<void> {
  let gathered: LedgerEvent[] = [];
  const tell = (): void => {
    const events = gathered;
    gathered = [];
    for (const listener of listeners) listener(events);
  };
  try {
    for await (const event of client.events.stream({ signal })) {
      if (gathered.length === 0) setTimeout(tell, GATHER);
      gathered.push(event);
    }
  } catch {
    return;
  }
}

/**
 * Whether news are a reason to ask a question again: one that names rights, when the news are about one of them.
 *
 * @param key names everything that the question depends on
 */
export function concerns(key: string, { subject }: Pick<LedgerEvent, "subject">): boolean {
  const named = key.match(/0x[0-9a-f]{64}/g);
  return named === null || (subject !== null && named.includes(subject));
}
