import type { Release, Title } from "@lading/sdk/http";
import { useSpeech } from "../i18n/language.ts";
import { linkTo } from "../router.ts";
import { ProposedActs } from "./ProposedActs.tsx";
import { ReleaseBadges, TitleBadges } from "./StatusBadges.tsx";
import { PartyName, shortId, When } from "./Words.tsx";

type Props = { right: "title"; subject: Title } | { right: "release"; subject: Release };

/** A right in short, with what may be done with it now. */
export function RightCard({ right, subject }: Props) {
  const { say } = useSpeech();
  const id = right === "title" ? subject.title : subject.release;
  const name = right === "title" ? subject.reference : (subject.container ?? shortId(id));
  return (
    <li className="card">
      <p className="card-kind">{say(right === "title" ? "titles" : "releases")}</p>
      <h3>
        <a href={linkTo([right === "title" ? "titles" : "releases", id])}>{name}</a>
      </h3>
      <p>{right === "title" ? <TitleBadges title={subject} /> : <ReleaseBadges release={subject} />}</p>
      <p className="card-line">
        {say("carrier")}
        {say("colon")}
        <PartyName party={subject.carrier} />
      </p>
      {subject.offer && (
        <p className="card-line">
          {say("offeredTo")}
          {say("colon")}
          <PartyName party={subject.offer.to} /> · {say("offerUntil")}: <When seconds={subject.offer.deadline} />
        </p>
      )}
      {subject.allowedActs.length === 0 ? (
        <p className="quiet">{say("noAllowedActs")}</p>
      ) : (
        <ProposedActs right={right} names={subject.allowedActs} known={{ [right]: id }} />
      )}
    </li>
  );
}
