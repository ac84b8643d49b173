import { useId } from "react";
import { useSpeech } from "../i18n/language.ts";

/** Narrows what is shown. */
export function Filter({ value, hint, onChange }: { value: string; hint: string; onChange: (value: string) => void }) {
  const { say } = useSpeech();
  const field = useId();
  return (
    <div className="line-form">
      <label htmlFor={field}>{say("filterHere")}</label>
      <input
        id={field}
        type="search"
        value={value}
        placeholder={hint}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** True when every word of the filter occurs in one of the texts. */
export function matches(filter: string, texts: readonly (string | null | undefined)[]): boolean {
  const whole = texts.filter(Boolean).join(" ").toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}
