import { type Sentence, sentenceIn, type SpokenSentence } from "../sentences.ts";

const SENTENCES: Readonly<Record<string, Sentence>> = {
  valid: {
    tone: "good",
    en: {
      title: "Attested and in force",
      text: "An accredited agency attested it and has not taken it back. Whether a reader's agency recognises the grade is another question.",
    },
    zh: { title: "认定有效", text: "获授权机构作出认定且未收回；查阅方机构是否互认该等级，是另一问题。" },
  },
  notyetvalid: {
    tone: "warn",
    en: { title: "Not yet in force", text: "It was attested, and its time has not begun." },
    zh: { title: "尚未生效", text: "已作出认定，有效期尚未开始。" },
  },
  suspended: {
    tone: "warn",
    en: { title: "Suspended", text: "Its agency suspended it. It gives no benefit until that ends." },
    zh: { title: "已中止", text: "认定机构已中止该认定；恢复前不给予便利措施。" },
  },
  revoked: {
    tone: "stop",
    en: { title: "Revoked", text: "Its agency took it back for good." },
    zh: { title: "已撤销", text: "认定机构已终局撤销该认定。" },
  },
  superseded: {
    tone: "stop",
    en: { title: "Superseded", text: "A later attestation of the same scheme stands in its place." },
    zh: { title: "已被替代", text: "同一信用制度下的后一认定已将其替代。" },
  },
  expired: {
    tone: "stop",
    en: { title: "Expired", text: "Its time has ended." },
    zh: { title: "已过期", text: "有效期已届满。" },
  },
  agencynotaccredited: {
    tone: "stop",
    en: {
      title: "Agency not accredited",
      text: "The agency, or one above it, is not accredited in the field. The grade counts for nothing.",
    },
    zh: { title: "机构未获授权", text: "认定机构或其上级在该领域未获授权，该等级不予采信。" },
  },
  contradicted: {
    tone: "stop",
    en: { title: "Contradicted", text: "The credential shown is not the one that was attested. Do not rely on it." },
    zh: { title: "存在矛盾", text: "所示凭证不是所认定的凭证；请勿据此办理。" },
  },
};

/**
 * What an attestation's status says in words: one of CREDIT_STATUSES, or `contradicted`.
 *
 * @example
 * creditSentence("revoked", "en").tone; // "stop"
 */
export function creditSentence(status: string, language: "en" | "zh"): SpokenSentence {
  return sentenceIn(SENTENCES, status, language);
}
