import { kebab } from "@lading/sdk/acts";
import { text, type Run } from "../../framework/command.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts, renderTable } from "../../ui/table.ts";
import { findRelease } from "../../values/release.ts";
import { findTitle } from "../../values/title.ts";
import { isoOf, nameOf, renderTrail } from "../present.ts";
import { readAll } from "../../ledger/readAll.ts";

type Relation = "held" | "offered" | "issued" | "terminal" | "depot" | "haulage" | "past";

/** Lists releases. */
export const list: Run = async (input, context) => {
  const client = await api(context);
  const relation = text(input, "relation") as Relation | undefined;
  const state = text(input, "state");
  const ofTitle = text(input, "ofTitle");
  const filter = {
    ...(relation === undefined ? {} : { relation }),
    ...(state === undefined ? {} : { state }),
    ...(ofTitle === undefined ? {} : { title: await findTitle(ofTitle, context) }),
  };
  const releases = await readAll((page) => client.releases.list({ ...page, ...filter }));
  const head = [
    context.say("container"),
    context.say("terminal"),
    context.say("state"),
    context.say("holder"),
    context.say("validUntil"),
    context.say("allowed"),
  ];
  const rows = releases.map((found) => [
    found.container ?? found.release.slice(0, 12),
    nameOf(found.terminal),
    found.state,
    nameOf(found.holder),
    isoOf(found.validUntil),
    found.allowedActs.map(kebab).join(", "),
  ]);
  return { data: { items: releases }, text: releases.length === 0 ? context.say("none") : renderTable(head, rows) };
};

/** Shows one release. */
export const show: Run = async (input, context) => {
  const id = await findRelease(input.args[0] ?? "", context);
  const found = await (await api(context)).releases.show({ release: id });
  const facts = [
    [context.say("container"), found.container],
    ["id", found.release],
    [context.say("carrier"), nameOf(found.carrier)],
    [context.say("terminal"), nameOf(found.terminal)],
    [context.say("state"), found.state],
    [context.say("holder"), nameOf(found.holder)],
    [context.say("haulier"), nameOf(found.haulier)],
    [
      context.say("offer"),
      found.offer === null ? null : `${nameOf(found.offer.to) ?? ""}, ${isoOf(found.offer.deadline) ?? ""}`,
    ],
    [context.say("validUntil"), isoOf(found.validUntil)],
    [context.say("allowed"), found.allowedActs.map(kebab).join(", ")],
  ] as const;
  const marks = { green: "✓", red: "✗", unknown: "?" } as const;
  const lights = found.lights.map((light) => [marks[light.state], light.name, nameOf(light.authority), light.reason]);
  const board = renderTable(["", context.say("light"), context.say("authority"), context.say("reason")], lights);
  return {
    data: found,
    text: `${renderFacts(facts)}\n\n${board}`,
    next: found.allowedActs.map((name) => `lading release ${kebab(name)} ${input.args[0] ?? id}`),
  };
};

/** Shows the acts on a release. */
export const trail: Run = async (input, context) => {
  const release = await findRelease(input.args[0] ?? "", context);
  const client = await api(context);
  const acts = await readAll((page) => client.releases.acts({ release, ...page }));
  return { data: { items: acts }, text: await renderTrail(acts, context) };
};
