import type { Parameter, Text } from "./Act.ts";
import { SCOPES } from "./scopes.ts";

/** Parameters that many acts share, so that the same thing has the same words everywhere. */

/** The digest of the signed off-chain statement behind an act. */
export const instrument: Parameter = {
  name: "instrument",
  kind: "digest",
  summary: {
    en: "digest of the signed statement behind this act (0x… or @file)",
    zh: "本行为所依据的签署文件摘要(0x… 或 @文件)",
  },
  default: "none",
};

/** A member in a named part. */
export function member(name: string, summary: Text, fallback?: string): Parameter {
  return { name, kind: "member", summary, ...(fallback === undefined ? {} : { default: fallback }) };
}

/** A last moment. */
export function until(name: string, summary: Text, fallback?: string): Parameter {
  return { name, kind: "instant", summary, ...(fallback === undefined ? {} : { default: fallback }) };
}

/** Scopes of an officer or agent. */
export const scopes: Parameter = {
  name: "scopes",
  kind: "flags",
  choices: SCOPES,
  summary: { en: "what it may do, comma-separated, or all", zh: "权限范围,逗号分隔,或 all" },
};
