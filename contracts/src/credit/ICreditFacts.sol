// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";
import {AttestationId, FlagId, RuleId, SchemeId} from "./CreditIds.sol";

/// @notice Types, errors and events of {ICreditRegistry}.
interface ICreditFacts {
    /// @notice The acts' numbers in the trails. Numbers never change.
    enum Act {
        None,
        Attest,
        Suspend,
        Reinstate,
        Revoke,
        Supersede,
        Follow,
        Object,
        Resolve,
        PublishRule,
        SuspendRule,
        ResumeRule,
        WithdrawRule
    }

    /// @notice Where an attestation stands. Numbers never change.
    enum Status {
        None,
        Active,
        Suspended,
        Revoked,
        Superseded
    }

    /// @notice What an attestation is worth at a moment. Numbers never change.
    enum Validity {
        Unknown,
        Valid,
        NotYetValid,
        Expired,
        Suspended,
        Revoked,
        Superseded,
        AgencyNotAccredited
    }

    /// @notice What a grade means. Numbers never change.
    enum GradeClass {
        Neutral,
        Favoured,
        Adverse,
        SeriouslyAdverse
    }

    /// @notice Where a recognition rule stands. Numbers never change.
    enum RuleStatus {
        None,
        InForce,
        Suspended,
        Withdrawn
    }

    /// @notice Where a red flag stands. Numbers never change.
    enum FlagStatus {
        None,
        Proposed,
        InForce,
        Lifted
    }

    /// @notice What a rule gave, or why it gave nothing. Numbers never change.
    enum Outcome {
        Applied,
        RuleNotInForce,
        NotShared,
        NoRecord,
        NotValid,
        GradeNotRecognised,
        RedFlagged
    }

    /// @notice An agency's accreditation
    /// @param parent Who accredited it; nobody for a root
    /// @param fields In what it may publish schemes and attest, one bit per field
    /// @param depth How many levels it may accredit beneath itself
    /// @param validFrom First moment, seconds
    /// @param validUntil Last moment, seconds
    /// @param endedAt Since when it is withdrawn, seconds; zero if it is not
    struct Accreditation {
        MemberId parent;
        uint32 fields;
        uint8 depth;
        uint40 validFrom;
        uint40 validUntil;
        uint40 endedAt;
    }

    /// @notice One version of a scheme of grades
    /// @param publisher The agency whose scheme it is
    /// @param field Its field, one bit
    /// @param grades How many grades it has; 1 is the best
    /// @param version Number of the version
    /// @param named Grades that have a name: bit n-1 for grade n
    /// @param adverse Grades that are adverse
    /// @param serious Grades that are seriously adverse
    /// @param favoured Grades that are favoured (AEO and alike)
    /// @param retired Whether new attestations are refused
    struct Scheme {
        MemberId publisher;
        uint32 field;
        uint8 grades;
        uint16 version;
        uint16 named;
        uint16 adverse;
        uint16 serious;
        uint16 favoured;
        bool retired;
    }

    /// @notice An attestation
    /// @param agency Who attests
    /// @param subject About whom, nobody where the subject is a pseudonym
    /// @param scheme In which scheme
    /// @param grade The grade, 1 the best
    /// @param validFrom First moment, seconds
    /// @param validUntil Last moment, seconds
    /// @param status Where it stands
    /// @param underObjection Whether the subject objects
    /// @param hasNext Whether another follows in the file
    /// @param isRepair Whether it repairs the one before it
    /// @param reason Reason of the last change, the agency's own code
    /// @param changedAt When its status changed last, seconds
    /// @param validity What it is worth at the moment asked
    /// @param state The packed word, see {AttestationWord}
    /// @param trail Head of its hash chain: 24 bytes, the lowest of the hash
    struct Attestation {
        MemberId agency;
        MemberId subject;
        SchemeId scheme;
        uint8 grade;
        uint40 validFrom;
        uint40 validUntil;
        Status status;
        bool underObjection;
        bool hasNext;
        bool isRepair;
        uint16 reason;
        uint40 changedAt;
        Validity validity;
        bytes32 state;
        bytes32 trail;
    }

    /// @notice A recognition rule: 256 bits, in this order from the lowest
    /// @param agency The recognising agency
    /// @param scheme The scheme recognised
    /// @param benefits What it gives: the agency's own bits
    /// @param grades Grades recognised: bit n-1 for grade n
    /// @param purpose The purpose for which the subject must have consented; zero where no consent is needed
    /// @param validFrom First moment, seconds
    /// @param validUntil Last moment, seconds
    /// @param status Where it stands
    /// @param changedAt When its status changed last, seconds
    struct Rule {
        MemberId agency;
        SchemeId scheme;
        uint32 benefits;
        uint16 grades;
        uint16 purpose;
        uint40 validFrom;
        uint40 validUntil;
        RuleStatus status;
        uint40 changedAt;
    }

    /// @notice An entry on an agency's list of the dishonest
    /// @param agency Whose list
    /// @param subject About whom
    /// @param status Where it stands
    /// @param raisedAt When it came into force, seconds
    /// @param disclosureUntil Until when it is shown, seconds
    /// @param liftedAt When it was lifted, seconds; zero if it was not
    /// @param proposer The first officer
    /// @param legalBasis The rule of law that it rests on
    struct Flag {
        MemberId agency;
        MemberId subject;
        FlagStatus status;
        uint40 raisedAt;
        uint40 disclosureUntil;
        uint40 liftedAt;
        address proposer;
        bytes32 legalBasis;
    }

    /// @notice A stretch of time
    /// @param from First moment, seconds
    /// @param until First moment after it, seconds; zero while it lasts
    struct Interval {
        uint40 from;
        uint40 until;
    }

    /// @notice One rule and what came of it
    /// @param rule The rule
    /// @param scheme The scheme that it recognises
    /// @param attestation The attestation used; zero where none is, or it is not shared
    /// @param grade Its grade; zero where not shared
    /// @param benefits What the rule gave
    /// @param outcome What it gave, or why nothing
    struct Trace {
        RuleId rule;
        SchemeId scheme;
        AttestationId attestation;
        uint8 grade;
        uint32 benefits;
        Outcome outcome;
    }

    /// @notice What an enterprise counts as with an agency
    /// @param scheme The agency's own scheme in which it has a valid grade; zero if it has none
    /// @param grade That grade; zero if it has none
    /// @param attestation That attestation
    /// @param benefits All that the rules gave, or-ed
    /// @param flagged Whether a red flag of the agency is in force and disclosed
    /// @param trace Every rule of the agency and what came of it
    struct Standing {
        SchemeId scheme;
        uint8 grade;
        AttestationId attestation;
        uint32 benefits;
        bool flagged;
        Trace[] trace;
    }

    /// @notice Thrown when an argument is empty or out of range
    /// @param what Its name
    error CreditArgumentInvalid(bytes32 what);
    /// @notice Thrown when a member is not accredited now, or not in the field, or some agency above it is not
    /// @param member Which
    /// @param field In what, one bit; zero for any
    error CreditNotAccredited(MemberId member, uint32 field);
    /// @notice Thrown when an accreditation would give more than its giver has
    /// @param what Name of the argument
    /// @param given What it says
    /// @param permitted The most it may say
    error CreditWidened(bytes32 what, uint256 given, uint256 permitted);
    /// @notice Thrown when an agency is accredited by another already
    /// @param agency Which
    /// @param parent By whom
    error CreditAccreditedAlready(MemberId agency, MemberId parent);
    /// @notice Thrown when a member answers neither for itself, nor as a superior, nor as named successor
    /// @param actor Who tried
    /// @param agency Whose record it is
    error CreditNotAnswerable(MemberId actor, MemberId agency);
    /// @notice Thrown when a member is not the subject of the record
    /// @param actor Who tried
    /// @param subject Whose record it is
    error CreditNotSubject(MemberId actor, MemberId subject);
    /// @notice Thrown when no such scheme exists
    /// @param scheme The number asked for
    error CreditSchemeUnknown(SchemeId scheme);
    /// @notice Thrown when a scheme of that code and version exists
    /// @param scheme Which
    error CreditSchemeExists(SchemeId scheme);
    /// @notice Thrown when a scheme takes no new attestations
    /// @param scheme Which
    error CreditSchemeRetired(SchemeId scheme);
    /// @notice Thrown when a member acts on another agency's scheme
    /// @param scheme Which
    /// @param actor Who tried
    /// @param publisher Whose it is
    error CreditSchemeForeign(SchemeId scheme, MemberId actor, MemberId publisher);
    /// @notice Thrown when a grade has no name yet, or has one already
    /// @param scheme Which scheme
    /// @param grade Which grade
    /// @param named Whether it has a name
    error CreditGradeNamed(SchemeId scheme, uint8 grade, bool named);
    /// @notice Thrown when a seriously adverse grade is given without a red flag in force
    /// @param scheme Which scheme
    /// @param grade Which grade
    error CreditRedFlagNeeded(SchemeId scheme, uint8 grade);
    /// @notice Thrown when no such attestation exists
    /// @param attestation The id asked for
    error CreditAttestationUnknown(AttestationId attestation);
    /// @notice Thrown when the subject has attestations in the scheme already: supersede or repair the last
    /// @param attestation The last of the file
    error CreditAttestedAlready(AttestationId attestation);
    /// @notice Thrown when the attestation does not stand where the act begins
    /// @param attestation Which
    /// @param status Where it stands
    /// @param accepted Where the act begins: bit n is the status of number n
    error CreditUnexpectedStatus(AttestationId attestation, Status status, uint256 accepted);
    /// @notice Thrown when another attestation follows: act on the last of the file
    /// @param attestation Which
    /// @param next The one that follows
    error CreditFollowed(AttestationId attestation, AttestationId next);
    /// @notice Thrown when the attestation is under objection already, or is not
    /// @param attestation Which
    /// @param underObjection How it stands
    error CreditObjection(AttestationId attestation, bool underObjection);
    /// @notice Thrown when a repair is neither of a revoked attestation nor of an adverse grade
    /// @param attestation Which
    error CreditNothingToRepair(AttestationId attestation);
    /// @notice Thrown when a downgrade is put off: it takes effect at once
    /// @param validFrom What was given, seconds
    /// @param timestamp The block's time, seconds
    error CreditDowngradeNotAtOnce(uint40 validFrom, uint256 timestamp);
    /// @notice Thrown when no such rule exists
    /// @param rule The id asked for
    error CreditRuleUnknown(RuleId rule);
    /// @notice Thrown when the rule does not stand where the act begins
    /// @param rule Which
    /// @param status Where it stands
    /// @param accepted Where the act begins: bit n is the status of number n
    error CreditRuleUnexpectedStatus(RuleId rule, RuleStatus status, uint256 accepted);
    /// @notice Thrown when a member acts on another agency's rule
    /// @param rule Which
    /// @param actor Who tried
    /// @param agency Whose it is
    error CreditRuleForeign(RuleId rule, MemberId actor, MemberId agency);
    /// @notice Thrown when a consent is withdrawn that is not in force
    /// @param subject Whose
    /// @param agency Towards whom
    /// @param purpose For what
    error CreditNoConsent(MemberId subject, MemberId agency, uint16 purpose);
    /// @notice Thrown when no such flag exists
    /// @param flag The id asked for
    error CreditFlagUnknown(FlagId flag);
    /// @notice Thrown when the flag does not stand where the act begins
    /// @param flag Which
    /// @param status Where it stands
    /// @param accepted Where the act begins: bit n is the status of number n
    error CreditFlagUnexpectedStatus(FlagId flag, FlagStatus status, uint256 accepted);
    /// @notice Thrown when the officer who proposed a flag also confirms it
    /// @param flag Which
    /// @param officer Who
    error CreditSecondOfficerNeeded(FlagId flag, address officer);

    /// @notice An agency was accredited, or its accreditation changed
    /// @param agency Which agency
    /// @param from The agency above it; nobody for a root
    /// @param fields In what, one bit per field
    /// @param depth How many levels it may accredit beneath itself
    /// @param validFrom First moment, seconds
    /// @param validUntil Last moment, seconds
    /// @param instrument Digest of the signed statement of the act, or zero
    event AgencyAccredited(
        MemberId indexed agency,
        MemberId indexed from,
        uint32 fields,
        uint8 depth,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    );
    /// @notice An agency's accreditation was withdrawn; what it attested counts no more from now on
    /// @param agency Which agency
    /// @param from Who withdrew it; nobody for a root
    /// @param reason The acting member's own reason code
    /// @param instrument Digest of the signed statement of the act, or zero
    event AccreditationWithdrawn(MemberId indexed agency, MemberId indexed from, uint16 reason, bytes32 instrument);
    /// @notice Another agency answers for an agency's records too
    /// @param agency Which agency
    /// @param from Who named it
    /// @param successor Who answers for its records, or nobody
    /// @param instrument Digest of the signed statement of the act, or zero
    event SuccessorNamed(
        MemberId indexed agency,
        MemberId indexed from,
        MemberId indexed successor,
        bytes32 instrument
    );
    /// @notice An agency published a version of a scheme
    /// @param scheme Which scheme
    /// @param from The publisher
    /// @param code The scheme's code, ASCII left-aligned
    /// @param version The scheme's version
    /// @param field Its field, one bit
    /// @param grades How many grades it has, 1 the best
    /// @param instrument Digest of the signed statement of the act, or zero
    event SchemePublished(
        SchemeId indexed scheme,
        MemberId indexed from,
        bytes32 code,
        uint16 version,
        uint32 field,
        uint8 grades,
        bytes32 instrument
    );
    /// @notice A grade has a name and a meaning
    /// @param scheme Which scheme
    /// @param from The publisher
    /// @param grade Which grade, 1 the best
    /// @param name Its name, ASCII left-aligned
    /// @param class What it means
    /// @param instrument Digest of the signed statement of the act, or zero
    event GradeNamed(
        SchemeId indexed scheme,
        MemberId indexed from,
        uint8 grade,
        bytes32 name,
        GradeClass class,
        bytes32 instrument
    );
    /// @notice A scheme takes no new attestations
    /// @param scheme Which scheme
    /// @param from The publisher
    /// @param instrument Digest of the signed statement of the act, or zero
    event SchemeRetired(SchemeId indexed scheme, MemberId indexed from, bytes32 instrument);
    /// @notice An agency attested (to the subject). `previous` is the one before it in the file, zero for the first; `subject` is the
    /// member's number or the pseudonym (zero for a later attestation of a pseudonym, which `previous` leads to)
    /// @param attestation Which attestation
    /// @param from The agency
    /// @param to The subject; nobody where that is a pseudonym
    /// @param subject The enterprise: a member's number, or a pseudonym
    /// @param previous The attestation before it in the file, or zero
    /// @param state The packed word after the act, see {AttestationWord}
    /// @param instrument Digest of the signed statement of the act, or zero
    event AttestationGiven(
        AttestationId indexed attestation,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 subject,
        AttestationId previous,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An attestation was suspended; the reason is in `state`
    /// @param attestation Which attestation
    /// @param from The agency that acted
    /// @param state The packed word after the act, see {AttestationWord}
    /// @param instrument Digest of the signed statement of the act, or zero
    event AttestationSuspended(
        AttestationId indexed attestation,
        MemberId indexed from,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An attestation counts again
    /// @param attestation Which attestation
    /// @param from The agency that acted
    /// @param state The packed word after the act, see {AttestationWord}
    /// @param instrument Digest of the signed statement of the act, or zero
    event AttestationReinstated(
        AttestationId indexed attestation,
        MemberId indexed from,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An attestation was revoked for good; the reason is in `state`
    /// @param attestation Which attestation
    /// @param from The agency that acted
    /// @param state The packed word after the act, see {AttestationWord}
    /// @param instrument Digest of the signed statement of the act, or zero
    event AttestationRevoked(
        AttestationId indexed attestation,
        MemberId indexed from,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice Another attestation takes the place of this one, at once or from its first moment on
    /// @param attestation Which attestation
    /// @param from The agency that acted
    /// @param next The attestation that follows it in the file
    /// @param state The packed word after the act, see {AttestationWord}
    /// @param instrument Digest of the signed statement of the act, or zero
    event AttestationSuperseded(
        AttestationId indexed attestation,
        MemberId indexed from,
        AttestationId next,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The subject objects
    /// @param attestation Which attestation
    /// @param from The subject
    /// @param state The packed word after the act, see {AttestationWord}
    /// @param instrument Digest of the signed statement of the act, or zero
    event ObjectionRaised(AttestationId indexed attestation, MemberId indexed from, bytes32 state, bytes32 instrument);
    /// @notice An objection was decided
    /// @param attestation Which attestation
    /// @param from The agency that acted
    /// @param upheld Whether the subject was right
    /// @param state The packed word after the act, see {AttestationWord}
    /// @param instrument Digest of the signed statement of the act, or zero
    event ObjectionResolved(
        AttestationId indexed attestation,
        MemberId indexed from,
        bool upheld,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An agency proposed to list an enterprise as dishonest
    /// @param flag Which flag
    /// @param from The agency
    /// @param to The member that it lists
    /// @param legalBasis The rule of law, ASCII left-aligned or a digest
    /// @param disclosureUntil Until when it is to be shown, seconds
    /// @param officer The officer who acted (two-person rule)
    /// @param instrument Digest of the signed statement of the act, or zero
    event FlagProposed(
        FlagId indexed flag,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 legalBasis,
        uint40 disclosureUntil,
        address officer,
        bytes32 instrument
    );
    /// @notice A second officer confirmed the listing: it is in force
    /// @param flag Which flag
    /// @param from The agency
    /// @param to The member that it lists
    /// @param officer The officer who acted (two-person rule)
    /// @param instrument Digest of the signed statement of the act, or zero
    event FlagConfirmed(
        FlagId indexed flag,
        MemberId indexed from,
        MemberId indexed to,
        address officer,
        bytes32 instrument
    );
    /// @notice A listing, or its proposal, was lifted
    /// @param flag Which flag
    /// @param from The agency that acted
    /// @param to The member that was listed
    /// @param reason The acting member's own reason code
    /// @param instrument Digest of the signed statement of the act, or zero
    event FlagLifted(
        FlagId indexed flag,
        MemberId indexed from,
        MemberId indexed to,
        uint16 reason,
        bytes32 instrument
    );
    /// @notice An agency recognises grades of a scheme; `state` is the packed {Rule}
    /// @param rule Which rule
    /// @param from The recognising agency
    /// @param scheme Which scheme
    /// @param state The packed {Rule}
    /// @param instrument Digest of the signed statement of the act, or zero
    event RulePublished(
        RuleId indexed rule,
        MemberId indexed from,
        SchemeId indexed scheme,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A rule gives nothing for the time being
    /// @param rule Which rule
    /// @param from The recognising agency
    /// @param state The packed {Rule}
    /// @param instrument Digest of the signed statement of the act, or zero
    event RuleSuspended(RuleId indexed rule, MemberId indexed from, bytes32 state, bytes32 instrument);
    /// @notice A suspended rule is in force again
    /// @param rule Which rule
    /// @param from The recognising agency
    /// @param state The packed {Rule}
    /// @param instrument Digest of the signed statement of the act, or zero
    event RuleResumed(RuleId indexed rule, MemberId indexed from, bytes32 state, bytes32 instrument);
    /// @notice A rule was withdrawn for good
    /// @param rule Which rule
    /// @param from The recognising agency
    /// @param state The packed {Rule}
    /// @param instrument Digest of the signed statement of the act, or zero
    event RuleWithdrawn(RuleId indexed rule, MemberId indexed from, bytes32 state, bytes32 instrument);
    /// @notice An enterprise consents that an agency uses its records for a purpose
    /// @param subject The enterprise
    /// @param agency Which agency
    /// @param purpose For what
    /// @param validUntil Last moment, seconds
    /// @param instrument Digest of the signed statement of the act, or zero
    event ConsentGranted(
        MemberId indexed subject,
        MemberId indexed agency,
        uint16 indexed purpose,
        uint40 validUntil,
        bytes32 instrument
    );
    /// @notice An enterprise withdrew its consent
    /// @param subject The enterprise
    /// @param agency Which agency
    /// @param purpose For what
    /// @param instrument Digest of the signed statement of the act, or zero
    event ConsentWithdrawn(
        MemberId indexed subject,
        MemberId indexed agency,
        uint16 indexed purpose,
        bytes32 instrument
    );
}
