import { attestationFold, ruleFold, schemeFold } from "./credit.ts";
import { documentTypeFold, tradeDocumentFold } from "./document.ts";
import { releaseFold } from "./release.ts";
import type { RightFold } from "./RightFold.ts";
import { titleFold } from "./title.ts";

/** Every kind of right that the read model keeps. Each fold knows its own row; here the row's type does not matter. */
export const rightFolds: readonly RightFold[] = [
  titleFold as unknown as RightFold,
  releaseFold as unknown as RightFold,
  attestationFold as unknown as RightFold,
  ruleFold as unknown as RightFold,
  schemeFold as unknown as RightFold,
  tradeDocumentFold as unknown as RightFold,
  documentTypeFold as unknown as RightFold,
];
