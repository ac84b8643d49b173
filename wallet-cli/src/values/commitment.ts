import { LadingError } from "@lading/sdk/errors";
import type { Context } from "../framework/context.ts";
import { updateWallet } from "../keystore/walletFile.ts";

/**
 * Commits to a driver or a plate for one release: salts the value, keeps value and salt in the wallet (the terminal needs them at the
 * gate) and gives the commitment. Each release has its own salt, so that nobody sees on the ledger that it is the same driver again. A value in the form 0x + 64 hex digits is a commitment already.
 *
 * @throws PLATE_SHAPE · DRIVER_DOCUMENT_SHAPE
 */
export async function makeCommitment(value: string, field: string, subject: string, context: Context): Promise<string> {
  if (/^0x[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  const { commitment } = await import("@lading/sdk");
  const normalised = await normalise(value, field);
  const note = `${field} ${subject}`;
  const wallet = await context.unlock();
  const known = wallet.secrets.openings.find((opening) => opening.value === normalised && opening.note === note);
  // Within one release it stays the same, so that a command that is repeated asks for the same act.
  if (known !== undefined) return known.commitment;
  const salt = `0x${Buffer.from(context.random(32)).toString("hex")}`;
  const made = commitment(salt, normalised);
  await updateWallet(wallet, context.random, (secrets) => ({
    ...secrets,
    openings: [...secrets.openings, { commitment: made, value: normalised, salt, note }],
  }));
  return made;
}

/**
 * What the gate is shown: the value and salt behind a commitment, from this wallet.
 *
 * @throws OPENING_UNKNOWN
 */
export async function findOpening(
  commitment: string,
  context: Context,
): Promise<{ value: string; salt: string; note: string }> {
  const { openings } = (await context.unlock()).secrets;
  const opening = openings.find((candidate) => candidate.commitment === commitment.toLowerCase());
  if (opening !== undefined) return opening;
  throw new LadingError("OPENING_UNKNOWN", "notFound", `this wallet did not make the commitment ${commitment}`, {
    commitment,
  });
}

/** A plate or a driver's document, by the parameter's name; anything else as it is. */
async function normalise(value: string, field: string): Promise<string> {
  const { normaliseDriverDocument, normalisePlate } = await import("@lading/sdk");
  if (/plate/i.test(field)) return normalisePlate(value);
  return /driver/i.test(field) ? normaliseDriverDocument(value) : value.normalize("NFKC");
}
