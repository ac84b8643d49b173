import type { ReactNode } from "react";
import type { Tone } from "@lading/sdk";

/** A shape for each tone, so that nothing is said by colour alone. */
const SHAPES: Readonly<Record<Tone, ReactNode>> = {
  good: (
    <>
      <circle cx="10" cy="10" r="9" />
      <path className="mark-sign" d="M5.5 10.5l3 3 6-7" />
    </>
  ),
  note: (
    <>
      <rect x="1.5" y="1.5" width="17" height="17" rx="4" />
      <path className="mark-sign" d="M10 9v5.5M10 5v1" />
    </>
  ),
  warn: (
    <>
      <path d="M10 1l9.5 17.5H.5z" />
      <path className="mark-sign" d="M10 7.5v5M10 15v1" />
    </>
  ),
  stop: (
    <>
      <path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z" />
      <path className="mark-sign" d="M5.5 10h9" />
    </>
  ),
  unknown: (
    <>
      <circle className="mark-open" cx="10" cy="10" r="8.5" />
      <path className="mark-query" d="M7.5 7.8a2.5 2.5 0 1 1 3.4 2.4c-.7.3-.9.8-.9 1.6M10 14.2v1" />
    </>
  ),
};

/** The shape of a tone; words beside it say the same. */
export function Mark({ tone, large = false }: { tone: Tone; large?: boolean }) {
  return (
    <svg
      className={`mark mark-${tone}${large ? " mark-large" : ""}`}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[tone]}
    </svg>
  );
}
