import { parseArgs } from "node:util";
import { toHex } from "../codec/bytes.ts";
import { rotateKey } from "../chain/rotateKey.ts";
import { neededOption, openChain } from "./openChain.ts";

/** Help of rotate-key. */
export const rotateHelp = {
  en: `lading-node rotate-key --data <dir> [--passphrase-file <file>] [--new-passphrase-file <file>] [--json]
Makes a new validator key and records the change on the chain, as QBFT votes in four empty blocks. The node must be stopped.
verify, follow and certificates follow the change; who keeps a list of trusted validators should be told the new address.
The old key's file is replaced: destroy its copies (backups hold it). After a crash, status says which key seals, and start settles the files.`,
  zh: `lading-node rotate-key --data <目录> [--passphrase-file <文件>] [--new-passphrase-file <文件>] [--json]
生成新的验证者密钥,并以 QBFT 投票的形式在四个空区块中记录这一变更。须先停止节点。
verify、follow 和证书均会跟随该变更;应将新地址告知持有可信验证者名单的各方。
旧密钥文件会被替换:请销毁其副本(备份中也有)。若中途崩溃,status 会显示由哪一密钥签章,start 会整理密钥文件。`,
};

/** Rotates the validator's key. @throws NodeError as {@link rotateKey} and {@link openChain} */
export async function rotate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: "string" },
      "passphrase-file": { type: "string" },
      "new-passphrase-file": { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const directory = neededOption("data", values.data);
  const ledger = await openChain(directory);
  try {
    const { before, after, blocks } = await rotateKey({
      ledger,
      directory,
      passphraseFile: values["passphrase-file"],
      newPassphraseFile: values["new-passphrase-file"],
      now: Math.floor(Date.now() / 1000),
    });
    const [first, last] = [blocks.at(0), blocks.at(-1)].map((block) => block?.header.number);
    const facts = { before: toHex(before), after: toHex(after), firstBlock: first, lastBlock: last };
    process.stdout.write(
      values.json
        ? `${JSON.stringify(facts)}\n`
        : `the chain is sealed by ${facts.after} now, before by ${facts.before}; recorded in blocks ${first} to ${last}\n`,
    );
    return 0;
  } finally {
    await ledger.close();
  }
}
