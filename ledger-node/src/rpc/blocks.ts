import type { Block } from "../chain/block.ts";
import type { CallPlace } from "../chain/Caller.ts";
import { toHex } from "../codec/bytes.ts";
import type { LedgerNode } from "../Node.ts";
import { RpcError, rpcCodes } from "./errors.ts";
import type { BlockReference } from "./params.ts";

/** The height a caller means, or undefined where there is no such block. Pending reads as the last durable block. */
export function heightOf(node: LedgerNode, reference: BlockReference): number | undefined {
  const head = node.ledger.head.header.number;
  if ("number" in reference) return reference.number > head ? undefined : reference.number;
  if ("hash" in reference) return node.ledger.numberOf(reference.hash);
  return reference.tag === "earliest" ? 0 : head;
}

/** The height a caller means. @throws RpcError where there is no such block */
export function knownHeight(node: LedgerNode, reference: BlockReference): number {
  const number = heightOf(node, reference);
  if (number === undefined) {
    const named =
      "number" in reference ? String(reference.number) : "hash" in reference ? toHex(reference.hash) : reference.tag;
    throw new RpcError(rpcCodes.server, `header not found: block ${named}`);
  }
  return number;
}

/** Where a call to a block runs. */
export function placeOf(node: LedgerNode, reference: BlockReference): CallPlace {
  if ("tag" in reference && reference.tag === "pending") return { pending: true };
  return { number: knownHeight(node, reference) };
}

/** The block a caller means. */
export function blockOf(node: LedgerNode, reference: BlockReference): Block | undefined {
  const number = heightOf(node, reference);
  return number === undefined ? undefined : node.ledger.block(number);
}
