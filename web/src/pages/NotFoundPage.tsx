import { Page } from "../components/Page.tsx";
import { useSpeech } from "../i18n/language.ts";
import { linkTo } from "../router.ts";

/** The address names no page. */
export function NotFoundPage() {
  const { say } = useSpeech();
  return (
    <Page title={say("notFoundTitle")} lead={say("notFoundText")}>
      <p>
        <a className="button" href={linkTo([])}>
          {say("toOverview")}
        </a>
      </p>
    </Page>
  );
}
