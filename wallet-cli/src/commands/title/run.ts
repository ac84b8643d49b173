import { kebab } from "@lading/sdk/acts";
import { text, type Run } from "../../framework/command.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts, renderTable } from "../../ui/table.ts";
import { findTitle } from "../../values/title.ts";
import { isoOf, nameOf, renderTrail } from "../present.ts";
import { readAll } from "../../ledger/readAll.ts";

type Relation = "held" | "offered" | "issued" | "pledged" | "endorsed" | "surrendered" | "past";

/** Lists titles. */
export const list: Run = async (input, context) => {
  const client = await api(context);
  const relation = text(input, "relation") as Relation | undefined;
  const state = text(input, "state");
  const titles = await readAll((page) =>
    client.titles.list({
      ...page,
      ...(relation === undefined ? {} : { relation }),
      ...(state === undefined ? {} : { state }),
    }),
  );
  const head = [
    context.say("reference"),
    context.say("carrier"),
    context.say("state"),
    context.say("holder"),
    context.say("allowed"),
  ];
  const rows = titles.map((title) => [
    title.reference ?? title.title.slice(0, 12),
    nameOf(title.carrier),
    title.state,
    nameOf(title.holder),
    title.allowedActs.map(kebab).join(", "),
  ]);
  return { data: { items: titles }, text: titles.length === 0 ? context.say("none") : renderTable(head, rows) };
};

/** Shows one title. */
export const show: Run = async (input, context) => {
  const id = await findTitle(input.args[0] ?? "", context);
  const title = await (await api(context)).titles.show({ title: id });
  const offer =
    title.offer === null
      ? null
      : `${nameOf(title.offer.to)}, ${title.offer.endorsement}, ${isoOf(title.offer.deadline)}`;
  const facts = [
    [context.say("reference"), title.reference],
    ["id", title.title],
    [context.say("carrier"), nameOf(title.carrier)],
    [context.say("kind"), title.kind],
    [context.say("state"), title.state],
    [context.say("holder"), nameOf(title.holder)],
    [context.say("endorsee"), nameOf(title.endorsee)],
    [context.say("pledgee"), nameOf(title.pledgee)],
    [context.say("offer"), offer],
    [context.say("digest"), title.contentDigest],
    [context.say("allowed"), title.allowedActs.map(kebab).join(", ")],
  ] as const;
  return {
    data: title,
    text: renderFacts(facts),
    next: title.allowedActs.map((name) => `lading title ${kebab(name)} ${input.args[0] ?? id}`),
  };
};

/** Shows the acts on a title. */
export const trail: Run = async (input, context) => {
  const title = await findTitle(input.args[0] ?? "", context);
  const client = await api(context);
  const acts = await readAll((page) => client.titles.acts({ title, ...page }));
  return { data: { items: acts }, text: await renderTrail(acts, context) };
};
