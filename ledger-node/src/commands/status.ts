import { parseArgs } from "node:util";
import { toHex } from "../codec/bytes.ts";
import { openChain } from "./openChain.ts";

/** Help of this command. */
export const statusHelp = {
  en: `lading-node status --data <dir> [--json]
Says what chain is in a directory and how far it is. The node must be stopped; ask a running one at /health and /metrics.`,
  zh: `lading-node status --data <目录> [--json]
显示目录中的链及其高度。须先停止节点;运行中的节点请访问 /health 和 /metrics。`,
};

/** Shows a chain's identity and head. @throws NodeError as {@link openChain} */
export async function status(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const ledger = await openChain(values.data);
  try {
    const { header, hash } = ledger.head;
    const facts = {
      chainId: ledger.settings.chainId,
      block: header.number,
      hash: toHex(hash),
      time: new Date(header.timestamp * 1000).toISOString(),
      stateRoot: toHex(header.stateRoot),
      genesis: toHex(ledger.genesis.hash),
      validators: ledger.validators.validators.map(toHex),
    };
    const lines = Object.entries(facts).map(([name, value]) => `${name.padEnd(11)} ${String(value)}`);
    process.stdout.write(`${values.json ? JSON.stringify(facts) : lines.join("\n")}\n`);
    return 0;
  } finally {
    await ledger.close();
  }
}
