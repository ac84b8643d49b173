import type { LedgerEvent } from "@lading/sdk/http";
import { given } from "../ask/given.ts";
import { readAll } from "../ask/readAll.ts";
import { useAnswer } from "../ask/useAnswer.ts";
import { ActsTable } from "../components/ActsTable.tsx";
import { Answered, Empty, sameFault } from "../components/Answered.tsx";
import { Chain } from "../components/Chain.tsx";
import { Facts } from "../components/Facts.tsx";
import { GateBanner } from "../components/GateBanner.tsx";
import { Light } from "../components/Light.tsx";
import { Page, PageTools, Section } from "../components/Page.tsx";
import { ProposedActs } from "../components/ProposedActs.tsx";
import { ReleaseBadges } from "../components/StatusBadges.tsx";
import { TradeDocuments } from "../components/TradeDocuments.tsx";
import { Id, PartyName, RightLink, shortId, Until, When } from "../components/Words.tsx";
import { useSpeech } from "../i18n/language.ts";
import { chainOf } from "../rights/chainOf.ts";
import { linkTo } from "../router.ts";
import { useSession } from "../session/session.ts";

/** One release: what the gate would say, its lights, who may collect, and what may be done now. */
export function ReleasePage({ release: id }: { release: `0x${string}` }) {
  const { say, term } = useSpeech();
  const { client } = useSession();
  const release = useAnswer(`release ${id}`, (signal) => client.releases.show({ release: id, signal }));
  const verdict = useAnswer(`gate ${id}`, (signal) => client.releases.verdict({ release: id, signal }));
  const acts = useAnswer<LedgerEvent[]>(`acts ${id}`, (signal) =>
    readAll((after) => client.releases.acts({ release: id, limit: 500, signal, ...given({ after }) })),
  );
  const known = release.answer.status === "done" ? release.answer.value : null;
  const reload = (): void => {
    release.reload();
    verdict.reload();
    acts.reload();
  };

  return (
    <Page
      title={say("releaseOf", { container: known?.container ?? shortId(id) })}
      lead={<Id value={id} />}
      aside={<PageTools reload={reload} />}
    >
      <p className="trail-up no-print">
        <a href={linkTo(["releases"])}>{say("back", { where: say("releases") })}</a>
      </p>
      <Answered answer={verdict.answer} reload={verdict.reload}>
        {({ go, reasons, vehicle, blockNumber, at }) => (
          <GateBanner go={go} reasons={reasons} vehicle={vehicle} blockNumber={blockNumber} at={at} />
        )}
      </Answered>

      <Answered answer={sameFault(verdict.answer, release.answer) ? null : release.answer} reload={release.reload}>
        {(value) => (
          <>
            <Section title={say("lights")} lead={say("noLightsNext")}>
              {value.lights.length === 0 ? (
                <Empty text={say("noLights")} />
              ) : (
                <ul className="lights">
                  {value.lights.map((light) => (
                    <Light key={light.name} light={light} />
                  ))}
                </ul>
              )}
            </Section>
            <Section
              title={say("allowedActs")}
              {...(value.allowedActs.length === 0 ? {} : { lead: say("runInWallet") })}
            >
              {value.allowedActs.length === 0 ? (
                <p>{say("noAllowedActs")}</p>
              ) : (
                <ProposedActs
                  right="release"
                  names={value.allowedActs}
                  known={{ release: id, ...given({ container: value.container ?? undefined }) }}
                />
              )}
            </Section>
            <Section title={say("details")}>
              <Facts
                rows={[
                  [say("container"), value.container ?? say("none")],
                  [say("state"), <ReleaseBadges key="state" release={value} />],
                  value.inner === null ? null : [say("beneath"), term(value.inner)],
                  [say("basis"), term(value.basis)],
                  value.title === null
                    ? null
                    : [say("againstTitle"), <RightLink key="title" topic="titles" id={value.title} />],
                  value.waybill === null ? null : [say("waybill"), value.waybill],
                  [say("carrier"), <PartyName key="carrier" party={value.carrier} />],
                  [say("holder"), <PartyName key="holder" party={value.holder} />],
                  value.offer && [say("offeredTo"), <PartyName key="offer" party={value.offer.to} />],
                  value.offer && [say("offerUntil"), <When key="offerUntil" seconds={value.offer.deadline} />],
                  [say("haulier"), <PartyName key="haulier" party={value.haulier} />],
                  [say("terminal"), <PartyName key="terminal" party={value.terminal} />],
                  [say("depot"), <PartyName key="depot" party={value.depot} />],
                  [say("validFrom"), <When key="from" seconds={value.validFrom} />],
                  [say("validUntil"), <Until key="until" seconds={value.validUntil} />],
                  value.mode === null ? null : [say("mode"), term(value.mode)],
                  value.transport && [
                    say("slot"),
                    <span key="slot">
                      <When seconds={value.transport.slotFrom} /> – <When seconds={value.transport.slotUntil} />
                    </span>,
                  ],
                  [say("delegations"), say("delegationsLeft", { links: value.links, remaining: value.remaining })],
                  value.replaces === null
                    ? null
                    : [say("replaces"), <RightLink key="replaces" topic="releases" id={value.replaces} />],
                  value.replacedBy === null
                    ? null
                    : [say("replacedBy"), <RightLink key="by" topic="releases" id={value.replacedBy} />],
                  [say("issuedAt"), <When key="issued" seconds={value.issuedAt} />],
                  [say("changedAt"), <When key="changed" seconds={value.changedAt} />],
                ]}
              />
            </Section>
            {value.container !== null && (
              <Section title={say("documentsAboutContainer")}>
                <TradeDocuments about={{ container: value.container }} />
              </Section>
            )}
            <Answered answer={acts.answer} reload={acts.reload}>
              {(events) =>
                events.length === 0 ? (
                  <Section title={say("delegation")}>
                    <Empty text={say("noChain")} next={say("noChainNext")} />
                  </Section>
                ) : (
                  <>
                    <Section title={say("delegation")} lead={say("delegationLead")}>
                      <Chain steps={chainOf(events)} />
                    </Section>
                    <Section title={say("actsTable")}>
                      <ActsTable events={events} caption={say("actsTable")} />
                    </Section>
                  </>
                )
              }
            </Answered>
          </>
        )}
      </Answered>
    </Page>
  );
}
