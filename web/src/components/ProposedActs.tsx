import { useSpeech } from "../i18n/language.ts";
import { inWords } from "../i18n/terms.ts";
import { proposeAct } from "../rights/commandLine.ts";
import { Command } from "./Command.tsx";

/** Acts that may be done now, each with the command that does it: keys never enter the page. */
export function ProposedActs({
  right,
  names,
  known,
}: {
  right: string;
  names: readonly string[];
  known: Readonly<Record<string, string>>;
}) {
  const { say, language, term } = useSpeech();
  return (
    <ul className="acts">
      {names.map((name) => {
        const { act, command, blanks } = proposeAct(right, name, known);
        return (
          <li key={name}>
            <details>
              <summary>
                <span className="act-name">{act?.summary[language] ?? inWords(name)}</span>
                {act?.irreversible === true && <span className="act-irreversible">{say("irreversible")}</span>}
                {act !== null && act.scope !== null && (
                  <span className="quiet act-scope">{say("needsScope", { scope: term(act.scope) })}</span>
                )}
              </summary>
              <Command line={command} />
              {blanks.length > 0 && (
                <dl className="blanks" aria-label={say("fillIn")}>
                  {blanks.map(({ word, summary, choices }) => (
                    <div key={word}>
                      <dt>
                        <code translate="no">{word}</code>
                      </dt>
                      <dd>
                        {summary[language]}
                        {choices !== undefined && (
                          <span className="quiet"> · {say("oneOf", { choices: choices.join(", ") })}</span>
                        )}
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
            </details>
          </li>
        );
      })}
    </ul>
  );
}
