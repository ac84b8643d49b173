// The two commands of a fresh clone: `npm start` and `npm test`. Plain JavaScript, because it runs on whatever Node >= 18 the
// machine has; everything after it runs on the Node 24 that set-up installs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./setupLock.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "node_modules", ".bin");
const stamps = join(root, "node_modules", ".lading");
const windows = process.platform === "win32";
const [task, ...args] = process.argv.slice(2);

const tasks = {
  setup: [],
  start: ["scripts/start.ts"],
  test: ["scripts/test.ts"],
  bench: ["bench/main.ts"],
  lint: ["scripts/lint.ts"],
  typecheck: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"],
};
if (!(task in tasks)) fail(`unknown task "${task}"; accepted: ${Object.keys(tasks).join(", ")}`);

const major = Number(process.versions.node.split(".")[0]);
if (major < 18) fail(`this is Node ${process.versions.node}; Lading needs Node 18 or newer to set itself up`);

setUp();
if (task !== "setup") process.exit(run(node24(), [...tasks[task].map(inRoot), ...args]));

/** Installs, generates and builds what is missing or older than its sources. Silent when there is nothing to do. */
function setUp() {
  if (steps().every(isDone)) return;
  const say = (line) => process.stderr.write(`set-up: ${line}\n`);
  // What is to do is asked again with the lock in hand: whoever was waited for may have done it.
  withLock(join(root, ".setup-lock"), say, () => {
    for (let index = 0; index < steps().length; index++) {
      const step = steps()[index];
      if (!isDone(step)) take(step);
    }
  });
}

function steps() {
  const npm = windows ? "npm.cmd" : "npm";
  return [
    {
      name: "dependencies (npm ci under Node 24)",
      stamp: `${hash(["package.json", "package-lock.json"])} ${existsSync(node24())}`,
      work: () => {
        // Under another Node, platform packages that need Node >= 22 would be left out silently. No package's install script runs,
        // but for that of `node`, which puts the binary of this platform in its place.
        const npm24 = ["exec", "--yes", "--package=node@24", "--", "npm"];
        // What an interrupted set-up or an older Node's npm left has the package `node` without its binary. npm would take that for
        // Node 24 and go on with the one of the machine.
        if (!existsSync(node24())) rmSync(join(root, "node_modules"), { recursive: true, force: true });
        return (
          run(npm, [...npm24, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]) ||
          run(npm, [...npm24, "rebuild", "node", "--foreground-scripts"])
        );
      },
    },
    {
      name: "read model client (prisma generate)",
      stamp: hash(["package-lock.json", "api/prisma/schema.prisma", "api/package.json"]),
      work: () => run(npm, ["run", "--silent", "generate", "--workspace", "@lading/api"]),
    },
    {
      name: "console (vite build)",
      stamp: hash(["package-lock.json", "web", "sdk/src"]),
      work: () => run(npm, ["run", "--silent", "build", "--workspace", "@lading/web"]),
    },
  ];
}

function stampFile({ name }) {
  return join(stamps, createHash("sha256").update(name).digest("hex").slice(0, 16));
}

function isDone(step) {
  return existsSync(stampFile(step)) && readFileSync(stampFile(step), "utf8") === step.stamp;
}

function take(step) {
  const { name, stamp, work } = step;
  process.stderr.write(`set-up: ${name} …\n`);
  const begun = Date.now();
  const status = work();
  if (status !== 0) fail(`set-up: ${name} failed with exit code ${status}`);
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stampFile(step), stamp.replace(/ false$/, " true"));
  process.stderr.write(`set-up: ${name} done in ${((Date.now() - begun) / 1000).toFixed(0)} s\n`);
}

/** Runs a command with Node 24 first on the path, once there is one. Its standard output goes to standard error while setting up. */
function run(command, argv) {
  const settingUp = command !== node24();
  const path = existsSync(bin) ? `${bin}${windows ? ";" : ":"}${process.env.PATH}` : process.env.PATH;
  const { status, error } = spawnSync(command, argv, {
    cwd: root,
    stdio: ["inherit", settingUp ? 2 : "inherit", "inherit"],
    env: { ...process.env, PATH: path },
    shell: windows && settingUp,
  });
  if (error) fail(`${command}: ${error.message}`);
  return status ?? 1;
}

function node24() {
  return join(bin, windows ? "node.cmd" : "node");
}

function inRoot(argument) {
  return argument.startsWith("-") || argument === "tsconfig.json" ? argument : join(root, argument);
}

function hash(paths) {
  const digest = createHash("sha256");
  for (const path of paths) for (const file of files(join(root, path))) digest.update(file).update(readFileSync(file));
  return digest.digest("hex");
}

function* files(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) yield path;
  else
    for (const name of readdirSync(path).sort())
      if (name !== "dist" && name !== "node_modules") yield* files(join(path, name));
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
