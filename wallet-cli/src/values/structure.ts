import { acts, type Parameter, type Right } from "@lading/sdk/acts";
import type { ActArgument } from "@lading/sdk/signedAct";
import { readJson } from "../files/readJson.ts";
import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";
import { resolveArgument, type About } from "./resolveArgument.ts";

/**
 * A structure from `@FILE.json`. A member of an object that has the name of a parameter of the same right is written as on the command
 * line (a name of a member, of a kind, a file for a digest); anything else is taken as it stands.
 *
 * @throws FILE_NOT_FOUND · JSON_MALFORMED · STRUCTURE_INVALID, and the error of a value
 */
export async function resolveStructure(value: string, about: About, context: Context): Promise<ActArgument> {
  const file = value.startsWith("@") ? value.slice(1) : value;
  return resolve(await readJson(file, context), file, about, context);
}

async function resolve(node: unknown, place: string, about: About, context: Context): Promise<ActArgument> {
  if (typeof node === "string" || typeof node === "number" || typeof node === "boolean") return node;
  if (Array.isArray(node)) {
    const items: ActArgument[] = [];
    for (const [index, item] of node.entries()) items.push(await resolve(item, `${place}[${index}]`, about, context));
    return items;
  }
  if (node === null || typeof node !== "object") {
    throw new LadingError(
      "STRUCTURE_INVALID",
      "invalid",
      `${place} is ${String(node)}; expected text, a number, true or false, a list or an object`,
      { place },
    );
  }
  const entries: [string, ActArgument][] = [];
  for (const [name, member] of Object.entries(node as Record<string, unknown>)) {
    const known = typeof member === "string" ? findParameter(name, about.right) : undefined;
    const resolved =
      known === undefined || isWord(member)
        ? await resolve(member, `${place}.${name}`, about, context)
        : await resolveArgument(known, String(member), about, context);
    entries.push([name, resolved]);
  }
  return Object.fromEntries(entries);
}

function isWord(value: unknown): boolean {
  return typeof value === "string" && /^0x[0-9a-f]{64}$/i.test(value);
}

function findParameter(name: string, right: Right): Parameter | undefined {
  return acts
    .filter((act) => act.right === right)
    .flatMap((act) => act.parameters)
    .find((parameter) => parameter.name === name);
}
