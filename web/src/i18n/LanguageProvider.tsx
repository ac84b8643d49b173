import { useEffect, useMemo, useState, type ReactNode } from "react";
import { createSpeech, initialLanguage, keepLanguage, SpeechContext, tagOf } from "./language.ts";

/** Gives its children a language, and the document its `lang`. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(initialLanguage);
  const speech = useMemo(
    () =>
      createSpeech(language, (chosen) => {
        keepLanguage(chosen);
        setLanguage(chosen);
      }),
    [language],
  );
  useEffect(() => {
    document.documentElement.lang = tagOf(language);
  }, [language]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}
