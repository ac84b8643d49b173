import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { parseRpcToken, type RpcEndpoint } from "@lading/sdk/chain";
import { LadingError } from "@lading/sdk/errors";

/** Everything that an operator decides. A flag wins over the environment. */
export type Config = {
  /** JSON-RPC URL of the ledger. `--rpc-url`, LADING_RPC_URL. Default: http://127.0.0.1:8545 */
  rpcUrl: string;
  /** File with the bearer token that the ledger asks for. `--rpc-token-file`, LADING_RPC_TOKEN_FILE. The token itself is no option. */
  rpcTokenFile: string | null;
  /** Where the read model, the relayer's key and the documents lie. `--data`, LADING_API_DATA. Default: data/api */
  dataDir: string;
  /** Deployment record of the registries. `--deployment`, LADING_DEPLOYMENT. Default: data/ledger.json */
  deployment: string;
  /** `--port`, LADING_API_PORT. 0 takes a free one. Default: 8080 */
  port: number;
  /** Interface to listen on. `--host`, LADING_API_HOST. Default: 127.0.0.1 */
  host: string;
  /** The URL that callers use, where a proxy stands in front: the audience of tokens. `--public-url`, LADING_API_URL. */
  publicUrl: string | null;
  /** Requests per minute and caller. `--rate-limit`, LADING_API_RATE_LIMIT. Default: 1200 */
  rateLimit: number;
  /** Milliseconds between looks for a new block. `--poll`, LADING_API_POLL. Default: 250 */
  pollInterval: number;
  /** pino level. `--log-level`, LADING_LOG_LEVEL. Default: info */
  logLevel: string;
};

const schema = z.object({
  rpcUrl: z.url({ protocol: /^https?$/ }),
  rpcTokenFile: z.string().min(1).transform(absolute).nullable(),
  dataDir: z.string().min(1).transform(absolute),
  deployment: z.string().min(1).transform(absolute),
  port: z.coerce.number().int().min(0).max(65_535),
  host: z.string().min(1),
  publicUrl: z.url({ protocol: /^https?$/ }).nullable(),
  rateLimit: z.coerce.number().int().min(1),
  pollInterval: z.coerce.number().int().min(10).max(60_000),
  logLevel: z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]),
});

const settings = {
  rpcUrl: { flag: "rpc-url", env: "LADING_RPC_URL", fallback: "http://127.0.0.1:8545" },
  rpcTokenFile: { flag: "rpc-token-file", env: "LADING_RPC_TOKEN_FILE", fallback: null },
  dataDir: { flag: "data", env: "LADING_API_DATA", fallback: "data/api" },
  deployment: { flag: "deployment", env: "LADING_DEPLOYMENT", fallback: "data/ledger.json" },
  port: { flag: "port", env: "LADING_API_PORT", fallback: "8080" },
  host: { flag: "host", env: "LADING_API_HOST", fallback: "127.0.0.1" },
  publicUrl: { flag: "public-url", env: "LADING_API_URL", fallback: null },
  rateLimit: { flag: "rate-limit", env: "LADING_API_RATE_LIMIT", fallback: "1200" },
  pollInterval: { flag: "poll", env: "LADING_API_POLL", fallback: "250" },
  logLevel: { flag: "log-level", env: "LADING_LOG_LEVEL", fallback: "info" },
} as const satisfies Record<keyof Config, { flag: string; env: string; fallback: string | null }>;

/**
 * The configuration from flags and environment.
 *
 * @throws LadingError `CONFIG_INVALID` naming the flag and the value
 * @example
 * const { command, config } = readConfig(["start", "--port", "8080"], process.env);
 */
export function readConfig(args: string[], env: NodeJS.ProcessEnv): { command: string; config: Config } {
  const { values, positionals } = parse(args);
  const raw = Object.fromEntries(
    Object.entries(settings).map(([name, { flag, env: variable, fallback }]) => [
      name,
      values[flag] ?? env[variable] ?? fallback,
    ]),
  );
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const name = issue.path[0] as keyof Config;
    const { flag, env: variable } = settings[name];
    throw new LadingError(
      "CONFIG_INVALID",
      "invalid",
      `--${flag} (${variable}) is "${String(raw[name])}": ${issue.message}`,
      { flag, value: String(raw[name]) },
    );
  }
  return { command: positionals[0] ?? "start", config: parsed.data };
}

/**
 * Where the ledger is, and its token, read now.
 *
 * @throws LadingError `CONFIG_INVALID` where the file cannot be read, `RPC_TOKEN_INVALID` where it holds no token
 */
export function endpointOf({ rpcUrl, rpcTokenFile }: Config): RpcEndpoint {
  if (rpcTokenFile === null) return { url: rpcUrl };
  let text: string;
  try {
    text = readFileSync(rpcTokenFile, "utf8");
  } catch (cause) {
    const { flag, env } = settings.rpcTokenFile;
    const { code } = cause as NodeJS.ErrnoException;
    throw new LadingError(
      "CONFIG_INVALID",
      "invalid",
      `--${flag} (${env}) is "${rpcTokenFile}", which cannot be read (${code ?? "error"}); accepted is a file with the ledger's token`,
      { flag, value: rpcTokenFile },
      { cause },
    );
  }
  return { url: rpcUrl, token: parseRpcToken(text, rpcTokenFile) };
}

function parse(args: string[]): { values: Record<string, string | undefined>; positionals: string[] } {
  const options = Object.fromEntries(Object.values(settings).map(({ flag }) => [flag, { type: "string" as const }]));
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { values: values as Record<string, string | undefined>, positionals };
  } catch (cause) {
    throw new LadingError("CONFIG_INVALID", "invalid", cause instanceof Error ? cause.message : String(cause));
  }
}

function absolute(path: string): string {
  return isAbsolute(path) ? path : resolve(path);
}
