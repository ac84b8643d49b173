import { parties } from "../parties.ts";
import type { Stage, Story } from "../Story.ts";

const { portOffice, ...admitted } = parties;

/** The port office admits eleven members, the relayer and the types of trade document: once on each ledger. */
export async function tellAdmissions(story: Story, stage: Stage): Promise<void> {
  story.chapter("Admissions");
  const network = (await (await fetch(`${stage.apiUrl}/v1/network`)).json()) as { relayer: string };
  await story.act("relayer", portOffice, "lets the API's relayer send transactions", [
    ...["member", "admit-relayer", "--relayer", network.relayer],
  ]);
  for (const party of Object.values(admitted)) {
    const shown = await story.run(party, ["wallet", "show"]);
    await story.act(`admit-${party.key}`, portOffice, `admits ${party.name} as ${party.roles}`, [
      ...["member", "admit", "--identity", String(shown.data.address), "--legal-id", party.legalId],
      ...["--roles", party.roles, "--name", party.name],
    ]);
  }
  for (const party of [parties.carrier, parties.shipper, parties.bank, parties.insurer, parties.consignee]) {
    await story.act(
      `publish-${party.key}`,
      party,
      "publishes its agreement key, so that documents can be sealed for it",
      [...["did", "publish-key"]],
    );
  }
  await story.act("types", portOffice, "admits the types of trade document, by their schemas", [
    ...["document", "admit-type"],
  ]);
  await story.refused(
    "foreign-admission",
    parties.shipper,
    "tries to admit a member of its own choosing",
    "ACCESS_MANAGED_UNAUTHORIZED",
    [
      ...["member", "admit", "--identity", "0x00000000000000000000000000000000000000aa"],
      ...["--legal-id", "91330100799655058B", "--roles", "carrier", "--name", "Phantom Line"],
    ],
  );
}
