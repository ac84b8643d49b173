import { once } from "node:events";
import { join } from "node:path";
import pino from "pino";
import { isLadingError, LadingError } from "@lading/sdk/errors";
import { readConfig } from "./config.ts";
import { openRelayerKey } from "./relay/openRelayerKey.ts";
import { rebuild } from "./rebuild.ts";
import { startApi } from "./startApi.ts";
import { USAGE } from "./usage.ts";

const COMMANDS = ["start", "rebuild", "relayer", "help"];

/** Runs one command of `lading-api`. */
async function main(args: string[]): Promise<void> {
  if (args.includes("--help") || args.includes("-h") || args[0] === "help") {
    process.stdout.write(USAGE);
    return;
  }
  const { command, config } = readConfig(args, process.env);
  const log = pino(
    { level: config.logLevel, base: null, redact: ["req.headers.authorization", "token", "key"] },
    pino.destination({ dest: 2, sync: true }),
  );
  if (command === "start") {
    const api = await startApi(config, log);
    process.stdout.write(`lading-api serving at ${api.url}\n`);
    const [signal] = (await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")])) as [string];
    log.info({ signal }, "stopping");
    await api.stop();
  } else if (command === "rebuild") {
    const { events, blockNumber, milliseconds } = await rebuild(config, log);
    process.stdout.write(`read model rebuilt: ${events} events up to block ${blockNumber} in ${milliseconds} ms\n`);
  } else if (command === "relayer") {
    process.stdout.write(`${openRelayerKey(join(config.dataDir, "relayer.key")).address}\n`);
  } else {
    throw new LadingError(
      "COMMAND_UNKNOWN",
      "invalid",
      `"${command}" is no command; accepted: ${COMMANDS.join(", ")}`,
      { command },
    );
  }
}

try {
  await main(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  const known = isLadingError(error);
  process.stderr.write(
    `${known ? `${error.message} (${error.code})` : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}
