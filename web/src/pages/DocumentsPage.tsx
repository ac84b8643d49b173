import { useAnswer } from "../ask/useAnswer.ts";
import { Answered, Empty } from "../components/Answered.tsx";
import { Badge } from "../components/Badge.tsx";
import { Command } from "../components/Command.tsx";
import { LookUp } from "../components/LookUp.tsx";
import { Page, PageTools, Section } from "../components/Page.tsx";
import { TradeDocuments } from "../components/TradeDocuments.tsx";
import { ShortId } from "../components/Words.tsx";
import { useSpeech } from "../i18n/language.ts";
import { useSession } from "../session/session.ts";

/** Trade documents of the reader's member, and the types that the ledger admits. */
export function DocumentsPage() {
  const { say, term, list, language } = useSpeech();
  const { client } = useSession();
  const types = useAnswer("document types", (signal) => client.documentTypes.list({ signal }), "document");
  return (
    <Page title={say("documents")} lead={say("documentsLead")} aside={<PageTools reload={types.reload} />}>
      <div className="forms no-print">
        <LookUp topic="documents" />
      </div>
      <Section title={say("documentsMine")}>
        <TradeDocuments about={{}} />
      </Section>
      <Section title={say("documentTypes")} lead={say("documentTypesLead")}>
        <Answered answer={types.answer} reload={types.reload}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty text={say("emptyDocumentTypes")} next={say("emptyDocumentTypesNext")}>
                <Command line="lading document admit-type" />
              </Empty>
            ) : (
              <table className="stacked">
                <thead>
                  <tr>
                    <th scope="col">{say("documentType")}</th>
                    <th scope="col">{say("name")}</th>
                    <th scope="col">{say("documentIssuer")}</th>
                    <th scope="col">{say("status")}</th>
                    <th scope="col">{say("schemaDigest")}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(({ schema, name, title, issuers, status }) => (
                    <tr key={schema}>
                      <th scope="row">{title?.[language] ?? name}</th>
                      <td data-label={say("name")}>
                        <code translate="no">{name}</code>
                      </td>
                      <td data-label={say("documentIssuer")}>{list(issuers.map(term))}</td>
                      <td data-label={say("status")}>
                        <Badge tone={status === "admitted" ? "good" : "warn"}>{term(status)}</Badge>
                      </td>
                      <td data-label={say("schemaDigest")}>
                        <ShortId value={schema} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Answered>
      </Section>
    </Page>
  );
}
