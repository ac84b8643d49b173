import { LadingError } from "../domain/errors.ts";
import { decodeTitleState } from "../domain/title/TitleState.ts";
import type { Certificate } from "./Certificate.ts";
import type { Request } from "./ledgerEvents.ts";
import { certificateBase, ledgerProver, nodesOf } from "./ledgerProofs.ts";
import { readTitleActs } from "./readTitleActs.ts";
import { memberSlot } from "./memberSlots.ts";
import { readValidatorChanges } from "./readValidatorChanges.ts";
import { titleSlots } from "./titleSlots.ts";

/** What to put into a certificate. */
export type CertificateRequest = {
  title: string;
  chainId: number;
  registries: { title: string; members: string };
  /** The bill's text, where the reader may see it. */
  document?: object;
  /** Signed statements behind acts. */
  statements?: readonly object[];
  /** Sealed headers (RLP, 0x-hex) that lead from an old anchor to the present validators; by default from the ledger's first ones. */
  changes?: readonly string[];
};

/**
 * Makes a certificate of title from a ledger's newest block: one sealed header, Merkle proofs of the title and its carrier, all acts.
 *
 * @param request EIP-1193 `request` of the ledger
 * @throws LadingError `TITLE_UNKNOWN`, `HEADER_UNSEALED`, or `LEDGER_CONTRADICTS` where events and state differ
 * @example
 * const certificate = await requestCertificate((call) => provider.send(call.method, [...call.params]), { title, chainId, registries });
 * await writeFile("bill.lading.json", JSON.stringify(certificate));
 */
export async function requestCertificate(request: Request, wanted: CertificateRequest): Promise<Certificate> {
  const { title, registries } = wanted;
  const { number, header, prove } = await ledgerProver(request);
  const changes = wanted.changes ?? (await readValidatorChanges(request, number));
  const slots = titleSlots(title);
  const record = await prove(registries.title, [slots.state, slots.trail, slots.contentDigest, slots.replacedBy]);
  const [word = "0x0", head = "0x0"] = record.storageProof.map(({ value }) => value);
  const { state, carrier } = decodeTitleState(word);
  // The list of replacing bills is proven only where the bill was superseded.
  const titleProofs = record.storageProof.slice(0, state === "superseded" ? 4 : 3);
  const issuer = await prove(registries.members, [memberSlot(carrier)]);
  const {
    acts,
    origin,
    head: computed,
    transportDocumentReference,
  } = await readTitleActs(request, registries.title, title, number);
  if (BigInt(head) !== BigInt(computed)) {
    throw new LadingError(
      "LEDGER_CONTRADICTS",
      "unavailable",
      `the ledger's events of title ${title} do not lead to the trail in its state; ask another node`,
      { title },
    );
  }
  return {
    format: "lading-certificate",
    title,
    transportDocumentReference,
    origin,
    ...certificateBase({ ...wanted, changes }, header, acts),
    nodes: nodesOf([{ ...record, storageProof: titleProofs }, issuer]),
    ...(wanted.document === undefined ? {} : { document: { ...wanted.document } }),
  };
}
