import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { copyStore } from "../store/copyStore.ts";
import { neededOption, openChain } from "./openChain.ts";

/** Help of backup. */
export const backupHelp = {
  en: `lading-node backup --data <dir> --to <new dir>
Copies the chain and the encrypted validator key, checking every record. The passphrase is not copied. The node must be stopped;
for a copy that is always up to date, run \`follow\`.`,
  zh: `lading-node backup --data <目录> --to <新目录>
复制链和加密的验证者密钥,逐条核对;不复制口令。须先停止节点;如需实时副本请使用 follow。`,
};

/** Help of restore. */
export const restoreHelp = {
  en: `lading-node restore --from <backup> --data <new dir>
Puts a backup in place. Never start it while another node with the same key runs or has gone on: two blocks of one height would be sealed.`,
  zh: `lading-node restore --from <备份> --data <新目录>
恢复备份。若另一持有相同密钥的节点仍在运行或已继续出块,切勿启动:同一高度会出现两个已签章的区块。`,
};

async function copy(from: string, to: string, done: string): Promise<number> {
  const ledger = await openChain(from);
  try {
    const count = await copyStore(ledger.store, from, resolve(to));
    process.stdout.write(`${done}: ${count} records, block ${ledger.head.header.number}, in ${to}\n`);
    return 0;
  } finally {
    await ledger.close();
  }
}

/** Backs a chain up. @throws NodeError TARGET_EXISTS, STORE_DAMAGED and as openChain */
export async function backup(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { data: { type: "string" }, to: { type: "string" } } });
  return copy(neededOption("data", values.data), neededOption("to", values.to), "backed up");
}

/** Restores a backup. @throws NodeError TARGET_EXISTS, STORE_DAMAGED and as openChain */
export async function restore(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { data: { type: "string" }, from: { type: "string" } } });
  return copy(neededOption("from", values.from), neededOption("data", values.data), "restored");
}
