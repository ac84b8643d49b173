import { type Sentence, sentenceIn, type SpokenSentence } from "../sentences.ts";

// None of them is "valid": a bill is somewhere in its life, and the reader must see where.
const SENTENCES: Readonly<Record<string, Sentence>> = {
  live: {
    tone: "good",
    en: { title: "Live", text: "The bill is in circulation, and its holder controls it." },
    zh: { title: "流通中", text: "提单在流通，由持有人控制。" },
  },
  offered: {
    tone: "note",
    en: {
      title: "Offered, not yet accepted",
      text: "The holder has offered the bill. Until it is accepted, control has not passed.",
    },
    zh: { title: "已提出转让，尚未接受", text: "持有人已提出转让；接受之前控制权并未转移。" },
  },
  pledged: {
    tone: "warn",
    en: {
      title: "Pledged",
      text: "A bank has a security interest. The bill does not pass and is not surrendered without it.",
    },
    zh: { title: "已质押", text: "银行享有担保权益；未经其同意，提单不得转让或交回。" },
  },
  surrendered: {
    tone: "warn",
    en: {
      title: "Surrendered",
      text: "The bill was given back to the carrier, who has not answered yet. It cannot be traded.",
    },
    zh: { title: "已交回", text: "提单已交回承运人，承运人尚未受理；不得再转让。" },
  },
  accomplished: {
    tone: "stop",
    en: {
      title: "Accomplished: spent",
      text: "The bill was surrendered and accepted. It gives no right any more and must not be bought or financed.",
    },
    zh: { title: "已履行完毕：权利已耗尽", text: "提单已交回并被受理，不再代表任何权利，不得买入或融资。" },
  },
  superseded: {
    tone: "stop",
    en: { title: "Superseded", text: "Other bills stand in its place. Look at those; this one gives no right." },
    zh: { title: "已被替换", text: "已由其他提单取代，请查阅新提单；本提单不再代表权利。" },
  },
  paper: {
    tone: "stop",
    en: {
      title: "Changed to paper",
      text: "The right is in the paper originals. The electronic record is inoperative.",
    },
    zh: { title: "已转为纸质", text: "权利已转入纸质正本，电子记录不再有效力。" },
  },
  void: {
    tone: "stop",
    en: { title: "Void", text: "The bill was voided and gives no right." },
    zh: { title: "已作废", text: "提单已作废，不代表任何权利。" },
  },
  frozen: {
    tone: "stop",
    en: { title: "Frozen", text: "A court or the registrar stopped every act. Control cannot pass until that ends." },
    zh: { title: "已冻结", text: "法院或登记机构已中止一切行为；解除前控制权不得转移。" },
  },
  deliveredwithoutpresentation: {
    tone: "stop",
    en: {
      title: "Cargo delivered without the bill",
      text: "The carrier recorded delivery without presentation. This stays visible for ever; the bill can only be surrendered.",
    },
    zh: { title: "已无单放货", text: "承运人已登记未凭提单交货；该记录永久可见，提单只能交回。" },
  },
  contradicted: {
    tone: "stop",
    en: {
      title: "Contradicted",
      text: "Something about the bill is not as it should be: see the questions answered no. Do not rely on it.",
    },
    zh: { title: "存在矛盾", text: "有问题的答案为“否”，请见下列审单问题；请勿据此办理。" },
  },
  none: {
    tone: "unknown",
    en: { title: "Not on the ledger", text: "No bill was ever issued under this id." },
    zh: { title: "账本上不存在", text: "从未以此编号签发提单。" },
  },
};

/** A state of the registry whose verdict has another name. */
const ALIASES: Readonly<Record<string, string>> = { surrenderpending: "surrendered", absent: "none" };

/**
 * What the status of a bill says in words: one of VERDICT_STATUSES, a state of the registry, or `contradicted`.
 *
 * @example
 * titleSentence("pledged", "en").title; // "Pledged"
 */
export function titleSentence(status: string, language: "en" | "zh"): SpokenSentence {
  return sentenceIn(SENTENCES, status, language, ALIASES);
}
