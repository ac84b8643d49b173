import { existsSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { NodeError } from "../errors.ts";
import { DEFAULT_CACHE_BYTES } from "../chain/Ledger.ts";
import type { Access } from "../rpc/access.ts";
import { MOST_CACHE_BYTES } from "../state/NodeCache.ts";
import { integerOption } from "./options.ts";

const MEBIBYTE = 1024 * 1024;

/** Options of the commands that serve a port. */
export const servingOptions = {
  host: { type: "string", default: "127.0.0.1" },
  "allowed-host": { type: "string", multiple: true, default: [] as string[] },
  "allowed-origin": { type: "string", multiple: true, default: [] as string[] },
  "tls-cert": { type: "string" },
  "tls-key": { type: "string" },
  "token-file": { type: "string" },
  "state-cache": { type: "string", default: String(DEFAULT_CACHE_BYTES / MEBIBYTE) },
} as const;

/** Their help. */
export const servingHelp = {
  en: `  --host <address>          127.0.0.1: only this machine. Anything else should have --tls-cert and --token-file
  --allowed-host <name>     a further name in the Host header (repeatable)
  --allowed-origin <url>    a web page that may call (repeatable)
  --tls-cert <file>         serve https and wss with this certificate chain (PEM); with --tls-key <file>
  --token-file <file>       callers must present the token in this file: Authorization: Bearer <token> (/health and /ready stay open)
  --state-cache <MiB>       memory for the state beside what is at hand; ${DEFAULT_CACHE_BYTES / MEBIBYTE}, enough for a million bills. It is taken as it is needed`,
  zh: `  --host <地址>             127.0.0.1:仅限本机。对外服务时应使用 --tls-cert 和 --token-file
  --allowed-host <名称>     允许的其他 Host 名(可重复)
  --allowed-origin <网址>   允许调用的网页来源(可重复)
  --tls-cert <文件>         以此证书链(PEM)提供 https 和 wss;须同时给出 --tls-key <文件>
  --token-file <文件>       调用方须出示此文件中的令牌:Authorization: Bearer <令牌>(/health 和 /ready 除外)
  --state-cache <MiB>       状态数据的缓存内存;默认 ${DEFAULT_CACHE_BYTES / MEBIBYTE},足够一百万份提单,按需占用`,
};

/** The memory for the state that was asked for, in bytes. @throws NodeError OPTION_INVALID */
export function cacheBytesOf(values: { "state-cache": string }): number {
  return integerOption("state-cache", values["state-cache"], 0, MOST_CACHE_BYTES / MEBIBYTE) * MEBIBYTE;
}

/** Shorter tokens can be guessed over a network. */
const LEAST_TOKEN = 20;

function fileOf(option: string, path: string): Buffer {
  if (!existsSync(path)) {
    throw new NodeError("OPTION_INVALID", "invalid", `--${option} is "${path}"; accepted is a file that exists`, {
      option,
      value: path,
    });
  }
  return readFileSync(path);
}

/** The first line of a token file. @throws NodeError OPTION_INVALID */
export function tokenOf(option: string, path: string): string {
  const token = (fileOf(option, path).toString("utf8").split("\n")[0] ?? "").trim();
  if (token.length >= LEAST_TOKEN && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new NodeError(
    "OPTION_INVALID",
    "invalid",
    `--${option}: the first line of ${path} has ${token.length} characters; accepted are at least ${LEAST_TOKEN} visible ASCII characters`,
    { option, length: token.length },
  );
}

/** How a command serves its port, from its options. */
export type Serving = {
  host: string;
  access: Access;
  tls?: { cert: Buffer; key: Buffer };
  /** What an operator should hear about it. */
  warnings: string[];
};

/** @throws NodeError OPTION_INVALID, OPTION_MISSING */
export function servingOf(values: {
  host: string;
  "allowed-host": string[];
  "allowed-origin": string[];
  "tls-cert"?: string | undefined;
  "tls-key"?: string | undefined;
  "token-file"?: string | undefined;
}): Serving {
  const { host, "tls-cert": cert, "tls-key": key, "token-file": tokenFile } = values;
  if ((cert === undefined) !== (key === undefined)) {
    const option = cert === undefined ? "tls-cert" : "tls-key";
    throw new NodeError("OPTION_MISSING", "invalid", `--${option} is needed: a certificate and its key go together`, {
      option,
    });
  }
  const isLocal = host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
  const warnings: string[] = [];
  if (!isLocal && cert === undefined) {
    warnings.push(`${host} is reachable from other machines without TLS: put --tls-cert or a reverse proxy in front`);
  }
  if (!isLocal && tokenFile === undefined)
    warnings.push(`${host} is reachable from other machines without --token-file`);
  return {
    host,
    access: {
      hosts: values["allowed-host"].map((name) => name.toLowerCase()),
      origins: values["allowed-origin"],
      ...(tokenFile === undefined ? {} : { token: tokenOf("token-file", tokenFile) }),
    },
    ...(cert === undefined || key === undefined
      ? {}
      : { tls: { cert: fileOf("tls-cert", cert), key: fileOf("tls-key", key) } }),
    warnings,
  };
}
