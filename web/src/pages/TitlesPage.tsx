import { useState } from "react";
import type { Title } from "@lading/sdk/http";
import { given } from "../ask/given.ts";
import { usePages } from "../ask/usePages.ts";
import { Answered, Empty } from "../components/Answered.tsx";
import { Filter, matches } from "../components/Filter.tsx";
import { Lists } from "../components/Lists.tsx";
import { LookUp } from "../components/LookUp.tsx";
import { More } from "../components/More.tsx";
import { Page, PageTools } from "../components/Page.tsx";
import { TitleBadges } from "../components/StatusBadges.tsx";
import { PartyName, When } from "../components/Words.tsx";
import { useSpeech } from "../i18n/language.ts";
import { statusesOf } from "../rights/statusesOf.ts";
import { linkTo } from "../router.ts";
import { useSession } from "../session/session.ts";

const RELATIONS = ["held", "offered", "issued", "pledged", "endorsed", "surrendered", "past"] as const;

/** Bills of lading that the member has to do with. */
export function TitlesPage({ relation }: { relation: string | null }) {
  const { say, term } = useSpeech();
  const { client } = useSession();
  const chosen = RELATIONS.find((each) => each === relation) ?? null;
  const [filter, setFilter] = useState("");
  const list = usePages<Title>(
    `titles ${chosen}`,
    (after, signal) => client.titles.list({ limit: 100, ...given({ relation: chosen ?? undefined, after, signal }) }),
    "title",
  );
  return (
    <Page title={say("titles")} lead={say("titlesLead")} aside={<PageTools reload={list.reload} />}>
      <Lists topic="titles" names={RELATIONS} chosen={chosen} />
      <div className="forms no-print">
        <Filter value={filter} hint={say("filterHint")} onChange={setFilter} />
        <LookUp topic="titles" />
      </div>
      <Answered answer={list.answer} reload={list.reload}>
        {(titles) => {
          if (titles.length === 0) return <Empty text={say("emptyTitles")} next={say("emptyTitlesNext")} />;
          const shown = titles.filter((title) =>
            matches(filter, [
              title.reference,
              title.title,
              title.carrier.name,
              title.holder?.name,
              title.endorsee?.name,
              title.pledgee?.name,
              ...statusesOf(title).map(term),
            ]),
          );
          return (
            <>
              {shown.length === 0 ? (
                <Empty text={say("noMatch")} next={say("noMatchNext")} />
              ) : (
                <TitleTable titles={shown} />
              )}
              <More count={shown.length} {...list} />
            </>
          );
        }}
      </Answered>
    </Page>
  );
}

function TitleTable({ titles }: { titles: readonly Title[] }) {
  const { say } = useSpeech();
  return (
    <table className="stacked">
      <thead>
        <tr>
          <th scope="col">{say("reference")}</th>
          <th scope="col">{say("state")}</th>
          <th scope="col">{say("carrier")}</th>
          <th scope="col">{say("holder")}</th>
          <th scope="col">{say("endorsee")}</th>
          <th scope="col">{say("changedAt")}</th>
        </tr>
      </thead>
      <tbody>
        {titles.map((title) => (
          <tr key={title.title}>
            <th scope="row">
              <a href={linkTo(["titles", title.title])}>{title.reference}</a>
            </th>
            <td data-label={say("state")}>
              <TitleBadges title={title} />
            </td>
            <td data-label={say("carrier")}>
              <PartyName party={title.carrier} />
            </td>
            <td data-label={say("holder")}>
              <PartyName party={title.holder} />
            </td>
            <td data-label={say("endorsee")}>
              <PartyName party={title.endorsee} />
            </td>
            <td data-label={say("changedAt")} className="nowrap">
              <When seconds={title.changedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
