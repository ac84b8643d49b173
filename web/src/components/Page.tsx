import { useEffect, useRef, type ReactNode } from "react";
import { useSpeech } from "../i18n/language.ts";

/** A page with its heading. The heading takes the focus, so that a screen reader says where the reader has come. */
export function Page({
  title,
  lead,
  aside,
  children,
}: {
  title: string;
  lead?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { say } = useSpeech();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    document.title = `${title} · ${say("product")}`;
  }, [title, say]);
  return (
    <>
      <div className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className="lead">{lead}</p>}
        </div>
        {aside !== undefined && <div className="page-aside no-print">{aside}</div>}
      </div>
      {children}
    </>
  );
}

/** A part of a page. */
export function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {lead !== undefined && <p className="section-lead">{lead}</p>}
      {children}
    </section>
  );
}

/** Read again, and print. */
export function PageTools({ reload }: { reload: () => void }) {
  const { say } = useSpeech();
  return (
    <>
      <button type="button" onClick={reload}>
        {say("reload")}
      </button>
      <button type="button" onClick={() => print()}>
        {say("print")}
      </button>
    </>
  );
}
