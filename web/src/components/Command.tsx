import { useSpeech } from "../i18n/language.ts";
import { Copy } from "./Copy.tsx";

/** A command line to run where the wallet is. */
export function Command({ line }: { line: string }) {
  const { say } = useSpeech();
  return (
    <div className="command">
      <code translate="no">{line}</code>
      <Copy text={line} what={say("commandWord")} />
    </div>
  );
}
