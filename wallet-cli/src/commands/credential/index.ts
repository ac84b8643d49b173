import type { CommandSpec } from "../../framework/command.ts";

const which = {
  name: "credential",
  describe: {
    en: "digest of a kept credential (its first digits suffice), or a file, - for stdin",
    zh: "已保管凭证的摘要（可只写开头），或文件，- 为标准输入",
  },
  required: true,
} as const;

/** `lading credential …` */
export const credential: readonly CommandSpec[] = [
  {
    verb: "issue",
    describe: {
      en: "sign a verifiable credential (JWT) about a subject; its digest is the evidence on the ledger",
      zh: "为主体签发可验证凭证（JWT）；其摘要为账本上的证据",
    },
    options: [
      {
        flags: "--to <member>",
        describe: {
          en: "subject: DID, or a member (lading help values)",
          zh: "主体：DID 或成员（lading help values）",
        },
        required: true,
      },
      {
        flags: "--type <type>",
        describe: { en: "type of the credential, such as CustomsCreditGrade", zh: "凭证类型，如 CustomsCreditGrade" },
        required: true,
      },
      {
        flags: "--claim <name=value>",
        describe: {
          en: "one claim; a value that is JSON is taken as JSON",
          zh: "一项声明；值若为 JSON 则按 JSON 处理",
        },
        repeatable: true,
      },
      { flags: "--claims <file>", describe: { en: "claims as a JSON object", zh: "JSON 对象形式的声明文件" } },
      { flags: "--valid-until <instant>", describe: { en: "last moment of validity", zh: "有效期至" } },
      { flags: "--out <file>", describe: { en: "write the JWT to a file", zh: "将 JWT 写入文件" } },
    ],
    examples: [
      {
        command:
          "lading credential issue --to 5 --type CustomsCreditGrade --claim grade=AEO-ADVANCED --valid-until +365d --out grade.jwt",
      },
    ],
    load: () => import("./issue.ts"),
  },
  {
    verb: "import",
    describe: {
      en: "keep a credential in the wallet, encrypted, after verifying its signature",
      zh: "核验签名后将凭证加密存入钱包",
    },
    arguments: [
      {
        name: "file",
        describe: { en: "file with the JWT, - for stdin", zh: "含 JWT 的文件，- 为标准输入" },
        required: true,
      },
    ],
    examples: [{ command: "lading credential import grade.jwt" }],
    load: () => import("./import.ts"),
  },
  {
    verb: "list",
    describe: { en: "credentials in the wallet", zh: "钱包中的凭证" },
    examples: [{ command: "lading credential list --json" }],
    load: () => import("./list.ts"),
  },
  {
    verb: "show",
    describe: { en: "one credential, decoded", zh: "查看一份凭证" },
    arguments: [which],
    examples: [{ command: "lading credential show 0x3fa9" }],
    load: () => import("./show.ts"),
  },
  {
    verb: "verify",
    describe: {
      en: "verify a credential or presentation: signature, dates and, with --attestation, its standing on the ledger",
      zh: "核验凭证或出示件：签名、日期，加 --attestation 时并核对其在账本上的状态",
    },
    arguments: [which],
    options: [
      {
        flags: "--attestation <id>",
        describe: {
          en: "the attestation on the ledger whose evidence it must be",
          zh: "应以该凭证为证据的账本认定编号",
        },
      },
      {
        flags: "--challenge <text>",
        describe: { en: "for a presentation: the challenge it must answer", zh: "对出示件：应答的质询值" },
      },
    ],
    examples: [
      { command: "lading credential verify grade.jwt" },
      { command: "lading credential verify grade.jwt --attestation 0x…; echo $?" },
    ],
    load: () => import("./verify.ts"),
  },
  {
    verb: "present",
    describe: {
      en: "sign a presentation of kept credentials for one verifier and challenge",
      zh: "就特定核验方与质询签署出示件",
    },
    arguments: [{ ...which, variadic: true }],
    options: [
      { flags: "--to <did>", describe: { en: "DID of the verifier", zh: "核验方的 DID" }, required: true },
      { flags: "--challenge <text>", describe: { en: "the verifier's challenge", zh: "核验方给出的质询值" } },
      { flags: "--out <file>", describe: { en: "write the JWT to a file", zh: "将 JWT 写入文件" } },
    ],
    examples: [
      { command: "lading credential present 0x3fa9 --to did:ethr:0x9e551:0x… --challenge 7f3a --out presentation.jwt" },
    ],
    load: () => import("./present.ts"),
  },
];
