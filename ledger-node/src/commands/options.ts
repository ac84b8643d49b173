import { NodeError } from "../errors.ts";

/** A whole number from the command line. @throws NodeError OPTION_INVALID */
export function integerOption(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new NodeError(
      "OPTION_INVALID",
      "invalid",
      `--${name} is "${text}"; accepted are whole numbers from ${least} to ${most}`,
      { option: name, value: text },
    );
  }
  return value;
}
