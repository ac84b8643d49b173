import { useCallback, useEffect, useMemo, useState } from "react";
import { createHttpClient } from "@lading/sdk/http";
import type { LadingError } from "@lading/sdk/errors";
import { API_URL } from "../ask/apiUrl.ts";
import { toError } from "../ask/useAnswer.ts";
import { Fault, Loading } from "../components/Answered.tsx";
import { Command } from "../components/Command.tsx";
import { Page } from "../components/Page.tsx";
import { useSpeech } from "../i18n/language.ts";
import { linkTo } from "../router.ts";
import type { Session } from "../session/session.ts";

type Code = { code: string; pollToken: string; expiresAt: number; interval: number; sessionSeconds: number };
type Stage =
  | { step: "idle" }
  | { step: "asking" }
  | { step: "waiting"; code: Code }
  | { step: "expired" }
  | { step: "failed"; error: LadingError };

/** Signs in by the wallet: shows a code, waits until an officer's wallet approves it, and receives a session that can only read. */
export function SignIn({ ended, onSession }: { ended: boolean; onSession: (session: Session) => void }) {
  const { say, language } = useSpeech();
  const client = useMemo(() => createHttpClient({ baseUrl: API_URL, language }), [language]);
  const [stage, setStage] = useState<Stage>({ step: "idle" });

  const begin = useCallback(() => {
    setStage({ step: "asking" });
    client.signIn.begin().then(
      (code) => setStage({ step: "waiting", code }),
      (cause: unknown) => setStage({ step: "failed", error: toError(cause) }),
    );
  }, [client]);

  return (
    <Page title={say("signIn")} lead={say("signInLead")}>
      {ended && (
        <p className="notice" role="status">
          {say("sessionEnded")}
        </p>
      )}
      <div className="sign-in">
        {stage.step === "idle" && (
          <button type="button" className="primary" onClick={begin}>
            {say("signInBegin")}
          </button>
        )}
        {stage.step === "asking" && <Loading />}
        {stage.step === "failed" && <Fault error={stage.error} reload={begin} />}
        {stage.step === "expired" && (
          <>
            <p className="notice" role="alert">
              {say("signInExpired")}
            </p>
            <button type="button" className="primary" onClick={begin}>
              {say("signInAgain")}
            </button>
          </>
        )}
        {stage.step === "waiting" && (
          <Waiting
            code={stage.code}
            poll={async () => client.signIn.collect({ body: { pollToken: stage.code.pollToken } })}
            onSession={onSession}
            onExpired={() => setStage({ step: "expired" })}
            onFault={(error) => setStage({ step: "failed", error })}
          />
        )}
      </div>
      <p className="quiet">{say("noWallet")}</p>
      <p>
        <a href={linkTo(["verify"])}>{say("verifyWithout")}</a>
      </p>
    </Page>
  );
}

type Poll = () => Promise<{ status: "pending" } | { status: "approved"; token: string; expiresAt: number }>;

function Waiting({
  code,
  poll,
  onSession,
  onExpired,
  onFault,
}: {
  code: Code;
  poll: Poll;
  onSession: (session: Session) => void;
  onExpired: () => void;
  onFault: (error: LadingError) => void;
}) {
  const { say } = useSpeech();
  const [left, setLeft] = useState(() => secondsLeft(code));

  useEffect(() => {
    let stopped = false;
    const timer = setInterval(() => {
      const rest = secondsLeft(code);
      setLeft(rest);
      if (rest <= 0) onExpired();
    }, 1_000);
    const ask = async (): Promise<void> => {
      while (!stopped) {
        await new Promise((resolve) => setTimeout(resolve, code.interval * 1_000));
        if (stopped) return;
        try {
          const answer = await poll();
          if (stopped) return;
          if (answer.status === "approved") return onSession({ token: answer.token, expiresAt: answer.expiresAt });
        } catch (cause) {
          const error = toError(cause);
          if (stopped) return;
          if (error.code === "SIGN_IN_EXPIRED") return onExpired();
          // A server that is being restarted, or asks for patience, is asked again; anything else will not mend itself.
          if (error.kind !== "unavailable") return onFault(error);
        }
      }
    };
    void ask();
    return () => {
      stopped = true;
      clearInterval(timer);
    };
    // One code, one wait: the callbacks of a later rendering say the same.
  }, [code]);

  return (
    <div className="code-card">
      <p className="code-label" id="sign-in-code">
        {say("signInCode")}
      </p>
      <p className="code" aria-labelledby="sign-in-code" translate="no">
        {code.code}
      </p>
      <ol className="sign-in-steps">
        <li>
          {say("signInStep1")}
          <Command line={`lading console approve ${code.code}`} />
        </li>
        <li>
          {say("signInStep2")}
          <code className="id">{location.origin}</code>
        </li>
        <li>{say("signInStep3")}</li>
      </ol>
      <p role="timer" className="quiet">
        {say("signInWaiting", { left: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` })}
      </p>
      <p className="notice">{say("signInWarning")}</p>
      <p className="quiet">{say("signInReads", { minutes: Math.round(code.sessionSeconds / 60) })}</p>
    </div>
  );
}

function secondsLeft(code: Code): number {
  return Math.max(0, Math.ceil(code.expiresAt - Date.now() / 1000));
}
