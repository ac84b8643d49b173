import type { Request, Response } from "express";
import { EVERYBODY } from "../projector/applyLogs.ts";
import { findCaller } from "../auth/findCaller.ts";
import type { Caller } from "../auth/Caller.ts";
import type { Handlers } from "../http/mountRoutes.ts";
import { isAfter, LEDGER_ORDER, PAGE, pageOf, type Place } from "../store/cursor.ts";
import { toLedgerEvent } from "../store/toLedgerEvent.ts";
import type { Dependencies } from "./Dependencies.ts";

/** Events read at once for a stream. */
const STREAM_PAGE = 500;
/** Milliseconds between signs of life on a stream. */
const HEARTBEAT = 15_000;

/** The ledger's events, to those whom each concerned when it happened. */
export function eventHandlers(dependencies: Dependencies): Handlers["events"] {
  const { store, projector, now } = dependencies;

  async function read(
    caller: Caller,
    after: string | undefined,
    limit: number,
    filter: { right?: string; subject?: string },
  ) {
    // One row for each event and member: an event that concerned the caller and everybody is met twice.
    const places = await store.read.eventMember.findMany({
      where: { member: { in: [EVERYBODY, caller.member] }, ...isAfter(after) },
      orderBy: LEDGER_ORDER,
      distinct: ["blockNumber", "logIndex"],
      ...(filter.right === undefined && filter.subject === undefined ? { take: limit + 1 } : {}),
    });
    return eventsAt(places, limit, filter);
  }

  async function eventsAt(places: readonly Place[], limit: number, filter: { right?: string; subject?: string }) {
    const found = [];
    for (let start = 0; start < places.length && found.length <= limit; start += STREAM_PAGE) {
      const some = places.slice(start, start + STREAM_PAGE);
      const rows = await store.read.event.findMany({
        where: {
          blockNumber: { gte: some[0]!.blockNumber, lte: some.at(-1)!.blockNumber },
          ...(filter.right === undefined ? {} : { right: filter.right }),
          ...(filter.subject === undefined ? {} : { subject: filter.subject }),
        },
        orderBy: LEDGER_ORDER,
      });
      const wanted = new Set(some.map(({ blockNumber, logIndex }) => `${blockNumber}-${logIndex}`));
      found.push(...rows.filter((row) => wanted.has(`${row.blockNumber}-${row.logIndex}`)));
    }
    return found;
  }

  return {
    async list({ caller, after, limit = PAGE, right, subject }) {
      return pageOf(await read(caller, after, limit, { right, subject }), limit, toLedgerEvent);
    },

    async stream({ caller, after }, request: Request, response: Response) {
      const resumed = request.get("last-event-id");
      let cursor = resumed !== undefined && /^\d+-\d+$/.test(resumed) ? resumed : after;
      // Without a cursor a stream begins now.
      const head = projector.position();
      cursor ??= `${head?.blockNumber ?? 0}-${Number.MAX_SAFE_INTEGER}`;
      response.writeHead(200, {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      response.write(": lading\n\n");

      let wake = (): void => undefined;
      let news = true;
      const unsubscribe = projector.onCommit(() => {
        news = true;
        wake();
      });
      const closed = new Promise<void>((resolve) => response.once("close", resolve)).then(() => wake());
      try {
        while (!response.closed && !response.destroyed) {
          if (news) {
            news = false;
            for (let more = true; more;) {
              const rows = await read(caller, cursor, STREAM_PAGE, {});
              more = rows.length > STREAM_PAGE;
              for (const row of rows.slice(0, STREAM_PAGE)) {
                const event = toLedgerEvent(row);
                cursor = event.cursor;
                const text = `id: ${event.cursor}\nevent: ledger\ndata: ${JSON.stringify(event)}\n\n`;
                if (!response.write(text)) await Promise.race([drained(response), closed]);
              }
            }
          }
          if (news) continue;
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, HEARTBEAT);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
          // A stream outlives its token; it does not outlive the officer's authority.
          if (!(await stillActs(caller))) break;
          if (!news) response.write(": alive\n\n");
        }
      } finally {
        unsubscribe();
        response.end();
      }
    },
  };

  async function stillActs(caller: Caller): Promise<boolean> {
    try {
      return (await findCaller(store.read, caller.did, caller.officer, now())).member === caller.member;
    } catch {
      return false;
    }
  }
}

function drained(response: Response): Promise<void> {
  return new Promise((resolve) => response.once("drain", resolve));
}
