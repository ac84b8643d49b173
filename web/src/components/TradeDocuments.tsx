import type { TradeDocument } from "@lading/sdk/http";
import { given } from "../ask/given.ts";
import { usePages } from "../ask/usePages.ts";
import { useSpeech } from "../i18n/language.ts";
import { tradeDocumentSentence } from "@lading/sdk/tradeDocuments";
import { documentStatus } from "../rights/documentStatus.ts";
import { linkTo } from "../router.ts";
import { useSession } from "../session/session.ts";
import { Answered, Empty } from "./Answered.tsx";
import { Badge } from "./Badge.tsx";
import { Command } from "./Command.tsx";
import { More } from "./More.tsx";
import { PartyName, shortId, Until, When } from "./Words.tsx";

/** Which trade documents: all about a right or a container, or those of the reader's member. */
export type About = { subject?: `0x${string}`; container?: string };

/** Trade documents that the reader may see, newest last, each with how it stands now. */
export function TradeDocuments({ about }: { about: About }) {
  const { say } = useSpeech();
  const { client } = useSession();
  // The key does not name the subject: news are about a document, and any may be about it.
  const documents = usePages<TradeDocument>(
    `documents ${about.container ?? ""}`,
    (after, signal) => client.tradeDocuments.list({ limit: 100, ...about, ...given({ after, signal }) }),
    "document",
  );
  const subject =
    about.subject !== undefined
      ? `title:${about.subject}`
      : about.container !== undefined
        ? `container:${about.container}`
        : "SUBJECT";
  return (
    <Answered answer={documents.answer} reload={documents.reload}>
      {(items) =>
        items.length === 0 ? (
          <Empty text={say("emptyDocuments")} next={say("emptyDocumentsNext")}>
            <Command line={`lading document attest FILE --subject ${subject}`} />
          </Empty>
        ) : (
          <>
            <DocumentTable documents={items} />
            <More count={items.length} {...documents} />
          </>
        )
      }
    </Answered>
  );
}

function DocumentTable({ documents }: { documents: readonly TradeDocument[] }) {
  const { say, term, language } = useSpeech();
  const now = Date.now() / 1000;
  return (
    <table className="stacked">
      <thead>
        <tr>
          <th scope="col">{say("documentType")}</th>
          <th scope="col">{say("documentIssuer")}</th>
          <th scope="col">{say("documentAbout")}</th>
          <th scope="col">{say("status")}</th>
          <th scope="col">{say("validFrom")}</th>
          <th scope="col">{say("validUntil")}</th>
        </tr>
      </thead>
      <tbody>
        {documents.map((each) => {
          const status = documentStatus(each, now);
          return (
            <tr key={each.document}>
              <th scope="row">
                <a href={linkTo(["documents", each.document])} title={each.document}>
                  {each.title?.[language] ?? each.type}
                </a>
              </th>
              <td data-label={say("documentIssuer")}>
                <PartyName party={each.issuer} />
              </td>
              <td data-label={say("documentAbout")}>
                <Subject subject={each.subject} />
              </td>
              <td data-label={say("status")}>
                <Badge tone={tradeDocumentSentence(status, language).tone}>{term(status)}</Badge>
              </td>
              <td data-label={say("validFrom")}>
                <When seconds={each.validFrom} />
              </td>
              <td data-label={say("validUntil")}>
                <Until seconds={each.validUntil} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What a document is about, linked where there is a page of it. */
export function Subject({ subject }: { subject: TradeDocument["subject"] }) {
  const { term } = useSpeech();
  const { kind, word, member, reference } = subject;
  const topic = { title: "titles", release: "releases" }[kind as string];
  return (
    <>
      {term(kind)}{" "}
      {member !== null ? (
        <PartyName party={member} />
      ) : topic === undefined ? (
        <span className="nowrap">{reference ?? shortId(word)}</span>
      ) : (
        <a href={linkTo([topic, word])} title={word}>
          {reference ?? shortId(word)}
        </a>
      )}
    </>
  );
}
