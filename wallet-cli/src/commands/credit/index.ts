import type { CommandSpec } from "../../framework/command.ts";
import { actCommands } from "../acts/actCommands.ts";

/** `lading credit …` */
export const credit: readonly CommandSpec[] = [
  {
    verb: "list",
    describe: { en: "attestations about me, or given by me", zh: "关于本方或由本方作出的信用认定" },
    options: [
      { flags: "--subject <member>", describe: { en: "only about this member", zh: "仅限某主体" } },
      { flags: "--agency <member>", describe: { en: "only by this agency", zh: "仅限某机构" } },
    ],
    examples: [{ command: "lading credit list --subject me" }],
    load: async () => ({ run: (await import("./run.ts")).list }),
  },
  {
    verb: "show",
    describe: { en: "one attestation", zh: "单项信用认定" },
    arguments: [{ name: "attestation", describe: { en: "its id", zh: "标识" }, required: true }],
    examples: [{ command: "lading credit show 0x…" }],
    load: async () => ({ run: (await import("./run.ts")).show }),
  },
  {
    verb: "standing",
    describe: {
      en: "what an enterprise counts as with an agency, and by which rules",
      zh: "企业在某机构的信用状况及所依规则",
    },
    options: [
      { flags: "--subject <member>", describe: { en: "the enterprise", zh: "企业" }, required: true },
      { flags: "--agency <member>", describe: { en: "the agency", zh: "机构" }, required: true },
      { flags: "--at <instant>", describe: { en: "as of this moment (default: now)", zh: "截至某一时间（默认现在）" } },
    ],
    examples: [{ command: 'lading credit standing --subject me --agency "Shanghai Customs"' }],
    load: async () => ({ run: (await import("./run.ts")).standing }),
  },
  {
    verb: "rules",
    describe: { en: "recognition rules", zh: "互认规则" },
    options: [{ flags: "--agency <member>", describe: { en: "only of this agency", zh: "仅限某机构" } }],
    examples: [{ command: "lading credit rules --json" }],
    load: async () => ({ run: (await import("./run.ts")).rules }),
  },
  {
    verb: "schemes",
    describe: { en: "schemes of grades", zh: "信用等级体系" },
    options: [{ flags: "--publisher <member>", describe: { en: "only of this agency", zh: "仅限某机构" } }],
    examples: [{ command: "lading credit schemes" }],
    load: async () => ({ run: (await import("./run.ts")).schemes }),
  },
  ...actCommands("credit"),
];
