import type { CommandSpec } from "../../framework/command.ts";
import { actCommands } from "../acts/actCommands.ts";

const which = {
  name: "member",
  describe: {
    en: "number, name, DID, LEI or credit code (default: me)",
    zh: "编号、名称、DID、LEI 或统一社会信用代码（默认本方）",
  },
  required: false,
} as const;

/** `lading member …` */
export const member: readonly CommandSpec[] = [
  {
    verb: "list",
    describe: { en: "the directory of members", zh: "成员名录" },
    options: [
      { flags: "--role <role>", describe: { en: "only with this role", zh: "仅限某角色" } },
      { flags: "--name <text>", describe: { en: "only whose name has this", zh: "名称包含" } },
    ],
    examples: [{ command: "lading member list --role carrier" }],
    load: async () => ({ run: (await import("./run.ts")).list }),
  },
  {
    verb: "show",
    describe: { en: "one member with its officers", zh: "单个成员及其经办人" },
    arguments: [which],
    examples: [{ command: 'lading member show "Bank of Ningbo"' }],
    load: async () => ({ run: (await import("./run.ts")).show }),
  },
  {
    verb: "whoami",
    describe: { en: "who the ledger says I am, and what I may do", zh: "账本认定的本方身份及可办事项" },
    examples: [{ command: "lading member whoami --json" }],
    load: async () => ({ run: (await import("./run.ts")).whoami }),
  },
  ...actCommands("members"),
];
