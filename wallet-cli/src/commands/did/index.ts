import type { CommandSpec } from "../../framework/command.ts";
import { ONCE_OPTION, actCommands } from "../acts/actCommands.ts";

const validFor = {
  flags: "--valid-for <duration>",
  describe: { en: "how long it stands (default: 3650d)", zh: "有效期（默认 3650d）" },
} as const;

const publicKey = {
  flags: "--public-key <hex>",
  describe: {
    en: "an agreement key of another wallet instead: an administrator's, which can then restore what a lost key opened",
    zh: "改用另一钱包的协商密钥：如管理员的密钥，可在密钥遗失后恢复单证",
  },
} as const;

const direct = {
  flags: "--direct",
  describe: {
    en: "send the transaction to the ledger's JSON-RPC itself instead of signing it for the API",
    zh: "直接向账本 JSON-RPC 发送交易，而非签署后交接口转递",
  },
} as const;

/** `lading did …` */
export const did: readonly CommandSpec[] = [
  {
    verb: "show",
    describe: { en: "the DID of the acting key", zh: "当前密钥的 DID" },
    examples: [{ command: "lading did show" }, { command: "lading did show --key night-shift --json" }],
    load: () => import("./show.ts"),
  },
  {
    verb: "resolve",
    describe: { en: "the DID document that the ledger gives now", zh: "账本现时给出的 DID 文档" },
    arguments: [
      { name: "did", describe: { en: "the DID (default: your own)", zh: "DID（默认为本方）" }, required: false },
    ],
    examples: [{ command: "lading did resolve did:ethr:0x9e551:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266" }],
    load: () => import("./resolve.ts"),
  },
  {
    verb: "publish-key",
    describe: {
      en: "publish the agreement key, so that others can encrypt documents for you",
      zh: "公布协商密钥，供他人为您加密单证",
    },
    options: [publicKey, validFor, direct, ONCE_OPTION],
    examples: [
      { command: "lading did publish-key" },
      {
        command: "lading did publish-key --public-key 8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
        describe: {
          en: "an administrator's key too, in case this wallet is lost",
          zh: "另公布管理员密钥，以备本钱包遗失",
        },
      },
    ],
    load: async () => ({ run: (await import("./publish.ts")).publishKey }),
  },
  {
    verb: "withdraw-key",
    describe: { en: "withdraw the published agreement key", zh: "撤下已公布的协商密钥" },
    options: [publicKey, direct],
    examples: [{ command: "lading did withdraw-key" }],
    load: async () => ({ run: (await import("./publish.ts")).withdrawKey }),
  },
  {
    verb: "rotate-key",
    describe: {
      en: "publish a new agreement key, wrap the documents that you can read for it, and withdraw the old one",
      zh: "公布新的协商密钥，将可读单证改为向其开放，并撤下旧密钥",
    },
    options: [validFor],
    examples: [{ command: "lading did rotate-key" }],
    load: () => import("./rotateKey.ts"),
  },
  {
    verb: "publish-service",
    describe: { en: "publish a service endpoint", zh: "公布服务地址" },
    options: [
      { flags: "--type <type>", describe: { en: "such as DcsaPint", zh: "如 DcsaPint" }, required: true },
      { flags: "--endpoint <url>", describe: { en: "its URL", zh: "地址" }, required: true },
      validFor,
      direct,
    ],
    examples: [{ command: "lading did publish-service --type DcsaPint --endpoint https://ebl.example/v3" }],
    load: async () => ({ run: (await import("./publish.ts")).publishService }),
  },
  ...actCommands("did"),
];
