import { expect } from "chai";
import { encodeBytes32String, id } from "ethers";
import { createPort } from "../release/port.ts";
import type { Party, Port } from "../release/port.ts";

const NOBODY = "0x0000000000000000000000000000000000000000";
type Args = (port: Port) => unknown[];
const identity = ({ wallets }: Port): string => wallets.buyer.address;

/** How the buyer's identity stands, and who owns it then. */
const situations: Record<string, { owner: Party | null; steps: [by: Party, act: string, args: Args][] }> = {
  untouched: { owner: "buyer", steps: [] },
  rotated: {
    owner: "forwarder",
    steps: [["buyer", "changeOwner", (p) => [identity(p), p.wallets.forwarder.address]]],
  },
  deactivated: { owner: null, steps: [["buyer", "deactivate", (p) => [identity(p)]]] },
  "given to nobody": { owner: null, steps: [["buyer", "changeOwner", (p) => [identity(p), NOBODY]]] },
  "rotated, then deactivated": {
    owner: null,
    steps: [
      ["buyer", "changeOwner", (p) => [identity(p), p.wallets.forwarder.address]],
      ["forwarder", "deactivate", (p) => [identity(p)]],
    ],
  },
};
const veriKey = encodeBytes32String("veriKey");
const service = encodeBytes32String("did/svc/Lading");
/** Every act, with its event. */
const acts: Record<string, { args: Args; event: string }> = {
  changeOwner: { args: (p) => [identity(p), p.wallets.trader.address], event: "DIDOwnerChanged" },
  deactivate: { args: (p) => [identity(p)], event: "DIDOwnerChanged" },
  addDelegate: { args: (p) => [identity(p), veriKey, p.wallets.trader.address, 60], event: "DIDDelegateChanged" },
  revokeDelegate: { args: (p) => [identity(p), veriKey, p.wallets.trader.address], event: "DIDDelegateChanged" },
  setAttribute: { args: (p) => [identity(p), service, id("value"), 60], event: "DIDAttributeChanged" },
  revokeAttribute: { args: (p) => [identity(p), service, id("value")], event: "DIDAttributeChanged" },
};

describe("DidRegistry, the state table", function () {
  this.timeout(60_000);
  let port: Port;
  let clean: string;
  before(async () => {
    port = await createPort();
  });
  beforeEach(async () => {
    clean = await port.snapshot();
  });
  afterEach(async () => port.restore(clean));

  for (const [situation, { owner, steps }] of Object.entries(situations)) {
    describe(situation, () => {
      beforeEach(async () => {
        for (const [by, act, args] of steps) await port.act(by, "did", act, args(port));
      });
      for (const [act, { args, event }] of Object.entries(acts)) {
        for (const signed of [false, true]) {
          const how = signed ? ", signed" : "";
          if (owner !== null) {
            it(`${act} → ${event}${how}`, async () => {
              const { logs } = await port.act(owner, "did", act, args(port), { signed });
              expect(logs.map(({ name }) => name)).to.include(event);
            });
          }
          it(`${act} is refused to everyone ${owner === null ? "" : "else"}${how}`, async () => {
            for (const by of ["buyer", "forwarder", "trader", "port"] as const) {
              if (by === owner) continue;
              const refused = await port.refusal(by, "did", act, args(port), { signed });
              expect(refused!.name, by).to.equal(owner === null ? "DidDeactivated" : "DidNotOwner");
            }
          });
        }
      }
    });
  }
});
