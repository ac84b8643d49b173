import { createContext, use, useCallback } from "react";
import { given } from "../ask/given.ts";
import { readAll } from "../ask/readAll.ts";
import { useSpeech } from "../i18n/language.ts";
import { useSession } from "./session.ts";
import { useAnswer, type Answer } from "../ask/useAnswer.ts";

/** A member as the directory lists it. */
export type MemberEntry = {
  member: number;
  name: string | null;
  roles: string[];
  status: string;
  did: string;
  since: number;
};

/** The directory of members, read once for all pages. */
export const DirectoryContext = createContext<{ answer: Answer<MemberEntry[]>; reload: () => void } | null>(null);

/** Reads the whole directory. */
export function useReadDirectory() {
  const { client } = useSession();
  return useAnswer<MemberEntry[]>(
    "directory",
    (signal) => readAll((after) => client.members.list({ limit: 500, signal, ...given({ after }) })),
    "members",
  );
}

/** The directory of members. */
export function useDirectory(): { answer: Answer<MemberEntry[]>; reload: () => void } {
  const directory = use(DirectoryContext);
  if (directory === null) throw new Error("useDirectory outside a session");
  return directory;
}

/** Gives the name of a member; its number where it has none, or as long as the directory is being read. */
export function useMemberNames(): (member: number) => string {
  const { say } = useSpeech();
  const { answer } = useDirectory();
  const entries = answer.status === "done" ? answer.value : null;
  return useCallback(
    (member) =>
      member === 0
        ? say("nobody")
        : (entries?.find((entry) => entry.member === member)?.name ?? say("memberNumber", { member })),
    [entries, say],
  );
}
