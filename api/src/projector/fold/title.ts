import type { Title } from "../../../generated/client.ts";
import { decodeTitleState, type TitleState } from "@lading/sdk";
import { ENDORSEMENTS } from "@lading/sdk/http";
import { bytes32ToReference } from "@lading/sdk/typedData";
import { numberOf, textOf, type LedgerLog } from "../LedgerLog.ts";
import type { RightFold } from "./RightFold.ts";

/** What the events said of a title beyond its columns. */
export type TitleFacts = {
  /** The whole state word, decoded. */
  word: TitleState;
  /** Who pledged, to whom else the pledgee may release, and from when it may enforce. */
  pledge: { pledgor: number; releaseTo: number; enforceableFrom: number } | null;
  nomination: { to: number; endorsement: string } | null;
  /** Digest of the serial numbers of the paper from which, or to which, the bill was last converted. */
  paperSerials: string | null;
  refusal: string | null;
  replaces: string[];
};

const NO_FACTS: Omit<TitleFacts, "word"> = {
  pledge: null,
  nomination: null,
  paperSerials: null,
  refusal: null,
  replaces: [],
};
const ISSUES = new Set(["TitleIssued", "TitleIssuedFromPaper", "TitleReissued"]);

/** Titles (contracts/src/title/ITitleRegistry.sol). Every event carries the state word after the act, so a row follows the ledger exactly. */
export const titleFold: RightFold<Title> = {
  right: "title",
  table: "Title",
  isPublic: false,
  owns: (log) => log.right === "title" && typeof log.args.title === "string",
  subjectsOf: (log) => [textOf(log, "title")],

  apply(row, log, title) {
    const word = decodeTitleState(textOf(log, "state"));
    const issued = ISSUES.has(log.event);
    if (row === undefined && !issued) return undefined;
    const facts: TitleFacts = {
      ...(row === undefined || issued ? NO_FACTS : factsOf(row)),
      ...factsAfter(log, row, word),
      word,
    };
    return {
      title,
      carrier: word.carrier,
      reference: issued ? bytes32ToReference(textOf(log, "transportDocumentReference")) : row!.reference,
      contentDigest: issued ? textOf(log, "contentDigest") : row!.contentDigest,
      kind: word.kind,
      state: word.state,
      holder: word.holder,
      endorsee: word.endorsee,
      pledgee: word.pledgee,
      offeredTo: word.state === "offered" ? word.offeree : 0,
      frozen: word.frozen,
      deliveredWithoutPresentation: word.delivered,
      facts: JSON.stringify(facts),
      acts: (row?.acts ?? 0) + 1,
      issuedAt: row?.issuedAt ?? log.blockTime,
      changedAt: log.blockTime,
      blockNumber: row?.blockNumber ?? log.blockNumber,
      logIndex: row?.logIndex ?? log.logIndex,
    };
  },

  partiesOf(row) {
    const { pledge, nomination } = factsOf(row);
    return [
      row.carrier,
      row.holder,
      row.endorsee,
      row.pledgee,
      row.offeredTo,
      pledge?.pledgor ?? 0,
      nomination?.to ?? 0,
    ];
  },

  async load(queries, ids) {
    const rows = await queries.title.findMany({ where: { title: { in: ids } } });
    return new Map(rows.map((row) => [row.title, row]));
  },

  async clear(queries) {
    await queries.title.deleteMany();
  },
};

/** What the events said of a title beyond its columns. */
export function factsOf(row: Title): TitleFacts {
  return JSON.parse(row.facts) as TitleFacts;
}

function factsAfter(log: LedgerLog, row: Title | undefined, word: TitleState): Partial<TitleFacts> {
  const change: Partial<TitleFacts> = {};
  switch (log.event) {
    case "TitlePledgeOffered":
      change.pledge = {
        pledgor: numberOf(log, "from"),
        releaseTo: numberOf(log, "releaseTo"),
        enforceableFrom: numberOf(log, "enforceableFrom"),
      };
      break;
    case "TitlePledgeRedirected": {
      const pledge = row === undefined ? null : factsOf(row).pledge;
      if (pledge !== null) change.pledge = { ...pledge, releaseTo: numberOf(log, "to") };
      break;
    }
    case "TitleNominated":
      change.nomination = {
        to: numberOf(log, "to"),
        endorsement: ENDORSEMENTS[numberOf(log, "endorsement")] ?? "none",
      };
      break;
    case "TitleIssuedFromPaper":
    case "TitleConvertedToPaper":
      change.paperSerials = textOf(log, "paperSerials");
      break;
    case "TitleSurrenderRefused":
      change.refusal = bytes32ToReference(textOf(log, "reason"));
      break;
    case "TitleReissued":
      change.replaces = (log.args.replaced as string[] | undefined) ?? [];
      break;
  }
  // The word says what is in force; what it no longer names is gone.
  if (!word.nominated) change.nomination = null;
  if (word.pledgee === 0 && !(word.state === "offered" && word.offerPurpose === "pledge")) change.pledge = null;
  return change;
}
