import { parseArgs } from "node:util";
import { openChain } from "./openChain.ts";

/** Help of this command. */
export const compactHelp = {
  en: `lading-node compact --data <dir>
Rewrites the store without what was overwritten. The node must be stopped.`,
  zh: `lading-node compact --data <目录>
整理存储,去除已被覆盖的内容。须先停止节点。`,
};

/** Compacts a store. @throws NodeError as {@link openChain} */
export async function compact(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { data: { type: "string" } } });
  const ledger = await openChain(values.data);
  try {
    await ledger.store.compact();
    process.stdout.write("compacted\n");
    return 0;
  } finally {
    await ledger.close();
  }
}
