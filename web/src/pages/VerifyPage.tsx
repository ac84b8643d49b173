import { useEffect, useState, type ChangeEvent } from "react";
import { useAnswer } from "../ask/useAnswer.ts";
import { Answered, Fault } from "../components/Answered.tsx";
import { Judged } from "../components/Judged.tsx";
import { Page, Section } from "../components/Page.tsx";
import { useSpeech } from "../i18n/language.ts";
import type { MessageKey } from "../i18n/messages.ts";
import type { Judgement } from "../proof/judge.ts";
import { linkTo } from "../router.ts";

type Kind = "certificate" | "anchor";
type Chosen = { name: string; content: Uint8Array };

const FIELDS: readonly { kind: Kind; label: MessageKey; hint: MessageKey }[] = [
  { kind: "certificate", label: "certificateFile", hint: "certificateHint" },
  { kind: "anchor", label: "anchorFile", hint: "anchorHint" },
];

/** Verifies a certificate file by a trust anchor file, both of this machine: nothing is sent, nothing is asked, no sign-in is needed. */
export function VerifyPage({ signedIn }: { signedIn: boolean }) {
  const { say } = useSpeech();
  // Only this page needs the proof library: fetched before it takes a file, and nothing afterwards.
  const verifier = useAnswer("verifier", () => import("../proof/judge.ts"));
  const judge = verifier.answer.status === "done" ? verifier.answer.value.judge : null;
  const [chosen, setChosen] = useState<Partial<Record<Kind, Chosen>>>({});
  const [judgement, setJudgement] = useState<Judgement | null>(null);
  const { certificate, anchor } = chosen;

  useEffect(() => {
    if (judge === null || certificate === undefined || anchor === undefined) return setJudgement(null);
    setJudgement(judge(certificate.content, anchor.content, Date.now() / 1000));
  }, [judge, certificate, anchor]);

  const choose = async (kind: Kind, event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    const content = file && { name: file.name, content: new Uint8Array(await file.arrayBuffer()) };
    setChosen(({ [kind]: _, ...others }) => (content === undefined ? others : { ...others, [kind]: content }));
  };

  return (
    <Page
      title={say("verifyTitle")}
      lead={say("verifyLead")}
      aside={
        judgement?.status === "done" ? (
          <button type="button" onClick={() => print()}>
            {say("print")}
          </button>
        ) : undefined
      }
    >
      {!signedIn && (
        <p className="trail-up no-print">
          <a href={linkTo([])}>{say("back", { where: say("signIn") })}</a>
        </p>
      )}
      <Answered answer={verifier.answer} reload={verifier.reload}>
        {() => (
          <>
            <div className="file-fields no-print">
              {FIELDS.map(({ kind, label, hint }) => (
                <div key={kind}>
                  <label htmlFor={`file-${kind}`}>{say(label)}</label>
                  <input
                    id={`file-${kind}`}
                    type="file"
                    accept=".json,application/json"
                    aria-describedby={`hint-${kind}`}
                    onChange={(event) => void choose(kind, event)}
                  />
                  <p className="quiet" id={`hint-${kind}`}>
                    {say(hint)}
                  </p>
                </div>
              ))}
            </div>
            {judgement === null && <p className="notice no-print">{say("verifyWaiting")}</p>}
          </>
        )}
      </Answered>
      {judgement?.status === "failed" && (
        <Section
          title={say(judgement.about === "anchor" ? "anchorRefused" : "certificateRefused", {
            file: chosen[judgement.about]?.name ?? "",
          })}
        >
          <Fault error={judgement.error} />
        </Section>
      )}
      {judgement?.status === "done" && <Judged {...judgement.value} />}
    </Page>
  );
}
