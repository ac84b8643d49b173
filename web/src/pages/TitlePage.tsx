import type { LedgerEvent } from "@lading/sdk/http";
import { given } from "../ask/given.ts";
import { readAll } from "../ask/readAll.ts";
import { useAnswer } from "../ask/useAnswer.ts";
import { ActsTable } from "../components/ActsTable.tsx";
import { Answered, Empty, sameFault } from "../components/Answered.tsx";
import { Chain } from "../components/Chain.tsx";
import { Checks } from "../components/Checks.tsx";
import { Facts, RawFacts } from "../components/Facts.tsx";
import { Page, PageTools, Section } from "../components/Page.tsx";
import { ProposedActs } from "../components/ProposedActs.tsx";
import { TitleBadges } from "../components/StatusBadges.tsx";
import { TradeDocuments } from "../components/TradeDocuments.tsx";
import { VerdictBanner } from "../components/VerdictBanner.tsx";
import { Id, PartyName, RightLink, shortId, When } from "../components/Words.tsx";
import { useSpeech } from "../i18n/language.ts";
import { chainOf } from "../rights/chainOf.ts";
import { linkTo } from "../router.ts";
import { useSession } from "../session/session.ts";

/** One bill of lading: the ledger's verdict, its facts, who controlled it when, and what may be done now. */
export function TitlePage({ title: id }: { title: `0x${string}` }) {
  const { say, term } = useSpeech();
  const { client } = useSession();
  const title = useAnswer(`title ${id}`, (signal) => client.titles.show({ title: id, signal }));
  // Asked apart: any member that knows the id may have the verdict, and only parties may read the rest.
  const verdict = useAnswer(`verdict ${id}`, (signal) => client.titles.verdict({ title: id, signal }));
  const acts = useAnswer<LedgerEvent[]>(`acts ${id}`, (signal) =>
    readAll((after) => client.titles.acts({ title: id, limit: 500, signal, ...given({ after }) })),
  );
  const known = title.answer.status === "done" ? title.answer.value : null;
  const reload = (): void => {
    title.reload();
    verdict.reload();
    acts.reload();
  };

  return (
    <Page
      title={say("titleOf", { reference: known?.reference ?? shortId(id) })}
      lead={<Id value={id} />}
      aside={<PageTools reload={reload} />}
    >
      <p className="trail-up no-print">
        <a href={linkTo(["titles"])}>{say("back", { where: say("titles") })}</a>
      </p>
      <Answered answer={verdict.answer} reload={verdict.reload}>
        {(value) => (
          <VerdictBanner
            status={value.status}
            conditions={value.conditions}
            contradicted={value.outcome === "contradicted"}
            blockNumber={value.blockNumber}
            at={value.at}
          />
        )}
      </Answered>

      <Answered answer={sameFault(verdict.answer, title.answer) ? null : title.answer} reload={title.reload}>
        {(value) => (
          <>
            <Section
              title={say("allowedActs")}
              {...(value.allowedActs.length === 0 ? {} : { lead: say("runInWallet") })}
            >
              {value.allowedActs.length === 0 ? (
                <p>{say("noAllowedActs")}</p>
              ) : (
                <ProposedActs right="title" names={value.allowedActs} known={{ title: id }} />
              )}
            </Section>
            <Section title={say("details")}>
              <Facts
                rows={[
                  [say("reference"), value.reference],
                  [say("state"), <TitleBadges key="state" title={value} />],
                  [say("kind"), term(value.kind)],
                  [say("medium"), term(value.medium)],
                  [say("carrier"), <PartyName key="carrier" party={value.carrier} />],
                  [say("holder"), <PartyName key="holder" party={value.holder} />],
                  [say("endorsee"), <PartyName key="endorsee" party={value.endorsee} />],
                  [say("pledgee"), <PartyName key="pledgee" party={value.pledgee} />],
                  value.offer && [say("offeredTo"), <PartyName key="offer" party={value.offer.to} />],
                  value.offer && [say("offerUntil"), <When key="until" seconds={value.offer.deadline} />],
                  value.surrenderedFor === null ? null : [say("surrenderFor"), term(value.surrenderedFor)],
                  value.refusal === null ? null : [say("refusal"), term(value.refusal)],
                  value.nomination && [say("nominee"), <PartyName key="nominee" party={value.nomination.to} />],
                  value.pledge && [say("pledgor"), <PartyName key="pledgor" party={value.pledge.pledgor} />],
                  value.pledge && [
                    say("enforceableFrom"),
                    <When key="enforceable" seconds={value.pledge.enforceableFrom} />,
                  ],
                  value.replaces.length === 0
                    ? null
                    : [say("replaces"), <TitleLinks key="replaces" titles={value.replaces} />],
                  value.version === 0 ? null : [say("titleVersion"), String(value.version)],
                  [say("issuedAt"), <When key="issued" seconds={value.issuedAt} />],
                  [say("changedAt"), <When key="changed" seconds={value.changedAt} />],
                  [say("contentDigest"), <Id key="digest" value={value.contentDigest} />],
                ]}
              />
            </Section>
          </>
        )}
      </Answered>

      {known !== null && (
        <Section title={say("documentsAbout")}>
          <TradeDocuments about={{ subject: id }} />
        </Section>
      )}

      {known !== null && (
        <Section title={say("chainOfControl")} lead={say("chainLead")}>
          <Answered answer={acts.answer} reload={acts.reload}>
            {(events) =>
              events.length === 0 ? (
                <Empty text={say("noChain")} next={say("noChainNext")} />
              ) : (
                <Chain steps={chainOf(events)} />
              )
            }
          </Answered>
        </Section>
      )}

      {verdict.answer.status === "done" && (
        <Section title={say("checks")} lead={say("checksLead")}>
          <Checks checks={verdict.answer.value.checks} />
          <RawFacts facts={{ ...verdict.answer.value.facts, trail: verdict.answer.value.trail }} />
        </Section>
      )}

      {known !== null && acts.answer.status === "done" && acts.answer.value.length > 0 && (
        <Section title={say("actsTable")}>
          <ActsTable events={acts.answer.value} caption={say("actsTable")} />
        </Section>
      )}
    </Page>
  );
}

function TitleLinks({ titles }: { titles: readonly string[] }) {
  return (
    <ul>
      {titles.map((title) => (
        <li key={title}>
          <RightLink topic="titles" id={title} />
        </li>
      ))}
    </ul>
  );
}
