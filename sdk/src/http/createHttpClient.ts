import type { z } from "zod";
import { LadingError } from "../domain/errors.ts";
import type { Endpoint, UrlSchema } from "./endpoint.ts";
import { problemToError } from "./problemToError.ts";
import { readEventStream } from "./readEventStream.ts";
import { routes, type Routes } from "./routes/index.ts";

/** Gives a token (a DID-JWT) whose `aud` is the given audience. */
export type Authenticate = (audience: string) => Promise<string>;

/** How to reach an API. */
export type HttpClientOptions = {
  /** The API's URL, for example `http://127.0.0.1:4000`. */
  baseUrl: string;
  /** Needed for every endpoint that is not public. */
  authenticate?: Authenticate;
  /** Default: the platform's. */
  fetch?: typeof fetch;
  /** Milliseconds until a call that got no answer fails as API_UNREACHABLE. Default: 30_000; a stream has none. */
  timeout?: number;
  /** Language of messages: `zh` or `en`. Default: `en` */
  language?: "en" | "zh";
};

type ParamsOf<E> = E extends { params: infer P extends UrlSchema } ? z.input<P> : unknown;
type QueryOf<E> = E extends { query: infer Q extends UrlSchema } ? z.input<Q> : unknown;
type BodyOf<E> = E extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : unknown;
type KeyOf<E> = E extends { idempotent: true } ? { idempotencyKey?: string } : unknown;

/** What a call takes: path and query parameters by name, and `body` where there is one. */
export type CallInput<E extends Endpoint> = ParamsOf<E> & QueryOf<E> & BodyOf<E> & KeyOf<E> & { signal?: AbortSignal };

type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];

/** One derived method. It takes no argument where none is needed. */
export type Call<E extends Endpoint> = E extends { stream: true }
  ? (input?: CallInput<E>) => AsyncGenerator<z.output<E["response"]>, void, void>
  : RequiredKeys<CallInput<E>> extends never
    ? (input?: CallInput<E>) => Promise<z.output<E["response"]>>
    : (input: CallInput<E>) => Promise<z.output<E["response"]>>;

/** A client: `client.titles.show({ title })` for each endpoint of the route table. */
export type HttpClient = {
  readonly [T in keyof Routes]: {
    readonly [V in keyof Routes[T]]: Routes[T][V] extends Endpoint ? Call<Routes[T][V]> : never;
  };
};

type LooseInput = Record<string, unknown> & { body?: unknown; signal?: AbortSignal; idempotencyKey?: string };

/**
 * The client of the API, derived from the route table. The audience of tokens is the origin that the client itself connects to, never one
 * that a server names: a server that only pretends to be the API gets tokens that no other server takes.
 *
 * @throws LadingError with the server's code, kind, facts and issues; `API_UNREACHABLE` (unavailable) when there is no answer;
 * `API_ANSWER_MALFORMED` (unavailable) when the answer is not one of this API; `AUTHENTICATION_MISSING` when the endpoint needs a token
 * and the client was given no `authenticate`
 * @example
 * const client = createHttpClient({ baseUrl: "http://127.0.0.1:4000", authenticate: (audience) => signToken(audience) });
 * const held = await client.titles.list({ relation: "held" });
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = parseBaseUrl(options.baseUrl);
  const topics = Object.entries(routes).map(([topic, verbs]) => [
    topic,
    Object.fromEntries(
      Object.entries(verbs as Record<string, Endpoint>).map(([verb, declared]) => [
        verb,
        (input: LooseInput = {}) =>
          declared.stream ? stream(base, declared, input, options) : call(base, declared, input, options),
      ]),
    ),
  ]);
  return Object.fromEntries(topics) as HttpClient;
}

/**
 * The audience of tokens for an API at `baseUrl`: its origin.
 *
 * @throws LadingError `API_URL_INVALID`
 * @example
 * audienceOf("http://127.0.0.1:4000/"); // "http://127.0.0.1:4000"
 */
export function audienceOf(baseUrl: string): string {
  return parseBaseUrl(baseUrl).origin;
}

function parseBaseUrl(baseUrl: string): URL {
  const url = URL.parse(baseUrl);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new LadingError("API_URL_INVALID", "invalid", `"${baseUrl}" is no URL of an API; expected http://host:port`, {
      value: baseUrl,
    });
  }
  return url;
}

async function call(base: URL, declared: Endpoint, input: LooseInput, options: HttpClientOptions): Promise<unknown> {
  const url = buildUrl(base, declared, input);
  const answer = await send(base, url, declared, input, options);
  const text = await readText(answer, url);
  const json = parseJson(text);
  if (!answer.ok) throw problemToError(json, answer.status, url.href);
  const parsed = declared.response.safeParse(json);
  if (!parsed.success) throw malformed(url, parsed.error.issues[0]);
  return parsed.data;
}

/** Reconnects for ever, after the last event seen, until the caller's signal or an error that another attempt cannot mend. */
async function* stream(
  base: URL,
  declared: Endpoint,
  input: LooseInput,
  options: HttpClientOptions,
): AsyncGenerator<unknown, void, void> {
  let after = typeof input.after === "string" ? input.after : undefined;
  const stopped = (): boolean => input.signal?.aborted === true;
  while (!stopped()) {
    const url = buildUrl(base, declared, { ...input, after });
    try {
      const answer = await send(base, url, declared, input, { ...options, timeout: 0 });
      if (!answer.ok) throw problemToError(parseJson(await answer.text()), answer.status, url.href);
      if (answer.body === null) return;
      for await (const message of readEventStream(answer.body)) {
        const parsed = declared.response.safeParse(parseJson(message.data));
        if (!parsed.success) throw malformed(url, parsed.error.issues[0]);
        if (message.id !== undefined) after = message.id;
        yield parsed.data;
      }
    } catch (error) {
      if (stopped()) return;
      if (error instanceof LadingError && error.code !== "API_UNREACHABLE") throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

function buildUrl(base: URL, declared: Endpoint, input: LooseInput): URL {
  const path = declared.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = input[name];
    if (value === undefined) {
      throw new LadingError("INPUT_INVALID", "invalid", `${declared.path} needs "${name}"`, { field: name });
    }
    return encodeURIComponent(String(value));
  });
  const url = new URL(base.pathname.replace(/\/+$/, "") + path, base);
  for (const name of Object.keys(declared.query?.shape ?? {})) {
    const value = input[name];
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  return url;
}

async function send(
  base: URL,
  url: URL,
  declared: Endpoint,
  input: LooseInput,
  options: HttpClientOptions,
): Promise<Response> {
  const headers: Record<string, string> = {
    accept: declared.stream ? "text/event-stream" : "application/json, application/problem+json",
    "accept-language": options.language ?? "en",
  };
  if (declared.access === "member") {
    if (options.authenticate === undefined) {
      throw new LadingError(
        "AUTHENTICATION_MISSING",
        "unauthenticated",
        `${declared.path} answers members only; unlock a wallet first`,
      );
    }
    headers.authorization = `Bearer ${await options.authenticate(base.origin)}`;
  }
  if (declared.idempotent) headers["idempotency-key"] = input.idempotencyKey ?? crypto.randomUUID();
  const init: RequestInit = { method: declared.method, headers, redirect: "error" };
  if (declared.body !== undefined) {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(input.body);
  }
  const timeout = options.timeout ?? 30_000;
  const signals = [...(input.signal ? [input.signal] : []), ...(timeout > 0 ? [AbortSignal.timeout(timeout)] : [])];
  if (signals.length > 0) init.signal = AbortSignal.any(signals);
  try {
    return await (options.fetch ?? fetch)(url, init);
  } catch (cause) {
    throw unreachable(url, cause);
  }
}

async function readText(answer: Response, url: URL): Promise<string> {
  try {
    return await answer.text();
  } catch (cause) {
    throw unreachable(url, cause);
  }
}

function unreachable(url: URL, cause: unknown): LadingError {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const reason =
    inner instanceof Error ? inner.message || ("code" in inner ? String(inner.code) : inner.name) : String(inner);
  return new LadingError(
    "API_UNREACHABLE",
    "unavailable",
    `No answer from the API at ${url.origin} (${reason}); is it running there?`,
    { url: url.origin },
    { cause },
  );
}

function malformed(url: URL, issue: { path: PropertyKey[]; message: string } | undefined): LadingError {
  const where = issue === undefined ? "" : ` (${issue.path.map(String).join("/")}: ${issue.message})`;
  return new LadingError(
    "API_ANSWER_MALFORMED",
    "unavailable",
    `The answer of ${url.origin}${url.pathname} is not one of this API${where}; compare the versions of client and server`,
    { url: url.origin },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
