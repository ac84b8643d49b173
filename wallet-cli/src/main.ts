import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isLadingError, LadingError } from "@lading/sdk/errors";
import { NOUNS } from "./commands/index.ts";
import { EXIT, exitCodeOf } from "./exitCodes.ts";
import { createContext } from "./framework/context.ts";
import { parseCommandLine, peekOption } from "./framework/program.ts";
import { helpFooter, helpTopic } from "./framework/topics.ts";
import { chooseLanguage, readSettings, walletDirectory, type Language, type Settings } from "./settings/settings.ts";
import { errorSentence } from "./ui/errorSentence.ts";
import { say } from "./ui/messages.ts";
import { processTerminal, type Terminal } from "./ui/terminal.ts";
import { VERSION } from "./version.ts";

/**
 * Runs one command line and sets the exit code. The only place that prints errors and that knows exit codes.
 *
 * @example
 * await main(["wallet", "show", "--json"]);
 */
export async function main(words: readonly string[]): Promise<void> {
  const env = process.env;
  const terminal = processTerminal(env);
  // A closed pipe (`lading … | head`) is the reader's choice, not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  const json = words.includes("--json");
  let language = chooseLanguage(peekOption(words, "--lang"), {}, env);
  try {
    const directory = walletDirectory(peekOption(words, "--wallet"), env);
    const settings = await readSettings(directory);
    language = chooseLanguage(peekOption(words, "--lang"), settings, env);
    process.exitCode = await execute(words, { language, settings, directory, env, terminal });
  } catch (error) {
    process.exitCode = report(error, { json, language, terminal });
  }
}

type Surroundings = {
  language: Language;
  settings: Settings;
  directory: string;
  env: NodeJS.ProcessEnv;
  terminal: Terminal;
};

async function execute(words: readonly string[], around: Surroundings): Promise<number> {
  const { language, terminal } = around;
  const topic = helpTopic(words, language);
  if (topic !== undefined) {
    terminal.data(topic);
    return EXIT.ok;
  }
  // `lading help title offer` is `lading title offer --help`.
  const asked = words[0] === "help" ? [...words.slice(1), "--help"] : words;
  const found = await parseCommandLine(asked, NOUNS, language, VERSION, helpFooter(language));
  if ("printed" in found) {
    terminal.data(found.printed);
    return EXIT.ok;
  }
  const context = createContext({ ...around, options: found.globals });
  const { run } = await found.spec.load();
  const result = await run(found.input, context);
  if ("streamed" in result) return EXIT.ok;
  if (context.json) {
    terminal.data(JSON.stringify(result.data, null, 2));
  } else {
    if (result.text !== "") terminal.data(result.text);
    for (const command of result.next ?? [])
      terminal.message(terminal.style("dim", say(language, "next", { command })));
  }
  return result.exit ?? EXIT.ok;
}

/** Says what went wrong, once, and gives the exit code. No stack trace reaches a user; LADING_DEBUG=1 asks for one. */
function report(
  thrown: unknown,
  { json, language, terminal }: { json: boolean; language: Language; terminal: Terminal },
): number {
  const error = isLadingError(thrown)
    ? thrown
    : new LadingError(
        "INTERNAL",
        "internal",
        thrown instanceof Error ? thrown.message : String(thrown),
        {},
        { cause: thrown },
      );
  const message = errorSentence(error, language);
  if (json) {
    const { code, kind, facts, issues } = error;
    terminal.message(JSON.stringify({ error: { code, kind, message, facts, issues } }));
  } else {
    const [sentence = "", ...hints] = message.split("\n");
    terminal.message(say(language, "errorLine", { message: sentence, code: error.code }));
    for (const hint of hints) terminal.message(hint);
    for (const issue of error.issues) {
      if (issue.message !== error.message)
        terminal.message(`  ${issue.pointer || "/"}: ${issue.message} (${issue.code})`);
    }
  }
  if (process.env.LADING_DEBUG === "1") console.error(thrown);
  return exitCodeOf(error);
}

// Also runnable as it is, by a Node that strips types: `node wallet-cli/src/main.ts wallet show`.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await main(process.argv.slice(2));
}
