import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { styleText } from "node:util";
import { LadingError } from "@lading/sdk/errors";

/** The person or script at the other end: data on stdout, messages on stderr, questions only to a person. */
export type Terminal = {
  /** Whether somebody can answer a question. */
  readonly interactive: boolean;
  data: (text: string) => void;
  message: (text: string) => void;
  ask: (question: string) => Promise<string>;
  askYes: (question: string) => Promise<boolean>;
  askSecret: (question: string) => Promise<string>;
  /** All of stdin; only one option of a command may take it. */
  readStdin: () => Promise<string>;
  /** Colours for stderr or stdout, none where NO_COLOR, TERM=dumb or a pipe says so. */
  style: (format: Parameters<typeof styleText>[0], text: string) => string;
};

/** The terminal of this process. */
export function processTerminal(env: NodeJS.ProcessEnv): Terminal {
  const colourful = process.stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  let stdinTaken = false;
  return {
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    data: (text) => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    message: (text) => void process.stderr.write(`${text}\n`),
    ask: (question) => askLine(question, false),
    askYes: async (question) => /^(y|yes|是)$/i.test((await askLine(`${question} [y/N] `, false)).trim()),
    askSecret: (question) => askLine(`${question}: `, true),
    readStdin: async () => {
      if (stdinTaken) {
        throw new LadingError("USAGE_STDIN_TWICE", "invalid", 'only one option can read stdin ("-")', {});
      }
      stdinTaken = true;
      const parts: Buffer[] = [];
      for await (const part of process.stdin) parts.push(Buffer.from(part as Uint8Array));
      return Buffer.concat(parts).toString("utf8");
    },
    style: (format, text) => (colourful ? styleText(format, text, { validateStream: false }) : text),
  };
}

async function askLine(question: string, hidden: boolean): Promise<string> {
  let quiet = false;
  // readline echoes what is typed to its output; a secret is swallowed there, so it never reaches the screen or a log of it.
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!quiet) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  const stopped = new AbortController();
  lines.on("SIGINT", () => stopped.abort());
  lines.on("close", () => stopped.abort());
  try {
    const answer = lines.question(question, { signal: stopped.signal });
    quiet = hidden;
    return await answer;
  } catch (cause) {
    throw new LadingError("CANCELLED", "invalid", "cancelled", {}, { cause });
  } finally {
    lines.close();
    if (hidden) process.stderr.write("\n");
  }
}
