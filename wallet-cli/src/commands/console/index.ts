import type { CommandSpec } from "../../framework/command.ts";

/** `lading console …` */
export const consoleCommands: readonly CommandSpec[] = [
  {
    verb: "approve",
    describe: {
      en: "sign the web console in for reading, by the code that it shows; approve only codes that you asked for yourself",
      zh: "按网页控制台显示的登录码批准其登录查阅；只批准您本人请求的登录码",
    },
    arguments: [{ name: "code", describe: { en: "the code on the page", zh: "页面上的登录码" }, required: true }],
    options: [
      {
        flags: "--origin <url>",
        describe: {
          en: "the address of the page, where it is not the API's own",
          zh: "网页地址（与接口地址不同时须指明）",
        },
      },
    ],
    examples: [
      { command: "lading console approve BCDF-GHJK" },
      {
        command: "lading console approve BCDF-GHJK --origin https://console.example --yes",
        describe: { en: "behind a proxy, from a script", zh: "经代理、在脚本中" },
      },
    ],
    load: () => import("./approve.ts"),
  },
];
