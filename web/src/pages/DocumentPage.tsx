import type { LedgerEvent } from "@lading/sdk/http";
import { given } from "../ask/given.ts";
import { readAll } from "../ask/readAll.ts";
import { useAnswer } from "../ask/useAnswer.ts";
import { ActsTable } from "../components/ActsTable.tsx";
import { Answered, sameFault } from "../components/Answered.tsx";
import { Checks } from "../components/Checks.tsx";
import { Command } from "../components/Command.tsx";
import { Facts } from "../components/Facts.tsx";
import { Page, PageTools, Section } from "../components/Page.tsx";
import { Subject } from "../components/TradeDocuments.tsx";
import { VerdictBanner } from "../components/VerdictBanner.tsx";
import { Id, PartyName, RightLink, shortId, Until, When } from "../components/Words.tsx";
import { useSpeech } from "../i18n/language.ts";
import { tradeDocumentSentence } from "@lading/sdk/tradeDocuments";
import { linkTo } from "../router.ts";
import { useSession } from "../session/session.ts";

/** One trade document: the ledger's verdict, what it is about, and who did what on it. */
export function DocumentPage({ document: id }: { document: `0x${string}` }) {
  const { say, language } = useSpeech();
  const { client } = useSession();
  // Asked apart: whoever knows the id may have the verdict, and only those concerned may read the rest.
  const verdict = useAnswer(`verdict ${id}`, (signal) => client.tradeDocuments.verdict({ document: id, signal }));
  const document = useAnswer(`document ${id}`, (signal) => client.tradeDocuments.show({ document: id, signal }));
  const acts = useAnswer<LedgerEvent[]>(`acts ${id}`, (signal) =>
    readAll((after) => client.tradeDocuments.acts({ document: id, limit: 500, signal, ...given({ after }) })),
  );
  const reload = (): void => {
    verdict.reload();
    document.reload();
    acts.reload();
  };
  const name = verdict.answer.status === "done" ? (verdict.answer.value.title?.[language] ?? null) : null;

  return (
    <Page
      title={name ?? say("documentOf", { document: shortId(id) })}
      lead={<Id value={id} />}
      aside={<PageTools reload={reload} />}
    >
      <p className="trail-up no-print">
        <a href={linkTo(["documents"])}>{say("back", { where: say("documents") })}</a>
      </p>
      <Answered answer={verdict.answer} reload={verdict.reload}>
        {(value) => (
          <>
            <VerdictBanner
              status={value.status}
              conditions={[]}
              contradicted={value.outcome === "contradicted"}
              blockNumber={value.blockNumber}
              at={value.at}
              sentence={tradeDocumentSentence}
            />
            <Section title={say("details")}>
              <Facts
                rows={[
                  [say("documentType"), name === null ? value.type : `${name} (${value.type})`],
                  [say("documentIssuer"), <PartyName key="issuer" party={value.issuer} />],
                  [say("documentAbout"), <Subject key="subject" subject={value.subject} />],
                  [say("validFrom"), <When key="from" seconds={value.validFrom} />],
                  [say("validUntil"), <Until key="until" seconds={value.validUntil} />],
                  value.supersedes && [
                    say("documentReplaces"),
                    <RightLink key="old" topic="documents" id={value.supersedes} />,
                  ],
                  value.supersededBy && [
                    say("documentReplacedBy"),
                    <RightLink key="new" topic="documents" id={value.supersededBy} />,
                  ],
                  [say("contentDigest"), <Id key="digest" value={value.digest} />],
                ]}
              />
              <p>{say("documentCompare")}</p>
              <Command line="lading document verdict FILE" />
            </Section>
            <Section title={say("documentChecks")} lead={say("checksLead")}>
              <Checks checks={value.checks} />
            </Section>
          </>
        )}
      </Answered>
      <Answered answer={sameFault(verdict.answer, document.answer) ? null : document.answer} reload={document.reload}>
        {(value) => (
          <Section title={say("textOfDocument")}>
            <Facts
              rows={[
                [say("textOfDocument"), say(value.stored ? "textSealed" : "textElsewhere")],
                [say("attestedAt"), <When key="attested" seconds={value.attestedAt} />],
                value.reason === null ? null : [say("revokedFor"), String(value.reason)],
                [say("changedAt"), <When key="changed" seconds={value.changedAt} />],
              ]}
            />
            {value.stored && <Command line={`lading document receive ${id}`} />}
          </Section>
        )}
      </Answered>
      {acts.answer.status === "done" && acts.answer.value.length > 0 && (
        <Section title={say("actsTable")}>
          <ActsTable events={acts.answer.value} caption={say("actsTable")} />
        </Section>
      )}
    </Page>
  );
}
