import type { ReactNode } from "react";
import { useSpeech } from "../i18n/language.ts";
import { inWords } from "../i18n/terms.ts";

/** Names with values. */
export function Facts({ rows }: { rows: readonly (readonly [name: string, value: ReactNode] | null)[] }) {
  return (
    <dl className="facts">
      {rows
        .filter((row) => row !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** What a registry keeps, by its own names, for whoever wants to see all of it. */
export function RawFacts({ facts, label }: { facts: Readonly<Record<string, unknown>>; label?: string }) {
  const { say } = useSpeech();
  const entries = Object.entries(facts);
  if (entries.length === 0) return null;
  return (
    <details className="raw">
      <summary>{label ?? say("moreFacts")}</summary>
      <Facts
        rows={entries.map(
          ([name, value]) => [inWords(name), <RawValue key={name} name={name} value={value} />] as const,
        )}
      />
    </details>
  );
}

/** One value of the ledger as a person reads it. */
export function RawValue({ name, value }: { name: string; value: unknown }) {
  const { say, time } = useSpeech();
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (value === null || value === undefined || value === "") return <span className="quiet">{say("none")}</span>;
  if (typeof value === "number" && /(at|until|from|deadline|time|since|expiry)$/i.test(name) && value > 1_000_000_000)
    return time(value);
  if (typeof value === "object") return <code className="id">{JSON.stringify(value)}</code>;
  return typeof value === "string" && value.startsWith("0x") ? <code className="id">{value}</code> : String(value);
}
