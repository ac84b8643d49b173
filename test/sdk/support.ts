import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isLadingError, type LadingError } from "../../sdk/src/domain/errors.ts";

/** Committed vectors, shared by Solidity, sdk and command line tests. */
export function vector(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
}

/** A file of the shared reference material; without it the test that needs it is skipped, and says so. */
export function shared(context: Mocha.Context, name: string): string {
  const path = join(process.env["LADING_SHARED"] ?? "../shared", name);
  if (!existsSync(path)) {
    console.log(`      skipped: ${name} is absent; set LADING_SHARED to the shared reference material`);
    context.skip();
  }
  return readFileSync(path, "utf8");
}

/** The error that a call must throw. */
export function refusalOf(call: () => unknown): LadingError {
  try {
    call();
  } catch (error) {
    if (isLadingError(error)) return error;
    throw error;
  }
  throw new Error("expected a LadingError, but the call returned");
}

/** The error that a promise must end in. */
export async function rejectionOf(promise: Promise<unknown>): Promise<LadingError> {
  try {
    await promise;
  } catch (error) {
    if (isLadingError(error)) return error;
    throw error;
  }
  throw new Error("expected a LadingError, but the promise resolved");
}
