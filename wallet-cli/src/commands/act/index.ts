import type { CommandSpec } from "../../framework/command.ts";

const file = {
  name: "file",
  describe: { en: "file with a signed act, - for stdin", zh: "含已签署行为的文件，- 为标准输入" },
  required: true,
} as const;

/** `lading act …` */
export const act: readonly CommandSpec[] = [
  {
    verb: "show",
    describe: {
      en: "what a signed act would do, who signed it, and whether the signatures are good",
      zh: "已签署行为的内容、签署人及签名是否有效",
    },
    arguments: [file],
    examples: [{ command: "lading act show surrender.json" }],
    load: () => import("./show.ts"),
  },
  {
    verb: "countersign",
    describe: { en: "add this officer's signature (maker-checker)", zh: "加签（经办/复核）" },
    arguments: [file],
    options: [
      { flags: "--out <file>", describe: { en: "write to a file instead of stdout", zh: "写入文件而非标准输出" } },
    ],
    examples: [
      {
        command: "lading title surrender COSU6123456780 --purpose delivery --sign-only --json > surrender.json",
        describe: { en: "the maker", zh: "经办人" },
      },
      {
        command: "lading act countersign surrender.json --out surrender-2.json",
        describe: { en: "the checker", zh: "复核人" },
      },
      { command: "lading act submit surrender-2.json" },
    ],
    load: () => import("./countersign.ts"),
  },
  {
    verb: "submit",
    describe: {
      en: "send a signed act; anyone may, the signature is the authority",
      zh: "提交已签署的行为；任何人均可提交，签名即授权",
    },
    arguments: [file],
    options: [
      {
        flags: "--dry-run",
        describe: { en: "ask whether it would be admitted; change nothing", zh: "仅询问是否会被接受，不作更改" },
      },
      {
        flags: "--idempotency-key <text>",
        describe: {
          en: "the same key again answers the same (default: derived from the act)",
          zh: "同一键重复提交得到同一答复（默认由行为推出）",
        },
      },
    ],
    examples: [{ command: "lading act submit surrender.json --json" }],
    load: () => import("./submit.ts"),
  },
];
