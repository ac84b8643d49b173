import { z } from "zod";
import { LadingError } from "@lading/sdk/errors";

const opening = z.object({
  commitment: z.string().regex(/^0x[0-9a-f]{64}$/),
  value: z.string(),
  salt: z.string().regex(/^0x[0-9a-f]{64}$/),
});

/** What a driver carries to the gate: the two commitments of the release, opened. */
export const gatePassSchema = z.object({
  format: z.literal("lading-gate-pass"),
  version: z.literal(1),
  release: z.string().regex(/^0x[0-9a-f]{64}$/),
  driver: opening,
  plate: opening,
});

/** See {@link gatePassSchema}. */
export type GatePass = z.infer<typeof gatePassSchema>;

/**
 * Checks that a pass opens its own commitments.
 *
 * @throws PASS_INVALID · PASS_FORGED where value and salt do not give the commitment
 */
export async function parseGatePass(value: unknown, file: string): Promise<GatePass> {
  const parsed = gatePassSchema.safeParse(value);
  if (!parsed.success) {
    throw new LadingError(
      "PASS_INVALID",
      "invalid",
      `${file} holds no gate pass: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`,
      { file },
    );
  }
  const { commitment } = await import("@lading/sdk");
  for (const part of ["driver", "plate"] as const) {
    const { salt, value: opened, commitment: claimed } = parsed.data[part];
    if (commitment(salt, opened) === claimed) continue;
    throw new LadingError("PASS_FORGED", "falsified", `the pass does not open its ${part} commitment`, { part });
  }
  return parsed.data;
}
