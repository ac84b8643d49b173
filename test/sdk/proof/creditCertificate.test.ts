import { expect } from "chai";
import { encodeBytes32String, ZeroHash } from "ethers";
import { VALIDITIES } from "../../../sdk/src/domain/acts/credit.ts";
import { attestationId, memberWord } from "../../../sdk/src/domain/credit/attestationId.ts";
import { bytesDigest } from "../../../sdk/src/domain/digest.ts";
import { readJson } from "../../../sdk/src/domain/document/readJson.ts";
import { headerFromRpc, type RpcBlock } from "../../../sdk/src/proof/headerFromRpc.ts";
import { requestCreditCertificate } from "../../../sdk/src/proof/requestCreditCertificate.ts";
import { readSealedHeader } from "../../../sdk/src/proof/sealedHeader.ts";
import { parseTrustAnchor, type TrustAnchor } from "../../../sdk/src/proof/TrustAnchor.ts";
import { verifyAnyCertificate } from "../../../sdk/src/proof/verifyAnyCertificate.ts";
import { verifyCreditCertificate } from "../../../sdk/src/proof/verifyCreditCertificate.ts";
import { refusalOf } from "../support.ts";
import { expectNoneAccepted, flipHex, RUNS } from "./mutateCertificate.ts";
import { CUSTOMS, startLedger, TRADER, type RunningLedger, SENDING } from "./runningLedger.ts";

const NEVER = 0xff_ffff_ffff;
const CREDENTIAL = "eyJhbGciOiJFUzI1NksifQ.eyJncmFkZSI6MX0.c2ln";
const EVIDENCE = bytesDigest(new TextEncoder().encode(CREDENTIAL));
const [office, customs, branch, trader, other] = [1, 2, 3, 4, 5] as const;
const FIELD = 1;

describe("a certificate of credit, from the embedded node and the real registry", () => {
  let ledger: RunningLedger;
  let anchor: TrustAnchor;
  const request = (call: { method: string; params: readonly unknown[] }) =>
    ledger.provider.send(call.method, [...call.params]) as Promise<unknown>;
  const act = async (member: number, name: string, ...args: unknown[]): Promise<void> => {
    const sent = await ledger
      .member(member)
      .credit.getFunction(name)
      .send(...args, SENDING);
    await sent.wait();
  };
  const id = (subject: number, position = 0): string =>
    attestationId({ scheme: 1, subject: memberWord(subject), position });
  const certify = async (attestation: string, credential?: string) =>
    requestCreditCertificate(request, {
      attestation,
      chainId: ledger.chainId,
      registries: ledger.registries,
      ...(credential === undefined ? {} : { credential }),
    });
  /** What the certificate says must be what the registry itself says in that block. */
  const judge = async (attestation: string) => {
    const { verdict } = verifyCreditCertificate(readJson(JSON.stringify(await certify(attestation))), anchor);
    const registry = ledger.member(office).credit.getFunction("getAttestation");
    const { validity } = (await registry.staticCall(attestation, verdict.block.timestamp, {
      blockTag: verdict.block.number,
    })) as { validity: bigint };
    expect(verdict.status, "as the registry says").to.equal(VALIDITIES[Number(validity)]);
    return { status: verdict.status, of: (check: string) => verdict.answers.find((one) => one.check === check)! };
  };

  before(async function () {
    this.timeout(180_000);
    ledger = await startLedger([CUSTOMS, CUSTOMS, TRADER, TRADER]);
    const block = (await request({ method: "eth_getBlockByNumber", params: ["0x1", false] })) as RpcBlock;
    const { validators } = readSealedHeader(headerFromRpc(block));
    anchor = parseTrustAnchor({ chainId: ledger.chainId, validators, registries: ledger.registries });
    await act(office, "establishRoot", office, FIELD, 2, NEVER, ZeroHash);
    await act(office, "accredit", customs, FIELD, 1, NEVER, ZeroHash);
    await act(customs, "accredit", branch, FIELD, 0, NEVER, ZeroHash);
    await act(customs, "publishScheme", encodeBytes32String("GACC-282"), 1, FIELD, 3, EVIDENCE);
    for (const [i, name] of ["certified", "regular", "dishonest"].entries()) {
      await act(customs, "nameGrade", 1, i + 1, encodeBytes32String(name), i === 2 ? 2 : 0, ZeroHash);
    }
    await act(branch, "attest", trader, 1, 1, 0, NEVER, EVIDENCE);
  });
  after(() => ledger.stop());

  it("proves a grade with its accreditations up to the root, and says what no file can prove", async () => {
    const certificate = await certify(id(trader), CREDENTIAL);
    const { verdict, age } = verifyCreditCertificate(readJson(JSON.stringify(certificate)), anchor, {
      now: Date.now() / 1000,
    });
    expect(verdict).to.include({ status: "valid", agency: branch, subject: trader, grade: 1, scheme: 1 });
    expect(verdict.accreditations.map(({ agency }) => agency)).to.deep.equal([branch, customs, office]);
    expect(Object.fromEntries(verdict.answers.map(({ check, answer }) => [check, answer]))).to.deep.equal({
      agency: "yes",
      accredited: "yes",
      chain: "yes",
      standing: "yes",
      inForce: "yes",
      undisputed: "yes",
      credential: "yes",
      unflagged: "yes",
      presenter: "unknown",
      recognised: "unknown",
    });
    for (const { reason, code } of verdict.answers) expect([reason.en, reason.zh, code]).to.not.include("");
    expect(age).to.be.within(0, 60);
    const differs = verifyAnyCertificate({ ...certificate, credential: `${CREDENTIAL}x` }, anchor);
    if (differs.right !== "credit") throw new Error(differs.right);
    expect(differs.verdict.answers.find(({ check }) => check === "credential")?.answer).to.equal("no");
    expect(Buffer.byteLength(JSON.stringify(await certify(id(trader))))).to.be.below(16_384);
  });

  it("says at every step what it is worth, as the registry does", async () => {
    await act(trader, "object", id(trader), EVIDENCE);
    const disputed = await judge(id(trader));
    expect([disputed.status, disputed.of("undisputed").code]).to.deep.equal(["valid", "UNDER_OBJECTION"]);
    await act(branch, "resolve", id(trader), false, 0, EVIDENCE);
    await act(branch, "suspend", id(trader), 7, ZeroHash);
    expect((await judge(id(trader))).of("standing").code).to.equal("SUSPENDED");
    await act(branch, "reinstate", id(trader), ZeroHash);
    expect((await judge(id(trader))).status).to.equal("valid");
    // A better grade from a later date on, which is then revoked before it begins, and given again.
    await act(branch, "attest", other, 1, 2, 0, NEVER, EVIDENCE);
    const later = Math.floor(Date.now() / 1000) + 100_000;
    await act(branch, "supersede", id(other), 1, later, NEVER, EVIDENCE);
    expect((await judge(id(other))).of("standing").code).to.equal("STANDS_FOR_NOW");
    expect((await judge(id(other, 1))).status).to.equal("not-yet-valid");
    await act(branch, "revoke", id(other, 1), 3, ZeroHash);
    expect((await judge(id(other))).status).to.equal("valid");
    await act(branch, "repair", id(other, 1), 1, 0, NEVER, EVIDENCE);
    expect((await judge(id(other))).status).to.equal("superseded");
    expect((await judge(id(other, 2))).status).to.equal("valid");
    await act(branch, "supersede", id(trader), 3, 0, NEVER, EVIDENCE);
    expect((await judge(id(trader))).of("standing").code).to.equal("SUPERSEDED");
    await act(branch, "proposeFlag", trader, encodeBytes32String("Art. 1"), NEVER, EVIDENCE);
    expect((await judge(id(trader, 1))).of("unflagged")).to.include({ answer: "unknown", code: "FLAGS_OFFLINE" });
    const pseudonym = `0x${"77".repeat(32)}`;
    await act(branch, "attestPseudonym", pseudonym, 1, 2, 0, NEVER, EVIDENCE);
    const anonymous = await judge(attestationId({ scheme: 1, subject: pseudonym, position: 0 }));
    expect([anonymous.status, anonymous.of("unflagged").code]).to.deep.equal(["valid", "FLAGS_NOT_OF_PSEUDONYMS"]);
    await act(office, "withdrawAccreditation", customs, 9, ZeroHash);
    const fallen = await judge(id(trader, 1));
    expect([fallen.status, fallen.of("accredited").answer]).to.deep.equal(["agency-not-accredited", "no"]);
  });

  it("refuses every change, and a reader who does not trust this registry", async () => {
    const certificate = await certify(id(trader));
    const code = (change: object, trusted = anchor) =>
      refusalOf(() => verifyCreditCertificate({ ...certificate, ...change }, trusted)).code;
    const { credit: _, ...without } = anchor.registries;
    expect(code({}, { ...anchor, registries: without })).to.equal("CREDIT_REGISTRY_NOT_TRUSTED");
    const last = await certify(id(other, 2));
    expect(refusalOf(() => verifyCreditCertificate({ ...last, position: 1 }, anchor)).code).to.equal(
      "CERTIFICATE_OTHER_NUMBER",
    );
    expect(code({ position: 1 })).to.equal("PROOF_INCOMPLETE");
    expect(code({ subject: memberWord(other) })).to.equal("PROOF_INCOMPLETE");
    expect(code({ acts: certificate.acts.slice(1) })).to.equal("TRAIL_BROKEN");
    expect(code({ acts: [...certificate.acts].reverse() })).to.equal("TRAIL_BROKEN");
    expect(code({ format: "lading-certificate" })).to.equal("CERTIFICATE_MALFORMED");
    expect(refusalOf(() => verifyAnyCertificate({ format: "x" }, anchor)).code).to.equal("CERTIFICATE_MALFORMED");
    expect(code({ statements: [{ a: 1 }] })).to.equal("STATEMENT_UNKNOWN");
  });

  it(`changed in ${RUNS} ways is never accepted and never crashes the verifier`, async function () {
    this.timeout(0);
    const foreign = await certify(id(other));
    await act(trader, "object", id(trader, 1), EVIDENCE);
    const honest = await certify(id(trader));
    expectNoneAccepted(
      honest,
      foreign,
      {
        attestation: (c, _, random) => void (c.attestation = flipHex(c.attestation, random)),
        subject: (c, _, random) => void (c.subject = flipHex(c.subject, random)),
        position: (c, _, random) => void (c.position ^= 1 << random(9)),
        credential: (c) => void (c.credential = "e30.e30."),
      },
      (value) => {
        const { answers } = verifyCreditCertificate(value, anchor).verdict;
        return { contradicted: answers.some(({ check, answer }) => check === "credential" && answer === "no") };
      },
    );
  });

  it("fails as ATTESTATION_UNKNOWN for one that was never given", async () => {
    const error = await certify(id(77)).catch((caught: unknown) => caught);
    expect(error).to.include({ code: "ATTESTATION_UNKNOWN" });
  });
});
