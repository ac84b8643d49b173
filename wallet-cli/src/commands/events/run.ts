import { text, type Run } from "../../framework/command.ts";
import { LadingError } from "@lading/sdk/errors";
import { api } from "../../ledger/api.ts";
import { isoOf, renderArguments, renderTrail } from "../present.ts";
import { readAll } from "../../ledger/readAll.ts";

/** Lists events. */
export const list: Run = async (input, context) => {
  const client = await api(context);
  const right = text(input, "right");
  const subject = text(input, "subject");
  const after = text(input, "after");
  const filter = {
    ...(right === undefined ? {} : { right }),
    ...(subject === undefined ? {} : { subject }),
    ...(after === undefined ? {} : { after }),
  };
  const found = await readAll((page) => client.events.list({ ...filter, ...page }));
  return { data: { items: found }, text: await renderTrail(found, context) };
};

/** Prints events as they come. */
export const watch: Run = async (input, context) => {
  const after = text(input, "after");
  const count = Number(text(input, "count") ?? Infinity);
  if (!(count > 0))
    throw new LadingError("COUNT_INVALID", "invalid", `--count "${text(input, "count") ?? ""}" is no positive number`, {
      field: "count",
    });
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const client = await api(context);
  let seen = 0;
  for await (const event of client.events.stream({ signal: stop.signal, ...(after === undefined ? {} : { after }) })) {
    context.terminal.data(
      context.json
        ? JSON.stringify(event)
        : `${isoOf(event.blockTime) ?? ""}  ${event.event}  ${renderArguments(event.args)}  ${event.cursor}`,
    );
    seen += 1;
    if (seen >= count) break;
  }
  return { streamed: true };
};
