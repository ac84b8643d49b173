import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { deriveKey, newKey, open, seal, type DerivedKey } from "../../../wallet-cli/src/keystore/encryption.ts";
import { isLadingError } from "../../../sdk/src/domain/errors.ts";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const bound = new TextEncoder().encode("what is not secret");
const secret = new TextEncoder().encode("what is");

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isLadingError(error)) return error.code;
    throw error;
  }
  return "no error";
}

describe("keystore/encryption", () => {
  let derived: DerivedKey;

  before(async () => {
    derived = await newKey("correct horse", random);
  });

  it("uses the cost that OWASP names", () => {
    expect(derived.kdf).to.include({ name: "scrypt", n: 131_072, r: 8, p: 1 });
    expect(Buffer.from(derived.kdf.salt, "base64")).to.have.lengthOf(32);
  });

  it("opens what it sealed, with a key derived again", async () => {
    const sealed = seal(derived, secret, bound, random);
    const again = await deriveKey("correct horse", sealed.kdf);
    expect(open(again, sealed, bound)).to.deep.equal(secret);
  });

  it("derives the same key from full-width and ordinary Latin", async () => {
    const wide = await deriveKey("ｃｏｒｒｅｃｔ　ｈｏｒｓｅ", derived.kdf);
    expect(wide.key).to.deep.equal(derived.key);
  });

  it("never uses a nonce twice", () => {
    const nonces = new Set(Array.from({ length: 200 }, () => seal(derived, secret, bound, random).cipher.nonce));
    expect(nonces).to.have.lengthOf(200);
  });

  it("refuses every flipped byte of ciphertext, nonce and bound data", () => {
    const sealed = seal(derived, secret, bound, random);
    const flip = (text: string, at: number): string => {
      const bytes = Buffer.from(text, "base64");
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes.toString("base64");
    };
    for (let at = 0; at < secret.length + 16; at++) {
      expect(codeOf(() => open(derived, { ...sealed, ciphertext: flip(sealed.ciphertext, at) }, bound))).to.equal(
        "WALLET_PASSPHRASE_WRONG",
      );
    }
    for (let at = 0; at < 24; at++) {
      const cipher = { ...sealed.cipher, nonce: flip(sealed.cipher.nonce, at) };
      expect(codeOf(() => open(derived, { ...sealed, cipher }, bound))).to.equal("WALLET_PASSPHRASE_WRONG");
    }
    expect(codeOf(() => open(derived, sealed, new Uint8Array(bound.length)))).to.equal("WALLET_PASSPHRASE_WRONG");
  });

  for (const weak of [{ n: 1024 }, { n: 2 ** 21 }, { n: 131_073 }, { r: 1 }, { p: 64 }]) {
    it(`refuses a recipe with ${JSON.stringify(weak)}`, async () => {
      const code = await deriveKey("correct horse", { ...derived.kdf, ...weak }).then(
        () => "no error",
        (error: { code: string }) => error.code,
      );
      expect(code).to.equal("WALLET_DAMAGED");
    });
  }
});
