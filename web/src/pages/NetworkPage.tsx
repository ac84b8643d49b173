import { useEffect, useState } from "react";
import { useAnswer } from "../ask/useAnswer.ts";
import { Answered } from "../components/Answered.tsx";
import { Facts } from "../components/Facts.tsx";
import { Page, PageTools, Section } from "../components/Page.tsx";
import { Id, When } from "../components/Words.tsx";
import { tagOf, useSpeech } from "../i18n/language.ts";
import { useSession } from "../session/session.ts";

/** Which ledger stands behind the console, and how fresh it is. */
export function NetworkPage() {
  const { say, term, language } = useSpeech();
  const { client } = useSession();
  const { answer, reload } = useAnswer("network", (signal) => client.network.show({ signal }));
  return (
    <Page title={say("network")} lead={say("networkLead")} aside={<PageTools reload={reload} />}>
      <Answered answer={answer} reload={reload}>
        {({ name, deployment, head, relayer, audience, version }) => (
          <>
            <Facts
              rows={[
                [say("ledgerName"), name],
                [say("chainId"), String(deployment.chainId)],
                [say("height"), head === null ? say("noBlock") : head.blockNumber.toLocaleString(tagOf(language))],
                head && [say("blockAge"), <Age key="age" since={head.blockTime} />],
                head && [say("lastBlock"), <When key="time" seconds={head.blockTime} />],
                head && [say("blockHash"), <Id key="hash" value={head.blockHash} />],
                [say("relayer"), <Id key="relayer" value={relayer} />],
                [say("audience"), <Id key="audience" value={audience} />],
                [say("version"), version],
              ]}
            />
            <p className="quiet note-below">{say("blockAgeNote")}</p>
            <Section title={say("registries")}>
              <table className="stacked">
                <thead>
                  <tr>
                    <th scope="col">{say("registry")}</th>
                    <th scope="col">{say("address")}</th>
                  </tr>
                </thead>
                <tbody>
                  {Object.entries(deployment.registries).map(([registry, address]) => (
                    <tr key={registry}>
                      <th scope="row">{term(registry)}</th>
                      <td data-label={say("address")}>
                        <Id value={address} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Section>
          </>
        )}
      </Answered>
    </Page>
  );
}

/** How long ago a moment was, told anew each second. */
function Age({ since }: { since: number }) {
  const { language } = useSpeech();
  const [now, setNow] = useState(() => Date.now() / 1000);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() / 1000), 1_000);
    return () => clearInterval(timer);
  }, []);
  const words = new Intl.RelativeTimeFormat(tagOf(language), { numeric: "always" });
  const age = Math.max(0, Math.floor(now - since));
  if (age < 120) return words.format(-age, "second");
  if (age < 7_200) return words.format(-Math.floor(age / 60), "minute");
  return age < 172_800
    ? words.format(-Math.floor(age / 3_600), "hour")
    : words.format(-Math.floor(age / 86_400), "day");
}
