import type { Act, Parameter } from "./Act.ts";
import { instrument, member } from "./parameters.ts";

/** What a registration means now, in the numbers of contracts/src/finance/IFinanceRegistry.sol. */
export const FINANCING_STATUSES = [
  "none",
  "pending",
  "registered-unique",
  "registered-duplicate",
  "duplicate-financed",
  "financed",
  "cancelled",
] as const;

const financing: Parameter = {
  name: "financing",
  kind: "attestation",
  summary: { en: "the financing's id", zh: "融资登记标识" },
};
const act = (
  name: string,
  scope: Act["scope"],
  summary: Act["summary"],
  parameters: readonly Parameter[],
  irreversible = false,
): Act => ({ right: "finance", name, scope, summary, parameters, ...(irreversible ? { irreversible } : {}) });

/** Acts of contracts/src/finance: the blind lock against financing the same documents twice. */
export const financeActs: readonly Act[] = [
  act("register", "finance", { en: "register documents under a keyed fingerprint", zh: "以密钥指纹登记融资单据" }, [
    { name: "fingerprint", kind: "digest", summary: { en: "keyed fingerprint of the documents", zh: "单据密钥指纹" } },
    { name: "commitment", kind: "digest", summary: { en: "commitment to the bank", zh: "银行承诺值" } },
    {
      name: "title",
      kind: "title",
      summary: { en: "the bill, where it is on this ledger; none otherwise", zh: "本账本上的提单;无则 none" },
      default: "none",
    },
    instrument,
  ]),
  act("finance", "finance", { en: "take the lock: the documents are financed", zh: "锁定:已融资" }, [
    financing,
    instrument,
  ]),
  act(
    "cancel",
    "finance",
    { en: "end a registration or financing", zh: "取消登记或融资" },
    [financing, instrument],
    true,
  ),
  act("settle", null, { en: "end a financing whose pledge has ended", zh: "质押解除后结清" }, [financing]),
  act("disclose", "finance", { en: "disclose your bank to the other side of a conflict", zh: "冲突时披露本行" }, [
    financing,
    member("bank", { en: "the bank", zh: "银行" }, "me"),
    { name: "salt", kind: "digest", summary: { en: "the commitment's salt", zh: "承诺盐值" } },
    instrument,
  ]),
];
