/** Bounds on what one caller may ask for. */
export type RpcLimits = {
  /** Bytes of a request's body. */
  bodyBytes: number;
  /** Calls in one batch. */
  batch: number;
  /** How deep arrays and objects may be nested. */
  depth: number;
  /** Blocks that one `eth_getLogs` may cover. */
  logBlocks: number;
  /** Events that one answer may hold. */
  logResults: number;
  /** Gas of `eth_call` and `eth_estimateGas`. */
  callGas: bigint;
  /** Connections, HTTP and WebSocket together. */
  connections: number;
  /** Requests of one WebSocket connection that are not answered yet. */
  requestsPerConnection: number;
  /** Subscriptions of one connection. */
  subscriptions: number;
  /** Filters of all callers. */
  filters: number;
};

/** Bounds that keep one caller from taking the node from the others. */
export const DEFAULT_LIMITS: RpcLimits = {
  bodyBytes: 5 * 1024 * 1024,
  batch: 1_000,
  depth: 32,
  logBlocks: 100_000,
  logResults: 20_000,
  callGas: 60_000_000n,
  connections: 1_000,
  requestsPerConnection: 1_000,
  subscriptions: 200,
  filters: 1_000,
};
