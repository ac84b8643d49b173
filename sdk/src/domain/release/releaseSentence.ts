import { type Sentence, sentenceIn, type SpokenSentence } from "../sentences.ts";

const SENTENCES: Readonly<Record<string, Sentence>> = {
  clear: {
    tone: "good",
    en: {
      title: "The gate may let this container out",
      text: "No reason against it at the time stated. Driver and plate are compared at the gate alone.",
    },
    zh: { title: "闸口可放行此箱", text: "在所述时间没有不予放行的理由；司机和车牌须在闸口比对。" },
  },
  flagged: {
    tone: "warn",
    en: {
      title: "The gate may let this container out, with a reservation",
      text: "No reason against it, and still one of the questions below is answered no.",
    },
    zh: { title: "闸口可放行此箱，但须注意", text: "没有不予放行的理由，但下列问题中有答案为“否”。" },
  },
  barred: {
    tone: "stop",
    en: {
      title: "The gate must not let this container out",
      text: "Something stands in the way: see the questions answered no.",
    },
    zh: { title: "闸口不得放行此箱", text: "存在不予放行的理由，请见答案为“否”的问题。" },
  },
  ended: {
    tone: "stop",
    en: {
      title: "The release has ended",
      text: "The container left by it, or it was cancelled or superseded. It opens no gate any more.",
    },
    zh: { title: "放箱已终结", text: "箱已凭此提离，或该放箱已取消或被替换；不再据以放行。" },
  },
};

/**
 * What the outcome of a release says in words.
 *
 * @example
 * releaseSentence("barred", "en").tone; // "stop"
 */
export function releaseSentence(outcome: string, language: "en" | "zh"): SpokenSentence {
  return sentenceIn(SENTENCES, outcome, language);
}
