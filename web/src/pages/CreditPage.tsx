import { useId, useState, type FormEvent } from "react";
import type { Attestation } from "@lading/sdk/http";
import { given } from "../ask/given.ts";
import { readAll } from "../ask/readAll.ts";
import { useAnswer } from "../ask/useAnswer.ts";
import { usePages } from "../ask/usePages.ts";
import { Answered, Empty } from "../components/Answered.tsx";
import { Badge } from "../components/Badge.tsx";
import { Command } from "../components/Command.tsx";
import { More } from "../components/More.tsx";
import { Page, PageTools, Section } from "../components/Page.tsx";
import { RecognitionMatrix } from "../components/RecognitionMatrix.tsx";
import { StandingFacts } from "../components/StandingFacts.tsx";
import { PartyName, shortId, Until, When } from "../components/Words.tsx";
import { useSpeech } from "../i18n/language.ts";
import { creditTone } from "../rights/creditTone.ts";
import { proposeAct } from "../rights/commandLine.ts";
import { useDirectory } from "../session/memberNames.ts";
import { useSession } from "../session/session.ts";

/** Who recognises whose grades, what an enterprise counts as, and what is attested about it. */
export function CreditPage() {
  const { say } = useSpeech();
  const { client } = useSession();
  const rules = useAnswer(
    "rules",
    (signal) => readAll((after) => client.credit.rules({ limit: 500, signal, ...given({ after }) })),
    "credit",
  );
  const attestations = usePages<Attestation>(
    "attestations",
    (after, signal) => client.credit.attestations({ limit: 100, ...given({ after, signal }) }),
    "credit",
  );
  const reload = (): void => {
    rules.reload();
    attestations.reload();
  };
  return (
    <Page title={say("credit")} lead={say("creditLead")} aside={<PageTools reload={reload} />}>
      <Section title={say("matrix")} lead={say("matrixLead")}>
        <Answered answer={rules.answer} reload={rules.reload}>
          {(value) =>
            value.length === 0 ? (
              <Empty text={say("emptyMatrix")} next={say("emptyMatrixNext")}>
                <Command line={proposeAct("credit", "publishRule").command} />
              </Empty>
            ) : (
              <RecognitionMatrix rules={value} />
            )
          }
        </Answered>
      </Section>
      <Section title={say("standingTitle")} lead={say("standingLead")}>
        <StandingForm />
      </Section>
      <Section title={say("attestations")}>
        <Answered answer={attestations.answer} reload={attestations.reload}>
          {(items) =>
            items.length === 0 ? (
              <Empty text={say("emptyAttestations")} next={say("emptyAttestationsNext")} />
            ) : (
              <>
                <AttestationTable attestations={items} />
                <More count={items.length} {...attestations} />
              </>
            )
          }
        </Answered>
      </Section>
    </Page>
  );
}

type Question = { subject: number; agency: number; at: number | null };

function StandingForm() {
  const { say } = useSpeech();
  const { answer } = useDirectory();
  const [question, setQuestion] = useState<Question | null>(null);
  const ids = { subject: useId(), agency: useId(), at: useId() };
  const { client } = useSession();
  const me = useAnswer("me", (signal) => client.me.show({ signal }), "members").answer;
  const mine = me.status === "done" ? me.value.member.member : "";
  const members = answer.status === "done" ? answer.value : [];
  const ask = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const at = String(form.get("at") ?? "");
    setQuestion({
      subject: Number(form.get("subject")),
      agency: Number(form.get("agency")),
      at: at === "" ? null : Math.floor(new Date(at).getTime() / 1000),
    });
  };
  const options = members.map(({ member, name }) => (
    <option key={member} value={member}>
      {name ?? say("memberNumber", { member })}
    </option>
  ));
  return (
    <>
      <form className="block-form no-print" onSubmit={ask}>
        <div>
          <label htmlFor={ids.subject}>{say("subject")}</label>
          <select key={`${mine} ${members.length}`} id={ids.subject} name="subject" required defaultValue={mine}>
            <option value="" disabled>
              {say("chooseMember")}
            </option>
            {options}
          </select>
        </div>
        <div>
          <label htmlFor={ids.agency}>{say("agency")}</label>
          <select id={ids.agency} name="agency" required defaultValue="">
            <option value="" disabled>
              {say("chooseMember")}
            </option>
            {options}
          </select>
        </div>
        <div>
          <label htmlFor={ids.at}>{say("standingAt")}</label>
          <input id={ids.at} name="at" type="datetime-local" />
        </div>
        <button type="submit">{say("standingAsk")}</button>
      </form>
      {question && <StandingAnswer key={JSON.stringify(question)} question={question} />}
    </>
  );
}

function StandingAnswer({ question: { subject, agency, at } }: { question: Question }) {
  const { client } = useSession();
  const { answer, reload } = useAnswer(
    `standing ${subject} ${agency} ${at}`,
    (signal) => client.credit.standing({ subject, agency, signal, ...given({ at: at ?? undefined }) }),
    "credit",
  );
  return (
    <div className="standing" aria-live="polite">
      <Answered answer={answer} reload={reload}>
        {(standing) => <StandingFacts standing={standing} />}
      </Answered>
    </div>
  );
}

function AttestationTable({ attestations }: { attestations: readonly Attestation[] }) {
  const { say, term } = useSpeech();
  return (
    <table className="stacked">
      <thead>
        <tr>
          <th scope="col">{say("subject")}</th>
          <th scope="col">{say("agency")}</th>
          <th scope="col">{say("scheme")}</th>
          <th scope="col">{say("grade")}</th>
          <th scope="col">{say("status")}</th>
          <th scope="col">{say("validFrom")}</th>
          <th scope="col">{say("validUntil")}</th>
        </tr>
      </thead>
      <tbody>
        {attestations.map((each) => (
          <tr key={each.attestation}>
            <th scope="row">
              {each.subject !== null ? (
                <PartyName party={each.subject} />
              ) : (
                say("pseudonym", { pseudonym: shortId(each.pseudonym ?? "") })
              )}
            </th>
            <td data-label={say("agency")}>
              <PartyName party={each.agency} />
            </td>
            <td data-label={say("scheme")}>{each.scheme}</td>
            <td data-label={say("grade")}>{each.grade}</td>
            <td data-label={say("status")}>
              <span className="badges">
                <Badge tone={creditTone(each.status)}>{term(each.status)}</Badge>
                {each.underObjection && <Badge tone="warn">{term("under-objection")}</Badge>}
                {each.validUntil !== 0 && each.validUntil < Date.now() / 1000 && (
                  <Badge tone="stop">{say("expired")}</Badge>
                )}
              </span>
              {each.reason !== null && <p className="quiet">{term(each.reason)}</p>}
            </td>
            <td data-label={say("validFrom")}>
              <When seconds={each.validFrom} />
            </td>
            <td data-label={say("validUntil")}>
              <Until seconds={each.validUntil} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
