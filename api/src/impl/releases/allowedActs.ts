import { findAct, flagBits, ROLES } from "@lading/sdk/acts";
import type { Release } from "../../../generated/client.ts";
import type { Caller } from "../../auth/Caller.ts";
import { releaseFactsOf } from "../../projector/fold/release.ts";
import { stageOf } from "../../projector/fold/releaseWord.ts";
import type { IsAgentOf } from "../../store/readAgency.ts";

/** Seconds after which a call at the gate lapses (contracts/src/release). */
const CALL_LAPSES = 6 * 3600;
const role = (...names: (typeof ROLES)[number][]): number => flagBits(names, ROLES)!;
const CUSTOMS = role("customs");
const HOLDERS_OF_CONTAINERS = role("customs", "maritime-safety", "border-inspection", "court");
const ANNULLERS = role("court", "registrar");
const DEPOT = role("depot");

/**
 * The acts that a caller may do with a release now, by the table at the top of contracts/src/release/IReleaseRegistry.sol. A hint for
 * people: the ledger decides, with the arguments and at the time of the act.
 *
 * @param now Seconds since 1970
 * @example
 * allowedReleaseActs(row, caller, now, () => false); // ["accept", "decline"]
 */
export function allowedReleaseActs(row: Release, caller: Caller, now: number, isAgentOf: IsAgentOf): string[] {
  const me = caller.member;
  const { word, offer, chain, arrivedAt } = releaseFactsOf(row);
  const { state } = word;
  const stage = stageOf(word);
  const worked = state !== "suspended" && word.validUntil >= now;
  const running = ["active", "offered", "assigned", "ready"].includes(state);
  const open = running || state === "prepared" || state === "suspended";
  const issuer = word.carrier === me || isAgentOf(word.carrier);
  const holder = word.holder === me;
  const terminal = word.terminal === me;
  const other = word.other === me;
  const moving = stage === "offered" || stage === "assigned" || stage === "ready";
  const gaveIt = chain.some((link) => link.from === me && link.policy === "always") && !holder;
  const has = (bits: number): boolean => (caller.roles & bits) !== 0;

  const rules: Record<string, boolean> = {
    activate: state === "prepared" && issuer,
    offer: worked && stage === "active" && holder && word.remaining > 0,
    accept: worked && stage === "offered" && other && (offer?.deadline ?? 0) >= now,
    decline: state !== "suspended" && moving && other,
    recall: state !== "suspended" && ((holder && moving) || (gaveIt && (moving || stage === "active"))),
    lapse:
      (stage === "offered" && (offer?.deadline ?? now) < now) || (state === "at-gate" && arrivedAt + CALL_LAPSES < now),
    assign: worked && stage === "active" && holder,
    nominate: worked && (stage === "assigned" || stage === "ready") && other,
    arrive: state === "ready" && terminal && worked,
    turnAway: state === "at-gate" && terminal,
    gateOut: state === "at-gate" && terminal && worked,
    gateOutManually: (running || state === "at-gate") && terminal && worked,
    returnEmpty: state === "out" && (row.depot === me || (row.depot === 0 && has(DEPOT))),
    suspend: running && issuer,
    resume: state === "suspended" && issuer,
    extend: open && issuer,
    cancel: open && (issuer || has(ANNULLERS)),
    supersede: (running || state === "prepared") && issuer,
    setLight: (open && issuer) || ((open || state === "at-gate") && (terminal || has(CUSTOMS))),
    placeHold: has(HOLDERS_OF_CONTAINERS) || (issuer && state !== "at-gate"),
    liftHold: has(HOLDERS_OF_CONTAINERS) || issuer,
  };
  return Object.entries(rules)
    .filter(([name, admitted]) => {
      if (!admitted) return false;
      const { scope } = findAct("release", name);
      return scope === null || caller.scopes.includes(scope);
    })
    .map(([name]) => name);
}
