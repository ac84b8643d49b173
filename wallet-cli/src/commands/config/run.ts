import type { Run } from "../../framework/command.ts";
import { writeSetting } from "../../settings/settings.ts";
import { renderFacts } from "../../ui/table.ts";

/** Sets one value. */
export const set: Run = async (input, context) => {
  const [name = "", value = ""] = input.args;
  const settings = await writeSetting(context.directory, name, value);
  context.note("settingSet", { name, value });
  return { data: settings, text: "" };
};

/** Removes one value. */
export const unset: Run = async (input, context) => {
  const [name = ""] = input.args;
  const settings = await writeSetting(context.directory, name, undefined);
  context.note("settingRemoved", { name });
  return { data: settings, text: "" };
};

/** Lists what is in force. */
export const list: Run = async (_input, context) => {
  const { settings, apiUrl, rpcUrl, keyAlias, language, directory } = context;
  const inForce = { directory, "api-url": apiUrl, "rpc-url": rpcUrl, key: keyAlias, lang: language };
  const data = { ...settings, ...inForce };
  return { data, text: renderFacts(Object.entries(data)) };
};
