import type { HttpClient } from "@lading/sdk/http";
import { useSpeech } from "../i18n/language.ts";
import { benefitNames } from "../rights/benefits.ts";
import { creditTone } from "../rights/creditTone.ts";
import { Badge } from "./Badge.tsx";
import { PartyName, Until } from "./Words.tsx";

/** One agency's rule to give effect to grades of a scheme. */
export type Rule = Awaited<ReturnType<HttpClient["credit"]["rules"]>>["items"][number];

/** Recognitions: a row for each agency that gives effect, a column for each scheme whose grades it recognises. */
export function RecognitionMatrix({ rules }: { rules: readonly Rule[] }) {
  const { say } = useSpeech();
  const agencies = [...new Map(rules.map(({ agency }) => [agency.member, agency])).values()];
  const schemes = [...new Map(rules.map(({ scheme, publisher }) => [scheme, publisher]))].sort(([a], [b]) =>
    a.localeCompare(b),
  );
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={say("matrix")}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{say("agency")}</th>
            {schemes.map(([scheme, publisher]) => (
              <th key={scheme} scope="col">
                <span translate="no">{scheme}</span>
                {publisher !== null && (
                  <span className="matrix-publisher">
                    <PartyName party={publisher} />
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {agencies.map((agency) => (
            <tr key={agency.member}>
              <th scope="row">
                <PartyName party={agency} />
              </th>
              {schemes.map(([scheme]) => (
                <td key={scheme}>
                  <Recognitions
                    rules={rules.filter((rule) => rule.agency.member === agency.member && rule.scheme === scheme)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Recognitions({ rules }: { rules: readonly Rule[] }) {
  const { say, term, list } = useSpeech();
  if (rules.length === 0) return <span className="quiet">{say("notRecognised")}</span>;
  return (
    <ul className="recognitions">
      {rules.map((rule) => (
        <li key={rule.rule}>
          <Badge tone={creditTone(rule.status)}>{term(rule.status)}</Badge>
          <p>{list(rule.grades)}</p>
          <p>{list(benefitNames(rule.benefits).map(term))}</p>
          {rule.purpose !== 0 && <p className="quiet">{say("consentNeeded")}</p>}
          <p className="quiet">
            {say("validUntil")}
            {say("colon")}
            <Until seconds={rule.validUntil} />
          </p>
        </li>
      ))}
    </ul>
  );
}
