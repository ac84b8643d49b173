import { createProvider } from "../../../sdk/src/chain/createLedgerClient.ts";
import { openJournal } from "./Journal.ts";
import type { Journal } from "./Journal.ts";
import { Story, Surprise } from "./Story.ts";
import type { Stage } from "./Story.ts";
import { tellAdmissions } from "./chapters/admissions.ts";
import { tellCertificates } from "./chapters/certificates.ts";
import { tellCredit } from "./chapters/credit.ts";
import { tellDeliveryOrder } from "./chapters/documents.ts";
import { tellEnd } from "./chapters/end.ts";
import { tellGate } from "./chapters/gate.ts";
import { tellRelease } from "./chapters/release.ts";
import { tellTitle } from "./chapters/title.ts";
import { writeBill } from "./bill.ts";

/** The facts of a trade that its chapters share. */
export type Trade = {
  /** The bill's number. */
  reference: string;
  /** The transport document, as the carrier wrote it. */
  document: string;
  /** The two containers. */
  containers: readonly [string, string];
};

/**
 * Plays one whole trade on a running ledger and API: twelve wallets, each command a process of its own. A trade that an earlier run
 * left unfinished is finished; otherwise the next one is played.
 *
 * @returns whether every step and every refusal came out as told
 */
export async function playTrade(stage: Stage): Promise<boolean> {
  const journal = openJournal(stage.home);
  const story = new Story(stage, journal);
  const begun = Date.now();
  try {
    if (journal.resumed) await recount(stage, journal);
    await story.openWallets();
    await tellAdmissions(story, stage);
    await tellCredit(story, stage);
    story.beginTrade();
    const trade = writeBill(story.folder(), journal.state.trade);
    await tellTitle(story, trade);
    await tellRelease(story, trade);
    await tellDeliveryOrder(story, trade);
    await tellGate(story, trade);
    await tellEnd(story, trade);
    await tellCertificates(story);
  } catch (error) {
    if (!(error instanceof Surprise)) throw error;
    stage.say(`\nNot as expected: ${error.message}`);
    stage.say(
      `trade: stopped after ${story.acts} acts and ${story.refusals} refusals; the same command goes on from here`,
    );
    return false;
  }
  journal.finish();
  const before = story.remembered > 0 ? ` (${story.remembered} steps stood from before)` : "";
  stage.say(`\ntook ${((Date.now() - begun) / 1000).toFixed(0)} s${before}`);
  stage.say(`trade: ${story.acts} acts, ${story.refusals} refusals, all as expected`);
  return true;
}

/** After an interruption: every act that was acknowledged must stand on the ledger. */
async function recount(stage: Stage, journal: Journal): Promise<void> {
  const provider = createProvider(stage.rpcUrl);
  const acknowledged = [...Object.values(journal.state.ledger), ...Object.values(journal.state.steps)]
    .map(({ transactionHash }) => transactionHash)
    .filter((hash) => typeof hash === "string");
  for (const hash of acknowledged) {
    const receipt = await provider.getTransactionReceipt(hash);
    if (receipt?.status !== 1) throw new Surprise(`act ${hash} was acknowledged and is not on the ledger`);
  }
  provider.destroy();
  stage.say(`The trade of before goes on: its ${acknowledged.length} acknowledged acts all stand on the ledger.`);
}
