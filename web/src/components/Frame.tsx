import { useRef, type ReactNode } from "react";
import { useSpeech, type Language } from "../i18n/language.ts";
import type { MessageKey } from "../i18n/messages.ts";
import { linkTo, usePlace } from "../router.ts";
import type { SignedIn } from "../session/session.ts";
import markUrl from "../mark.svg";

const NAVIGATION: readonly { path: string; label: MessageKey }[] = [
  { path: "", label: "overview" },
  { path: "titles", label: "titles" },
  { path: "releases", label: "releases" },
  { path: "documents", label: "documents" },
  { path: "credit", label: "credit" },
  { path: "members", label: "members" },
  { path: "network", label: "network" },
  { path: "verify", label: "verify" },
];

const LANGUAGES: readonly { language: Language; label: string; tag: string }[] = [
  { language: "zh", label: "中文", tag: "zh-CN" },
  { language: "en", label: "English", tag: "en" },
];

/** What stands around every page: the product, the places, the language and the session. */
export function Frame({ session, children }: { session?: SignedIn; children: ReactNode }) {
  const { say, language, setLanguage, time } = useSpeech();
  const main = useRef<HTMLElement>(null);
  const here = usePlace().path[0] ?? "";
  return (
    <>
      {/* A button and not a link: the fragment of the address says which page is shown. */}
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {say("skip")}
      </button>
      <header className="top">
        <div className="top-line">
          <a className="brand" href={linkTo([])}>
            <img src={markUrl} alt="" width="28" height="28" />
            <span translate="no">Lading</span>
          </a>
          <div className="top-tools no-print">
            <div className="languages" role="group" aria-label={say("languageSwitch")}>
              {LANGUAGES.map((each) => (
                <button
                  key={each.language}
                  type="button"
                  lang={each.tag}
                  aria-pressed={language === each.language}
                  onClick={() => setLanguage(each.language)}
                >
                  {each.label}
                </button>
              ))}
            </div>
            {session && (
              <button
                type="button"
                onClick={session.signOut}
                title={say("sessionEnds", { time: time(session.expiresAt) })}
              >
                {say("signOut")}
              </button>
            )}
          </div>
        </div>
        {session && (
          <nav className="places no-print" aria-label={say("navigation")}>
            <ul>
              {NAVIGATION.map(({ path, label }) => (
                <li key={path}>
                  <a href={linkTo(path === "" ? [] : [path])} aria-current={here === path ? "page" : undefined}>
                    {say(label)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </header>
      <main ref={main} tabIndex={-1}>
        {children}
      </main>
      <footer className="bottom">
        <p className="no-print">{say("keysStay")}</p>
        <p className="print-only">{say("printedCopy", { url: location.href })}</p>
        {session && <p className="no-print">{say("sessionEnds", { time: time(session.expiresAt) })}</p>}
      </footer>
    </>
  );
}
