import { useState } from "react";
import type { Release } from "@lading/sdk/http";
import { given } from "../ask/given.ts";
import { useAnswer } from "../ask/useAnswer.ts";
import { usePages } from "../ask/usePages.ts";
import { Answered, Empty } from "../components/Answered.tsx";
import { Filter, matches } from "../components/Filter.tsx";
import { LightStrip } from "../components/Light.tsx";
import { Lists } from "../components/Lists.tsx";
import { LookUp } from "../components/LookUp.tsx";
import { More } from "../components/More.tsx";
import { Page, PageTools } from "../components/Page.tsx";
import { ReleaseBadges } from "../components/StatusBadges.tsx";
import { PartyName, shortId, Until } from "../components/Words.tsx";
import { useSpeech } from "../i18n/language.ts";
import { linkTo } from "../router.ts";
import { useSession } from "../session/session.ts";

const RELATIONS = ["held", "offered", "issued", "terminal", "depot", "haulage", "past"] as const;

/** The board of releases that the member has to do with. */
export function ReleasesPage({ relation }: { relation: string | null }) {
  const { say, term } = useSpeech();
  const { client } = useSession();
  const chosen = RELATIONS.find((each) => each === relation) ?? null;
  const [filter, setFilter] = useState("");
  const list = usePages<Release>(
    `releases ${chosen}`,
    (after, signal) => client.releases.list({ limit: 24, ...given({ relation: chosen ?? undefined, after, signal }) }),
    "release",
  );
  return (
    <Page title={say("releases")} lead={say("releasesLead")} aside={<PageTools reload={list.reload} />}>
      <Lists topic="releases" names={RELATIONS} chosen={chosen} />
      <div className="forms no-print">
        <Filter value={filter} hint={say("releaseFilterHint")} onChange={setFilter} />
        <LookUp topic="releases" />
      </div>
      <Answered answer={list.answer} reload={list.reload}>
        {(releases) => {
          if (releases.length === 0) return <Empty text={say("emptyReleases")} next={say("emptyReleasesNext")} />;
          const shown = releases.filter(({ container, release, state, carrier, holder, terminal, haulier }) =>
            matches(filter, [
              container,
              release,
              term(state),
              carrier.name,
              holder?.name,
              terminal?.name,
              haulier?.name,
            ]),
          );
          return (
            <>
              {shown.length === 0 ? (
                <Empty text={say("noMatch")} next={say("noMatchNext")} />
              ) : (
                <ul className="cards">
                  {shown.map((release) => (
                    <BoardCard key={release.release} release={release} />
                  ))}
                </ul>
              )}
              <More count={shown.length} {...list} />
            </>
          );
        }}
      </Answered>
    </Page>
  );
}

function BoardCard({ release }: { release: Release }) {
  const { say } = useSpeech();
  return (
    <li className="card">
      <h2 className="card-title">
        <a href={linkTo(["releases", release.release])}>{release.container ?? shortId(release.release)}</a>
      </h2>
      <p>
        <ReleaseBadges release={release} />
      </p>
      <p className="card-line">
        {say("holder")}
        {say("colon")}
        <PartyName party={release.holder} />
      </p>
      <p className="card-line">
        {say("terminal")}
        {say("colon")}
        <PartyName party={release.terminal} />
      </p>
      <p className="card-line">
        {say("validUntil")}
        {say("colon")}
        <Until seconds={release.validUntil} />
      </p>
      <BoardLights release={release.release} />
    </li>
  );
}

/** The list has no lights, so each card asks for its own. */
function BoardLights({ release }: { release: `0x${string}` }) {
  const { say } = useSpeech();
  const { client } = useSession();
  const { answer } = useAnswer(`release ${release}`, (signal) => client.releases.show({ release, signal }));
  if (answer.status === "failed") return <p className="quiet">{answer.error.code}</p>;
  if (answer.status === "loading") return <p className="quiet">{say("loading")}</p>;
  return answer.value.lights.length === 0 ? (
    <p className="quiet">{say("noLights")}</p>
  ) : (
    <LightStrip lights={answer.value.lights} />
  );
}
