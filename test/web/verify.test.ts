import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { create } from "qrcode";
import { build } from "vite";
import { certificateDigest, type Certificate } from "../../sdk/src/proof/index.ts";
import { certifyEveryRight, type EveryRight, SHOWN } from "../sdk/proof/everyRight.ts";
import { makeCertificate, REFERENCE, story, TIME } from "../sdk/proof/sealedLedger.ts";
import { brokenRules } from "./support/brokenRules.ts";
import { launchChromium } from "./support/launchChromium.ts";

const DIST = fileURLToPath(new URL("../../web/dist/", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The built console from a server of files and nothing else: no API stands behind it. */
async function serveConsole(): Promise<Server> {
  await build({ root: fileURLToPath(new URL("../../web", import.meta.url)), logLevel: "error" });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = pathname === "/" ? "index.html" : pathname.slice(1);
    readFile(join(DIST, file)).then(
      (content) =>
        response
          .writeHead(200, {
            "content-type": TYPES[extname(file)] ?? "text/plain",
            // As strict as the API's own: nothing but files of this origin, and nothing compiled from text.
            "content-security-policy":
              "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; connect-src 'self'",
          })
          .end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

describe("the console's verification page in Chromium", () => {
  let server: Server;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let certificate: Certificate;
  let anchor: string;
  let rights: EveryRight;
  /** Whatever the page asked for after it was loaded. */
  const asked: string[] = [];
  /** What the browser complained about. */
  const complaints: string[] = [];

  before(async () => {
    [server, browser, rights] = await Promise.all([serveConsole(), launchChromium(), certifyEveryRight()]);
    context = await browser.newContext({ locale: "en-GB", timezoneId: "Asia/Shanghai" });
    page = await context.newPage();
    const made = await makeCertificate({ acts: story("pledged") });
    certificate = made.certificate;
    anchor = JSON.stringify(made.anchor);
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
    await page.clock.setFixedTime((TIME + 3600 + 7200) * 1000);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/#/verify`);
    await page.getByLabel("Trust anchor").waitFor();
    await context.setOffline(true);
    page.on("request", (request) => asked.push(request.url()));
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  const give = async (label: string, name: string, text: string): Promise<void> =>
    page.getByLabel(label, { exact: true }).setInputFiles({
      ...{ name, mimeType: "application/json", buffer: Buffer.from(text) },
    });
  const giveBoth = async (file: string, trusted = anchor): Promise<void> => {
    await give("Certificate", "bill.json", file);
    await give("Trust anchor", "anchor.json", trusted);
  };
  const fault = async (code: string): Promise<string> => {
    await page.getByRole("alert").filter({ hasText: code }).waitFor();
    return page.locator("main").innerText();
  };

  it("is reached from the sign-in page, and asks for no sign-in", async () => {
    expect(await page.locator("h1").innerText()).to.equal("Verify a certificate");
    await page.getByRole("link", { name: "Back to Sign in" }).click();
    await page.getByRole("link", { name: "Verify a certificate without signing in" }).click();
    await page.getByRole("heading", { name: "Verify a certificate" }).waitFor();
    await page.getByLabel("Trust anchor").waitFor();
  });

  it("says the verdict, the block's time and its age, and what no file can prove", async () => {
    await giveBoth(JSON.stringify(certificate));
    const banner = page.getByRole("group", { name: "Verdict proven by the certificate" });
    expect(await banner.innerText())
      .to.contain("Pledged")
      .and.match(/As of block 77, /);
    const said = await page.locator("main").innerText();
    expect(said).to.contain("2 hours ago").and.contain(REFERENCE);
    const answers = await page.locator(".checks tbody tr").allInnerTexts();
    expect(answers).to.have.length(12);
    expect(answers.find((row) => row.includes("singular") || row.includes("only live bill"))).to.match(/\b(yes|no)\b/);
    const unprovable = answers.filter((row) => row.includes("not provable offline"));
    expect(unprovable).to.have.length.above(0);
    expect(unprovable.find((row) => row.includes("Does the presenter control it now?"))).to.match(/[A-Z_]{6,}/);
  });

  it("draws the digest of the certificate as a QR code, and prints it without the form", async () => {
    const digest = certificateDigest(certificate);
    const figure = page.locator(".qr-figure");
    expect(await figure.innerText()).to.equal(digest);
    const { modules } = create(digest, { errorCorrectionLevel: "M" });
    const drawn = await page.getByRole("img", { name: "QR code of the certificate's digest" }).locator("path");
    const cells = [...((await drawn.getAttribute("d")) ?? "").matchAll(/M(\d+),(\d+)h1v1h-1z/g)];
    const dark = new Set(cells.map(([, x, y]) => Number(y) * modules.size + Number(x)));
    expect([...modules.data.keys()].filter((i) => modules.data[i] === 1)).to.deep.equal([...dark]);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("input[type=file]").first().isVisible()).to.equal(false);
    expect(await figure.isVisible()).to.equal(true);
    await page.emulateMedia({ media: null });
  });

  it("breaks no accessibility rule with an answer on it (axe: WCAG 2.2 A and AA), and fits a telephone", async () => {
    expect(await brokenRules(page)).to.deep.equal([]);
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).to.be.at.most(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it("says of a release, a grade and a trade document what is proven, in good state and in bad", async () => {
    const trusted = JSON.stringify(rights.anchor);
    const cases = [
      [rights.release.clear, "good", "The gate may let this container out", [SHOWN.container, "VEHICLE_AT_GATE"], 14],
      [rights.release.barred, "stop", "The gate must not let this container out", ["held for inspection"], 14],
      [rights.release.gone, "stop", "The release has ended", ["the container left already", "GONE"], 14],
      [rights.credit.valid, "good", "Attested and in force", ["ACCREDITED", "Member 7"], 10],
      [rights.credit.revoked, "stop", "Revoked", ["revoked, reason 3"], 10],
      [rights.document.valid, "good", "Attested and in time", ["ISSUER_ACTIVE", SHOWN.container], 6],
      [rights.document.revoked, "stop", "Revoked", ["REVOKED"], 6],
      [rights.title.accomplished, "stop", "Accomplished: spent", ["ACCOMPLISHED", SHOWN.reference], 12],
    ] as const;
    for (const [file, tone, verdict, facts, questions] of cases) {
      await giveBoth(JSON.stringify(file), trusted);
      await page
        .locator(".qr-figure")
        .filter({ hasText: certificateDigest(file) })
        .waitFor();
      const banner = page.getByRole("group", { name: "Verdict proven by the certificate" });
      expect(await banner.innerText())
        .to.contain(verdict)
        .and.match(/As of block \d+, /);
      expect(await banner.getAttribute("class"), verdict).to.contain(`verdict-${tone}`);
      const said = await page.locator("main").innerText();
      for (const fact of facts) expect(said).to.contain(fact);
      const answers = await page.locator(".checks tbody tr").allInnerTexts();
      expect(answers).to.have.length(questions);
      expect(answers.filter((row) => /\bno\b$/.test(row)).length > 0, verdict).to.equal(tone === "stop");
      expect(answers.some((row) => row.includes("not provable offline"))).to.equal(true);
      expect(await brokenRules(page), verdict).to.deep.equal([]);
    }
    await page.setViewportSize({ width: 390, height: 900 });
    for (const { clear: file } of [rights.release]) await giveBoth(JSON.stringify(file), trusted);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).to.be.at.most(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it("refuses a tampered one of each of them", async () => {
    const trusted = JSON.stringify(rights.anchor);
    for (const file of [rights.release.clear, rights.credit.valid, rights.document.valid]) {
      const { header, ...rest } = file;
      const bytes = Buffer.from(header, "base64");
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      await giveBoth(JSON.stringify({ ...rest, header: bytes.toString("base64") }), trusted);
      await page.getByText("The certificate is refused: bill.json").waitFor();
      expect(await page.locator(".verdict, .qr").count()).to.equal(0);
      const acts = structuredClone(file.acts);
      acts[0]![1] += 1;
      await giveBoth(JSON.stringify({ ...file, acts }), trusted);
      expect(await fault("TRAIL_BROKEN")).to.contain("The verification ended in a no");
    }
  });

  it("refuses a forged certificate", async () => {
    const forged = structuredClone(certificate);
    forged.acts.pop();
    await giveBoth(JSON.stringify(forged));
    const said = await fault("TRAIL_BROKEN");
    expect(said).to.contain("The certificate is refused: bill.json").and.contain("The verification ended in a no");
    expect(await page.locator(".verdict, .qr").count()).to.equal(0);
  });

  it("refuses a true one by the validators of another ledger", async () => {
    const others = JSON.stringify({ ...JSON.parse(anchor), validators: [`0x${"ab".repeat(20)}`] });
    await giveBoth(JSON.stringify(certificate), others);
    await page.getByText("The certificate is refused: bill.json").waitFor();
    expect(await page.locator(".verdict").count()).to.equal(0);
  });

  it("says which of the two files is a wrong one, and what would be right", async () => {
    await giveBoth("no JSON");
    expect(await fault("JSON_MALFORMED")).to.contain("This file is no JSON text");
    await giveBoth('{"format":"invoice"}');
    expect(await fault("CERTIFICATE_MALFORMED")).to.contain("This file is no certificate");
    await giveBoth(anchor, JSON.stringify(certificate));
    expect(await fault("TRUST_ANCHOR_INVALID")).to.contain("The trust anchor cannot be used: anchor.json");
    await giveBoth(`{"format":"lading-certificate","format":"lading-certificate"}`);
    expect(await fault("JSON_NAME_TWICE")).to.contain("expected each name once");
  });

  it("has asked nobody for anything since it was loaded", () => {
    expect(asked).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
  });

  it("says the same in Chinese", async () => {
    await giveBoth(JSON.stringify(certificate));
    await page.getByRole("button", { name: "中文" }).click();
    const said = await page.locator("main").innerText();
    expect(said).to.contain("已质押").and.contain("离线无法证明").and.contain("2小时前");
    expect(await page.locator("h1").innerText()).to.equal("核验证明文件");
    for (const [file, verdict, question] of [
      [rights.release.barred, "闸口不得放行此箱", "该箱是否无任何机构布控？"],
      [rights.credit.revoked, "已撤销", "认定机构是否为有效成员？"],
      [rights.document.valid, "已签证，在有效期内", "所示文本是否与账本摘要一致？"],
    ] as const) {
      await page.locator("#file-certificate").setInputFiles({
        ...{ name: "bill.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) },
      });
      await page.locator("#file-anchor").setInputFiles({
        ...{ name: "anchor.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(rights.anchor)) },
      });
      await page
        .locator(".qr-figure")
        .filter({ hasText: certificateDigest(file) })
        .waitFor();
      expect(await page.locator("main").innerText())
        .to.contain(verdict)
        .and.contain(question)
        .and.contain("离线无法证明");
    }
  });
});
