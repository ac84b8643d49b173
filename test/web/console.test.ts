import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { createHttpClient } from "../../sdk/src/http/index.ts";
import { failure } from "../api/support.ts";
import { brokenRules } from "./support/brokenRules.ts";
import { launchChromium } from "./support/launchChromium.ts";
import { openPort, type Port } from "./support/port.ts";

const WIDTHS = [1280, 390];

describe("the console in Chromium", () => {
  let port: Port;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What the browser complained about, and whatever it asked of other origins. */
  const complaints: string[] = [];

  before(async () => {
    [port, browser] = await Promise.all([openPort(), launchChromium()]);
    context = await browser.newContext({ locale: "en-GB", timezoneId: "Asia/Shanghai" });
    page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // The browser's own line for an answer that is a problem document; the page says it to the reader.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== port.world.apiUrl) complaints.push(`asks ${request.url()}`);
    });
  });

  after(async () => {
    await browser?.close();
    port?.close();
  });

  /** Opens a place of the console and waits until nothing is being read any more. */
  async function open(place: string): Promise<void> {
    if (!page.url().startsWith(port.world.apiUrl)) await page.goto(`${port.world.apiUrl}/`);
    await page.evaluate(async (hash) => {
      if (location.hash === hash) return;
      // The page's own listener was there first, so it has rendered when this one is called.
      const changed = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
      location.hash = hash;
      await changed;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }, `#/${place}`);
    await settled();
  }

  async function settled(): Promise<void> {
    await page.waitForFunction(
      () => document.querySelector("h1") !== null && document.querySelector(".loading") === null,
    );
  }

  const main = (): Promise<string> => page.locator("main").innerText();

  const token = (): Promise<string> =>
    page.evaluate(() => (JSON.parse(sessionStorage.getItem("lading.session")!) as { token: string }).token);

  const places = (): string[] => [
    "",
    "titles",
    `titles/${port.titles.live}`,
    `titles/${port.titles.accomplished}`,
    "releases",
    `releases/${port.release}`,
    "documents",
    `documents/${port.documents.policy}`,
    `documents/${port.documents.revoked}`,
    "credit",
    "members",
    `members/${port.consignee.member}`,
    "network",
    "verify",
    "nowhere",
  ];

  describe("sign-in", () => {
    let code: string;

    it("shows a code and the command that approves it", async () => {
      await open("titles");
      expect(await page.locator("h1").innerText()).to.equal("Sign in");
      await page.getByRole("button", { name: "Get a code" }).click();
      code = await page.locator(".code").innerText();
      expect(code).to.match(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
      expect(await page.locator(".command code").innerText()).to.equal(`lading console approve ${code}`);
    });

    it("is refused by a wallet that expects another page", async () => {
      const refused = await port.wallet(["console", "approve", code, "--origin", "https://elsewhere.example", "--yes"]);
      expect([refused.code, refused.exitCode]).to.deep.equal(["SIGN_IN_ORIGIN_DIFFERS", 6]);
    });

    it("asks before it approves", async () => {
      expect((await port.wallet(["console", "approve", code])).code).to.equal("CONFIRMATION_NEEDED");
    });

    it("opens the page once the wallet has approved", async () => {
      const approved = await port.wallet(["console", "approve", code.toLowerCase(), "--yes"]);
      expect(approved.exitCode, approved.stderr).to.equal(0);
      expect(approved.data.origin).to.equal(port.world.apiUrl);
      await page.getByRole("navigation", { name: "Main" }).waitFor();
      await settled();
      expect(await page.locator("h1").innerText()).to.equal("Titles");
    });

    it("takes a code once", async () => {
      expect((await port.wallet(["console", "approve", code, "--yes"])).code).to.equal("SIGN_IN_UNKNOWN");
    });

    it("gives a session that only reads", async () => {
      const bearer = await token();
      const client = createHttpClient({ baseUrl: port.world.apiUrl, authenticate: async () => bearer });
      expect((await client.me.show()).member.member).to.equal(port.consignee.member);
      const document = { digest: `0x${"11".repeat(32)}`, body: { title: port.titles.live, content: {} } } as const;
      expect((await failure(client.documents.put(document))).code).to.equal("SESSION_READ_ONLY");
      const other = await client.signIn.begin();
      expect((await failure(client.signIn.approve({ body: { code: other.code } }))).code).to.equal("SESSION_READ_ONLY");
    });
  });

  describe("pages", () => {
    it("says what waits for my member, with the command that answers", async () => {
      await open("");
      const waiting = page.locator("section").filter({ has: page.getByRole("heading", { name: "Awaiting me" }) });
      await waiting.locator("summary").first().click();
      expect(await waiting.locator(".command code").first().innerText()).to.equal(
        `lading title accept --title ${port.titles.offered}`,
      );
      expect(await main()).to.contain("上海临港精密机械有限公司 Lingang");
    });

    for (const [name, words] of [
      ["live", "Live"],
      ["offered", "Offered, not yet accepted"],
      ["pledged", "Pledged"],
      ["frozen", "Frozen"],
      ["delivered", "Cargo delivered without the bill"],
      ["accomplished", "Accomplished: spent"],
    ] as const) {
      it(`says of a bill that is ${name}: ${words}`, async () => {
        await open(`titles/${port.titles[name]}`);
        const banner = await page.locator(".verdict").innerText();
        expect(banner)
          .to.contain(words)
          .and.to.match(/As of block \d+/);
        expect(banner).not.to.match(/\bvalid\b/i);
        expect(await page.locator(".verdict").getAttribute("class")).to.contain(
          { live: "good", offered: "note", pledged: "warn", frozen: "stop", delivered: "stop", accomplished: "stop" }[
            name
          ],
        );
      });
    }

    it("draws the chain of control through the members who had it", async () => {
      await open(`titles/${port.titles.accomplished}`);
      expect(await page.locator(".chain-lanes a").allInnerTexts()).to.deep.equal([
        "Hansa Feinmechanik GmbH",
        "上海临港精密机械有限公司 Lingang",
      ]);
      const letters = await page.locator(".chain-steps .chain-letter").allTextContents();
      expect(letters).to.deep.equal(["A", "A", "B", "B", "B"]);
      const steps = await page.locator(".chain-steps p:first-child").allInnerTexts();
      expect(steps[2]).to.equal("上海临港精密机械有限公司 Lingang accepted it from Hansa Feinmechanik GmbH");
    });

    it("shows an act on the page that is open, without being asked", async () => {
      await open(`titles/${port.titles.live}`);
      expect(await page.locator(".chain-steps li").count()).to.equal(1);
      const instrument = `0x${"5a".repeat(32)}`;
      await port.consignee.act("title", "sign", { title: port.titles.live, instrument });
      await page.getByText("上海临港精密机械有限公司 Lingang signed it").first().waitFor({ timeout: 5_000 });
    });

    it("tells why the gate would not let the container out, and that unknown is not green", async () => {
      await open(`releases/${port.release}`);
      expect(await page.locator("h1").innerText()).to.contain(port.container);
      const banner = await page.locator(".verdict").innerText();
      expect(banner).to.contain("The gate must not let this container out").and.to.contain("CUSTOMS_LIGHT");
      const customs = page.locator(".light").filter({ hasText: "customs" });
      expect(await customs.innerText()).to.contain("unknown");
      expect(await customs.locator(".mark-unknown").count()).to.equal(1);
      const commercial = page.locator(".light").filter({ hasText: "commercial" });
      expect(await commercial.innerText())
        .to.contain("green")
        .and.to.contain("Jianghai Container Lines");
      expect(await page.locator(".chain-steps p:first-child").allInnerTexts()).to.deep.equal([
        "Jianghai Container Lines issued the release to 上海临港精密机械有限公司 Lingang",
        "Jianghai Container Lines set the light commercial: green",
      ]);
    });

    it("shows a bill's trade documents, a container's, and a revoked one as such", async () => {
      await open(`titles/${port.titles.live}`);
      const rows = page
        .locator("section")
        .filter({ has: page.getByRole("heading", { name: "Trade documents about it" }) });
      await rows.locator("tbody tr").nth(1).waitFor();
      const told = await rows.locator("tbody tr").allInnerTexts();
      expect(told[0]).to.contain("Insurance certificate").and.contain("Oriental Marine").and.contain("in time");
      expect(told[1]).to.contain("revoked");
      await rows.getByRole("link", { name: "Insurance certificate" }).nth(1).click();
      await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Insurance certificate");
      await settled();
      expect(await page.locator(".verdict").innerText()).to.contain("Revoked");
      expect(await page.locator(".verdict").getAttribute("class")).to.contain("stop");
      expect(await main())
        .to.contain("revoked it, reason 4")
        .and.contain("REVOKED");
      await open(`documents/${port.documents.policy}`);
      const banner = await page.locator(".verdict").innerText();
      expect(banner)
        .to.contain("Attested and in time")
        .and.not.match(/\bvalid\b/i);
      await open(`releases/${port.release}`);
      await page.getByRole("link", { name: "Inspection certificate" }).waitFor();
    });

    it("says which types of trade document there are, and who issues them", async () => {
      await open("documents");
      const row = page.locator("tr").filter({ hasText: "insurance-certificate" });
      expect(await row.innerText())
        .to.contain("Insurance certificate")
        .and.contain("insurer")
        .and.contain("admitted");
      // About its bill, and about the container that it may collect.
      const links = page.locator("section").filter({ hasText: "Attested by my member" }).locator("tbody th a");
      expect(await links.allInnerTexts()).to.deep.equal([
        "Insurance certificate",
        "Insurance certificate",
        "Inspection certificate",
      ]);
      await open(`documents/0x${"ee".repeat(32)}`);
      expect(await page.getByRole("alert").innerText()).to.contain("TRADE_DOCUMENT_UNKNOWN");
    });

    it("says the sentence, the code and the next step of a failure, and asks again", async () => {
      await page.route("**/v1/credit/**", (route) => route.abort());
      await open("credit");
      const fault = await page.getByRole("alert").first().innerText();
      expect(fault).to.contain("API_UNREACHABLE").and.to.contain("What to do");
      await page.unroute("**/v1/credit/**");
      await page.getByRole("alert").first().getByRole("button", { name: "Read again" }).click();
      await page.getByText("No agency has published a recognition rule.").waitFor();
    });

    it("knows what it does not know", async () => {
      await open("nowhere");
      expect(await page.locator("h1").innerText()).to.equal("There is no such page");
      await open(`titles/0x${"ee".repeat(32)}`);
      expect(await page.getByRole("alert").innerText()).to.contain("TITLE_UNKNOWN");
    });

    it("can be used without a mouse", async () => {
      await open("members");
      await page.keyboard.press("Tab");
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.locator(".skip").focus();
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.tagName)).to.equal("MAIN");
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal("Read again");
    });
  });

  for (const { language, tag, heading, checked } of [
    { language: "English", tag: "en-GB", heading: "Overview", checked: 1280 },
    { language: "中文", tag: "zh-CN", heading: "总览", checked: 390 },
  ]) {
    describe(`in ${language}`, () => {
      before(async () => {
        await open("");
        await page.getByRole("button", { name: language }).click();
      });

      it("keeps the language, and says it to the browser", async () => {
        await page.reload();
        await settled();
        expect(await page.locator("html").getAttribute("lang")).to.equal(tag);
        expect(await page.locator("h1").innerText()).to.equal(heading);
      });

      it("fits every page in each width", async () => {
        for (const width of WIDTHS.toSorted((a, b) => Number(a === checked) - Number(b === checked))) {
          await page.setViewportSize({ width, height: 900 });
          for (const place of places()) {
            await open(place);
            const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            expect(excess, `${place} at ${width}`).to.be.at.most(0);
          }
        }
      });

      it("breaks no accessibility rule on any page (axe: WCAG 2.2 A and AA)", async () => {
        for (const place of places()) {
          await open(place);
          expect(await brokenRules(page), place).to.deep.equal([]);
        }
      });
    });
  }

  describe("after all that", () => {
    it("draws Chinese with the bundled font where the system has none", async () => {
      expect(await page.locator("html").getAttribute("class")).to.equal("bundled-font");
      const drawn = await page.evaluate(() => [...document.fonts].filter(({ status }) => status === "loaded").length);
      expect(drawn).to.be.above(0);
    });

    it("ends the session at the API when the reader signs out", async () => {
      const bearer = await token();
      await page.getByRole("button", { name: "退出" }).click();
      await page.getByRole("button", { name: "获取登录码" }).waitFor();
      expect(await page.evaluate(() => sessionStorage.length)).to.equal(0);
      const client = createHttpClient({ baseUrl: port.world.apiUrl, authenticate: async () => bearer });
      for (let attempt = 0; ; attempt += 1) {
        const ended = await client.me.show().then(
          () => undefined,
          (error: { code: string }) => error.code,
        );
        if (ended !== undefined || attempt === 20) {
          expect(ended).to.equal("SESSION_ENDED");
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    });

    it("broke no content security policy, threw nothing, and asked no other origin for anything", () => {
      expect(complaints).to.deep.equal([]);
    });
  });
});
