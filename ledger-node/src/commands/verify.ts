import { parseArgs } from "node:util";
import { toHex } from "../codec/bytes.ts";
import { verifyChain } from "../chain/verifyChain.ts";
import { openChain } from "./openChain.ts";

/** Help of this command. */
export const verifyHelp = {
  en: `lading-node verify --data <dir> [--json]
Executes every block again and checks every root, seal, index and record. The node must be stopped. Exit code 1 when anything is wrong.`,
  zh: `lading-node verify --data <目录> [--json]
重新执行每个区块,核对每个根、签章、索引和记录。须先停止节点。发现问题时退出码为 1。`,
};

/** Verifies a chain. @throws NodeError as {@link openChain} */
export async function verify(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const ledger = await openChain(values.data);
  try {
    const started = performance.now();
    const report = await verifyChain(ledger, (number) => {
      if (!values.json && process.stderr.isTTY) process.stderr.write(`\r${number} / ${ledger.head.header.number}`);
    });
    const seconds = (performance.now() - started) / 1000;
    const { blocks, transactions, records, faults } = report;
    if (values.json) {
      const shown = faults.map(({ code, message, facts }) => ({ code, message, facts }));
      process.stdout.write(
        `${JSON.stringify({ verified: faults.length === 0, head: toHex(ledger.head.hash), blocks, transactions, records, seconds, faults: shown })}\n`,
      );
    } else {
      for (const fault of faults) process.stderr.write(`${fault.code}: ${fault.message}\n`);
      const verdict = faults.length === 0 ? "verified" : `${faults.length} faults`;
      process.stdout.write(
        `${verdict}: ${blocks} blocks, ${transactions} transactions executed again, ${records} records read, ${seconds.toFixed(1)} s; last block ${toHex(ledger.head.hash)}\n`,
      );
    }
    return faults.length === 0 ? 0 : 1;
  } finally {
    await ledger.close();
  }
}
