import { useState } from "react";
import { useSpeech } from "../i18n/language.ts";

/** A button that copies `text`; where the browser does not let it, the text beside it can be selected. */
export function Copy({ text, what }: { text: string; what: string }) {
  const { say } = useSpeech();
  const [done, setDone] = useState(false);
  if (!("clipboard" in navigator)) return null;
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        setDone(true);
        setTimeout(() => setDone(false), 2_000);
      },
      () => setDone(false),
    );
  };
  return (
    <button type="button" className="copy no-print" onClick={copy} aria-label={say("copyOf", { what })}>
      <span aria-live="polite">{done ? say("copied") : say("copy")}</span>
    </button>
  );
}
