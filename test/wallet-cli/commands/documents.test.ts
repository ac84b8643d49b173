import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { startStack, type Stack } from "../support/startStack.ts";

const MEMBERS = {
  carrier: ["Jianghai Container Lines", "300300JHCLINES000066", "carrier"],
  bank: ["黄浦银行 Huangpu Bank", "9845LADINGBANKER0333", "bank,trader"],
  trader: ["Lingang Machinery", "91310000MA1FL00900", "trader"],
} as const;

/** Documents with attachments, and keys that change or get lost: every command a process, on a real ledger and API. */
describe("lading document and did, when keys change", () => {
  let stack: Stack;
  const vector = JSON.parse(
    readFileSync(new URL("../../vectors/transport-document.json", import.meta.url), "utf8"),
  ) as Record<string, unknown>;
  const PDF = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 255, 1, 2, 3]);

  const ok = async (party: string, words: readonly string[], input?: string): Promise<Record<string, unknown>> => {
    const outcome = await stack.at(party, words, input === undefined ? {} : { input });
    expect(outcome.exitCode, `${words.join(" ")}: ${outcome.stderr}`).to.equal(0);
    return outcome.data;
  };
  const refused = async (party: string, words: readonly string[], exitCode: number, code: string): Promise<void> => {
    const outcome = await stack.at(party, words);
    expect([outcome.code, outcome.exitCode], `${words.join(" ")}: ${outcome.stderr}`).to.deep.equal([code, exitCode]);
  };
  const at = (name: string): string => join(stack.folder, name);
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(at(name), content);
    return at(name);
  };
  const issue = async (reference: string, ...more: string[]): Promise<void> => {
    const file = write(`${reference}.json`, JSON.stringify({ ...vector, transportDocumentReference: reference }));
    await ok("carrier", ["document", "issue", file, "--holder", "Huangpu", "--endorsee", "Huangpu", ...more]);
  };
  const fetch = (reference: string, ...more: string[]): string[] => [
    ...["document", "fetch", "--title", reference, ...more],
  ];
  const agreementKey = async (party: string): Promise<string> => {
    const { keys } = await ok(party, ["wallet", "show"]);
    return (keys as { type: string; publicKeyHex: string }[]).findLast(({ type }) => type === "X25519")!.publicKeyHex;
  };

  before(async () => {
    stack = await startStack();
    for (const [party, [name, legalId, roles]] of Object.entries(MEMBERS)) {
      const { address } = await ok(party, ["wallet", "create"]);
      const who = ["--identity", String(address), "--legal-id", legalId, "--roles", roles, "--name", name];
      await ok("port-office", ["member", "admit", ...who]);
      await ok(party, ["did", "publish-key"]);
    }
  });
  after(() => stack.stop());

  it("seals attachments with the bill, gives them to who may read it, and adds one by sealing anew", async () => {
    const [pdf, photo] = [write("packing.pdf", PDF), write("封条.jpg", "a picture of a seal")];
    await issue("ATTACH1", "--attach", pdf);
    await refused(
      "carrier",
      ["document", "store", at("ATTACH1.json"), "--title", "ATTACH1", "--attach", photo],
      6,
      "DOCUMENT_ATTACHMENTS_DIFFER",
    );
    const told = await stack.at("bank", fetch("ATTACH1"));
    expect([told.exitCode, told.data.transportDocumentReference], told.stderr).to.deep.equal([0, "ATTACH1"]);
    expect(told.stderr).to.contain("packing.pdf");
    const got = await ok("bank", fetch("ATTACH1", "--out", at("got.json"), "--attachments", at("papers")));
    expect(got.attachments).to.deep.equal([join(at("papers"), "packing.pdf")]);
    expect(readFileSync(join(at("papers"), "packing.pdf")).equals(PDF)).to.equal(true);
    expect(await ok("bank", ["document", "reseal", "--title", "ATTACH1", "--attach", photo])).to.include({
      attachments: 2,
    });
    await ok("carrier", fetch("ATTACH1", "--attachments", at("papers-2")));
    expect(readdirSync(at("papers-2")).sort()).to.deep.equal(["packing.pdf", "封条.jpg"]);
  });

  it("names what is wrong with an envelope in a file and its attachments, each by its own code", async () => {
    const document = write("order.json", JSON.stringify({ goods: "precision machines" }));
    const sealed = at("order.sealed.json");
    const seal = ["document", "seal", document, "--to", "Huangpu", "--out", sealed, "--attach", at("packing.pdf")];
    await ok("carrier", seal);
    const [name = ""] = readdirSync(`${sealed}.attachments`);
    const blob = join(`${sealed}.attachments`, name);
    const jwe = readFileSync(blob, "utf8");
    const open = ["document", "open", sealed, "--attachments", at("opened")];
    await ok("bank", open);
    expect(readFileSync(join(at("opened"), "packing.pdf")).equals(PDF)).to.equal(true);
    await refused("trader", open, 6, "ENVELOPE_NOT_FOR_YOU");
    const again = ["document", "open", sealed, "--attachments", at("again")];
    writeFileSync(
      blob,
      jwe.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
    );
    await refused("bank", again, 3, "ATTACHMENT_CHANGED");
    truncateSync(blob, 5);
    await refused("bank", again, 3, "ATTACHMENT_TRUNCATED");
    rmSync(blob);
    await refused("bank", again, 1, "ATTACHMENT_MISSING");
    expect(existsSync(at("again"))).to.equal(false);
    const envelope = JSON.parse(readFileSync(sealed, "utf8")) as { content: string };
    const altered = (content: string): string => write("altered.json", JSON.stringify({ ...envelope, content }));
    await refused("bank", ["document", "open", altered(envelope.content.slice(0, -9))], 3, "ENVELOPE_TRUNCATED");
    const flipped = envelope.content.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    await refused("bank", ["document", "open", altered(flipped)], 3, "ENVELOPE_TAMPERED");
    const chinese = await stack.at("trader", [...open, "--lang", "zh"]);
    expect(chinese.stderr).to.contain("该单证未向本钱包的密钥");
  });

  it("rotates a key: what was readable stays so, for the new key alone", async () => {
    await issue("ROTATE1");
    const before = await agreementKey("bank");
    const rotated = await ok("bank", ["did", "rotate-key"]);
    expect(rotated).to.deep.include({ key: "agreement-2", withdrawn: ["agreement"] });
    const documents = rotated.documents as { wrapped: string[]; unreadable: string[] };
    expect(documents.wrapped).to.have.lengthOf(2);
    expect(documents.unreadable).to.deep.equal([]);
    expect(await agreementKey("bank"))
      .to.equal(rotated.publicKeyHex)
      .and.not.to.equal(before);
    expect(await ok("bank", fetch("ROTATE1"))).to.include({ transportDocumentReference: "ROTATE1" });
    // An envelope that somebody kept opens with the old key, which is still in the wallet.
    expect(await ok("bank", ["document", "open", at("order.sealed.json")])).to.deep.equal({
      goods: "precision machines",
    });
    // What is issued now is wrapped for the new key, and there is nothing left to wrap.
    await issue("ROTATE2");
    expect(await ok("bank", fetch("ROTATE2"))).to.include({ transportDocumentReference: "ROTATE2" });
    const { wrapped } = await ok("bank", ["document", "rewrap"]);
    expect(wrapped).to.deep.equal([]);
  });

  it("gives a lost key's documents back with the help of an administrator, and never of the API", async () => {
    const administrator = await ok("bank-admin", ["wallet", "create"]);
    await ok("bank", [
      "member",
      "appoint",
      "--officer",
      String(administrator.address),
      "--scopes",
      "administer",
      "--valid-until",
      "+1d",
    ]);
    await refused("bank", ["did", "publish-key", "--public-key", "12"], 1, "AGREEMENT_KEY_SHAPE");
    await ok("bank", ["did", "publish-key", "--public-key", await agreementKey("bank-admin")]);
    // From now on for both keys; what there was before, by the member itself.
    await issue("LOST1");
    await ok("bank", ["document", "rewrap"]);
    const lost = await agreementKey("bank");

    // The wallet is gone; the identity key was written down, the agreement key was not.
    await ok("bank", ["wallet", "export", "--out", at("identity.json"), "--export-passphrase-file", at("passphrase")]);
    await ok("new-bank", [
      "wallet",
      "import",
      "--keystore",
      at("identity.json"),
      "--import-passphrase-file",
      at("passphrase"),
    ]);
    await refused("new-bank", fetch("LOST1"), 6, "ENVELOPE_NOT_FOR_YOU");
    await ok("new-bank", ["did", "publish-key"]);
    await ok("new-bank", ["did", "withdraw-key", "--public-key", lost]);
    const recovered = await ok("bank-admin", ["document", "rewrap"]);
    expect(recovered.unreadable).to.deep.equal([]);
    expect(recovered.wrapped).to.have.lengthOf(4);
    for (const reference of ["LOST1", "ATTACH1", "ROTATE2"]) {
      expect(await ok("new-bank", fetch(reference))).to.include({ transportDocumentReference: reference });
    }
    // An administrator gives keys to its own member, and to nobody else.
    await refused(
      "bank-admin",
      ["document", "share", "--title", "LOST1", "--to", "Lingang"],
      6,
      "OFFICER_SCOPE_MISSING",
    );
    // The API's database knows the ciphertext, and none of the keys.
    const store = readFileSync(join(stack.folder, "api", "read-model.db"), "latin1");
    expect(store).not.to.contain("governed by");
  });

  it("leaves a former holder out from now on, and never a present party", async () => {
    await issue("LEAVE1");
    await ok("new-bank", ["title", "offer", "LEAVE1", "--to", "Lingang", "--endorsement", "to-order"]);
    await ok("trader", ["title", "accept", "LEAVE1"]);
    expect(await ok("new-bank", fetch("LEAVE1"))).to.include({ transportDocumentReference: "LEAVE1" });
    await refused(
      "trader",
      ["document", "reseal", "--title", "LEAVE1", "--without", "Jianghai"],
      6,
      "DOCUMENT_READER_ENTITLED",
    );
    await refused(
      "new-bank",
      ["document", "reseal", "--title", "LEAVE1", "--without", "Lingang"],
      6,
      "DOCUMENT_NOT_YOURS",
    );
    const resealed = await ok("trader", ["document", "reseal", "--title", "LEAVE1", "--without", "Huangpu"]);
    expect(resealed).to.deep.include({ readers: [2, 4], leftOut: [3] });
    await refused("new-bank", fetch("LEAVE1"), 6, "ENVELOPE_NOT_FOR_YOU");
    for (const party of ["carrier", "trader"])
      expect(await ok(party, fetch("LEAVE1"))).to.include({ transportDocumentReference: "LEAVE1" });
  });

  it("lets the offeree read after an offer that was signed here and sent by another", async () => {
    for (const reference of ["SIGNED1", "SIGNED2"]) await issue(reference);
    const sign = async (reference: string, ...more: string[]): Promise<string> => {
      const words = [
        "title",
        "offer",
        reference,
        "--to",
        "Lingang",
        "--endorsement",
        "to-order",
        "--sign-only",
        ...more,
      ];
      return write(`${reference}-act.json`, JSON.stringify(await ok("new-bank", words)));
    };
    // Sent by one who is no reader: the key was wrapped when the offer was signed.
    await ok("port-office", ["act", "submit", await sign("SIGNED1")]);
    expect(await ok("trader", fetch("SIGNED1"))).to.include({ transportDocumentReference: "SIGNED1" });
    // Signed without: who sends it and can read wraps it; and says so where it cannot.
    const file = await sign("SIGNED2", "--without-document");
    const sent = await stack.at("trader", ["act", "submit", file]);
    expect([sent.exitCode, sent.stderr.includes("lading document share")], sent.stderr).to.deep.equal([0, true]);
    await refused("trader", fetch("SIGNED2"), 6, "ENVELOPE_NOT_FOR_YOU");
    await ok("new-bank", ["document", "share", "--title", "SIGNED2", "--to", "Lingang"]);
    expect(await ok("trader", fetch("SIGNED2"))).to.include({ transportDocumentReference: "SIGNED2" });
  });
});
