import type { Release, Title } from "@lading/sdk/http";
import { useSpeech } from "../i18n/language.ts";
import { statusesOf } from "../rights/statusesOf.ts";
import { toneOf } from "../rights/verdict.ts";
import { linkTo } from "../router.ts";
import { Badge } from "./Badge.tsx";
import { ProposedActs } from "./ProposedActs.tsx";
import { PartyName, shortId, When } from "./Words.tsx";

type Props = { right: "title"; subject: Title } | { right: "release"; subject: Release };

/** A right in short, with what may be done with it now. */
export function RightCard({ right, subject }: Props) {
  const { say, term } = useSpeech();
  const id = right === "title" ? subject.title : subject.release;
  const name = right === "title" ? subject.reference : (subject.container ?? shortId(id));
  const statuses = right === "title" ? statusesOf(subject) : [subject.state];
  return (
    <li className="card">
      <p className="card-kind">{say(right === "title" ? "titles" : "releases")}</p>
      <h3>
        <a href={linkTo([right === "title" ? "titles" : "releases", id])}>{name}</a>
      </h3>
      <p className="badges">
        {statuses.map((status) => (
          <Badge key={status} tone={right === "title" ? toneOf(status) : "note"}>
            {term(status)}
          </Badge>
        ))}
      </p>
      <p className="card-line">
        {say("carrier")}: <PartyName party={subject.carrier} />
      </p>
      {subject.offer && (
        <p className="card-line">
          {say("offeredTo")}: <PartyName party={subject.offer.to} /> · {say("offerUntil")}: <When seconds={subject.offer.deadline} />
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
