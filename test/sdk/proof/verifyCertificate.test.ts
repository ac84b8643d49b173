import { expect } from "chai";
import { encodeBase64, hexlify, randomBytes, toBeHex } from "ethers";
import type { Certificate } from "../../../sdk/src/proof/Certificate.ts";
import { verifyCertificate } from "../../../sdk/src/proof/verifyCertificate.ts";
import { QUESTIONS } from "../../../sdk/src/domain/title/Verdict.ts";
import { refusalOf } from "../support.ts";
import { act, BANK, BUYER, CARRIER, makeCertificate, SHIPPER, story, TIME, validatorKeys } from "./sealedLedger.ts";

/** The certificate after its journey through a file. */
const filed = (certificate: Certificate): unknown => JSON.parse(JSON.stringify(certificate));

describe("verifyCertificate", () => {
  it("gives the right verdict at three moments of a trade, with age and block", async () => {
    const expected = { live: "clean", pledged: "encumbered", accomplished: "spent" } as const;
    for (const moment of ["live", "pledged", "accomplished"] as const) {
      const { certificate, anchor } = await makeCertificate({ acts: story(moment) });
      const { verdict, age } = verifyCertificate(filed(certificate), anchor, { now: TIME + 4000 });
      expect([verdict.status, verdict.outcome]).to.deep.equal([moment, expected[moment]]);
      expect(verdict.block).to.include({ number: 77, timestamp: TIME + 3600 });
      expect(age).to.equal(400);
      expect(verdict.answers.map(({ check }) => check)).to.deep.equal(QUESTIONS.map(({ id }) => id));
    }
  });

  it("answers each of the twelve questions with yes, no or unknown, and why", async () => {
    const { certificate, anchor } = await makeCertificate();
    const { verdict } = verifyCertificate(filed(certificate), anchor);
    expect(verdict.answers.map(({ answer, code }) => `${answer} ${code}`)).to.deep.equal([
      "yes ISSUER_ACTIVE",
      "yes CONTENT_MATCHES",
      "yes ONE_KEY_ONE_BILL",
      "yes LIVE",
      "yes CHAIN_COMPLETE",
      "unknown CONTROL_NOT_CHALLENGED",
      "no PLEDGED",
      "unknown FINANCING_OFFLINE",
      "yes NO_DELIVERY_RECORDED",
      "unknown NOT_SCREENED",
      "yes DATES_IN_ORDER_CLAUSED",
      "yes LAW_NAMED",
    ]);
    expect(verdict).to.include({ holder: BANK, pledgee: BANK, carrier: CARRIER, source: "certificate" });
    for (const { reason } of verdict.answers)
      expect(reason.en && reason.zh)
        .to.be.a("string")
        .and.not.equal("");
  });

  it("holds for one validator and for seven, in any round, among thousands of titles", async () => {
    for (const options of [
      { validators: validatorKeys(7), round: 3 },
      { validators: validatorKeys(4), sealers: validatorKeys(3), round: 300 },
      { others: 3000 },
    ]) {
      const { certificate, anchor } = await makeCertificate(options);
      expect(verifyCertificate(filed(certificate), anchor).verdict.status).to.equal("pledged");
    }
  });

  it("says no more about a document that was not put in", async () => {
    const { certificate, anchor } = await makeCertificate({ acts: story("live") });
    delete certificate.document;
    const { verdict } = verifyCertificate(filed(certificate), anchor);
    expect(verdict.outcome).to.equal("clean");
    expect(verdict.answers.filter(({ answer }) => answer === "unknown").map(({ check }) => check)).to.deep.equal([
      "content",
      "holder",
      "notFinanced",
      "sanctions",
      "dates",
      "law",
    ]);
  });

  it("says that another text is not the bill's", async () => {
    const { certificate, anchor } = await makeCertificate({ acts: story("live") });
    certificate.document = { ...certificate.document, declaredValue: 1 };
    const { verdict } = verifyCertificate(filed(certificate), anchor);
    expect(verdict.outcome).to.equal("contradicted");
    expect(verdict.answers[1]).to.include({ answer: "no", code: "CONTENT_DIFFERS" });
  });

  it("says that the issuer was suspended, had left, or is no carrier", async () => {
    for (const [member, code] of [
      [{ status: 2 }, "ISSUER_NOT_ACTIVE"],
      [{ status: 3 }, "ISSUER_NOT_ACTIVE"],
      [{ roles: 4 }, "ISSUER_NO_CARRIER"],
    ] as const) {
      const { certificate, anchor } = await makeCertificate({ member, acts: story("live") });
      const { verdict } = verifyCertificate(filed(certificate), anchor);
      expect([verdict.outcome, verdict.answers[0]?.code]).to.deep.equal(["contradicted", code]);
    }
  });

  it("tells frozen, delivered, offered, paper, void and superseded", async () => {
    const bill = { holder: SHIPPER, endorsee: SHIPPER } as const;
    const moments = [
      ["frozen", "encumbered", act("freeze", 9, 0, { ...bill, state: "live", frozen: true }, 5)],
      [
        "delivered-without-presentation",
        "spent",
        act("recordDelivery", CARRIER, 0, { ...bill, state: "live", delivered: true }, 5),
      ],
      [
        "offered",
        "encumbered",
        act("offer", SHIPPER, BUYER, { ...bill, state: "offered", offeree: BUYER, offerPurpose: "transfer" }, 5),
      ],
      [
        "surrendered",
        "encumbered",
        act("surrender", SHIPPER, CARRIER, { ...bill, state: "surrender-pending", purpose: "amendment" }, 5),
      ],
      ["paper", "spent", act("convertToPaper", CARRIER, SHIPPER, { ...bill, state: "paper", purpose: "paper" }, 5)],
      ["void", "spent", act("supersede", CARRIER, SHIPPER, { ...bill, state: "superseded", purpose: "amendment" }, 5)],
    ] as const;
    for (const [status, outcome, last] of moments) {
      const { certificate, anchor } = await makeCertificate({ acts: [...story("live").slice(0, 1), last] });
      const { verdict } = verifyCertificate(filed(certificate), anchor);
      expect([verdict.status, verdict.outcome]).to.deep.equal([status, outcome]);
    }
    const replaced = await makeCertificate({ acts: [...story("live").slice(0, 1), moments[5][2]], replacedBy: 2 });
    expect(verifyCertificate(filed(replaced.certificate), replaced.anchor).verdict.status).to.equal("superseded");
  });

  it("follows a replacement from the heads that it names", async () => {
    const previous = `0x${"ab".repeat(32)}`;
    const acts = [
      act("reissue", CARRIER, SHIPPER, { state: "live", holder: SHIPPER, endorsee: SHIPPER, version: 1 }, 0),
    ];
    const { certificate, anchor } = await makeCertificate({ acts, previous });
    certificate.statements = [];
    expect(verifyCertificate(filed(certificate), anchor).verdict.status).to.equal("live");
    certificate.origin = { contentDigest: certificate.origin.contentDigest };
    expect(refusalOf(() => verifyCertificate(filed(certificate), anchor)).code).to.equal("TRAIL_BROKEN");
  });

  describe("refuses", () => {
    const cases: [name: string, code: string, change: (certificate: Certificate) => void | Promise<void>][] = [
      ["an act left out", "TRAIL_BROKEN", (c) => void c.acts.splice(2, 1)],
      ["acts moved", "TRAIL_BROKEN", (c) => void ([c.acts[2], c.acts[3]] = [c.acts[3]!, c.acts[2]!])],
      ["an act added", "TRAIL_BROKEN", (c) => void c.acts.push(c.acts[5]!)],
      [
        "an act by another",
        "TRAIL_BROKEN",
        (c) => void (c.acts[1] = [11, BUYER, 0, c.acts[1]![3], c.acts[1]![4], c.acts[1]![5]]),
      ],
      ["another content digest", "TRAIL_BROKEN", (c) => void (c.origin.contentDigest = `0x${"12".repeat(32)}`)],
      [
        "another title's proof",
        "CERTIFICATE_OTHER_NUMBER",
        async (c) => void (c.transportDocumentReference = "JHCL26HAM004218"),
      ],
      ["another title", "TITLE_UNKNOWN", (c) => void (c.title = `0x${"34".repeat(32)}`)],
      ["another chain", "CERTIFICATE_OTHER_LEDGER", (c) => void (c.chainId = 1)],
      ["a trie node left out", "PROOF_INCOMPLETE", (c) => void c.nodes.pop()],
      ["a trie node altered", "PROOF_INCOMPLETE", (c) => void (c.nodes[0] = c.nodes[0]!.replace(/^..../, "AAAA"))],
      ["a trie node twice", "PROOF_SUPERFLUOUS", (c) => void c.nodes.push(c.nodes[0]!)],
      ["a trie node of something else", "PROOF_SUPERFLUOUS", (c) => void c.nodes.push(encodeBase64(randomBytes(64)))],
      [
        "a statement that no act refers to",
        "STATEMENT_UNKNOWN",
        (c) => void c.statements!.push({ statement: "other" }),
      ],
      [
        "a statement altered",
        "STATEMENT_UNKNOWN",
        (c) => void (c.statements![0] = { ...c.statements![0], place: "Bremen" }),
      ],
      ["a statement twice", "STATEMENT_UNKNOWN", (c) => void c.statements!.push(c.statements![0]!)],
      ["an unknown property", "CERTIFICATE_MALFORMED", (c) => void Object.assign(c, { note: "valid" })],
      ["another version", "CERTIFICATE_MALFORMED", (c) => void Object.assign(c, { version: 2 })],
    ];
    for (const [name, code, change] of cases) {
      it(`${name} as ${code}`, async () => {
        const { certificate, anchor } = await makeCertificate();
        await change(certificate);
        expect(refusalOf(() => verifyCertificate(filed(certificate), anchor)).code).to.equal(code);
      });
    }

    it("a header of other validators as VALIDATORS_NOT_TRUSTED", async () => {
      const { certificate } = await makeCertificate();
      const { anchor } = await makeCertificate({ validators: validatorKeys(3).slice(2) });
      expect(refusalOf(() => verifyCertificate(filed(certificate), anchor)).code).to.equal("VALIDATORS_NOT_TRUSTED");
    });
    it("too few seals as SEALS_MISSING, one twice as SEAL_INVALID, a stranger's as SEAL_OF_STRANGER", async () => {
      const validators = validatorKeys(4);
      for (const [sealers, code] of [
        [validators.slice(0, 2), "SEALS_MISSING"],
        [[validators[0], validators[1], validators[1]], "SEAL_INVALID"],
        [[...validators.slice(0, 3), ...validatorKeys(5).slice(4)], "SEAL_OF_STRANGER"],
      ] as const) {
        const { certificate, anchor } = await makeCertificate({
          validators,
          sealers: [...sealers] as typeof validators,
        });
        expect(refusalOf(() => verifyCertificate(filed(certificate), anchor)).code).to.equal(code);
      }
    });
    it("registries at other addresses as CONTRACT_ABSENT or PROOF_INCOMPLETE", async () => {
      const { certificate, anchor } = await makeCertificate();
      const registries = { ...anchor.registries, title: hexlify(toBeHex(99, 20)) };
      expect(refusalOf(() => verifyCertificate(filed(certificate), { ...anchor, registries })).code).to.match(
        /^CONTRACT_ABSENT|PROOF_INCOMPLETE$/,
      );
    });
    it("anything that is no certificate as CERTIFICATE_MALFORMED", async () => {
      const { anchor } = await makeCertificate();
      for (const value of [null, [], "x", {}, { format: "lading-certificate", version: 1 }]) {
        expect(refusalOf(() => verifyCertificate(value, anchor)).code).to.equal("CERTIFICATE_MALFORMED");
      }
    });
  });
});
