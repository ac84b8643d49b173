import { expect } from "chai";
import { ZeroHash } from "ethers";
import { jsonDigest } from "../../../sdk/src/domain/digest.ts";
import { encodeReference, titleId } from "../../../sdk/src/domain/title/titleId.ts";
import { headerFromRpc, type RpcBlock } from "../../../sdk/src/proof/headerFromRpc.ts";
import { parseTrustAnchor } from "../../../sdk/src/proof/TrustAnchor.ts";
import { requestCertificate } from "../../../sdk/src/proof/requestCertificate.ts";
import { readSealedHeader } from "../../../sdk/src/proof/sealedHeader.ts";
import { verifyCertificate } from "../../../sdk/src/proof/verifyCertificate.ts";
import { rejectionOf, refusalOf, vector } from "../support.ts";
import { BANK, CARRIER, type RunningLedger, startLedger, TRADER, SENDING } from "./runningLedger.ts";

const REFERENCE = "JHCL26HAM004217";
const [carrier, shipper, bank, buyer] = [2, 3, 4, 5] as const;
const TO_ORDER = 1;
const FOR_DELIVERY = 1;
const FOR_AMENDMENT = 2;

describe("requestCertificate, from the embedded node and the real registries", () => {
  let ledger: RunningLedger;
  const document = vector("transport-document.json") as Record<string, unknown>;
  const id = titleId(carrier, REFERENCE);
  const statement = { statement: "Issued to the order of the shipper", date: "2026-10-19" };

  before(async () => {
    ledger = await startLedger([CARRIER, TRADER, BANK, TRADER]);
  });
  after(() => ledger.stop());

  const act = async (member: number, name: string, ...args: unknown[]): Promise<void> => {
    const sent = await ledger
      .member(member)
      .title.getFunction(name)
      .send(...args, SENDING);
    await sent.wait();
  };
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
  const certify = (title = id) =>
    requestCertificate(request, {
      title,
      chainId: ledger.chainId,
      registries: ledger.registries,
      document,
      statements: [statement],
    });
  const verdictOf = async (title = id) =>
    verifyCertificate(JSON.parse(JSON.stringify(await certify(title))), await anchor()).verdict;
  const later = () => Math.floor(Date.now() / 1000) + 3600;

  it("says live, pledged, and accomplished at three moments of a trade of ten acts", async () => {
    await act(
      carrier,
      "issue",
      carrier,
      encodeReference(REFERENCE),
      TO_ORDER,
      shipper,
      shipper,
      jsonDigest(document),
      jsonDigest(statement),
    );
    expect((await verdictOf()).status).to.equal("live");
    await act(shipper, "sign", id, `0x${"01".repeat(32)}`);
    await act(shipper, "offerPledge", id, bank, buyer, later(), later(), ZeroHash);
    await act(shipper, "recall", id, ZeroHash);
    await act(shipper, "offerPledge", id, bank, buyer, later(), later(), ZeroHash);
    await act(bank, "acceptPledge", id, ZeroHash);
    const pledged = await verdictOf();
    expect(pledged).to.include({ status: "pledged", outcome: "encumbered", pledgee: bank, carrier });
    await act(bank, "releasePledge", id, buyer, later(), ZeroHash);
    await act(buyer, "accept", id, ZeroHash);
    await act(buyer, "surrender", id, FOR_DELIVERY, ZeroHash);
    await act(carrier, "acceptSurrender", id, ZeroHash);
    const accomplished = await verdictOf();
    expect(accomplished).to.include({ status: "accomplished", outcome: "spent", holder: buyer });
    expect(accomplished.answers.find(({ check }) => check === "chain")?.reason.en).to.equal(
      "10 acts lead from issue to now",
    );
  });

  it("is at most 16 KB without the document for a bill with ten acts", async () => {
    const certificate = await certify();
    delete certificate.document;
    expect(JSON.stringify(certificate).length).to.be.at.most(16 * 1024);
  });

  it("proves an amended bill from the heads of the one that it replaces, and the replaced one as superseded", async () => {
    const [first, second] = ["JHCL26HAM004218", "JHCL26HAM004219"] as const;
    await act(
      carrier,
      "issue",
      carrier,
      encodeReference(first),
      TO_ORDER,
      shipper,
      shipper,
      jsonDigest(document),
      jsonDigest(statement),
    );
    await act(shipper, "surrender", titleId(carrier, first), FOR_AMENDMENT, ZeroHash);
    const replacements = [first, second].map((reference) => [
      encodeReference(reference),
      TO_ORDER,
      shipper,
      jsonDigest(document),
    ]);
    await act(carrier, "replace", carrier, [titleId(carrier, first)], replacements, jsonDigest(statement));
    for (const reference of [first, second]) {
      expect((await verdictOf(titleId(carrier, reference))).status, reference).to.equal("live");
    }
  });

  it("tells void from superseded", async () => {
    const [voided, replaced] = ["VOID1", "REPLACED1"] as const;
    for (const reference of [voided, replaced]) {
      await act(
        carrier,
        "issue",
        carrier,
        encodeReference(reference),
        TO_ORDER,
        shipper,
        shipper,
        jsonDigest(document),
        jsonDigest(statement),
      );
      await act(shipper, "surrender", titleId(carrier, reference), FOR_AMENDMENT, ZeroHash);
    }
    await act(carrier, "replace", carrier, [titleId(carrier, voided)], [], ZeroHash);
    await act(
      carrier,
      "replace",
      carrier,
      [titleId(carrier, replaced)],
      [[encodeReference("NEW1"), TO_ORDER, shipper, jsonDigest(document)]],
      ZeroHash,
    );
    expect((await verdictOf(titleId(carrier, voided))).status).to.equal("void");
    expect((await verdictOf(titleId(carrier, replaced))).status).to.equal("superseded");
  });

  it("fails as TITLE_UNKNOWN for a number that was never issued", async () => {
    expect((await rejectionOf(certify(titleId(carrier, "NEVER")))).code).to.equal("TITLE_UNKNOWN");
  });

  it("is not believed by a reader of another ledger", async () => {
    const certificate = await certify();
    const other = parseTrustAnchor({ ...(await anchor()), validators: [`0x${"12".repeat(20)}`] });
    expect(refusalOf(() => verifyCertificate(certificate, other)).code).to.equal("VALIDATORS_NOT_TRUSTED");
  });

  it("is believed across two rotations of the validator's key, by readers of any of the three keys", async () => {
    const anchors = [await anchor()];
    for (let rotation = 0; rotation < 2; rotation++) {
      await ledger.rotateKey();
      await act(
        carrier,
        "issue",
        carrier,
        encodeReference(`ROTATED${rotation}`),
        TO_ORDER,
        shipper,
        shipper,
        jsonDigest(document),
        ZeroHash,
      );
      const latest = (await request({ method: "eth_getBlockByNumber", params: ["latest", false] })) as RpcBlock;
      anchors.push({ ...anchors[0]!, validators: [...readSealedHeader(headerFromRpc(latest)).validators] });
    }
    expect(new Set(anchors.flatMap(({ validators }) => validators)).size).to.equal(3);
    const certificate = await certify();
    expect(certificate.changes).to.have.length(6);
    for (const each of anchors) expect(verifyCertificate(certificate, each).verdict.status).to.equal("accomplished");
    const cut = { ...certificate, changes: certificate.changes?.slice(1) };
    expect(() => verifyCertificate(cut, anchors[2]!)).not.to.throw();
    // Without the header that admits the second key, the two votes to drop the first one still show what its holder wanted.
    expect(() => verifyCertificate(cut, anchors[0]!)).not.to.throw();
    const gap = { ...certificate, changes: certificate.changes?.toSpliced(1, 1) };
    expect(refusalOf(() => verifyCertificate(gap, anchors[0]!)).code).to.equal("VALIDATORS_NOT_TRUSTED");
  });
});
