import { statfsSync, utimesSync } from "node:fs";
import { toHex } from "../codec/bytes.ts";
import type { LedgerNode } from "../Node.ts";
import { clientVersion } from "./methods/node.ts";
import type { Page } from "./server.ts";

/** Below this much room the node says it is not ready: a block must always fit, and what level has collected in memory beside its log. */
const LEAST_FREE_BYTES = 128 * 1024 * 1024;

/** What makes a node unable to take transactions, or undefined when nothing does. */
export function notReadyBecause(node: LedgerNode, directory: string): string | undefined {
  if (node.sealer.failure !== undefined) return node.sealer.failure.code;
  try {
    const disk = statfsSync(directory);
    if (disk.bavail * disk.bsize < LEAST_FREE_BYTES) return "DISK_ALMOST_FULL";
    // Asking whether one may write is not enough: a file system that the kernel made read-only after an error still says yes.
    const now = new Date();
    utimesSync(directory, now, now);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EROFS" ? "DISK_READ_ONLY" : "DISK_UNREACHABLE";
  }
  return undefined;
}

function metric(name: string, help: string, type: "gauge" | "counter", value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`;
}

/** Health, readiness and metrics (Prometheus text format). */
export function nodePages(node: LedgerNode, directory: string): Readonly<Record<string, Page>> {
  const started = Date.now();
  let firstSize: { time: number; free: number } | undefined;
  const daysLeft = (): number => {
    const disk = statfsSync(directory);
    const free = disk.bavail * disk.bsize;
    firstSize ??= { time: Date.now(), free };
    const used = firstSize.free - free;
    const days = (Date.now() - firstSize.time) / 86_400_000;
    return used > 0 && days > 0 ? free / (used / days) : Number.POSITIVE_INFINITY;
  };
  return {
    "/health": () => ({
      status: 200,
      type: "application/json",
      body: JSON.stringify({ status: "up", client: clientVersion }),
    }),
    "/ready": () => {
      const why = notReadyBecause(node, directory);
      const { header, hash } = node.ledger.head;
      const body = {
        ready: why === undefined,
        ...(why === undefined ? {} : { reason: why }),
        block: header.number,
        hash: toHex(hash),
      };
      return { status: why === undefined ? 200 : 503, type: "application/json", body: JSON.stringify(body) };
    },
    "/metrics": () => {
      const { header } = node.ledger.head;
      const { writes } = node.ledger.store;
      const { lookups, fromDisk, kept, keptBytes } = node.ledger.stateReads;
      const { hits, misses } = node.ledger.blockReads;
      const body = [
        metric("lading_block_number", "Height of the last durable block", "gauge", header.number),
        metric(
          "lading_block_age_seconds",
          "Seconds since the last durable block",
          "gauge",
          Math.max(0, Math.floor(Date.now() / 1000) - header.timestamp),
        ),
        metric("lading_queue_length", "Transactions that wait to be sealed", "gauge", node.sealer.queueLength),
        metric("lading_synced_writes_total", "Synced writes since the start", "counter", writes.count),
        metric(
          "lading_synced_write_seconds_total",
          "Time spent in synced writes",
          "counter",
          writes.totalMilliseconds / 1000,
        ),
        metric(
          "lading_synced_write_last_seconds",
          "Time of the last synced write",
          "gauge",
          writes.lastMilliseconds / 1000,
        ),
        metric("lading_written_bytes_total", "Bytes written to the store", "counter", writes.bytes),
        metric("lading_state_nodes_loaded", "State nodes in memory, about", "gauge", node.ledger.loadedNodes),
        metric("lading_state_lookups_total", "Keys of the state that were asked for", "counter", lookups),
        metric("lading_state_disk_reads_total", "Nodes of the state that came from disk for it", "counter", fromDisk),
        metric("lading_state_nodes_kept", "State nodes in memory as they are on disk", "gauge", kept),
        metric("lading_state_kept_bytes", "Memory for them", "gauge", keptBytes),
        metric("lading_block_cache_hits_total", "Blocks that were asked for and in memory", "counter", hits),
        metric("lading_block_cache_misses_total", "Blocks that were asked for and read from disk", "counter", misses),
        metric(
          "lading_ready",
          "1 when transactions are taken",
          "gauge",
          notReadyBecause(node, directory) === undefined ? 1 : 0,
        ),
        metric("lading_disk_days_left", "Days until the disk is full at the pace since the start", "gauge", daysLeft()),
        metric("process_resident_memory_bytes", "Resident memory", "gauge", process.memoryUsage.rss()),
        metric(
          "process_uptime_seconds",
          "Seconds since the start",
          "counter",
          Math.floor((Date.now() - started) / 1000),
        ),
      ].join("");
      return { status: 200, type: "text/plain; version=0.0.4", body: body.replaceAll("Infinity", "+Inf") };
    },
  };
}
