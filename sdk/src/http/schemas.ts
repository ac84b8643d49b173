import { z } from "zod";

/** A 32-byte value: a digest, the id of a right, a hash of a block or transaction. */
export const hash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, "expected 0x and 64 hexadecimal digits")
  .transform((text) => text.toLowerCase() as `0x${string}`)
  .meta({ example: "0x" + "ab".repeat(32) });

/** An account address, in lower case or with its checksum. */
export const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "expected 0x and 40 hexadecimal digits")
  .meta({ example: "0x52908400098527886E0F7030069857D2E4169EE7" });

/** Any bytes. */
export const bytes = z.string().regex(/^0x([0-9a-fA-F]{2})*$/, "expected 0x and an even number of hexadecimal digits");

/** A member's number; 0 is nobody. */
export const memberId = z.int().min(0).max(0xffff_ffff);

/** A member's number as it stands in a URL. */
export const memberInUrl = z.coerce.number<number>().int().min(1).max(0xffff_ffff);

/** Seconds since 1970-01-01T00:00:00Z; 0 = none. */
export const seconds = z.int().min(0).max(0xffff_ffff_ffff);

/** Seconds since 1970 as they stand in a URL. */
export const secondsInUrl = z.coerce.number<number>().int().min(0).max(0xffff_ffff_ffff);

/** A place in the log of the ledger, opaque to the caller; `next` of one page is `after` of the following one. */
export const cursor = z.string().regex(/^[0-9]+-[0-9]+$/, "expected a cursor from an earlier answer");

/** Paging, the same everywhere. */
export const paging = {
  after: cursor.optional().meta({ description: "The cursor of the last item already seen." }),
  limit: z.coerce
    .number<number>()
    .int()
    .min(1)
    .max(500)
    .optional()
    .meta({ description: "Items in a page. Default: 100" }),
};

/** A page of `item`s in ledger order; `next` is null on the last one. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: cursor.nullable() });
}

/** A member in an answer: its number and, where the directory has one, its name. */
export const party = z.object({ member: memberId, name: z.string().nullable(), did: z.string().nullable() });

/** A member in an answer. */
export type Party = z.output<typeof party>;

/** One event of the ledger, as the read model shows it: `args` by the ABI's names, integers up to 48 bits as numbers, wider ones as decimal strings. */
export const ledgerEvent = z.object({
  cursor,
  right: z.string(),
  event: z.string(),
  /** The right that it is about; null where it is about none. */
  subject: hash.nullable(),
  args: z.record(z.string(), z.unknown()),
  blockNumber: z.int(),
  blockTime: seconds,
  transactionHash: hash,
  logIndex: z.int(),
});

/** One event of the ledger. */
export type LedgerEvent = z.output<typeof ledgerEvent>;

/** RFC 9457 problem details, with our stable members. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  code: z.string(),
  kind: z.enum([
    "invalid",
    "unauthenticated",
    "forbidden",
    "notFound",
    "conflict",
    "falsified",
    "unavailable",
    "internal",
  ]),
  facts: z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()), z.array(z.number())]),
    )
    .optional(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
  requestId: z.string().optional(),
});

/** RFC 9457 problem details, with our stable members. */
export type Problem = z.output<typeof problem>;
