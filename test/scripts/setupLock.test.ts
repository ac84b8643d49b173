import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

const lockModule = new URL("../../scripts/setupLock.mjs", import.meta.url).href;

const exitOf = async (child: ChildProcess): Promise<number> => ((await once(child, "exit")) as [number])[0];

describe("the lock of set-up", () => {
  const folder = mkdtempSync(join(tmpdir(), "lading-lock-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const lock = join(folder, "lock");

  /** A process that takes the lock, writes what it does into a file, and holds it for a while. */
  function contender(log: string, milliseconds: number): ChildProcess {
    const source = `import { appendFileSync } from "node:fs";
      import { withLock } from ${JSON.stringify(lockModule)};
      const note = (line) => appendFileSync(${JSON.stringify(log)}, line + "\\n");
      withLock(${JSON.stringify(lock)}, (line) => process.stderr.write(line + "\\n"), () => {
        note("in");
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${milliseconds});
        note("out");
      });`;
    return spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: ["ignore", "ignore", "pipe"] });
  }

  it("lets one in at a time, and the others wait and say for whom", async () => {
    const log = join(folder, "turns");
    const processes = Array.from({ length: 5 }, () => contender(log, 150));
    let said = "";
    for (const { stderr } of processes) stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    expect(await Promise.all(processes.map(exitOf))).to.deep.equal([0, 0, 0, 0, 0]);
    expect(readFileSync(log, "utf8")).to.equal("in\nout\n".repeat(5));
    expect(said).to.match(/another set-up runs in this checkout \(process \d+\)/);
    expect(readdirSync(folder)).to.deep.equal(["turns"]);
  });

  it("does not wait for a process that was killed", async () => {
    const log = join(folder, "killed");
    const dead = contender(log, 60_000);
    while (!existsSync(log)) await new Promise((resolve) => setTimeout(resolve, 20));
    dead.kill("SIGKILL");
    await once(dead, "exit");
    expect(existsSync(lock)).to.equal(true);
    const heirs = Array.from({ length: 4 }, () => contender(log, 50));
    expect(await Promise.all(heirs.map(exitOf))).to.deep.equal([0, 0, 0, 0]);
    expect(readFileSync(log, "utf8")).to.equal(`in\n${"in\nout\n".repeat(4)}`);
    expect(existsSync(lock)).to.equal(false);
  });

  it("lets go when the work fails", async () => {
    const { withLock } = (await import(lockModule)) as {
      withLock: (file: string, say: (line: string) => void, work: () => void) => void;
    };
    const fail = () => {
      throw new Error("the work failed");
    };
    expect(() => withLock(lock, () => undefined, fail)).to.throw("the work failed");
    expect(existsSync(lock)).to.equal(false);
  });
});
