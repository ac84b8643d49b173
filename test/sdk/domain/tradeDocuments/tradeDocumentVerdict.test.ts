import { expect } from "chai";
import fc from "fast-check";
import { DOCUMENT_STATUSES, DOCUMENT_SUBJECTS } from "../../../../sdk/src/domain/acts/document.ts";
import { decodeDocumentState, type DocumentState } from "../../../../sdk/src/domain/tradeDocuments/DocumentState.ts";
import { describeSubject, documentSubject } from "../../../../sdk/src/domain/tradeDocuments/documentSubject.ts";
import {
  type TradeDocumentFacts,
  tradeDocumentVerdict,
} from "../../../../sdk/src/domain/tradeDocuments/tradeDocumentVerdict.ts";
import { refusalOf } from "../../support.ts";

const DIGEST = `0x${"d1".repeat(32)}`;
const SUBJECT = `0x${"5b".repeat(32)}`;
const state: DocumentState = {
  issuer: 7,
  subjectKind: "title",
  status: "active",
  reason: 0,
  attestedAt: 1_000,
  validFrom: 2_000,
  validUntil: 3_000,
  changedAt: 0,
};
const judge = (change: Partial<DocumentState> = {}, facts: Partial<TradeDocumentFacts> = {}) =>
  tradeDocumentVerdict({
    state: { ...state, ...change },
    digest: DIGEST,
    subject: SUBJECT,
    at: 2_500,
    issuer: { active: true, mayIssue: true },
    ...facts,
  });
const codes = (verdict: ReturnType<typeof judge>): Record<string, string> =>
  Object.fromEntries(verdict.answers.map(({ check, answer, code }) => [check, `${answer} ${code}`]));

describe("tradeDocumentVerdict", () => {
  for (const [at, status, outcome] of [
    [999, "absent", "contradicted"],
    [1_000, "not-yet-valid", "lapsed"],
    [2_000, "valid", "stands"],
    [3_000, "valid", "stands"],
    [3_001, "expired", "lapsed"],
  ] as const) {
    it(`is ${status} at ${at}`, () => expect(judge({}, { at })).to.include({ status, outcome }));
  }

  for (const status of ["revoked", "superseded"] as const) {
    it(`is ${status} from the moment on at which it was, whatever its time of validity`, () => {
      const ended = { status, changedAt: 2_400, reason: 9 };
      expect(judge(ended, { at: 2_399 })).to.include({ status: "valid", outcome: "stands" });
      for (const at of [2_400, 2_900, 9_999]) expect(judge(ended, { at }).status).to.equal(status);
    });
  }

  it("compares what was presented, and never takes silence for a yes", () => {
    expect(codes(judge())).to.include({
      content: "unknown CONTENT_NOT_PRESENTED",
      subject: "unknown SUBJECT_NOT_ASKED",
    });
    const same = judge({}, { presented: { digest: DIGEST.toUpperCase().replace("0X", "0x"), subject: SUBJECT } });
    expect(codes(same)).to.include({ content: "yes CONTENT_MATCHES", subject: "yes SUBJECT_MATCHES" });
    expect(judge({}, { presented: { digest: SUBJECT } }).outcome).to.equal("contradicted");
    expect(judge({}, { presented: { subject: DIGEST } }).outcome).to.equal("contradicted");
  });

  it("doubts a document whose issuer is out, or no longer one who issues such documents", () => {
    const suspended = judge({}, { issuer: { active: false, mayIssue: true } });
    expect([suspended.outcome, codes(suspended).issuer]).to.deep.equal(["contradicted", "no ISSUER_NOT_ACTIVE"]);
    const reduced = judge({}, { issuer: { active: true, mayIssue: false } });
    expect([reduced.outcome, codes(reduced).issuer]).to.deep.equal(["contradicted", "no ISSUER_ROLE_LOST"]);
  });

  it("without an end does not expire", () => {
    expect(judge({ validUntil: 0 }, { at: 2 ** 40 }).status).to.equal("valid");
  });

  it("says every reason in both languages", () => {
    const verdicts = [judge(), judge({}, { at: 1 }), judge({ status: "revoked", changedAt: 1, reason: 2 })];
    for (const { reason } of verdicts.flatMap(({ answers }) => answers)) {
      expect(reason.en).to.not.match(/\p{Script=Han}/u);
      expect(reason.zh).to.match(/\p{Script=Han}/u);
    }
  });
});

describe("decodeDocumentState", () => {
  it("reads every field of a word, whatever the others are", () => {
    const uint = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
    const time = fc.maxSafeNat().map((n) => n % 2 ** 40);
    const states = fc.record({
      issuer: fc.maxSafeNat().map((n) => n % 2 ** 32),
      subjectKind: fc.constantFrom("none" as const, ...DOCUMENT_SUBJECTS),
      status: fc.constantFrom(...DOCUMENT_STATUSES),
      reason: uint(16),
      attestedAt: time,
      validFrom: time,
      validUntil: time,
      changedAt: time,
    });
    fc.assert(
      fc.property(states, (given) => {
        const word =
          BigInt(given.issuer) |
          (BigInt(["none", ...DOCUMENT_SUBJECTS].indexOf(given.subjectKind)) << 32n) |
          (BigInt(DOCUMENT_STATUSES.indexOf(given.status)) << 40n) |
          (BigInt(given.reason) << 48n) |
          (BigInt(given.attestedAt) << 64n) |
          (BigInt(given.validFrom) << 104n) |
          (BigInt(given.validUntil) << 144n) |
          (BigInt(given.changedAt) << 184n);
        expect(decodeDocumentState(word)).to.deep.equal(given);
      }),
    );
  });

  it("fails as DOCUMENT_STATE_MALFORMED for a word that no registry writes", () => {
    expect(refusalOf(() => decodeDocumentState(9n << 40n)).code).to.equal("DOCUMENT_STATE_MALFORMED");
    expect(refusalOf(() => decodeDocumentState("no word")).code).to.equal("DOCUMENT_STATE_MALFORMED");
  });
});

describe("documentSubject", () => {
  it("is a word, which a person reads back", () => {
    const container = documentSubject("container", "MSKU6011672");
    expect(container.word).to.equal(`0x${Buffer.from("MSKU6011672").toString("hex")}${"00".repeat(21)}`);
    expect(describeSubject(container)).to.equal("container MSKU6011672");
    expect(describeSubject(documentSubject("member", 7))).to.equal("member 7");
    expect(documentSubject("title", SUBJECT.toUpperCase().replace("0X", "0x")).word).to.equal(SUBJECT);
  });

  it("fails as DOCUMENT_SUBJECT_INVALID or by the identifier's own code", () => {
    for (const value of [0, -1, 1.5, 2 ** 32, "x"]) {
      expect(refusalOf(() => documentSubject("member", value)).code, String(value)).to.equal(
        "DOCUMENT_SUBJECT_INVALID",
      );
    }
    expect(refusalOf(() => documentSubject("title", "JHCL26HAM004217")).code).to.equal("DOCUMENT_SUBJECT_INVALID");
    expect(refusalOf(() => documentSubject("container", "MSKU6011673")).code).to.equal("CONTAINER_NUMBER_CHECK_DIGIT");
  });
});
