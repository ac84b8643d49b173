import { followValidators } from "./followValidators.ts";
import { headerFromRpc, type RpcBlock } from "./headerFromRpc.ts";
import { hexQuantity, type Request } from "./ledgerEvents.ts";
import { readSealedHeader, type SealedHeader } from "./sealedHeader.ts";

type Known = { rlp: string; header: SealedHeader };

/** Votes come in the blocks just before a change, one for each validator and round at most; further back nothing is looked for. */
const BLOCKS_BEFORE_A_CHANGE = 20;

/**
 * The headers that lead from a chain's first validators to those of a block: what a certificate carries so that a reader who trusts any
 * earlier set can follow. Takes a few questions where the set never changed, and about the logarithm of the height for each change.
 *
 * @param request EIP-1193 `request` of the ledger
 * @param until number of the block that the certificate speaks for
 * @returns sealed headers, RLP, 0x-hex, ascending; none where the set never changed
 */
export async function readValidatorChanges(request: Request, until: number): Promise<string[]> {
  const read = new Map<number, Known>();
  const at = async (number: number): Promise<Known> => {
    const known = read.get(number);
    if (known !== undefined) return known;
    const block = (await request({
      method: "eth_getBlockByNumber",
      params: [hexQuantity(number), false],
    })) as RpcBlock;
    const rlp = headerFromRpc(block);
    const found = { rlp, header: readSealedHeader(rlp) };
    read.set(number, found);
    return found;
  };
  const changes = new Map<number, string>();
  let low = 0;
  for (;;) {
    const first = await firstWithAnotherSet(at, low, until);
    if (first === undefined) break;
    for (const { header, rlp } of await reasonsFor(at, first)) changes.set(header.number, rlp);
    low = first;
  }
  return [...changes].sort(([one], [other]) => one - other).map(([, rlp]) => rlp);
}

const setOf = ({ header }: Known): string => [...header.validators].sort().join();

/** The first block after `low` that names another set than `low` does. A set that was left is not come back to: keys are made anew. */
async function firstWithAnotherSet(
  at: (number: number) => Promise<Known>,
  low: number,
  high: number,
): Promise<number | undefined> {
  const before = setOf(await at(low));
  if (setOf(await at(high)) === before) return undefined;
  let [same, other] = [low, high];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (setOf(await at(middle)) === before) same = middle;
    else other = middle;
  }
  return other;
}

/** The headers that show why a set changed: the votes before it, or where they do not suffice, the first header that the old set sealed too. */
async function reasonsFor(at: (number: number) => Promise<Known>, first: number): Promise<Known[]> {
  const changed = await at(first);
  const before = await at(first - 1);
  const votes: Known[] = [];
  for (let number = first - 1; number > 0 && number >= first - BLOCKS_BEFORE_A_CHANGE; number--) {
    const voting = await at(number);
    if (setOf(voting) !== setOf(before)) break;
    votes.unshift(voting);
    if (leads(before.header.validators, [...votes, changed])) return votes;
  }
  return [changed];
}

function leads(trusted: readonly string[], known: readonly Known[]): boolean {
  try {
    followValidators(
      trusted,
      known.map(({ header }) => header),
    );
    return true;
  } catch {
    return false;
  }
}
