import type { CommandSpec } from "../../framework/command.ts";
import { actCommands } from "../acts/actCommands.ts";

const which = {
  name: "release",
  describe: { en: "container number, or the release's id", zh: "箱号，或放箱权标识" },
  required: true,
} as const;

/** `lading release …` */
export const release: readonly CommandSpec[] = [
  {
    verb: "list",
    describe: { en: "releases that concern my member", zh: "与本方有关的放箱权" },
    options: [
      {
        flags: "--relation <relation>",
        describe: { en: "how they concern it", zh: "与本方的关系" },
        choices: ["held", "offered", "issued", "terminal", "depot", "haulage", "past"],
      },
      { flags: "--state <state>", describe: { en: "only in this state", zh: "仅限某状态" } },
      { flags: "--of-title <title>", describe: { en: "only of this bill", zh: "仅限某提单" } },
    ],
    examples: [{ command: "lading release list --relation held" }],
    load: async () => ({ run: (await import("./run.ts")).list }),
  },
  {
    verb: "show",
    describe: { en: "one release with its lights and what I may do now", zh: "单项放箱权、其各项条件及当前可办事项" },
    arguments: [which],
    examples: [{ command: "lading release show CSQU3054383" }],
    load: async () => ({ run: (await import("./run.ts")).show }),
  },
  {
    verb: "trail",
    describe: { en: "the acts on a release in order", zh: "放箱权上的行为，按顺序" },
    arguments: [which],
    examples: [{ command: "lading release trail CSQU3054383 --json" }],
    load: async () => ({ run: (await import("./run.ts")).trail }),
  },
  ...actCommands("release"),
];
