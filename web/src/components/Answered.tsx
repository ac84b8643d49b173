import type { ReactNode } from "react";
import type { LadingError } from "@lading/sdk/errors";
import type { Answer } from "../ask/useAnswer.ts";
import { faultOf } from "../i18n/faults.ts";
import { useSpeech } from "../i18n/language.ts";
import { Mark } from "./Mark.tsx";

/** Shows what came of a question: that it is being asked, why it failed and what to do, or the answer. */
export function Answered<T>({
  answer,
  reload,
  children,
}: {
  /** null: nothing to show. */
  answer: Answer<T> | null;
  reload?: () => void;
  children: (value: T) => ReactNode;
}) {
  if (answer === null) return null;
  if (answer.status === "loading") return <Loading />;
  if (answer.status === "failed") return <Fault error={answer.error} {...(reload === undefined ? {} : { reload })} />;
  return children(answer.value);
}

/** Something is being read. */
export function Loading() {
  const { say } = useSpeech();
  return (
    <p className="loading" role="status">
      {say("loading")}
    </p>
  );
}

/** Why a question failed, by its code, and what to do next. */
export function Fault({ error, reload }: { error: LadingError; reload?: () => void }) {
  const { say, language } = useSpeech();
  const { title, next } = faultOf(error.code, error.kind, language);
  return (
    <div className="fault" role="alert">
      <Mark tone={error.kind === "unavailable" ? "unknown" : "warn"} large />
      <div>
        <p className="fault-title">{title}</p>
        <p lang="en">{error.message}</p>
        {error.issues.length > 0 && (
          <ul lang="en">
            {error.issues.map((issue) => (
              <li key={`${issue.pointer} ${issue.code}`}>
                <code>{issue.pointer || "/"}</code> {issue.message}
              </li>
            ))}
          </ul>
        )}
        <p>
          <strong>{say("errorNext")}</strong> {next}
        </p>
        <p className="quiet">
          {say("errorCode")} <code>{error.code}</code>
        </p>
        {reload && (
          <button type="button" className="no-print" onClick={reload}>
            {say("reload")}
          </button>
        )}
      </div>
    </div>
  );
}

/** There is nothing, and this is what to do about it. */
export function Empty({ text, next, children }: { text: string; next?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-text">{text}</p>
      {next !== undefined && <p>{next}</p>}
      {children}
    </div>
  );
}

/** True when two questions failed for one reason, which need be said only once. */
export function sameFault(a: Answer<unknown>, b: Answer<unknown>): boolean {
  return a.status === "failed" && b.status === "failed" && a.error.code === b.error.code;
}
