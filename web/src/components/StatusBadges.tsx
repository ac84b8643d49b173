import type { Release, Title } from "@lading/sdk/http";
import type { Tone } from "@lading/sdk";
import { useSpeech } from "../i18n/language.ts";
import { releaseStatuses, releaseTone } from "../rights/releaseStatuses.ts";
import { statusesOf } from "../rights/statusesOf.ts";
import { titleTone } from "../rights/titleTone.ts";
import { Badge } from "./Badge.tsx";

/** A title's state and flags. */
export function TitleBadges({ title }: { title: Title }) {
  return <Badges statuses={statusesOf(title)} toneOf={titleTone} />;
}

/** A release's state and flags. */
export function ReleaseBadges({ release }: { release: Release }) {
  return <Badges statuses={releaseStatuses(release)} toneOf={releaseTone} />;
}

function Badges({ statuses, toneOf }: { statuses: readonly string[]; toneOf: (status: string) => Tone }) {
  const { term } = useSpeech();
  const troubled = statuses.some((status) => ["stop", "warn"].includes(toneOf(status)));
  return (
    <span className="badges">
      {statuses.map((status) => (
        <Badge key={status} tone={toned(toneOf(status), troubled)}>
          {term(status)}
        </Badge>
      ))}
    </span>
  );
}

/** A live bill that is frozen gets no green beside the red. */
function toned(tone: Tone, troubled: boolean): Tone {
  return troubled && tone === "good" ? "note" : tone;
}
