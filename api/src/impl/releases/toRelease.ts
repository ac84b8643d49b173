import type { Release as ReleaseAnswer } from "@lading/sdk/http";
import { bytes32ToReference } from "@lading/sdk/typedData";
import type { Release } from "../../../generated/client.ts";
import type { Caller } from "../../auth/Caller.ts";
import { releaseFactsOf } from "../../projector/fold/release.ts";
import { readNames } from "../../store/directory.ts";
import type { Queries } from "../../store/openStore.ts";
import { AGENT_SCOPES, readAgency } from "../../store/readAgency.ts";
import { allowedReleaseActs } from "./allowedActs.ts";

type Hash = `0x${string}`;

/**
 * Releases as they are answered, with names and with what the caller may do now.
 *
 * @param now Seconds since 1970
 * @example
 * const [answer] = await toReleases(store.read, [row], caller, { chainId, now });
 */
export async function toReleases(
  queries: Queries,
  rows: readonly Release[],
  caller: Caller,
  { chainId, now }: { chainId: number; now: number },
): Promise<ReleaseAnswer[]> {
  const mentioned = rows.flatMap((row) => [
    row.carrier,
    row.terminal,
    row.depot,
    row.holder,
    row.offeredTo,
    row.haulier,
  ]);
  const [{ party, someone }, isAgentOf] = await Promise.all([
    readNames(queries, mentioned, chainId),
    readAgency(queries, caller.member, AGENT_SCOPES.release, now),
  ]);
  return rows.map((row) => {
    const { word, basis, offer, transport, replaces, replacedBy } = releaseFactsOf(row);
    const waybill = word.basis === "waybill";
    return {
      release: row.release as Hash,
      title: waybill ? null : (basis as Hash),
      waybill: waybill ? bytes32ToReference(basis) : null,
      basis: word.basis,
      carrier: party(row.carrier),
      container: row.container,
      state: row.state,
      inner: word.inner === "none" ? null : word.inner,
      terminal: someone(row.terminal),
      depot: someone(row.depot),
      holder: someone(row.holder),
      offer: offer === null ? null : { to: party(offer.to), deadline: offer.deadline },
      haulier: someone(row.haulier),
      mode: row.haulier === 0 ? null : word.mode,
      validFrom: word.validFrom,
      validUntil: word.validUntil,
      expired: word.validUntil < now,
      links: word.links,
      remaining: word.remaining,
      transport:
        transport === null ? null : { ...transport, driver: transport.driver as Hash, plate: transport.plate as Hash },
      manual: word.manual,
      replaces: replaces as Hash | null,
      replacedBy: replacedBy as Hash | null,
      acts: row.acts,
      issuedAt: row.issuedAt,
      changedAt: row.changedAt,
      allowedActs: allowedReleaseActs(row, caller, now, isAgentOf),
    };
  });
}
