import { COLOURS, GATE_REASONS, type LIGHTS } from "../acts/release.ts";
import { answersTo, chainComplete, type AnswerTo, type Finding, type Question } from "../answers.ts";
import { type ReleaseFacts, releaseReasons } from "./releaseReasons.ts";

/**
 * What a reader may conclude. Never merely "valid":
 *
 * - `clear`: nothing stands in the way of the vehicle that was named
 * - `flagged`: the gate lets it go, and still one of the answers is no: delivery without presentation of the bill, a carrier that left
 * - `barred`: something stands in the way; the reasons say what
 * - `ended`: the container left by it already, or it was cancelled or superseded
 */
export type ReleaseOutcome = "clear" | "flagged" | "barred" | "ended";

/** What a gate clerk, a terminal and a customs officer ask of a release. Each is put so that "yes" is the good answer. */
export const RELEASE_QUESTIONS = [
  {
    id: "issuer",
    text: { en: "Is the carrier behind it a carrier in good standing?", zh: "放箱的承运人资格是否有效？" },
  },
  {
    id: "bill",
    text: { en: "Is no bill of lading still out for the goods?", zh: "货物是否已无流通中的提单？" },
  },
  { id: "chain", text: { en: "Is the chain of acts unbroken from issue?", zh: "自签发起行为链是否连续？" } },
  {
    id: "standing",
    text: {
      en: "Does it stand: not suspended, cancelled or superseded?",
      zh: "放箱是否存续：未暂停、未取消、未被替换？",
    },
  },
  { id: "unused", text: { en: "Is it unused: has the container not left by it?", zh: "是否尚未使用：箱未凭此提离？" } },
  { id: "inTime", text: { en: "Is it in force at the block's time?", zh: "在区块时间是否处于有效期内？" } },
  {
    id: "holder",
    text: { en: "Is its holder a member in good standing?", zh: "持权方是否为有效成员？" },
  },
  {
    id: "haulier",
    text: { en: "Is the assigned haulier one in good standing?", zh: "所指派车队是否为有效成员？" },
  },
  {
    id: "ready",
    text: { en: "Are haulier, driver, vehicle and slot named?", zh: "车队、司机、车辆与时段是否均已指定？" },
  },
  {
    id: "commercial",
    text: { en: "Has the carrier released it commercially?", zh: "承运人是否已商务放行？" },
  },
  { id: "customs", text: { en: "Has customs cleared it?", zh: "海关是否已放行？" } },
  { id: "discharge", text: { en: "Has the terminal confirmed discharge?", zh: "码头是否已确认卸船？" } },
  {
    id: "holds",
    text: { en: "Is the container free of every authority's hold?", zh: "该箱是否无任何机构布控？" },
  },
  {
    id: "vehicle",
    text: {
      en: "Is the vehicle at the gate the one named, in its slot?",
      zh: "到闸车辆与司机是否即所指定，且在时段内？",
    },
  },
] as const satisfies readonly Question[];

/** Name of one of the questions. */
export type ReleaseQuestionId = (typeof RELEASE_QUESTIONS)[number]["id"];

/** The answer to one question. */
export type ReleaseAnswer = AnswerTo<ReleaseQuestionId>;

/** What can be said of a release at one moment. */
export type ReleaseJudgement = {
  outcome: ReleaseOutcome;
  /** As {@link releaseReasons}: empty where only the vehicle is still to be compared. */
  reasons: readonly string[];
  /** In the order of {@link RELEASE_QUESTIONS}. */
  answers: readonly ReleaseAnswer[];
};

/** The last states of a release. */
const ENDED: ReadonlySet<string> = new Set(["cancelled", "superseded", "out", "returned"]);

/**
 * Judges a release as the gate does, with an answer to each question. The reasons of the gate decide; no answer here contradicts them.
 *
 * @param acts how many acts lead from issue to the state
 * @example
 * releaseVerdict(facts, 5).outcome; // "barred"
 */
export function releaseVerdict(facts: ReleaseFacts, acts: number): ReleaseJudgement {
  const reasons = releaseReasons(facts);
  const against = new Set(reasons);
  const findings: Record<ReleaseQuestionId, Finding> = {
    issuer: facts.carrierActive
      ? [
          "yes",
          "CARRIER_ACTIVE",
          `member ${facts.state.carrier} is an active carrier`,
          `成员 ${facts.state.carrier} 为有效承运人`,
        ]
      : [
          "no",
          "CARRIER_NOT_ACTIVE",
          `member ${facts.state.carrier} is no active carrier`,
          `成员 ${facts.state.carrier} 非有效承运人`,
        ],
    bill: bill(facts),
    chain: chainComplete(acts, { en: "issue", zh: "签发" }),
    standing: standing(facts),
    unused:
      facts.state.state === "out" || facts.state.state === "returned"
        ? no("GONE")
        : ["yes", "STILL_INSIDE", "no gate-out is recorded", "未登记提离"],
    inTime: inTime(facts),
    holder: against.has("HOLDER_NOT_ACTIVE")
      ? no("HOLDER_NOT_ACTIVE")
      : ["yes", "HOLDER_ACTIVE", `member ${facts.state.holder} holds it`, `持权方为成员 ${facts.state.holder}`],
    haulier: haulier(facts),
    ready: ready(facts),
    commercial: light("commercial", facts),
    customs: light("customs", facts),
    discharge: light("discharge", facts),
    holds: holds(reasons),
    vehicle: [
      "unknown",
      "VEHICLE_AT_GATE",
      "driver and plate are salted commitments: only who sees the vehicle can compare it, with: lading gate verdict",
      "司机与车牌仅以加盐承诺记账：须由查验车辆者比对（lading gate verdict）",
    ],
  };
  const answers = answersTo(RELEASE_QUESTIONS, findings);
  return { outcome: outcomeOf(facts, reasons, answers), reasons, answers };
}

function outcomeOf(
  { state: { state } }: ReleaseFacts,
  reasons: readonly string[],
  answers: readonly ReleaseAnswer[],
): ReleaseOutcome {
  if (ENDED.has(state)) return "ended";
  if (reasons.length > 0) return "barred";
  return answers.some(({ answer }) => answer === "no") ? "flagged" : "clear";
}

/** "No" in the words of the gate. */
function no(...codes: readonly [code: string, ...more: string[]]): Finding {
  const words = codes.map((code) => GATE_REASONS.find((reason) => reason.code === code)?.summary);
  const say = (language: "en" | "zh"): string => words.map((text, i) => text?.[language] ?? codes[i]).join("; ");
  return ["no", codes[0], say("en"), say("zh").replaceAll("; ", "；")];
}

function bill({ state, billLive }: ReleaseFacts): Finding {
  if (state.basis === "without-presentation") {
    return [
      "no",
      "WITHOUT_PRESENTATION",
      "delivery without presentation of the bill, on the carrier's own responsibility",
      "无单放货，由承运人自行负责",
    ];
  }
  if (billLive) return no("BILL_LIVE");
  return state.basis === "title"
    ? ["yes", "BILL_ACCOMPLISHED", "its bill was surrendered and accomplished", "提单已交还并完成"]
    : ["yes", "WAYBILL_ALONE", "a sea waybill, and no bill of that number", "海运单放箱，无同号提单"];
}

function standing({ state: { state } }: ReleaseFacts): Finding {
  if (state === "suspended") return no("SUSPENDED");
  return state === "cancelled" || state === "superseded"
    ? no("ENDED")
    : ["yes", "STANDS", "neither suspended, cancelled nor superseded", "未暂停、未取消、未被替换"];
}

function inTime({ state: { validFrom, validUntil }, at }: ReleaseFacts): Finding {
  if (at < validFrom) return no("NOT_YET_VALID");
  return at > validUntil
    ? no("EXPIRED")
    : ["yes", "IN_FORCE", "the block's time lies within its validity", "区块时间在有效期内"];
}

function haulier({ haulierActive, state }: ReleaseFacts): Finding {
  if (haulierActive === undefined) return ["unknown", "HAULIER_NOT_NAMED", "none is assigned yet", "尚未指派车队"];
  return haulierActive
    ? ["yes", "HAULIER_ACTIVE", `member ${state.other} is assigned`, `已指派成员 ${state.other}`]
    : no("HAULIER_NOT_ACTIVE");
}

function ready({ state: { state, manual } }: ReleaseFacts): Finding {
  switch (state) {
    case "ready":
      return ["yes", "READY", "they are, as commitments", "均已指定（以承诺形式）"];
    case "at-gate":
      return ["yes", "AT_GATE", "and the terminal has called the container", "且码头已叫箱"];
    case "out":
    case "returned":
      return manual
        ? [
            "no",
            "MANUAL_GATE_OUT",
            "it left on the word of two terminal officers, without a check of the vehicle",
            "经码头两名经办人确认人工放行，未核对车辆",
          ]
        : ["yes", "WAS_READY", "they were when the container left", "提离时均已指定"];
    default:
      return no("NOT_READY");
  }
}

function light(name: (typeof LIGHTS)[number], { state: { lights } }: ReleaseFacts): Finding {
  const colour = lights[name];
  if (colour === "green") return ["yes", "LIGHT_GREEN", "the light is green", "放行灯已亮"];
  const [unknown] = COLOURS;
  const [, code, en, zh] = no(`${name.toUpperCase()}_LIGHT`);
  // Unknown is not green: nobody said yes, so the answer is no.
  return colour === unknown
    ? ["no", code, `${en}: nobody has set it`, `${zh}：尚未设置`]
    : ["no", code, `${en}: it is ${colour}`, `${zh}：为红灯`];
}

function holds(reasons: readonly string[]): Finding {
  const [first, ...others] = reasons.filter((code) => code.endsWith("_HOLD"));
  return first === undefined
    ? ["yes", "NO_HOLD", "no authority holds the container", "无机构布控"]
    : no(first, ...others);
}
