import { useState } from "react";
import { Answered, Empty } from "../components/Answered.tsx";
import { Badge } from "../components/Badge.tsx";
import { Command } from "../components/Command.tsx";
import { Filter, matches } from "../components/Filter.tsx";
import { Page, PageTools } from "../components/Page.tsx";
import { useSpeech } from "../i18n/language.ts";
import { proposeAct } from "../rights/commandLine.ts";
import { memberTone } from "../rights/memberTone.ts";
import { linkTo } from "../router.ts";
import { useDirectory } from "../session/memberNames.ts";

/** The directory of members. */
export function MembersPage() {
  const { say, term, date, list } = useSpeech();
  const { answer, reload } = useDirectory();
  const [filter, setFilter] = useState("");
  return (
    <Page title={say("members")} lead={say("membersLead")} aside={<PageTools reload={reload} />}>
      <div className="forms no-print">
        <Filter value={filter} hint={say("memberFilterHint")} onChange={setFilter} />
      </div>
      <Answered answer={answer} reload={reload}>
        {(members) => {
          if (members.length === 0) {
            return (
              <Empty text={say("emptyMembers")} next={say("emptyMembersNext")}>
                <Command line={proposeAct("members", "admit").command} />
              </Empty>
            );
          }
          const shown = members.filter(({ member, name, roles, did }) =>
            matches(filter, [String(member), name, did, ...roles, ...roles.map(term)]),
          );
          if (shown.length === 0) return <Empty text={say("noMatch")} next={say("noMatchNext")} />;
          return (
            <>
              <table className="stacked">
                <thead>
                  <tr>
                    <th scope="col">{say("name")}</th>
                    <th scope="col" className="number">
                      {say("number")}
                    </th>
                    <th scope="col">{say("roles")}</th>
                    <th scope="col">{say("status")}</th>
                    <th scope="col">{say("since")}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map(({ member, name, roles, status, since }) => (
                    <tr key={member}>
                      <th scope="row">
                        <a href={linkTo(["members", member])}>{name ?? say("memberNumber", { member })}</a>
                      </th>
                      <td data-label={say("number")} className="number">
                        {member}
                      </td>
                      <td data-label={say("roles")}>{list(roles.map(term))}</td>
                      <td data-label={say("status")}>
                        <Badge tone={memberTone(status)}>{term(`member-${status}`)}</Badge>
                      </td>
                      <td data-label={say("since")} className="nowrap">
                        {date(since)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <p className="quiet" role="status">
                {say("shownCount", { count: shown.length })}
              </p>
            </>
          );
        }}
      </Answered>
    </Page>
  );
}
