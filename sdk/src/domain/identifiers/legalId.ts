import { keccak256, toUtf8Bytes } from "ethers";
import { isLegalEntityIdentifier, parseLegalEntityIdentifier } from "./legalEntityIdentifier.ts";
import { malformed } from "./malformed.ts";
import { isUnifiedSocialCreditCode, parseUnifiedSocialCreditCode } from "./unifiedSocialCreditCode.ts";

/** How a legal entity is identified: legal entity identifier or unified social credit code. */
export type LegalIdKind = "LEI" | "USCC";

/** A legal identifier with its kind. */
export type LegalId = { kind: LegalIdKind; value: string };

/**
 * A legal identifier, written bare or with its kind ("LEI:…", "USCC:…"). The two kinds differ in length, so bare is unambiguous.
 *
 * @throws LadingError the error of the identifier's own check, or `LEGAL_ID_KIND` where it is neither
 * @example
 * parseLegalId("91110000600037341L"); // { kind: "USCC", value: "91110000600037341L" }
 * parseLegalId("LEI:7LTWFZYICNSX8D621K86").kind; // "LEI"
 */
export function parseLegalId(value: unknown, pointer = ""): LegalId {
  const [, prefix, bare] = typeof value === "string" ? (/^(?:(LEI|USCC):)?(.*)$/s.exec(value) ?? []) : [];
  if (bare !== undefined) {
    if (prefix === "LEI" || (prefix === undefined && bare.length === 20)) {
      return { kind: "LEI", value: parseLegalEntityIdentifier(bare, pointer) };
    }
    if (prefix === "USCC" || bare.length === 18) {
      return { kind: "USCC", value: parseUnifiedSocialCreditCode(bare, pointer) };
    }
  }
  throw malformed(
    "LEGAL_ID_KIND",
    "legalId",
    value,
    "expected a legal entity identifier (20 characters) or a unified social credit code (18 characters)",
    pointer,
  );
}

/**
 * Whether a value is a legal identifier, bare or with its kind.
 *
 * @example
 * isLegalId("7LTWFZYICNSX8D621K86"); // true
 */
export function isLegalId(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const bare = value.replace(/^(LEI|USCC):/, "");
  if (value.startsWith("LEI:")) return isLegalEntityIdentifier(bare);
  if (value.startsWith("USCC:")) return isUnifiedSocialCreditCode(bare);
  return isLegalEntityIdentifier(bare) || isUnifiedSocialCreditCode(bare);
}

/**
 * What the members registry stores for a legal identifier: keccak256 of its kind, a colon and its value.
 * Legal identifiers are public, so no salt is needed; the tag keeps the two kinds apart.
 *
 * @returns 32 bytes, 0x-hex
 * @throws LadingError as {@link parseLegalId}
 * @example
 * legalIdHash("91110000600037341L") === legalIdHash("USCC:91110000600037341L"); // true
 */
export function legalIdHash(value: string, pointer = ""): string {
  const id = parseLegalId(value, pointer);
  return keccak256(toUtf8Bytes(`${id.kind}:${id.value}`));
}
