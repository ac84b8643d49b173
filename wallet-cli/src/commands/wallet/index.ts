import type { CommandSpec } from "../../framework/command.ts";

const alias = {
  flags: "--alias <alias>",
  describe: { en: "name of the key (default: identity)", zh: "密钥的名称（默认 identity）" },
} as const;

/** `lading wallet …` */
export const wallet: readonly CommandSpec[] = [
  {
    verb: "create",
    describe: {
      en: "make a wallet: an identity key that signs and an agreement key that opens documents",
      zh: "创建钱包：用于签署的身份密钥与用于解密单证的协商密钥",
    },
    options: [
      {
        flags: "--chain-id <number>",
        describe: { en: "chain id of the ledger, if no API is at hand", zh: "账本链号（无法连接接口时）" },
      },
    ],
    examples: [
      { command: "lading wallet create" },
      { command: "lading wallet create --wallet ./carrier --passphrase-file carrier.pass --json" },
    ],
    load: () => import("./create.ts"),
  },
  {
    verb: "show",
    describe: { en: "keys, addresses and DID; needs no passphrase", zh: "密钥、地址与 DID；无需口令" },
    examples: [{ command: "lading wallet show" }, { command: "lading wallet show --json" }],
    load: () => import("./show.ts"),
  },
  {
    verb: "add-key",
    describe: { en: "add a new officer key", zh: "新增经办人密钥" },
    options: [{ ...alias, required: true }],
    examples: [{ command: "lading wallet add-key --alias night-shift" }],
    load: () => import("./addKey.ts"),
  },
  {
    verb: "import",
    describe: {
      en: "import a key (JSON keystore v3, mnemonic or private key in a file), or a backup; makes the wallet if there is none",
      zh: "导入密钥（JSON keystore v3、助记词或私钥文件）或备份；若无钱包则新建",
    },
    options: [
      { flags: "--keystore <file>", describe: { en: "JSON keystore v3", zh: "JSON keystore v3 文件" } },
      {
        flags: "--mnemonic-file <file>",
        describe: { en: "file with the words, - for stdin", zh: "含助记词的文件，- 为标准输入" },
      },
      {
        flags: "--path <path>",
        describe: {
          en: "derivation path for a mnemonic (default: m/44'/60'/0'/0/0)",
          zh: "助记词派生路径（默认 m/44'/60'/0'/0/0）",
        },
      },
      {
        flags: "--private-key-file <file>",
        describe: { en: "file with 32 bytes in hex, - for stdin", zh: "含 32 字节十六进制私钥的文件，- 为标准输入" },
      },
      {
        flags: "--backup <file>",
        describe: { en: "a file made by: lading wallet backup", zh: "由 lading wallet backup 生成的文件" },
      },
      {
        flags: "--import-passphrase-file <file>",
        describe: { en: "passphrase of the imported file", zh: "待导入文件的口令文件" },
      },
      alias,
    ],
    examples: [
      { command: "lading wallet import --keystore UTC--2026-11-24.json --import-passphrase-file old.pass" },
      { command: "lading wallet import --mnemonic-file words.txt --alias night-shift" },
      { command: "lading wallet import --backup carrier-backup.json --wallet ./carrier" },
    ],
    load: () => import("./import.ts"),
  },
  {
    verb: "export",
    describe: {
      en: "write one signing key as an encrypted JSON keystore v3",
      zh: "将一个签名密钥导出为加密的 JSON keystore v3",
    },
    options: [
      {
        flags: "--out <file>",
        describe: { en: "file to write; must not exist", zh: "输出文件；不得已存在" },
        required: true,
      },
      {
        flags: "--export-passphrase-file <file>",
        describe: { en: "passphrase for the new file", zh: "新文件的口令文件" },
      },
    ],
    examples: [
      { command: "lading wallet export --key identity --out identity.json --export-passphrase-file new.pass" },
    ],
    load: () => import("./export.ts"),
  },
  {
    verb: "backup",
    describe: {
      en: "copy the whole wallet, encrypted, after proving that it opens",
      zh: "校验可打开后，备份整个（加密的）钱包",
    },
    options: [
      {
        flags: "--out <file>",
        describe: { en: "file to write; must not exist", zh: "输出文件；不得已存在" },
        required: true,
      },
    ],
    examples: [{ command: "lading wallet backup --out carrier-2026-11-24.json" }],
    load: () => import("./backup.ts"),
  },
  {
    verb: "passphrase",
    describe: { en: "change the passphrase", zh: "更改口令" },
    options: [
      { flags: "--new-passphrase-file <file>", describe: { en: "file with the new passphrase", zh: "新口令文件" } },
    ],
    examples: [{ command: "lading wallet passphrase" }],
    load: () => import("./passphrase.ts"),
  },
];
