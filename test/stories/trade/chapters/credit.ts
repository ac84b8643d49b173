import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parties } from "../parties.ts";
import { expect } from "../Story.ts";
import type { Stage, Story } from "../Story.ts";

const { portOffice, customs, maritime, consignee, haulier } = parties;

/** The grades of customs Order 282 of 2026, best first; the first two are AEO. */
const GRADES: readonly (readonly [name: string, meaning: string])[] = [
  ["advanced-certified", "favoured"],
  ["certified", "favoured"],
  ["regular", "neutral"],
  ["dishonest", "adverse"],
  ["seriously-dishonest", "seriously-adverse"],
];

/** A text of the story that is on the ledger by its digest. */
function paper(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  if (!existsSync(file)) writeFileSync(file, text);
  return `@${file}`;
}

/** Agencies, a scheme of grades, a rule of recognition, two attested enterprises: once on each ledger. */
export async function tellCredit(story: Story, stage: Stage): Promise<void> {
  const papers = join(stage.home, "papers");
  story.chapter("Credit");
  await story.act("root", portOffice, "becomes the root of the credit agencies", [
    ...["credit", "establish-root", "--agency", "me", "--fields", "customs,maritime-safety", "--depth", "1"],
    ...["--valid-until", "+1825d"],
  ]);
  for (const [agency, field] of [
    [customs, "customs"],
    [maritime, "maritime-safety"],
  ] as const) {
    await story.act(`accredit-${agency.key}`, portOffice, `accredits ${agency.name}`, [
      ...["credit", "accredit", "--agency", agency.name, "--fields", field],
    ]);
  }
  await story.act("scheme", customs, "publishes its scheme of five grades", [
    ...["credit", "publish-scheme", "--code", "GACC-282", "--version", "1", "--field", "customs", "--grades", "5"],
    ...["--instrument", paper(papers, "gacc-282.txt", "Order 282 of 2026: five grades, of which two are AEO.\n")],
  ]);
  for (const [index, [name, meaning]] of GRADES.entries()) {
    await story.act(`grade-${name}`, customs, `names grade ${index + 1}: ${name}`, [
      ...[
        "credit",
        "name-grade",
        "--scheme",
        "GACC-282",
        "--grade",
        String(index + 1),
        "--name",
        name,
        "--class",
        meaning,
      ],
    ]);
  }
  await story.act("rule", maritime, "recognises both AEO grades of customs, for those who consent", [
    ...["credit", "publish-rule", "--scheme", "GACC-282", "--grades", "3", "--purpose", "recognition"],
    ...["--benefits", "lower-inspection-rate,remote-check"],
    ...[
      "--instrument",
      paper(papers, "recognition.txt", "AEO grades of customs are recognised for inspections of dangerous goods.\n"),
    ],
  ]);

  await attest(story, papers, "consignee", "advanced-certified");
  const standing = ["credit", "standing", "--subject", consignee.name, "--agency", "me"];
  await story.ask(
    "not-shared",
    maritime,
    `asks what ${consignee.name} counts as, which has not consented`,
    standing,
    (data) => {
      expect(outcomeOf(data), "not-shared", "what came of the rule");
      return "not shared: neither a record nor its absence is told";
    },
  );
  await story.act("consent", consignee, `consents that ${maritime.name} uses its record`, [
    ...["credit", "grant-consent", "--agency", maritime.name, "--purpose", "recognition"],
  ]);
  await story.ask("standing", maritime, `asks what ${consignee.name} counts as`, standing, (data) => {
    expect(outcomeOf(data), "applied", "what came of the rule");
    const { benefits } = data.facts as { benefits: number };
    expect(benefits > 0, true, "that benefits are given");
    return "an AEO of customs, recognised by its own rule";
  });

  const { attestation, credential } = await attest(story, papers, "haulier", "certified");
  await story.act("revoke", customs, `revokes the grade of ${haulier.name}`, [
    ...["credit", "revoke", attestation, "--reason", "41"],
  ]);
  await story.denied("revoked", maritime, `is shown the credential of ${haulier.name}`, "ATTESTATION_REVOKED", [
    ...["credential", "verify", credential, "--attestation", attestation],
  ]);
}

/** What came of the agency's one rule. */
function outcomeOf(data: Record<string, unknown>): string | undefined {
  return (data.trace as { outcome: string }[])[0]?.outcome;
}

/** Customs issues a credential into a wallet and puts its digest on the ledger. */
async function attest(
  story: Story,
  papers: string,
  key: "consignee" | "haulier",
  grade: string,
): Promise<{ attestation: string; credential: string }> {
  const subject = parties[key];
  const credential = join(papers, `grade-of-${key}.jwt`);
  const issued = await story.prepare(
    `credential-${key}`,
    customs,
    `issues a credential of grade ${grade} to ${subject.name}`,
    [
      ...["credential", "issue", "--to", subject.name, "--type", "CustomsCreditGrade", "--claim", `grade=${grade}`],
      ...["--claim", "scheme=GACC-282/1", "--valid-until", "+365d", "--out", credential],
    ],
  );
  await story.prepare(`keep-${key}`, subject, "keeps the credential in its wallet", [
    "credential",
    "import",
    credential,
  ]);
  const attested = await story.act(`attest-${key}`, customs, `attests the grade of ${subject.name}`, [
    ...["credit", "attest", "--subject", subject.name, "--scheme", "GACC-282", "--grade", grade],
    ...["--instrument", String(issued.digest)],
  ]);
  return { attestation: String(attested.subject), credential };
}
