import { text, type Run } from "../../framework/command.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts, renderTable } from "../../ui/table.ts";
import { findMember } from "../../values/member.ts";
import { readAll } from "../../ledger/readAll.ts";

/** Lists the directory. */
export const list: Run = async (input, context) => {
  const client = await api(context);
  const role = text(input, "role");
  const name = text(input, "name");
  const members = await readAll((page) =>
    client.members.list({ ...page, ...(role === undefined ? {} : { role }), ...(name === undefined ? {} : { name }) }),
  );
  const rows = members.map((found) => [found.member, found.name, found.roles.join(", "), found.status, found.did]);
  const head = ["#", context.say("name"), context.say("roles"), context.say("status"), "DID"];
  return { data: { items: members }, text: renderTable(head, rows) };
};

/** Shows one member. */
export const show: Run = async (input, context) => {
  const { member } = await findMember(input.args[0] ?? "me", context);
  const found = await (await api(context)).members.show({ member });
  const officers = found.officers.map((officer) => [
    officer.officer,
    officer.scopes.join(", "),
    officer.revoked
      ? "✗"
      : officer.validUntil === 0 || officer.validUntil > 9e11
        ? "–"
        : new Date(officer.validUntil * 1000).toISOString(),
  ]);
  const facts = [
    ["#", found.member],
    [context.say("name"), found.name],
    ["DID", found.did],
    [context.say("roles"), found.roles.join(", ")],
    [context.say("status"), found.status],
  ] as const;
  const head = [context.say("officer"), context.say("scopes"), context.say("validUntil")];
  return { data: found, text: `${renderFacts(facts)}\n\n${renderTable(head, officers)}` };
};

/** Shows the caller. */
export const whoami: Run = async (_input, context) => {
  const found = await (await api(context)).me.show();
  const facts = [
    [context.say("name"), found.member.name ?? String(found.member.member)],
    ["#", found.member.member],
    [context.say("officer"), found.officer.officer],
    [context.say("scopes"), found.officer.scopes.join(", ")],
  ] as const;
  return { data: found, text: renderFacts(facts) };
};
