import { titleRegistryAbi } from "@lading/contracts";
import { AbiCoder, Interface, keccak256 } from "ethers";
import { fastSign } from "./ledger/fastSign.ts";
import { confirmed, reference, sendBatch, type BenchLedger } from "./ledger/titleActs.ts";

const titles = new Interface(titleRegistryAbi);

/** Members that issue and sign. */
export const MEMBERS = 50;
const BATCH = 100;
const CONNECTIONS = 3;
const GAS = 400_000;

/** Writes acts on bills for a ledger, by number of the bill: its carrier and holder follow from the number. */
export class BillActs {
  readonly #ledger: BenchLedger;
  readonly #keys: Uint8Array[];
  readonly #to: Uint8Array;
  readonly #coder = AbiCoder.defaultAbiCoder();

  constructor(ledger: BenchLedger) {
    this.#ledger = ledger;
    this.#keys = ledger.officers.map((officer) => Buffer.from(officer.privateKey.slice(2), "hex"));
    this.#to = Buffer.from(ledger.registry.slice(2), "hex");
  }

  #sign(who: number, call: string): string {
    const nonce = this.#ledger.nonces[who] as number;
    this.#ledger.nonces[who] = nonce + 1;
    const data = Buffer.from(call.slice(2), "hex");
    return fastSign(this.#keys[who] as Uint8Array, { chainId: 19_524, nonce, gas: GAS, to: this.#to, data });
  }

  /** Issues a bill. */
  issue(bill: number): string {
    const who = bill % MEMBERS;
    const member = this.#ledger.firstMember + who;
    const word = (value: number): string => value.toString(16).padStart(64, "0");
    const named = reference(bill).slice(2);
    const call = [word(member), named, word(1), word(member), word(member), named, word(0)].join("");
    return this.#sign(who, `${titles.getFunction("issue")!.selector}${call}`);
  }

  /** Signs a bill's content again, by its carrier. */
  sign(bill: number): string {
    const who = bill % MEMBERS;
    const member = this.#ledger.firstMember + who;
    const title = keccak256(this.#coder.encode(["uint32", "bytes32"], [member, reference(bill)]));
    return this.#sign(who, `${titles.getFunction("sign")!.selector}${title.slice(2)}${title.slice(2)}`);
  }
}

/** Sends over several connections until all is durable. A batch is written when it is its turn, so that a million never lie in memory. */
export async function sendAll(url: string, count: number, write: (index: number) => string): Promise<void> {
  let next = 0;
  let last = "";
  const connection = async (): Promise<void> => {
    while (next < count) {
      const size = Math.min(BATCH, count - next);
      const raw = Array.from({ length: size }, () => write(next++));
      last = (await sendBatch(url, raw)).at(-1) as string;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const receipt = await confirmed(url, last);
  if (receipt.status !== "0x1") throw new Error("an act failed");
}
