import { z } from "zod";
import { RIGHTS } from "../acts/Act.ts";

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "a 20-byte address as 0x-hex");
const hex = z.string().regex(/^0x(?:[0-9a-fA-F]{2})*$/, "bytes as 0x-hex");
/** An argument of an act on the wire: numbers up to 48 bits as JSON numbers, wider ones as decimal strings, bytes as 0x-hex. */
export const argumentSchema: z.ZodType<ActArgument> = z.lazy(() =>
  z.union([
    z.string().max(20_000),
    z.number(),
    z.boolean(),
    z.array(argumentSchema).max(256),
    z.record(z.string(), argumentSchema),
  ]),
);

/** An argument of an act on the wire. */
export type ActArgument = string | number | boolean | ActArgument[] | { [name: string]: ActArgument };

/** The arguments of an act by their Solidity names. */
export type ActArguments = Record<string, ActArgument>;

/**
 * An act as its officer signed it, as it travels over HTTP and lies in files. Any engine of the ledger accepts it from
 * anyone: the signature, not the sender, is what counts.
 */
export const signedActSchema = z.object({
  right: z.enum(RIGHTS).describe("the registry"),
  act: z.string().min(1).max(64).describe("the act's Solidity name"),
  args: z.record(z.string(), argumentSchema).describe("the act's arguments by name"),
  officer: address.describe("who signed"),
  nonce: hex.describe("any 32-byte number that this officer has not used in this registry"),
  notAfter: z.int().positive().describe("last moment of use, seconds since 1970"),
  signature: hex.describe("EIP-712 signature"),
  countersignatures: z
    .array(z.object({ officer: address, signature: hex }))
    .max(8)
    .default([])
    .describe("further officers of the same member, in ascending order of address"),
});

/** See {@link signedActSchema}. */
export type SignedAct = z.infer<typeof signedActSchema>;

/** What an officer is about to sign: a {@link SignedAct} without its signatures. */
export type UnsignedAct = Omit<SignedAct, "signature" | "countersignatures" | "officer">;
