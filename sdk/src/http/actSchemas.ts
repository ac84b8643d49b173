import { acts } from "../domain/acts/index.ts";
import type { Act, Parameter, ParameterKind } from "../domain/acts/Act.ts";

type Json = { [key: string]: unknown };

const WORD: Json = { type: "string", pattern: "^0x[0-9a-fA-F]{64}$" };
const WHOLE: Json = { type: "integer", minimum: 0 };

/** How each kind of argument stands on the wire (ARCHITECTURE.md, "One act, one body"); a kind that is not here is described by the ABI alone. */
const WIRE: Readonly<Partial<Record<ParameterKind, Json>>> = {
  member: { ...WHOLE, maximum: 0xffff_ffff },
  title: WORD,
  titles: { type: "array", items: WORD },
  release: WORD,
  attestation: WORD,
  tradeDocument: WORD,
  documentType: WORD,
  subject: WORD,
  rule: WORD,
  scheme: { ...WHOLE, maximum: 0xffff_ffff },
  digest: WORD,
  document: WORD,
  reference: WORD,
  commitment: WORD,
  legalId: WORD,
  account: { type: "string", pattern: "^0x[0-9a-fA-F]{40}$" },
  instant: { ...WHOLE, description: "seconds since 1970" },
  duration: { ...WHOLE, description: "seconds" },
  text: { type: "string" },
  bytes: { type: "string", pattern: "^0x([0-9a-fA-F]{2})*$" },
};

/**
 * The JSON Schema of what differs from act to act in `POST /v1/acts`: right, act, and its arguments by name.
 *
 * @example
 * actSchemas().length; // one for each act of the acts table
 */
export function actSchemas(): Json[] {
  return acts.map(actSchema);
}

function actSchema({ right, name, summary, scope, irreversible, parameters }: Act): Json {
  return {
    title: `${right}.${name}`,
    description: `${summary.en} / ${summary.zh}${scope === null ? "" : ` (scope ${scope})`}${irreversible ? ". Irreversible" : ""}`,
    type: "object",
    required: ["right", "act", "args"],
    properties: {
      right: { const: right },
      act: { const: name },
      args: {
        type: "object",
        required: parameters.map((parameter) => parameter.name),
        properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, argumentSchema(parameter)])),
        additionalProperties: false,
      },
    },
  };
}

function argumentSchema({ kind, summary, choices, first = 0 }: Parameter): Json {
  const description = `${summary.en} / ${summary.zh}`;
  if (kind === "choice" && choices !== undefined) {
    const numbered = choices.map((choice, index) => `${index + first} ${choice}`).join(", ");
    return {
      ...WHOLE,
      minimum: first,
      maximum: first + choices.length - 1,
      description: `${description}: ${numbered}`,
    };
  }
  if (kind === "flags" && choices !== undefined) {
    const bits = choices.map((choice, index) => `${2 ** index} ${choice}`).join(", ");
    return { ...WHOLE, description: `${description}; bits or-ed: ${bits}` };
  }
  return { ...WIRE[kind], description };
}
