import type { Release, Title } from "@lading/sdk/http";
import { readInbox } from "../ask/readInbox.ts";
import { useAnswer } from "../ask/useAnswer.ts";
import { Answered, Empty } from "../components/Answered.tsx";
import { Command } from "../components/Command.tsx";
import { Facts } from "../components/Facts.tsx";
import { Page, PageTools, Section } from "../components/Page.tsx";
import { ProposedActs } from "../components/ProposedActs.tsx";
import { RightCard } from "../components/RightCard.tsx";
import { Id, PartyName, Until } from "../components/Words.tsx";
import { useSpeech } from "../i18n/language.ts";
import { proposeAct } from "../rights/commandLine.ts";
import { useSession } from "../session/session.ts";

/** What a member sees first: who it is, what waits for it, what it holds, and what it may do. */
export function OverviewPage() {
  const { say, term, list } = useSpeech();
  const { client } = useSession();
  const me = useAnswer("me", (signal) => client.me.show({ signal }), "members");
  const inbox = useAnswer("inbox", (signal) => readInbox(client, signal));
  const isCarrier = me.answer.status === "done" && me.answer.value.member.roles.includes("carrier");
  const reload = (): void => {
    me.reload();
    inbox.reload();
  };

  return (
    <Page title={say("overview")} lead={say("tagline")} aside={<PageTools reload={reload} />}>
      <Section title={say("myMember")}>
        <Answered answer={me.answer} reload={me.reload}>
          {({ member, officer }) => (
            <Facts
              rows={[
                [say("name"), <PartyName key="name" party={member} />],
                [say("roles"), list(member.roles.map(term))],
                [say("status"), term(`member-${member.status}`)],
                [say("me"), <Id key="me" value={officer.did} />],
                [say("scopes"), list(officer.scopes.map(term))],
                [say("authorityUntil"), <Until key="until" seconds={officer.validUntil} />],
              ]}
            />
          )}
        </Answered>
      </Section>

      <Answered answer={inbox.answer} reload={inbox.reload}>
        {({ awaitingTitles, heldTitles, awaitingReleases, heldReleases, more }) => (
          <>
            <Section title={say("awaitingMe")} lead={say("awaitingMeLead")}>
              {awaitingTitles.length + awaitingReleases.length === 0 ? (
                <Empty text={say("noneAwaiting")} next={say("noneAwaitingNext")} />
              ) : (
                <Rights titles={awaitingTitles} releases={awaitingReleases} />
              )}
            </Section>
            <Section title={say("holding")}>
              {heldTitles.length + heldReleases.length === 0 ? (
                <Empty text={say("noneHeld")} next={say(isCarrier ? "noneHeldCarrierNext" : "noneHeldNext")}>
                  {isCarrier && <Command line={proposeAct("title", "issue").command} />}
                </Empty>
              ) : (
                <Rights titles={heldTitles} releases={heldReleases} />
              )}
              {more && <p className="note-below">{say("moreInLists")}</p>}
            </Section>
          </>
        )}
      </Answered>

      <Answered answer={me.answer}>
        {({ acts }) => (
          <Section title={say("actsAdmitted")} lead={say("runInWallet")}>
            {acts.length === 0 ? (
              <Empty text={say("noActsAdmitted")} next={say("noActsAdmittedNext")} />
            ) : (
              <>
                <ActGroups names={acts.filter(needsScope)} />
                <details className="raw">
                  <summary>{say("actsWithoutScope")}</summary>
                  <ActGroups names={acts.filter((name) => !needsScope(name))} />
                </details>
              </>
            )}
          </Section>
        )}
      </Answered>
    </Page>
  );
}

function Rights({ titles, releases }: { titles: readonly Title[]; releases: readonly Release[] }) {
  return (
    <ul className="cards">
      {titles.map((title) => (
        <RightCard key={title.title} right="title" subject={title} />
      ))}
      {releases.map((release) => (
        <RightCard key={release.release} right="release" subject={release} />
      ))}
    </ul>
  );
}

function ActGroups({ names }: { names: readonly string[] }) {
  const { term } = useSpeech();
  const groups = Map.groupBy(names.map(splitName), ({ right }) => right);
  return [...groups].map(([right, acts]) => (
    <details key={right} className="act-group">
      <summary>
        {term(right)} <span className="quiet">({acts.length})</span>
      </summary>
      <ProposedActs right={right} names={acts.map(({ act }) => act)} known={{}} />
    </details>
  ));
}

/** `title.offer` */
function splitName(name: string): { right: string; act: string } {
  const [right = "", act = ""] = name.split(".", 2);
  return { right, act };
}

/** False for what governance does and for what anybody may do, which is not what an officer comes here for. */
function needsScope(name: string): boolean {
  const { right, act } = splitName(name);
  return proposeAct(right, act).act?.scope !== null;
}
