import { toHex } from "../../codec/bytes.ts";
import type { Waiting } from "../../chain/Sealer.ts";
import { invalidParam } from "../errors.ts";
import { hexQuantity, transactionJson } from "../format.ts";
import type { Method, Methods } from "../method.ts";
import { data } from "../params.ts";

const send: Method = async (params, { node }) => {
  const raw = data(params[0], "transaction");
  if (raw.length === 0) throw invalidParam("transaction", params[0], "a signed transaction");
  return toHex(await node.sealer.submit(raw));
};

function bySender(waiting: Iterable<Waiting>) {
  const grouped: Record<string, Record<string, unknown>> = {};
  for (const one of waiting) {
    (grouped[toHex(one.sender)] ??= {})[String(one.transaction.nonce)] = transactionJson(
      one.transaction,
      one.sender,
      undefined,
    );
  }
  return grouped;
}

/** Sending, and what waits to be sealed. */
export const transactionMethods: Methods = {
  eth_sendRawTransaction: send,
  eth_pendingTransactions: (_, { node }) =>
    [...node.sealer.allWaiting()].map(({ transaction, sender }) => transactionJson(transaction, sender, undefined)),
  txpool_status: (_, { node }) => ({ pending: hexQuantity(node.sealer.queueLength), queued: "0x0" }),
  txpool_content: (_, { node }) => ({ pending: bySender(node.sealer.allWaiting()), queued: {} }),
};
