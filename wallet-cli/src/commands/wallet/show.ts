import type { Run } from "../../framework/command.ts";
import { describeWallet, renderWallet } from "./describe.ts";

/** Shows the public part of the wallet. */
export const run: Run = async (_input, context) => {
  const wallet = await describeWallet(await context.visible(), context);
  return { data: wallet, text: renderWallet(wallet, context) };
};
