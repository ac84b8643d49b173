import type { Text } from "@lading/sdk/acts";
import type { Queries } from "../../store/openStore.ts";

/** What a type is called: its short name, and its name for people where its schema was handed in. */
export type TypeName = { name: string; title: Text | null };

/**
 * The names of types by the digests of their schemas, in two queries.
 *
 * @example
 * const type = await readTypes(store.read, [row.schema]);
 * type(row.schema).name; // "permit"
 */
export async function readTypes(queries: Queries, schemas: Iterable<string>): Promise<(schema: string) => TypeName> {
  const wanted = [...new Set(schemas)];
  const [types, contents] = await Promise.all([
    queries.documentType.findMany({ where: { schema: { in: wanted } } }),
    queries.documentSchema.findMany({ where: { schema: { in: wanted } } }),
  ]);
  const names = new Map(types.map(({ schema, name }) => [schema, name]));
  const titles = new Map(contents.map(({ schema, content }) => [schema, titleOf(content)]));
  return (schema) => ({ name: names.get(schema) ?? schema, title: titles.get(schema) ?? null });
}

/** The name for people in a schema that was checked when it was handed in. */
function titleOf(content: string): Text {
  const schema = JSON.parse(content) as { title: string; "x-title-zh": string };
  return { en: schema.title, zh: schema["x-title-zh"] };
}
