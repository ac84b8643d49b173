import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { LadingError } from "@lading/sdk/errors";
import type { UnlockedWallet, WalletPublic } from "../keystore/walletFile.ts";
import { DEFAULT_API_URL, DEFAULT_RPC_URL, type Language, type Settings } from "../settings/settings.ts";
import { say, type MessageKey } from "../ui/messages.ts";
import type { Terminal } from "../ui/terminal.ts";

/** The options that every command takes. */
export type GlobalOptions = {
  wallet?: string;
  passphraseFile?: string;
  api?: string;
  rpc?: string;
  key?: string;
  json?: boolean;
  lang?: string;
  yes?: boolean;
  input?: boolean;
};

/** Everything that a command may touch: its collaborators as parameters, so that a command is a function of its input. */
export type Context = {
  readonly language: Language;
  readonly json: boolean;
  readonly directory: string;
  readonly settings: Settings;
  readonly apiUrl: string;
  readonly rpcUrl: string;
  /** File with the bearer token that the ledger asks for. */
  readonly rpcTokenFile: string | undefined;
  /** Alias of the key that acts. */
  readonly keyAlias: string;
  /** Alias of the key that signs in to the API. */
  readonly tokenKeyAlias: string;
  readonly now: () => Date;
  readonly random: (length: number) => Uint8Array;
  readonly terminal: Terminal;
  /** A sentence in the user's language. */
  say: (key: MessageKey, facts?: Record<string, unknown>) => string;
  /** A message for a person, on stderr. */
  note: (key: MessageKey, facts?: Record<string, unknown>) => void;
  /** Shows the effect of what cannot be undone, and asks. */
  confirm: (effect: string) => Promise<void>;
  /** The passphrase of the wallet that is being opened. */
  passphrase: () => Promise<string>;
  /** A passphrase that is being chosen: asked twice on a terminal. */
  newPassphrase: (file: string | undefined) => Promise<string>;
  /** A secret that belongs to something else (an imported file). */
  otherPassphrase: (file: string | undefined, prompt: MessageKey) => Promise<string>;
  /** Opens the wallet; the same one for the whole command. */
  unlock: () => Promise<UnlockedWallet>;
  /** What the wallet shows without a passphrase. */
  visible: () => Promise<WalletPublic>;
};

/** What a context is made of. */
export type ContextParts = {
  options: GlobalOptions;
  language: Language;
  settings: Settings;
  directory: string;
  env: NodeJS.ProcessEnv;
  terminal: Terminal;
};

/** The context of one run of the program. */
export function createContext({ options, language, settings, directory, env, terminal }: ContextParts): Context {
  const speak = (key: MessageKey, facts: Record<string, unknown> = {}): string => say(language, key, facts);
  const mayAsk = options.input !== false && terminal.interactive;
  let opened: Promise<UnlockedWallet> | undefined;

  const secret = async (file: string | undefined, prompt: MessageKey): Promise<string> => {
    if (file !== undefined) return readSecret(file, terminal);
    if (!mayAsk) {
      throw new LadingError("WALLET_PASSPHRASE_NEEDED", "unauthenticated", speak("passphraseNeeded"), {});
    }
    return terminal.askSecret(speak(prompt));
  };

  const passphraseFile = options.passphraseFile ?? (env.LADING_PASSPHRASE_FILE || undefined);
  const context: Context = {
    language,
    json: options.json === true,
    directory,
    settings,
    apiUrl: options.api ?? (env.LADING_API_URL || undefined) ?? settings["api-url"] ?? DEFAULT_API_URL,
    rpcUrl: options.rpc ?? (env.LADING_RPC_URL || undefined) ?? settings["rpc-url"] ?? DEFAULT_RPC_URL,
    rpcTokenFile: (env.LADING_RPC_TOKEN_FILE || undefined) ?? settings["rpc-token-file"],
    keyAlias: options.key ?? settings.key ?? "identity",
    tokenKeyAlias: options.key ?? settings.key ?? "identity",
    now: () => new Date(),
    random: (length) => new Uint8Array(randomBytes(length)),
    terminal,
    say: speak,
    note: (key, facts) => terminal.message(speak(key, facts)),
    confirm: async (effect) => {
      if (options.yes === true) return;
      if (!mayAsk) {
        throw new LadingError("CONFIRMATION_NEEDED", "invalid", speak("confirmationNeeded", { effect }), {});
      }
      terminal.message(effect);
      if (!(await terminal.askYes(speak("goOn"))))
        throw new LadingError("CANCELLED", "invalid", speak("cancelled"), {});
    },
    passphrase: () => secret(passphraseFile, "askPassphrase"),
    otherPassphrase: secret,
    newPassphrase: async (file) => {
      const first = await secret(file ?? passphraseFile, "askNewPassphrase");
      if (file !== undefined || passphraseFile !== undefined) return first;
      if ((await terminal.askSecret(speak("askAgain"))) === first) return first;
      throw new LadingError("WALLET_PASSPHRASE_DIFFERS", "invalid", speak("passphraseDiffers"), {});
    },
    unlock: () => {
      opened ??= (async () => {
        const { readWalletPublic, unlockWallet } = await import("../keystore/walletFile.ts");
        await readWalletPublic(directory);
        return unlockWallet(directory, await context.passphrase());
      })();
      return opened;
    },
    visible: async () => (await import("../keystore/walletFile.ts")).readWalletPublic(directory),
  };
  return context;
}

/** Reads a secret from a file, or from stdin for `-`; one line break at the end does not belong to it. */
async function readSecret(file: string, terminal: Terminal): Promise<string> {
  let content: string;
  try {
    content = file === "-" ? await terminal.readStdin() : await readFile(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new LadingError(
      "PASSPHRASE_FILE_UNREADABLE",
      "unauthenticated",
      `cannot read the passphrase from ${file} (${code ?? "error"})`,
      { file },
      { cause },
    );
  }
  const passphrase = content.replace(/\r?\n$/, "");
  if (passphrase === "")
    throw new LadingError(
      "WALLET_PASSPHRASE_NEEDED",
      "unauthenticated",
      `${file} is empty; expected the passphrase in it`,
      { file },
    );
  return passphrase;
}
