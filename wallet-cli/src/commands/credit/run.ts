import { BENEFITS, flagNames } from "@lading/sdk/acts";
import { LadingError } from "@lading/sdk/errors";
import { text, type Input, type Run } from "../../framework/command.ts";
import type { Context } from "../../framework/context.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts, renderTable } from "../../ui/table.ts";
import { parseInstant } from "../../values/instant.ts";
import { findMember } from "../../values/member.ts";
import { isoOf, nameOf, renderArguments } from "../present.ts";
import { readAll } from "../../ledger/readAll.ts";

/** Lists attestations. */
export const list: Run = async (input, context) => {
  const client = await api(context);
  const filter = {
    ...(await memberOption(input, "subject", context)),
    ...(await memberOption(input, "agency", context)),
  };
  const found = await readAll((page) => client.credit.attestations({ ...page, ...filter }));
  const head = [
    "id",
    context.say("agency"),
    context.say("subject"),
    context.say("grade"),
    context.say("status"),
    context.say("validUntil"),
  ];
  const rows = found.map((item) => [
    `${item.attestation.slice(0, 12)}…`,
    nameOf(item.agency),
    nameOf(item.subject) ?? item.pseudonym,
    item.grade,
    item.status,
    isoOf(item.validUntil),
  ]);
  return { data: { items: found }, text: found.length === 0 ? context.say("none") : renderTable(head, rows) };
};

/** Shows one attestation. */
export const show: Run = async (input, context) => {
  const id = input.args[0] ?? "";
  if (!/^0x[0-9a-f]{64}$/i.test(id)) {
    throw new LadingError("ID_INVALID", "invalid", `"${id}" is no attestation id; expected 0x and 64 hex digits`, {
      value: id,
    });
  }
  const found = await (await api(context)).credit.attestation({ attestation: id });
  const facts = [
    ["id", found.attestation],
    [context.say("agency"), nameOf(found.agency)],
    [context.say("subject"), nameOf(found.subject) ?? found.pseudonym],
    [context.say("grade"), found.grade],
    [context.say("status"), found.status],
    [context.say("reason"), found.reason],
    [context.say("digest"), found.evidence],
    [context.say("validUntil"), isoOf(found.validUntil)],
  ] as const;
  return { data: found, text: renderFacts(facts) };
};

/** Asks for a standing with its trace. */
export const standing: Run = async (input, context) => {
  const subject = (await findMember(text(input, "subject") ?? "", context)).member;
  const agency = (await findMember(text(input, "agency") ?? "", context)).member;
  const at = text(input, "at");
  const found = await (
    await api(context)
  ).credit.standing({ subject, agency, ...(at === undefined ? {} : { at: parseInstant(at, context.now(), "--at") }) });
  const facts = [
    [context.say("subject"), nameOf(found.subject)],
    [context.say("agency"), nameOf(found.agency)],
    [context.say("time"), isoOf(found.at)],
    ...Object.entries(withBenefits(found.facts)).map(
      ([name, value]) => [name, value === null ? null : String(value)] as const,
    ),
  ] as const;
  const trace = found.trace.map((step, index) => `${index + 1}. ${renderArguments(withBenefits(step))}`);
  return { data: found, text: [renderFacts(facts), ...trace].join("\n") };
};

/** The same facts with benefits by name. */
function withBenefits(facts: Record<string, unknown>): Record<string, unknown> {
  const names = flagNames(Number(facts.benefits ?? 0), BENEFITS);
  return { ...facts, benefits: names.length === 0 ? "none" : names.join("+") };
}

/** Lists recognition rules. */
export const rules: Run = async (input, context) => {
  const client = await api(context);
  const filter = await memberOption(input, "agency", context);
  const found = await readAll((page) => client.credit.rules({ ...page, ...filter }));
  const rows = found.map((rule) => [`${rule.rule.slice(0, 12)}…`, nameOf(rule.agency), rule.scheme, rule.status]);
  return {
    data: { items: found },
    text:
      found.length === 0
        ? context.say("none")
        : renderTable(["id", context.say("agency"), context.say("scheme"), context.say("status")], rows),
  };
};

/** Lists schemes with their grades. */
export const schemes: Run = async (input, context) => {
  const client = await api(context);
  const filter = await memberOption(input, "publisher", context);
  const found = await readAll((page) => client.credit.schemes({ ...page, ...filter }));
  const rows = found.map(({ scheme, code, version, publisher, grades, retired }) => [
    scheme,
    `${code}/${version}${retired ? " ✗" : ""}`,
    nameOf(publisher),
    grades.map(({ grade, name }) => name ?? String(grade)).join(" > "),
  ]);
  const head = ["#", context.say("scheme"), context.say("agency"), context.say("grade")];
  return { data: { items: found }, text: found.length === 0 ? context.say("none") : renderTable(head, rows) };
};

async function memberOption(
  input: Input,
  name: "subject" | "agency" | "publisher",
  context: Context,
): Promise<Record<string, number>> {
  const value = text(input, name);
  return value === undefined ? {} : { [name]: (await findMember(value, context)).member };
}
