/**
 * A power cut: the node works on a file system of its own, which is shut down without writing anything that was not synced.
 *
 * Needs root, loop devices, mkfs.ext4 and python3, so it runs only when asked for: `LADING_POWERCUT=1 mocha test/faults/ledger/powerCut.test.ts`.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import { ask, result, runCommand, startNode, temporaryDirectory } from "../../ledger-node/support.ts";

/** EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH: nothing more reaches the disk, not even the journal. */
const SHUTDOWN = `import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack("I", 2))`;

const CUTS = 3;

const asked = process.env["LADING_POWERCUT"] === "1";
if (!asked) console.log("power cut: not asked for (LADING_POWERCUT=1)");

(asked ? describe : () => undefined)("power cut", () => {
  it(`keeps all that was acknowledged, ${CUTS} times`, async () => {
    const base = temporaryDirectory();
    const image = join(base, "image");
    const mount = join(base, "mount");
    execFileSync("truncate", ["-s", "400M", image]);
    execFileSync("mkfs.ext4", ["-q", image]);
    mkdirSync(mount);
    const acknowledged: string[] = [];
    const wallets = Array.from({ length: 5 }, () => new Wallet(Wallet.createRandom().privateKey));
    execFileSync("mount", ["-o", "loop", image, mount]);
    try {
      for (let cut = 0; cut < CUTS; cut++) {
        const node = await startNode(join(mount, "data"));
        let working = true;
        const senders = wallets.map(async (wallet) => {
          let nonce = Number(await result<string>(node.url, "eth_getTransactionCount", wallet.address, "latest"));
          while (working) {
            const raw = await wallet.signTransaction({
              type: 0,
              chainId: 19_524,
              nonce,
              to: wallet.address,
              gasLimit: 21_000,
              gasPrice: 0,
            });
            const answer = await ask(node.url, "eth_sendRawTransaction", raw).catch(() => undefined);
            if (typeof answer?.result !== "string") return;
            acknowledged.push(answer.result);
            nonce++;
          }
        });
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        execFileSync("python3", ["-c", SHUTDOWN, mount]);
        await new Promise((resolve) => setTimeout(resolve, 200));
        working = false;
        await node.kill();
        await Promise.all(senders);
        execFileSync("umount", [mount]);
        execFileSync("mount", ["-o", "loop", image, mount]);
        const again = await startNode(join(mount, "data"));
        for (const hash of acknowledged) {
          expect(await result(again.url, "eth_getTransactionReceipt", hash), `${hash} was acknowledged`).not.to.equal(
            null,
          );
        }
        await again.stop();
      }
      expect(acknowledged.length).to.be.greaterThan(CUTS);
      expect(JSON.parse(runCommand("verify", "--data", join(mount, "data"), "--json").stdout)).to.include({
        verified: true,
      });
      console.log(`      ext4, ${CUTS} cuts, ${acknowledged.length} acknowledged, 0 lost`);
    } finally {
      execFileSync("umount", [mount]);
    }
  }).timeout(180_000);
});
