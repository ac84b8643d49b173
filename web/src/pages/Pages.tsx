import { useEffect, type ReactNode } from "react";
import { followLedger } from "../ask/ledgerNews.ts";
import { usePlace } from "../router.ts";
import { DirectoryContext, useReadDirectory } from "../session/memberNames.ts";
import { useSession } from "../session/session.ts";
import { CreditPage } from "./CreditPage.tsx";
import { DocumentPage } from "./DocumentPage.tsx";
import { DocumentsPage } from "./DocumentsPage.tsx";
import { MemberPage } from "./MemberPage.tsx";
import { MembersPage } from "./MembersPage.tsx";
import { NetworkPage } from "./NetworkPage.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { OverviewPage } from "./OverviewPage.tsx";
import { ReleasePage } from "./ReleasePage.tsx";
import { ReleasesPage } from "./ReleasesPage.tsx";
import { TitlePage } from "./TitlePage.tsx";
import { TitlesPage } from "./TitlesPage.tsx";

/** The page that the address names. */
export function Pages() {
  const { path, query } = usePlace();
  const { client } = useSession();
  const directory = useReadDirectory();
  useEffect(() => {
    const stop = new AbortController();
    void followLedger(client, stop.signal);
    return () => stop.abort();
  }, [client]);
  // A page of another right is another page: its key makes it start anew.
  return (
    <DirectoryContext value={directory}>
      <div key={path.join("/")}>{pageOf(path, query)}</div>
    </DirectoryContext>
  );
}

function pageOf(path: readonly string[], query: URLSearchParams): ReactNode {
  const [topic, id, more] = path;
  if (more !== undefined) return <NotFoundPage />;
  if (topic === undefined) return <OverviewPage />;
  if (id === undefined) {
    if (topic === "titles") return <TitlesPage relation={query.get("relation")} />;
    if (topic === "releases") return <ReleasesPage relation={query.get("relation")} />;
    if (topic === "documents") return <DocumentsPage />;
    if (topic === "credit") return <CreditPage />;
    if (topic === "members") return <MembersPage />;
    if (topic === "network") return <NetworkPage />;
    return <NotFoundPage />;
  }
  if (topic === "titles" && isHash(id)) return <TitlePage title={id} />;
  if (topic === "releases" && isHash(id)) return <ReleasePage release={id} />;
  if (topic === "documents" && isHash(id)) return <DocumentPage document={id} />;
  if (topic === "members" && /^[1-9][0-9]{0,9}$/.test(id)) return <MemberPage member={Number(id)} />;
  return <NotFoundPage />;
}

function isHash(value: string): value is `0x${string}` {
  return /^0x[0-9a-f]{64}$/.test(value);
}
