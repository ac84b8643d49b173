import { backup, backupHelp, restore, restoreHelp } from "./commands/backup.ts";
import { compact, compactHelp } from "./commands/compact.ts";
import { exportChain, exportHelp } from "./commands/export.ts";
import { follow, followHelp } from "./commands/follow.ts";
import { importChain, importHelp } from "./commands/import.ts";
import { rotate, rotateHelp } from "./commands/rotate.ts";
import { start, startHelp } from "./commands/start.ts";
import { status, statusHelp } from "./commands/status.ts";
import { verify, verifyHelp } from "./commands/verify.ts";
import { NodeError } from "./errors.ts";

type Command = { run: (args: readonly string[]) => Promise<number>; help: { en: string; zh: string } };

const commands: Readonly<Record<string, Command>> = {
  start: { run: start, help: startHelp },
  status: { run: status, help: statusHelp },
  verify: { run: verify, help: verifyHelp },
  export: { run: exportChain, help: exportHelp },
  import: { run: importChain, help: importHelp },
  follow: { run: follow, help: followHelp },
  backup: { run: backup, help: backupHelp },
  restore: { run: restore, help: restoreHelp },
  "rotate-key": { run: rotate, help: rotateHelp },
  compact: { run: compact, help: compactHelp },
};

const language = /^zh/i.test(process.env["LC_ALL"] ?? process.env["LC_MESSAGES"] ?? process.env["LANG"] ?? "")
  ? "zh"
  : "en";

function overview(): string {
  const heads = Object.values(commands).map(({ help }) => `  ${help[language].split("\n")[0]}`);
  return language === "zh"
    ? `lading-node:嵌入式账本节点\n\n${heads.join("\n")}`
    : `lading-node: the embedded ledger node\n\n${heads.join("\n")}`;
}

/** Exit codes: 0 done, 1 failed, 2 the command line is wrong. */
async function main(): Promise<number> {
  const [name = "", ...args] = process.argv.slice(2);
  const command = commands[name];
  if (command === undefined) {
    const asked = name === "" || name === "--help" || name === "-h" || name === "help";
    (asked ? process.stdout : process.stderr).write(`${asked ? "" : `unknown command "${name}"\n\n`}${overview()}\n`);
    return asked ? 0 : 2;
  }
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(`${command.help[language]}\n`);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    if (error instanceof NodeError) {
      process.stderr.write(`${error.code}: ${error.message}\n`);
      return error.code.startsWith("OPTION_") ? 2 : 1;
    }
    const isUsage =
      error instanceof TypeError && (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS") === true;
    process.stderr.write(
      `${isUsage ? "OPTION_INVALID" : "INTERNAL"}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return isUsage ? 2 : 1;
  }
}

process.exitCode = await main();
