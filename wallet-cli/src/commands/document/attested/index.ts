import type { CommandSpec } from "../../../framework/command.ts";
import { actCommands } from "../../acts/actCommands.ts";

const document = {
  name: "document",
  describe: { en: "the attested document: its file, or its id", zh: "已签证的单证：文件或标识" },
  required: true,
} as const;
const to = {
  flags: "--to <member>",
  describe: {
    en: "hand the text in, sealed end to end, for this member (and for yourself) to read",
    zh: "将文本端到端加密存入，供该成员（及本方）读取",
  },
  repeatable: true,
} as const;
const subject = {
  flags: "--subject <subject>",
  describe: {
    en: "what it is about: container:NUMBER, title:NUMBER, release:…, member:…, commitment:0x…",
    zh: "所涉对象：container:箱号、title:提单号、release:…、member:…、commitment:0x…",
  },
} as const;

/** Commands of the acts, by verb. */
const acts = new Map(actCommands("document").map((command) => [command.verb, command]));

/** The command of an act that takes its arguments from a file, where one is given; by hand it takes them all. */
function fromFile(
  verb: string,
  changes: Pick<CommandSpec, "describe" | "arguments" | "examples" | "load"> & Pick<CommandSpec, "options">,
): CommandSpec {
  const own = changes.options ?? [];
  const given = new Set(own.map(({ flags }) => flags.split(" ")[0]));
  const options = (acts.get(verb)?.options ?? []).filter(({ flags }) => !given.has(flags.split(" ")[0]));
  return { verb, ...changes, options: [...own, ...options.map((option) => ({ ...option, required: false }))] };
}

/** Trade documents on the ledger: `lading document attest`, `verdict`, … */
export const attested: readonly CommandSpec[] = [
  fromFile("attest", {
    describe: {
      en: "check a trade document by the schema of its type and attest it: digest and validity are taken from it; officer scope: attest",
      zh: "按所属类型的规范检查贸易单证并签证：摘要与有效期取自单证；经办人权限：attest",
    },
    arguments: [
      {
        name: "file",
        describe: { en: "the document as JSON, - for stdin", zh: "单证 JSON 文件，- 为标准输入" },
        required: false,
      },
    ],
    options: [subject, to],
    examples: [
      { command: "lading document attest eir.json --subject container:MSKU6011672" },
      { command: 'lading document attest policy.json --subject title:COSU6123456780 --to "Huangpu Trade Bank"' },
    ],
    load: async () => ({ run: (await import("./attest.ts")).attest }),
  }),
  fromFile("supersede", {
    describe: {
      en: "put a corrected document in the place of one that you attested; officer scope: attest; cannot be undone",
      zh: "以更正后的单证替代本方已签证的单证；经办人权限：attest；不可撤销",
    },
    arguments: [
      { ...document, required: false },
      { name: "file", describe: { en: "the new document as JSON", zh: "新单证 JSON 文件" }, required: false },
    ],
    options: [to],
    examples: [{ command: "lading document supersede policy.json policy-2.json" }],
    load: async () => ({ run: (await import("./attest.ts")).supersede }),
  }),
  acts.get("revoke")!,
  {
    verb: "list",
    describe: {
      en: "trade documents that you attested, or that are about you or your bills, releases and containers",
      zh: "本方签证的贸易单证，以及关于本方或其提单、放箱、集装箱的贸易单证",
    },
    options: [
      subject,
      { flags: "--issuer <member>", describe: { en: "only of this issuer", zh: "仅限某签发人" } },
      { flags: "--type <type>", describe: { en: "only of this type", zh: "仅限某类型" } },
    ],
    examples: [{ command: "lading document list --subject title:COSU6123456780" }],
    load: async () => ({ run: (await import("./run.ts")).list }),
  },
  {
    verb: "show",
    describe: { en: "one trade document, as the ledger has it", zh: "账本所载的单份贸易单证" },
    arguments: [document],
    examples: [{ command: "lading document show permit.json" }],
    load: async () => ({ run: (await import("./run.ts")).show }),
  },
  {
    verb: "trail",
    describe: { en: "who did what on a trade document", zh: "贸易单证上的行为" },
    arguments: [document],
    examples: [{ command: "lading document trail permit.json" }],
    load: async () => ({ run: (await import("./run.ts")).trail }),
  },
  {
    verb: "verdict",
    describe: {
      en: "does a trade document stand: attested, unaltered, in time, not revoked, by one who may? exit 0 yes, 3 no",
      zh: "贸易单证是否成立：已签证、未改动、在有效期内、未撤销、签发人适格：是为 0，否为 3",
    },
    arguments: [document],
    options: [
      subject,
      {
        flags: "--issuer <member>",
        describe: { en: "whose attestation, where several attested this text", zh: "多方签证同一文本时，指定签发人" },
      },
      { flags: "--at <instant>", describe: { en: "as of this moment (default: now)", zh: "截至某一时间（默认现在）" } },
    ],
    examples: [{ command: "lading document verdict policy.json --subject title:COSU6123456780; echo $?" }],
    load: async () => ({ run: (await import("./verdict.ts")).run }),
  },
  {
    verb: "hand-in",
    describe: {
      en: "hand in the sealed text of a document that you attested, or let further members read it",
      zh: "存入本方已签证单证的加密文本，或让更多成员可读",
    },
    arguments: [{ ...document, name: "file", describe: { en: "its file", zh: "单证文件" } }],
    options: [{ ...to, required: true }],
    examples: [{ command: 'lading document hand-in policy.json --to "Huangpu Trade Bank"' }],
    load: async () => ({ run: (await import("./handIn.ts")).run }),
  },
  {
    verb: "receive",
    describe: {
      en: "the text of a trade document that was sealed for you: opened with this wallet's key, checked against the ledger",
      zh: "取回加密给本方的贸易单证文本：以本钱包密钥解密，并与账本核对",
    },
    arguments: [
      { ...document, describe: { en: "its id (lading document list)", zh: "其标识（lading document list）" } },
    ],
    options: [{ flags: "--out <file>", describe: { en: "write to a file", zh: "写入文件" } }],
    examples: [{ command: "lading document receive 0x… --out policy.json" }],
    load: async () => ({ run: (await import("./receive.ts")).run }),
  },
  {
    verb: "certify",
    describe: {
      en: "make a certificate of a trade document from the ledger's newest block; verified without a network: lading certificate verify",
      zh: "由账本最新区块生成贸易单证的证明文件，可离线核验：lading certificate verify",
    },
    arguments: [document],
    options: [
      {
        flags: "--out <file>",
        describe: { en: "file to write; must not exist", zh: "输出文件；不得已存在" },
        required: true,
      },
    ],
    examples: [{ command: "lading document certify policy.json --out policy.lading.json" }],
    load: async () => ({ run: (await import("./certify.ts")).run }),
  },
  {
    verb: "types",
    describe: {
      en: "types of trade document on this ledger, and who issues them",
      zh: "本账本的贸易单证类型及可签发角色",
    },
    examples: [{ command: "lading document types" }],
    load: async () => ({ run: (await import("./run.ts")).types }),
  },
  fromFile("admit-type", {
    describe: {
      en: "admit types of trade document by their schema files (default: all that come with this version); registrars",
      zh: "按规范文件准入贸易单证类型（默认本版本自带的全部类型）；限登记机构",
    },
    arguments: [
      {
        name: "schema",
        describe: {
          en: "a schema file, or the name of a type that comes with this version",
          zh: "规范文件，或本版本自带类型的名称",
        },
        required: false,
        variadic: true,
      },
    ],
    examples: [{ command: "lading document admit-type" }, { command: "lading document admit-type seal-record.json" }],
    load: async () => ({ run: (await import("./admitType.ts")).run }),
  }),
  acts.get("retire-type")!,
];
