import type { Right } from "@lading/sdk/acts";
import { useState } from "react";
import { useAnswer, toError, type LiveAnswer } from "./useAnswer.ts";
import type { LadingError } from "@lading/sdk/errors";

type Page<T> = { items: T[]; next: string | null };

/** A list that is read page by page. */
export type PagedAnswer<T> = LiveAnswer<T[]> & {
  /** There is more to show. */
  more: boolean;
  loadingMore: boolean;
  /** Why the next page could not be read. */
  fault: LadingError | null;
  showMore: () => void;
};

/** Asks the API for the first page of a list, and for the following ones on demand. */
export function usePages<T>(
  key: string,
  ask: (after: string | undefined, signal?: AbortSignal) => Promise<Page<T>>,
  of?: Right,
): PagedAnswer<T> {
  const { answer, reload } = useAnswer(key, (signal) => ask(undefined, signal), of);
  const first = answer.status === "done" ? answer.value : null;
  // Further pages belong to the first page that they follow; a fresh first page starts the list again.
  const [rest, setRest] = useState<{ first: Page<T> | null; items: T[]; next: string | null }>({
    first: null,
    items: [],
    next: null,
  });
  const [loadingMore, setLoadingMore] = useState(false);
  const [fault, setFault] = useState<LadingError | null>(null);
  const current = rest.first === first && first !== null ? rest : { first, items: [], next: first?.next ?? null };

  const showMore = (): void => {
    if (current.next === null || loadingMore) return;
    setLoadingMore(true);
    setFault(null);
    ask(current.next)
      .then((page) => setRest({ first, items: [...current.items, ...page.items], next: page.next }))
      .catch((cause: unknown) => setFault(toError(cause)))
      .finally(() => setLoadingMore(false));
  };

  return {
    answer: answer.status === "done" ? { status: "done", value: [...answer.value.items, ...current.items] } : answer,
    reload,
    more: current.next !== null,
    loadingMore,
    fault,
    showMore,
  };
}
