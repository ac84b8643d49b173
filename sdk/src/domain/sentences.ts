/** How a statement is to be taken. Always shown by shape and words too. */
export type Tone = "good" | "note" | "warn" | "stop" | "unknown";

/** A status in words, in both languages. */
export type Sentence = { tone: Tone; en: { title: string; text: string }; zh: { title: string; text: string } };

/** A status in the words of one language. */
export type SpokenSentence = { tone: Tone; title: string; text: string };

/**
 * What a status says in words. A status that the table does not know is never shown as a good one.
 *
 * @param table by status in lower case without hyphens
 * @param aliases other names of a status
 * @example
 * sentenceIn(SENTENCES, "not-yet-valid", "en").tone; // "warn"
 */
export function sentenceIn(
  table: Readonly<Record<string, Sentence>>,
  status: string,
  language: "en" | "zh",
  aliases: Readonly<Record<string, string>> = {},
): SpokenSentence {
  const folded = status.toLowerCase().replace(/[-_ ]/g, "");
  const sentence = table[aliases[folded] ?? folded];
  if (sentence !== undefined) return { tone: sentence.tone, ...sentence[language] };
  return {
    tone: "unknown",
    title: status,
    text:
      language === "en"
        ? "There are no words here for that status. Rely on the facts below, not on this banner."
        : "此处无该状态的说明；请以下列事实为准，勿依赖本提示。",
  };
}
