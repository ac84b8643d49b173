import { RIGHTS } from "@lading/sdk/acts";
import type { CommandSpec } from "../../framework/command.ts";

const right = {
  flags: "--right <right>",
  describe: { en: "only of this registry", zh: "仅限某登记" },
  choices: [...RIGHTS],
} as const;
const after = { flags: "--after <cursor>", describe: { en: "only after this cursor", zh: "仅限该游标之后" } } as const;

/** `lading events …` */
export const events: readonly CommandSpec[] = [
  {
    verb: "list",
    describe: { en: "events that concern me, in ledger order", zh: "与本方有关的事件，按账本顺序" },
    options: [right, { flags: "--subject <id>", describe: { en: "only about this right", zh: "仅限某权利" } }, after],
    examples: [{ command: "lading events list --right title --json" }],
    load: async () => ({ run: (await import("./run.ts")).list }),
  },
  {
    verb: "watch",
    describe: {
      en: "events as they happen, one line each (JSON lines with --json), until interrupted",
      zh: "实时事件，每行一条（加 --json 为 JSON 行），直至中断",
    },
    options: [after, { flags: "--count <number>", describe: { en: "stop after so many", zh: "达到条数后停止" } }],
    examples: [{ command: "lading events watch --json | jq .event" }],
    load: async () => ({ run: (await import("./run.ts")).watch }),
  },
];
