import { EXIT } from "../../exitCodes.ts";
import { text, type Run } from "../../framework/command.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts, renderTable } from "../../ui/table.ts";
import { parseInstant } from "../../values/instant.ts";
import { findTitle } from "../../values/title.ts";
import { compareDocument } from "../document/compareDocument.ts";
import { isoOf, nameOf } from "../present.ts";

/** Statuses of a bill that still commands the goods. Anything else must not look like a yes to a script. */
const LIVING = new Set(["live", "offered", "pledged"]);

/** "Unknown" is neither yes nor no. */
const MARKS = { yes: "✓", no: "✗", unknown: "?" } as const;

/** Asks the ledger itself; the exit code is the answer. */
export const run: Run = async (input, context) => {
  const title = await findTitle(input.args[0] ?? "", context);
  const at = text(input, "at");
  const client = await api(context);
  const verdict = await client.titles.verdict({
    title,
    ...(at === undefined ? {} : { at: parseInstant(at, context.now(), "--at") }),
  });
  const file = text(input, "document");
  const document = file === undefined ? null : await compareDocument(file, title, context);
  const living = LIVING.has(verdict.status);
  const code = !living ? "TITLE_NOT_LIVING" : document?.same === false ? "DOCUMENT_DIGEST_DIFFERS" : null;
  const facts = [
    ["id", title],
    [context.say("status"), verdict.status],
    [context.say("outcome"), verdict.outcome],
    [context.say("time"), isoOf(verdict.at)],
    [context.say("carrier"), nameOf(verdict.carrier)],
    [context.say("holder"), nameOf(verdict.holder)],
    [context.say("endorsee"), nameOf(verdict.endorsee)],
    [context.say("pledgee"), nameOf(verdict.pledgee)],
    [context.say("digest"), verdict.contentDigest],
    ...(document === null
      ? []
      : [
          [
            context.say("document"),
            document.same ? context.say("same") : context.say("differs", { digest: document.digest }),
          ] as const,
        ]),
  ] as const;
  const checks = verdict.checks.map(({ answer, question, facts: { reason } }) => [
    MARKS[answer],
    question[context.language],
    (reason as { en: string; zh: string })[context.language],
  ]);
  const shown = `${renderFacts(facts)}\n\n${renderTable(["", context.say("check"), context.say("reason")], checks)}`;
  return {
    data: { ...verdict, stands: code === null, code, document },
    text: shown,
    exit: code === null ? EXIT.ok : EXIT.falsified,
  };
};
