import type { ScopeName } from "./scopes.ts";

/** The registries whose acts a member may sign. */
export const RIGHTS = ["members", "did", "title", "release", "credit", "finance", "document", "governance"] as const;

/** One registry of the ledger. */
export type Right = (typeof RIGHTS)[number];

/** A text that a person reads, in both languages of the product. */
export type Text = { readonly en: string; readonly zh: string };

/**
 * What a parameter stands for, whatever its ABI type. Wallets and consoles use it to ask for the value and to resolve what a
 * person types; the api to validate.
 *
 * - `member`: a member's number; typed as alias, name, DID, LEI or social credit code
 * - `title`, `release`, `attestation`, `scheme`, `rule`, `accreditation`: the id of a right or record
 * - `tradeDocument`: the id of an attested trade document; typed as 0x-hex or as the file that was attested
 * - `documentType`: the digest of a schema of trade documents; typed as its name or 0x-hex
 * - `subject`: what a trade document is about, after its kind; typed as that kind is: a member, a bill, a container's number, …
 * - `account`: an address
 * - `instant`: seconds since 1970; typed as ISO 8601 or `+2d`
 * - `duration`: seconds; typed as `2d`, `90s`
 * - `digest`: 32 bytes; typed as 0x-hex or as `@file`, the SHA-256 of whose bytes is taken; `none` is zero
 * - `document`: the digest of a transport document; typed as 0x-hex or as `@file`, which is validated and canonicalised first
 * - `reference`: up to 32 ASCII characters (transport document reference, container number, scheme name), left-aligned in 32 bytes
 * - `commitment`: a salted commitment; typed as the value, which stays in the wallet
 * - `legalId`: hash of an LEI or unified social credit code; typed as the identifier
 * - `flags`: or-ed bits with names
 * - `choice`: one of a list of names, numbered from `first`
 * - `count`: a plain number
 * - `text`: free text
 * - `titles`: several titles, comma-separated
 * - `json`: a structure; typed as `@file.json`
 * - `bytes`: raw bytes as 0x-hex
 */
export type ParameterKind =
  | "member"
  | "title"
  | "release"
  | "attestation"
  | "scheme"
  | "rule"
  | "accreditation"
  | "tradeDocument"
  | "documentType"
  | "subject"
  | "account"
  | "instant"
  | "duration"
  | "digest"
  | "document"
  | "reference"
  | "commitment"
  | "legalId"
  | "flags"
  | "choice"
  | "count"
  | "text"
  | "titles"
  | "json"
  | "bytes";

/** One argument of an act. */
export type Parameter = {
  /** The Solidity parameter's name, which is also the field's name in typed data and over HTTP. */
  readonly name: string;
  readonly kind: ParameterKind;
  readonly summary: Text;
  /** For `choice` and `flags`: the names, in the order of their numbers or bits. */
  readonly choices?: readonly string[];
  /** For `choice`: the number of the first name. Default 0. */
  readonly first?: number;
  /** What a wallet puts when the person says nothing, as the person would type it. Without it the parameter is required. */
  readonly default?: string;
};

/** One act: one external function of a registry that a member's officer performs directly or by signature. */
export type Act = {
  readonly right: Right;
  /** The Solidity function. */
  readonly name: string;
  /** The scope that the officer needs; null where none is asked (anyone may). */
  readonly scope: ScopeName | null;
  /** True when no later act can undo it: a wallet shows the effect and asks first. */
  readonly irreversible?: boolean;
  readonly summary: Text;
  readonly parameters: readonly Parameter[];
};
