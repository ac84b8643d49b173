import { decodeRlp, encodeRlp, rlpBytes, rlpList, type RlpItem } from "../codec/rlp.ts";
import { fromHex, sameBytes, toHex } from "../codec/bytes.ts";
import { NodeError } from "../errors.ts";
import { decodeTransaction } from "../tx/transaction.ts";
import type { ExportedBlock } from "./exportFile.ts";
import { decodeHeader, hashHeader } from "./header.ts";
import type { Replica } from "./Replica.ts";

/** Blocks asked for at once. */
const BLOCKS_AT_ONCE = 50;

/** How often an idle follower asks, and how long it waits for a node that does not answer, in milliseconds. */
const POLL_MILLISECONDS = 250;
const RETRY_MILLISECONDS = 2_000;

const ANSWER_MILLISECONDS = 30_000;

type Answer = { id: number; result?: unknown; error?: { message: string } };

/** The node that is followed, and the token that it asks for. */
export type Source = { url: string; token?: string };

/** Calls of a node; fails as unavailable when it does not answer. @throws NodeError SOURCE_UNREACHABLE */
async function callAll(
  { url, token }: Source,
  calls: readonly { method: string; params: unknown[] }[],
): Promise<unknown[]> {
  let answers: Answer[];
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(calls.map((call, id) => ({ jsonrpc: "2.0", id, ...call }))),
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    answers = (await response.json()) as Answer[];
  } catch (cause) {
    throw new NodeError("SOURCE_UNREACHABLE", "unavailable", `the node at ${url} does not answer`, { url }, { cause });
  }
  const results: unknown[] = [];
  for (const answer of Array.isArray(answers) ? answers : [answers]) {
    if (answer.error !== undefined) {
      throw new NodeError("SOURCE_REFUSED", "unavailable", `the node at ${url} refused: ${answer.error.message}`, {
        url,
      });
    }
    results[answer.id] = answer.result;
  }
  return results;
}

/** A block of `debug_getRawBlock`. */
export function decodeRawBlock(hex: string): ExportedBlock {
  const [header, transactions] = rlpList(decodeRlp(fromHex(hex)));
  return {
    header: decodeHeader(encodeRlp(header as RlpItem)),
    transactions: rlpList(transactions).map((item) =>
      decodeTransaction(item instanceof Uint8Array ? item : encodeRlp(rlpList(item).map(rlpBytes))),
    ),
  };
}

/** One block of a node. */
export async function fetchBlock(source: Source, number: number): Promise<ExportedBlock> {
  const [raw] = await callAll(source, [{ method: "debug_getRawBlock", params: [`0x${number.toString(16)}`] }]);
  return decodeRawBlock(raw as string);
}

/**
 * Brings a replica up to another node's last block: each block is executed again and every root and seal checked.
 *
 * @param onHeight is told the height of the other node before its blocks are taken
 * @returns number of blocks taken
 * @throws NodeError CHAIN_DIFFERS, CHAIN_SHRUNK, BLOCK_FALSIFIED, SEAL_INVALID, SOURCE_UNREACHABLE
 */
export async function catchUp(
  replica: Replica,
  source: Source,
  onHeight: (height: number) => void = () => undefined,
): Promise<number> {
  const { url } = source;
  const { ledger } = replica;
  const own = ledger.head;
  const [heightHex, same] = await callAll(source, [
    { method: "eth_blockNumber", params: [] },
    {
      method: "debug_getRawHeader",
      params: [`0x${Math.min(own.header.number, Number.MAX_SAFE_INTEGER).toString(16)}`],
    },
  ]).catch(async (error: unknown) => {
    // A node that has not our block refuses the second question: then it is behind, which is told below.
    if (!(error instanceof NodeError) || error.code !== "SOURCE_REFUSED") throw error;
    return callAll(source, [{ method: "eth_blockNumber", params: [] }]);
  });
  const height = Number(heightHex);
  if (height < own.header.number || same === undefined) {
    throw new NodeError(
      "CHAIN_SHRUNK",
      "falsified",
      `the node at ${url} is at block ${height}, this replica has verified ${own.header.number} of its blocks: it was started from an old copy`,
      { url, height, verified: own.header.number },
    );
  }
  const theirs = hashHeader(decodeHeader(fromHex(same as string)));
  if (!sameBytes(theirs, own.hash)) replica.expectSame(own.header.number, theirs);
  onHeight(height);
  let taken = 0;
  for (let next = own.header.number + 1; next <= height;) {
    const count = Math.min(BLOCKS_AT_ONCE, height - next + 1);
    const from = next;
    const raw = await callAll(
      source,
      Array.from({ length: count }, (_, index) => ({
        method: "debug_getRawBlock",
        params: [`0x${(from + index).toString(16)}`],
      })),
    );
    for (const block of raw) {
      await replica.take(decodeRawBlock(block as string));
      taken++;
      next++;
    }
  }
  return taken;
}

/**
 * Follows a node until it is told to stop. A node that does not answer is asked again; one that contradicts itself ends it.
 *
 * @throws NodeError as {@link catchUp}, except SOURCE_UNREACHABLE and SOURCE_REFUSED
 */
export async function followNode(options: {
  replica: Replica;
  source: Source;
  stopped: AbortSignal;
  /** Is told the height of the other node. */
  onHeight: (height: number) => void;
  onProgress: (number: number, hash: string) => void;
  onTrouble: (error: NodeError) => void;
}): Promise<void> {
  const { replica, source, stopped } = options;
  while (!stopped.aborted) {
    let wait = POLL_MILLISECONDS;
    try {
      const taken = await catchUp(replica, source, options.onHeight);
      const { header, hash } = replica.ledger.head;
      if (taken > 0) options.onProgress(header.number, toHex(hash));
    } catch (error) {
      if (!(error instanceof NodeError) || !error.code.startsWith("SOURCE_")) throw error;
      options.onTrouble(error);
      wait = RETRY_MILLISECONDS;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      stopped.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}
