import type { CommandSpec } from "../../framework/command.ts";
import { ACT_OPTIONS } from "../acts/actCommands.ts";
import { attested } from "./attested/index.ts";

const file = {
  name: "file",
  describe: { en: "DCSA transport document as JSON, - for stdin", zh: "DCSA 运输单证 JSON 文件，- 为标准输入" },
  required: true,
} as const;
const title = {
  flags: "--title <title>",
  describe: { en: "the bill on the ledger", zh: "账本上的提单" },
  required: true,
} as const;

const envelopeFile = {
  name: "file",
  describe: { en: "the envelope, - for stdin", zh: "信封文件，- 为标准输入" },
  required: true,
} as const;
const envelopeOut = {
  flags: "--out <file>",
  describe: { en: "file to write; must not exist", zh: "输出文件；不得已存在" },
  required: true,
} as const;

const attach = {
  flags: "--attach <file>",
  describe: {
    en: "a file that goes with it, sealed like it (at most 10 MiB)",
    zh: "随附文件，一并加密（不超过 10 MiB）",
  },
  repeatable: true,
} as const;
const attachments = {
  flags: "--attachments <folder>",
  describe: { en: "also write its attachments into this folder", zh: "并将附件写入该文件夹" },
} as const;

const tradeDocument = {
  flags: "--document <document>",
  describe: { en: "a trade document: the file that was attested, or its id", zh: "贸易单证：所签证的文件或其标识" },
} as const;

/** `lading document …` */
export const document: readonly CommandSpec[] = [
  {
    verb: "check",
    describe: {
      en: "check a transport document against DCSA's schema and the rules across its fields; with --type, another trade document against its own",
      zh: "按 DCSA 规范及字段间规则检查运输单证；加 --type 则按相应规范检查其他贸易单证",
    },
    arguments: [file],
    options: [
      {
        flags: "--type <type>",
        describe: {
          en: "a trade document that is no bill: delivery-order, permit, sea-waybill … (an unknown type lists them all)",
          zh: "提单以外的贸易单证：delivery-order、permit、sea-waybill 等（输入未知类型可列出全部）",
        },
      },
    ],
    examples: [
      { command: "lading document check bill.json" },
      { command: "lading document check order.json --type delivery-order" },
    ],
    load: async () => ({ run: (await import("./check.ts")).run }),
  },
  {
    verb: "digest",
    describe: {
      en: "the content digest (RFC 8785, SHA-256) that the ledger keeps",
      zh: "账本所存的内容摘要（RFC 8785，SHA-256）",
    },
    arguments: [file],
    examples: [{ command: "lading document digest bill.json" }],
    load: async () => ({ run: (await import("./run.ts")).digest }),
  },
  {
    verb: "issue",
    describe: {
      en: "check a document, seal it for carrier and holder, store it and issue its bill: number, kind and digest are taken from it",
      zh: "检查单证，为承运人与持有人加密后存入，再签发其提单：提单号、种类与摘要取自单证",
    },
    arguments: [file],
    options: [
      {
        flags: "--holder <member>",
        describe: { en: "who holds the bill (usually the shipper)", zh: "持有人（通常为托运人）" },
        required: true,
      },
      {
        flags: "--endorsee <member>",
        describe: { en: "consignee of a straight bill, order party of an order bill", zh: "记名收货人或指示人" },
      },
      {
        flags: "--carrier <member>",
        describe: { en: "the carrier, where an agent issues (default: me)", zh: "代理签发时的承运人（默认本方）" },
      },
      {
        flags: "--not-onward",
        describe: { en: "an order bill that may not be endorsed on", zh: "不可再背书的指示提单" },
      },
      attach,
      ...ACT_OPTIONS,
    ],
    examples: [
      { command: 'lading document issue bill.json --holder "Hansa Feinmechanik GmbH" --endorsee "Huangpu Trade Bank"' },
    ],
    load: () => import("./issue.ts"),
  },
  {
    verb: "store",
    describe: {
      en: "seal the document of a bill for its carrier, its holder and yourself, and hand the ciphertext to the API",
      zh: "将提单单证加密给承运人、持有人及本方，并将密文存入接口",
    },
    arguments: [file],
    options: [
      title,
      {
        flags: "--to <member>",
        describe: { en: "who may read too", zh: "另外可读的成员" },
        repeatable: true,
      },
      attach,
    ],
    examples: [
      { command: "lading document store bill.json --title COSU6123456780" },
      { command: "lading document store bill.json --title COSU6123456780 --attach packing-list.pdf --attach seal.jpg" },
    ],
    load: async () => ({ run: (await import("./run.ts")).store }),
  },
  {
    verb: "fetch",
    describe: {
      en: "the document of a bill, as its party: opened with this wallet's key and checked against the ledger's digest",
      zh: "作为当事方取回提单单证：以本钱包密钥解密，并与账本摘要核对",
    },
    options: [title, { flags: "--out <file>", describe: { en: "write to a file", zh: "写入文件" } }, attachments],
    examples: [
      { command: "lading document fetch --title COSU6123456780 --out bill.json" },
      { command: "lading document fetch --title COSU6123456780 --out bill.json --attachments papers" },
    ],
    load: async () => ({ run: (await import("./run.ts")).fetchDocument }),
  },
  {
    verb: "share",
    describe: {
      en: "let further members read the stored document of a bill; offers do this by themselves",
      zh: "让更多成员可读已存入的提单单证；要约时自动执行",
    },
    options: [
      title,
      { flags: "--to <member>", describe: { en: "who may read", zh: "可读成员" }, required: true, repeatable: true },
    ],
    examples: [{ command: "lading document share --title COSU6123456780 --to 6" }],
    load: async () => ({ run: (await import("./share.ts")).run }),
  },
  {
    verb: "reseal",
    describe: {
      en: "seal the stored text of a bill or of a trade document that you attested under a new key, so that those left out read nothing from now on; whom it concerns now stays",
      zh: "以新密钥重新加密提单单证或本方签证的贸易单证：被排除者自此不可再读；现有当事方不受影响",
    },
    options: [
      { flags: "--title <title>", describe: { en: "the bill on the ledger", zh: "账本上的提单" } },
      tradeDocument,
      {
        flags: "--without <member>",
        describe: { en: "a reader to leave out from now on", zh: "自此排除的可读方" },
        repeatable: true,
      },
      attach,
    ],
    examples: [
      { command: 'lading document reseal --title COSU6123456780 --without "Hansa Feinmechanik GmbH"' },
      { command: "lading document reseal --document policy.json --without 6" },
    ],
    load: () => import("./reseal.ts"),
  },
  {
    verb: "rewrap",
    describe: {
      en: "wrap the texts of bills and trade documents that this wallet can read for every key that its member publishes now: after a change of keys, or by an administrator for a lost one",
      zh: "将本钱包可读的提单单证与贸易单证改为向本方现时公布的全部密钥开放：用于更换密钥，或由管理员恢复遗失密钥所读单证",
    },
    options: [
      {
        flags: "--title <title>",
        describe: {
          en: "only this bill's (default: all that concern my member)",
          zh: "仅该提单（默认与本方有关的全部）",
        },
        repeatable: true,
      },
      { ...tradeDocument, repeatable: true },
    ],
    examples: [{ command: "lading document rewrap" }, { command: "lading document rewrap --title COSU6123456780" }],
    load: () => import("./rewrap.ts"),
  },
  {
    verb: "verify",
    describe: {
      en: "is this the document that was issued? exit 0 yes, 3 no",
      zh: "是否为所签发的单证：是为 0，否为 3",
    },
    arguments: [file],
    options: [title],
    examples: [{ command: "lading document verify bill.json --title COSU6123456780; echo $?" }],
    load: async () => ({ run: (await import("./run.ts")).verify }),
  },
  {
    verb: "seal",
    describe: {
      en: "encrypt a document end to end for named members (and yourself), under the keys of their DID documents",
      zh: "按成员 DID 文档中的密钥，将单证端到端加密给指定成员（及本方）",
    },
    arguments: [file],
    options: [
      { flags: "--to <member>", describe: { en: "who may read", zh: "可读成员" }, required: true, repeatable: true },
      attach,
      envelopeOut,
    ],
    examples: [{ command: 'lading document seal bill.json --to "Huangpu Trade Bank" --to 5 --out bill.sealed.json' }],
    load: async () => ({ run: (await import("./envelope.ts")).seal }),
  },
  {
    verb: "open",
    describe: {
      en: "open an envelope with this wallet's agreement key; with --title, prove that it is the document that was issued",
      zh: "用本钱包的协商密钥打开信封；加 --title 时并证明其为所签发的单证",
    },
    arguments: [envelopeFile],
    options: [
      { flags: "--title <title>", describe: { en: "the bill on the ledger", zh: "账本上的提单" } },
      { flags: "--out <file>", describe: { en: "write to a file", zh: "写入文件" } },
      attachments,
    ],
    examples: [{ command: "lading document open bill.sealed.json --title COSU6123456780 --out bill.json" }],
    load: async () => ({ run: (await import("./envelope.ts")).open }),
  },
  {
    verb: "grant",
    describe: { en: "let further members read an envelope that you can read", zh: "让更多成员可读本方可读的信封" },
    arguments: [envelopeFile],
    options: [
      {
        flags: "--to <member>",
        describe: { en: "who may read too", zh: "新增可读成员" },
        required: true,
        repeatable: true,
      },
      envelopeOut,
    ],
    examples: [{ command: "lading document grant bill.sealed.json --to 6 --out bill.sealed-2.json" }],
    load: async () => ({ run: (await import("./envelope.ts")).grant }),
  },
  ...attested,
];
