import { expect } from "chai";
import { exportJWK, generateKeyPair } from "jose";
import {
  type Envelope,
  grantEnvelope,
  openEnvelope,
  type PrivateAgreementKey,
  sealEnvelope,
} from "../../sdk/src/domain/envelope/index.ts";
import { bill, failure, NOTHING, now, theWorld, type Person, type World } from "./support.ts";

async function newKey(): Promise<PrivateAgreementKey> {
  const { privateKey } = await generateKeyPair("ECDH-ES+A256KW", { crv: "X25519", extractable: true });
  return (await exportJWK(privateKey)) as PrivateAgreementKey;
}

describe("documents", () => {
  let world: World;
  let carrier: Person;
  let shipper: Person;
  let consignee: Person;
  let stranger: Person;

  before(async () => {
    world = await theWorld();
    carrier = await world.admit("Documents Line", "carrier");
    shipper = await world.admit("Documents Shipper", "trader");
    consignee = await world.admit("Documents Consignee", "trader");
    stranger = await world.admit("Documents Stranger", "trader");
  });

  let count = 0;
  /** A document sealed for carrier and shipper, its bill not issued yet. */
  async function seal() {
    count += 1;
    const document = { transportDocumentReference: `DOC${process.pid}N${count}`, weight: 12000.5, 目的港: "上海" };
    const [carriers, shippers] = [await newKey(), await newKey()];
    const sealed = await sealEnvelope({
      document,
      recipients: [
        { member: carrier.member, keys: [carriers] },
        { member: shipper.member, keys: [shippers] },
      ],
    });
    return { document, digest: sealed.contentDigest as `0x${string}`, content: sealed.envelope, carriers, shippers };
  }
  async function issue() {
    const sealed = await seal();
    const terms = bill(carrier, shipper, { contentDigest: sealed.digest });
    return { ...sealed, title: (await carrier.act("title", "issue", terms)).subject! };
  }
  const offer = (title: string) =>
    shipper.act("title", "offer", {
      title,
      to: consignee.member,
      endorsement: 2,
      validUntil: now() + 600,
      instrument: NOTHING,
    });
  const stored = async (person: Person, digest: `0x${string}`) =>
    (await person.client.documents.get({ digest })).content as unknown as Envelope;

  it("stores ciphertext under its digest, and gives it to each party as it becomes one", async () => {
    const { document, digest, title, content, shippers } = await issue();
    await carrier.client.documents.put({ digest, body: { title, content } });
    const got = await stored(shipper, digest);
    expect(JSON.stringify(got)).to.not.include(document.transportDocumentReference);
    expect((await openEnvelope(got, shippers, { contentDigest: digest })).document).to.deep.equal(document);
    expect((await failure(consignee.client.documents.get({ digest }))).code).to.equal("DOCUMENT_UNKNOWN");
    await offer(title);
    expect((await consignee.client.documents.get({ digest })).title).to.equal(title);
    expect((await failure(stranger.client.documents.get({ digest }))).code).to.equal("DOCUMENT_UNKNOWN");
  });

  it("refuses a document in the clear, and an envelope of another one", async () => {
    const { document, digest, title } = await issue();
    const clear = await failure(carrier.client.documents.put({ digest, body: { title, content: document } }));
    expect(clear).to.include({ code: "DOCUMENT_NOT_SEALED", kind: "invalid" });
    const other = await seal();
    const error = await failure(carrier.client.documents.put({ digest, body: { title, content: other.content } }));
    expect(error).to.include({ code: "DOCUMENT_DIGEST_MISMATCH", kind: "falsified" });
  });

  it("may be stored before the bill is issued, and again", async () => {
    const { digest, content } = await seal();
    const title = `0x${"5e".repeat(32)}` as const;
    const first = await carrier.client.documents.put({ digest, body: { title, content } });
    expect(await carrier.client.documents.put({ digest, body: { title, content } })).to.deep.equal(first);
    expect((await failure(shipper.client.documents.get({ digest }))).code).to.equal("DOCUMENT_UNKNOWN");
  });

  it("takes further readers from a reader, keeps those it has, and keeps the ciphertext", async () => {
    const { document, digest, title, content, shippers } = await issue();
    await carrier.client.documents.put({ digest, body: { title, content } });
    await offer(title);
    const consignees = await newKey();
    const recipients = [{ member: consignee.member, keys: [consignees] }];
    const granted = await grantEnvelope(await stored(shipper, digest), shippers, recipients);
    const added = granted.grants.slice(-1);
    // A party that cannot read has nothing to give: whatever it sends is no wrapped key.
    expect(
      (await failure(consignee.client.documents.put({ digest, body: { title, content: granted } }))).code,
    ).to.equal("DOCUMENT_NOT_YOURS");
    // Grants that are left out stay.
    await shipper.client.documents.put({ digest, body: { title, content: { ...content, grants: added } } });
    const got = await stored(consignee, digest);
    expect(got).to.deep.equal(granted);
    expect((await openEnvelope(got, consignees, { contentDigest: digest })).document).to.deep.equal(document);
    const anew = { ...granted, content: (await seal()).content.content };
    expect((await failure(shipper.client.documents.put({ digest, body: { title, content: anew } }))).code).to.equal(
      "DOCUMENT_SEALED_ALREADY",
    );
  });

  it("refuses a stranger's envelope for a bill", async () => {
    const { digest, title, content } = await issue();
    expect((await failure(stranger.client.documents.put({ digest, body: { title, content } }))).code).to.equal(
      "TITLE_UNKNOWN",
    );
    await carrier.client.documents.put({ digest, body: { title, content } });
    expect((await failure(stranger.client.documents.put({ digest, body: { title, content } }))).code).to.equal(
      "DOCUMENT_NOT_YOURS",
    );
  });

  it("does not show a text that the bill does not name", async () => {
    const { title } = await issue();
    const { digest, content } = await seal();
    await carrier.client.documents.put({ digest, body: { title, content } });
    expect((await failure(shipper.client.documents.get({ digest }))).code).to.equal("DOCUMENT_UNKNOWN");
  });
});
