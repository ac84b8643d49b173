import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { HardhatPlugin } from "hardhat/types/plugins";
import type { HookContext } from "hardhat/types/hooks";
import { withBranches } from "./branches.ts";
import type { Branch } from "./branches.ts";

/** What branchCoverage keeps in coverage/branches.json: the branches of each file, and the tags of those that were taken. */
export type BranchRecord = { files: Record<string, Branch[]>; taken: string[] };

const files: BranchRecord["files"] = {};
const taken = new Set<string>();

/** Adds branches to Hardhat's own coverage, which knows statements and lines only. Does nothing without `--coverage`. */
export const branchCoverage: HardhatPlugin = {
  id: "lading-branch-coverage",
  hookHandlers: {
    hre: async () => ({
      default: async () => ({
        created: async (context, hre) => {
          if (!context.globalOptions.coverage) return;
          // Registered only now: that there is a handler at all makes a ledger in memory collect tags.
          hre.hooks.registerHandlers("network", {
            onCoverageData: async (_context, tags) => {
              for (const tag of tags) taken.add(tag);
            },
          });
        },
      }),
    }),
    solidity: async () => ({
      default: async () => ({
        preprocessProjectFileBeforeBuilding: async (context, sourceName, fsPath, content, version, next) => {
          // Hardhat's own marks come first, by way of `next`: where statements lie is told by the original.
          const marked = await next(context, sourceName, fsPath, content, version);
          const path = relative(context.config.paths.root, fsPath);
          if (!context.globalOptions.coverage || !path.startsWith("contracts/src/")) return marked;
          const { source, branches } = withBranches(marked, path);
          files[path] = branches;
          return source;
        },
      }),
    }),
    test: async () => ({
      default: async () => ({
        onTestRunDone: async (context: HookContext, id: string, next) => {
          await next(context, id);
          if (!context.globalOptions.coverage) return;
          const record: BranchRecord = { files, taken: [...taken] };
          writeFileSync(join(context.config.paths.root, "coverage/branches.json"), JSON.stringify(record));
        },
      }),
    }),
  },
};
