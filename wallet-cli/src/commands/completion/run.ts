import type { CommandSpec, Run } from "../../framework/command.ts";
import { GLOBAL_OPTIONS } from "../../framework/globalOptions.ts";

/** The completion script of a shell: the whole table of nouns, verbs and options, written out, so that pressing Tab starts no process. */
export function completionFor(shell: "bash" | "zsh"): Run {
  return async () => {
    const { NOUNS } = await import("../index.ts");
    const loaded = await Promise.all(NOUNS.map(async ({ noun, load }) => ({ noun, verbs: await load() })));
    const script =
      shell === "bash"
        ? bashScript(loaded)
        : `#compdef lading\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(loaded)}`;
    return { data: { shell, script }, text: script };
  };
}

function bashScript(nouns: readonly { noun: string; verbs: readonly CommandSpec[] }[]): string {
  const globals = GLOBAL_OPTIONS.map(longFlag).join(" ");
  const cases = nouns.flatMap(({ noun, verbs }) => [
    `    ${noun}) words="${verbs.map(({ verb }) => verb).join(" ")}" ;;`,
    ...verbs
      .filter(({ verb }) => verb !== "")
      .map(
        ({ verb, options = [] }) => `    "${noun} ${verb}") words="${options.map(longFlag).join(" ")} ${globals}" ;;`,
      ),
  ]);
  return `_lading() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "$previous" in
    --wallet|--passphrase-file|--out|*-file|--keystore|--backup) COMPREPLY=( $(compgen -f -- "$current") ); return ;;
    --lang) COMPREPLY=( $(compgen -W "en zh" -- "$current") ); return ;;
  esac
  case "\${COMP_WORDS[*]:1:$((COMP_CWORD > 2 ? 2 : COMP_CWORD - 1))}" in
    "") words="${nouns.map(({ noun }) => noun).join(" ")} help ${globals}" ;;
${cases.join("\n")}
    *) words="${globals}" ;;
  esac
  COMPREPLY=( $(compgen -W "$words" -- "$current") )
}
complete -F _lading lading
`;
}

function longFlag({ flags }: { flags: string }): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? "";
}
