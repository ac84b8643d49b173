/**
 * Reads whole chains for the damage tests, in a process of its own: level ends the process at some damage (an assertion of its own),
 * which for a node means that it does not start. A line `directory contract` in, a line of JSON out.
 */
import { createInterface } from "node:readline";
import { fromHex, toHex } from "../../../ledger-node/src/codec/bytes.ts";
import { NodeError } from "../../../ledger-node/src/errors.ts";
import { Ledger } from "../../../ledger-node/src/chain/Ledger.ts";
import { encodeReceipt } from "../../../ledger-node/src/chain/receipt.ts";
import { readAccount, readSlot } from "../../../ledger-node/src/state/world.ts";
import { Store } from "../../../ledger-node/src/store/Store.ts";

/** All that a reader could ask of a chain, or why it was not answered. */
export type Answers = { head: string; receipts: string[]; counter: string } | { refused: string } | { failed: string };

async function answers(directory: string, contract: Uint8Array): Promise<Answers> {
  const store = await Store.open(directory);
  let ledger: Ledger;
  try {
    ledger = await Ledger.open({ store, directory, begin: undefined, nodeLimit: 10_000 });
  } catch (error) {
    await store.close();
    throw error;
  }
  try {
    const receipts: string[] = [];
    for (let number = 0; number <= ledger.head.header.number; number++) {
      const block = ledger.block(number);
      for (const receipt of block?.receipts ?? []) receipts.push(toHex(encodeReceipt(receipt)));
      if (block !== undefined) receipts.push(toHex(block.hash));
    }
    const { world, hash } = ledger.head;
    const account = readAccount(world, contract);
    const counter =
      account === undefined ? "no contract" : toHex(readSlot(world, contract, account, new Uint8Array(32)));
    return { head: toHex(hash), receipts, counter };
  } finally {
    await ledger.close();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [directory = "", contract = "0x"] = line.split(" ");
  const said = await answers(directory, fromHex(contract)).catch((error: unknown): Answers =>
    error instanceof NodeError
      ? { refused: error.code }
      : { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) },
  );
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
