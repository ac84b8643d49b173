import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { lading } from "./Lading.ts";
import type { Desk, Outcome } from "./Lading.ts";
import type { Journal, StepRecord } from "./Journal.ts";
import { parties } from "./parties.ts";
import type { Party } from "./parties.ts";

/** Where the trade plays and to whom it tells itself. */
export type Stage = { home: string; apiUrl: string; rpcUrl: string; say: (line: string) => void };

/** A step of the story that came out otherwise than told. */
export class Surprise extends Error {}

/** Throws unless an answer has the value that was told. */
export function expect(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected)
    throw new Error(`${what} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
}

/**
 * Tells a trade: each verb is one command of one party's wallet, run as a process, remembered in the journal once acknowledged.
 * A refusal is a step too: it must be refused, for the reason told.
 */
export class Story {
  readonly #stage: Stage;
  readonly #journal: Journal;
  /** Acts that took effect in this run. */
  acts = 0;
  /** Refusals that came as told in this run. */
  refusals = 0;
  /** Steps that an earlier run had done. */
  remembered = 0;
  #scope: "ledger" | "steps" = "ledger";
  #number = 0;

  constructor(stage: Stage, journal: Journal) {
    this.#stage = stage;
    this.#journal = journal;
  }

  /** From here on, steps belong to the present trade and not to the ledger as a whole. */
  beginTrade(): void {
    this.#scope = "steps";
  }

  /** A heading. */
  chapter(title: string): void {
    this.#stage.say(`\n${title}`);
  }

  /** A line about the step before. */
  remark(text: string): void {
    this.#stage.say(`       ${text}`);
  }

  /** What a step of the present trade left. */
  recordOf(key: string): StepRecord {
    const record = this.#journal.get("steps", key);
    if (record === undefined) throw new Surprise(`the step "${key}" was not told`);
    return record;
  }

  /** The folder for files of the present trade. */
  folder(): string {
    const folder = join(this.#stage.home, `trade-${this.#journal.state.trade}`);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Where a party works. */
  desk(party: Party): Desk {
    return {
      wallet: join(this.#stage.home, "wallets", party.key),
      passphraseFile: join(this.#stage.home, "passphrase"),
      apiUrl: this.#stage.apiUrl,
      rpcUrl: this.#stage.rpcUrl,
    };
  }

  /** One act. Answers what the wallet printed as JSON; an earlier run's answer if it did the step. */
  async act(key: string, party: Party, text: string, words: readonly string[]): Promise<StepRecord> {
    return this.#once(key, party, text, async () => {
      const outcome = await this.run(party, this.#idempotent(key, words));
      if (outcome.error !== undefined) throw this.#surprise(party, words, outcome);
      this.acts += 1;
      return outcome.data;
    });
  }

  /** A step in a wallet or file only: nothing reaches the ledger, so it is not counted as an act. */
  async prepare(key: string, party: Party, text: string, words: readonly string[]): Promise<StepRecord> {
    return this.#once(key, party, text, async () => {
      const outcome = await this.run(party, words);
      if (outcome.error !== undefined) throw this.#surprise(party, words, outcome);
      return outcome.data;
    });
  }

  /** An attempt that must be refused, for the reason told. */
  async refused(key: string, party: Party, text: string, code: string, words: readonly string[]): Promise<void> {
    await this.#once(key, party, text, async () => {
      const outcome = await this.run(party, words);
      if (outcome.error === undefined) throw new Surprise(`${party.name} was not refused: lading ${words.join(" ")}`);
      if (outcome.error.code !== code) {
        throw new Surprise(
          `${party.name} was refused as ${outcome.error.code}, not as ${code}: ${outcome.error.message}\n  lading ${words.join(" ")}`,
        );
      }
      this.refusals += 1;
      this.#stage.say(`       refused: ${code}: ${outcome.error.message}`);
      return { code };
    });
  }

  /** A verification that must say no, for the reason told: a gate that stays shut, a document that is not the one issued. */
  async denied(key: string, party: Party, text: string, reason: string, words: readonly string[]): Promise<void> {
    await this.#once(key, party, text, async () => {
      const { exitCode, data, error } = await this.run(party, words);
      const reasons = [...new Set([data.reasons ?? [], data.code ?? [], error?.code ?? []].flat())];
      if (exitCode !== 3 || !reasons.includes(reason)) {
        throw new Surprise(
          `${party.name} expected the answer no (exit code 3) because of ${reason}; got exit code ${exitCode}: ${error?.message ?? JSON.stringify(data)}\n  lading ${words.join(" ")}`,
        );
      }
      this.refusals += 1;
      this.#stage.say(`       no: ${reasons.join(", ")}`);
      return { reasons };
    });
  }

  /** A question whose answer must hold; `check` throws if it does not, and says in words what it was. */
  async ask(
    key: string,
    party: Party,
    text: string,
    words: readonly string[],
    check: (data: Record<string, unknown>) => string,
    { exitCode = 0, offline = false }: { exitCode?: number; offline?: boolean } = {},
  ): Promise<void> {
    await this.#once(key, party, text, async () => {
      const outcome = await this.run(party, words, { offline });
      if (outcome.exitCode !== exitCode) throw this.#surprise(party, words, outcome);
      try {
        const answer = check(outcome.data);
        this.#stage.say(`       ${answer}`);
        return { answer };
      } catch (error) {
        throw new Surprise(
          `${party.name}: ${text} ${error instanceof Error ? error.message : String(error)}\n  lading ${words.join(" ")}\n  ${JSON.stringify(outcome.data)}`,
        );
      }
    });
  }

  /** Runs one command at a party's desk, or at one whose network is cut off. */
  run(party: Party, words: readonly string[], { offline = false } = {}): Promise<Outcome> {
    return lading({ ...this.desk(party), offline }, words);
  }

  /** A wallet for each party that has none. */
  async openWallets(): Promise<void> {
    for (const party of Object.values(parties)) {
      if (existsSync(this.desk(party).wallet)) continue;
      const outcome = await this.run(party, ["wallet", "create"]);
      if (outcome.error !== undefined) throw this.#surprise(party, ["wallet", "create"], outcome);
    }
  }

  #idempotent(key: string, words: readonly string[]): readonly string[] {
    const name = this.#scope === "ledger" ? `ledger/${key}` : `trade-${this.#journal.state.trade}/${key}`;
    return [...words, "--idempotency-key", name];
  }

  async #once(key: string, party: Party, text: string, work: () => Promise<StepRecord>): Promise<StepRecord> {
    const known = this.#journal.get(this.#scope, key);
    if (known !== undefined) {
      this.remembered += 1;
      return known;
    }
    this.#tell(party, text);
    const record = await work();
    this.#journal.put(this.#scope, key, record);
    return record;
  }

  #tell(party: Party, text: string): void {
    this.#number += 1;
    this.#stage.say(`  ${String(this.#number).padStart(2)}  ${party.name} ${text}`);
  }

  #surprise(party: Party, words: readonly string[], outcome: Outcome): Surprise {
    const { code, message } = outcome.error ?? {
      code: `exit code ${outcome.exitCode}`,
      message: JSON.stringify(outcome.data),
    };
    return new Surprise(`${party.name} could not: lading ${words.join(" ")}\n  ${code}: ${message}`);
  }
}
