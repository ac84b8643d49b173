import { errorBody, RpcError, rpcCodes } from "./errors.ts";
import type { Method, MethodContext, Methods } from "./method.ts";
import { chainMethods } from "./methods/chain.ts";
import { eventMethods } from "./methods/events.ts";
import { nodeMethods } from "./methods/node.ts";
import { otterscanMethods } from "./methods/otterscan.ts";
import { rawMethods } from "./methods/raw.ts";
import { stateMethods } from "./methods/state.ts";
import { traceMethods } from "./methods/trace.ts";
import { transactionMethods } from "./methods/transactions.ts";

const methods: ReadonlyMap<string, Method> = new Map(
  [
    chainMethods,
    stateMethods,
    transactionMethods,
    eventMethods,
    rawMethods,
    traceMethods,
    otterscanMethods,
    nodeMethods,
  ].flatMap((group: Methods) => Object.entries(group)),
);

/** Names of all methods this node answers. */
export const methodNames: readonly string[] = [...methods.keys()];

type Response = { jsonrpc: "2.0"; id: string | number | null; result?: unknown; error?: ReturnType<typeof errorBody> };

/** How the server tells others that something inside failed; callers see only the message. */
export type OnInternalError = (method: string, error: unknown) => void;

function checkDepth(value: unknown, most: number): void {
  if (typeof value !== "object" || value === null) return;
  if (most === 0) throw new RpcError(rpcCodes.invalidRequest, "the request is nested too deeply");
  for (const item of Object.values(value)) checkDepth(item, most - 1);
}

async function answerOne(
  request: unknown,
  context: MethodContext,
  onInternalError: OnInternalError,
): Promise<Response | undefined> {
  let id: string | number | null = null;
  let name = "";
  try {
    if (typeof request !== "object" || request === null || Array.isArray(request)) {
      throw new RpcError(rpcCodes.invalidRequest, "invalid request: an object with method and params was expected");
    }
    const { id: given, method, params, jsonrpc } = request as Record<string, unknown>;
    if (typeof given === "string" || typeof given === "number") id = given;
    if (jsonrpc !== "2.0" || typeof method !== "string") {
      throw new RpcError(rpcCodes.invalidRequest, 'invalid request: jsonrpc "2.0" and a method name were expected');
    }
    name = method;
    const run = methods.get(method);
    if (run === undefined)
      throw new RpcError(rpcCodes.methodNotFound, `the method ${method.slice(0, 80)} does not exist/is not available`);
    if (params !== undefined && !Array.isArray(params))
      throw new RpcError(rpcCodes.invalidParams, "params must be an array");
    const result = await run(params ?? [], context);
    return given === undefined ? undefined : { jsonrpc: "2.0", id, result: result ?? null };
  } catch (error) {
    const body = errorBody(error);
    if (body.code === rpcCodes.internal || body.code === rpcCodes.unavailable) onInternalError(name, error);
    return { jsonrpc: "2.0", id, error: body };
  }
}

/**
 * Answers one request body: a call or a batch of calls. A batch's calls run side by side, so that transactions of one batch share a block.
 *
 * @returns the answer as JSON, or undefined where none is due
 */
export async function answer(
  body: string,
  context: MethodContext,
  onInternalError: OnInternalError,
): Promise<string | undefined> {
  let request: unknown;
  try {
    request = JSON.parse(body);
    checkDepth(request, context.limits.depth);
  } catch (error) {
    const parse = error instanceof RpcError ? error : new RpcError(rpcCodes.parse, "parse error: the body is not JSON");
    return JSON.stringify({ jsonrpc: "2.0", id: null, error: errorBody(parse) } satisfies Response);
  }
  if (!Array.isArray(request)) {
    const response = await answerOne(request, context, onInternalError);
    return response === undefined ? undefined : JSON.stringify(response);
  }
  if (request.length === 0 || request.length > context.limits.batch) {
    const message =
      request.length === 0
        ? "empty batch"
        : `batch too large: ${request.length} calls, at most ${context.limits.batch}`;
    return JSON.stringify({
      jsonrpc: "2.0",
      id: null,
      error: { code: rpcCodes.invalidRequest, message },
    } satisfies Response);
  }
  const responses = await Promise.all(request.map((one) => answerOne(one, context, onInternalError)));
  const due = responses.filter((response) => response !== undefined);
  return due.length === 0 ? undefined : JSON.stringify(due);
}
