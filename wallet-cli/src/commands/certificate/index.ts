import type { CommandSpec, OptionSpec } from "../../framework/command.ts";

/** What `verify` and `print` take alike. */
const READING: readonly OptionSpec[] = [
  {
    flags: "--anchor <file>",
    describe: {
      en: "validators and registries that you trust (default: the wallet's, see: certificate anchor)",
      zh: "所信任的验证节点与合约（默认取钱包中的，见 certificate anchor）",
    },
  },
  {
    flags: "--document <file>",
    describe: {
      en: "the text at hand: is it the one that was issued or attested?",
      zh: "手中的文本：是否即所签发或签证的文本",
    },
  },
];

/** `lading certificate …` */
export const certificate: readonly CommandSpec[] = [
  {
    verb: "export",
    describe: {
      en: "make a certificate of a title, a release or an attestation from the ledger's newest block: one file, verified anywhere without a network",
      zh: "由账本最新区块生成提单、放箱或信用认定的证明文件：单个文件，可离线核验",
    },
    arguments: [
      {
        name: "title",
        describe: { en: "the bill's number, CARRIER/NUMBER, or its id", zh: "提单号、承运人/提单号或其标识" },
        required: false,
      },
    ],
    options: [
      {
        flags: "--release <release>",
        describe: { en: "of a release instead: its container's number or its id", zh: "改为放箱：箱号或其标识" },
      },
      {
        flags: "--attestation <id>",
        describe: { en: "of what an agency attested instead: its id", zh: "改为信用认定：其标识" },
      },
      {
        flags: "--credential <file>",
        describe: {
          en: "with --attestation: put the attested credential in, where the reader may see it",
          zh: "与 --attestation 同用：一并放入所认定的凭证（须可向读者披露）",
        },
      },
      {
        flags: "--out <file>",
        describe: { en: "file to write; must not exist", zh: "输出文件；不得已存在" },
        required: true,
      },
      {
        flags: "--document <file>",
        describe: {
          en: "put this transport document in, where the reader may see it",
          zh: "一并放入该运输单证（须可向读者披露）",
        },
      },
    ],
    examples: [
      { command: "lading certificate export COSU6123456780 --out bill.lading.json --document bill.json" },
      { command: "lading certificate export --release CSQU3054383 --out release.lading.json" },
      { command: "lading certificate export --attestation 0x… --credential grade.jwt --out grade.lading.json" },
    ],
    load: () => import("./export.ts"),
  },
  {
    verb: "verify",
    describe: {
      en: "verify a certificate offline: exit 0 where it proves a living bill, a go at the gate, a valid grade or a trade document that stands; 3 where spent, barred, revoked, contradicted or forged",
      zh: "离线核验证明文件：证明提单存续、可放行、等级有效或贸易单证成立为 0；已注销、受阻、撤销、矛盾或伪造为 3",
    },
    arguments: [
      { name: "file", describe: { en: "the certificate, - for stdin", zh: "证明文件，- 为标准输入" }, required: true },
    ],
    options: [
      ...READING,
      {
        flags: "--max-age <duration>",
        describe: { en: "refuse a certificate whose block is older than this", zh: "区块早于此时长则不予认可" },
      },
    ],
    examples: [
      { command: "lading certificate verify bill.lading.json --anchor anchor.json; echo $?" },
      { command: "lading certificate verify policy.lading.json --document policy.json" },
    ],
    load: () => import("./verify.ts"),
  },
  {
    verb: "print",
    describe: {
      en: "verify a certificate offline and write a page to print: facts, verdict, the time it speaks for, and a QR code of its digest; exit 0 where the page was written, whatever the verdict; what does not hold is refused",
      zh: "离线核验证明文件并生成打印页：事实、结论、所证时间及摘要二维码；无论结论如何，写入即为 0；不成立者拒绝打印",
    },
    arguments: [
      { name: "file", describe: { en: "the certificate, - for stdin", zh: "证明文件，- 为标准输入" }, required: true },
    ],
    options: [
      {
        flags: "--out <file>",
        describe: {
          en: "HTML file to write, of which nothing is fetched from elsewhere; must not exist",
          zh: "输出的 HTML 文件，自身完备、无外部资源；不得已存在",
        },
        required: true,
      },
      ...READING,
    ],
    examples: [{ command: "lading certificate print bill.lading.json --out bill.html --lang zh" }],
    load: () => import("./print.ts"),
  },
  {
    verb: "anchor",
    describe: {
      en: "keep the ledger's present validators and registries as what this wallet trusts; do it over a way that you trust",
      zh: "将账本现有验证节点与合约存为本钱包的信任依据；须经可信途径执行",
    },
    options: [
      { flags: "--out <file>", describe: { en: "write to a file for others instead", zh: "改为写入文件供他人使用" } },
    ],
    examples: [{ command: "lading certificate anchor --out anchor.json" }],
    load: () => import("./anchor.ts"),
  },
];
