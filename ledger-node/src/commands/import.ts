import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { sameBytes } from "../codec/bytes.ts";
import { NodeError } from "../errors.ts";
import { readExport } from "../chain/exportFile.ts";
import { hashHeader } from "../chain/header.ts";
import { Ledger } from "../chain/Ledger.ts";
import { Replica } from "../chain/Replica.ts";
import { Store } from "../store/Store.ts";
import { neededOption } from "./openChain.ts";

/** Help of this command. */
export const importHelp = {
  en: `lading-node import --data <dir> --from <file>
Executes the blocks of an export and checks every root and seal; goes on where an earlier import stopped.
To seal on the imported chain, put the validator's key file into <dir>.`,
  zh: `lading-node import --data <目录> --from <文件>
执行导出文件中的区块并核对每个根和签章;可从上次中断处继续。
如需在导入的链上继续出块,请将验证者密钥文件放入 <目录>。`,
};

/** Imports a chain. @throws NodeError EXPORT_DAMAGED, BLOCK_FALSIFIED, SEAL_INVALID, CHAIN_DIFFERS */
export async function importChain(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { data: { type: "string" }, from: { type: "string" } } });
  const directory = neededOption("data", values.data);
  const { settings, blocks } = await readExport(neededOption("from", values.from));
  const first = await blocks.next();
  if (first.done === true) throw new NodeError("EXPORT_DAMAGED", "falsified", "the export holds no first block", {});
  const genesis = first.value.header;
  mkdirSync(directory, { recursive: true });
  const store = await Store.open(directory);
  let ledger: Ledger;
  try {
    ledger = await Ledger.open({ store, directory, begin: { settings, genesis } });
  } catch (error) {
    await store.close();
    throw error;
  }
  try {
    if (!sameBytes(ledger.genesis.hash, hashHeader(genesis))) {
      throw new NodeError("CHAIN_DIFFERS", "conflict", `${directory} holds another chain than the export`, {
        directory,
      });
    }
    const replica = await Replica.on(ledger);
    let taken = 0;
    for await (const block of blocks) {
      if (block.header.number <= ledger.head.header.number) {
        replica.expectSame(block.header.number, hashHeader(block.header));
        continue;
      }
      await replica.take(block);
      taken++;
    }
    process.stdout.write(`${taken} blocks executed and verified; the chain is at block ${ledger.head.header.number}\n`);
    return 0;
  } finally {
    await ledger.close();
  }
}
