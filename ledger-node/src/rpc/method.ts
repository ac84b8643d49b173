import type { LedgerNode } from "../Node.ts";
import type { Subscriptions } from "./Subscriptions.ts";
import type { Filters } from "./Filters.ts";
import type { RpcLimits } from "./limits.ts";

/** What a method may use. */
export type MethodContext = {
  node: LedgerNode;
  filters: Filters;
  limits: RpcLimits;
  /** Only on a WebSocket. */
  subscriptions: Subscriptions | undefined;
};

/** One JSON-RPC method: its positional arguments in, plain JSON out. */
export type Method = (params: readonly unknown[], context: MethodContext) => unknown;

/** Methods by name. */
export type Methods = Readonly<Record<string, Method>>;
