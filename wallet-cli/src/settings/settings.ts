import { mkdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { LadingError } from "@lading/sdk/errors";
import { atomicWrite } from "../keystore/atomicWrite.ts";

/** A language of the product. */
export type Language = "en" | "zh";

/** What a wallet remembers that is no secret. Kept beside it as `settings.json`. */
export type Settings = {
  /** URL of the API. */
  "api-url"?: string | undefined;
  /** JSON-RPC URL of the ledger; DIDs are resolved there. */
  "rpc-url"?: string | undefined;
  /** File with the bearer token that the ledger asks for; the token itself is no setting. */
  "rpc-token-file"?: string | undefined;
  /** Chain id; learned from the API when it is not set. */
  "chain-id"?: string | undefined;
  /** Address of the DID registry; learned from the API when it is not set. */
  "did-registry"?: string | undefined;
  /** Alias of the key that acts when --key is not given. */
  key?: string | undefined;
  lang?: Language | undefined;
};

const url = z.url({ protocol: /^https?$/ });

/** Each setting with the form that it must have; `lading config set` and the file are checked by the same table. */
export const SETTINGS = {
  "api-url": url,
  "rpc-url": url,
  "rpc-token-file": z.string().refine(isAbsolute),
  "chain-id": z.string().regex(/^[1-9][0-9]*$/),
  "did-registry": z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  key: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/),
  lang: z.enum(["en", "zh"]),
} as const satisfies Record<keyof Settings, z.ZodType>;

/** What each setting must look like, for messages. */
export const SETTING_FORMS: Readonly<Record<keyof Settings, string>> = {
  "api-url": "http://HOST:PORT",
  "rpc-url": "http://HOST:PORT",
  "rpc-token-file": "/PATH/TO/FILE",
  "chain-id": "648529",
  "did-registry": "0x + 40 hex",
  key: "identity",
  lang: "en | zh",
};

/** Used where neither option, environment nor settings say otherwise. */
export const DEFAULT_API_URL = "http://127.0.0.1:8080";
/** The embedded node's default. */
export const DEFAULT_RPC_URL = "http://127.0.0.1:8545";

const fileSchema = z.strictObject(
  Object.fromEntries(Object.entries(SETTINGS).map(([name, form]) => [name, (form as z.ZodType).optional()])),
);

/** Where the wallet is: `--wallet`, then `LADING_WALLET`, then the XDG data folder. */
export function walletDirectory(option: string | undefined, env: NodeJS.ProcessEnv): string {
  const chosen = option ?? env.LADING_WALLET;
  if (chosen !== undefined && chosen !== "") return resolve(chosen);
  return join(env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "lading");
}

/**
 * The settings of a wallet directory; none where there is no file.
 *
 * @throws SETTINGS_INVALID
 */
export async function readSettings(directory: string): Promise<Settings> {
  const path = settingsPath(directory);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return {};
    throw error;
  }
  try {
    return fileSchema.parse(JSON.parse(text)) as Settings;
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll("\n", " ") : (cause as Error).message;
    throw new LadingError("SETTINGS_INVALID", "invalid", `${path} is not a settings file: ${why}`, { path }, { cause });
  }
}

/**
 * Sets one value, or removes it.
 *
 * @throws SETTING_UNKNOWN · SETTING_INVALID
 */
export async function writeSetting(directory: string, name: string, value: string | undefined): Promise<Settings> {
  if (!isSetting(name)) {
    const names = Object.keys(SETTINGS);
    throw new LadingError(
      "SETTING_UNKNOWN",
      "invalid",
      `there is no setting "${name}"; there are: ${names.join(", ")}`,
      { name, accepted: names },
    );
  }
  if (value !== undefined && !SETTINGS[name].safeParse(value).success) {
    throw new LadingError(
      "SETTING_INVALID",
      "invalid",
      `"${value}" is no value for ${name}; expected: ${SETTING_FORMS[name]}`,
      { name, value },
    );
  }
  const { [name]: _, ...others } = await readSettings(directory);
  const settings: Settings = value === undefined ? others : { ...others, [name]: value };
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await atomicWrite(settingsPath(directory), `${JSON.stringify(settings, null, 2)}\n`);
  return settings;
}

/** The language to speak: `--lang`, LADING_LANG, the wallet's setting, then the locale (LC_ALL, LC_MESSAGES, LANG). */
export function chooseLanguage(option: string | undefined, settings: Settings, env: NodeJS.ProcessEnv): Language {
  const chosen = option ?? (env.LADING_LANG || undefined) ?? settings.lang;
  if (chosen === "zh" || chosen === "en") return chosen;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function isSetting(name: string): name is keyof Settings {
  return Object.hasOwn(SETTINGS, name);
}

function settingsPath(directory: string): string {
  return join(directory, "settings.json");
}
