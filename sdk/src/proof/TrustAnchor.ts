import { z } from "zod";
import { LadingError } from "../domain/errors.ts";

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "expected an address of 40 hex digits")
  .transform((text) => text.toLowerCase());

const schema = z.object({
  /** EIP-155 chain id; a certificate must name the same. */
  chainId: z.int().positive(),
  /** Validators that the reader trusts, from the operator's publication, a court's file or an earlier certificate. */
  validators: z.array(address).min(1),
  /** Where the registries are: a certificate cannot bring its own. */
  registries: z.object({
    title: address,
    members: address,
    release: address.optional(),
    credit: address.optional(),
    document: address.optional(),
  }),
});

/** What a reader knows beforehand, and all that a certificate is believed on. */
export type TrustAnchor = z.output<typeof schema>;

/**
 * A trust anchor, addresses in lower case.
 *
 * @throws LadingError `TRUST_ANCHOR_INVALID`
 * @example
 * parseTrustAnchor({ chainId: 648529, validators: ["0x647bfdd19655e51e69d35454ff3a92f8828e6302"], registries: { title, members } });
 */
export function parseTrustAnchor(value: unknown): TrustAnchor {
  const parsed = schema.safeParse(value);
  if (parsed.success && new Set(parsed.data.validators).size === parsed.data.validators.length) return parsed.data;
  throw new LadingError(
    "TRUST_ANCHOR_INVALID",
    "invalid",
    "the trust anchor needs a chain id, one or more validators, each once, and the addresses of the title and members registries",
    {},
    { cause: parsed.error },
  );
}
