import type { HttpClient, Release, Title } from "@lading/sdk/http";

/** What a member finds when it comes in. */
export type Inbox = {
  awaitingTitles: Title[];
  awaitingReleases: Release[];
  heldTitles: Title[];
  heldReleases: Release[];
  /** There is more of it than is shown. */
  more: boolean;
};

/**
 * What waits for the caller's member (offers to it; surrenders that it may answer, as the carrier; transports for which it has to name
 * driver and plate, as the haulier) and what it holds.
 */
export async function readInbox(client: HttpClient, signal: AbortSignal): Promise<Inbox> {
  const [offered, surrendered, held, offeredReleases, assigned, heldReleases] = await Promise.all([
    client.titles.list({ relation: "offered", signal }),
    client.titles.list({ relation: "surrendered", signal }),
    client.titles.list({ relation: "held", signal }),
    client.releases.list({ relation: "offered", signal }),
    client.releases.list({ relation: "haulage", state: "assigned", signal }),
    client.releases.list({ relation: "held", signal }),
  ]);
  const answerable = surrendered.items.filter(({ allowedActs }) => allowedActs.length > 0);
  const awaitingTitles = distinct([...offered.items, ...answerable], ({ title }) => title);
  const awaitingReleases = distinct([...offeredReleases.items, ...assigned.items], ({ release }) => release);
  const waiting = new Set<string>([
    ...awaitingTitles.map(({ title }) => title),
    ...awaitingReleases.map(({ release }) => release),
  ]);
  return {
    awaitingTitles,
    awaitingReleases,
    heldTitles: held.items.filter(({ title }) => !waiting.has(title)),
    heldReleases: heldReleases.items.filter(({ release }) => !waiting.has(release)),
    more: [offered, surrendered, held, offeredReleases, assigned, heldReleases].some(({ next }) => next !== null),
  };
}

function distinct<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [idOf(item), item])).values()];
}
