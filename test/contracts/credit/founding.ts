import { id } from "ethers";
import { NEVER, ZERO, ascii } from "../release/port.ts";
import type { Port } from "../release/port.ts";

/** Fields of credit, one bit each. */
export const FIELD = { customs: 1, maritime: 2 } as const;
/** Some document's digest. */
export const DIGEST = id("evidence");
/** The five grades of customs Order 282, best first, and what each means: 1 favoured (AEO), 0 neutral, 2 adverse, 3 seriously. */
export const GRADES = [
  ["advanced certified", 1],
  ["certified", 1],
  ["regular", 0],
  ["dishonest", 2],
  ["seriously dishonest", 3],
] as const;

export type Trace = { rule: string; attestation: string; grade: bigint; benefits: bigint; outcome: bigint };
export type Standing = {
  scheme: bigint;
  grade: bigint;
  attestation: string;
  benefits: bigint;
  flagged: boolean;
  trace: Trace[];
};

/**
 * The port office as root; beneath it customs (with one level more) and maritime safety; scheme 1 is customs' GACC-282 with its five
 * grades; maritime safety's rule recognises the two AEO grades, for consent to purpose 1, with benefits 5.
 */
export async function foundCredit(port: Port): Promise<{ rule: string }> {
  const { act, ids } = port;
  await act("port", "credit", "establishRoot", [ids.port, FIELD.customs | FIELD.maritime, 2, NEVER, ZERO]);
  await act("port", "credit", "accredit", [ids.customs, FIELD.customs, 1, NEVER, ZERO]);
  await act("port", "credit", "accredit", [ids.maritime, FIELD.maritime, 0, NEVER, ZERO]);
  await act("customs", "credit", "publishScheme", [ascii("GACC-282"), 1, FIELD.customs, GRADES.length, DIGEST]);
  for (const [i, [name, meaning]] of GRADES.entries()) {
    await act("customs", "credit", "nameGrade", [1, i + 1, ascii(name), meaning, ZERO]);
  }
  const { result } = await act("maritime", "credit", "publishRule", [1, 0b11, 5, 1, 0, NEVER, DIGEST]);
  return { rule: result as string };
}
