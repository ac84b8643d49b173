import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import chromium, { inflate } from "@sparticuz/chromium";
import { chromium as playwright, type Browser } from "playwright-core";

/**
 * Starts a real Chromium from npm, with the shared libraries that it needs beside it: nothing has to be installed on the machine.
 * Its sandbox is off, because containers do not permit one; it sees pages of the loopback only.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  const packed = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..", "bin");
  await inflate(join(packed, "al2023.tar.br"));
  const libraries = join(tmpdir(), "al2023", "lib");
  return playwright.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu"],
    env: {
      ...process.env,
      // The fonts of the package and no other, so that pages look the same on every machine: none of them is Chinese.
      FONTCONFIG_PATH: join(tmpdir(), "fonts"),
      LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
    },
  });
}
