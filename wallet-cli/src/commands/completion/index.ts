import type { CommandSpec } from "../../framework/command.ts";

/** `lading completion …` */
export const completion: readonly CommandSpec[] = ["bash", "zsh"].map((shell) => ({
  verb: shell,
  describe: { en: `the script for ${shell}`, zh: `${shell} 的补全脚本` },
  examples: [
    {
      command:
        shell === "bash"
          ? "lading completion bash > ~/.local/share/bash-completion/completions/lading"
          : "lading completion zsh > ~/.zfunc/_lading",
    },
  ],
  load: async () => ({ run: (await import("./run.ts")).completionFor(shell as "bash" | "zsh") }),
}));
