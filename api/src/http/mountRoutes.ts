import express, { type Express, type Request, type RequestHandler, type Response } from "express";
import type { z } from "zod";
import { LadingError } from "@lading/sdk/errors";
import { routes, type Endpoint, type Routes } from "@lading/sdk/http";
import type { Caller } from "../auth/Caller.ts";
import { parseInput } from "./parseInput.ts";

type ParamsOf<E> = E extends { params: infer P extends z.ZodType } ? z.output<P> : unknown;
type QueryOf<E> = E extends { query: infer Q extends z.ZodType } ? z.output<Q> : unknown;
type BodyOf<E> = E extends { body: infer B extends z.ZodType } ? { body: z.output<B> } : unknown;
type CallerOf<E> = E extends { access: "member" } ? { caller: Caller } : unknown;
type KeyOf<E> = E extends { idempotent: true } ? { idempotencyKey: string } : unknown;

/** What a handler gets: path and query parameters by name, the body, and who calls where the endpoint asks for that. */
export type HandlerInput<E> = ParamsOf<E> & QueryOf<E> & BodyOf<E> & CallerOf<E> & KeyOf<E>;

/** One endpoint's work: parse, ask, answer. A stream writes its own response. */
export type Handler<E extends Endpoint> = E extends { stream: true }
  ? (input: HandlerInput<E>, request: Request, response: Response) => Promise<void>
  : (input: HandlerInput<E>, request: Request) => Promise<z.input<E["response"]>>;

/** A handler for each endpoint of the route table: the compiler names one that is missing. */
export type Handlers = {
  [T in keyof Routes]: { [V in keyof Routes[T]]: Routes[T][V] extends Endpoint ? Handler<Routes[T][V]> : never };
};

/** Most bytes of a body, where an endpoint does not say. */
const BODY_LIMIT = 1_000_000;

type LooseHandler = (input: unknown, request: Request, response: Response) => Promise<unknown>;

/**
 * Mounts every endpoint of the route table.
 *
 * @example
 * mountRoutes(app, handlers, (request) => authenticate(request.headers.authorization));
 */
export function mountRoutes(
  app: Express,
  handlers: Handlers,
  authenticate: (request: Request) => Promise<Caller>,
): void {
  const methods = new Map<string, string[]>();
  for (const [topic, verbs] of Object.entries(routes)) {
    for (const [verb, declared] of Object.entries(verbs as Record<string, Endpoint>)) {
      const handler = (handlers as unknown as Record<string, Record<string, LooseHandler>>)[topic]![verb]!;
      const readBody = express.json({
        limit: declared.bodyLimit ?? BODY_LIMIT,
        strict: true,
        type: "application/json",
      });
      methods.set(declared.path, [...(methods.get(declared.path) ?? []), declared.method]);
      app[declared.method.toLowerCase() as "get" | "post" | "put" | "delete"](
        declared.path,
        async (request, response) => {
          await serve(declared, handler, readBody, authenticate, request, response);
        },
      );
    }
  }
  for (const [path, allowed] of methods) {
    app.all(path, (request, response) => {
      response.setHeader("allow", allowed.join(", "));
      throw new LadingError(
        "METHOD_NOT_ALLOWED",
        "invalid",
        `${request.method} is not a method of ${path}; accepted: ${allowed.join(", ")}`,
      );
    });
  }
}

async function serve(
  declared: Endpoint,
  handler: LooseHandler,
  readBody: RequestHandler,
  authenticate: (request: Request) => Promise<Caller>,
  request: Request,
  response: Response,
): Promise<void> {
  const input: Record<string, unknown> = {};
  // Who calls comes first: a stranger does not learn which input would be right, and has no body of his read or parsed.
  if (declared.access === "member") input.caller = await authenticate(request);
  if (declared.params !== undefined) Object.assign(input, parseInput(declared.params, request.params, "path"));
  if (declared.query !== undefined) Object.assign(input, parseInput(declared.query.strict(), request.query, "query"));
  if (declared.body !== undefined) {
    if (request.is("application/json") === false) {
      throw new LadingError("CONTENT_TYPE_UNSUPPORTED", "invalid", "The body's content type must be application/json");
    }
    await bodyRead(readBody, request, response);
    input.body = parseInput(declared.body, request.body, "body");
  }
  if (declared.idempotent) input.idempotencyKey = idempotencyKeyOf(request);
  if (declared.stream) {
    await handler(input, request, response);
    return;
  }
  // An answer that breaks the contract is a fault of ours, never the caller's riddle.
  const answer = declared.response.parse(await handler(input, request, response));
  response.status(declared.status ?? 200).json(answer);
}

function bodyRead(readBody: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void readBody(request, response, (error: unknown) => (error === undefined ? resolve() : reject(error as Error)));
  });
}

function idempotencyKeyOf(request: Request): string {
  const key = request.get("idempotency-key");
  if (key === undefined || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new LadingError(
      "IDEMPOTENCY_KEY_MISSING",
      "invalid",
      "The Idempotency-Key header must be 1 to 200 visible ASCII characters, for example a random UUID; the same key and body always get the same answer",
    );
  }
  return key;
}
