import type { CommandSpec } from "../../framework/command.ts";

const which = {
  name: "release",
  describe: { en: "container number, or the release's id", zh: "箱号，或放箱权标识" },
  required: true,
} as const;

/** `lading gate …` */
export const gate: readonly CommandSpec[] = [
  {
    verb: "verdict",
    describe: {
      en: "may this container leave with this driver and plate now? exit 0 go, 3 no go with every reason, 5 cannot decide",
      zh: "此箱现在可否由该司机、该车提离：可为 0；不可为 3 并列全部原因；无法判断为 5",
    },
    arguments: [which],
    options: [
      {
        flags: "--pass <file>",
        describe: {
          en: "the driver's pass (lading gate pass), - for stdin",
          zh: "司机的通行凭据（lading gate pass），- 为标准输入",
        },
      },
      {
        flags: "--driver <document>",
        describe: {
          en: "driver's document as read at the gate; compared with the pass",
          zh: "闸口读取的司机证件号；与凭据比对",
        },
      },
      {
        flags: "--plate <plate>",
        describe: { en: "plate as read at the gate; compared with the pass", zh: "闸口读取的车牌号；与凭据比对" },
      },
      {
        flags: "--haulier <member>",
        describe: { en: "who is at the gate (default: the one assigned)", zh: "到闸车队（默认为被指派者）" },
      },
      { flags: "--at <instant>", describe: { en: "as of this moment (default: now)", zh: "截至某一时间（默认现在）" } },
    ],
    examples: [
      {
        command:
          "lading gate verdict CSQU3054383 --pass pass.json --plate 沪A12345 --driver 31010119900307001X; echo $?",
      },
    ],
    load: () => import("./verdict.ts"),
  },
  {
    verb: "pass",
    describe: {
      en: "the driver's pass as QR: opens the commitments of driver and plate to the terminal, and to nobody else",
      zh: "司机通行二维码：仅向码头公开司机与车牌承诺的内容",
    },
    arguments: [which],
    options: [
      {
        flags: "--driver <value>",
        describe: { en: "the driver's document, as assigned", zh: "指派时的司机证件号" },
        required: true,
      },
      { flags: "--plate <value>", describe: { en: "the plate, as assigned", zh: "指派时的车牌号" }, required: true },
      { flags: "--out <file>", describe: { en: "write the pass as JSON", zh: "以 JSON 写入文件" } },
    ],
    examples: [{ command: "lading gate pass CSQU3054383 --driver 31010119900307001X --plate 沪A12345" }],
    load: () => import("./pass.ts"),
  },
];
