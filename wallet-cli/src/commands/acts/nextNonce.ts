import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../framework/context.ts";
import { atomicWrite } from "../../keystore/atomicWrite.ts";
import { withLock } from "../../keystore/withLock.ts";

/** A page, 31 random bytes as hex, and which of its numbers is next. */
type Page = { page: string; next: number };

/** The page in use, by chain, registry and officer. */
type Pages = Readonly<Record<string, Page>>;

const PAGE_BYTES = 31;
const NUMBERS = 256;

/** Whose numbers are asked for, and where. */
export type NonceOwner = { chainId: number; registry: string; officer: string };

/**
 * A number for a signed act that this wallet never gave before.
 *
 * The ledger keeps used numbers in words of 256 (contracts/base/Acts.sol). Random numbers would cost it a new word with each act; so a wallet
 * takes a random page and uses it up before it takes another. Two copies of one wallet may give the same number: the ledger admits the
 * first (ACT_NONCE_USED), and the other gives the next.
 *
 * @returns 32 bytes, 0x-hex
 * @throws WALLET_BUSY
 */
export async function nextNonce({ chainId, registry, officer }: NonceOwner, context: Context): Promise<string> {
  await mkdir(context.directory, { recursive: true, mode: 0o700 });
  const file = join(context.directory, "act-nonces.json");
  const owner = `${chainId}/${registry}/${officer}`.toLowerCase();
  return withLock(`${file}.lock`, async () => {
    const pages = await read(file);
    const { page, next } = usable(pages[owner]) ?? { page: newPage(context), next: 0 };
    await atomicWrite(file, `${JSON.stringify({ ...pages, [owner]: { page, next: next + 1 } })}\n`);
    return `0x${page}${next.toString(16).padStart(2, "0")}`;
  });
}

function newPage(context: Context): string {
  return Buffer.from(context.random(PAGE_BYTES)).toString("hex");
}

/** The page, where it is one and has numbers left. */
function usable(page: Page | undefined): Page | undefined {
  if (typeof page?.page !== "string" || !/^[0-9a-f]{62}$/.test(page.page)) return undefined;
  return Number.isInteger(page.next) && page.next >= 0 && page.next < NUMBERS ? page : undefined;
}

/** What is damaged is not needed: a new page is as good. */
async function read(file: string): Promise<Pages> {
  try {
    const pages: unknown = JSON.parse(await readFile(file, "utf8"));
    return typeof pages === "object" && pages !== null && !Array.isArray(pages) ? (pages as Pages) : {};
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
