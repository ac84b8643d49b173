import { Command, CommanderError, Help, Option } from "commander";
import { LadingError } from "@lading/sdk/errors";
import type { Language } from "../settings/settings.ts";
import { say, type MessageKey } from "../ui/messages.ts";
import type { CommandSpec, Input, NounSpec, OptionSpec } from "./command.ts";
import type { GlobalOptions } from "./context.ts";
import { GLOBAL_OPTIONS } from "./globalOptions.ts";

/** What the words on the command line ask for. */
export type Invocation = { noun: string; spec: CommandSpec; input: Input; globals: GlobalOptions };

/** Help or the version was asked for and is this text. */
export type Printed = { printed: string };

const TITLES: Readonly<Record<string, MessageKey>> = {
  "Usage:": "usage",
  "Arguments:": "arguments",
  "Options:": "options",
  "Global Options:": "globalOptions",
  "Commands:": "commands",
};

/**
 * Reads the words of a command line against the table of nouns. Only the verbs of the noun that is named are loaded.
 *
 * @throws USAGE_… with a suggestion where a word is misspelt
 */
export async function parseCommandLine(
  words: readonly string[],
  nouns: readonly NounSpec[],
  language: Language,
  version: string,
  footer: string,
): Promise<Invocation | Printed> {
  let invocation: Invocation | undefined;
  let printed = "";
  const program = new Command("lading");
  configure(program, language, (text) => (printed += text));
  program.description(say(language, "programDescription")).addHelpText("after", `\n${footer}`);
  for (const option of GLOBAL_OPTIONS) program.addOption(toOption(option, language));
  const named = findNoun(words, nouns);
  // Only where no noun is named: the program's options are taken anywhere on the line, and an act may have a parameter of that name.
  if (named === undefined) program.version(version, "--version", say(language, "versionOption"));
  for (const noun of nouns) {
    const group = program.command(noun.noun).description(noun.describe[language]);
    configure(group, language, (text) => (printed += text));
    group.action(() => {
      const [given] = group.args;
      if (given !== undefined)
        throw unknownCommand(
          given,
          group.commands.map((command) => command.name()),
          language,
          `lading ${noun.noun}`,
        );
      group.outputHelp();
      throw new CommanderError(0, "commander.help", "");
    });
    group.allowExcessArguments(true);
    if (noun !== named) continue;
    for (const spec of await noun.load()) {
      addVerb(
        group,
        noun.noun,
        spec,
        language,
        (text) => (printed += text),
        (found) => (invocation = found),
        program,
      );
    }
  }
  program.action(() => {
    const [given] = program.args;
    if (given !== undefined)
      throw unknownCommand(
        given,
        nouns.map(({ noun }) => noun),
        language,
        "lading",
      );
    program.outputHelp();
    throw new CommanderError(0, "commander.help", "");
  });
  program.allowExcessArguments(true);
  try {
    await program.parseAsync(["node", "lading", ...words]);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return { printed };
    if (error instanceof CommanderError) throw usageError(error, language, named?.noun);
    throw error;
  }
  if (invocation === undefined) return { printed };
  return invocation;
}

/** The value of `--lang` and `--wallet` before anything is parsed: the language of help and of parse errors depends on them. */
export function peekOption(words: readonly string[], flag: string): string | undefined {
  const at = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = words[at];
  if (word === undefined) return undefined;
  return word.includes("=") ? word.slice(flag.length + 1) : words[at + 1];
}

function findNoun(words: readonly string[], nouns: readonly NounSpec[]): NounSpec | undefined {
  const takesValue = new Set(
    GLOBAL_OPTIONS.filter(({ flags }) => flags.includes("<")).map(({ flags }) => flags.split(" ")[0]),
  );
  const plain = words.filter((word, index) => !word.startsWith("-") && !takesValue.has(words[index - 1] ?? ""));
  const [first, second] = plain;
  return nouns.find(({ noun }) => noun === (first === "help" ? second : first));
}

function addVerb(
  group: Command,
  noun: string,
  spec: CommandSpec,
  language: Language,
  print: (text: string) => void,
  found: (invocation: Invocation) => void,
  program: Command,
): void {
  // A noun that is its own command (`lading doctor`) has one entry with an empty verb.
  const command = spec.verb === "" ? group : group.command(spec.verb).description(spec.describe[language]);
  command.allowExcessArguments(false);
  configure(command, language, print);
  for (const { name, describe, required, variadic } of spec.arguments ?? []) {
    const shown = variadic === true ? `${name}...` : name;
    command.argument(required ? `<${shown}>` : `[${shown}]`, describe[language]);
  }
  for (const option of spec.options ?? []) command.addOption(toOption(option, language));
  const examples = spec.examples.map(
    ({ command: line, describe }) => `  ${describe === undefined ? "" : `# ${describe[language]}\n  `}${line}`,
  );
  command.addHelpText("after", `\n${say(language, "examples")}\n${examples.join("\n")}`);
  command.action(() => {
    const args = command.processedArgs.flat() as (string | undefined)[];
    found({ noun, spec, input: { args, options: command.opts() }, globals: program.opts() });
  });
}

function configure(command: Command, language: Language, print: (text: string) => void): void {
  command
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined, getOutHelpWidth: () => 120 })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => (title in TITLES ? say(language, TITLES[title] as MessageKey) : title),
      optionDescription: (option) => describeOption(option, language),
    })
    .helpOption("-h, --help", say(language, "helpOption"))
    .helpCommand(false);
  command.createHelp = () => Object.assign(new Help(), command.configureHelp());
}

function describeOption(option: Option, language: Language): string {
  const extra = [
    ...(option.mandatory ? [say(language, "required")] : []),
    ...(option.argChoices === undefined ? [] : [say(language, "choices", { choices: option.argChoices.join(", ") })]),
  ];
  return extra.length === 0 ? option.description : `${option.description} (${extra.join("; ")})`;
}

function toOption(spec: OptionSpec, language: Language): Option {
  const option = new Option(spec.flags, spec.describe[language]);
  if (spec.required === true) option.makeOptionMandatory();
  if (spec.choices !== undefined) option.choices([...spec.choices]);
  if (spec.repeatable === true) {
    option.argParser((value: string, previous: readonly string[] | undefined) => {
      if (spec.choices !== undefined && !spec.choices.includes(value)) {
        throw new CommanderError(
          1,
          "commander.invalidArgument",
          `option '${spec.flags}' argument '${value}' is invalid. Allowed choices are ${spec.choices.join(", ")}.`,
        );
      }
      return [...(previous ?? []), value];
    });
  }
  return option;
}

function unknownCommand(given: string, known: readonly string[], language: Language, where: string): LadingError {
  const suggestion = closest(given, known);
  const hint = suggestion === undefined ? "" : say(language, "didYouMean", { suggestion: `${where} ${suggestion}` });
  return new LadingError(
    "USAGE_UNKNOWN_COMMAND",
    "invalid",
    `${say(language, "unknownCommand", { given, hint })}\n${say(language, "seeHelp", { command: where })}`,
    { given },
  );
}

/** Commander's own complaints, as ours: same code in every language, our sentence. */
function usageError(error: CommanderError, language: Language, noun: string | undefined): LadingError {
  const given = /'([^']+)'/.exec(error.message)?.[1] ?? "";
  const suggestion = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(error.message)?.[1];
  const hint = suggestion === undefined ? "" : say(language, "didYouMean", { suggestion });
  const choices = /Allowed choices are (.+?)\.$/m.exec(error.message)?.[1] ?? "";
  const facts = { given, ...(suggestion === undefined ? {} : { suggestion }) };
  const [code, key]: [string, MessageKey] =
    error.code === "commander.unknownOption"
      ? ["USAGE_UNKNOWN_OPTION", "unknownOption"]
      : error.code === "commander.missingArgument" || error.code === "commander.missingMandatoryOptionValue"
        ? ["USAGE_MISSING", "missingArgument"]
        : error.code === "commander.optionMissingArgument"
          ? ["USAGE_VALUE_MISSING", "missingValue"]
          : error.code === "commander.invalidArgument"
            ? ["USAGE_CHOICE", "badChoice"]
            : error.code === "commander.excessArguments"
              ? ["USAGE_TOO_MANY", "excessArguments"]
              : ["USAGE_UNKNOWN_COMMAND", "unknownCommand"];
  const sentence = say(language, key, { given: given.replace(/^error: /, ""), hint, choices });
  return new LadingError(
    code,
    "invalid",
    `${sentence}\n${say(language, "seeHelp", { command: noun === undefined ? "lading" : `lading ${noun}` })}`,
    facts,
    { cause: error },
  );
}

/** The nearest known word by edit distance, when it is near enough to be a slip of the finger. */
export function closest(given: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((word) => ({ word, distance: word.startsWith(given) ? 0.5 : editDistance(given, word) }))
    .sort((left, right) => left.distance - right.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(1, Math.ceil(best.word.length / 3)) ? best.word : undefined;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
