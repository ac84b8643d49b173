import { useSpeech } from "../i18n/language.ts";
import { inWords } from "../i18n/terms.ts";
import { creditTone } from "../rights/creditTone.ts";
import { shortId } from "./Words.tsx";
import { Badge } from "./Badge.tsx";
import { RawValue } from "./Facts.tsx";
import { PartyName } from "./Words.tsx";

type Rule = {
  rule: string;
  agency: { member: number; name: string | null; did: string | null };
  scheme: string;
  status: string;
  facts: Record<string, unknown>;
  changedAt: number;
};

/** Recognitions: a row for each agency that gives effect, a column for each scheme whose grades it recognises. */
export function RecognitionMatrix({ rules }: { rules: readonly Rule[] }) {
  const { say, term, date } = useSpeech();
  const agencies = [...new Map(rules.map(({ agency }) => [agency.member, agency])).values()];
  const schemes = [...new Set(rules.map(({ scheme }) => scheme))].sort();
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={say("matrix")}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{say("agency")}</th>
            {schemes.map((scheme) => (
              <th key={scheme} scope="col">
                {shortId(scheme)}
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
              {schemes.map((scheme) => {
                const cell = rules.filter((rule) => rule.agency.member === agency.member && rule.scheme === scheme);
                return (
                  <td key={scheme}>
                    {cell.length === 0 ? (
                      <span className="quiet">{say("notRecognised")}</span>
                    ) : (
                      cell.map((rule) => (
                        <div key={rule.rule} className="recognition">
                          <Badge tone={creditTone(rule.status)}>{term(rule.status)}</Badge>
                          <p className="quiet">{say("ruleChanged", { date: date(rule.changedAt) })}</p>
                          <details>
                            <summary>{say("details")}</summary>
                            <dl className="arguments">
                              {Object.entries(rule.facts).map(([name, value]) => (
                                <div key={name}>
                                  <dt>{inWords(name)}</dt>
                                  <dd>
                                    <RawValue name={name} value={value} />
                                  </dd>
                                </div>
                              ))}
                            </dl>
                          </details>
                        </div>
                      ))
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
