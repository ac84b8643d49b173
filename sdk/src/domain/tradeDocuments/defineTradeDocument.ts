import { z } from "zod";
import type { Text } from "../acts/Act.ts";
import { ROLES, type RoleName } from "../acts/scopes.ts";
import { jsonDigest } from "../digest.ts";
import { fieldIssue, fieldIssues } from "../document/fieldIssues.ts";
import { type FieldIssue, LadingError } from "../errors.ts";
import { formatFault } from "./formats.ts";
import { RULES } from "./rules.ts";

/** A JSON Schema (2020-12) of a trade document, with the formats of `formats.ts` and the rules of `rules.ts` by name. */
export type TradeDocumentSchema = {
  $id: string;
  title: string;
  "x-title-zh": string;
  /** Who issues such documents: names of roles. The registrar admits the type for these. */
  "x-issuers": readonly string[];
  "x-rules"?: readonly string[];
  [keyword: string]: unknown;
};

/** A kind of trade document: what the ledger knows of it is `schemaDigest`. */
export type TradeDocumentType = {
  /** Short name, the last word but one of the schema's `$id`. */
  name: string;
  /** The last word of the schema's `$id`. */
  version: number;
  title: Text;
  /** Roles whose members may issue it. */
  issuers: readonly RoleName[];
  /** SHA-256 of the canonical schema, 0x-hex: tells one version of a schema from the next. */
  schemaDigest: string;
  schema: TradeDocumentSchema;
  /**
   * The document, its form and rules checked; what the schema does not name is kept.
   *
   * @throws LadingError `DOCUMENT_INVALID` with every offending field in `issues`
   */
  parse: (value: unknown) => Record<string, unknown>;
};

type Node = Readonly<Record<string, unknown>>;

/**
 * A kind of trade document from its schema file. A new kind is a new schema, its own or a partner's; no code is needed.
 *
 * @throws LadingError `SCHEMA_INVALID`, `SCHEMA_ISSUERS`, `SCHEMA_RULE_UNKNOWN` or `SCHEMA_FORMAT_UNKNOWN`
 * @example
 * defineTradeDocument(schema).parse(document); // the document, or an error with every fault
 */
export function defineTradeDocument(schema: TradeDocumentSchema): TradeDocumentType {
  const [, name, version] = /^urn:[\w-]+:trade-document:([\w-]{1,32}):(\d{1,9})$/.exec(schema.$id ?? "") ?? [];
  const rules = (schema["x-rules"] ?? []).map((rule) => {
    const found = RULES[rule];
    if (found !== undefined) return found;
    throw invalidSchema("SCHEMA_RULE_UNKNOWN", schema, `rule "${rule}"; accepted: ${Object.keys(RULES).join(", ")}`);
  });
  if (name === undefined) {
    throw invalidSchema(
      "SCHEMA_INVALID",
      schema,
      "expected an $id of the form urn:lading:trade-document:<name>:<version>",
    );
  }
  const shape = compile(schema);
  return {
    name,
    version: Number(version),
    title: { en: schema.title, zh: schema["x-title-zh"] },
    issuers: issuersOf(schema),
    schemaDigest: jsonDigest(schema),
    schema,
    parse: (value) => {
      const parsed = shape.safeParse(value);
      const issues: FieldIssue[] = parsed.success
        ? [...formatIssues(schema, schema, value, ""), ...rules.flatMap((rule) => rule(value as Node))]
        : fieldIssues(parsed.error, value);
      if (issues.length === 0) return value as Record<string, unknown>;
      throw new LadingError(
        "DOCUMENT_INVALID",
        "invalid",
        `the ${schema.title.toLowerCase()} has ${issues.length} ${issues.length === 1 ? "fault" : "faults"}; first: ${issues[0]?.message}`,
        { count: issues.length, pointers: issues.map(({ pointer }) => pointer).slice(0, 20), documentType: name },
        { issues },
      );
    },
  };
}

function issuersOf(schema: TradeDocumentSchema): readonly RoleName[] {
  const named: readonly unknown[] = Array.isArray(schema["x-issuers"]) ? schema["x-issuers"] : [];
  const known = ROLES.filter((role) => named.includes(role));
  if (known.length > 0 && known.length === named.length) return known;
  throw invalidSchema(
    "SCHEMA_ISSUERS",
    schema,
    `x-issuers is ${JSON.stringify(schema["x-issuers"])}; expected one or more of ${ROLES.join(", ")}, each once`,
  );
}

function compile(schema: TradeDocumentSchema): z.ZodType {
  try {
    return z.fromJSONSchema(schema);
  } catch (cause) {
    throw invalidSchema("SCHEMA_INVALID", schema, cause instanceof Error ? cause.message : "not a JSON Schema");
  }
}

/** Applies the formats that JSON Schema leaves to the application, along properties, items and references into `$defs`. */
function formatIssues(root: Node, node: Node, value: unknown, pointer: string): FieldIssue[] {
  const target = typeof node["$ref"] === "string" ? defined(root, node["$ref"]) : node;
  if (typeof target["format"] === "string") {
    const fault = formatFault(target["format"], value, pointer);
    // The sentence of an identifier begins with its own name; here the pointer says where it stands.
    return fault === null
      ? []
      : [fieldIssue(pointer, fault.code, value, fault.message.slice(fault.message.indexOf(": ") + 2))];
  }
  if (Array.isArray(value)) {
    const items = target["items"] as Node | undefined;
    return items === undefined ? [] : value.flatMap((item, i) => formatIssues(root, items, item, `${pointer}/${i}`));
  }
  if (typeof value !== "object" || value === null) return [];
  const properties = (target["properties"] ?? {}) as Readonly<Record<string, Node>>;
  return Object.entries(value).flatMap(([key, item]) => {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return property === undefined ? [] : formatIssues(root, property, item, `${pointer}/${key}`);
  });
}

function defined(root: Node, reference: string): Node {
  const definitions = (root["$defs"] ?? {}) as Readonly<Record<string, Node>>;
  return definitions[reference.replace("#/$defs/", "")] ?? {};
}

function invalidSchema(code: string, schema: TradeDocumentSchema, reason: string): LadingError {
  return new LadingError(code, "invalid", `schema ${schema.$id}: ${reason}`, { schema: schema.$id });
}
