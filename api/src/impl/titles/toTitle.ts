import type { Title as TitleAnswer } from "@lading/sdk/http";
import type { Title } from "../../../generated/client.ts";
import type { Caller } from "../../auth/Caller.ts";
import { factsOf } from "../../projector/fold/title.ts";
import type { Queries } from "../../store/openStore.ts";
import { readNames } from "../../store/directory.ts";
import { AGENT_SCOPES, readAgency } from "../../store/readAgency.ts";
import { allowedTitleActs } from "./allowedActs.ts";

/**
 * Titles as they are answered, with names and with what the caller may do now.
 *
 * @param now Seconds since 1970
 * @example
 * const [answer] = await toTitles(store.read, [row], caller, { chainId, now });
 */
export async function toTitles(
  queries: Queries,
  rows: readonly Title[],
  caller: Caller,
  { chainId, now }: { chainId: number; now: number },
): Promise<TitleAnswer[]> {
  const facts = rows.map(factsOf);
  const mentioned = rows.flatMap((row, index) => [
    row.carrier,
    row.holder,
    row.endorsee,
    row.pledgee,
    row.offeredTo,
    facts[index]!.pledge?.pledgor ?? 0,
    facts[index]!.pledge?.releaseTo ?? 0,
    facts[index]!.nomination?.to ?? 0,
  ]);
  const [{ party, someone }, isAgentOf] = await Promise.all([
    readNames(queries, mentioned, chainId),
    readAgency(queries, caller.member, AGENT_SCOPES.issue, now),
  ]);
  return rows.map((row, index) => {
    const { word, pledge, nomination, refusal, replaces } = facts[index]!;
    return {
      title: row.title as `0x${string}`,
      carrier: party(row.carrier),
      reference: row.reference,
      kind: row.kind,
      medium: row.state === "paper" ? "paper" : "electronic",
      state: row.state,
      holder: someone(row.holder),
      endorsee: someone(row.endorsee),
      pledgee: someone(row.pledgee),
      pledge:
        pledge === null || row.pledgee === 0
          ? null
          : {
              pledgor: party(pledge.pledgor),
              releaseTo: someone(pledge.releaseTo),
              enforceableFrom: pledge.enforceableFrom,
            },
      nomination: nomination === null ? null : { to: party(nomination.to), endorsement: nomination.endorsement },
      offer:
        row.state !== "offered"
          ? null
          : {
              to: party(word.offeree),
              purpose: word.offerPurpose,
              endorsement: word.offeredEndorsement,
              deadline: word.deadline,
              expired: word.deadline < now,
            },
      surrenderedFor: word.purpose === "none" ? null : word.purpose,
      refusal,
      frozen: row.frozen,
      deliveredWithoutPresentation: row.deliveredWithoutPresentation,
      fromPaper: word.fromPaper,
      replaces: replaces as `0x${string}`[],
      version: word.version,
      contentDigest: row.contentDigest as `0x${string}`,
      acts: row.acts,
      issuedAt: row.issuedAt,
      changedAt: row.changedAt,
      allowedActs: allowedTitleActs(row, caller, now, isAgentOf),
    };
  });
}
