import { acts, kebab, type Act, type Parameter } from "@lading/sdk/acts";

/** Rights whose noun on the command line differs from the registry's name. */
const NOUNS: Readonly<Record<string, string>> = { members: "member" };

/** A word of a command that the person replaces. */
export type Blank = { word: string; summary: Parameter["summary"]; choices: readonly string[] | undefined };

/** An act that a page proposes, with the command that does it. */
export type ProposedAct = {
  /** The declaration; null where the API names an act that this console does not know. */
  act: Act | null;
  name: string;
  command: string;
  blanks: readonly Blank[];
};

/**
 * The command that performs an act from a wallet. What the page knows is filled in; what the person must say stands in capitals.
 *
 * @param known arguments by parameter name
 * @example
 * proposeAct("title", "accept", { title: "0x…" }).command; // "lading title accept --title 0x…"
 */
export function proposeAct(right: string, name: string, known: Readonly<Record<string, string>> = {}): ProposedAct {
  const act = acts.find((candidate) => candidate.right === right && candidate.name === name) ?? null;
  const asked = (act?.parameters ?? []).filter(
    (parameter) => parameter.name in known || parameter.default === undefined,
  );
  const options = asked.map((parameter) => `--${kebab(parameter.name)} ${known[parameter.name] ?? blankOf(parameter)}`);
  return {
    act,
    name,
    command: ["lading", NOUNS[right] ?? right, kebab(name), ...options].join(" "),
    blanks: asked
      .filter((parameter) => !(parameter.name in known))
      .map((parameter) => ({ word: blankOf(parameter), summary: parameter.summary, choices: parameter.choices })),
  };
}

function blankOf(parameter: Parameter): string {
  return kebab(parameter.name).toUpperCase();
}
