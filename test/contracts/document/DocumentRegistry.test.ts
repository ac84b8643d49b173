import { expect } from "chai";
import { AbiCoder, encodeBytes32String, id, keccak256, zeroPadValue, toBeHex } from "ethers";
import type { Result } from "ethers";
import { decodeDocumentState } from "../../../sdk/src/domain/tradeDocuments/DocumentState.ts";
import { tradeDocumentVerdict } from "../../../sdk/src/domain/tradeDocuments/tradeDocumentVerdict.ts";
import { NEVER, ROLE, SCOPE, ZERO, createWorld, key, parties, reference, titleIdOf } from "../support/world.ts";
import type { Done, Party, World } from "../support/world.ts";

const abi = AbiCoder.defaultAbiCoder();
const SCHEMA = id("schema");
const OTHER_SCHEMA = id("schema, version 2");
const DIGEST = id("content");
const NEXT_DIGEST = id("corrected content");
const ORDER = id("order");
const NAME = encodeBytes32String("certificate-of-origin");
/** Roles that issue the type of these tests. */
const ISSUERS = ROLE.FORWARDER | ROLE.CARRIER;
const SUBJECT = { member: 1, commitment: 2, title: 3, release: 4, container: 5 } as const;
const VALIDITY = ["Unknown", "Valid", "NotYetValid", "Expired", "Revoked", "Superseded"];
const TYPE_STATUS = ["None", "Admitted", "Retired"];
const STATUS = ["None", "Active", "Revoked", "Superseded"];
const CONTAINER = encodeBytes32String("MSKU6011672");

/** Trade documents: the state tables of types and of documents, validity in time, subjects, the trail. */
describe("DocumentRegistry", () => {
  let world: World;
  let fresh: Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;

  before(async () => {
    world = await createWorld();
    fresh = await world.networkHelpers.takeSnapshot();
  });
  beforeEach(async () => {
    await fresh.restore();
    fresh = await world.networkHelpers.takeSnapshot();
  });

  const act = (party: Party, name: string, ...args: unknown[]): Promise<Done> =>
    world.act(party, "document", name, args);
  const refused = async (party: Party, name: string, ...args: unknown[]): Promise<string> =>
    (await world.refusal(party, "document", name, args))?.name ?? "passes";
  const documentId = (issuer: Party, digest = DIGEST, schema = SCHEMA): string =>
    keccak256(abi.encode(["uint32", "bytes32", "bytes32"], [world.ids[issuer], schema, digest]));
  const member = (party: Party): string => zeroPadValue(toBeHex(world.ids[party]), 32);
  const admit = (schema = SCHEMA): Promise<Done> => act("port", "admitType", schema, ISSUERS, NAME, ZERO);
  const attest = (by: Party = "forwarder", { digest = DIGEST, from = 0, until = 0 } = {}): Promise<Done> =>
    act(by, "attest", SCHEMA, digest, SUBJECT.container, CONTAINER, from, until, ZERO);
  const validity = async (document: string, at = 0): Promise<string> =>
    VALIDITY[Number(await world.read("document", "statusAt", document, at))]!;

  type Table = {
    situations: Record<string, () => Promise<unknown>>;
    attempts: Record<string, () => unknown[]>;
    rows: Record<string, { by: Party[]; event: string; to: string }>;
    /** Where the thing stands. */
    standing: () => Promise<string>;
  };

  /** Each row passes, directly and signed; each other pair of situation and act is refused to everyone. */
  function hold({ situations, attempts, rows, standing }: Table): void {
    for (const [situation, arrange] of Object.entries(situations)) {
      for (const [name, args] of Object.entries(attempts)) {
        const row = rows[`${situation} ${name}`];
        it(`${situation}: ${name} ${row === undefined ? "is refused to everyone" : `→ ${row.to}`}`, async () => {
          await arrange();
          expect(await standing()).to.equal(situation.split(",")[0]);
          for (const party of parties) {
            for (const signed of [false, true]) {
              const refusal = await world.refusal(party, "document", name, args(), { signed });
              if (row?.by.includes(party) === true) expect(refusal, party).to.equal(null);
              else expect(refusal?.name ?? "passes", party).to.match(/^(Document|Member|AccessManagedUnauthorized)/);
            }
          }
          if (row === undefined) return;
          for (const signed of [false, true]) {
            const before = await world.networkHelpers.takeSnapshot();
            const { logs } = await world.act(row.by[0]!, "document", name, args(), { signed });
            expect(logs.map((log) => log.name)).to.include(row.event);
            expect(await standing()).to.equal(row.to);
            await before.restore();
          }
        });
      }
    }
  }

  describe("the state table of types", () => {
    hold({
      situations: {
        None: async () => undefined,
        Admitted: admit,
        Retired: async () => {
          await admit();
          await act("port", "retireType", SCHEMA, ZERO);
        },
      },
      attempts: {
        admitType: () => [SCHEMA, ISSUERS, NAME, ZERO],
        retireType: () => [SCHEMA, ZERO],
      },
      rows: {
        "None admitType": { by: ["port"], event: "DocumentTypeAdmitted", to: "Admitted" },
        "Retired admitType": { by: ["port"], event: "DocumentTypeAdmitted", to: "Admitted" },
        "Admitted retireType": { by: ["port"], event: "DocumentTypeRetired", to: "Retired" },
      },
      standing: async () => {
        const { status } = (await world.read("document", "getType", SCHEMA)) as { status: bigint };
        return TYPE_STATUS[Number(status)]!;
      },
    });
  });

  describe("the state table of documents", () => {
    const active = async (): Promise<void> => {
      await admit();
      await attest();
    };
    const retired = async (): Promise<void> => {
      await active();
      await act("port", "retireType", SCHEMA, ZERO);
    };
    hold({
      situations: {
        None: admit,
        "None, type unknown": async () => undefined,
        "None, type retired": async () => {
          await admit();
          await act("port", "retireType", SCHEMA, ZERO);
        },
        Active: active,
        "Active, type retired": retired,
        "Active, expired": async () => {
          await admit();
          await attest("forwarder", { until: (await world.now()) + 100 });
          await world.networkHelpers.time.increase(200);
        },
        Revoked: async () => {
          await active();
          await act("forwarder", "revoke", documentId("forwarder"), 1, ZERO);
        },
        Superseded: async () => {
          await active();
          await act("forwarder", "supersede", documentId("forwarder"), SCHEMA, NEXT_DIGEST, 0, 0, ZERO);
        },
      },
      attempts: {
        attest: () => [SCHEMA, DIGEST, SUBJECT.container, CONTAINER, 0, 0, ZERO],
        supersede: () => [documentId("forwarder"), SCHEMA, id("third content"), 0, 0, ZERO],
        revoke: () => [documentId("forwarder"), 7, ORDER],
      },
      rows: {
        "None attest": { by: ["forwarder", "carrier", "liner"], event: "DocumentAttested", to: "Active" },
        // Another issuer's attestation of the same content is another document.
        "Active attest": { by: ["carrier", "liner"], event: "DocumentAttested", to: "Active" },
        "Active, expired attest": { by: ["carrier", "liner"], event: "DocumentAttested", to: "Active" },
        "Revoked attest": { by: ["carrier", "liner"], event: "DocumentAttested", to: "Revoked" },
        "Superseded attest": { by: ["carrier", "liner"], event: "DocumentAttested", to: "Superseded" },
        "Active supersede": { by: ["forwarder"], event: "DocumentSuperseded", to: "Superseded" },
        "Active, expired supersede": { by: ["forwarder"], event: "DocumentSuperseded", to: "Superseded" },
        "Active revoke": { by: ["forwarder", "court", "port"], event: "DocumentRevoked", to: "Revoked" },
        "Active, type retired revoke": { by: ["forwarder", "court", "port"], event: "DocumentRevoked", to: "Revoked" },
        "Active, expired revoke": { by: ["forwarder", "court", "port"], event: "DocumentRevoked", to: "Revoked" },
      },
      standing: async () => {
        // The first issuer's document; where nobody attested yet, whoever does.
        for (const issuer of ["forwarder", "carrier"] as const) {
          const found = (await world.read("document", "getDocument", documentId(issuer))) as { status: bigint };
          if (found.status !== 0n) return STATUS[Number(found.status)]!;
        }
        return "None";
      },
    });
  });

  describe("a document", () => {
    beforeEach(() => admit());

    it("keeps schema, digest, issuer, subject and validity, and the word that its event carries", async () => {
      const until = (await world.now()) + 1_000;
      const { logs, timestamp } = await attest("forwarder", { until });
      const document = documentId("forwarder");
      const read = ((await world.read("document", "getDocument", document)) as Result).toObject();
      expect(read).to.deep.include({
        issuer: BigInt(world.ids.forwarder),
        subjectKind: BigInt(SUBJECT.container),
        subject: CONTAINER,
        schema: SCHEMA,
        digest: DIGEST,
        attestedAt: BigInt(timestamp),
        validFrom: BigInt(timestamp),
        validUntil: BigInt(until),
        changedAt: 0n,
        supersedes: ZERO,
        supersededBy: ZERO,
      });
      const word =
        BigInt(world.ids.forwarder) |
        (BigInt(SUBJECT.container) << 32n) |
        (1n << 40n) |
        (BigInt(timestamp) << 64n) |
        (BigInt(timestamp) << 104n) |
        (BigInt(until) << 144n);
      expect(logs.at(-1)!.args).to.deep.include({ document, from: BigInt(world.ids.forwarder), subject: CONTAINER });
      expect(logs.at(-1)!.args.state).to.equal(toBeHex(word, 32));
      expect(await world.read("document", "stateOf", document)).to.equal(toBeHex(word, 32));
      expect(await world.read("document", "documentIdFor", world.ids.forwarder, SCHEMA, DIGEST)).to.equal(document);
    });

    it("has a trail that its acts make, over what replaces it too", async () => {
      const origin = (document: string, kind: number, subject: string, previous: string): string =>
        keccak256(abi.encode(["bytes32", "uint8", "bytes32", "bytes32"], [document, kind, subject, previous]));
      const step = (head: string, number: number, from: Party, to: number, state: unknown, at: number): string =>
        keccak256(
          abi.encode(
            ["bytes32", "uint8", "uint32", "uint32", "bytes32", "bytes32", "uint256"],
            [head, number, world.ids[from], to, state, ORDER, at],
          ),
        );
      const [old, next] = [documentId("forwarder"), documentId("forwarder", NEXT_DIGEST)];
      const to = world.ids.buyer;
      const a = await act("forwarder", "attest", SCHEMA, DIGEST, SUBJECT.member, member("buyer"), 0, 0, ORDER);
      let head = step(
        origin(old, SUBJECT.member, member("buyer"), ZERO),
        1,
        "forwarder",
        to,
        a.logs.at(-1)!.args.state,
        a.timestamp,
      );
      expect(await world.read("document", "trailOf", old)).to.equal(head);

      const b = await act("forwarder", "supersede", old, SCHEMA, NEXT_DIGEST, 0, 0, ORDER);
      expect(b.logs.map((log) => log.name)).to.deep.equal(["DocumentSuperseded", "DocumentAttested"]);
      head = step(head, 2, "forwarder", to, b.logs[0]!.args.state, b.timestamp);
      expect(await world.read("document", "trailOf", old)).to.equal(head);
      head = step(
        origin(next, SUBJECT.member, member("buyer"), head),
        1,
        "forwarder",
        to,
        b.logs[1]!.args.state,
        b.timestamp,
      );
      expect(await world.read("document", "trailOf", next)).to.equal(head);

      const c = await act("court", "revoke", next, 3, ORDER);
      head = step(head, 3, "court", to, c.logs.at(-1)!.args.state, c.timestamp);
      expect(await world.read("document", "trailOf", next)).to.equal(head);
      const read = ((await world.read("document", "getDocument", next)) as Result).toObject();
      expect(read).to.deep.include({ reason: 3n, supersedes: old, subject: member("buyer"), trail: head });
    });

    it("about what is no member, a trail goes to nobody", async () => {
      const document = documentId("forwarder");
      const subject = id("a commitment");
      const args = [SCHEMA, DIGEST, SUBJECT.commitment, subject, 0, 0, ORDER];
      const { logs, timestamp } = await act("forwarder", "attest", ...args);
      const origin = keccak256(
        abi.encode(["bytes32", "uint8", "bytes32", "bytes32"], [document, SUBJECT.commitment, subject, ZERO]),
      );
      const { state } = logs.at(-1)!.args;
      expect(await world.read("document", "trailOf", document)).to.equal(
        keccak256(
          abi.encode(
            ["bytes32", "uint8", "uint32", "uint32", "bytes32", "bytes32", "uint256"],
            [origin, 1, world.ids.forwarder, 0, state, ORDER, timestamp],
          ),
        ),
      );
    });

    it("each act tells who, about what and what follows, and the old one keeps when and by what it was replaced", async () => {
      const { forwarder, court } = world.ids;
      const [old, next] = [documentId("forwarder"), documentId("forwarder", NEXT_DIGEST)];
      const told = ({ logs }: Done): string[][] =>
        logs.map((log) => [log.name, ...Object.values(log.args)].map(String));
      const state = (of: string): Promise<unknown> => world.read("document", "stateOf", of);
      const given = await act("forwarder", "attest", SCHEMA, DIGEST, SUBJECT.container, CONTAINER, 0, 0, ORDER);
      expect(told(given)).to.deep.equal([
        ["DocumentAttested", old, forwarder, CONTAINER, SCHEMA, DIGEST, ZERO, await state(old), ORDER].map(String),
      ]);
      const done = await act("forwarder", "supersede", old, SCHEMA, NEXT_DIGEST, 0, 0, ORDER);
      expect(told(done)).to.deep.equal([
        ["DocumentSuperseded", old, forwarder, CONTAINER, next, await state(old), ORDER].map(String),
        ["DocumentAttested", next, forwarder, CONTAINER, SCHEMA, NEXT_DIGEST, old, await state(next), ORDER].map(
          String,
        ),
      ]);
      const read = ((await world.read("document", "getDocument", old)) as Result).toObject();
      expect(read).to.deep.include({ status: 3n, changedAt: BigInt(done.timestamp), supersededBy: next });
      const revoked = await act("court", "revoke", next, 3, ORDER);
      expect(told(revoked)).to.deep.equal([
        ["DocumentRevoked", next, court, CONTAINER, 3, await state(next), ORDER].map(String),
      ]);
      const types = await act("port", "retireType", SCHEMA, ORDER);
      expect(told(types)).to.deep.equal([["DocumentTypeRetired", SCHEMA, ORDER]]);
      expect(told(await act("port", "admitType", SCHEMA, ISSUERS, NAME, ORDER))).to.deep.equal([
        ["DocumentTypeAdmitted", SCHEMA, ISSUERS, NAME, ORDER].map(String),
      ]);
    });

    it("a refusal tells who and what", async () => {
      await attest();
      const [document, { forwarder, carrier }] = [documentId("forwarder"), world.ids];
      const now = await world.now();
      const attesting = (i: number, value: unknown): unknown[] =>
        [SCHEMA, DIGEST, SUBJECT.container, CONTAINER, 0, 0, ZERO].map((given, j) => (i === j ? value : given));
      for (const [by, name, args, ...facts] of [
        ["carrier", "revoke", [document, 1, ORDER], "DocumentNotIssuer", document, carrier, forwarder],
        [
          ...["carrier", "supersede", [document, SCHEMA, NEXT_DIGEST, 0, 0, ZERO]],
          ...["DocumentNotIssuer", document, carrier, forwarder],
        ],
        ["forwarder", "attest", attesting(6, ZERO), "DocumentExists", document, 1],
        ["forwarder", "attest", attesting(1, ZERO), "DocumentArgumentInvalid", encodeBytes32String("digest")],
        ["forwarder", "attest", attesting(3, id("x")), "DocumentSubjectInvalid", SUBJECT.container, id("x")],
        ["forwarder", "attest", attesting(0, OTHER_SCHEMA), "DocumentTypeUnexpectedStatus", OTHER_SCHEMA, 0],
        ["forwarder", "revoke", [id("x"), 1, ZERO], "DocumentUnexpectedStatus", id("x"), 0],
        ["forwarder", "revoke", [document, 0, ZERO], "DocumentArgumentInvalid", encodeBytes32String("reason")],
        ["court", "revoke", [document, 1, ZERO], "DocumentArgumentInvalid", encodeBytes32String("instrument")],
        ["port", "admitType", [SCHEMA, ISSUERS, NAME, ZERO], "DocumentTypeUnexpectedStatus", SCHEMA, 1],
        ["port", "admitType", [ZERO, ISSUERS, NAME, ZERO], "DocumentArgumentInvalid", encodeBytes32String("schema")],
        [
          ...["port", "admitType", [OTHER_SCHEMA, 0, NAME, ZERO]],
          ...["DocumentArgumentInvalid", encodeBytes32String("issuers")],
        ],
        [
          ...["port", "admitType", [OTHER_SCHEMA, 1, ZERO, ZERO]],
          ...["DocumentArgumentInvalid", encodeBytes32String("name")],
        ],
        ["port", "retireType", [OTHER_SCHEMA, ZERO], "DocumentTypeUnexpectedStatus", OTHER_SCHEMA, 0],
      ] as unknown as [Party, string, unknown[], ...unknown[]][]) {
        const refusal = await world.refusal(by, "document", name, args);
        expect([refusal?.name, ...(refusal?.args ?? [])].map(String), `${name} ${args.join(" ")}`).to.deep.equal(
          facts.map(String),
        );
      }
      const ends = await world.refusal(...(["forwarder", "document", "attest"] as const), [
        SCHEMA,
        NEXT_DIGEST,
        SUBJECT.container,
        CONTAINER,
        now + 100,
        now + 99,
        ZERO,
      ]);
      expect(ends).to.deep.equal({ name: "DocumentValidityInvalid", args: [BigInt(now + 100), BigInt(now + 99)] });
    });

    it("may end at the moment at which it begins, or is attested", async () => {
      const moment = (await world.now()) + 100;
      for (const [from, until] of [
        [moment + 50, moment + 50],
        [0, moment],
        [moment - 50, moment],
      ] as const) {
        await world.networkHelpers.time.setNextBlockTimestamp(moment);
        const args = [SCHEMA, DIGEST, SUBJECT.container, CONTAINER, from, until, ZERO];
        expect(await refused("forwarder", "attest", ...args)).to.equal("passes");
      }
    });

    it("may be about a release", async () => {
      const [terminal, { carrier, shipper }] = [key("terminal"), world.ids];
      await world.act("port", "members", "admit", [terminal.address, id("legal terminal"), ROLE.TERMINAL, "Terminal"]);
      const issue = [
        ...[carrier, reference("WAYBILL1"), CONTAINER, 12, shipper, 0, 0, (await world.now()) + 1_000_000, 1, ZERO],
      ];
      const abi_ = world.release.interface;
      const to = await world.release.getAddress();
      const tx = { from: world.wallets.carrier.address, to, data: abi_.encodeFunctionData("issueFromWaybill", issue) };
      await world.sendRaw(tx);
      const release = (await world.release.getFunction("liveRelease").staticCall(CONTAINER, 12)) as string;
      const args = (subject: string): unknown[] => [SCHEMA, DIGEST, SUBJECT.release, subject, 0, 0, ZERO];
      expect(await refused("forwarder", "attest", ...args(release))).to.equal("passes");
      expect(await refused("forwarder", "attest", ...args(id("no release")))).to.equal("DocumentSubjectInvalid");
    });

    it("is valid within its time, for which what was known at a moment decides", async () => {
      const now = await world.now();
      const document = documentId("forwarder");
      expect(await validity(document)).to.equal("Unknown");
      const { timestamp } = await attest("forwarder", { from: now + 1_000, until: now + 2_000 });
      expect(await validity(document, timestamp - 1)).to.equal("Unknown");
      expect(await validity(document)).to.equal("NotYetValid");
      expect(await validity(document, now + 999)).to.equal("NotYetValid");
      expect(await validity(document, now + 1_000)).to.equal("Valid");
      expect(await validity(document, now + 2_000)).to.equal("Valid");
      expect(await validity(document, now + 2_001)).to.equal("Expired");
      await world.networkHelpers.time.increaseTo(now + 1_500);
      expect(await validity(document)).to.equal("Valid");
      const revoked = await act("forwarder", "revoke", document, 1, ZERO);
      expect(await validity(document)).to.equal("Revoked");
      expect(await validity(document, revoked.timestamp - 1)).to.equal("Valid");
      expect(await validity(document, now + 3_000)).to.equal("Revoked");
    });

    it("is worth, at every moment, what the sdk says it is", async () => {
      const begin = await world.now();
      const ids: string[] = [];
      for (const [n, [from, until]] of [
        [0, 0],
        [begin + 50, begin + 150],
        [begin + 50, 0],
      ].entries()) {
        await attest("forwarder", { digest: id(`text ${n}`), from: from!, until: until! });
        ids.push(documentId("forwarder", id(`text ${n}`)));
      }
      await world.networkHelpers.time.increaseTo(begin + 100);
      await act("forwarder", "revoke", ids[1], 1, ZERO);
      await act("forwarder", "supersede", ids[2], SCHEMA, NEXT_DIGEST, 0, 0, ZERO);
      ids.push(documentId("forwarder", NEXT_DIGEST), id("never attested"));
      for (const document of ids) {
        const state = decodeDocumentState((await world.read("document", "stateOf", document)) as string);
        for (let at = begin - 2; at < begin + 200; at += 1) {
          const facts = { state, digest: DIGEST, subject: CONTAINER, at, issuer: { active: true, mayIssue: true } };
          const said = tradeDocumentVerdict(facts).status.replace("absent", "unknown");
          expect((await validity(document, at)).toLowerCase(), String(at - begin)).to.equal(said.replaceAll("-", ""));
        }
      }
    });

    it("without an end does not expire; superseded is said as such", async () => {
      await attest();
      const document = documentId("forwarder");
      expect(await validity(document, NEVER)).to.equal("Valid");
      await act("forwarder", "supersede", document, SCHEMA, NEXT_DIGEST, 0, 0, ZERO);
      expect(await validity(document)).to.equal("Superseded");
      expect(await validity(documentId("forwarder", NEXT_DIGEST))).to.equal("Valid");
    });

    it("ends after it begins, and not before it is attested", async () => {
      const now = await world.now();
      const args = (from: number, until: number) => [SCHEMA, DIGEST, SUBJECT.container, CONTAINER, from, until, ZERO];
      expect(await refused("forwarder", "attest", ...args(now + 100, now + 99))).to.equal("DocumentValidityInvalid");
      expect(await refused("forwarder", "attest", ...args(0, now - 1))).to.equal("DocumentValidityInvalid");
      expect(await refused("forwarder", "attest", ...args(now - 100, now - 1))).to.equal("DocumentValidityInvalid");
      expect(await refused("forwarder", "attest", ...args(now - 100, now + 100))).to.equal("passes");
    });

    it("is about something that the ledger knows, in the form of its kind", async () => {
      const about = (kind: number, subject: string): Promise<string> =>
        refused("forwarder", "attest", SCHEMA, DIGEST, kind, subject, 0, 0, ZERO);
      await world.act("carrier", "title", "issue", [
        world.ids.carrier,
        reference("BL1"),
        1,
        world.ids.shipper,
        world.ids.shipper,
        id("bill"),
        ZERO,
      ]);
      expect(await about(SUBJECT.member, member("buyer"))).to.equal("passes");
      expect(await about(SUBJECT.member, ZERO)).to.equal("DocumentSubjectInvalid");
      expect(await about(SUBJECT.member, toBeHex(99, 32))).to.equal("DocumentSubjectInvalid");
      // 2^32 + buyer: not to be taken for the buyer.
      expect(await about(SUBJECT.member, toBeHex(2n ** 32n + BigInt(world.ids.buyer), 32))).to.equal(
        "DocumentSubjectInvalid",
      );
      expect(await about(SUBJECT.commitment, id("secret"))).to.equal("passes");
      expect(await about(SUBJECT.commitment, ZERO)).to.equal("DocumentSubjectInvalid");
      expect(await about(SUBJECT.title, titleIdOf(world.ids.carrier, "BL1"))).to.equal("passes");
      expect(await about(SUBJECT.title, titleIdOf(world.ids.carrier, "BL2"))).to.equal("DocumentSubjectInvalid");
      expect(await about(SUBJECT.release, id("no release"))).to.equal("DocumentSubjectInvalid");
      expect(await about(SUBJECT.container, CONTAINER)).to.equal("passes");
      expect(await about(SUBJECT.container, encodeBytes32String("MSKU6011673"))).to.equal("DocumentSubjectInvalid");
      expect(await about(0, CONTAINER)).to.equal("DocumentSubjectInvalid");
    });

    it("needs the role of its type, the scope, a digest, a reason, and of others an order", async () => {
      await attest();
      const document = documentId("forwarder");
      const clerk = key("clerk");
      await world.act("forwarder", "members", "appoint", [clerk.address, SCOPE.ALL & ~SCOPE.ATTEST, NEVER]);
      const args = [SCHEMA, NEXT_DIGEST, SUBJECT.container, CONTAINER, 0, 0, ZERO];
      const options = { officer: clerk, signed: true };
      expect((await world.refusal("forwarder", "document", "attest", args, options))!.name).to.equal(
        "MemberScopeMissing",
      );
      const refusal = await world.refusal("bank", "document", "attest", args);
      expect(refusal).to.deep.equal({
        name: "MemberRoleMissing",
        args: [BigInt(world.ids.bank), BigInt(ROLE.BANK), BigInt(ISSUERS)],
      });
      expect(await refused("forwarder", "attest", SCHEMA, ZERO, SUBJECT.container, CONTAINER, 0, 0, ZERO)).to.equal(
        "DocumentArgumentInvalid",
      );
      expect(await refused("forwarder", "revoke", document, 0, ZERO)).to.equal("DocumentArgumentInvalid");
      expect(await refused("court", "revoke", document, 1, ZERO)).to.equal("DocumentArgumentInvalid");
      expect(await refused("carrier", "revoke", document, 1, ORDER)).to.equal("DocumentNotIssuer");
      expect(await refused("carrier", "supersede", document, SCHEMA, NEXT_DIGEST, 0, 0, ZERO)).to.equal(
        "DocumentNotIssuer",
      );
      expect(await refused("forwarder", "supersede", document, SCHEMA, DIGEST, 0, 0, ZERO)).to.equal("DocumentExists");
      await act("forwarder", "supersede", document, SCHEMA, NEXT_DIGEST, 0, 0, ZERO);
      expect(await refused("forwarder", "supersede", document, SCHEMA, id("x"), 0, 0, ZERO)).to.equal(
        "DocumentUnexpectedStatus",
      );
    });

    it("may be replaced under another version of its schema, once that is admitted", async () => {
      await attest();
      const args = [documentId("forwarder"), OTHER_SCHEMA, NEXT_DIGEST, 0, 0, ZERO] as const;
      expect(await refused("forwarder", "supersede", ...args)).to.equal("DocumentTypeUnexpectedStatus");
      await admit(OTHER_SCHEMA);
      await act("forwarder", "supersede", ...args);
      expect(await validity(documentId("forwarder", NEXT_DIGEST, OTHER_SCHEMA))).to.equal("Valid");
    });

    it("a suspended issuer attests nothing; a member that lost the role neither", async () => {
      await attest();
      await world.act("port", "members", "reviseRoles", [world.ids.liner, ROLE.TRADER]);
      expect(await refused("liner", "attest", SCHEMA, DIGEST, SUBJECT.container, CONTAINER, 0, 0, ZERO)).to.equal(
        "MemberRoleMissing",
      );
      await world.act("port", "members", "suspend", [world.ids.forwarder, ORDER]);
      expect(await refused("forwarder", "attest", SCHEMA, id("n"), SUBJECT.container, CONTAINER, 0, 0, ZERO)).to.equal(
        "MemberNotActive",
      );
      // What it attested stands; a court can still end it.
      expect(await validity(documentId("forwarder"))).to.equal("Valid");
      await act("court", "revoke", documentId("forwarder"), 1, ORDER);
    });
  });

  it("admits a type with a schema, known roles and a name", async () => {
    expect(await refused("port", "admitType", ZERO, ISSUERS, NAME, ZERO)).to.equal("DocumentArgumentInvalid");
    expect(await refused("port", "admitType", SCHEMA, 0, NAME, ZERO)).to.equal("DocumentArgumentInvalid");
    expect(await refused("port", "admitType", SCHEMA, 1 << 16, NAME, ZERO)).to.equal("DocumentArgumentInvalid");
    expect(await refused("port", "admitType", SCHEMA, ISSUERS, ZERO, ZERO)).to.equal("DocumentArgumentInvalid");
    await admit();
    const read = ((await world.read("document", "getType", SCHEMA)) as Result).toObject();
    expect(read).to.deep.equal({ status: 1n, issuers: BigInt(ISSUERS), name: NAME });
  });
});
