import type { ReactNode } from "react";
import type { Tone } from "@lading/sdk";
import { Mark } from "./Mark.tsx";

/** A short statement with its shape. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`badge badge-${tone}`}>
      <Mark tone={tone} />
      <span>{children}</span>
    </span>
  );
}
