import { useCallback, useEffect, useMemo, useState } from "react";
import { createHttpClient } from "@lading/sdk/http";
import { API_URL } from "./ask/apiUrl.ts";
import { Frame } from "./components/Frame.tsx";
import { useSpeech } from "./i18n/language.ts";
import { Pages } from "./pages/Pages.tsx";
import { SignIn } from "./pages/SignIn.tsx";
import { VerifyPage } from "./pages/VerifyPage.tsx";
import { usePlace } from "./router.ts";
import { keepSession, readSession, SessionContext, type Session, type SignedIn } from "./session/session.ts";

/** The console: the sign-in page or the pages of a member, and the one page that asks nobody anything. */
export function App() {
  const { language } = useSpeech();
  const { path } = usePlace();
  const verifying = path.length === 1 && path[0] === "verify";
  const [session, setSession] = useState(readSession);
  const [ended, setEnded] = useState(false);

  const begin = useCallback((fresh: Session) => {
    keepSession(fresh);
    setSession(fresh);
    setEnded(false);
  }, []);
  const lapse = useCallback(() => {
    keepSession(null);
    setSession(null);
    setEnded(true);
  }, []);

  // The page forgets what it showed at the moment when the API would stop answering.
  useEffect(() => {
    if (session === null) return;
    const timer = setTimeout(lapse, Math.max(0, session.expiresAt * 1000 - Date.now()));
    return () => clearTimeout(timer);
  }, [session, lapse]);

  const signedIn = useMemo<SignedIn | null>(() => {
    if (session === null) return null;
    const client = createHttpClient({ baseUrl: API_URL, language, authenticate: async () => session.token });
    const signOut = (): void => {
      keepSession(null);
      setSession(null);
      // The API forgets it too; if that fails it ends by itself.
      client.signIn.end().catch(() => undefined);
    };
    return { client, expiresAt: session.expiresAt, lapse, signOut };
  }, [session, language, lapse]);

  if (signedIn === null) {
    return <Frame>{verifying ? <VerifyPage signedIn={false} /> : <SignIn ended={ended} onSession={begin} />}</Frame>;
  }
  return (
    <SessionContext value={signedIn}>
      <Frame session={signedIn}>
        {/* Not among the pages of a member: those follow the ledger. */}
        {verifying ? <VerifyPage signedIn /> : <Pages />}
      </Frame>
    </SessionContext>
  );
}
