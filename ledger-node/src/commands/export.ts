import { parseArgs } from "node:util";
import { writeExport } from "../chain/exportFile.ts";
import type { Block } from "../chain/block.ts";
import type { Ledger } from "../chain/Ledger.ts";
import { neededOption, openChain } from "./openChain.ts";

/** Help of this command. */
export const exportHelp = {
  en: `lading-node export --data <dir> --to <file>
Writes all blocks into one file, which \`import\` executes again. The node must be stopped.`,
  zh: `lading-node export --data <目录> --to <文件>
将全部区块写入一个文件,可用 import 重新执行导入。须先停止节点。`,
};

function* blocksOf(ledger: Ledger): Generator<Block> {
  for (let number = 0; number <= ledger.head.header.number; number++) yield ledger.block(number) as Block;
}

/** Exports a chain. @throws NodeError as {@link openChain} */
export async function exportChain(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { data: { type: "string" }, to: { type: "string" } } });
  const to = neededOption("to", values.to);
  const ledger = await openChain(values.data);
  try {
    const count = writeExport(to, ledger.settings, blocksOf(ledger));
    process.stdout.write(`${count} blocks written to ${to}\n`);
    return 0;
  } finally {
    await ledger.close();
  }
}
