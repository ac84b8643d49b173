import type { CommandSpec } from "../../framework/command.ts";
import { actCommands } from "../acts/actCommands.ts";

const which = {
  name: "title",
  describe: { en: "the bill's number, CARRIER/NUMBER, or its id", zh: "提单号、承运人/提单号或其标识" },
  required: true,
} as const;

/** `lading title …` */
export const title: readonly CommandSpec[] = [
  {
    verb: "list",
    describe: { en: "bills that concern my member", zh: "与本方有关的提单" },
    options: [
      {
        flags: "--relation <relation>",
        describe: { en: "how they concern it", zh: "与本方的关系" },
        choices: ["held", "offered", "issued", "pledged", "endorsed", "surrendered", "past"],
      },
      { flags: "--state <state>", describe: { en: "only in this state", zh: "仅限某状态" } },
    ],
    examples: [{ command: "lading title list --relation offered" }],
    load: async () => ({ run: (await import("./run.ts")).list }),
  },
  {
    verb: "show",
    describe: { en: "one bill and what I may do with it now", zh: "单份提单及当前可办事项" },
    arguments: [which],
    examples: [{ command: "lading title show COSU6123456780" }],
    load: async () => ({ run: (await import("./run.ts")).show }),
  },
  {
    verb: "verdict",
    describe: {
      en: "what the ledger says of a bill: exit 0 where it is a living bill, 3 where it is spent, surrendered, frozen or its document differs",
      zh: "账本对提单的结论：有效存续为 0；已注销、交还、冻结或单证不符为 3",
    },
    arguments: [which],
    options: [
      { flags: "--at <instant>", describe: { en: "as of this moment (default: now)", zh: "截至某一时间（默认现在）" } },
      {
        flags: "--document <file>",
        describe: { en: "also compare this transport document with the ledger", zh: "并核对该运输单证与账本是否一致" },
      },
    ],
    examples: [{ command: "lading title verdict COSU6123456780 --document bill.json; echo $?" }],
    load: async () => ({ run: (await import("./verdict.ts")).run }),
  },
  {
    verb: "trail",
    describe: { en: "the acts on a bill in order: its chain of control", zh: "提单上的行为，按顺序：控制权链" },
    arguments: [which],
    examples: [{ command: "lading title trail COSU6123456780 --json" }],
    load: async () => ({ run: (await import("./run.ts")).trail }),
  },
  ...actCommands("title"),
];
