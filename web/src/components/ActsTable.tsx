import type { LedgerEvent } from "@lading/sdk/http";
import { useSpeech } from "../i18n/language.ts";
import { inWords } from "../i18n/terms.ts";
import { eventSentence } from "../rights/eventSentence.ts";
import { useMemberNames } from "../session/memberNames.ts";
import { RawValue } from "./Facts.tsx";
import { ShortId, When } from "./Words.tsx";

/** The acts on a right, with where each stands on the ledger. */
export function ActsTable({ events, caption }: { events: readonly LedgerEvent[]; caption: string }) {
  const { say, language } = useSpeech();
  const nameOf = useMemberNames();
  return (
    <div className="table-frame">
      <table className="stacked">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say("when")}</th>
            <th scope="col">{say("act")}</th>
            <th scope="col" className="number">
              {say("block")}
            </th>
            <th scope="col">{say("transaction")}</th>
            <th scope="col">{say("details")}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.cursor}>
              <th scope="row" className="nowrap">
                <When seconds={event.blockTime} />
              </th>
              <td data-label={say("act")}>{eventSentence(event, language, nameOf)}</td>
              <td data-label={say("block")} className="number">
                {event.blockNumber}
              </td>
              <td data-label={say("transaction")}>
                <ShortId value={event.transactionHash} />
              </td>
              <td data-label={say("details")}>
                <details>
                  <summary>
                    <code>{event.event}</code>
                  </summary>
                  <dl className="arguments">
                    {Object.entries(event.args).map(([name, value]) => (
                      <div key={name}>
                        <dt>{inWords(name)}</dt>
                        <dd>
                          <RawValue name={name} value={value} />
                        </dd>
                      </div>
                    ))}
                  </dl>
                </details>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
