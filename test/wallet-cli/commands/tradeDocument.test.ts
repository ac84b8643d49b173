import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { vector } from "../../sdk/support.ts";
import { startStack, type Stack } from "../support/startStack.ts";

const PARTIES = {
  carrier: { name: "Jianghai Container Lines", legalId: "300300JHCLINES000066", roles: "carrier" },
  insurer: { name: "东方海上保险 Oriental Marine", legalId: "9845LADINGBANKER0333", roles: "insurer,terminal" },
  trader: { name: "Lingang Machinery", legalId: "91310000MA1FL00900", roles: "trader" },
};
const REFERENCE = "JHCL26HAM004217";
const CONTAINER = "MSKU6011672";

/** A type that no line of the product knows: its schema file is all there is. */
const SEAL_RECORD = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:partner:trade-document:seal-record:1",
  title: "Seal record",
  "x-title-zh": "封志记录",
  "x-issuers": ["terminal"],
  type: "object",
  required: ["documentType", "issueDate", "container", "seal"],
  properties: {
    documentType: { const: "seal-record" },
    issueDate: { type: "string", format: "date" },
    validUntil: { type: "string", format: "date" },
    container: { type: "string", format: "iso6346" },
    seal: { type: "string", minLength: 1 },
  },
  "x-rules": ["validity"],
};

/** Trade documents from the desks that issue, receive and check them, each command a process of its own. */
describe("lading document, attested", () => {
  let stack: Stack;

  const ok = async (
    party: string,
    words: readonly string[],
    options?: Parameters<Stack["at"]>[2],
  ): Promise<Record<string, unknown>> => {
    const outcome = await stack.at(party, words, options);
    expect(outcome.exitCode, `${words.join(" ")}: ${outcome.stderr}${outcome.stdout}`).to.equal(0);
    return outcome.data;
  };
  const refused = async (party: string, words: readonly string[], exitCode: number, code: string): Promise<void> => {
    const outcome = await stack.at(party, words);
    const found = outcome.code ?? outcome.data.code;
    expect([found, outcome.exitCode], `${words.join(" ")}: ${outcome.stderr}`).to.deep.equal([code, exitCode]);
  };
  const file = (name: string, content: unknown): string => {
    const path = join(stack.folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const policy = (changes: Record<string, unknown> = {}): object => ({
    ...(vector("trade-documents/insurance-certificate.json") as object),
    ...changes,
  });
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const checksOf = (data: Record<string, unknown>): string[] =>
    (data.checks as { check: string; answer: string }[]).map(({ check, answer }) => `${check} ${answer}`);

  before(async () => {
    stack = await startStack();
    for (const [party, { name, legalId, roles }] of Object.entries(PARTIES)) {
      const { address } = await ok(party, ["wallet", "create"]);
      await ok("port-office", [
        ...["member", "admit", "--identity", String(address), "--legal-id", legalId],
        ...["--roles", roles, "--name", name],
      ]);
      await ok(party, ["did", "publish-key"]);
    }
    await ok("carrier", [
      ...["title", "issue", "--transport-document-reference", REFERENCE, "--kind", "to-order"],
      ...["--holder", "Lingang", "--endorsee", "Lingang", "--content-digest", `0x${"11".repeat(32)}`],
    ]);
  });
  after(() => stack.stop());

  it("takes no document of a type that the ledger has not admitted", async () => {
    const path = file("early.json", policy());
    await refused(
      "insurer",
      ["document", "attest", path, "--subject", `title:${REFERENCE}`],
      6,
      "DOCUMENT_TYPE_UNEXPECTED_STATUS",
    );
  });

  it("admits the types that come with it, by the registrar alone, and once", async () => {
    await refused("carrier", ["document", "admit-type"], 6, "ACCESS_MANAGED_UNAUTHORIZED");
    const { admitted } = (await ok("port-office", ["document", "admit-type"])) as { admitted: unknown[] };
    expect(admitted).to.have.length(9);
    expect(await ok("port-office", ["document", "admit-type"])).to.deep.equal({ admitted: [] });
    const { items } = (await ok("trader", ["document", "types"])) as {
      items: { name: string; issuers: string[]; title: { zh: string } }[];
    };
    const insurance = items.find(({ name }) => name === "insurance-certificate")!;
    expect([insurance.issuers, insurance.title.zh]).to.deep.equal([["insurer"], "货物运输保险单"]);
  });

  it("attests by whoever issues such documents, about what the ledger knows, and nothing that its schema refuses", async () => {
    const path = file("policy.json", policy());
    const about = ["--subject", `title:${REFERENCE}`];
    await refused("carrier", ["document", "attest", path, ...about], 6, "MEMBER_ROLE_MISSING");
    await refused(
      "insurer",
      ["document", "attest", path, "--subject", "title:NOSUCHBILL"],
      6,
      "DOCUMENT_SUBJECT_INVALID",
    );
    await refused("insurer", ["document", "attest", path, "--subject", CONTAINER], 1, "SUBJECT_INVALID");
    await refused(
      "insurer",
      ["document", "attest", path, "--subject", "container:MSKU6011673"],
      1,
      "CONTAINER_NUMBER_CHECK_DIGIT",
    );
    await refused("insurer", ["document", "attest", path], 2, "USAGE_MISSING");
    const bad = file("bad.json", policy({ clauses: [] }));
    await refused("insurer", ["document", "attest", bad, ...about], 1, "DOCUMENT_INVALID");
    const bill = file("bill.json", vector("transport-document.json"));
    await refused("carrier", ["document", "attest", bill, ...about], 1, "DOCUMENT_IS_TITLE");
    const odd = file("odd.json", { title: "?" });
    await refused("insurer", ["document", "attest", odd, ...about], 1, "TRADE_DOCUMENT_TYPE_MISSING");

    const attested = await ok("insurer", ["document", "attest", path, ...about, "--to", "Lingang"]);
    expect(attested.readers).to.have.length(2);
    await refused("insurer", ["document", "attest", path, ...about], 6, "DOCUMENT_EXISTS");
  });

  it("says yes to the file that was attested, for what it was attested, and to nobody's other text", async () => {
    const path = join(stack.folder, "policy.json");
    const verdict = await ok("trader", ["document", "verdict", path, "--subject", `title:${REFERENCE}`]);
    expect(verdict).to.deep.include({ status: "valid", outcome: "stands", stands: true, form: null });
    expect(checksOf(verdict)).to.deep.equal([
      "attested yes",
      "issuer yes",
      "content yes",
      "subject yes",
      "inTime yes",
      "standing yes",
    ]);
    await refused(
      "trader",
      ["document", "verdict", path, "--subject", `container:${CONTAINER}`],
      3,
      "TRADE_DOCUMENT_SUBJECT_DIFFERS",
    );
    const forged = file("forged.json", policy({ insuredValue: { amount: 9412950.83, currency: "EUR" } }));
    await refused("trader", ["document", "verdict", forged], 3, "TRADE_DOCUMENT_NOT_ATTESTED");
    // The bill's holder finds it with the bill; a stranger to the bill does not.
    const listed = (await ok("trader", ["document", "list", "--subject", `title:${REFERENCE}`])) as {
      items: { type: string; subject: { reference: string }; stored: boolean; document: string }[];
    };
    expect(listed.items.map(({ type, subject, stored }) => [type, subject.reference, stored])).to.deep.equal([
      ["insurance-certificate", REFERENCE, true],
    ]);
  });

  it("hands the text to whom it was sealed for, and to nobody else", async () => {
    const path = join(stack.folder, "policy.json");
    const out = join(stack.folder, "received.json");
    const { document } = await ok("insurer", ["document", "show", path]);
    await ok("trader", ["document", "receive", String(document), "--out", out]);
    expect(JSON.parse(readFileSync(out, "utf8"))).to.deep.equal(policy());
    await ok("trader", ["document", "verdict", out]);
    await refused("carrier", ["document", "receive", String(document)], 6, "ENVELOPE_NOT_FOR_YOU");
    await ok("insurer", ["document", "hand-in", path, "--to", "Jianghai"]);
    await ok("carrier", ["document", "receive", String(document)]);
  });

  it("says no once it is revoked, and still yes of the time before", async () => {
    const path = join(stack.folder, "policy.json");
    await refused("carrier", ["document", "revoke", path, "--reason", "1", "--yes"], 6, "DOCUMENT_NOT_ISSUER");
    const { attestedAt } = await ok("insurer", ["document", "show", path]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await ok("insurer", ["document", "revoke", path, "--reason", "4", "--yes"]);
    await refused("trader", ["document", "verdict", path], 3, "TRADE_DOCUMENT_REVOKED");
    const then = new Date(Number(attestedAt) * 1000).toISOString();
    expect(await ok("trader", ["document", "verdict", path, "--at", then])).to.include({ status: "valid" });
    const { items } = (await ok("insurer", ["document", "trail", path])) as { items: { event: string }[] };
    expect(items.map(({ event }) => event)).to.deep.equal(["DocumentAttested", "DocumentRevoked"]);
    await refused("insurer", ["document", "attest", path, "--subject", `title:${REFERENCE}`], 6, "DOCUMENT_EXISTS");
  });

  it("says what replaced a superseded one, and when one has expired or not begun", async () => {
    const old = file("policy-2.json", policy({ documentNumber: "PICC-2", validUntil: day(1) }));
    const next = file("policy-3.json", policy({ documentNumber: "PICC-3", validFrom: day(2), validUntil: day(9) }));
    await ok("insurer", ["document", "attest", old, "--subject", `title:${REFERENCE}`]);
    await ok("trader", ["document", "verdict", old]);
    await refused("trader", ["document", "verdict", old, "--at", `${day(3)}`], 3, "TRADE_DOCUMENT_EXPIRED");
    await refused("insurer", ["document", "supersede", old, next], 2, "CONFIRMATION_NEEDED");
    const { document } = await ok("insurer", ["document", "supersede", old, next, "--yes"]);
    expect(await ok("trader", ["document", "show", old])).to.include({ status: "superseded", supersededBy: document });
    await refused("trader", ["document", "verdict", old], 3, "TRADE_DOCUMENT_SUPERSEDED");
    await refused("trader", ["document", "verdict", next], 3, "TRADE_DOCUMENT_NOT_YET_VALID");
    await ok("trader", ["document", "verdict", next, "--at", day(3)]);
  });

  it("proves one without a network, as of the block that the certificate names", async function () {
    if (process.env.LADING_RPC_URL !== undefined) this.skip();
    const path = file("policy-4.json", policy({ documentNumber: "PICC-4" }));
    const [anchor, before, after] = ["anchor.json", "before.lading.json", "after.lading.json"].map((name) =>
      join(stack.folder, name),
    ) as [string, string, string];
    await ok("trader", ["certificate", "anchor", "--out", anchor]);
    await ok("insurer", ["document", "attest", path, "--subject", `title:${REFERENCE}`]);
    await ok("insurer", ["document", "certify", path, "--out", before]);
    await ok("insurer", ["document", "revoke", path, "--reason", "2", "--yes"]);
    await ok("insurer", ["document", "certify", path, "--out", after]);
    const nowhere = ["--anchor", anchor, "--api", "http://127.0.0.1:1", "--rpc", "http://127.0.0.1:1"];
    const verdict = await ok("carrier", ["certificate", "verify", before, "--document", path, ...nowhere]);
    expect(verdict).to.deep.include({ status: "valid", outcome: "stands", code: null });
    await refused("carrier", ["certificate", "verify", after, ...nowhere], 3, "TRADE_DOCUMENT_REVOKED");
    const other = file("policy-5.json", policy({ documentNumber: "PICC-5" }));
    await refused(
      "carrier",
      ["certificate", "verify", before, "--document", other, ...nowhere],
      3,
      "CERTIFICATE_CONTRADICTED",
    );
  });

  it("takes another type as a schema file: no line of code is added", async () => {
    const schema = file("seal-record.schema.json", SEAL_RECORD);
    const record = file("seal.json", {
      documentType: "seal-record",
      issueDate: day(0),
      container: CONTAINER,
      seal: "HLA4412",
    });
    await refused("trader", ["document", "check", record, "--type", "seal-record"], 1, "TRADE_DOCUMENT_TYPE_UNKNOWN");
    await ok("port-office", ["document", "admit-type", schema]);
    // Every wallet gets the schema from the API, and holds it against the digest on the ledger.
    await ok("trader", ["document", "check", record, "--type", "seal-record"]);
    const worse = file("worse.json", { documentType: "seal-record", issueDate: day(0), container: CONTAINER });
    await refused("trader", ["document", "check", worse, "--type", "seal-record"], 1, "DOCUMENT_INVALID");
    await refused(
      "carrier",
      ["document", "attest", record, "--subject", `container:${CONTAINER}`],
      6,
      "MEMBER_ROLE_MISSING",
    );
    await ok("insurer", ["document", "attest", record, "--subject", `container:${CONTAINER}`]);
    expect(await ok("trader", ["document", "verdict", record])).to.include({ type: "seal-record", stands: true });
    await ok("port-office", ["document", "retire-type", "seal-record"]);
    const another = file("another.json", {
      documentType: "seal-record",
      issueDate: day(0),
      container: CONTAINER,
      seal: "HLA4413",
    });
    const args = ["document", "attest", another, "--schema", `@${schema}`, "--subject", `container:${CONTAINER}`];
    await refused("insurer", args, 6, "DOCUMENT_TYPE_UNEXPECTED_STATUS");
    await ok("trader", ["document", "verdict", record]);
  });

  it("stays readable by a new key and by an administrator's, and no longer by one who was left out", async function () {
    // Some thirty processes, one after the other.
    this.timeout(300_000);
    const path = file("policy-6.json", policy({ documentNumber: "PICC-6" }));
    const { document } = await ok("insurer", ["document", "attest", path, "--subject", `title:${REFERENCE}`]);
    const id = String(document);
    await ok("insurer", ["document", "hand-in", path, "--to", "Lingang", "--to", "Jianghai"]);
    const receive = (party: string): Promise<Record<string, unknown>> => ok(party, ["document", "receive", id]);
    const unread = (party: string): Promise<void> =>
      refused(party, ["document", "receive", id], 6, "ENVELOPE_NOT_FOR_YOU");

    // A change of keys takes trade documents along.
    const rotated = await ok("trader", ["did", "rotate-key"]);
    expect((rotated.documents as { wrapped: string[] }).wrapped).to.include(id);
    expect(await receive("trader")).to.include({ documentNumber: "PICC-6" });
    expect(await ok("trader", ["document", "rewrap", "--document", path])).to.deep.equal({
      ...{ wrapped: [], unchanged: [id], unreadable: [] },
    });

    // An administrator of the member, whose key the member publishes too, gives a lost key's text back.
    const { address } = await ok("trader-admin", ["wallet", "create"]);
    const authority = ["--scopes", "administer", "--valid-until", "+1d"];
    await ok("trader", ["member", "appoint", "--officer", String(address), ...authority]);
    const { keys } = (await ok("trader-admin", ["wallet", "show"])) as {
      keys: { type: string; publicKeyHex: string }[];
    };
    const { publicKeyHex } = keys.find(({ type }) => type === "X25519")!;
    await ok("trader", ["did", "publish-key", "--public-key", publicKeyHex]);
    await unread("trader-admin");
    const { wrapped } = await ok("trader", ["document", "rewrap", "--document", id]);
    expect(wrapped).to.deep.equal([id]);
    expect(await receive("trader-admin")).to.include({ documentNumber: "PICC-6" });
    expect((await ok("trader-admin", ["document", "rewrap"])).unreadable).to.not.include(id);

    // Sealed anew: only by its issuer, never without whom it concerns; whoever is left out reads nothing from now on.
    await ok("port-office", ["did", "publish-key"]);
    await ok("insurer", ["document", "hand-in", path, "--to", "Port Office"]);
    await receive("port-office");
    await refused("trader", ["document", "reseal", "--document", id], 6, "DOCUMENT_NOT_YOURS");
    await refused(
      "insurer",
      ["document", "reseal", "--document", path, "--without", "Lingang"],
      6,
      "DOCUMENT_READER_ENTITLED",
    );
    const sealed = await ok("insurer", ["document", "reseal", "--document", path, "--without", "Port Office"]);
    expect(sealed).to.deep.include({ document: id, leftOut: [1] });
    await unread("port-office");
    for (const party of ["insurer", "trader", "trader-admin", "carrier"]) {
      expect(await receive(party), party).to.include({ documentNumber: "PICC-6" });
    }
    await refused("insurer", ["document", "reseal"], 2, "USAGE_RESEAL_ONE");
    await refused("insurer", ["document", "reseal", "--document", id, "--attach", path], 2, "USAGE_ATTACH_TO_BILL");
  });

  it("speaks Chinese", async () => {
    const outcome = await stack.at("trader", ["document", "verdict", join(stack.folder, "policy.json")], {
      env: { LADING_LANG: "zh" },
    });
    const { checks } = outcome.data as { checks: { facts: { reason: { zh: string } } }[] };
    expect(checks.map(({ facts }) => facts.reason.zh).join()).to.match(/撤销，理由代码 4/);
  });
});
