import { expect } from "chai";
import { exportJWK, generateKeyPair } from "jose";
import {
  ATTACHMENT_LIMITS,
  ciphertextDigest,
  type Envelope,
  grantEnvelope,
  openAttachment,
  openEnvelope,
  type PrivateAgreementKey,
  sealEnvelope,
} from "../../sdk/src/domain/envelope/index.ts";
import { bill, failure, NOTHING, now, theWorld, type Person, type World } from "./support.ts";

type Hash = `0x${string}`;

async function newKey(): Promise<PrivateAgreementKey> {
  const { privateKey } = await generateKeyPair("ECDH-ES+A256KW", { crv: "X25519", extractable: true });
  return (await exportJWK(privateKey)) as PrivateAgreementKey;
}

describe("attachments and documents sealed anew", () => {
  let world: World;
  let carrier: Person;
  let shipper: Person;
  let consignee: Person;
  let stranger: Person;
  const keys = new Map<Person, PrivateAgreementKey>();

  before(async () => {
    world = await theWorld();
    carrier = await world.admit("Attachments Line", "carrier");
    shipper = await world.admit("Attachments Shipper", "trader");
    consignee = await world.admit("Attachments Consignee", "trader");
    stranger = await world.admit("Attachments Stranger", "trader");
    for (const person of [carrier, shipper, consignee, stranger]) keys.set(person, await newKey());
  });

  const reader = (person: Person) => ({ member: person.member, keys: [keys.get(person)!] });
  const photo = { name: "packing 装箱单.pdf", mediaType: "application/pdf", bytes: new Uint8Array([37, 80, 68, 70]) };
  let count = 0;

  /** A bill with a document and one attachment, stored and issued. */
  async function story(bytes = photo.bytes) {
    count += 1;
    const document = { transportDocumentReference: `ATT${process.pid}N${count}`, weight: 12000.5 };
    const sealed = await sealEnvelope({
      document,
      attachments: [{ ...photo, bytes }],
      recipients: [reader(carrier), reader(shipper)],
    });
    const digest = sealed.contentDigest as Hash;
    const title = (await carrier.act("title", "issue", bill(carrier, shipper, { contentDigest: digest })))
      .subject! as Hash;
    const [blob] = sealed.attachments as [{ sealed: Hash; jwe: string }];
    await carrier.client.attachments.put({ sealed: blob.sealed, body: { title, content: blob.jwe } });
    await carrier.client.documents.put({ digest, body: { title, content: sealed.envelope } });
    return { document, digest, title, blob, envelope: sealed.envelope };
  }
  const put = (person: Person, sealed: Hash, title: Hash, content: string) =>
    person.client.attachments.put({ sealed, body: { title, content } });
  const stored = async (person: Person, digest: Hash) =>
    (await person.client.documents.get({ digest })).content as unknown as Envelope;
  const offer = (title: Hash) =>
    shipper.act("title", "offer", {
      title,
      to: consignee.member,
      endorsement: 2,
      validUntil: now() + 600,
      instrument: NOTHING,
    });

  it("gives an attachment's ciphertext to each party, whom the envelope tells how to open it", async () => {
    const { digest, title, blob } = await story();
    expect(blob.jwe).not.to.include("PDF");
    const { attachments } = await openEnvelope(await stored(shipper, digest), keys.get(shipper)!);
    const { content } = await shipper.client.attachments.get({ sealed: attachments[0]!.sealed as Hash });
    expect(await openAttachment(attachments[0]!, content)).to.deep.equal(photo.bytes);
    const unknown = async (person: Person) =>
      (await failure(person.client.attachments.get({ sealed: blob.sealed }))).code;
    expect(await unknown(consignee)).to.equal("ATTACHMENT_UNKNOWN");
    await offer(title);
    expect((await consignee.client.attachments.get({ sealed: blob.sealed })).title).to.equal(title);
    expect(await unknown(stranger)).to.equal("ATTACHMENT_UNKNOWN");
  });

  it("takes the largest attachment there may be, and nothing larger", async () => {
    const { blob } = await story(new Uint8Array(ATTACHMENT_LIMITS.bytes).fill(7));
    expect((await shipper.client.attachments.get({ sealed: blob.sealed })).size).to.equal(blob.jwe.length);
    const jwe = `${blob.jwe}${"A".repeat(20_000)}`;
    const tooLarge = await failure(put(carrier, ciphertextDigest(jwe) as Hash, `0x${"5e".repeat(32)}`, jwe));
    expect(tooLarge.code).to.equal("REQUEST_TOO_LARGE");
  });

  it("refuses plaintext, another ciphertext than named, another title's, and a stranger's", async () => {
    const { title, blob } = await story();
    const other = await story();
    const clear = Buffer.from("%PDF-1.7").toString("base64url");
    const header = Buffer.from(JSON.stringify({ alg: "none", enc: "A256GCM" })).toString("base64url");
    const [, ...rest] = blob.jwe.split(".");
    for (const content of [clear, "x", [header, ...rest].join("."), `${blob.jwe}.x`]) {
      const refused = await failure(put(carrier, ciphertextDigest(content) as Hash, title, content));
      expect(refused, content).to.include({ code: "ATTACHMENT_NOT_SEALED", kind: "invalid" });
    }
    const wrong = await failure(put(carrier, other.blob.sealed, title, blob.jwe));
    expect(wrong).to.include({ code: "ATTACHMENT_DIGEST_MISMATCH", kind: "falsified" });
    expect((await failure(put(carrier, blob.sealed, other.title, blob.jwe))).code).to.equal("ATTACHMENT_NOT_YOURS");
    const fresh = (await sealEnvelope({ document: {}, attachments: [photo], recipients: [reader(stranger)] }))
      .attachments[0]!;
    expect((await failure(put(stranger, fresh.sealed as Hash, title, fresh.jwe))).code).to.equal("TITLE_UNKNOWN");
    expect(await put(carrier, blob.sealed, title, blob.jwe)).to.deep.include({ title });
  });

  it("leaves a former party out from now on, and never a present one", async () => {
    const { document, digest, title, blob } = await story();
    await offer(title);
    const old = await stored(shipper, digest);
    const granted = await grantEnvelope(old, keys.get(shipper)!, [reader(consignee)]);
    await shipper.client.documents.put({ digest, body: { title, content: granted } });
    await consignee.act("title", "accept", { title, instrument: NOTHING });

    const anew = async (...readers: Person[]) =>
      sealEnvelope({ document, attachments: [photo], recipients: readers.map(reader) });
    const replaces = ciphertextDigest(granted.content) as Hash;
    const reseal = (person: Person, content: Envelope, drops: Hash[] = [], of: Hash = replaces) =>
      person.client.documents.put({ digest, body: { title, content, replaces: of, drops } });
    // The shipper holds the bill no more; the carrier stored the document, the consignee holds.
    const wanted = await anew(carrier, consignee);
    expect((await failure(reseal(shipper, wanted.envelope))).code).to.equal("DOCUMENT_NOT_YOURS");
    const cutOff = await failure(reseal(carrier, (await anew(carrier)).envelope));
    expect(cutOff).to.include({ code: "DOCUMENT_READER_ENTITLED", kind: "forbidden" });
    expect(cutOff.facts.members).to.deep.equal([consignee.member]);
    const stale = await failure(reseal(consignee, wanted.envelope, [], `0x${"5e".repeat(32)}`));
    expect(stale).to.include({ code: "DOCUMENT_CHANGED_MEANWHILE", kind: "conflict" });

    const [fresh] = wanted.attachments as [{ sealed: Hash; jwe: string }];
    await put(consignee, fresh.sealed, title, fresh.jwe);
    const done = await reseal(consignee, wanted.envelope, [blob.sealed]);
    expect(await reseal(consignee, wanted.envelope, [blob.sealed])).to.deep.equal(done);
    const now = await stored(shipper, digest);
    const tried = await openEnvelope(now, keys.get(shipper)!).catch((error: { code: string }) => error.code);
    expect(tried).to.equal("ENVELOPE_NOT_FOR_YOU");
    const opened = await openEnvelope(now, keys.get(consignee)!, { contentDigest: digest });
    const { content } = await consignee.client.attachments.get({ sealed: opened.attachments[0]!.sealed as Hash });
    expect(await openAttachment(opened.attachments[0]!, content)).to.deep.equal(photo.bytes);
    expect((await failure(carrier.client.attachments.get({ sealed: blob.sealed }))).code).to.equal(
      "ATTACHMENT_UNKNOWN",
    );
  });
});
