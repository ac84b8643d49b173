import { expect } from "chai";
import type { Browser } from "playwright-core";
import { build } from "vite";
import type * as Proof from "../../../sdk/src/proof/index.ts";
import { launchChromium } from "../../web/support/launchChromium.ts";
import { makeCertificate, story } from "./sealedLedger.ts";

/** What a page needs to verify a certificate: nothing but this script. */
async function bundle(): Promise<string> {
  const proof = new URL("../../../sdk/src/proof/index.ts", import.meta.url).pathname;
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      lib: { entry: proof, formats: ["iife"], name: "proof", fileName: () => "proof.js" },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("no bundle");
  return output.output[0].code;
}

describe("verifyCertificate in a browser", () => {
  let browser: Browser;

  before(async function () {
    try {
      browser = await launchChromium();
    } catch (error) {
      console.log(`      skipped: Chromium does not start here: ${String(error).split("\n")[0]}`);
      this.skip();
    }
  });
  after(() => browser?.close());

  it("gives the same verdict without network, and refuses a forgery", async () => {
    const { certificate, anchor } = await makeCertificate({ acts: story("accomplished") });
    const page = await browser.newPage();
    await page.context().setOffline(true);
    await page.addScriptTag({ content: await bundle() });
    const judge = (text: string): Promise<unknown> =>
      page.evaluate(
        ([file, trusted]) => {
          const { proof } = globalThis as unknown as { proof: typeof Proof };
          try {
            return proof.verifyCertificate(JSON.parse(file), proof.parseTrustAnchor(trusted)).verdict.status;
          } catch (error) {
            return (error as { code?: string }).code;
          }
        },
        [text, anchor] as const,
      );
    expect(await judge(JSON.stringify(certificate))).to.equal("accomplished");
    certificate.acts.pop();
    expect(await judge(JSON.stringify(certificate))).to.equal("TRAIL_BROKEN");
  });
});
