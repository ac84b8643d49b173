import { decodeTitleState, QUESTIONS, titleVerdict as judge, type Answer } from "@lading/sdk";
import type { LedgerClient, RpcEndpoint } from "@lading/sdk/chain";
import type { TitleVerdict } from "@lading/sdk/http";
import { readBlockAt } from "../../ledger/readBlockAt.ts";
import { readViews, type ViewResult } from "../../ledger/readViews.ts";
import type { Queries } from "../../store/openStore.ts";
import { readNames } from "../../store/directory.ts";
import { notFound } from "../reads.ts";

/** MemberRegistry's Status.Active. */
const ACTIVE = 1;
/** MemberRegistry's Roles.CARRIER. */
const CARRIER = 1;

type Check = TitleVerdict["checks"][number];

/**
 * What the ledger itself says of a bill, now or as it was at a moment: read from the registry, never from the read model.
 *
 * @param at Seconds since 1970; 0 = now
 * @throws LadingError `TITLE_UNKNOWN`, `LEDGER_UNREACHABLE`
 * @example
 * (await titleVerdict(dependencies, { title, at: 0 })).status; // "pledged"
 */
export async function titleVerdict(
  {
    ledger,
    endpoint,
    queries,
    chainId,
  }: { ledger: LedgerClient; endpoint: RpcEndpoint; queries: Queries; chainId: number },
  { title, at, contentDigest, presenter }: { title: string; at: number; contentDigest?: string; presenter?: number },
): Promise<TitleVerdict> {
  const head = await readBlockAt(endpoint, at);
  const of = (name: string) => ({ right: "title" as const, name, args: [title] });
  const [bill, word, pledge, lineage] = (await readViews(ledger, endpoint, head.number, [
    of("getTitle"),
    of("stateOf"),
    of("pledgeOf"),
    of("lineageOf"),
  ])) as [ViewResult, ViewResult, ViewResult, ViewResult];
  const state = decodeTitleState(String(word.value));
  if (state.state === "none") throw notFound(title, { code: "TITLE_UNKNOWN", noun: "title" });
  const [[issuer], row, { party, someone }] = await Promise.all([
    readViews(ledger, endpoint, head.number, [{ right: "members", name: "getMember", args: [state.carrier] }]),
    queries.title.findUnique({ where: { title } }),
    readNames(queries, [state.carrier, state.holder, state.endorsee, state.pledgee, state.offeree], chainId),
  ]);
  const { replaced, replacedBy } = lineage as { replaced: string[]; replacedBy: string[] };
  const verdict = judge({
    title,
    source: "ledger",
    block: { number: head.number, hash: head.hash, timestamp: head.timestamp },
    state,
    contentDigest: String(bill.contentDigest),
    nameOf: (member) => party(member).name,
    issuer: { active: issuer!.status === ACTIVE, carrier: (Number(issuer!.roles) & CARRIER) !== 0 },
    replacedBy: replacedBy.length,
    // The registry admitted each act as it came, and its head commits to all of them.
    chain: { complete: true, acts: row?.acts ?? 0 },
    ...(row === null ? {} : { reference: row.reference }),
    ...(contentDigest === undefined ? {} : { presented: { digest: contentDigest } }),
    ...(presenter === undefined || presenter === state.holder ? {} : { control: { proven: false } }),
  });
  return {
    title: title as `0x${string}`,
    at: at === 0 ? head.timestamp : at,
    status: verdict.status,
    outcome: verdict.outcome,
    conditions: [...verdict.conditions],
    carrier: party(state.carrier),
    holder: someone(state.holder),
    endorsee: someone(state.endorsee),
    pledgee: someone(state.pledgee),
    contentDigest: bill.contentDigest as `0x${string}`,
    trail: bill.trail as `0x${string}`,
    version: state.version,
    facts: {
      ...state,
      contentDigest: bill.contentDigest,
      pledge: pledge.pledgor === 0 ? null : pledge,
      replaced,
      replacedBy,
    },
    checks: verdict.answers.map((answer) => toCheck(answer, state.holder === presenter)),
    blockNumber: head.number,
    blockHash: head.hash as `0x${string}`,
  };
}

function toCheck({ check, answer, code, reason }: Answer, presenterHolds: boolean): Check {
  const question = QUESTIONS.find(({ id }) => id === check)!.text;
  if (check === "holder" && presenterHolds) {
    // The ledger names the presenter as holder; that it is the presenter who asks is for a control challenge to prove.
    return {
      check,
      answer: "yes",
      question,
      facts: {
        code: "PRESENTER_HOLDS",
        reason: { en: "the ledger names the presenter as holder", zh: "账本载明出示人为持有人" },
      },
    };
  }
  return { check, answer, question, facts: { code, reason } };
}
