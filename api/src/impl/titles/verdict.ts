import type { LedgerClient } from "@lading/sdk/chain";
import {
  ENDORSEMENTS,
  OFFER_PURPOSES,
  SURRENDER_PURPOSES,
  TITLE_KINDS,
  TITLE_STATES,
  type TitleVerdict,
} from "@lading/sdk/http";
import { readHead } from "../../ledger/readBlocks.ts";
import { readViews, type ViewResult } from "../../ledger/readViews.ts";
import type { Queries } from "../../store/openStore.ts";
import { readNames } from "../../store/directory.ts";
import { notFound } from "../reads.ts";

/** MemberRegistry's Status.Active. */
const ACTIVE = 1;
/** MemberRegistry's Roles.CARRIER. */
const CARRIER = 1;

type Check = TitleVerdict["checks"][number];

/** What a bank asks of a bill, in the order in which it asks. */
const QUESTIONS = {
  issuer: { en: "Is the issuer a carrier that this ledger admits now?", zh: "签发人是否为本账本现时准入的承运人？" },
  content: { en: "Is the text presented the text of the bill?", zh: "所提示的文本是否为该提单文本？" },
  singular: {
    en: "Is it the only live bill of this number, in one medium?",
    zh: "该提单号是否仅此一份有效提单且仅存于一种载体？",
  },
  live: {
    en: "Is it live: not surrendered, spent, replaced, on paper or frozen?",
    zh: "是否有效：未交还、未注销、未替换、未转纸质、未冻结？",
  },
  chain: { en: "Is the chain of control unbroken since issue?", zh: "自签发起控制权链是否完整？" },
  holder: { en: "Does the presenter hold it now?", zh: "提示人现时是否持有？" },
  unencumbered: { en: "Is it free of pledge, offer and freeze?", zh: "是否无质押、无待决要约、无冻结？" },
  notFinanced: { en: "Is it not financed already?", zh: "是否未曾融资？" },
  notDelivered: { en: "Are the goods not delivered without the bill?", zh: "货物是否未曾无单放行？" },
  sanctions: {
    en: "Are parties, vessel and ports on no sanctions list?",
    zh: "当事方、船舶、港口是否均不在制裁名单？",
  },
  dates: { en: "Do dates and clauses agree with the credit?", zh: "日期与批注是否符合信用证？" },
  law: { en: "Do its law and rulebook recognise it?", zh: "所适用法律与规则是否承认该电子提单？" },
} as const;

/**
 * What the ledger itself says of a bill at its newest block: read from the registry, never from the read model.
 *
 * @param at Seconds since 1970; 0 = the block's time
 * @throws LadingError `TITLE_UNKNOWN`, `LEDGER_UNREACHABLE`
 * @example
 * (await titleVerdict(dependencies, { title, at: 0 })).status; // "pledged"
 */
export async function titleVerdict(
  { ledger, rpcUrl, queries, chainId }: { ledger: LedgerClient; rpcUrl: string; queries: Queries; chainId: number },
  { title, at, contentDigest, presenter }: { title: string; at: number; contentDigest?: string; presenter?: number },
): Promise<TitleVerdict> {
  const head = await readHead(rpcUrl);
  const time = at === 0 ? head.timestamp : at;
  const of = (name: string) => ({ right: "title" as const, name, args: [title] });
  const [bill, pledge, lineage] = (await readViews(ledger, rpcUrl, head.number, [
    of("getTitle"),
    of("pledgeOf"),
    of("lineageOf"),
  ])) as [ViewResult, ViewResult, ViewResult];
  if (bill.state === 0) throw notFound(title, { code: "TITLE_UNKNOWN", noun: "title" });
  const [issuer] = (await readViews(ledger, rpcUrl, head.number, [
    { right: "members", name: "getMember", args: [bill.carrier] },
  ])) as [ViewResult];
  const { party, someone } = await readNames(
    queries,
    [bill.carrier, bill.holder, bill.endorsee, bill.pledgee].map(Number),
    chainId,
  );
  const state = TITLE_STATES[Number(bill.state)] ?? "none";
  const replacedBy = lineage.replacedBy as string[];
  const status = statusOf(bill, state, replacedBy);
  return {
    title: title as `0x${string}`,
    at: time,
    status,
    carrier: party(Number(bill.carrier)),
    holder: someone(Number(bill.holder)),
    endorsee: someone(Number(bill.endorsee)),
    pledgee: someone(Number(bill.pledgee)),
    contentDigest: bill.contentDigest as `0x${string}`,
    trail: bill.trail as `0x${string}`,
    version: Number(bill.version),
    facts: { ...named(bill), pledge: pledge.pledgor === 0 ? null : pledge, replaced: lineage.replaced, replacedBy },
    checks: checksOf(bill, issuer, { state, status, contentDigest, presenter }),
    blockNumber: head.number,
    blockHash: head.hash as `0x${string}`,
  };
}

function statusOf(bill: ViewResult, state: string, replacedBy: readonly string[]): string {
  if (state === "superseded") return replacedBy.length === 0 ? "void" : "superseded";
  if (state === "accomplished" || state === "paper") return state;
  if (bill.frozen === true) return "frozen";
  if (bill.delivered === true) return "delivered-without-presentation";
  if (state === "surrender-pending") return "surrendered";
  if (state === "offered") return "offered";
  return bill.pledgee === 0 ? "live" : "pledged";
}

/** The enumerations of the ABI by their names. */
function named(bill: ViewResult): ViewResult {
  return {
    ...bill,
    state: TITLE_STATES[Number(bill.state)] ?? bill.state!,
    kind: TITLE_KINDS[Number(bill.kind)] ?? bill.kind!,
    offerPurpose: OFFER_PURPOSES[Number(bill.offerPurpose)] ?? bill.offerPurpose!,
    offeredEndorsement: ENDORSEMENTS[Number(bill.offeredEndorsement)] ?? bill.offeredEndorsement!,
    received: ENDORSEMENTS[Number(bill.received)] ?? bill.received!,
    purpose: SURRENDER_PURPOSES[Number(bill.purpose)] ?? bill.purpose!,
    consented: SURRENDER_PURPOSES[Number(bill.consented)] ?? bill.consented!,
  };
}

function checksOf(
  bill: ViewResult,
  issuer: ViewResult,
  {
    state,
    status,
    contentDigest,
    presenter,
  }: { state: string; status: string; contentDigest?: string; presenter?: number },
): Check[] {
  const check = (name: keyof typeof QUESTIONS, answer: boolean | undefined, facts: Check["facts"]): Check => ({
    check: name,
    answer: answer === undefined ? "unknown" : answer ? "yes" : "no",
    question: QUESTIONS[name],
    facts,
  });
  return [
    check("issuer", issuer.status === ACTIVE && (Number(issuer.roles) & CARRIER) !== 0, {
      carrier: bill.carrier,
      identity: issuer.identity,
    }),
    check("content", contentDigest === undefined ? undefined : contentDigest === bill.contentDigest, {
      contentDigest: bill.contentDigest,
      presented: contentDigest ?? null,
    }),
    // The registry keys a bill by carrier and number, so a second live one cannot be; one on paper shows in the state.
    check("singular", state !== "paper", { version: bill.version, state }),
    check("live", ["live", "pledged", "offered"].includes(status), { status }),
    // Every act was admitted by the registry itself; the trail's head commits to all of them.
    check("chain", true, { trail: bill.trail }),
    check("holder", presenter === undefined ? undefined : presenter === bill.holder, {
      holder: bill.holder,
      presenter: presenter ?? null,
    }),
    check("unencumbered", bill.pledgee === 0 && state !== "offered" && bill.frozen === false, {
      pledgee: bill.pledgee,
      offeree: bill.offeree,
      frozen: bill.frozen,
    }),
    check("notFinanced", undefined, {}),
    check("notDelivered", bill.delivered === false && state !== "accomplished", { delivered: bill.delivered, state }),
    check("sanctions", undefined, {}),
    check("dates", undefined, {}),
    check("law", undefined, {}),
  ];
}
