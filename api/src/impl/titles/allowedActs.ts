import { flagBits, findAct, ROLES } from "@lading/sdk/acts";
import type { Title } from "../../../generated/client.ts";
import type { Caller } from "../../auth/Caller.ts";
import type { IsAgentOf } from "../../store/readAgency.ts";
import { factsOf } from "../../projector/fold/title.ts";

const FREEZERS = flagBits(["court", "registrar"], ROLES)!;

/**
 * The acts that a caller may do with a title now, by the table at the top of contracts/src/title/ITitleRegistry.sol. A hint for people:
 * the ledger decides, with the arguments and at the time of the act.
 *
 * @param now Seconds since 1970
 * @example
 * allowedTitleActs(row, caller, now, () => false); // ["accept", "decline"]
 */
export function allowedTitleActs(row: Title, caller: Caller, now: number, isAgentOf: IsAgentOf): string[] {
  const me = caller.member;
  const { word, pledge } = factsOf(row);
  const pledged = word.pledgee !== 0;
  const pledgee = pledged && word.pledgee === me;
  const holder = word.holder === me;
  const issuer = word.carrier === me || isAgentOf(word.carrier);
  const live = word.state === "live" && !word.frozen;
  const whole = live && !word.delivered;
  const offered = word.state === "offered" && !word.frozen;
  const toMe = offered && word.offeree === me && word.deadline >= now;
  const pending = word.state === "surrender-pending" && !word.frozen;
  const toOrder = word.kind === "to-order" || word.kind === "to-order-not-onward";
  const entitled = holder && (!toOrder || word.endorsee === me);
  const open = ["live", "offered", "surrender-pending"].includes(word.state);
  const freezer = (caller.roles & FREEZERS) !== 0;

  const rules: Record<string, boolean> = {
    offer: whole && holder && (!pledged || !pledgee),
    accept: toMe && word.offerPurpose !== "pledge",
    acceptPledge: toMe && word.offerPurpose === "pledge",
    decline: offered && word.offeree === me,
    recall: offered && holder,
    lapse: offered && word.deadline < now,
    endorseBlank: whole && entitled && toOrder && !pledged,
    nominate: whole && toOrder && word.endorsee === me && !holder && !pledged,
    sign: whole && holder,
    offerPledge: whole && entitled && !pledged && word.kind !== "straight",
    redirectPledge: whole && pledged && pledge?.pledgor === me,
    releasePledge: live && pledgee,
    enforcePledge: live && pledgee && pledge !== null && pledge.enforceableFrom <= now,
    entrust: whole && pledgee && holder,
    consentSurrender: live && pledgee && !holder,
    surrender: live && entitled && (!pledged || word.consented !== "none"),
    acceptSurrender: pending && issuer && word.purpose === "delivery",
    convertToPaper: pending && issuer && word.purpose === "paper",
    refuseSurrender: pending && issuer,
    replace: pending && issuer && !["delivery", "paper"].includes(word.purpose),
    freeze: open && freezer && !word.frozen,
    unfreeze: open && freezer && word.frozen,
    recordDelivery: issuer && (word.state === "live" || word.state === "offered") && !word.delivered,
  };
  return Object.entries(rules)
    .filter(([name, admitted]) => {
      if (!admitted) return false;
      const { scope } = findAct("title", name);
      return scope === null || caller.scopes.includes(scope);
    })
    .map(([name]) => name);
}
