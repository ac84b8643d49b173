import { useSpeech } from "../i18n/language.ts";
import { linkTo } from "../router.ts";

/** Which of several lists is shown, as links. */
export function Lists({ topic, names, chosen }: { topic: string; names: readonly string[]; chosen: string | null }) {
  const { say, term } = useSpeech();
  return (
    <nav className="lists no-print" aria-label={say("lists")}>
      <ul>
        {[null, ...names].map((name) => (
          <li key={name ?? "all"}>
            <a
              href={linkTo([topic], { relation: name ?? undefined })}
              aria-current={chosen === name ? "page" : undefined}
            >
              {name === null ? say("all") : term(name)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
