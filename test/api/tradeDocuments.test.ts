import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { keccak256, toUtf8Bytes } from "ethers";
import { jsonDigest } from "../../sdk/src/domain/digest.ts";
import { ciphertextDigest, sealEnvelope, type Envelope } from "../../sdk/src/domain/envelope/index.ts";
import { documentId, documentSubject } from "../../sdk/src/domain/tradeDocuments/index.ts";
import { referenceToBytes32 } from "../../sdk/src/domain/typedData/typedData.ts";
import { flagBits, ROLES } from "../../sdk/src/domain/acts/index.ts";
import { titleId } from "../../sdk/src/domain/title/titleId.ts";
import { readTradeDocumentTypes } from "../../sdk/src/files/tradeDocumentTypes.ts";
import { bill, failure, newAgreementKey, NOTHING, now, theWorld, type Person, type World } from "./support.ts";

const [insurance] = readTradeDocumentTypes().filter(({ name }) => name === "insurance-certificate");
const { schemaDigest } = insurance!;
const schema = schemaDigest as `0x${string}`;
const SUBJECT = { member: 1, commitment: 2, title: 3, release: 4, container: 5 } as const;

const root = fileURLToPath(new URL("../..", import.meta.url));
let texts = 0;

describe("trade documents", () => {
  let world: World;
  let insurer: Person;
  let carrier: Person;
  let holder: Person;
  let stranger: Person;
  let customs: Person;
  let title: `0x${string}`;

  /** Attests a text of its own. */
  async function attest(
    kind: keyof typeof SUBJECT,
    word: string,
    change: { validUntil?: number } = {},
  ): Promise<{ document: `0x${string}`; digest: `0x${string}`; text: object }> {
    texts += 1;
    const text = { documentType: "insurance-certificate", documentNumber: `P-${texts}` };
    const digest = jsonDigest(text) as `0x${string}`;
    await insurer.act("document", "attest", {
      schema,
      digest,
      subjectKind: SUBJECT[kind],
      subject: word,
      validFrom: 0,
      validUntil: 0,
      instrument: NOTHING,
      ...change,
    });
    return { document: documentId(insurer.member, schema, digest) as `0x${string}`, digest, text };
  }

  const sees = async (person: Person, subject: string): Promise<string[]> =>
    (await person.client.tradeDocuments.list({ subject: subject as `0x${string}` })).items.map(
      ({ document }) => document,
    );

  before(async function () {
    this.timeout(60_000);
    world = await theWorld();
    insurer = await world.admit("Document Insurer", "insurer");
    carrier = await world.admit("Document Carrier", "carrier");
    holder = await world.admit("Document Holder", "trader");
    stranger = await world.admit("Document Stranger", "trader");
    customs = await world.admit("Document Customs", "customs");
    const issue = bill(carrier, holder, { transportDocumentReference: referenceToBytes32("DOCBILL1") });
    await carrier.act("title", "issue", issue);
    title = titleId(carrier.member, "DOCBILL1") as `0x${string}`;
    await world.office.act("document", "admitType", {
      schema,
      issuers: flagBits(insurance!.issuers, ROLES)!,
      name: referenceToBytes32(insurance!.name),
      instrument: NOTHING,
    });
  });

  it("tells everybody which types there are, and by whom they are issued", async () => {
    const { items } = await stranger.client.documentTypes.list({});
    const found = items.find((item) => item.schema === schema)!;
    expect(found).to.include({ name: "insurance-certificate", status: "admitted" });
    expect(found.issuers).to.deep.equal(["insurer"]);
    expect((await failure(stranger.client.documentTypes.show({ schema: title }))).code).to.equal(
      "DOCUMENT_TYPE_UNKNOWN",
    );
  });

  it("takes the schema of an admitted type, and no other under its digest", async () => {
    const put = (content: object) =>
      stranger.client.documentTypes.put({ schema, body: { content: content as Record<string, unknown> } });
    expect((await stranger.client.documentTypes.show({ schema })).content).to.equal(null);
    expect((await failure(put({ ...insurance!.schema, title: "Other" }))).code).to.equal("SCHEMA_DIGEST_MISMATCH");
    const unknown = { schema: title, body: { content: insurance!.schema as Record<string, unknown> } };
    expect((await failure(stranger.client.documentTypes.put(unknown))).code).to.equal("DOCUMENT_TYPE_UNKNOWN");
    expect((await put(insurance!.schema)).title).to.deep.equal(insurance!.title);
    expect((await stranger.client.documentTypes.show({ schema })).content).to.deep.equal(insurance!.schema);
  });

  it("shows what is about a bill to its parties and to authorities, not to strangers", async () => {
    const { document } = await attest("title", title);
    for (const person of [insurer, carrier, holder, customs]) {
      expect(await sees(person, title), String(person.member)).to.include(document);
      const shown = await person.client.tradeDocuments.show({ document });
      expect(shown.subject).to.include({ kind: "title", word: title, reference: "DOCBILL1" });
      expect(shown).to.deep.include({ type: "insurance-certificate", status: "active", title: insurance!.title });
    }
    // Without naming the bill, too.
    const all = async (person: Person): Promise<string[]> =>
      (await person.client.tradeDocuments.list({})).items.map((item) => item.document);
    expect(await all(holder)).to.include(document);
    expect(await all(stranger)).to.deep.equal([]);
    expect(await sees(stranger, title)).to.deep.equal([]);
    expect((await failure(stranger.client.tradeDocuments.show({ document }))).code).to.equal("TRADE_DOCUMENT_UNKNOWN");
    expect((await failure(stranger.client.tradeDocuments.acts({ document }))).code).to.equal("TRADE_DOCUMENT_UNKNOWN");
  });

  it("shows what is about a member to that member, and about a container only to those who release or collect it", async () => {
    const about = documentSubject("member", holder.member).word;
    const own = await attest("member", about);
    expect((await holder.client.tradeDocuments.list({})).items.map(({ document }) => document)).to.include(
      own.document,
    );
    expect(await sees(carrier, about)).to.deep.equal([]);
    const container = documentSubject("container", "MSKU6011672").word;
    const boxed = await attest("container", container);
    expect(await sees(insurer, container)).to.deep.equal([boxed.document]);
    expect(await sees(stranger, container)).to.deep.equal([]);
    expect(await sees(customs, container)).to.deep.equal([boxed.document]);
    const { items } = await insurer.client.tradeDocuments.list({ container: "MSKU6011672" });
    expect(items.map(({ document }) => document)).to.deep.equal([boxed.document]);
    const malformed = await failure(insurer.client.tradeDocuments.list({ container: "MSKU6011673" }));
    expect(malformed.code).to.equal("CONTAINER_NUMBER_CHECK_DIGIT");
  });

  it("is listed page by page, in ledger order, by issuer and type", async () => {
    for (let n = 0; n < 5; n += 1) await attest("title", title);
    const read = async (query: object): Promise<string[]> => {
      const ids: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await holder.client.tradeDocuments.list({
          ...query,
          limit: 2,
          ...(after === undefined ? {} : { after }),
        });
        expect(page.items.length).to.be.at.most(2);
        ids.push(...page.items.map(({ document }) => document));
        if (page.next === null) return ids;
        after = page.next;
      }
    };
    const whole = (await holder.client.tradeDocuments.list({})).items.map(({ document }) => document);
    expect(whole.length).to.be.above(4);
    expect(await read({})).to.deep.equal(whole);
    expect(await read({ issuer: insurer.member, schema })).to.deep.equal(whole);
    expect(await read({ issuer: carrier.member })).to.deep.equal([]);
    expect(await read({ schema: title })).to.deep.equal([]);
  });

  it("finds, for whoever was shown a text, who attested it", async () => {
    const { document, digest } = await attest("title", title);
    const { items } = await stranger.client.tradeDocuments.list({ digest });
    expect(items.map((item) => item.document)).to.deep.equal([document]);
    expect((await stranger.client.tradeDocuments.list({ digest: `0x${"77".repeat(32)}` })).items).to.deep.equal([]);
  });

  it("judges by the ledger: text, subject, time, issuer", async () => {
    const { document, digest } = await attest("title", title, { validUntil: now() + 1_000 });
    const ask = async (query: Record<string, unknown> = {}) => {
      const verdict = await stranger.client.tradeDocuments.verdict({ document, ...query });
      const answers = Object.fromEntries(verdict.checks.map(({ check, answer }) => [check, answer]));
      return { ...answers, status: verdict.status, outcome: verdict.outcome };
    };
    expect(await ask({ digest, subject: title })).to.deep.equal({
      attested: "yes",
      issuer: "yes",
      content: "yes",
      subject: "yes",
      inTime: "yes",
      standing: "yes",
      status: "valid",
      outcome: "stands",
    });
    expect(await ask()).to.include({ content: "unknown", subject: "unknown", outcome: "stands" });
    expect(await ask({ digest: schema })).to.include({ content: "no", outcome: "contradicted" });
    expect(await ask({ subject: schema })).to.include({ subject: "no", outcome: "contradicted" });
    expect(await ask({ at: now() + 2_000 })).to.include({ status: "expired", inTime: "no", outcome: "lapsed" });
    await world.office.act("members", "suspend", { member: insurer.member, instrument: NOTHING });
    expect(await ask()).to.include({ issuer: "no", outcome: "contradicted" });
    await world.office.act("members", "reinstate", { member: insurer.member, instrument: NOTHING });
    expect(await ask()).to.include({ issuer: "yes" });
    const unknown = await failure(stranger.client.tradeDocuments.verdict({ document: title }));
    expect([unknown.code, unknown.kind]).to.deep.equal(["TRADE_DOCUMENT_UNKNOWN", "notFound"]);
  });

  it("shows a revoked one as revoked, and a superseded one with what replaced it", async () => {
    const first = await attest("title", title);
    const digest = keccak256(toUtf8Bytes("corrected"));
    const next = documentId(insurer.member, schema, digest) as `0x${string}`;
    const receipt = await insurer.act("document", "supersede", {
      document: first.document,
      schema,
      digest,
      validFrom: 0,
      validUntil: 0,
      instrument: NOTHING,
    });
    expect(receipt.events.map(({ event }) => event)).to.deep.equal(["DocumentSuperseded", "DocumentAttested"]);
    const show = (document: `0x${string}`) => insurer.client.tradeDocuments.show({ document });
    expect(await show(first.document)).to.deep.include({ status: "superseded", supersededBy: next, supersedes: null });
    expect(await show(next)).to.deep.include({ status: "active", supersedes: first.document, supersededBy: null });
    await insurer.act("document", "revoke", { document: next, reason: 12, instrument: NOTHING });
    expect(await show(next)).to.include({ status: "revoked", reason: 12 });
    expect((await insurer.client.tradeDocuments.verdict({ document: next })).outcome).to.equal("lapsed");
    const { items } = await holder.client.tradeDocuments.acts({ document: next });
    expect(items.map(({ event }) => event)).to.deep.equal(["DocumentAttested", "DocumentRevoked"]);
  });

  it("keeps the text sealed, from its issuer, for whom it was sealed", async () => {
    const word = keccak256(toUtf8Bytes("a keyed commitment"));
    const { document, text } = await attest("commitment", word);
    const [own, theirs] = [await newAgreementKey(), await newAgreementKey()];
    const recipients = [
      { member: insurer.member, keys: [own] },
      { member: stranger.member, keys: [theirs] },
    ];
    const { envelope } = await sealEnvelope({ document: text, recipients });
    const put = (person: Person, content: object) =>
      person.client.tradeDocuments.putContent({ document, body: { content: content as Record<string, unknown> } });
    expect((await failure(stranger.client.tradeDocuments.show({ document }))).code).to.equal("TRADE_DOCUMENT_UNKNOWN");
    expect((await failure(put(insurer, text))).code).to.equal("DOCUMENT_NOT_SEALED");
    const other = await sealEnvelope({ document: { other: 1 }, recipients });
    expect((await failure(put(insurer, other.envelope))).code).to.equal("DOCUMENT_DIGEST_MISMATCH");
    expect((await failure(put(customs, envelope))).code).to.equal("DOCUMENT_NOT_YOURS");
    expect((await failure(insurer.client.tradeDocuments.content({ document }))).code).to.equal("DOCUMENT_UNKNOWN");
    await put(insurer, envelope);
    const got = (await stranger.client.tradeDocuments.content({ document })).content as unknown as Envelope;
    expect(got).to.deep.equal(envelope);
    expect((await stranger.client.tradeDocuments.show({ document })).stored).to.equal(true);
    const anew = await sealEnvelope({ document: text, recipients });
    expect((await failure(put(insurer, anew.envelope))).code).to.equal("DOCUMENT_SEALED_ALREADY");
    expect((await failure(carrier.client.tradeDocuments.content({ document }))).code).to.equal(
      "TRADE_DOCUMENT_UNKNOWN",
    );
    // Whoever it was sealed for finds it, though it is about nothing of theirs.
    const listed = async (person: Person): Promise<boolean> =>
      (await person.client.tradeDocuments.list({ schema, limit: 500 })).items.some(
        (item) => item.document === document,
      );
    expect([await listed(stranger), await listed(carrier)]).to.deep.equal([true, false]);
  });

  it("is sealed anew by its issuer, without those left out, and never without whom it concerns", async () => {
    const { document, text } = await attest("title", title);
    const people = await Promise.all(
      [insurer, holder, stranger].map(async (person) => ({ person, keys: [await newAgreementKey()] })),
    );
    const sealFor = async (...readers: Person[]) => {
      const recipients = people
        .filter(({ person }) => readers.includes(person))
        .map(({ person, keys }) => ({ member: person.member, keys }));
      return (await sealEnvelope({ document: text, recipients })).envelope;
    };
    const put = (person: Person, content: Envelope, replaces?: string) =>
      person.client.tradeDocuments.putContent({
        document,
        body: { content, ...(replaces === undefined ? {} : { replaces: replaces as `0x${string}` }) },
      });
    const first = await sealFor(insurer, holder, stranger);
    await put(insurer, first);
    const replaces = ciphertextDigest(first.content);
    const wanted = await sealFor(insurer, holder);
    expect((await failure(put(stranger, wanted, replaces))).code).to.equal("DOCUMENT_NOT_YOURS");
    expect((await failure(put(insurer, wanted, `0x${"5e".repeat(32)}`))).code).to.equal("DOCUMENT_CHANGED_MEANWHILE");
    const cutOff = await failure(put(insurer, await sealFor(insurer, stranger), replaces));
    expect([cutOff.code, cutOff.facts.members]).to.deep.equal(["DOCUMENT_READER_ENTITLED", [holder.member]]);
    const done = await put(insurer, wanted, replaces);
    expect(await put(insurer, wanted, replaces)).to.deep.equal(done);
    expect((await holder.client.tradeDocuments.content({ document })).content).to.deep.equal(wanted);
    expect((await failure(stranger.client.tradeDocuments.content({ document }))).code).to.equal(
      "TRADE_DOCUMENT_UNKNOWN",
    );
  });

  it("is the same after the read model was made again from the ledger", async () => {
    const { document } = await attest("title", title);
    const before = await insurer.client.tradeDocuments.list({});
    await world.restartApi(undefined, async () => {
      await promisify(execFile)(process.execPath, ["api/src/main.ts", "rebuild", ...world.apiArgs], { cwd: root });
    });
    expect((await insurer.client.documentTypes.show({ schema })).content).to.deep.equal(insurance!.schema);
    expect(await insurer.client.tradeDocuments.list({})).to.deep.equal(before);
    expect(before.items.map((item) => item.document)).to.include(document);
  });
});
