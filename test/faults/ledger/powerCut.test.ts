/**
 * A power cut: the node works on a file system of its own, which is shut down without writing anything that was not synced.
 *
 * Needs root, loop devices, mkfs.ext4, mkfs.xfs and xfs_io (package xfsprogs), so it runs only when asked for:
 * `LADING_POWERCUT=1 mocha test/faults/ledger/powerCut.test.ts`; `LADING_POWERCUTS=20` cuts more often.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import { startFaulty, type FaultyNode } from "./faultyNode.ts";
import { Acts } from "./load.ts";
import { ask, result, runCommand, startNode, temporaryDirectory } from "../../ledger-node/support.ts";

const cuts = Number(process.env["LADING_POWERCUTS"] ?? 3);

const asked = process.env["LADING_POWERCUT"] === "1";
if (!asked) console.log("power cut: not asked for (LADING_POWERCUT=1)");

(asked ? describe : () => undefined)("power cut", () => {
  for (const type of ["ext4", "xfs"])
    it(`keeps all that was acknowledged, ${cuts} times, on ${type}`, async () => {
      const base = temporaryDirectory();
      const image = join(base, "image");
      const mount = join(base, "mount");
      execFileSync("truncate", ["-s", "400M", image]);
      execFileSync(`mkfs.${type}`, ["-q", image]);
      mkdirSync(mount);
      const acknowledged: string[] = [];
      const wallets = Array.from({ length: 5 }, () => new Wallet(Wallet.createRandom().privateKey));
      execFileSync("mount", ["-o", "loop", image, mount]);
      try {
        for (let cut = 0; cut < cuts; cut++) {
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
          // Nothing more reaches the disk, not even the journal: without -f the log is not flushed.
          execFileSync("xfs_io", ["-x", "-c", "shutdown", mount]);
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
        expect(acknowledged.length).to.be.greaterThan(cuts);
        expect(JSON.parse(runCommand("verify", "--data", join(mount, "data"), "--json").stdout)).to.include({
          verified: true,
        });
        console.log(`      ${type}, ${cuts} cuts, ${acknowledged.length} acknowledged, 0 lost`);
      } finally {
        execFileSync("umount", [mount]);
      }
    }).timeout(60_000 + cuts * 30_000);

  it("says that it is not ready when the kernel makes its disk read-only", async () => {
    const base = temporaryDirectory();
    const [image, mount] = [join(base, "image"), join(base, "mount")];
    execFileSync("truncate", ["-s", "400M", image]);
    execFileSync("mkfs.ext4", ["-q", image]);
    mkdirSync(mount);
    execFileSync("mount", ["-o", "loop,errors=remount-ro", image, mount]);
    const device = basename(execFileSync("findmnt", ["-n", "-o", "SOURCE", mount], { encoding: "utf8" }).trim());
    let node: FaultyNode | undefined;
    try {
      const directory = join(mount, "data");
      node = await startFaulty(directory, {});
      const url = node.url ?? "";
      const acts = new Acts();
      await acts.sendUntilRefused(url, 10);
      expect((await fetch(`${url}/ready`)).status).to.equal(200);
      writeFileSync(`/sys/fs/ext4/${device}/trigger_fs_error`, "1");
      const ready = await fetch(`${url}/ready`);
      expect(ready.status).to.equal(503);
      expect(await ready.json()).to.include({ reason: "DISK_READ_ONLY" });
      const last = await acts.sendUntilRefused(url, 5);
      expect(last?.error?.data).to.include({ code: "STORE_WRITE_FAILED" });
      expect(await node.ended).to.equal(1);
      execFileSync("umount", [mount]);
      execFileSync("mount", ["-o", "loop", image, mount]);
      expect(await acts.faults(directory)).to.deep.equal([]);
    } finally {
      node?.kill("SIGKILL");
      await node?.ended;
      execFileSync("umount", [mount]);
    }
  }).timeout(60_000);
});
