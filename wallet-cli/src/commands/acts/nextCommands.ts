import { kebab } from "@lading/sdk/acts";
import type { SignedAct } from "@lading/sdk/signedAct";
import { NOUN_OF } from "./nouns.ts";

/** What usually follows an act, by `right.act`: acts of the same right, whoever may do them. */
export const FOLLOWERS: Readonly<Record<string, readonly string[]>> = {
  "title.issue": ["offer", "surrender"],
  "title.issueFromPaper": ["offer", "surrender"],
  "title.offer": ["accept", "decline", "recall"],
  "title.accept": ["offer", "surrender"],
  "title.decline": ["offer"],
  "title.recall": ["offer"],
  "title.offerPledge": ["acceptPledge", "recall"],
  "title.acceptPledge": ["releasePledge", "enforcePledge"],
  "title.releasePledge": ["accept"],
  "title.entrust": ["accept"],
  "title.surrender": ["acceptSurrender", "refuseSurrender"],
  "title.refuseSurrender": ["surrender", "offer"],
  "release.issue": ["setLight", "offer", "assign"],
  "release.issueFromWaybill": ["setLight", "offer", "assign"],
  "release.prepare": ["activate"],
  "release.activate": ["setLight", "offer", "assign"],
  "release.offer": ["accept", "decline", "recall"],
  "release.accept": ["offer", "assign"],
  "release.assign": ["nominate", "decline", "recall"],
  "release.arrive": ["gateOut", "turnAway"],
  "release.gateOut": ["returnEmpty"],
  "release.suspend": ["resume", "cancel"],
  "release.placeHold": ["liftHold"],
  "document.attest": ["revoke"],
  "title.freeze": ["unfreeze", "reassign"],
};

/** The commands that make sense after an act, with the right that it was about filled in. */
export function nextCommands(act: Pick<SignedAct, "right" | "act">, subject: string | null): readonly string[] {
  const noun = NOUN_OF[act.right];
  const about = subject === null ? "" : ` ${subject}`;
  const followers = (FOLLOWERS[`${act.right}.${act.act}`] ?? []).map(
    (name) => `lading ${noun} ${kebab(name)}${subject === null ? " …" : about}`,
  );
  const look =
    subject === null || !["title", "release", "credit", "document"].includes(act.right)
      ? []
      : [`lading ${noun} show${about}`];
  return [...followers, ...look];
}
