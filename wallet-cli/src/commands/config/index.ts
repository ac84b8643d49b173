import type { CommandSpec } from "../../framework/command.ts";
import { SETTING_FORMS } from "../../settings/settings.ts";

const names = Object.keys(SETTING_FORMS).join(", ");
const name = { name: "name", describe: { en: `one of: ${names}`, zh: `以下之一：${names}` }, required: true } as const;

/** `lading config …` */
export const config: readonly CommandSpec[] = [
  {
    verb: "set",
    describe: { en: "set a value", zh: "设置" },
    arguments: [name, { name: "value", describe: { en: "the value", zh: "值" }, required: true }],
    examples: [
      { command: "lading config set api-url https://lading.example:8443" },
      { command: "lading config set lang zh" },
    ],
    load: async () => ({ run: (await import("./run.ts")).set }),
  },
  {
    verb: "unset",
    describe: { en: "remove a value", zh: "取消设置" },
    arguments: [name],
    examples: [{ command: "lading config unset api-url" }],
    load: async () => ({ run: (await import("./run.ts")).unset }),
  },
  {
    verb: "list",
    describe: { en: "all values, and what is used where none is set", zh: "全部设置及未设置时的默认值" },
    examples: [{ command: "lading config list --json" }],
    load: async () => ({ run: (await import("./run.ts")).list }),
  },
];
