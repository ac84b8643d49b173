import { verifyTypedData } from "ethers";
import { LadingError } from "../errors.ts";

/** "Prove control now": asked by whoever considers a bill, signed by an officer of its holder. */
export type ControlChallenge = {
  chainId: number;
  title: string;
  /** Who asks; the officer sees it before signing. */
  audience: string;
  /** 32 random bytes of the one who asks, 0x-hex; never used twice. */
  nonce: string;
  /** Last moment at which an answer counts, seconds since 1970. */
  notAfter: number;
};

/** What the members registry says of the key that answered. */
export type AnsweringOfficer = { member: number; scopes: readonly string[]; validUntil: number };

// ProveControl(bytes32 title,string audience,bytes32 nonce,uint256 notAfter)
const TYPES = {
  ProveControl: [
    { name: "title", type: "bytes32" },
    { name: "audience", type: "string" },
    { name: "nonce", type: "bytes32" },
    { name: "notAfter", type: "uint256" },
  ],
};

/**
 * The EIP-712 typed data of a challenge. Its domain is its own, so that an answer can never be taken for an act on a registry.
 *
 * @example
 * const { domain, types, message } = controlTypedData(challenge);
 * await wallet.signTypedData(domain, types, message);
 */
export function controlTypedData(challenge: ControlChallenge) {
  const { chainId, ...message } = challenge;
  return { domain: { name: "Lading Proof of Control", version: "1", chainId }, types: TYPES, message };
}

/**
 * The officer's address behind an answer, still to be looked up in the members registry.
 *
 * @param now seconds since 1970
 * @throws LadingError `CONTROL_ANSWER_LATE` or `CONTROL_ANSWER_MALFORMED`
 * @example
 * recoverController(challenge, signature, 1795000000); // "0x…"
 */
export function recoverController(challenge: ControlChallenge, signature: string, now: number): string {
  if (now > challenge.notAfter) {
    throw new LadingError(
      "CONTROL_ANSWER_LATE",
      "falsified",
      `the answer came at ${now}; expected by ${challenge.notAfter}: ask again with a fresh nonce`,
      { now, notAfter: challenge.notAfter },
    );
  }
  const { domain, types, message } = controlTypedData(challenge);
  try {
    return verifyTypedData(domain, types, message, signature);
  } catch (cause) {
    throw new LadingError(
      "CONTROL_ANSWER_MALFORMED",
      "invalid",
      "the answer is not a signature over this challenge: expected 65 bytes as 0x-hex",
      {},
      { cause },
    );
  }
}

/**
 * Whether an officer's answer proves control of a bill: it acts for the holder, within the scope `title`, and still does.
 *
 * @param now seconds since 1970
 * @example
 * provesControl({ member: 3, scopes: ["title"], validUntil: 2 ** 40 - 1 }, 3, 1795000000); // true
 */
export function provesControl(officer: AnsweringOfficer, holder: number, now: number): boolean {
  return officer.member === holder && holder !== 0 && officer.scopes.includes("title") && now <= officer.validUntil;
}
