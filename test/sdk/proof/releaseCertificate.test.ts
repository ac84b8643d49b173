import { expect } from "chai";
import { ZeroHash } from "ethers";
import { GATE_REASONS } from "../../../sdk/src/domain/acts/release.ts";
import { RELEASE_QUESTIONS } from "../../../sdk/src/domain/release/releaseVerdict.ts";
import { encodeContainer, releaseId } from "../../../sdk/src/domain/release/releaseId.ts";
import { encodeReference, titleId } from "../../../sdk/src/domain/title/titleId.ts";
import { headerFromRpc } from "../../../sdk/src/proof/headerFromRpc.ts";
import type { ReleaseCertificate } from "../../../sdk/src/proof/ReleaseCertificate.ts";
import { requestReleaseCertificate } from "../../../sdk/src/proof/requestReleaseCertificate.ts";
import { readSealedHeader } from "../../../sdk/src/proof/sealedHeader.ts";
import { parseTrustAnchor } from "../../../sdk/src/proof/TrustAnchor.ts";
import { verifyReleaseCertificate } from "../../../sdk/src/proof/verifyReleaseCertificate.ts";
import { refusalOf, rejectionOf } from "../support.ts";
import { expectNoneAccepted, flipHex, RUNS } from "./mutateCertificate.ts";
import {
  CARRIER,
  CUSTOMS,
  DEPOT,
  FORWARDER,
  HAULIER,
  type RunningLedger,
  startLedger,
  TERMINAL,
  TRADER,
  SENDING,
} from "./runningLedger.ts";

const [carrier, buyer, forwarder, haulier, terminal, depot, customs] = [2, 3, 4, 5, 6, 7, 8] as const;
const [FIRST, SECOND, THIRD] = ["MSKU6011672", "TCNU7200794", "CSQU3054383"] as const;
const COMMITMENTS = [`0x${"0d".repeat(32)}`, `0x${"0e".repeat(32)}`] as const;
const BEARER = 3;
const GREEN = 1;

describe("a certificate of release, from the embedded node and the real registries", () => {
  let ledger: RunningLedger;
  const bill = titleId(carrier, "BILL1");

  before(async () => {
    ledger = await startLedger([CARRIER, TRADER, FORWARDER, HAULIER, TERMINAL, DEPOT, CUSTOMS]);
    await act(
      carrier,
      "title",
      "issue",
      carrier,
      encodeReference("BILL1"),
      BEARER,
      buyer,
      0,
      `0x${"11".repeat(32)}`,
      ZeroHash,
    );
    await act(buyer, "title", "surrender", bill, 1, ZeroHash);
    await act(carrier, "title", "acceptSurrender", bill, ZeroHash);
  });
  after(() => ledger?.stop());

  const act = async (member: number, right: "title" | "release", name: string, ...args: unknown[]): Promise<void> => {
    const sent = await ledger
      .member(member)
      [right].getFunction(name)
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
  const certify = (release: string) =>
    requestReleaseCertificate(request, { release, chainId: ledger.chainId, registries: ledger.registries });
  const verdictOf = async (release: string) =>
    verifyReleaseCertificate(JSON.parse(JSON.stringify(await certify(release))), await anchor()).verdict;
  const later = (): number => Math.floor(Date.now() / 1000) + 3600;

  /** What the registry itself says, the vehicle being the one that was named. */
  const gateSays = async (release: string): Promise<string[]> => {
    const view = ledger.member(terminal).release.getFunction("gateVerdict");
    const bits = BigInt(await view.staticCall(release, terminal, haulier, ...COMMITMENTS, 0));
    const vehicle = new Set(["WRONG_HAULIER", "WRONG_DRIVER", "WRONG_PLATE", "OUTSIDE_SLOT"]);
    const set = GATE_REASONS.filter(({ bit, code }) => (bits >> BigInt(bit)) & 1n && !vehicle.has(code));
    return set
      .map(({ code }) => code)
      .concat((bits >> 15n) & 1n && !set.some(({ bit }) => bit === 15) ? ["BILL_LIVE"] : []);
  };
  /** The certificate's reasons, after comparing them with the registry's. */
  const reasonsOf = async (release: string): Promise<readonly string[]> => {
    const { reasons, outcome, answers } = await verdictOf(release);
    expect([...reasons].sort()).to.deep.equal((await gateSays(release)).sort());
    expect(outcome === "clear" || outcome === "flagged").to.equal(reasons.length === 0);
    expect(answers.map(({ check }) => check)).to.deep.equal(RELEASE_QUESTIONS.map(({ id }) => id));
    return reasons;
  };

  it("says at every step why the container may not leave, as the registry does", async () => {
    const id = releaseId(bill, FIRST, terminal, 0);
    await act(
      carrier,
      "release",
      "issue",
      bill,
      encodeContainer(FIRST),
      terminal,
      buyer,
      depot,
      0,
      later(),
      3,
      ZeroHash,
    );
    expect(await reasonsOf(id)).to.deep.equal(["NOT_READY", "COMMERCIAL_LIGHT", "CUSTOMS_LIGHT", "DISCHARGE_LIGHT"]);
    await act(buyer, "release", "offer", id, forwarder, 0, 1, 0, later(), ZeroHash);
    await act(forwarder, "release", "accept", id, ZeroHash);
    await act(forwarder, "release", "assign", id, haulier, 0, ZeroHash);
    const slot = Math.floor(Date.now() / 1000) - 60;
    await act(haulier, "release", "nominate", id, ...COMMITMENTS, slot, slot + 3600, ZeroHash);
    expect(await verdictOf(id)).to.include({
      state: "ready",
      holder: forwarder,
      other: haulier,
      container: FIRST,
      basis: "title",
      links: 1,
    });
    await act(carrier, "release", "setLight", id, 0, GREEN, 0, ZeroHash);
    await act(customs, "release", "setLight", id, 1, GREEN, 0, ZeroHash);
    await act(terminal, "release", "setLight", id, 2, GREEN, 0, ZeroHash);
    expect(await reasonsOf(id)).to.deep.equal([]);
    const clear = await verdictOf(id);
    expect(clear.outcome).to.equal("clear");
    expect(clear.answers.filter(({ answer }) => answer !== "yes").map(({ check }) => check)).to.deep.equal(["vehicle"]);
    await act(customs, "release", "placeHold", encodeContainer(FIRST), 0, 7, ZeroHash);
    expect(await reasonsOf(id)).to.deep.equal(["INSPECTION_HOLD"]);
    await act(customs, "release", "liftHold", encodeContainer(FIRST), 0, 7, ZeroHash);
    await act(terminal, "release", "arrive", id, haulier, ...COMMITMENTS, ZeroHash);
    await act(terminal, "release", "gateOut", id, `0x${"77".repeat(32)}`, ZeroHash);
    expect(await reasonsOf(id)).to.deep.equal(["GONE"]);
    expect((await verdictOf(id)).outcome).to.equal("ended");
    await act(depot, "release", "returnEmpty", id, `0x${"78".repeat(32)}`, ZeroHash);
    expect((await verdictOf(id)).state).to.equal("returned");
  });

  it("proves that no bill stands against a waybill's release", async () => {
    const waybill = encodeReference("WAYBILL1");
    await act(
      carrier,
      "release",
      "issueFromWaybill",
      carrier,
      waybill,
      encodeContainer(SECOND),
      terminal,
      buyer,
      0,
      0,
      later(),
      3,
      ZeroHash,
    );
    const id = releaseId(waybill, SECOND, terminal, 0);
    expect(await reasonsOf(id)).to.not.include("BILL_LIVE");
    await act(carrier, "title", "issue", carrier, waybill, BEARER, buyer, 0, `0x${"12".repeat(32)}`, ZeroHash);
    expect(await reasonsOf(id)).to.include("BILL_LIVE");
  });

  it("is small, and refuses every change", async () => {
    await act(
      carrier,
      "release",
      "issue",
      bill,
      encodeContainer(THIRD),
      terminal,
      buyer,
      depot,
      0,
      later(),
      3,
      ZeroHash,
    );
    const id = releaseId(bill, THIRD, terminal, 0);
    await act(carrier, "release", "suspend", id, 4, ZeroHash);
    const honest = await certify(id);
    expect(JSON.stringify(honest).length).to.be.below(16 * 1024);
    const trusted = await anchor();
    const cases: [code: string, change: (c: ReleaseCertificate) => void][] = [
      ["PROOF_INCOMPLETE", (c) => void c.nodes.pop()],
      ["PROOF_SUPERFLUOUS", (c) => void c.nodes.push(c.nodes[0]!)],
      ["TRAIL_BROKEN", (c) => void c.acts.pop()],
      ["TRAIL_BROKEN", (c) => void (c.acts[0]![2] += 1)],
      ["PROOF_SUPERFLUOUS|PROOF_INCOMPLETE", (c) => void (c.basis = titleId(carrier, "OTHER"))],
      ["CERTIFICATE_OTHER_NUMBER", (c) => void (c.sequence += 1)],
      ["CERTIFICATE_OTHER_LEDGER", (c) => void (c.chainId += 1)],
      ["RELEASE_UNKNOWN|PROOF_INCOMPLETE", (c) => void (c.release = `0x${"99".repeat(32)}`)],
      ["CONTAINER_NUMBER_CHECK_DIGIT", (c) => void (c.container = "MSKU6011673")],
      ["CERTIFICATE_MALFORMED", (c) => void Object.assign(c, { note: "" })],
    ];
    for (const [code, change] of cases) {
      const copy = structuredClone(honest);
      change(copy);
      const found = refusalOf(() => verifyReleaseCertificate(copy, trusted)).code;
      expect(found).to.match(new RegExp(`^(${code})$`));
    }
    const { release: _, ...registries } = trusted.registries;
    expect(refusalOf(() => verifyReleaseCertificate(honest, { ...trusted, registries })).code).to.equal(
      "RELEASE_REGISTRY_NOT_TRUSTED",
    );
    expect((await rejectionOf(certify(`0x${"98".repeat(32)}`))).code).to.equal("RELEASE_UNKNOWN");
  });

  it(`changed in ${RUNS} ways is never accepted and never crashes the verifier`, async function () {
    this.timeout(0);
    const foreign = await certify(releaseId(bill, THIRD, terminal, 0));
    await act(carrier, "release", "resume", releaseId(bill, THIRD, terminal, 0), ZeroHash);
    const honest = await certify(releaseId(bill, FIRST, terminal, 0));
    const trusted = await anchor();
    expectNoneAccepted(
      honest,
      foreign,
      {
        release: (c, _, random) => void (c.release = flipHex(c.release, random)),
        basis: (c, _, random) => void (c.basis = flipHex(c.basis, random)),
        "another container": (c) => void (c.container = SECOND),
        sequence: (c, _, random) => void (c.sequence ^= 1 << random(31)),
      },
      (value) => {
        verifyReleaseCertificate(value, trusted);
        return { contradicted: false };
      },
    );
  });
});
