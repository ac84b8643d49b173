import type { Title } from "@lading/sdk/http";

type Flagged = Pick<Title, "state" | "pledgee" | "frozen" | "deliveredWithoutPresentation">;

/** Flags of a title that change what it is worth, whatever its state. */
export function flagsOf(title: Flagged): string[] {
  return [
    ...(title.pledgee !== null && title.pledgee.member !== 0 ? ["pledged"] : []),
    ...(title.frozen ? ["frozen"] : []),
    ...(title.deliveredWithoutPresentation ? ["delivered-without-presentation"] : []),
  ];
}

/** Everything that a reader must see of a title at once: its state and its flags. */
export function statusesOf(title: Flagged): string[] {
  return [title.state, ...flagsOf(title)];
}
