import { useAnswer } from "../ask/useAnswer.ts";
import { Answered, Empty } from "../components/Answered.tsx";
import { Badge } from "../components/Badge.tsx";
import { Command } from "../components/Command.tsx";
import { Facts } from "../components/Facts.tsx";
import { Page, PageTools, Section } from "../components/Page.tsx";
import { Id, Until, When } from "../components/Words.tsx";
import { useSpeech } from "../i18n/language.ts";
import { proposeAct } from "../rights/commandLine.ts";
import { memberTone } from "../rights/memberTone.ts";
import { linkTo } from "../router.ts";
import { useMemberNames } from "../session/memberNames.ts";
import { useSession } from "../session/session.ts";

/** One member and its officers. */
export function MemberPage({ member: number }: { member: number }) {
  const { say, term, list } = useSpeech();
  const { client } = useSession();
  const nameOf = useMemberNames();
  const { answer, reload } = useAnswer(
    `member ${number}`,
    (signal) => client.members.show({ member: number, signal }),
    "members",
  );
  const now = Date.now() / 1000;
  return (
    <Page title={nameOf(number)} lead={say("memberNumber", { member: number })} aside={<PageTools reload={reload} />}>
      <p className="trail-up no-print">
        <a href={linkTo(["members"])}>{say("back", { where: say("members") })}</a>
      </p>
      <Answered answer={answer} reload={reload}>
        {(member) => (
          <>
            <Facts
              rows={[
                [say("roles"), list(member.roles.map(term))],
                [
                  say("status"),
                  <Badge key="status" tone={memberTone(member.status)}>
                    {term(`member-${member.status}`)}
                  </Badge>,
                ],
                [say("since"), <When key="since" seconds={member.since} />],
                [say("identity"), <Id key="did" value={member.did} />],
                [say("legalIdentifier"), <Id key="legal" value={member.legalIdentifier} />],
              ]}
            />
            <Section title={say("officers")}>
              {member.officers.length === 0 ? (
                <Empty text={say("emptyOfficers")} next={say("emptyOfficersNext")}>
                  <Command line={proposeAct("members", "appoint").command} />
                </Empty>
              ) : (
                <table className="stacked">
                  <thead>
                    <tr>
                      <th scope="col">{say("officer")}</th>
                      <th scope="col">{say("scopes")}</th>
                      <th scope="col">{say("authorityUntil")}</th>
                      <th scope="col">{say("status")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {member.officers.map((officer) => {
                      const expired = officer.validUntil > 0 && officer.validUntil < now;
                      return (
                        <tr key={officer.officer}>
                          <th scope="row">
                            <Id value={officer.officer} />
                          </th>
                          <td data-label={say("scopes")}>{list(officer.scopes.map(term))}</td>
                          <td data-label={say("authorityUntil")}>
                            <Until seconds={officer.validUntil} />
                          </td>
                          <td data-label={say("status")}>
                            <Badge tone={officer.revoked ? "stop" : expired ? "warn" : "good"}>
                              {say(officer.revoked ? "revoked" : expired ? "expired" : "inForce")}
                            </Badge>
                          </td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              )}
            </Section>
          </>
        )}
      </Answered>
    </Page>
  );
}
