import type { ExitCode } from "../exitCodes.ts";
import type { Context } from "./context.ts";

/** One sentence in both languages. */
export type Text = { en: string; zh: string };

/** An option of one verb. */
export type OptionSpec = {
  /** As on the command line: `--to <member>`; a value in `<>` where it takes one. */
  flags: string;
  describe: Text;
  required?: boolean;
  /** May be given several times. */
  repeatable?: boolean;
  choices?: readonly string[];
};

/** A positional argument. */
export type ArgumentSpec = { name: string; describe: Text; required: boolean; variadic?: boolean };

/** One command: what it is called, what it takes, what it does, and where its code is. */
export type CommandSpec = {
  verb: string;
  describe: Text;
  arguments?: readonly ArgumentSpec[];
  options?: readonly OptionSpec[];
  examples: readonly { command: string; describe?: Text }[];
  /** Loads the code only when the command runs, so that help is quick. */
  load: () => Promise<{ run: Run }>;
};

/** What was given on the command line, by option name in camel case. */
export type Input = {
  args: readonly (string | undefined)[];
  options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
};

/** What a command found out: `data` for programs, `text` for people, the same facts. */
export type Result = {
  data: unknown;
  /** Table or sentence for a person; printed to stdout unless --json. */
  text: string;
  /** Commands that make sense next. */
  next?: readonly string[];
  /** When the command worked but its answer is not "yes": `falsified` or `undecided`. */
  exit?: ExitCode;
};

/** A command that printed as it went along; there is nothing more to print. */
export type Streamed = { streamed: true };

/** A command's code. */
export type Run = (input: Input, context: Context) => Promise<Result | Streamed>;

/** A noun with its verbs; they are loaded only when the noun is named. */
export type NounSpec = { noun: string; describe: Text; load: () => Promise<readonly CommandSpec[]> };

/** The text value of an option. */
export function text(input: Input, name: string): string | undefined {
  const value = input.options[name];
  return typeof value === "string" ? value : undefined;
}

/** All values of a repeatable option. */
export function texts(input: Input, name: string): readonly string[] {
  const value = input.options[name];
  return Array.isArray(value) ? (value as readonly string[]) : typeof value === "string" ? [value] : [];
}

/** Whether a switch was given. */
export function given(input: Input, name: string): boolean {
  return input.options[name] === true;
}
