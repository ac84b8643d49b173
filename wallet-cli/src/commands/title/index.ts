import { findAct, kebab } from "@lading/sdk/acts";
import type { CommandSpec } from "../../framework/command.ts";
import { actCommands } from "../acts/actCommands.ts";

const which = {
  name: "title",
  describe: { en: "the bill's number, CARRIER/NUMBER, or its id", zh: "提单号、承运人/提单号或其标识" },
  required: true,
} as const;

/** Acts that offer a bill to somebody, who then may read its document. */
const OFFERS = new Map(
  (["offer", "offerPledge", "releasePledge", "entrust"] as const).map((name) => [kebab(name), findAct("title", name)]),
);

const withoutDocument = {
  flags: "--without-document",
  describe: {
    en: "do not let the offeree read the stored document (it may have published no agreement key)",
    zh: "不向受要约人开放已存单证（其可能未公布协商密钥）",
  },
} as const;

/** The command of an act; an offer hands the document over, too. */
function withDocument(command: CommandSpec): CommandSpec {
  const act = OFFERS.get(command.verb);
  if (act === undefined) return command;
  return {
    ...command,
    options: [...(command.options ?? []), withoutDocument],
    load: async () => ({ run: (await import("./handDocument.ts")).offerWithDocument(act) }),
  };
}

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
  {
    verb: "challenge",
    describe: {
      en: "a fresh nonce, to ask a holder to prove control of its bill now",
      zh: "生成一次性随机数，用于要求持有人即时证明对提单的控制",
    },
    examples: [{ command: "lading title challenge" }],
    load: async () => ({ run: (await import("./proveControl.ts")).challenge }),
  },
  {
    verb: "prove-control",
    describe: {
      en: "sign another's nonce as an officer of the bill's holder: proof of control, and no act",
      zh: "以持有人经办人身份签署对方的随机数：证明控制权，不产生任何行为",
    },
    arguments: [which],
    options: [
      {
        flags: "--challenge <nonce>",
        describe: { en: "32 bytes of the one who asks, 0x-hex", zh: "询问方给出的 32 字节随机数（0x 十六进制）" },
        required: true,
      },
      { flags: "--audience <text>", describe: { en: "who asks; it is signed too", zh: "询问方名称；一并签入" } },
      {
        flags: "--not-after <instant>",
        describe: { en: "last moment at which the answer counts (default: +10m)", zh: "答复最迟有效时间（默认 +10m）" },
      },
      {
        flags: "--out <file>",
        describe: { en: "file to write; must not exist", zh: "输出文件；不得已存在" },
        required: true,
      },
    ],
    examples: [
      {
        command:
          'lading title prove-control COSU6123456780 --challenge 0x… --audience "Huangpu Trade Bank" --out control.json',
      },
    ],
    load: () => import("./proveControl.ts"),
  },
  {
    verb: "check-control",
    describe: {
      en: "check a proof of control against the ledger now: exit 0 yes, 3 no; a nonce counts once",
      zh: "按账本现状核验控制权证明：是为 0，否为 3；每个随机数仅可使用一次",
    },
    arguments: [
      { name: "file", describe: { en: "the answer, - for stdin", zh: "答复文件，- 为标准输入" }, required: true },
    ],
    options: [
      {
        flags: "--challenge <nonce>",
        describe: {
          en: "the nonce that you gave; without it, an answer to somebody else looks the same",
          zh: "您所给出的随机数；不填则无法与给他人的答复区分",
        },
      },
    ],
    examples: [{ command: "lading title check-control control.json --challenge 0x…; echo $?" }],
    load: () => import("./checkControl.ts"),
  },
  ...actCommands("title").map(withDocument),
];
