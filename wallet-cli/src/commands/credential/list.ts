import type { Run } from "../../framework/command.ts";
import { renderTable } from "../../ui/table.ts";
import { decodeCredential } from "./decode.ts";

/** Lists what the wallet keeps. */
export const run: Run = async (_input, context) => {
  const { credentials } = (await context.unlock()).secrets;
  const views = credentials.map(({ jwt, digest, addedAt }) => ({ ...decodeCredential(jwt, digest), addedAt }));
  const head = [context.say("digest"), context.say("type"), context.say("issuer"), context.say("validUntil")];
  const rows = views.map((view) => [`${view.digest.slice(0, 12)}…`, view.type, view.issuer, view.validUntil]);
  return { data: { items: views }, text: views.length === 0 ? context.say("none") : renderTable(head, rows) };
};
