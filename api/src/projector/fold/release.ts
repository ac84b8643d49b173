import { RECALL_POLICIES } from "@lading/sdk/http";
import { bytes32ToReference } from "@lading/sdk/typedData";
import type { Release } from "../../../generated/client.ts";
import { numberOf, textOf, type LedgerLog } from "../LedgerLog.ts";
import { decodeReleaseWord, stageOf, type ReleaseWord } from "./releaseWord.ts";
import type { RightFold } from "./RightFold.ts";

/** What the events said of a release beyond its columns. */
export type ReleaseFacts = {
  /** The whole state word, decoded. */
  word: ReleaseWord;
  /** The title's id, or the sea waybill's reference as 32 bytes. */
  basis: string;
  container: string;
  replaces: string | null;
  replacedBy: string | null;
  /** Who gave the right to whom, and until when it may be taken back. */
  chain: { from: number; to: number; policy: string }[];
  /** The pending offer. */
  offer: { from: number; to: number; policy: string; deadline: number } | null;
  transport: { driver: string; plate: string; slotFrom: number; slotUntil: number } | null;
  /** When the haulier came to the gate; 0 before. */
  arrivedAt: number;
};

const ISSUES = new Set(["ReleaseIssued", "ReleasePrepared"]);
const HOLDS = new Set(["HoldPlaced", "HoldLifted"]);
const NOTHING = `0x${"0".repeat(64)}`;

/** Releases (contracts/src/release/IReleaseRegistry.sol). Every event but those of holds carries the state word after the act. */
export const releaseFold: RightFold<Release> = {
  right: "release",
  table: "Release",
  isPublic: false,
  owns: (log) => log.right === "release" && typeof log.args.release === "string",
  // A hold may stand on a container for which no release was ever issued.
  subjectsOf: (log) => (log.args.release === NOTHING ? [] : [textOf(log, "release")]),

  apply(row, log, release) {
    if (HOLDS.has(log.event)) {
      return row === undefined ? undefined : { ...row, acts: row.acts + 1, changedAt: log.blockTime };
    }
    const issued = ISSUES.has(log.event);
    if (row === undefined && !issued) return undefined;
    const word = decodeReleaseWord(textOf(log, "state"));
    const before = row === undefined ? factsAtIssue(log, word) : releaseFactsOf(row);
    const facts: ReleaseFacts = { ...before, ...factsAfter(log, before, word), word };
    const stage = stageOf(word);
    return {
      release,
      title: word.basis === "waybill" ? NOTHING : facts.basis,
      container: facts.container,
      carrier: word.carrier,
      state: word.state,
      holder: word.holder,
      offeredTo: stage === "offered" ? word.other : 0,
      terminal: word.terminal,
      depot: row?.depot ?? numberOf(log, "depot"),
      haulier: stage === "offered" || stage === "active" ? 0 : word.other,
      facts: JSON.stringify(facts),
      acts: (row?.acts ?? 0) + 1,
      issuedAt: row?.issuedAt ?? log.blockTime,
      changedAt: log.blockTime,
      blockNumber: row?.blockNumber ?? log.blockNumber,
      logIndex: row?.logIndex ?? log.logIndex,
    };
  },

  partiesOf: (row) => [row.carrier, row.holder, row.offeredTo, row.terminal, row.depot, row.haulier],

  async load(queries, ids) {
    const rows = await queries.release.findMany({ where: { release: { in: ids } } });
    return new Map(rows.map((row) => [row.release, row]));
  },

  async clear(queries) {
    await queries.release.deleteMany();
  },
};

/** What the events said of a release beyond its columns. */
export function releaseFactsOf(row: Release): ReleaseFacts {
  return JSON.parse(row.facts) as ReleaseFacts;
}

function factsAtIssue(log: LedgerLog, word: ReleaseWord): ReleaseFacts {
  const replaces = textOf(log, "replaces");
  return {
    word,
    basis: textOf(log, "basis"),
    container: bytes32ToReference(textOf(log, "container")),
    replaces: replaces === NOTHING ? null : replaces,
    replacedBy: null,
    chain: [],
    offer: null,
    transport: null,
    arrivedAt: 0,
  };
}

function factsAfter(log: LedgerLog, before: ReleaseFacts, word: ReleaseWord): Partial<ReleaseFacts> {
  const change: Partial<ReleaseFacts> = {};
  switch (log.event) {
    case "ReleaseOffered":
      change.offer = {
        from: numberOf(log, "from"),
        to: numberOf(log, "to"),
        policy: RECALL_POLICIES[numberOf(log, "policy")] ?? "always",
        deadline: numberOf(log, "deadline"),
      };
      break;
    case "ReleaseAccepted": {
      const { from, to } = { from: numberOf(log, "from"), to: numberOf(log, "to") };
      change.chain = [...before.chain, { from, to, policy: before.offer?.policy ?? "always" }];
      break;
    }
    case "ReleaseRecalled": {
      // A recalled link takes everything behind it.
      const recalling = numberOf(log, "to");
      const index = before.chain.findIndex((link) => link.from === recalling);
      if (index >= 0 && word.holder === recalling) change.chain = before.chain.slice(0, index);
      break;
    }
    case "TransportNominated":
      change.transport = {
        driver: textOf(log, "driver"),
        plate: textOf(log, "plate"),
        slotFrom: numberOf(log, "slotFrom"),
        slotUntil: numberOf(log, "slotUntil"),
      };
      break;
    case "ContainerCalled":
      change.arrivedAt = log.blockTime;
      break;
    case "ReleaseSuperseded":
      change.replacedBy = textOf(log, "replacedBy");
      break;
  }
  const stage = stageOf(word);
  if (stage !== "offered") change.offer = null;
  if (["active", "offered", "assigned"].includes(stage)) change.transport = null;
  return change;
}
