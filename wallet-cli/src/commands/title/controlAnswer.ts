import { z } from "zod";
import { LadingError } from "@lading/sdk/errors";

const word = z.string().regex(/^0x[0-9a-f]{64}$/, "expected 32 bytes, 0x and 64 lower-case hex digits");

const schema = z.strictObject({
  format: z.literal("lading-control-answer"),
  version: z.literal(1),
  challenge: z.strictObject({
    chainId: z.int().positive(),
    title: word,
    audience: z.string().max(200),
    nonce: word,
    notAfter: z.int().positive(),
  }),
  signature: z.string().regex(/^0x[0-9a-f]{130}$/, "expected a signature of 65 bytes, 0x-hex"),
});

/** An officer's answer to "prove control now", as it lies in a file. */
export type ControlAnswer = z.output<typeof schema>;

/**
 * An answer, its form checked.
 *
 * @throws CONTROL_ANSWER_MALFORMED
 */
export function parseControlAnswer(value: unknown, file: string): ControlAnswer {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const reason = z.prettifyError(parsed.error).replaceAll("\n", " ");
  throw new LadingError("CONTROL_ANSWER_MALFORMED", "invalid", `${file} is no proof of control: ${reason}`, { file });
}

/**
 * The nonce of one who asks.
 *
 * @throws NONCE_MALFORMED
 */
export function parseNonce(value: string): string {
  const nonce = value.toLowerCase();
  if (word.safeParse(nonce).success) return nonce;
  throw new LadingError(
    "NONCE_MALFORMED",
    "invalid",
    `"${value}" is no nonce: expected 32 random bytes as 0x and 64 hex digits, of the one who asks (lading title challenge)`,
    { value },
  );
}
