import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { documentId } from "../../../sdk/src/domain/tradeDocuments/documentId.ts";
import { documentSubject } from "../../../sdk/src/domain/tradeDocuments/documentSubject.ts";
import { encodeReference } from "../../../sdk/src/domain/title/titleId.ts";
import type { DocumentCertificate } from "../../../sdk/src/proof/DocumentCertificate.ts";
import { headerFromRpc } from "../../../sdk/src/proof/headerFromRpc.ts";
import { requestDocumentCertificate } from "../../../sdk/src/proof/requestDocumentCertificate.ts";
import { readSealedHeader } from "../../../sdk/src/proof/sealedHeader.ts";
import { parseTrustAnchor } from "../../../sdk/src/proof/TrustAnchor.ts";
import { verifyDocumentCertificate } from "../../../sdk/src/proof/verifyDocumentCertificate.ts";
import { refusalOf, rejectionOf } from "../support.ts";
import { expectNoneAccepted, flipHex, RUNS } from "./mutateCertificate.ts";
import { CUSTOMS, FORWARDER, type RunningLedger, startLedger, SENDING } from "./runningLedger.ts";

const [office, customs, forwarder] = [1, 2, 3] as const;
const SCHEMA = id("schema");
const container = documentSubject("container", "MSKU6011672").word;

describe("a certificate of a trade document, from the embedded node and the real registries", () => {
  let ledger: RunningLedger;

  before(async () => {
    ledger = await startLedger([CUSTOMS, FORWARDER]);
    await act(office, "admitType", SCHEMA, CUSTOMS, encodeReference("permit"), ZeroHash);
  });
  after(() => ledger?.stop());

  const act = async (member: number, name: string, ...args: unknown[]): Promise<void> => {
    const sent = await ledger
      .member(member)
      .document.getFunction(name)
      .send(...args, SENDING);
    await sent.wait();
  };
  const attest = (text: string, kind = 5, subject = container, until = 0): Promise<void> =>
    act(customs, "attest", SCHEMA, id(text), kind, subject, 0, until, ZeroHash);
  const of = (text: string): string => documentId(customs, SCHEMA, id(text));
  const request = (call: { method: string; params: readonly unknown[] }): Promise<unknown> =>
    ledger.provider.send(call.method, [...call.params]);
  const anchor = async () => {
    const block = (await request({ method: "eth_getBlockByNumber", params: ["0x1", false] })) as Record<
      string,
      unknown
    >;
    const { validators } = readSealedHeader(headerFromRpc(block));
    return parseTrustAnchor({ chainId: ledger.chainId, validators, registries: ledger.registries });
  };
  const certify = async (document: string): Promise<DocumentCertificate> =>
    JSON.parse(
      JSON.stringify(
        await requestDocumentCertificate(request, {
          document,
          chainId: ledger.chainId,
          registries: ledger.registries,
        }),
      ),
    ) as DocumentCertificate;
  const prove = async (text: string, presented: { digest?: string; subject?: string } = {}) =>
    verifyDocumentCertificate(await certify(of(text)), await anchor(), { presented }).verdict;

  it("says what stands, and compares what is presented", async () => {
    await attest("permit 1");
    const verdict = await prove("permit 1", { digest: id("permit 1"), subject: container });
    expect(verdict).to.deep.include({ status: "valid", outcome: "stands", subject: container, schema: SCHEMA });
    expect(verdict.answers.map(({ answer }) => answer)).to.deep.equal(Array(6).fill("yes"));
    expect((await prove("permit 1", { digest: id("forged") })).outcome).to.equal("contradicted");
    expect((await prove("permit 1", { subject: id("other") })).outcome).to.equal("contradicted");
  });

  it("says what is revoked, and what replaced what, through the trails of both", async () => {
    await attest("permit 2", 1, documentSubject("member", forwarder).word);
    await act(customs, "supersede", of("permit 2"), SCHEMA, id("permit 3"), 0, 0, ZeroHash);
    expect(await prove("permit 2")).to.include({ status: "superseded", outcome: "lapsed" });
    expect(await prove("permit 3")).to.include({ status: "valid", outcome: "stands" });
    await act(office, "revoke", of("permit 3"), 7, id("order"));
    const verdict = await prove("permit 3");
    expect(verdict).to.include({ status: "revoked", outcome: "lapsed" });
    expect(verdict.state.reason).to.equal(7);
  });

  it("is small, and refuses every change", async () => {
    await attest("permit 4");
    await act(customs, "supersede", of("permit 4"), SCHEMA, id("permit 5"), 0, 0, ZeroHash);
    await act(customs, "revoke", of("permit 5"), 2, ZeroHash);
    const honest = await certify(of("permit 5"));
    expect(JSON.stringify(honest).length).to.be.below(16 * 1024);
    const trusted = await anchor();
    verifyDocumentCertificate(honest, trusted);
    const cases: [code: string, change: (c: DocumentCertificate) => void][] = [
      ["PROOF_INCOMPLETE", (c) => void c.nodes.pop()],
      ["PROOF_SUPERFLUOUS", (c) => void c.nodes.push(c.nodes[0]!)],
      ["TRAIL_BROKEN", (c) => void c.acts.pop()],
      ["TRAIL_BROKEN", (c) => void c.acts.reverse()],
      ["TRAIL_BROKEN", (c) => void (c.acts[0]![1] += 1)],
      ["CERTIFICATE_OTHER_NUMBER", (c) => void (c.digest = id("permit 4"))],
      ["PROOF_INCOMPLETE|PROOF_SUPERFLUOUS|CERTIFICATE_OTHER_NUMBER", (c) => void (c.schema = id("other"))],
      ["CERTIFICATE_OTHER_LEDGER", (c) => void (c.chainId += 1)],
      ["TRADE_DOCUMENT_UNKNOWN|PROOF_INCOMPLETE", (c) => void (c.document = `0x${"99".repeat(32)}`)],
      ["CERTIFICATE_MALFORMED", (c) => void Object.assign(c, { note: "" })],
    ];
    for (const [code, change] of cases) {
      const copy = structuredClone(honest);
      change(copy);
      const found = refusalOf(() => verifyDocumentCertificate(copy, trusted)).code;
      expect(found, change.toString()).to.match(new RegExp(`^(${code})$`));
    }
    const { document: _, ...registries } = trusted.registries;
    expect(refusalOf(() => verifyDocumentCertificate(honest, { ...trusted, registries })).code).to.equal(
      "DOCUMENT_REGISTRY_NOT_TRUSTED",
    );
    expect((await rejectionOf(certify(`0x${"98".repeat(32)}`))).code).to.equal("TRADE_DOCUMENT_UNKNOWN");
  });

  it(`changed in ${RUNS} ways is never accepted and never crashes the verifier`, async function () {
    this.timeout(0);
    await attest("permit 6");
    const foreign = await certify(of("permit 6"));
    await attest("permit 7");
    await act(customs, "supersede", of("permit 7"), SCHEMA, id("permit 8"), 0, 0, ZeroHash);
    await act(customs, "revoke", of("permit 8"), 2, ZeroHash);
    const trusted = await anchor();
    expectNoneAccepted(
      await certify(of("permit 8")),
      foreign,
      {
        document: (c, _, random) => void (c.document = flipHex(c.document, random)),
        schema: (c, _, random) => void (c.schema = flipHex(c.schema, random)),
        digest: (c, _, random) => void (c.digest = flipHex(c.digest, random)),
      },
      (value) => {
        verifyDocumentCertificate(value, trusted);
        return { contradicted: false };
      },
    );
  });
});
