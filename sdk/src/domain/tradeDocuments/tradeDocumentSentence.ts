import { type Sentence, sentenceIn, type SpokenSentence } from "../sentences.ts";

// None of them is simply "valid": what the ledger has is an attestation, and whether the text at hand is the one attested is another question.
const SENTENCES: Readonly<Record<string, Sentence>> = {
  valid: {
    tone: "good",
    en: {
      title: "Attested and in time",
      text: "Its issuer attested it and has not taken it back. Whether your copy is that document, only its digest tells.",
    },
    zh: { title: "已签证，在有效期内", text: "签发人已签证且未收回。您手中的文本是否即该单证，须比对摘要。" },
  },
  notyetvalid: {
    tone: "warn",
    en: { title: "Not yet valid", text: "It was attested, and its time has not begun." },
    zh: { title: "尚未生效", text: "单证已签证，有效期尚未开始。" },
  },
  expired: {
    tone: "stop",
    en: { title: "Expired", text: "Its time has ended. It says what was so then, and nothing about now." },
    zh: { title: "已过期", text: "有效期已届满；只说明当时情况，不说明现在。" },
  },
  revoked: {
    tone: "stop",
    en: { title: "Revoked", text: "It was taken back for good. Do not rely on any copy of it." },
    zh: { title: "已撤销", text: "单证已被终局撤销；请勿依赖其任何副本。" },
  },
  superseded: {
    tone: "stop",
    en: { title: "Superseded", text: "Its issuer put another document in its place. Look at that one." },
    zh: { title: "已被替代", text: "签发人已以另一份单证替代，请查阅该单证。" },
  },
  contradicted: {
    tone: "stop",
    en: { title: "Contradicted", text: "One of the questions below is answered no. Do not rely on it." },
    zh: { title: "存在矛盾", text: "下列问题中有答案为“否”；请勿据此办理。" },
  },
};

/**
 * What a trade document's status says in words, or `contradicted`.
 *
 * @example
 * tradeDocumentSentence("expired", "en").tone; // "stop"
 */
export function tradeDocumentSentence(status: string, language: "en" | "zh"): SpokenSentence {
  return sentenceIn(SENTENCES, status, language);
}
