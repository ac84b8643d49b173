import type { FieldIssue } from "../../errors.ts";
import type { TransportDocument } from "../dcsa/transportDocument.ts";

/**
 * A rule across fields. `reads` are the top-level properties it looks at: it is applied only where each of them has the right shape,
 * so that one missing field does not hide what else is wrong.
 */
export type Rule = {
  reads: readonly (keyof TransportDocument & string)[];
  check: (document: TransportDocument) => FieldIssue[];
};
