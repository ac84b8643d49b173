import { EXIT } from "../../exitCodes.ts";
import { text, type Run } from "../../framework/command.ts";
import { api } from "../../ledger/api.ts";
import { renderFacts } from "../../ui/table.ts";
import { parseInstant } from "../../values/instant.ts";
import { findTitle } from "../../values/title.ts";
import { compareDocument } from "../document/compareDocument.ts";
import { isoOf } from "../present.ts";

/** Statuses of a bill that still commands the goods. Anything else must not look like a yes to a script. */
const LIVING = new Set(["live", "offered", "pledged"]);

/** Asks the ledger itself; the exit code is the answer. */
export const run: Run = async (input, context) => {
  const title = await findTitle(input.args[0] ?? "", context);
  const at = text(input, "at");
  const client = await api(context);
  const verdict = await client.titles.verdict({ title, ...(at === undefined ? {} : { at: parseInstant(at, context.now(), "--at") }) });
  const file = text(input, "document");
  const document = file === undefined ? null : await compareDocument(file, title, context);
  const living = LIVING.has(verdict.status);
  const code = !living ? "TITLE_NOT_LIVING" : document?.same === false ? "DOCUMENT_DIFFERS" : null;
  const facts = [
    ["id", title],
    [context.say("status"), verdict.status],
    [context.say("time"), isoOf(verdict.at)],
    ...(document === null ? [] : [[context.say("document"), document.same ? context.say("same") : context.say("differs", { digest: document.digest })] as const]),
    ...Object.entries(verdict.facts).map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)] as const),
  ] as const;
  return { data: { ...verdict, stands: code === null, code, document }, text: renderFacts(facts), exit: code === null ? EXIT.ok : EXIT.falsified };
};
