import { keccak256 } from "ethers";
import type { Certificate } from "../../../sdk/src/proof/Certificate.ts";
import { verifyCertificate } from "../../../sdk/src/proof/verifyCertificate.ts";
import { changeExtra, expectNoneAccepted, flipHex, type Mutation, RUNS } from "./mutateCertificate.ts";
import { makeCertificate, story, validatorKeys } from "./sealedLedger.ts";

/** What can be done to a certificate of title alone. */
const OF_TITLE: Readonly<Record<string, Mutation<Certificate>>> = {
  // Here only: the embedded ledger, which makes the others, has one validator.
  "seal repeated in another's place": (c, _, random) =>
    changeExtra(c, (extra) => (extra[4][0] = extra[4][1 + random(extra[4].length - 1)] ?? "")),
  "content digest": (c, _, random) => void (c.origin = { contentDigest: flipHex(c.origin.contentDigest, random) }),
  "previous head": (c, _, random) => void (c.origin = { ...c.origin, previous: flipHex(keccak256(c.title), random) }),
  title: (c, _, random) => void (c.title = flipHex(c.title, random)),
  "number of the bill": (c, _, random) => {
    const text = c.transportDocumentReference;
    const i = random(text.length);
    c.transportDocumentReference = text.slice(0, i) + String.fromCharCode(33 + random(94)) + text.slice(i + 1);
  },
  statement: (c, _, random) => void (c.statements = [{ ...c.statements?.[0], place: `Hamburg ${random(1000)}` }]),
  "weight in the document": (c, _, random) => void (c.document = { ...c.document, declaredValue: random(1_000_000) }),
};

describe(`a certificate of title changed in ${RUNS} ways`, () => {
  it("is never accepted and never crashes the verifier", async function () {
    this.timeout(0);
    const validators = validatorKeys(4);
    const sealers = validators.slice(0, 3);
    const [honest, other] = [
      await makeCertificate({ validators, sealers, acts: story("pledged"), number: 77 }),
      await makeCertificate({ validators, sealers, acts: story("live"), number: 76, others: 21 }),
    ];
    expectNoneAccepted(honest.certificate, other.certificate, OF_TITLE, (value) => ({
      contradicted: verifyCertificate(value, honest.anchor).verdict.outcome === "contradicted",
    }));
  });
});
