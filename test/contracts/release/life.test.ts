import { expect } from "chai";
import { id } from "ethers";
import { NEVER, ZERO, ascii, commitment, createPort, encode } from "./port.ts";
import type { Port } from "./port.ts";

const CONTAINER = ascii("CSQU3054383");
const day = 86_400;

describe("the life of a release", () => {
  let port: Port;
  before(async () => {
    port = await createPort();
  });

  it("goes from the spent bill down the chain, through the gate and back empty", async () => {
    const { act, ids, read } = port;
    const title = await port.bill();
    const until = (await port.now()) + 60 * day;
    const issued = await act("carrier", "release", "issue", [
      ...[title, CONTAINER, ids.terminal, ids.buyer, ids.depot, 0, until, 4, ZERO],
    ]);
    const release = issued.result as string;
    expect(release).to.equal(encode(["bytes32", "bytes32", "uint32", "uint32"], [title, CONTAINER, ids.terminal, 0]));
    const verdict = async (plate = "沪A12345"): Promise<bigint> =>
      read<bigint>(
        "release",
        "gateVerdict",
        release,
        ids.terminal,
        ids.haulier,
        commitment("driver"),
        commitment(plate),
        0,
      );

    await act("carrier", "release", "setLight", [release, 0, 1, 0, ZERO], { signed: true });
    await act("terminal", "release", "setLight", [release, 2, 1, 0, ZERO]);
    await act("buyer", "release", "offer", [release, ids.forwarder, 0, 1, 0, NEVER, ZERO], { signed: true });
    await act("forwarder", "release", "accept", [release, ZERO]);
    await act("forwarder", "release", "assign", [release, ids.haulier, 0, ZERO]);
    const now = await port.now();
    await act("haulier", "release", "nominate", [
      release,
      commitment("driver"),
      commitment("沪A12345"),
      now,
      now + day,
      ZERO,
    ]);
    expect(await verdict()).to.equal(1n << 17n, "customs have not said so yet");
    await act("customs", "release", "placeHold", [CONTAINER, 0, 7, ZERO]);
    await act("customs", "release", "setLight", [release, 1, 1, 0, ZERO]);
    expect(await verdict()).to.equal(1n << 24n);
    await act("customs", "release", "liftHold", [CONTAINER, 0, 0, ZERO]);
    expect(await verdict()).to.equal(0n);
    expect(await verdict("沪B99999")).to.equal(1n << 12n);

    const arrival = [release, ids.haulier, commitment("driver"), commitment("沪A12345"), ZERO];
    await act("terminal", "release", "arrive", arrival, { signed: true });
    await act("terminal", "release", "gateOut", [release, id("receipt"), ZERO]);
    await act("depot", "release", "returnEmpty", [release, id("empty receipt"), ZERO]);
    const view = await read<{ right: { state: bigint } }>("release", "getRelease", release);
    expect(view.right.state).to.equal(8n);
    expect(await read("release", "liveRelease", CONTAINER, ids.terminal)).to.equal(ZERO);
  });
});
