import { acts, isGoverned, kebab, type Act, type Parameter, type Right } from "@lading/sdk/acts";
import type { CommandSpec, OptionSpec, Text } from "../../framework/command.ts";
import { NOUN_OF } from "./nouns.ts";

/** What a value of each kind looks like in the help, with an example of it. */
const FORMS: Readonly<Record<Parameter["kind"], readonly [form: string, example: string]>> = {
  member: ["member", '"Bank of Ningbo"'],
  title: ["title", "COSU6123456780"],
  release: ["release", "CSQU3054383"],
  attestation: ["id", "0x…"],
  scheme: ["scheme", "GACC-282"],
  rule: ["id", "0x…"],
  accreditation: ["id", "0x…"],
  tradeDocument: ["document", "permit.json"],
  documentType: ["type", "permit"],
  subject: ["subject", "container:MSKU6011672"],
  account: ["account", "did:ethr:0x…"],
  instant: ["instant", "+2d"],
  duration: ["duration", "2d"],
  digest: ["digest", "@statement.pdf"],
  document: ["document", "@bill.json"],
  reference: ["text", "COSU6123456780"],
  commitment: ["value", "沪A12345"],
  legalId: ["code", "91310000MA1FL00900"],
  flags: ["names", "all"],
  choice: ["name", ""],
  count: ["number", "2"],
  text: ["text", '"…"'],
  titles: ["titles", "COSU6123456780,COSU6123456781"],
  json: ["file", "@replacements.json"],
  bytes: ["hex", "0x…"],
};

/** The option of whatever is done once under a name. */
export const ONCE_OPTION: OptionSpec = {
  flags: "--idempotency-key <text>",
  describe: {
    en: "a name for this act: the same command again does it once",
    zh: "本次行为的名称：重复执行同一命令只生效一次",
  },
};

/** Options of every act. */
export const ACT_OPTIONS: readonly OptionSpec[] = [
  {
    flags: "--not-after <instant>",
    describe: {
      en: "last moment at which the signature may be used (default: +10m)",
      zh: "签名最迟可用时间（默认 +10m）",
    },
  },
  {
    flags: "--sign-only",
    describe: {
      en: "print the signed act instead of sending it (lading act submit)",
      zh: "只签署并输出，不提交（之后用 lading act submit）",
    },
  },
  {
    flags: "--dry-run",
    describe: {
      en: "ask the ledger whether it would be admitted; change nothing",
      zh: "仅询问账本是否会接受，不作更改",
    },
  },
  ONCE_OPTION,
];

/** Option of the acts that governance admits by role. */
const SCHEDULE_OPTION: OptionSpec = {
  flags: "--schedule",
  describe: {
    en: "schedule it, where your role has a delay; the same command without this performs it when the delay has passed",
    zh: "先行排期（角色设有延迟时）；期满后不带此选项再执行一次即生效",
  },
};

/** The commands of a registry's acts, derived from the acts table: a new act is a new command. */
export function actCommands(right: Right): readonly CommandSpec[] {
  return acts.filter((act) => act.right === right).map(toCommand);
}

/** The parameter that a person may also give without its flag: the right that the act is about. */
export function subjectOf(act: Act): Parameter | undefined {
  const [first] = act.parameters;
  if (first === undefined || first.default !== undefined) return undefined;
  const isRight = [
    "title",
    "release",
    "attestation",
    "scheme",
    "rule",
    "accreditation",
    "tradeDocument",
    "documentType",
  ].includes(first.kind);
  return isRight || (act.right === "members" && first.name === "member") ? first : undefined;
}

function toCommand(act: Act): CommandSpec {
  const subject = subjectOf(act);
  const verb = kebab(act.name);
  return {
    verb,
    describe: describe(act),
    ...(subject === undefined
      ? {}
      : {
          arguments: [
            {
              name: FORMS[subject.kind][0],
              describe: { en: `same as --${kebab(subject.name)}`, zh: `同 --${kebab(subject.name)}` },
              required: false,
            },
          ],
        }),
    options: [
      ...act.parameters.map((parameter) => toOption(parameter, parameter === subject)),
      ...(isGoverned(act) ? [SCHEDULE_OPTION] : []),
      ...ACT_OPTIONS,
    ],
    examples: [{ command: example(act, verb) }],
    load: async () => ({ run: (await import("./runAct.ts")).runAct(act) }),
  };
}

function describe(act: Act): Text {
  const scope =
    act.scope === null ? { en: "", zh: "" } : { en: `; officer scope: ${act.scope}`, zh: `；经办人权限：${act.scope}` };
  const final = act.irreversible === true ? { en: "; cannot be undone", zh: "；不可撤销" } : { en: "", zh: "" };
  return { en: `${act.summary.en}${scope.en}${final.en}`, zh: `${act.summary.zh}${scope.zh}${final.zh}` };
}

function toOption(parameter: Parameter, isSubject: boolean): OptionSpec {
  const { en, zh } = parameter.summary;
  const fallback = parameter.default;
  const choices = parameter.choices ?? [];
  const names =
    parameter.kind === "flags"
      ? { en: `; of: ${choices.join(", ")}`, zh: `；取自：${choices.join("、")}` }
      : { en: "", zh: "" };
  return {
    flags: `--${kebab(parameter.name)} <${FORMS[parameter.kind][0]}>`,
    describe: {
      en: `${en}${names.en}${fallback === undefined ? "" : ` (default: ${fallback})`}`,
      zh: `${zh}${names.zh}${fallback === undefined ? "" : `（默认 ${fallback}）`}`,
    },
    required: fallback === undefined && !isSubject,
    ...(parameter.kind === "choice" ? { choices } : {}),
  };
}

/** An example that names every parameter that must be given. */
function example(act: Act, verb: string): string {
  const subject = subjectOf(act);
  const words = act.parameters
    .filter((parameter) => parameter.default === undefined)
    .map((parameter) => {
      const value =
        parameter.kind === "choice"
          ? (parameter.choices?.[0] ?? "")
          : parameter.kind === "flags"
            ? (parameter.choices?.[0] ?? "all")
            : FORMS[parameter.kind][1];
      return parameter === subject ? value : `--${kebab(parameter.name)} ${value}`;
    });
  return ["lading", NOUN_OF[act.right], verb, ...words].join(" ");
}
