import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { create } from "qrcode";
import { certificateDigest } from "../../../sdk/src/proof/index.ts";
import { certifyEveryRight, type EveryRight, SHOWN } from "../../sdk/proof/everyRight.ts";
import { makeCertificate, story } from "../../sdk/proof/sealedLedger.ts";
import { brokenRules } from "../../web/support/brokenRules.ts";
import { launchChromium } from "../../web/support/launchChromium.ts";
import { lading, type Outcome } from "../support/lading.ts";

const NO_NETWORK = fileURLToPath(new URL("../support/noNetwork.mjs", import.meta.url));

/** A certificate of each right, printed by a process that cannot open a socket, and looked at in a browser without a network. */
describe("lading certificate print", () => {
  const folder = mkdtempSync(join(tmpdir(), "lading-print-"));
  const at = (name: string): string => join(folder, name);
  let rights: EveryRight;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];

  before(async function () {
    this.timeout(180_000);
    [rights, browser] = await Promise.all([certifyEveryRight(), launchChromium()]);
    const context = await browser.newContext({ offline: true, viewport: { width: 900, height: 1200 } });
    page = await context.newPage();
    page.on("request", (request) => void (request.url().startsWith("file:") || asked.push(request.url())));
    writeFileSync(at("anchor.json"), JSON.stringify(rights.anchor));
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const print = (certificate: object, name: string, ...words: string[]): Promise<Outcome> => {
    writeFileSync(at(`${name}.json`), JSON.stringify(certificate));
    return lading(
      [
        "certificate",
        "print",
        at(`${name}.json`),
        "--out",
        at(`${name}.html`),
        "--anchor",
        at("anchor.json"),
        "--json",
        ...words,
      ],
      { env: { NODE_OPTIONS: `--import ${NO_NETWORK}`, LADING_WALLET: at("none") } },
    );
  };
  const shown = async (name: string): Promise<string> => {
    await page.goto(pathToFileURL(at(`${name}.html`)).href);
    return page.locator("main").innerText();
  };

  it("prints each right with its facts, its verdict in words, its questions, and the time it speaks for", async () => {
    const cases = [
      ["live", rights.title.live, "Certificate of title", "Live", [SHOWN.reference, `#${SHOWN.carrier}`], 12, null],
      [
        "accomplished",
        rights.title.accomplished,
        "Certificate of title",
        "Accomplished: spent",
        [],
        12,
        "TITLE_NOT_LIVING",
      ],
      [
        "clear",
        rights.release.clear,
        "Certificate of release",
        "The gate may let this container out",
        [SHOWN.container],
        14,
        null,
      ],
      [
        "barred",
        rights.release.barred,
        "Certificate of release",
        "The gate must not let this container out",
        ["held for inspection"],
        14,
        "RELEASE_NO_GO",
      ],
      [
        "gone",
        rights.release.gone,
        "Certificate of release",
        "The release has ended",
        ["the container left already"],
        14,
        "RELEASE_NO_GO",
      ],
      ["grade", rights.credit.valid, "Certificate of credit", "Attested and in force", ["#7 ← #1"], 10, null],
      ["regrade", rights.credit.revoked, "Certificate of credit", "Revoked", [], 10, "ATTESTATION_NOT_VALID"],
      [
        "permit",
        rights.document.valid,
        "Certificate of a trade document",
        "Attested and in time",
        [SHOWN.digest],
        6,
        null,
      ],
      [
        "repermit",
        rights.document.revoked,
        "Certificate of a trade document",
        "Revoked",
        [],
        6,
        "TRADE_DOCUMENT_REVOKED",
      ],
    ] as const;
    for (const [name, certificate, title, verdict, facts, questions, code] of cases) {
      const made = await print(certificate, name);
      expect([made.exitCode, made.data["code"]], `${name}: ${made.stderr}`).to.deep.equal([0, code]);
      const text = await shown(name);
      expect(text, name).to.contain(title);
      expect(await page.locator(".verdict-title").innerText(), name).to.equal(verdict);
      for (const fact of facts) expect(text, name).to.contain(fact);
      expect(await page.locator(".answer").count(), name).to.equal(questions);
      expect(text, name).to.contain("not provable offline");
      const { number, timestamp } = made.data["block"] as { number: number; timestamp: number };
      const time = new Date(timestamp * 1000).toISOString().replace(".000Z", "Z");
      expect(text, name).to.contain(`It speaks for ${time}, the time of block ${number} `);
      expect(text, name)
        .to.contain(certificateDigest(certificate))
        .and.to.match(/Verified offline at 2\d{3}-/);
    }
  });

  it("draws the digest as a QR code, by the console's library", async () => {
    await shown("live");
    const { modules } = create(certificateDigest(rights.title.live), { errorCorrectionLevel: "M" });
    const svg = page.locator("figure svg");
    expect(await svg.getAttribute("viewBox")).to.equal(`0 0 ${modules.size + 8} ${modules.size + 8}`);
    // Runs of dark modules, row by row, as strokes: "M x y h length", then relative moves.
    const dark = new Set<number>();
    const path = (await svg.locator("path").last().getAttribute("d")) ?? "";
    let [x, y] = [0, 0];
    for (const [, command, a, b] of path.matchAll(/([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?/g)) {
      if (command === "M") [x, y] = [Number(a), Number(b)];
      else if (command === "m") [x, y] = [x + Number(a), y + Number(b)];
      else for (const end = x + Number(a); x < end; x++) dark.add((Math.floor(y) - 4) * modules.size + (x - 4));
    }
    expect([...dark].sort((p, q) => p - q)).to.deep.equal(
      [...modules.data.keys()].filter((i) => modules.data[i] === 1),
    );
  });

  it("is a file of its owner alone that asks for nothing, breaks no accessibility rule and fits A4", async () => {
    for (const name of ["live", "barred", "grade", "permit"]) {
      await shown(name);
      expect(await brokenRules(page), name).to.deep.equal([]);
      const html = readFileSync(at(`${name}.html`), "utf8");
      expect(html).to.not.match(/<script|<link|<img|@import|url\(|src=/);
      expect(statSync(at(`${name}.html`)).mode & 0o777).to.equal(0o600);
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 680, height: 1000 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).to.be.at.most(0);
      await page.emulateMedia({ media: null });
      await page.setViewportSize({ width: 900, height: 1200 });
    }
    expect(asked).to.deep.equal([]);
  });

  it("says the same in Chinese", async () => {
    for (const [name, certificate, title, verdict] of [
      ["zh-title", rights.title.live, "提单权利证明文件", "流通中"],
      ["zh-release", rights.release.barred, "放箱证明文件", "闸口不得放行此箱"],
      ["zh-credit", rights.credit.valid, "信用认定证明文件", "认定有效"],
      ["zh-document", rights.document.revoked, "贸易单证的证明文件", "已撤销"],
    ] as const) {
      expect((await print(certificate, name, "--lang", "zh")).exitCode).to.equal(0);
      const text = await shown(name);
      expect(await page.locator("html").getAttribute("lang")).to.equal("zh-CN");
      expect(text).to.contain(title).and.contain(verdict).and.contain("离线无法证明").and.contain("本证明文件所证为");
    }
  });

  it("prints nothing that does not hold, nothing over another file, and no text as markup", async () => {
    const forged = structuredClone(rights.release.clear);
    forged.acts.pop();
    const refused = await print(forged, "forged");
    expect([refused.exitCode, refused.code]).to.deep.equal([3, "TRAIL_BROKEN"]);
    expect(() => statSync(at("forged.html"))).to.throw(/ENOENT/);
    expect((await print(rights.title.live, "twice")).exitCode).to.equal(0);
    const again = await print(rights.title.live, "twice");
    expect([again.exitCode, again.code]).to.deep.equal([6, "FILE_EXISTS"]);
    const missing = await print(rights.release.clear, "compared", "--document", at("twice.json"));
    expect([missing.exitCode, missing.code]).to.deep.equal([2, "USAGE_DOCUMENT_NOT_COMPARED"]);

    const made = await makeCertificate({ acts: story("pledged") });
    writeFileSync(at("anchor.json"), JSON.stringify(made.anchor));
    const law = "<img src=x> governed by the law of England & Wales";
    writeFileSync(at("other.json"), JSON.stringify({ ...made.certificate.document, termsAndConditions: law }));
    const differs = await print(made.certificate, "differs", "--document", at("other.json"));
    expect([differs.exitCode, differs.data["code"]]).to.deep.equal([0, "DOCUMENT_DIGEST_DIFFERS"]);
    const text = await shown("differs");
    expect(await page.locator(".verdict-title").innerText()).to.equal("Contradicted");
    expect(text).to.contain("<img src=x>").and.contain("CONTENT_DIFFERS");
    expect(await page.locator("img").count()).to.equal(0);
    expect(asked).to.deep.equal([]);
  });
});
