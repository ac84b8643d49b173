import { creditSentence, releaseSentence } from "@lading/sdk";
import { describeSubject, tradeDocumentSentence } from "@lading/sdk/tradeDocuments";
import { useSpeech } from "../i18n/language.ts";
import { spanOf } from "../i18n/spanOf.ts";
import type { Judged as Judgement } from "../proof/judge.ts";
import { Checks } from "./Checks.tsx";
import { Facts } from "./Facts.tsx";
import { Section } from "./Page.tsx";
import { QrCode } from "./QrCode.tsx";
import { VerdictBanner } from "./VerdictBanner.tsx";
import { Id, Until, When } from "./Words.tsx";

/** What a certificate that holds proves, of which moment, and the digest by which its printed copy is known. */
export function Judged({ verified, questions, digest }: Judgement) {
  const { say, language } = useSpeech();
  const age = verified.age ?? 0;
  return (
    <>
      <Banner {...verified} />
      <p className="notice">
        {age < 0
          ? say("certificateAhead", { span: spanOf(-age, language) })
          : say("certificateAge", { span: spanOf(age, language) })}
      </p>
      <Section title={say("details")}>
        <Proven {...verified} />
      </Section>
      <Section title={say("certificateQuestions")} lead={say("certificateQuestionsLead")}>
        <Checks checks={questions} unknown="notProvable" />
      </Section>
      <Section title={say("certificateDigest")} lead={say("certificateDigestLead")}>
        <figure className="qr-figure">
          <QrCode text={digest} label={say("certificateQr")} />
          <figcaption>
            <Id value={digest} />
          </figcaption>
        </figure>
      </Section>
    </>
  );
}

type Verified = Judgement["verified"];

function Banner(verified: Verified) {
  const { block } = verified.verdict;
  const asOf = { blockNumber: block.number, at: block.timestamp, offline: true };
  switch (verified.right) {
    case "title": {
      const { status, conditions, outcome } = verified.verdict;
      return (
        <VerdictBanner status={status} conditions={conditions} contradicted={outcome === "contradicted"} {...asOf} />
      );
    }
    case "release": {
      const { outcome } = verified.verdict;
      return (
        <VerdictBanner status={outcome} conditions={[]} contradicted={false} sentence={releaseSentence} {...asOf} />
      );
    }
    case "credit": {
      const { status, answers } = verified.verdict;
      const contradicted = answers.some(({ check, answer }) => check === "credential" && answer === "no");
      return (
        <VerdictBanner
          status={status}
          conditions={[]}
          contradicted={contradicted}
          sentence={creditSentence}
          {...asOf}
        />
      );
    }
    case "document": {
      const { status, outcome } = verified.verdict;
      return (
        <VerdictBanner
          status={status}
          conditions={[]}
          contradicted={outcome === "contradicted"}
          sentence={tradeDocumentSentence}
          {...asOf}
        />
      );
    }
  }
}

/** Facts of the right itself. Members are numbers: their names are not in a certificate. */
function Proven(verified: Verified) {
  const { say, term } = useSpeech();
  const member = (number: number): string => (number === 0 ? say("nobody") : say("memberNumber", { member: number }));
  const id = (value: string) => <Id key={value} value={value} />;
  switch (verified.right) {
    case "title": {
      const { title, carrier, holder, pledgee, contentDigest } = verified.verdict;
      return (
        <Facts
          rows={[
            [say("reference"), verified.certificate.transportDocumentReference],
            [say("provenId"), id(title)],
            [say("carrier"), member(carrier)],
            [say("holder"), member(holder)],
            [say("pledgee"), member(pledgee)],
            [say("contentDigest"), id(contentDigest)],
          ]}
        />
      );
    }
    case "release": {
      const { container, release, state, holder, terminal } = verified.verdict;
      return (
        <Facts
          rows={[
            [say("container"), container],
            [say("provenId"), id(release)],
            [say("state"), term(state)],
            [say("holder"), member(holder)],
            [say("terminal"), member(terminal)],
          ]}
        />
      );
    }
    case "credit": {
      const { attestation, agency, subject, scheme, grade, validFrom, validUntil } = verified.verdict;
      return (
        <Facts
          rows={[
            [say("provenId"), id(attestation)],
            [say("agency"), member(agency)],
            [say("subject"), subject === 0 ? id(verified.certificate.subject) : member(subject)],
            [say("scheme"), id(String(scheme))],
            [say("grade"), String(grade)],
            [say("validFrom"), <When key="from" seconds={validFrom} />],
            [say("validUntil"), <Until key="until" seconds={validUntil} />],
          ]}
        />
      );
    }
    case "document": {
      const { document, state, schema, digest, subject } = verified.verdict;
      const about =
        state.subjectKind === "none" ? say("nobody") : describeSubject({ kind: state.subjectKind, word: subject });
      return (
        <Facts
          rows={[
            [say("provenId"), id(document)],
            [say("documentIssuer"), member(state.issuer)],
            [say("documentAbout"), about],
            [say("validFrom"), <When key="from" seconds={state.validFrom} />],
            [say("validUntil"), <Until key="until" seconds={state.validUntil} />],
            [say("schemaDigest"), id(schema)],
            [say("contentDigest"), id(digest)],
          ]}
        />
      );
    }
  }
}
