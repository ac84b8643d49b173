import { createContext, use } from "react";
import { MESSAGES, type MessageKey } from "./messages.ts";
import { termOf } from "./terms.ts";

/** Languages of the console. */
export type Language = "en" | "zh";

/** Facts that a sentence names. */
export type Facts = Readonly<Record<string, string | number>>;

/** How a page speaks. */
export type Speech = {
  language: Language;
  /** The sentence of that name, its `{fact}` places filled. */
  say: (key: MessageKey, facts?: Facts) => string;
  /** The field's word for a code of the ledger (a state, role, light, reason …); the code itself, in words, where there is none. */
  term: (code: string) => string;
  /** Words one after the other. */
  list: (words: readonly string[]) => string;
  /** Date and time of seconds since 1970, in the reader's time zone. */
  time: (seconds: number) => string;
  /** Date alone. */
  date: (seconds: number) => string;
  setLanguage: (language: Language) => void;
};

const STORAGE_KEY = "lading.language";
const TAGS = { en: "en-GB", zh: "zh-CN" } as const;

/** The tag of a language for `lang` attributes and for `Intl`. */
export function tagOf(language: Language): string {
  return TAGS[language];
}

/** The language that the reader chose before, else the first of the browser's that we have, else Chinese. */
export function initialLanguage(): Language {
  const kept = localStorage.getItem(STORAGE_KEY);
  if (kept === "en" || kept === "zh") return kept;
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "en" || tag === "zh");
  return preferred === "en" ? "en" : "zh";
}

/** Keeps the reader's choice for the next visit. */
export function keepLanguage(language: Language): void {
  localStorage.setItem(STORAGE_KEY, language);
}

/** How to speak a language. */
export function createSpeech(language: Language, setLanguage: (language: Language) => void): Speech {
  const moment = new Intl.DateTimeFormat(TAGS[language], { dateStyle: "medium", timeStyle: "short" });
  const day = new Intl.DateTimeFormat(TAGS[language], { dateStyle: "medium" });
  return {
    language,
    setLanguage,
    say: (key, facts = {}) =>
      MESSAGES[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole)),
    term: (code) => termOf(code, language),
    list: (words) => words.join(language === "zh" ? "、" : ", "),
    time: (seconds) => moment.format(seconds * 1000),
    date: (seconds) => day.format(seconds * 1000),
  };
}

/** The speech of the page. */
export const SpeechContext = createContext<Speech | null>(null);

/** How the surrounding page speaks. */
export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (speech === null) throw new Error("useSpeech outside LanguageProvider");
  return speech;
}
