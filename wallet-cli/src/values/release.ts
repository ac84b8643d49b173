import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";
import { readAll } from "../ledger/readAll.ts";
import { api } from "../ledger/api.ts";

/** States from which nothing more can happen to a release; a container number means the one that is still of use. */
const FINAL = /^(returned|cancelled|superseded|expired)$/i;

/**
 * The id of a release: 0x-hex, or the number of its container, where one release that this member can see is still in use for it.
 *
 * @throws RELEASE_UNKNOWN · RELEASE_AMBIGUOUS · CONTAINER_NUMBER_…
 */
export async function findRelease(value: string, context: Context): Promise<string> {
  if (/^0x[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  const { parseContainerNumber } = await import("@lading/sdk");
  const container: string = parseContainerNumber(value);
  const client = await api(context);
  const matches = await readAll((page) => client.releases.list({ ...page, container }));
  const open = matches.filter(({ state }) => !FINAL.test(state));
  const usable = open.length > 0 ? open : matches.slice(-1);
  const [found] = usable;
  if (found !== undefined && usable.length === 1) return found.release;
  if (found === undefined) {
    throw new LadingError(
      "RELEASE_UNKNOWN",
      "notFound",
      `no release of container ${container} concerns your member; see: lading release list`,
      { value: container },
    );
  }
  const ids = usable.map(({ release }) => release);
  throw new LadingError(
    "RELEASE_AMBIGUOUS",
    "invalid",
    `container ${container} has ${ids.length} releases; give the id of one: ${ids.join(", ")}`,
    { value: container, matches: ids },
  );
}
