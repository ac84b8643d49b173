import type { Right } from "@lading/sdk/acts";

/** The noun under which a registry's acts stand on the command line. */
export const NOUN_OF: Readonly<Record<Right, string>> = {
  members: "member",
  did: "did",
  title: "title",
  release: "release",
  credit: "credit",
  finance: "finance",
  document: "document",
  governance: "governance",
};
