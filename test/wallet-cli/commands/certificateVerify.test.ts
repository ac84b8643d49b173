import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { TrailStep } from "../../../sdk/src/domain/trail.ts";
import {
  act,
  BUYER,
  CARRIER,
  type LedgerOptions,
  makeCertificate,
  SHIPPER,
  story,
} from "../../sdk/proof/sealedLedger.ts";
import { lading } from "../support/lading.ts";

const NO_NETWORK = fileURLToPath(new URL("../support/noNetwork.mjs", import.meta.url));

/** A bill that its shipper holds, after one more act that leaves it in some state. */
function heldAfter(name: Parameters<typeof act>[0], from: number, state: Parameters<typeof act>[3]): TrailStep[] {
  const held = { state: "live", holder: SHIPPER, endorsee: SHIPPER } as const;
  return [...story("live"), act(name, from, SHIPPER, { ...held, ...state }, 45)];
}

type Case = {
  status: string;
  ledger: LedgerOptions;
  outcome: "encumbered" | "spent";
  exitCode: 0 | 3;
  code: string | null;
  /** A question that is answered no, and the reason. */
  no: [check: string, code: string];
  words: [en: string, zh: string];
};

const CASES: Case[] = [
  {
    status: "accomplished",
    ledger: { acts: story("accomplished") },
    ...{ outcome: "spent", exitCode: 3, code: "TITLE_NOT_LIVING" },
    no: ["live", "ACCOMPLISHED"],
    words: ["spent", "已完成"],
  },
  {
    status: "surrendered",
    ledger: { acts: story("accomplished").slice(0, 9) },
    ...{ outcome: "encumbered", exitCode: 3, code: "TITLE_NOT_LIVING" },
    no: ["live", "SURRENDER_PENDING"],
    words: ["surrendered for delivery, the carrier has not answered", "已交还，承运人尚未答复"],
  },
  {
    status: "pledged",
    ledger: { acts: story("pledged") },
    ...{ outcome: "encumbered", exitCode: 0, code: null },
    no: ["unencumbered", "PLEDGED"],
    words: ["has a security interest", "享有质权"],
  },
  {
    status: "frozen",
    ledger: { acts: heldAfter("freeze", 9, { frozen: true }) },
    ...{ outcome: "encumbered", exitCode: 3, code: "TITLE_NOT_LIVING" },
    no: ["live", "FROZEN"],
    words: ["frozen by a court or registrar", "冻结"],
  },
  {
    status: "superseded",
    ledger: { acts: heldAfter("supersede", CARRIER, { state: "superseded", purpose: "amendment" }), replacedBy: 1 },
    ...{ outcome: "spent", exitCode: 3, code: "TITLE_NOT_LIVING" },
    no: ["live", "SUPERSEDED"],
    words: ["replaced by another bill", "已被其他提单替代"],
  },
];

describe("lading certificate verify", () => {
  const folder = mkdtempSync(join(tmpdir(), "lading-verify-"));
  const at = (name: string): string => join(folder, name);
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { status, ledger, outcome, exitCode, code, no, words } of CASES) {
    it(`never calls a ${status} bill simply valid`, async () => {
      const { certificate, anchor } = await makeCertificate(ledger);
      writeFileSync(at("bill.json"), JSON.stringify(certificate));
      writeFileSync(at("anchor.json"), JSON.stringify(anchor));
      const command = ["certificate", "verify", at("bill.json"), "--anchor", at("anchor.json")];
      const env = { NODE_OPTIONS: `--import ${NO_NETWORK}` };
      const told = await lading([...command, "--json"], { env });
      expect([told.exitCode, told.data["code"]], told.stderr).to.deep.equal([exitCode, code]);
      expect(told.data).to.include({ right: "title", status, outcome });
      const answers = told.data["answers"] as { check: string; answer: string; code: string }[];
      expect(answers.find(({ check }) => check === no[0])).to.include({ answer: "no", code: no[1] });
      for (const [i, language] of (["en", "zh"] as const).entries()) {
        const shown = await lading([...command, "--lang", language], { env });
        expect(shown.exitCode).to.equal(exitCode);
        expect(shown.stdout).to.contain(status).and.contain(words[i]).and.contain(outcome);
        expect(shown.stdout).to.contain(language === "en" ? "✗ no" : "✗ 否");
        expect(shown.stdout).to.contain(language === "en" ? "? not provable offline" : "? 离线无法证明");
        expect(shown.stdout).not.to.match(/^(status|outcome|状态|结论)\s+(valid|clean|live|有效)/m);
      }
    });
  }

  it("knows the holder of a bill that is none of these", async () => {
    const { certificate, anchor } = await makeCertificate({ acts: story("accomplished").slice(0, 8) });
    writeFileSync(at("bill.json"), JSON.stringify(certificate));
    writeFileSync(at("anchor.json"), JSON.stringify(anchor));
    const told = await lading(["certificate", "verify", at("bill.json"), "--anchor", at("anchor.json"), "--json"]);
    expect(told.data).to.include({ status: "live", outcome: "clean", holder: BUYER, code: null });
  });
});
