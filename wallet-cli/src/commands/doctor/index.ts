import type { CommandSpec } from "../../framework/command.ts";

/** `lading doctor` */
export const doctor: readonly CommandSpec[] = [
  {
    verb: "",
    describe: {
      en: "say what is wrong with this set-up: wallet, settings, API, ledger, officer",
      zh: "检查钱包、设置、接口、账本与经办人，并指出问题",
    },
    examples: [{ command: "lading doctor" }, { command: "lading doctor --json" }],
    load: () => import("./run.ts"),
  },
];
