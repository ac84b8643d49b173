import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { startStack, type Stack } from "../support/startStack.ts";

const CARRIER = { name: "Jianghai Container Lines", legalId: "300300JHCLINES000066", roles: "carrier" };
const BANK = { name: "黄浦银行 Huangpu Bank", legalId: "9845LADINGBANKER0333", roles: "bank,trader" };
const TRADER = { name: "Lingang Machinery", legalId: "91310000MA1FL00900", roles: "trader" };
const DIGEST = `0x${"11".repeat(32)}`;

/** The wallet against a real ledger and a real API, every command a process of its own. */
describe("lading on a ledger", () => {
  let stack: Stack;
  const addresses: Record<string, string> = {};

  const ok = async (
    party: string,
    words: readonly string[],
    options?: Parameters<Stack["at"]>[2],
  ): Promise<Record<string, unknown>> => {
    const outcome = await stack.at(party, words, options);
    expect(outcome.exitCode, `${words.join(" ")}: ${outcome.stderr}`).to.equal(0);
    return outcome.data;
  };
  const refused = async (party: string, words: readonly string[], exitCode: number, code: string): Promise<void> => {
    const outcome = await stack.at(party, words);
    expect([outcome.code, outcome.exitCode], `${words.join(" ")}: ${outcome.stderr}`).to.deep.equal([code, exitCode]);
  };
  const issue = (reference: string): Promise<Record<string, unknown>> =>
    ok("carrier", [
      ...["title", "issue", "--transport-document-reference", reference, "--kind", "to-order"],
      ...["--holder", "Huangpu", "--endorsee", BANK.legalId, "--content-digest", DIGEST],
    ]);

  before(async () => {
    stack = await startStack();
    for (const [party, { name, legalId, roles }] of Object.entries({ carrier: CARRIER, bank: BANK, trader: TRADER })) {
      const made = await ok(party, ["wallet", "create"]);
      addresses[party] = String(made.address);
      await ok("port-office", [
        "member",
        "admit",
        "--identity",
        String(made.address),
        "--legal-id",
        legalId,
        "--roles",
        roles,
        "--name",
        name,
      ]);
    }
    for (const party of ["carrier", "bank"]) await ok(party, ["did", "publish-key"]);
  });
  after(() => stack.stop());

  it("knows who it is", async () => {
    const me = await ok("bank", ["member", "whoami"]);
    expect(me.member).to.deep.include({ name: BANK.name, roles: ["trader", "bank"] });
  });

  for (const [how, value] of [
    ["number", "2"],
    ["part of its name, whatever the case", "jianghai"],
    ["LEI", CARRIER.legalId],
    ["nothing: me", "me"],
  ] as const) {
    it(`finds a member by its ${how}`, async () => {
      expect(await ok("carrier", ["member", "show", value])).to.include({ name: CARRIER.name });
    });
  }

  it("finds a member by DID and identity address", async () => {
    const { did } = await ok("carrier", ["did", "show"]);
    expect(await ok("bank", ["member", "show", String(did)])).to.include({ name: CARRIER.name });
    expect(await ok("bank", ["member", "show", addresses.carrier ?? ""])).to.include({ name: CARRIER.name });
  });

  it("refuses an unknown and an ambiguous member, and a wrong check digit, with a code each", async () => {
    await refused("bank", ["member", "show", "Nobody Ltd"], 1, "MEMBER_UNKNOWN");
    await refused("bank", ["member", "show", "an"], 1, "MEMBER_AMBIGUOUS");
    await refused("bank", ["member", "show", "300300JHCLINES000067"], 1, "LEI_CHECK_DIGITS");
    await refused("carrier", ["release", "show", "CSQU3054384"], 1, "CONTAINER_NUMBER_CHECK_DIGIT");
  });

  it("plays offer and acceptance, by number, and shows the trail", async () => {
    const issued = await issue("OFFER1");
    expect(await ok("bank", ["title", "show", "OFFER1"])).to.include({ title: issued.subject, state: "live" });
    await ok("bank", [
      "title",
      "offer",
      "OFFER1",
      "--to",
      "Lingang",
      "--endorsement",
      "to-order",
      "--valid-until",
      "2d",
    ]);
    expect((await ok("trader", ["title", "list", "--relation", "offered"])).items).to.have.lengthOf(1);
    await ok("trader", ["title", "accept", "Jianghai/OFFER1"]);
    const verdict = await ok("trader", ["title", "verdict", "OFFER1"]);
    expect(verdict).to.deep.include({ status: "live", stands: true, code: null });
    const trail = (await ok("trader", ["title", "trail", String(issued.subject)])).items as { event: string }[];
    expect(trail).to.have.lengthOf(3);
  });

  it("refuses by the ledger's rule with exit code 6", async () => {
    await issue("RULE1");
    await refused("trader", ["title", "accept", "RULE1"], 6, "TITLE_UNEXPECTED_STATE");
    await refused("trader", ["title", "offer", "RULE1", "--to", "Huangpu"], 6, "TITLE_NOT_HOLDER");
  });

  it("says no with exit code 3 of a bill that is spent, and of a document that differs", async () => {
    const vector = JSON.parse(
      readFileSync(new URL("../../vectors/transport-document.json", import.meta.url), "utf8"),
    ) as Record<string, unknown>;
    const reference = String(vector.transportDocumentReference);
    const file = join(stack.folder, "bill.json");
    writeFileSync(file, JSON.stringify(vector));
    await ok("carrier", ["document", "check", file]);
    await ok("carrier", ["document", "issue", file, "--holder", "Huangpu", "--endorsee", "Huangpu"]);
    expect((await ok("bank", ["document", "verify", file, "--title", reference])).same).to.equal(true);
    const fetched = join(stack.folder, "fetched.json");
    await ok("bank", ["document", "fetch", "--title", reference, "--out", fetched]);
    expect(JSON.parse(readFileSync(fetched, "utf8"))).to.deep.equal(vector);
    const forged = join(stack.folder, "forged.json");
    writeFileSync(forged, JSON.stringify({ ...vector, shipperAddress: "elsewhere" }));
    const differs = await stack.at("bank", ["title", "verdict", reference, "--document", forged]);
    expect([differs.exitCode, differs.data.code]).to.deep.equal([3, "DOCUMENT_DIGEST_DIFFERS"]);
    await ok("bank", ["title", "surrender", reference]);
    await ok("carrier", ["title", "accept-surrender", reference, "--yes"]);
    const spent = await stack.at("bank", ["title", "verdict", reference, "--document", file]);
    expect([spent.exitCode, spent.data.code, spent.data.status]).to.deep.equal([3, "TITLE_NOT_LIVING", "accomplished"]);
  });

  it("seals what it stores, shares it with an offeree that published a key, and lets nobody else read it", async () => {
    const vector = JSON.parse(
      readFileSync(new URL("../../vectors/transport-document.json", import.meta.url), "utf8"),
    ) as Record<string, unknown>;
    const reference = "SEALED1";
    const file = join(stack.folder, "sealed1.json");
    writeFileSync(file, JSON.stringify({ ...vector, transportDocumentReference: reference }));
    await ok("carrier", ["document", "issue", file, "--holder", "Huangpu", "--endorsee", "Huangpu"]);
    const offer = ["title", "offer", reference, "--to", "Lingang", "--endorsement", "to-order"];
    await refused("bank", offer, 1, "AGREEMENT_KEY_UNPUBLISHED");
    await ok("bank", [...offer, "--without-document"]);
    const fetch = ["document", "fetch", "--title", reference];
    await refused("trader", fetch, 6, "ENVELOPE_NOT_FOR_YOU");
    await ok("trader", ["did", "publish-key"]);
    await ok("bank", ["document", "share", "--title", reference, "--to", "Lingang"]);
    expect(await ok("trader", fetch)).to.include({ transportDocumentReference: reference });
    await ok("trader", ["title", "decline", reference]);
    await ok("carrier", ["document", "store", file, "--title", reference]);
    expect(await ok("bank", fetch)).to.include({ transportDocumentReference: reference });
  });

  it("proves control to the one who asks, and only while an officer of the holder does", async () => {
    const { nonce } = await ok("trader", ["title", "challenge"]);
    await issue("CONTROL1");
    const prove = async (party: string): Promise<string> => {
      const file = join(stack.folder, `control-${party}.json`);
      await ok(party, ["title", "prove-control", "CONTROL1", "--challenge", String(nonce), "--out", file]);
      return file;
    };
    const check = async (file: string, challenge: string): Promise<unknown[]> => {
      const outcome = await stack.at("trader", ["title", "check-control", file, "--challenge", challenge]);
      return [outcome.exitCode, outcome.data.code ?? outcome.code ?? null];
    };
    const holders = await prove("bank");
    expect(await check(holders, String(nonce))).to.deep.equal([0, null]);
    expect(await check(holders, `0x${"01".repeat(32)}`)).to.deep.equal([3, "CONTROL_OTHER_NONCE"]);
    expect(await check(await prove("carrier"), String(nonce))).to.deep.equal([3, "CONTROL_NOT_PROVED"]);
    const altered = join(stack.folder, "control-altered.json");
    writeFileSync(altered, readFileSync(holders, "utf8").replace('"audience": ""', '"audience": "another"'));
    expect(await check(altered, String(nonce))).to.deep.equal([3, "CONTROL_NOT_PROVED"]);
    // The very same answer once more: whoever overheard it proves nothing with it.
    expect(await check(holders, String(nonce))).to.deep.equal([3, "CONTROL_NONCE_USED"]);
    writeFileSync(join(stack.folder, "wallets", "trader", "spent-nonces.json"), "{");
    expect(await check(holders, String(nonce))).to.deep.equal([1, "CONTROL_NONCES_DAMAGED"]);
    rmSync(join(stack.folder, "wallets", "trader", "spent-nonces.json"));
  });

  it("refuses a proof of control that is late, of another chain, or by an officer without the scope", async () => {
    await issue("CONTROL2");
    const challenge = async (): Promise<string> => String((await ok("trader", ["title", "challenge"])).nonce);
    const prove = async (party: string, nonce: string, ...more: string[]): Promise<string> => {
      const file = join(stack.folder, `control-${nonce.slice(2, 12)}.json`);
      await ok(party, ["title", "prove-control", "CONTROL2", "--challenge", nonce, "--out", file, ...more]);
      return file;
    };
    const check = async (file: string, nonce: string): Promise<unknown[]> => {
      const outcome = await stack.at("trader", ["title", "check-control", file, "--challenge", nonce]);
      return [outcome.exitCode, outcome.data.code ?? outcome.code ?? null];
    };
    const late = await challenge();
    const file = await prove("bank", late, "--not-after", String(Math.floor(Date.now() / 1000) - 1));
    expect(await check(file, late)).to.deep.equal([3, "CONTROL_ANSWER_LATE"]);
    const elsewhere = await challenge();
    const answer = JSON.parse(readFileSync(await prove("bank", elsewhere), "utf8")) as { challenge: object };
    const otherChain = join(stack.folder, "control-chain.json");
    writeFileSync(otherChain, JSON.stringify({ ...answer, challenge: { ...answer.challenge, chainId: 1 } }));
    expect(await check(otherChain, elsewhere)).to.deep.equal([3, "CONTROL_OTHER_LEDGER"]);
    const { address } = await ok("bank-clerk", ["wallet", "create"]);
    const appointed = ["member", "appoint", "--officer", String(address), "--valid-until", "+1d", "--scopes"];
    await ok("bank", [...appointed, "finance"]);
    const clerks = await challenge();
    expect(await check(await prove("bank-clerk", clerks), clerks)).to.deep.equal([3, "CONTROL_NOT_PROVED"]);
    // The same key with the scope: it is the scope that was missing.
    await ok("bank", [...appointed, "title,finance"]);
    const again = await challenge();
    expect(await check(await prove("bank-clerk", again), again)).to.deep.equal([0, null]);
  });

  it("refuses to sign for a document with a fault, naming every place", async () => {
    const vector = JSON.parse(
      readFileSync(new URL("../../vectors/transport-document.json", import.meta.url), "utf8"),
    ) as Record<string, unknown>;
    const file = join(stack.folder, "faulty.json");
    writeFileSync(file, JSON.stringify({ ...vector, transportDocumentTypeCode: "B/L" }));
    const tried = await stack.at("carrier", ["document", "issue", file, "--holder", "Huangpu"]);
    expect([tried.exitCode, tried.code]).to.deep.equal([1, "DOCUMENT_INVALID"]);
    expect(JSON.parse(tried.stderr).error.issues).to.deep.include.members([]);
    expect(tried.stderr).to.contain("/transportDocumentTypeCode");
  });

  it("does an act once under one idempotency key, however often it is asked", async () => {
    const words = [
      "member",
      "appoint",
      "--officer",
      `0x${"ab".repeat(20)}`,
      "--scopes",
      "title",
      "--idempotency-key",
      "once",
    ];
    const first = await ok("bank", words);
    expect(await ok("bank", words)).to.deep.equal(first);
  });

  it("changes nothing in a dry run, and refuses in it what would be refused", async () => {
    await issue("DRY1");
    expect(await ok("bank", ["title", "surrender", "DRY1", "--dry-run"])).to.include({ admitted: true });
    expect(await ok("bank", ["title", "show", "DRY1"])).to.include({ state: "live" });
    await refused("trader", ["title", "surrender", "DRY1", "--dry-run"], 6, "TITLE_NOT_HOLDER");
  });

  it("splits signing and sending; a signature is good once, and on this ledger", async () => {
    await issue("SPLIT1");
    const file = join(stack.folder, "signed.json");
    const signed = await ok("bank", ["title", "surrender", "SPLIT1", "--sign-only"]);
    writeFileSync(file, JSON.stringify(signed));
    expect((await ok("carrier", ["act", "show", file])).signatures).to.deep.equal([
      { officer: addresses.bank, good: true },
    ]);
    await ok("carrier", ["act", "submit", file, "--idempotency-key", "first"]);
    await refused("carrier", ["act", "submit", file, "--idempotency-key", "second"], 6, "ACT_NONCE_USED");
    const altered = join(stack.folder, "altered.json");
    writeFileSync(altered, JSON.stringify({ ...signed, nonce: `0x${"77".repeat(32)}` }));
    expect((await stack.at("carrier", ["act", "show", altered])).exitCode).to.equal(3);
    expect((await stack.at("carrier", ["act", "submit", altered])).exitCode).to.not.equal(0);
  });

  it("numbers its signatures within one page until that is used up, also when several are made at once", async () => {
    await issue("PAGE1");
    const file = join(stack.folder, "wallets", "bank", "act-nonces.json");
    const sign = async (): Promise<{ page: string; number: number }> => {
      const nonce = String((await ok("bank", ["title", "surrender", "PAGE1", "--sign-only"])).nonce);
      return { page: nonce.slice(0, -2), number: parseInt(nonce.slice(-2), 16) };
    };
    rmSync(file);
    const { page, number } = await sign();
    expect(number).to.equal(0);
    const together = await Promise.all([sign(), sign(), sign(), sign()]);
    expect(together.map((one) => one.page)).to.deep.equal([page, page, page, page]);
    expect(together.map((one) => one.number).sort()).to.deep.equal([1, 2, 3, 4]);

    writeFileSync(file, readFileSync(file, "utf8").replace('"next":5', '"next":255'));
    expect(await sign()).to.deep.equal({ page, number: 255 });
    const after = await sign();
    expect([after.page === page, after.number]).to.deep.equal([false, 0]);

    for (const damaged of ["{", "[]", readFileSync(file, "utf8").replace('"next":1', '"next":-1')]) {
      writeFileSync(file, damaged);
      const fresh = await sign();
      expect([fresh.page === after.page, fresh.number], damaged).to.deep.equal([false, 0]);
    }
  });

  it("collects countersignatures where the member asks for two officers", async () => {
    await issue("TWO1");
    await ok("bank", ["wallet", "add-key", "--alias", "checker"]);
    await ok("bank", ["member", "appoint", "--officer", "key:checker", "--scopes", "title", "--valid-until", "+1d"]);
    await ok("bank", ["member", "require-signatures", "--scope", "title", "--count", "2"]);
    await refused("bank", ["title", "surrender", "TWO1"], 6, "MEMBER_SIGNATURES_MISSING");
    const file = join(stack.folder, "maker.json");
    writeFileSync(file, JSON.stringify(await ok("bank", ["title", "surrender", "TWO1", "--sign-only"])));
    await refused("bank", ["act", "countersign", file], 6, "ACT_SIGNED_ALREADY");
    const both = join(stack.folder, "both.json");
    await ok("bank", ["act", "countersign", file, "--key", "checker", "--out", both]);
    await ok("bank", ["act", "submit", both]);
    await ok("bank", ["member", "require-signatures", "--scope", "title", "--count", "1"]);
  });

  it("lets the ledger judge a key that may not act, whoever looks names up", async () => {
    await issue("NIGHT1");
    await ok("bank", ["wallet", "add-key", "--alias", "stranger"]);
    await refused("bank", ["title", "surrender", "NIGHT1", "--key", "stranger"], 6, "MEMBER_NOT_OFFICER");
    await refused("bank", ["member", "whoami", "--key", "stranger"], 6, "OFFICER_UNKNOWN");
  });

  it("publishes the agreement key by a signed act and by its own transaction, and withdraws it", async () => {
    const { keys } = await ok("trader", ["wallet", "show"]);
    const published = (document: Record<string, unknown>): string =>
      JSON.stringify((document.didDocument as { keyAgreement?: unknown }).keyAgreement ?? null);
    expect(keys).to.have.lengthOf(2);
    await ok("trader", ["did", "publish-key"]);
    // The number counts what was published before, by an earlier test too.
    expect(published(await ok("trader", ["did", "resolve"]))).to.match(/#delegate-\d"/);
    await ok("trader", ["did", "withdraw-key", "--direct"]);
    expect(published(await ok("trader", ["did", "resolve"]))).to.equal("null");
    await ok("trader", [
      "did",
      "publish-service",
      "--type",
      "DcsaPint",
      "--endpoint",
      "https://ebl.example/v3",
      "--direct",
    ]);
    const { didDocument } = await ok("carrier", ["did", "resolve", String((await ok("trader", ["did", "show"])).did)]);
    expect((didDocument as { service: unknown[] }).service).to.have.lengthOf(1);
  });

  it("issues, keeps, verifies and presents a credential; a changed one is refused", async () => {
    const grade = join(stack.folder, "grade.jwt");
    const issued = await ok("port-office", [
      ...["credential", "issue", "--to", "Lingang", "--type", "CustomsCreditGrade"],
      ...["--claim", "grade=AEO-ADVANCED", "--claim", "points=93", "--valid-until", "+365d", "--out", grade],
    ]);
    expect(issued.claims).to.deep.equal({ grade: "AEO-ADVANCED", points: 93 });
    expect(issued.digest).to.match(/^0x[0-9a-f]{64}$/);
    await ok("trader", ["credential", "import", grade]);
    await ok("trader", ["credential", "import", grade]);
    expect((await ok("trader", ["credential", "list"])).items).to.have.lengthOf(1);
    const stored = readFileSync(join(stack.folder, "wallets", "trader", "wallet.json"), "utf8");
    expect(stored).to.not.contain(readFileSync(grade, "utf8").slice(0, 40));
    expect(await ok("bank", ["credential", "verify", grade])).to.include({ answer: "valid" });

    const [head = "", body = "", signature = ""] = readFileSync(grade, "utf8").split(".");
    const payload = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as {
      vc: { credentialSubject: { grade: string } };
    };
    payload.vc.credentialSubject.grade = "AEO-SUPREME";
    const forged = join(stack.folder, "forged.jwt");
    writeFileSync(forged, [head, Buffer.from(JSON.stringify(payload)).toString("base64url"), signature].join("."));
    const tried = await stack.at("bank", ["credential", "verify", forged]);
    expect([tried.exitCode, tried.data.answer]).to.deep.equal([3, "false"]);
    await refused("trader", ["credential", "import", forged], 3, "CREDENTIAL_INVALID");

    const presentation = join(stack.folder, "presentation.jwt");
    await ok("trader", [
      "credential",
      "present",
      String(issued.digest).slice(0, 12),
      "--to",
      "Huangpu",
      "--challenge",
      "7f3a",
      "--out",
      presentation,
    ]);
    expect(await ok("bank", ["credential", "verify", presentation, "--challenge", "7f3a"])).to.include({
      answer: "valid",
    });
    expect((await stack.at("bank", ["credential", "verify", presentation, "--challenge", "other"])).exitCode).to.equal(
      3,
    );
    const foreign = await stack.at("bank", ["credential", "present", grade, "--to", "Lingang"]);
    expect([foreign.exitCode, foreign.code]).to.deep.equal([6, "CREDENTIAL_NOT_OURS"]);
    const blind = await stack.at("bank", ["credential", "verify", grade], {
      env: { LADING_RPC_URL: "http://127.0.0.1:1" },
    });
    expect([blind.exitCode, blind.code]).to.deep.equal([5, "LEDGER_UNREACHABLE"]);
  });

  it("proves a title by a file that needs no network, and refuses a forged one", async () => {
    const issued = await issue("CERT1");
    const file = join(stack.folder, "cert1.lading.json");
    const made = await ok("bank", ["certificate", "export", "CERT1", "--out", file]);
    expect(made).to.include({ title: issued.subject, acts: 1 });
    const anchor = join(stack.folder, "anchor.json");
    await ok("port-office", ["certificate", "anchor", "--out", anchor]);
    const nowhere = { LADING_API_URL: "http://127.0.0.1:1", LADING_RPC_URL: "http://127.0.0.1:1" };
    const verify = (path: string, ...more: string[]): ReturnType<Stack["at"]> =>
      stack.at("nobody", ["certificate", "verify", path, ...more], { env: nowhere });
    const good = await verify(file, "--anchor", anchor);
    expect([good.exitCode, good.data.status, good.data.code], good.stderr).to.deep.equal([0, "live", null]);
    expect(good.data.answers).to.have.lengthOf(12);
    const old = await verify(file, "--anchor", anchor, "--max-age", "0s");
    expect([old.exitCode, old.data.code]).to.deep.equal([5, "CERTIFICATE_TOO_OLD"]);
    const unanchored = await verify(file);
    expect([unanchored.exitCode, unanchored.code]).to.deep.equal([5, "TRUST_ANCHOR_NEEDED"]);
    const stranger = join(stack.folder, "stranger.json");
    const trusted = JSON.parse(readFileSync(anchor, "utf8")) as Record<string, unknown>;
    writeFileSync(stranger, JSON.stringify({ ...trusted, validators: [`0x${"12".repeat(20)}`] }));
    expect((await verify(file, "--anchor", stranger)).exitCode).to.equal(3);
    const forged = join(stack.folder, "forged.lading.json");
    const certificate = JSON.parse(readFileSync(file, "utf8")) as { title: string };
    writeFileSync(forged, JSON.stringify({ ...certificate, title: `0x${"34".repeat(32)}` }));
    expect((await verify(forged, "--anchor", anchor)).exitCode).to.equal(3);
    await ok("bank", ["title", "surrender", "CERT1"]);
    await ok("carrier", ["title", "accept-surrender", "CERT1", "--yes"]);
    const after = join(stack.folder, "cert1-after.lading.json");
    await ok("bank", ["certificate", "export", "CERT1", "--out", after]);
    const spent = await verify(after, "--anchor", anchor);
    expect([spent.exitCode, spent.data.status, spent.data.code]).to.deep.equal([3, "accomplished", "TITLE_NOT_LIVING"]);
  });

  it("seals a document for those entitled, who open it; nobody else does, and a grant lets one more in", async () => {
    for (const party of ["carrier", "bank", "trader"]) await ok(party, ["did", "publish-key"]);
    const file = join(stack.folder, "secret.json");
    writeFileSync(file, JSON.stringify({ goods: "precision machines" }));
    const sealed = join(stack.folder, "sealed.json");
    const made = await ok("carrier", ["document", "seal", file, "--to", "Huangpu", "--out", sealed]);
    expect(made.readers).to.deep.equal([2, 3]);
    expect(readFileSync(sealed, "utf8")).to.not.contain("precision");
    expect(await ok("bank", ["document", "open", sealed])).to.deep.equal({ goods: "precision machines" });
    expect(await ok("carrier", ["document", "open", sealed])).to.deep.equal({ goods: "precision machines" });
    const kept = await stack.at("trader", ["document", "open", sealed]);
    expect(kept.code).to.equal("ENVELOPE_NOT_FOR_YOU");
    const granted = join(stack.folder, "granted.json");
    await ok("bank", ["document", "grant", sealed, "--to", "Lingang", "--out", granted]);
    expect(await ok("trader", ["document", "open", granted])).to.deep.equal({ goods: "precision machines" });
    await issue("SEAL1");
    await refused("bank", ["document", "open", sealed, "--title", "SEAL1"], 3, "ENVELOPE_CONTENT_DIFFERS");
    await refused(
      "carrier",
      ["document", "seal", file, "--to", "1", "--out", join(stack.folder, "x.json")],
      1,
      "AGREEMENT_KEY_UNPUBLISHED",
    );
  });

  it("cannot decide where the API is gone: exit code 5, never 0 or 3", async () => {
    const env = { LADING_API_URL: "http://127.0.0.1:1" };
    for (const words of [
      ["title", "verdict", DIGEST],
      ["title", "list"],
      ["member", "whoami"],
      ["gate", "verdict", DIGEST],
    ]) {
      const tried = await stack.at("carrier", words, { env });
      expect([tried.exitCode, tried.code], words.join(" ")).to.deep.equal([5, "API_UNREACHABLE"]);
    }
  });

  it("refuses an API of another chain than the wallet was told", async () => {
    await ok("carrier", ["config", "set", "chain-id", "1"]);
    await refused("carrier", ["title", "sign", DIGEST], 6, "LEDGER_OTHER");
    await ok("carrier", ["config", "unset", "chain-id"]);
  });

  it("lists events, and watches them as JSON lines", async () => {
    const { items } = await ok("carrier", ["events", "list", "--right", "title"]);
    expect((items as { right: string }[]).every(({ right }) => right === "title")).to.equal(true);
    const watched = await stack.at("carrier", ["events", "watch", "--count", "2", "--after", "0-0"]);
    expect(watched.exitCode, watched.stderr).to.equal(0);
    const lines = watched.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { event: string });
    expect(lines).to.have.lengthOf(2);
  });

  it("has nothing to complain about in a good set-up", async () => {
    const found = await ok("carrier", ["doctor"]);
    expect(found.ok).to.equal(true);
    expect(existsSync(join(stack.folder, "wallets", "carrier", "wallet.json"))).to.equal(true);
  });
});
