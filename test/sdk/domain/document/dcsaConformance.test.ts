import { createRequire } from "node:module";
import { expect } from "chai";
import { load } from "js-yaml";
import { transportDocument } from "../../../../sdk/src/domain/document/dcsa/transportDocument.ts";
import { shared, vector } from "../../support.ts";

// The sdk's own zod: another package may have brought an older one to the root.
const z = createRequire(new URL("../../../../sdk/package.json", import.meta.url))("zod") as {
  toJSONSchema: (schema: unknown) => Schema;
};

/** The part of JSON Schema that both the DCSA file and zod's export use. */
type Schema = {
  $ref?: string;
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number | boolean;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  $defs?: Record<string, Schema>;
};

type OpenApi = { components: { schemas: Record<string, Schema> } };

function follow(schema: Schema, find: (name: string) => Schema | undefined): Schema {
  if (schema.$ref === undefined) return schema;
  const found = find(schema.$ref.split("/").at(-1) ?? "");
  if (found === undefined) throw new Error(`dangling ${schema.$ref}`);
  return found;
}

/** Properties of an object, those of its alternatives included. */
function propertiesOf(schema: Schema): Record<string, Schema> {
  return Object.assign(
    {},
    schema.properties,
    ...[...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].map((one) => one.properties),
  );
}

/** Every difference between the DCSA schema and ours, as "pointer: difference". */
function differences(
  pointer: string,
  theirs: Schema,
  ours: Schema,
  dcsa: OpenApi,
  root: Schema,
  seen: ReadonlySet<Schema>,
): string[] {
  const a = follow(theirs, (name) => dcsa.components.schemas[name]);
  const b = follow(ours, (name) => root.$defs?.[name]);
  if (seen.has(a)) return [];
  const within = new Set([...seen, a]);
  const differ = (what: string, x: unknown, y: unknown): string[] =>
    JSON.stringify(x) === JSON.stringify(y)
      ? []
      : [`${pointer} ${what}: DCSA ${JSON.stringify(x)}, ours ${JSON.stringify(y)}`];
  const found = differ("type", a.type, b.type);
  if (a.type === "object") {
    const [left, right] = [propertiesOf(a), propertiesOf(b)];
    found.push(...differ("properties", Object.keys(left).sort(), Object.keys(right).sort()));
    found.push(...differ("required", [...(a.required ?? [])].sort(), [...(b.required ?? [])].sort()));
    for (const [name, schema] of Object.entries(left)) {
      const other = right[name];
      if (other !== undefined) found.push(...differences(`${pointer}/${name}`, schema, other, dcsa, root, within));
    }
  }
  if (a.type === "array") {
    found.push(...differ("minItems", a.minItems, b.minItems), ...differ("maxItems", a.maxItems, b.maxItems));
    if (a.items && b.items) found.push(...differences(`${pointer}/*`, a.items, b.items, dcsa, root, within));
  }
  if (a.type === "string" && a.format === undefined) {
    found.push(...differ("pattern", a.pattern, b.pattern), ...differ("enum", a.enum, b.enum));
    // An enumeration bounds its own length; a pattern that fixes the length makes minLength redundant.
    if (a.enum === undefined) found.push(...differ("maxLength", a.maxLength, b.maxLength));
    if (a.enum === undefined && a.pattern === undefined) found.push(...differ("minLength", a.minLength, b.minLength));
  }
  if (a.format === "date" || a.format === "date-time") found.push(...differ("format", a.format, b.format));
  if (a.type === "number" || a.type === "integer") {
    const least = a.exclusiveMinimum === true ? { above: a.minimum } : { from: a.minimum };
    const ourLeast =
      typeof b.exclusiveMinimum === "number" ? { above: b.exclusiveMinimum } : { from: lowest(b.minimum) };
    found.push(...differ("minimum", least, ourLeast), ...differ("maximum", a.maximum, highest(b.maximum)));
  }
  return found;
}

/** `format: int32` is written by zod as its bounds. */
const lowest = (value: number | undefined): number | undefined => (value === -(2 ** 31) ? undefined : value);
const highest = (value: number | undefined): number | undefined => (value === 2 ** 31 - 1 ? undefined : value);

/** What a value breaks of the DCSA schema: types, required properties, enumerations, patterns and lengths. */
function violations(pointer: string, schema: Schema, value: unknown, dcsa: OpenApi): string[] {
  const s = follow(schema, (name) => dcsa.components.schemas[name]);
  if (s.type === "object") {
    if (typeof value !== "object" || value === null) return [`${pointer}: not an object`];
    const record = value as Record<string, unknown>;
    const missing = (s.required ?? [])
      .filter((name) => record[name] === undefined)
      .map((name) => `${pointer}/${name}: required`);
    const alternatives = (s.oneOf ?? []).filter((one) =>
      one.required?.every((name) => record[name] !== undefined),
    ).length;
    const some = (s.anyOf ?? []).filter((one) => one.required?.every((name) => record[name] !== undefined)).length;
    if (s.oneOf !== undefined && alternatives !== 1) missing.push(`${pointer}: ${alternatives} of oneOf`);
    if (s.anyOf !== undefined && some === 0) missing.push(`${pointer}: none of anyOf`);
    const properties = propertiesOf(s);
    const inner = Object.entries(record).flatMap(([name, item]) =>
      properties[name] === undefined ? [] : violations(`${pointer}/${name}`, properties[name], item, dcsa),
    );
    return [...missing, ...inner];
  }
  if (s.type === "array") {
    if (!Array.isArray(value)) return [`${pointer}: not an array`];
    const bounded = value.length >= (s.minItems ?? 0) && value.length <= (s.maxItems ?? Infinity);
    const inner = value.flatMap((item, i) =>
      s.items === undefined ? [] : violations(`${pointer}/${i}`, s.items, item, dcsa),
    );
    return bounded ? inner : [`${pointer}: ${value.length} items`, ...inner];
  }
  if (s.type === "string") {
    if (typeof value !== "string") return [`${pointer}: not a string`];
    const fits =
      (s.enum === undefined || s.enum.includes(value)) &&
      (s.pattern === undefined || new RegExp(s.pattern, "u").test(value)) &&
      [...value].length <= (s.maxLength ?? Infinity) &&
      (s.format !== "date" || /^\d{4}-\d\d-\d\d$/.test(value));
    return fits ? [] : [`${pointer}: ${JSON.stringify(value)}`];
  }
  const typed = s.type === "integer" ? Number.isInteger(value) : typeof value === s.type;
  return typed ? [] : [`${pointer}: not ${s.type}`];
}

describe("the transport document against DCSA EBL 3.0.4", () => {
  it("has every property of TransportDocument with its type, shape and bounds, and no other", function () {
    const dcsa = load(shared(this, "dcsa/EBL_v3.0.4.yaml")) as OpenApi;
    const theirs = dcsa.components.schemas["TransportDocument"];
    if (theirs === undefined) throw new Error("TransportDocument is not in the file");
    expect(Object.keys(theirs.properties ?? {})).to.have.length(48);
    const ours = z.toJSONSchema(transportDocument);
    expect(differences("", theirs, ours, dcsa, ours, new Set())).to.deep.equal([]);
  });

  it("holds for the sample document", function () {
    const dcsa = load(shared(this, "dcsa/EBL_v3.0.4.yaml")) as OpenApi;
    const sample = vector("transport-document.json");
    expect(violations("", { $ref: "#/TransportDocument" }, sample, dcsa)).to.deep.equal([]);
    const broken = { ...(sample as object), carrierCode: undefined, issueDate: "19-10-2026", isToOrder: "yes" };
    expect(violations("", { $ref: "#/TransportDocument" }, broken, dcsa)).to.deep.equal([
      "/carrierCode: required",
      "/isToOrder: not boolean",
      '/issueDate: "19-10-2026"',
      "/carrierCode: not a string",
    ]);
  });
});
