import { createContext, use } from "react";
import type { HttpClient } from "@lading/sdk/http";

/** What the page holds after a wallet has approved it: a token that reads, for a while, and nothing else. */
export type Session = {
  token: string;
  /** Seconds since 1970. */
  expiresAt: number;
};

/** The API, as the signed-in member sees it. */
export type SignedIn = {
  client: HttpClient;
  expiresAt: number;
  /** Ends the session here and at the API. */
  signOut: () => void;
  /** The API did not take the token any more. */
  lapse: () => void;
};

// sessionStorage: gone with the tab, not shared with another one, and not sent anywhere by the browser.
const STORAGE_KEY = "lading.session";

/** The session of this tab, if it has not ended. */
export function readSession(now: number = Date.now() / 1000): Session | null {
  try {
    const { token, expiresAt } = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "null") as Session;
    return typeof token === "string" && expiresAt > now ? { token, expiresAt } : null;
  } catch {
    return null;
  }
}

/** Keeps or, with null, forgets the session of this tab. */
export function keepSession(session: Session | null): void {
  if (session === null) sessionStorage.removeItem(STORAGE_KEY);
  else sessionStorage.setItem(STORAGE_KEY, JSON.stringify(session));
}

/** The session of the page. */
export const SessionContext = createContext<SignedIn | null>(null);

/** The session of the surrounding page, which is shown to signed-in members only. */
export function useSession(): SignedIn {
  const session = use(SessionContext);
  if (session === null) throw new Error("useSession on a page without a session");
  return session;
}
