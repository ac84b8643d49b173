import { z } from "zod";
import type { RpcEndpoint } from "@lading/sdk/chain";
import { sendBatch } from "./jsonRpc.ts";

const quantity = z
  .string()
  .regex(/^0x[0-9a-f]+$/i)
  .transform((hex) => Number(BigInt(hex)));

const blockSchema = z.object({ number: quantity, hash: z.string(), parentHash: z.string(), timestamp: quantity });

/** What the read model needs of a block's header. */
export type BlockHeader = z.output<typeof blockSchema>;

const logSchema = z.object({
  address: z.string().transform((text) => text.toLowerCase()),
  topics: z.array(z.string()),
  data: z.string(),
  blockNumber: quantity,
  blockHash: z.string(),
  transactionHash: z.string(),
  logIndex: quantity,
});

/** One log of a registry. */
export type RawLog = z.output<typeof logSchema>;

const hex = (value: number): string => `0x${value.toString(16)}`;

/** Milliseconds that reading in bulk may take: nobody waits for it. */
const BULK_TIMEOUT = 60_000;

/** Headers fetched in one request at most. */
const HEADERS_IN_BATCH = 200;

/** The newest block. */
export async function readHead(endpoint: RpcEndpoint): Promise<BlockHeader> {
  const [block] = await sendBatch(endpoint, [{ method: "eth_getBlockByNumber", params: ["latest", false] }]);
  return blockSchema.parse(block);
}

/** Headers by number; undefined for one that the ledger does not have. */
export async function readHeaders(
  endpoint: RpcEndpoint,
  numbers: readonly number[],
): Promise<(BlockHeader | undefined)[]> {
  const headers: (BlockHeader | undefined)[] = [];
  for (let start = 0; start < numbers.length; start += HEADERS_IN_BATCH) {
    const calls = numbers
      .slice(start, start + HEADERS_IN_BATCH)
      .map((number) => ({ method: "eth_getBlockByNumber", params: [hex(number), false] }));
    for (const block of await sendBatch(endpoint, calls, BULK_TIMEOUT))
      headers.push(block === null ? undefined : blockSchema.parse(block));
  }
  return headers;
}

/** The logs of the given addresses in a range of blocks, in ledger order. */
export async function readLogs(
  endpoint: RpcEndpoint,
  addresses: readonly string[],
  from: number,
  to: number,
): Promise<RawLog[]> {
  const [logs] = await sendBatch(
    endpoint,
    [{ method: "eth_getLogs", params: [{ address: addresses, fromBlock: hex(from), toBlock: hex(to) }] }],
    BULK_TIMEOUT,
  );
  return z.array(logSchema).parse(logs);
}
