import { use, useCallback, useEffect, useState } from "react";
import { isLadingError, LadingError } from "@lading/sdk/errors";
import type { Right } from "@lading/sdk/acts";
import { concerns, onLedgerNews } from "./ledgerNews.ts";
import { SessionContext } from "../session/session.ts";

/** What became of a question to the API. */
export type Answer<T> = { status: "loading" } | { status: "failed"; error: LadingError } | { status: "done"; value: T };

/** An answer that may be asked for again. */
export type LiveAnswer<T> = { answer: Answer<T>; reload: () => void };

/**
 * Asks the API, and asks again when `key` changes, when the ledger has news of it, or when the reader comes back to the page.
 *
 * @param key names everything that the question depends on
 * @param of the right whose news are a reason to ask again. Default: any
 */
export function useAnswer<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, of?: Right): LiveAnswer<T> {
  const lapse = use(SessionContext)?.lapse;
  const [round, setRound] = useState(0);
  const [kept, setKept] = useState<{ key: string; answer: Answer<T> }>({ key, answer: { status: "loading" } });
  const reload = useCallback(() => setRound((count) => count + 1), []);

  useEffect(() => {
    const stop = new AbortController();
    ask(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) setKept({ key, answer: { status: "done", value } });
      },
      (cause: unknown) => {
        if (stop.signal.aborted) return;
        const error = toError(cause);
        if (error.kind === "unauthenticated") lapse?.();
        setKept({ key, answer: { status: "failed", error } });
      },
    );
    return () => stop.abort();
    // `ask` is a new function at each rendering; `key` says when it is another question.
  }, [key, round, lapse]);

  useEffect(() => {
    const back = (): void => {
      if (document.visibilityState === "visible") reload();
    };
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, [reload]);

  useEffect(
    () =>
      onLedgerNews((events) => {
        if (events.some((event) => (of === undefined || event.right === of) && concerns(key, event))) reload();
      }),
    [key, of, reload],
  );

  return { answer: kept.key === key ? kept.answer : { status: "loading" }, reload };
}

/** Anything thrown, as an error with a code. */
export function toError(cause: unknown): LadingError {
  if (isLadingError(cause)) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new LadingError("CONSOLE_FAULT", "internal", message, {}, { cause });
}
