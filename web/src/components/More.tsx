import type { LadingError } from "@lading/sdk/errors";
import { useSpeech } from "../i18n/language.ts";
import { Fault } from "./Answered.tsx";

/** How much of a list is shown, and the way to more of it. */
export function More({
  count,
  more,
  loadingMore,
  fault,
  showMore,
}: {
  count: number;
  more: boolean;
  loadingMore: boolean;
  fault: LadingError | null;
  showMore: () => void;
}) {
  const { say } = useSpeech();
  return (
    <div className="more">
      {fault && <Fault error={fault} />}
      <p className="quiet" role="status">
        {say("shownCount", { count })}
      </p>
      {more && (
        <button type="button" className="no-print" onClick={showMore} disabled={loadingMore}>
          {say(loadingMore ? "loading" : "showMore")}
        </button>
      )}
    </div>
  );
}
