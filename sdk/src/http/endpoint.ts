import type { z } from "zod";

/** One sentence for people, in both languages of the product. */
export type Sentence = { en: string; zh: string };

/**
 * Who may call an endpoint.
 *
 * - `public`: anyone who reaches the API
 * - `member`: an officer of an active member, proved by a DID-JWT
 */
export type Access = "public" | "member";

/** A path or query schema: an object whose values are written in a URL. */
export type UrlSchema = z.ZodObject<z.ZodRawShape>;

/** One endpoint of the API, declared once: the server mounts it, the client is derived from it, and so is the OpenAPI document. */
export type Endpoint = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** With `:name` for each path parameter. */
  path: `/${string}`;
  summary: Sentence;
  access: Access;
  /** Path parameters. */
  params?: UrlSchema;
  /** Query parameters. */
  query?: UrlSchema;
  /** JSON body. */
  body?: z.ZodType;
  /** Most bytes of the body. Default: 1,000,000 */
  bodyLimit?: number;
  /** JSON answer; for a stream, one event of it. */
  response: z.ZodType;
  /** Status of a success. Default: 200 */
  status?: 200 | 201;
  /** Needs an `Idempotency-Key` header: the same key and body are answered by the first answer, for ever. */
  idempotent?: true;
  /** Answered as `text/event-stream`. */
  stream?: true;
  /** Stable codes that a caller should be ready for, besides those of every endpoint. */
  errors: readonly string[];
};

/**
 * Declares an endpoint and keeps its types.
 *
 * @example
 * const show = endpoint({ method: "GET", path: "/v1/members/:member", access: "member", params: z.object({ member: memberInUrl }),
 *   summary: { en: "One member", zh: "单个成员" }, response: member, errors: ["MEMBER_UNKNOWN"] });
 */
export function endpoint<const E extends Endpoint>(declared: E): E {
  return declared;
}

/** A topic's endpoints by verb. */
export type Topic = Readonly<Record<string, Endpoint>>;

/** Codes that any endpoint may answer. */
export const COMMON_ERRORS = ["INPUT_INVALID", "RATE_LIMITED", "INTERNAL"] as const;

/** Codes that any endpoint with access `member` may answer. */
export const MEMBER_ERRORS = [
  "TOKEN_MISSING",
  "TOKEN_INVALID",
  "TOKEN_EXPIRED",
  "TOKEN_AUDIENCE",
  "TOKEN_REPLAYED",
  "OFFICER_UNKNOWN",
  "MEMBER_INACTIVE",
] as const;
