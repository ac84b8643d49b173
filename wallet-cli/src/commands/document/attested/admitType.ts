import { findAct } from "@lading/sdk/acts";
import { isLadingError } from "@lading/sdk/errors";
import type { TradeDocumentType } from "@lading/sdk/tradeDocuments";
import { given, text, type Input, type Run } from "../../../framework/command.ts";
import type { Context } from "../../../framework/context.ts";
import { api } from "../../../ledger/api.ts";
import { renderTable } from "../../../ui/table.ts";
import { readDocumentType } from "../../../values/documentType.ts";
import { runAct } from "../../acts/runAct.ts";

/**
 * Admits types by their schema files: digest, name and issuers are the schema's own, and the API gets the schema, so that every wallet
 * can check documents by it. What is admitted already is left as it is.
 */
export const run: Run = async (input, context) => {
  const act = runAct(findAct("document", "admitType"));
  // By hand, without a schema file.
  if (text(input, "schema") !== undefined) return act({ args: [], options: input.options }, context);
  const named = input.args.filter((value) => value !== undefined);
  const types = await readTypes(named, context);
  const client = await api(context);
  const { items } = await client.documentTypes.list({});
  const admitted = new Map(items.filter(({ status }) => status === "admitted").map((item) => [item.schema, item]));
  const done: { name: string; schema: string }[] = [];
  for (const { type, file } of types) {
    const schema = type.schemaDigest as `0x${string}`;
    const known = admitted.get(schema);
    if (known === undefined) {
      const options = { ...input.options, ...onceEach(input, type.name) };
      const own = { schema, issuers: type.issuers.join(","), name: type.name };
      const result = await act({ args: [], options: { ...options, ...own } }, context);
      if (given(input, "signOnly") || given(input, "dryRun")) return result;
    }
    if (known === undefined || known.title === null) {
      await publish(type, file, context);
      done.push({ name: type.name, schema });
    }
  }
  const head = [context.say("type"), context.say("schema")];
  return {
    data: { admitted: done },
    text:
      done.length === 0
        ? context.say("typesAdmittedAlready")
        : renderTable(
            head,
            done.map(({ name, schema }) => [name, schema]),
          ),
    next: ["lading document types"],
  };
};

/** One name for the command is one name for each of its acts. */
function onceEach(input: Input, type: string): Input["options"] {
  const key = text(input, "idempotencyKey");
  return key === undefined ? {} : { idempotencyKey: `${key}/${type}` };
}

/** Hands a schema in. Who cannot does not undo the admission: it is said, and the same command again mends it. */
async function publish(type: TradeDocumentType, file: string, context: Context): Promise<void> {
  const { schemaDigest, schema, name } = type;
  try {
    await (await api(context)).documentTypes.put({ schema: schemaDigest, body: { content: schema } });
    context.note("typeAdmitted", { name });
  } catch (error) {
    if (!isLadingError(error)) throw error;
    context.note("schemaNotHandedIn", { name, file, reason: error.message });
  }
}

async function readTypes(
  named: readonly string[],
  context: Context,
): Promise<readonly { type: TradeDocumentType; file: string }[]> {
  const { readTradeDocumentTypes } = await import("@lading/sdk/tradeDocuments/files");
  const shipped = readTradeDocumentTypes();
  if (named.length === 0) return shipped.map((type) => ({ type, file: type.name }));
  return Promise.all(
    named.map(async (file) => ({
      type: shipped.find(({ name }) => name === file) ?? (await readDocumentType(file.replace(/^@/, ""), context)),
      file,
    })),
  );
}
