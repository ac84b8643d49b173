import { expect } from "chai";
import { exportJWK, generateKeyPair } from "jose";
import { isLadingError } from "../../../../sdk/src/domain/errors.ts";
import {
  privateAgreementKey,
  type PrivateAgreementKey,
  publicAgreementKey,
} from "../../../../sdk/src/domain/envelope/AgreementKey.ts";
import { ATTACHMENT_LIMITS } from "../../../../sdk/src/domain/envelope/attachmentLimits.ts";
import { type Envelope, parseContent } from "../../../../sdk/src/domain/envelope/Envelope.ts";
import { grantEnvelope, rotateGrant } from "../../../../sdk/src/domain/envelope/grantEnvelope.ts";
import { openAttachment, openEnvelope } from "../../../../sdk/src/domain/envelope/openEnvelope.ts";
import { sealEnvelope } from "../../../../sdk/src/domain/envelope/sealEnvelope.ts";
import { refusalOf, rejectionOf, vector } from "../../support.ts";

const document = vector("transport-document.json") as Record<string, unknown>;
const photo = { name: "seal.jpg", mediaType: "image/jpeg", bytes: new Uint8Array([255, 216, 0, 1, 2, 3]) };

async function newKey(): Promise<PrivateAgreementKey> {
  const { privateKey } = await generateKeyPair("ECDH-ES+A256KW", { crv: "X25519", extractable: true });
  return (await exportJWK(privateKey)) as PrivateAgreementKey;
}

/** Public half, as a DID document has it. */
const open = ({ kty, crv, x }: PrivateAgreementKey) => ({ kty, crv, x });

/** Changed envelopes tried; LADING_FUZZ=100000 for the long run. */
const RUNS = Number(process.env["LADING_FUZZ"] ?? 1000);

describe("envelope", () => {
  let shipper: PrivateAgreementKey;
  let bank: PrivateAgreementKey;
  let buyer: PrivateAgreementKey;
  let envelope: Envelope;
  let contentDigest: string;
  let stored: readonly { sealed: string; jwe: string }[];

  before(async () => {
    [shipper, bank, buyer] = [await newKey(), await newKey(), await newKey()];
    const sealed = await sealEnvelope({
      document,
      attachments: [photo],
      recipients: [
        { member: 3, keys: [open(shipper)] },
        { member: 4, keys: [open(bank)] },
      ],
    });
    ({ envelope, contentDigest } = sealed);
    stored = sealed.attachments;
  });

  it("opens for each recipient, attachments included, after a journey through JSON", async () => {
    for (const key of [shipper, bank]) {
      const opened = await openEnvelope(JSON.parse(JSON.stringify(envelope)), key, { contentDigest });
      expect(opened.document).to.deep.equal(document);
      const [listed] = opened.attachments;
      if (listed === undefined) throw new Error("no attachment");
      expect(listed).to.include({ name: "seal.jpg", size: 6 });
      expect(await openAttachment(listed, stored.find(({ sealed }) => sealed === listed.sealed)?.jwe)).to.deep.equal(
        photo.bytes,
      );
    }
  });

  it("shows nothing of the document to whoever stores it", () => {
    const text = JSON.stringify(envelope) + JSON.stringify(stored);
    for (const word of ["JHCL26HAM004217", "MSKU6011672", "Hansa", "seal.jpg"]) expect(text).to.not.include(word);
  });

  it("uses a fresh key, nonce and ephemeral key each time", async () => {
    const again = await sealEnvelope({ document, recipients: [{ member: 3, keys: [open(shipper)] }] });
    expect(again.envelope.content.split(".")[2]).to.not.equal(envelope.content.split(".")[2]);
    expect(again.envelope.grants[0]?.key).to.not.equal(envelope.grants[0]?.key);
  });

  it("is not for others until a reader wraps it for them, and the ciphertext stays the same", async () => {
    expect((await rejectionOf(openEnvelope(envelope, buyer))).code).to.equal("ENVELOPE_NOT_FOR_YOU");
    expect((await rejectionOf(grantEnvelope(envelope, buyer, [{ member: 5, keys: [open(buyer)] }]))).code).to.equal(
      "ENVELOPE_NOT_FOR_YOU",
    );
    const granted = await grantEnvelope(envelope, bank, [{ member: 5, keys: [open(buyer)] }]);
    expect(granted.content).to.equal(envelope.content);
    expect((await openEnvelope(granted, buyer, { contentDigest })).document).to.deep.equal(document);
    expect((await grantEnvelope(granted, bank, [{ member: 5, keys: [open(buyer)] }])).grants).to.have.length(3);
  });

  it("rotates a key, and an administrator recovers a lost one", async () => {
    const [successor, administrator] = [await newKey(), await newKey()];
    const rotated = await rotateGrant(envelope, bank, { member: 4, from: open(bank), to: open(successor) });
    expect((await openEnvelope(rotated, successor)).document).to.deep.equal(document);
    expect((await rejectionOf(openEnvelope(rotated, bank))).code).to.equal("ENVELOPE_NOT_FOR_YOU");
    const { envelope: shared } = await sealEnvelope({
      document,
      recipients: [{ member: 5, keys: [open(buyer), open(administrator)] }],
    });
    const recovered = await rotateGrant(shared, administrator, { member: 5, from: open(buyer), to: open(successor) });
    expect((await openEnvelope(recovered, successor)).document).to.deep.equal(document);
  });

  it("opens with whichever of a wallet's keys fits", async () => {
    const opened = await openEnvelope(envelope, [buyer, bank, shipper], { contentDigest });
    expect(opened.document).to.deep.equal(document);
    expect((await rejectionOf(openEnvelope(envelope, []))).code).to.equal("ENVELOPE_NOT_FOR_YOU");
  });

  it("takes only attachments that can be stored and written under their names", async () => {
    const recipients = [{ member: 3, keys: [open(shipper)] }];
    const sealing = (...attachments: (typeof photo)[]) =>
      rejectionOf(sealEnvelope({ document, attachments, recipients }));
    for (const name of ["", "../seal.jpg", "a/b", "C:\\x", ".profile", "a\nb", "x".repeat(201)]) {
      expect((await sealing({ ...photo, name })).code, name).to.equal("ATTACHMENT_NAME");
    }
    expect((await sealing(photo, photo)).code).to.equal("ATTACHMENT_NAME_TWICE");
    const many = Array.from({ length: ATTACHMENT_LIMITS.count + 1 }, (_, i) => ({ ...photo, name: String(i) }));
    expect((await sealing(...many)).code).to.equal("ATTACHMENT_TOO_MANY");
    const large = { ...photo, bytes: new Uint8Array(ATTACHMENT_LIMITS.bytes + 1) };
    expect((await sealing(large)).code).to.equal("ATTACHMENT_TOO_LARGE");
  });

  it("refuses what a hostile sealer put in, before a name is written to a disk", () => {
    const listed = {
      name: "a",
      mediaType: "b",
      size: 1,
      digest: `0x${"1".repeat(64)}`,
      sealed: `0x${"1".repeat(64)}`,
      key: "A".repeat(43),
    };
    expect(parseContent(JSON.stringify({ document: {}, attachments: [listed] })).attachments).to.deep.equal([listed]);
    for (const value of [
      7,
      null,
      { document: [], attachments: [] },
      { document: {} },
      { document: {}, attachments: [{ ...listed, name: "../a" }] },
    ]) {
      expect(refusalOf(() => parseContent(JSON.stringify(value))).code).to.equal("ENVELOPE_CONTENT_MALFORMED");
    }
    expect(refusalOf(() => parseContent("{")).code).to.equal("ENVELOPE_CONTENT_MALFORMED");
  });

  it("takes keys as wallets keep them", () => {
    const hex = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";
    expect(publicAgreementKey(hex)).to.deep.equal(publicAgreementKey(`0x${hex}`));
    expect(privateAgreementKey(hex, hex)).to.have.property("d", publicAgreementKey(hex).x);
    expect(refusalOf(() => publicAgreementKey("12")).code).to.equal("AGREEMENT_KEY_SHAPE");
  });

  describe("refuses", () => {
    const changed = (change: (copy: Envelope) => void): Envelope => {
      const copy = structuredClone(envelope);
      change(copy);
      return copy;
    };
    /** Another character in the middle of a part of a JWE. */
    const flip = (jwe: string, part: number): string => {
      const parts = jwe.split(".");
      const text = parts[part] ?? "";
      const i = Math.floor(text.length / 2);
      parts[part] = text.slice(0, i) + (text.charAt(i) === "A" ? "B" : "A") + text.slice(i + 1);
      return parts.join(".");
    };
    const code = async (value: unknown) => (await rejectionOf(openEnvelope(value, shipper))).code;

    it("an altered ciphertext, nonce or tag as ENVELOPE_TAMPERED", async () => {
      for (const part of [0, 2, 3, 4])
        expect(await code(changed((copy) => (copy.content = flip(copy.content, part))))).to.equal("ENVELOPE_TAMPERED");
    });
    it("a ciphertext cut short as ENVELOPE_TRUNCATED", async () => {
      expect(await code(changed((copy) => (copy.content = copy.content.slice(0, -9))))).to.equal("ENVELOPE_TRUNCATED");
    });
    it("the ciphertext of another document as ENVELOPE_TAMPERED", async () => {
      const other = await sealEnvelope({
        document: { ...document, filler: "x".repeat(99) },
        attachments: [photo],
        recipients: [{ member: 3, keys: [open(shipper)] }],
      });
      expect(await code(changed((copy) => (copy.content = other.envelope.content)))).to.equal("ENVELOPE_TAMPERED");
    });
    it("an altered grant, another member's name on it, or two of them, as ENVELOPE_GRANT_TAMPERED", async () => {
      const changes: ((copy: Envelope) => void)[] = [0, 1, 2, 3, 4].map((part) => (copy) => {
        const [grant] = copy.grants;
        if (grant) grant.key = flip(grant.key, part);
      });
      changes.push((copy) => copy.grants.forEach((grant) => (grant.member += 1)));
      changes.push((copy) => copy.grants.push(...structuredClone(copy.grants)));
      changes.push((copy) => copy.grants.forEach((grant) => (grant.key = copy.grants.at(-1)?.key ?? "")));
      for (const change of changes) expect(await code(changed(change))).to.equal("ENVELOPE_GRANT_TAMPERED");
    });
    it("a document that is not the one on the ledger as ENVELOPE_CONTENT_DIFFERS", async () => {
      const error = await rejectionOf(openEnvelope(envelope, shipper, { contentDigest: `0x${"00".repeat(32)}` }));
      expect(error.code).to.equal("ENVELOPE_CONTENT_DIFFERS");
    });
    it("an envelope that names another document than it holds as ENVELOPE_CONTENT_DIFFERS", async () => {
      expect(await code(changed((copy) => (copy.contentDigest = `0x${"00".repeat(32)}`)))).to.equal(
        "ENVELOPE_CONTENT_DIFFERS",
      );
    });
    it("a missing attachment as ATTACHMENT_MISSING, an altered one as ATTACHMENT_CHANGED", async () => {
      const [listed] = (await openEnvelope(envelope, shipper)).attachments;
      const [blob] = stored;
      if (listed === undefined || blob === undefined) throw new Error("no attachment");
      expect((await rejectionOf(openAttachment(listed, undefined))).code).to.equal("ATTACHMENT_MISSING");
      expect((await rejectionOf(openAttachment(listed, flip(blob.jwe, 3)))).code).to.equal("ATTACHMENT_CHANGED");
      expect((await rejectionOf(openAttachment(listed, blob.jwe.slice(0, 5)))).code).to.equal("ATTACHMENT_TRUNCATED");
      expect((await rejectionOf(openAttachment({ ...listed, size: 7 }, blob.jwe))).code).to.equal("ATTACHMENT_CHANGED");
    });
    it("what is no envelope as ENVELOPE_MALFORMED, and to seal for nobody as ENVELOPE_WITHOUT_READER", async () => {
      for (const value of [
        null,
        {},
        { ...envelope, note: 1 },
        { ...envelope, content: "x" },
        { ...envelope, contentDigest: "0x12" },
        { ...envelope, grants: [] },
      ]) {
        expect(await code(value)).to.equal("ENVELOPE_MALFORMED");
      }
      expect((await rejectionOf(sealEnvelope({ document, recipients: [{ member: 3, keys: [] }] }))).code).to.equal(
        "ENVELOPE_WITHOUT_READER",
      );
    });
  });

  it(`changed in ${RUNS} ways is never opened and never crashes`, async function () {
    this.timeout(0);
    const honest = { ...envelope, grants: envelope.grants.slice(0, 1) };
    const text = JSON.stringify(honest);
    await openEnvelope(JSON.parse(text), shipper, { contentDigest });
    // Another document, sealed for the same reader.
    const { envelope: other } = await sealEnvelope({
      document: { ...document, transportDocumentReference: "OTHER1" },
      recipients: [{ member: 3, keys: [open(shipper)] }],
    });
    let state = 20261124;
    const random = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const at = <T>(list: readonly T[]): T => list[random(list.length)] as T;
    const part = (jwe: string, i: number, change: (part: string) => string): string =>
      jwe
        .split(".")
        .map((own, k) => (k === i ? change(own) : own))
        .join(".");
    const flip = (encoded: string): string => {
      const bytes = Buffer.from(encoded, "base64url");
      if (bytes.length === 0) return encoded;
      const i = random(bytes.length);
      bytes[i]! ^= 1 << random(8);
      return bytes.toString("base64url");
    };
    const kinds: Record<string, (mutant: Envelope) => void> = {
      "bit in the ciphertext": (e) => void (e.content = part(e.content, at([0, 2, 3, 4]), flip)),
      "bit in the wrapped key": (e) => {
        const grant = e.grants[0] as unknown as Record<string, unknown>;
        const field = at(Object.keys(grant).filter((name) => typeof grant[name] === "string"));
        grant[field] = part(String(grant[field]), random(String(grant[field]).split(".").length), flip);
      },
      "ciphertext cut short": (e) => void (e.content = e.content.slice(0, -1 - random(e.content.length - 2))),
      "ciphertext lengthened": (e) => void (e.content += at(["A", "AAAA", ".A", "_-8"])),
      "field of another envelope": (e) => {
        const field = at(["content", "contentDigest", "grants"] as const);
        Object.assign(e, { [field]: other[field] });
      },
      "field of another's grant": (e) => {
        const field = at(Object.keys(e.grants[0]!));
        Object.assign(e.grants[0]!, { [field]: (other.grants[0] as unknown as Record<string, unknown>)[field] });
      },
      "part of another's ciphertext": (e) => {
        const i = at([2, 3, 4]);
        e.content = part(e.content, i, () => other.content.split(".")[i]!);
      },
      "two parts swapped": (e) => {
        const [i, j] = at([
          [2, 3],
          [3, 4],
          [0, 2],
          [1, 4],
        ] as const);
        const parts = e.content.split(".");
        [parts[i], parts[j]] = [parts[j]!, parts[i]!];
        e.content = parts.join(".");
      },
      "another member's number": (e) => void (e.grants[0]!.member ^= 1 << random(20)),
      "another's whole envelope": (e) => void Object.assign(e, structuredClone(other)),
    };
    const names = Object.keys(kinds);
    const ascii = [...text].flatMap((character, i) => (character.charCodeAt(0) < 0x80 ? [i] : []));
    const BIT = "bit of the file";
    const tried: Record<string, number> = Object.fromEntries([BIT, ...names].map((name) => [name, 0]));
    for (let run = 0, turn = 0; run < RUNS; turn++) {
      const name = turn % 2 === 0 ? BIT : (names[((turn - 1) / 2) % names.length] ?? BIT);
      let value: unknown;
      if (name === BIT) {
        const i = ascii[random(ascii.length)] ?? 0;
        const code = text.charCodeAt(i) ^ (1 << random(7));
        try {
          value = JSON.parse(text.slice(0, i) + String.fromCharCode(code) + text.slice(i + 1));
        } catch {
          // No JSON any more: not an envelope that a reader is given.
          continue;
        }
      } else {
        const mutant = structuredClone(honest);
        kinds[name]!(mutant);
        value = mutant;
      }
      if (JSON.stringify(value) === text) continue;
      run += 1;
      tried[name] = (tried[name] ?? 0) + 1;
      try {
        await openEnvelope(value, shipper, { contentDigest });
      } catch (error) {
        if (isLadingError(error)) continue;
        throw new Error(`crashed on ${name}, turn ${turn}`, { cause: error });
      }
      throw new Error(`opened: ${name}, turn ${turn}`);
    }
    expect(Object.keys(tried).filter((name) => tried[name] === 0)).to.deep.equal([]);
    console.log(
      `      ${Object.entries(tried)
        .map(([name, count]) => `${name} ${count}`)
        .join(" · ")}`,
    );
  });
});
