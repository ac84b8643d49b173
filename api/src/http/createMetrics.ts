import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What an operator's Prometheus reads. */
export type Metrics = {
  readonly contentType: string;
  observe(method: string, route: string, status: number, seconds: number): void;
  text(): Promise<string>;
};

/**
 * Opens the metrics.
 *
 * @param read Values taken when they are asked for
 * @example
 * const metrics = createMetrics({ head: () => 42, relayDepth: () => 0, lag: () => 1.5 });
 */
export function createMetrics(read: {
  /** Block of the read model. */
  head: () => number;
  /** Acts that wait to be sent. */
  relayDepth: () => number;
}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "lading_api_" });
  const requests = new Histogram({
    name: "lading_api_request_seconds",
    help: "Time to answer a request",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Gauge({
    name: "lading_api_read_model_block",
    help: "Last block in the read model",
    registers: [registry],
    collect() {
      this.set(read.head());
    },
  });
  new Gauge({
    name: "lading_api_relay_depth",
    help: "Acts that wait to be sent or are under way",
    registers: [registry],
    collect() {
      this.set(read.relayDepth());
    },
  });
  return {
    contentType: registry.contentType,
    observe: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    text: () => registry.metrics(),
  };
}
