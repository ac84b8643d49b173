import { fromHex } from "../codec/bytes.ts";
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

/** An address from the command line. @throws NodeError OPTION_INVALID */
export function addressOption(name: string, text: string): Uint8Array {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) {
    throw new NodeError(
      "OPTION_INVALID",
      "invalid",
      `--${name} is "${text}"; accepted is an address: 0x and 40 digits`,
      {
        option: name,
        value: text,
      },
    );
  }
  return fromHex(text);
}
