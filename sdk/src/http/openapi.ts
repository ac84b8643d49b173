import { z } from "zod";
import { actSchemas } from "./actSchemas.ts";
import { COMMON_ERRORS, MEMBER_ERRORS, type Endpoint } from "./endpoint.ts";
import { signedActSchema } from "../domain/typedData/SignedAct.ts";
import { routes } from "./routes/index.ts";
import { problem } from "./schemas.ts";

/** A JSON value. */
type Json = { [key: string]: unknown };

/**
 * The OpenAPI 3.1 document of the route table.
 *
 * @example
 * const document = openapi({ serverUrl: "http://127.0.0.1:4000", version: "0.1.0" });
 */
export function openapi(options: { serverUrl?: string; version?: string } = {}): Json {
  const paths: Record<string, Json> = {};
  for (const [topic, verbs] of Object.entries(routes)) {
    for (const [verb, declared] of Object.entries(verbs as Record<string, Endpoint>)) {
      const path = declared.path.replace(/:([a-zA-Z]+)/g, "{$1}");
      paths[path] = { ...paths[path], [declared.method.toLowerCase()]: operation(topic, verb, declared) };
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Lading API",
      version: options.version ?? "0.1.0",
      summary: "Title, release and credit of a port: reads, and signed acts relayed to the ledger",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    ...(options.serverUrl === undefined ? {} : { servers: [{ url: options.serverUrl }] }),
    tags: Object.keys(routes).map((name) => ({ name })),
    paths,
    components: {
      schemas: {
        Problem: schemaOf(problem, "output"),
        Act: { description: "Every act of the ledger, with its arguments", oneOf: actSchemas() },
      },
      securitySchemes: {
        didJwt: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description:
            "A JWT signed (ES256K) by an officer's did:ethr of this chain: iss, aud (the origin of this API), iat, exp (at most 300 s later), jti (used once).",
        },
      },
    },
  };
}

function operation(topic: string, verb: string, declared: Endpoint): Json {
  const codes = [...declared.errors, ...(declared.access === "member" ? MEMBER_ERRORS : []), ...COMMON_ERRORS];
  const media = declared.stream ? "text/event-stream" : "application/json";
  return {
    operationId: `${topic}.${verb}`,
    tags: [topic],
    summary: declared.summary.en,
    "x-summary-zh": declared.summary.zh,
    security: declared.access === "member" ? [{ didJwt: [] }] : [],
    parameters: [
      ...parametersOf(declared.params, "path"),
      ...parametersOf(declared.query, "query"),
      ...(declared.idempotent
        ? [
            {
              name: "Idempotency-Key",
              in: "header",
              required: true,
              schema: { type: "string", minLength: 1, maxLength: 200 },
            },
          ]
        : []),
    ],
    ...(declared.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: bodyOf(declared.body) } },
          },
        }),
    responses: {
      [String(declared.status ?? 200)]: {
        description: declared.summary.en,
        content: { [media]: { schema: schemaOf(declared.response, "output") } },
      },
      default: {
        description: `A problem (RFC 9457). Codes: ${codes.join(", ")}`,
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
    "x-error-codes": codes,
  };
}

/** A signed act is one of the acts table; every other body is what its schema says. */
function bodyOf(body: z.ZodType): Json {
  const schema = schemaOf(body, "input");
  return body === signedActSchema ? { allOf: [schema, { $ref: "#/components/schemas/Act" }] } : schema;
}

function parametersOf(schema: z.ZodObject | undefined, place: "path" | "query"): Json[] {
  return Object.entries((schema?.shape ?? {}) as Record<string, z.ZodType>).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path" || !field.safeParse(undefined).success,
    schema: schemaOf(field, "input"),
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  // The wire carries what stands before a transform, in both directions: "any" there means only "a transform stands here".
  const json = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (io === "output" && zodSchema._zod.def.type === "pipe") {
        const before = (zodSchema._zod.def as unknown as { in: z.ZodType }).in;
        Object.assign(jsonSchema, z.toJSONSchema(before, { io: "input" }));
        delete jsonSchema.$schema;
      }
    },
  }) as Json;
  delete json.$schema;
  return json;
}
