import { useSpeech } from "../i18n/language.ts";
import { linkTo } from "../router.ts";

type PartyLike = { member: number; name: string | null };

/** A member by name, linked to its page. */
export function PartyName({ party }: { party: PartyLike | null }) {
  const { say } = useSpeech();
  if (party === null || party.member === 0) return <span className="quiet">{say("nobody")}</span>;
  return <a href={linkTo(["members", party.member])}>{party.name ?? say("memberNumber", { member: party.member })}</a>;
}

/** A moment of the ledger; 0 is none. */
export function When({ seconds }: { seconds: number }) {
  const { time, say } = useSpeech();
  if (seconds === 0) return <span className="quiet">{say("none")}</span>;
  const iso = new Date(seconds * 1000).toISOString();
  return (
    <time dateTime={iso} title={iso}>
      {time(seconds)}
    </time>
  );
}

/** The end of a term: 0, or so far away that it means the same, is no end. */
export function Until({ seconds }: { seconds: number }) {
  const { say } = useSpeech();
  return seconds === 0 || seconds > 0xff_ffff_ff ? (
    <span className="quiet">{say("unlimited")}</span>
  ) : (
    <When seconds={seconds} />
  );
}

/** The beginning and end of a long identifier. */
export function shortId(value: string): string {
  return value.length > 14 ? `${value.slice(0, 8)}…${value.slice(-4)}` : value;
}

/** A right by its shortened id, linked to its page. */
export function RightLink({ topic, id }: { topic: "titles" | "releases" | "documents"; id: string }) {
  return (
    <a className="nowrap" href={linkTo([topic, id])} title={id}>
      {shortId(id)}
    </a>
  );
}

/** A long identifier, whole for whoever selects it. */
export function Id({ value }: { value: string }) {
  return (
    <code className="id" translate="no">
      {value}
    </code>
  );
}

/** A long identifier, shortened; whole on paper and as a title. */
export function ShortId({ value }: { value: string }) {
  return (
    <code className="nowrap" translate="no" title={value}>
      {shortId(value)}
    </code>
  );
}
