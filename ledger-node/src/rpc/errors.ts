import { NodeError } from "../errors.ts";

/** An error of JSON-RPC 2.0 as it goes to the caller. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.name = "RpcError";
    this.code = code;
    this.data = data;
  }
}

/** Codes of JSON-RPC 2.0, of EIP-1474, and 3 for a reverted call as clients expect it. */
export const rpcCodes = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  server: -32000,
  notFound: -32001,
  unavailable: -32002,
  limitExceeded: -32005,
  unauthorized: -32006,
  reverted: 3,
} as const;

/** Refuses an argument, by name, with what would be accepted. */
export function invalidParam(name: string, value: unknown, accepted: string): RpcError {
  const shown = JSON.stringify(value) ?? "nothing";
  return new RpcError(
    rpcCodes.invalidParams,
    `invalid argument ${name}: ${shown.slice(0, 120)}; accepted: ${accepted}`,
  );
}

/** The error object of an answer. Nothing of ours that is not a message goes out: no stack, no path. */
export function errorBody(error: unknown): { code: number; message: string; data?: unknown } {
  if (error instanceof RpcError) {
    return error.data === undefined
      ? { code: error.code, message: error.message }
      : { code: error.code, message: error.message, data: error.data };
  }
  if (error instanceof NodeError) {
    const code =
      error.kind === "internal"
        ? rpcCodes.internal
        : error.kind === "unavailable"
          ? rpcCodes.unavailable
          : error.kind === "notFound"
            ? rpcCodes.notFound
            : rpcCodes.server;
    return { code, message: error.message, data: { code: error.code, ...error.facts } };
  }
  return { code: rpcCodes.internal, message: "internal error" };
}
