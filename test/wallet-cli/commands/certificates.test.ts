import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { startStack, type Stack } from "../support/startStack.ts";

const NO_NETWORK = fileURLToPath(new URL("../support/noNetwork.mjs", import.meta.url));
const TRADER = ["Lingang Machinery", "91310000MA1FL00900", "trader"] as const;
const CUSTOMS = ["Yangshan Customs", "9845LADINGBANKER0333", "customs"] as const;

/** Certificates from a real ledger, verified by a process that cannot open a socket. */
describe("lading certificate", () => {
  let stack: Stack;
  const at = (name: string): string => join(stack.folder, name);
  const ok = async (party: string, words: readonly string[]): Promise<Record<string, unknown>> => {
    const outcome = await stack.at(party, words);
    expect(outcome.exitCode, `${words.join(" ")}: ${outcome.stderr}`).to.equal(0);
    return outcome.data;
  };
  const offline = (words: readonly string[]): ReturnType<Stack["at"]> =>
    stack.at("nobody", words, { env: { NODE_OPTIONS: `--import ${NO_NETWORK}` } });
  const verify = (file: string): ReturnType<Stack["at"]> =>
    offline(["certificate", "verify", file, "--anchor", at("anchor.json")]);

  before(async () => {
    stack = await startStack();
    for (const [party, [name, legalId, roles]] of Object.entries({ trader: TRADER, customs: CUSTOMS })) {
      const { address } = await ok(party, ["wallet", "create"]);
      const who = ["--identity", String(address), "--legal-id", legalId, "--roles", roles, "--name", name];
      await ok("port-office", ["member", "admit", ...who]);
    }
    await ok("port-office", ["certificate", "anchor", "--out", at("anchor.json")]);
  });
  after(() => stack.stop());

  it("is verified by a process that is ended if it opens a socket, which another command is", async () => {
    const tried = await offline(["title", "list"]);
    expect([tried.exitCode, tried.stderr]).to.satisfy(
      ([code, stderr]: [number, string]) => code === 97 || stderr.includes("WALLET_NOT_FOUND"),
    );
    const reached = await stack.at("trader", ["member", "whoami"], { env: { NODE_OPTIONS: `--import ${NO_NETWORK}` } });
    expect(reached.exitCode, reached.stderr).to.equal(97);
  });

  it("proves a grade, with the credential, and says when it was revoked or another credential is shown", async () => {
    await ok("port-office", [
      "credit",
      "establish-root",
      "--agency",
      "me",
      "--fields",
      "customs",
      "--depth",
      "1",
      "--valid-until",
      "+1825d",
    ]);
    await ok("port-office", ["credit", "accredit", "--agency", "Yangshan", "--fields", "customs"]);
    writeFileSync(at("rules.txt"), "Order 282 of 2026\n");
    const scheme = ["--code", "GACC-282", "--version", "1", "--field", "customs", "--grades", "2"];
    await ok("customs", ["credit", "publish-scheme", ...scheme, "--instrument", `@${at("rules.txt")}`]);
    const grade = ["--scheme", "GACC-282", "--grade", "1", "--name", "certified", "--class", "favoured"];
    await ok("customs", ["credit", "name-grade", ...grade]);
    const credential = at("grade.jwt");
    const claims = ["--type", "CustomsCreditGrade", "--claim", "grade=certified", "--valid-until", "+365d"];
    const issued = await ok("customs", ["credential", "issue", "--to", "Lingang", ...claims, "--out", credential]);
    const attested = await ok("customs", [
      ...["credit", "attest", "--subject", "Lingang", "--scheme", "GACC-282", "--grade", "certified"],
      ...["--instrument", String(issued.digest)],
    ]);
    const exporting = ["certificate", "export", "--attestation", String(attested.subject)];
    const made = await ok("trader", [...exporting, "--credential", credential, "--out", at("grade.json")]);
    expect(made.bytes).to.be.below(16_384);
    const good = await verify(at("grade.json"));
    expect([good.exitCode, good.data.status, good.data.code], good.stderr).to.deep.equal([0, "valid", null]);
    const answers = good.data.answers as { check: string; answer: string }[];
    expect(answers.filter(({ answer }) => answer !== "yes").map(({ check }) => check)).to.deep.equal([
      ...["presenter", "recognised"],
    ]);
    const certificate = JSON.parse(readFileSync(at("grade.json"), "utf8")) as { credential: string };
    const other = { ...certificate, credential: `${certificate.credential}x` };
    writeFileSync(at("other.json"), JSON.stringify(other));
    const contradicted = await verify(at("other.json"));
    expect([contradicted.exitCode, contradicted.data.code]).to.deep.equal([3, "CERTIFICATE_CONTRADICTED"]);
    writeFileSync(at("forged.json"), JSON.stringify({ ...certificate, position: 1 }));
    expect((await verify(at("forged.json"))).exitCode).to.equal(3);
    await ok("customs", ["credit", "revoke", String(attested.subject), "--reason", "41"]);
    await ok("trader", [...exporting, "--out", at("revoked.json")]);
    const revoked = await verify(at("revoked.json"));
    expect([revoked.exitCode, revoked.data.status, revoked.data.code]).to.deep.equal([
      ...[3, "revoked", "ATTESTATION_NOT_VALID"],
    ]);
    // For a person, in both languages.
    const anchored = ["certificate", "verify", at("revoked.json"), "--anchor", at("anchor.json")];
    expect((await offline([...anchored, "--lang", "zh"])).exitCode).to.equal(3);
  });

  it("asks for one right, and for an attestation's id", async () => {
    for (const [words, exitCode, code] of [
      [[], 2, "USAGE_CERTIFICATE_OF"],
      [["X", "--release", "CSQU3054383"], 2, "USAGE_CERTIFICATE_OF"],
      [["--attestation", "Lingang"], 1, "ATTESTATION_ID"],
      [["--attestation", `0x${"11".repeat(32)}`], 1, "ATTESTATION_UNKNOWN"],
    ] as const) {
      const tried = await stack.at("trader", ["certificate", "export", ...words, "--out", at("never.json")]);
      expect([tried.exitCode, tried.code], tried.stderr).to.deep.equal([exitCode, code]);
    }
  });
});
