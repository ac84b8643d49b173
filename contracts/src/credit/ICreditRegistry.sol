// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IActs} from "../base/IActs.sol";
import {MemberId} from "../types/MemberId.sol";
import {AttestationId, FlagId, RuleId, SchemeId} from "./CreditIds.sol";
import {ICreditFacts} from "./ICreditFacts.sol";

/// @title Credit: what agencies attest about enterprises, and who gives effect to it
/// @notice Digests and grades only: the credential itself is in its subject's wallet.
///
/// "agency" below is who attested, any agency above it, or the successor it (or one above it) named.
/// record        | from               | act               | by                          | to                | event
/// --------------|--------------------|-------------------|-----------------------------|-------------------|----------------------
/// Accreditation | any                | establishRoot     | governance (AccessManager)  | accredited        | AgencyAccredited
/// Accreditation | none, or by the same | accredit        | accredited agency with depth left | accredited  | AgencyAccredited
/// Accreditation | accredited         | withdrawAccreditation | any agency above it     | withdrawn         | AccreditationWithdrawn
/// Accreditation | accredited         | withdrawRoot      | governance (AccessManager)  | withdrawn         | AccreditationWithdrawn
/// Accreditation | any                | nameSuccessor     | the agency or one above it  | the same          | SuccessorNamed
/// Scheme        | None               | publishScheme     | accredited agency           | open              | SchemePublished
/// Scheme        | open               | nameGrade         | its publisher, once per grade | open            | GradeNamed
/// Scheme        | open               | retireScheme      | its publisher               | retired           | SchemeRetired
/// Attestation   | None               | attest            | publisher or an agency beneath it, accredited | Active | AttestationGiven
/// Attestation   | None               | attestPseudonym   | as attest                   | Active            | AttestationGiven
/// Attestation   | Active             | suspend           | agency                      | Suspended         | AttestationSuspended
/// Attestation   | Suspended          | reinstate         | agency, accredited          | Active            | AttestationReinstated
/// Attestation   | Active, Suspended  | revoke            | agency                      | Revoked           | AttestationRevoked
/// Attestation   | Active, Suspended  | supersede         | agency, accredited          | Superseded at once, or as it was until the next one's first moment; and a next one | AttestationSuperseded, AttestationGiven
/// Attestation   | Revoked; Active or Suspended with an adverse grade | repair | agency, accredited | as by supersede, a revoked one stays so; and a next one | AttestationSuperseded, AttestationGiven
/// Attestation   | Active, Suspended, Revoked | object    | its subject                 | the same, under objection | ObjectionRaised
/// Attestation   | under objection    | resolve (dismissed) | agency                    | the same          | ObjectionResolved
/// Attestation   | under objection    | resolve (upheld)  | agency                      | Revoked; a revoked one Active | ObjectionResolved
/// Flag          | None               | proposeFlag       | accredited agency, first officer | Proposed     | FlagProposed
/// Flag          | Proposed           | confirmFlag       | the same agency, second officer | InForce       | FlagConfirmed
/// Flag          | Proposed, InForce  | liftFlag          | agency                      | Lifted (final)    | FlagLifted
/// Rule          | None               | publishRule       | recognising agency, accredited | InForce        | RulePublished
/// Rule          | InForce            | suspendRule       | the same                    | Suspended         | RuleSuspended
/// Rule          | Suspended          | resumeRule        | the same                    | InForce           | RuleResumed
/// Rule          | InForce, Suspended | withdrawRule      | the same                    | Withdrawn (final) | RuleWithdrawn
/// Consent       | any                | grantConsent      | the subject                 | in force          | ConsentGranted
/// Consent       | in force           | withdrawConsent   | the subject                 | none              | ConsentWithdrawn
///
/// A subject's attestations in a scheme form one file, each naming the one before; the last that has begun governs, whatever came of
/// it. Expiry is not a status. An attestation counts while its agency and every agency above it are accredited in its field.
/// Rules look at attestations only, never at what another agency recognises: recognition is not transitive.
/// The trail of an attestation is from the acting member to the subject (nobody where that is a pseudonym), each head being the lowest
/// 192 bits of the hash; that of a rule is from the agency to nobody.
interface ICreditRegistry is ICreditFacts, IActs {
    // ------------------------------------------------------------------ accreditation

    /// @notice Makes a member the root of a tree of agencies. Governance.
    /// @param agency Which
    /// @param fields In what, one bit per field
    /// @param depth How many levels it may accredit beneath itself, at most 4
    /// @param validUntil Last moment, seconds
    /// @param instrument Digest of the appointment, or zero
    function establishRoot(MemberId agency, uint32 fields, uint8 depth, uint40 validUntil, bytes32 instrument) external;

    /// @notice Withdraws a root's accreditation, and with it that of its whole tree. Governance.
    /// @param agency Which agency
    /// @param reason The acting member's own reason code
    /// @param instrument Digest of the signed statement of the act, or zero
    function withdrawRoot(MemberId agency, uint16 reason, bytes32 instrument) external;

    /// @notice Accredits an agency beneath one's own, or changes that. It can only narrow. Scope RECOGNISE.
    /// @param agency Which
    /// @param fields In what, among one's own
    /// @param depth How many levels beneath itself, less than one's own
    /// @param validUntil Last moment, seconds, not after one's own
    /// @param instrument Digest of the accreditation, or zero
    function accredit(MemberId agency, uint32 fields, uint8 depth, uint40 validUntil, bytes32 instrument) external;

    /// @notice Withdraws an agency's accreditation: all beneath it, and all that they attested, counts no more. Scope RECOGNISE.
    /// @param agency Which
    /// @param reason One's own reason code
    /// @param instrument Digest of the decision, or zero
    function withdrawAccreditation(MemberId agency, uint16 reason, bytes32 instrument) external;

    /// @notice Names the agency that answers for another's records too (after a reorganisation). Scope RECOGNISE.
    /// @param agency Whose records
    /// @param successor Who answers; nobody for none
    /// @param instrument Digest of the decision, or zero
    function nameSuccessor(MemberId agency, MemberId successor, bytes32 instrument) external;

    // ------------------------------------------------------------------ schemes

    /// @notice Publishes a version of a scheme of grades. Scope RECOGNISE.
    /// @param code Its code, ASCII left-aligned, such as `GACC-282`
    /// @param version Its version
    /// @param field Its field, one bit
    /// @param grades How many grades it has, at most 16; 1 is the best
    /// @param instrument Digest of the rules' text; not zero
    /// @return scheme Its number
    function publishScheme(
        bytes32 code,
        uint16 version,
        uint32 field,
        uint8 grades,
        bytes32 instrument
    ) external returns (SchemeId scheme);

    /// @notice Names a grade of one's scheme, once. Scope RECOGNISE.
    /// @param scheme Which
    /// @param grade Which grade, 1 the best
    /// @param name Its name, ASCII left-aligned
    /// @param class What it means
    /// @param instrument Digest of the rule, or zero
    function nameGrade(SchemeId scheme, uint8 grade, bytes32 name, GradeClass class, bytes32 instrument) external;

    /// @notice Takes no new attestations in a scheme; those there are keep their validity. Scope RECOGNISE.
    /// @param scheme Which scheme
    /// @param instrument Digest of the signed statement of the act, or zero
    function retireScheme(SchemeId scheme, bytes32 instrument) external;

    // ------------------------------------------------------------------ attestations

    /// @notice Attests a member's grade. Scope ATTEST.
    /// @param subject The member
    /// @param scheme In which scheme
    /// @param grade The grade, 1 the best
    /// @param validFrom First moment, seconds; zero for now
    /// @param validUntil Last moment, seconds
    /// @param instrument Digest of the credential with its evidence; not zero. The trail binds it
    /// @return attestation Its id
    function attest(
        MemberId subject,
        SchemeId scheme,
        uint8 grade,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (AttestationId attestation);

    /// @notice Attests the grade of an enterprise that is no member. Scope ATTEST.
    /// @param pseudonym Keyed hash of its credit code, which only those with the key can compute
    /// @param scheme In which scheme
    /// @param grade The grade, 1 the best
    /// @param validFrom First moment, seconds; zero for now
    /// @param validUntil Last moment, seconds
    /// @param instrument Digest of the credential with its evidence; not zero
    /// @return attestation Its id
    function attestPseudonym(
        bytes32 pseudonym,
        SchemeId scheme,
        uint8 grade,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (AttestationId attestation);

    /// @notice Suspends an attestation. Scope ATTEST.
    /// @param attestation Which
    /// @param reason The agency's own reason code
    /// @param instrument Digest of the decision, or zero
    function suspend(AttestationId attestation, uint16 reason, bytes32 instrument) external;

    /// @notice Ends a suspension. Scope ATTEST.
    /// @param attestation Which attestation
    /// @param instrument Digest of the signed statement of the act, or zero
    function reinstate(AttestationId attestation, bytes32 instrument) external;

    /// @notice Revokes an attestation. Scope ATTEST.
    /// @param attestation Which
    /// @param reason The agency's own reason code
    /// @param instrument Digest of the decision, or zero
    function revoke(AttestationId attestation, uint16 reason, bytes32 instrument) external;

    /// @notice Gives a subject another grade: a worse one at once, another at once or from a date. Scope ATTEST.
    /// @param attestation The last of the file
    /// @param grade The grade, 1 the best
    /// @param validFrom First moment, seconds; zero for now
    /// @param validUntil Last moment, seconds
    /// @param instrument Digest of the new credential; not zero
    /// @return next The new attestation
    function supersede(
        AttestationId attestation,
        uint8 grade,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (AttestationId next);

    /// @notice Repairs the credit of a subject whose attestation was revoked or is adverse. Scope ATTEST.
    /// @param attestation The last of the file
    /// @param grade The grade, 1 the best
    /// @param validFrom First moment, seconds; zero for now
    /// @param validUntil Last moment, seconds
    /// @param instrument Digest of the new credential; not zero
    /// @return next The new attestation
    function repair(
        AttestationId attestation,
        uint8 grade,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (AttestationId next);

    /// @notice Objects to an attestation about oneself. Scope ADMINISTER.
    /// @param attestation Which
    /// @param instrument Digest of the objection; not zero
    function object(AttestationId attestation, bytes32 instrument) external;

    /// @notice Decides an objection. Scope ATTEST.
    /// @param attestation Which
    /// @param upheld Whether the subject is right
    /// @param reason The agency's own reason code
    /// @param instrument Digest of the decision; not zero
    function resolve(AttestationId attestation, bool upheld, uint16 reason, bytes32 instrument) external;

    // ------------------------------------------------------------------ red flags

    /// @notice Proposes to list a member as dishonest; a second officer must confirm. Scope ATTEST.
    /// @param subject The member
    /// @param legalBasis The rule of law, ASCII left-aligned or a digest; not zero
    /// @param disclosureUntil Until when it is to be shown, seconds
    /// @param instrument Digest of the decision; not zero
    /// @return flag Its id
    function proposeFlag(
        MemberId subject,
        bytes32 legalBasis,
        uint40 disclosureUntil,
        bytes32 instrument
    ) external returns (FlagId flag);

    /// @notice Confirms a proposed listing, as another officer of the same agency. Scope ATTEST.
    /// @param flag Which flag
    /// @param instrument Digest of the signed statement of the act, or zero
    function confirmFlag(FlagId flag, bytes32 instrument) external;

    /// @notice Lifts a listing, or drops its proposal. Scope ATTEST.
    /// @param flag Which
    /// @param reason The agency's own reason code
    /// @param instrument Digest of the decision, or zero
    function liftFlag(FlagId flag, uint16 reason, bytes32 instrument) external;

    // ------------------------------------------------------------------ recognition

    /// @notice Gives effect to grades of a scheme (another agency's, or one's own). Scope RECOGNISE.
    /// @param scheme Which scheme
    /// @param grades Which grades: bit n-1 for grade n
    /// @param benefits What it gives: the agency's own bits; not zero
    /// @param purpose The purpose for which the subject must consent; zero where no consent is needed
    /// @param validFrom First moment, seconds; zero for now
    /// @param validUntil Last moment, seconds
    /// @param instrument Digest of the rule's text; not zero
    /// @return rule Its id
    function publishRule(
        SchemeId scheme,
        uint16 grades,
        uint32 benefits,
        uint16 purpose,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (RuleId rule);

    /// @notice Suspends one's rule: it gives nothing, and touches no attestation. Scope RECOGNISE.
    /// @param rule Which rule
    /// @param instrument Digest of the signed statement of the act, or zero
    function suspendRule(RuleId rule, bytes32 instrument) external;

    /// @notice Ends that. Scope RECOGNISE.
    /// @param rule Which rule
    /// @param instrument Digest of the signed statement of the act, or zero
    function resumeRule(RuleId rule, bytes32 instrument) external;

    /// @notice Withdraws one's rule for good. Scope RECOGNISE.
    /// @param rule Which rule
    /// @param instrument Digest of the signed statement of the act, or zero
    function withdrawRule(RuleId rule, bytes32 instrument) external;

    /// @notice Consents that an agency uses one's records for a purpose. Scope ADMINISTER.
    /// @param agency Towards whom
    /// @param purpose For what; not zero
    /// @param validUntil Last moment, seconds
    /// @param instrument Digest of the signed consent, or zero
    function grantConsent(MemberId agency, uint16 purpose, uint40 validUntil, bytes32 instrument) external;

    /// @notice Withdraws a consent, at once. Scope ADMINISTER.
    /// @param agency Which agency
    /// @param purpose For what
    /// @param instrument Digest of the signed statement of the act, or zero
    function withdrawConsent(MemberId agency, uint16 purpose, bytes32 instrument) external;

    // ------------------------------------------------------------------ reading; `moment` in seconds, zero for the block's

    /// @notice What a member counts as with an agency, with every rule of the agency and what came of it. Without consent the answer is
    /// "not shared", whether or not there is a record.
    /// @param subject The enterprise: a member's number, or a pseudonym
    /// @param agency Which agency
    /// @param moment When, seconds; zero for the block's time
    function standing(MemberId subject, MemberId agency, uint40 moment) external view returns (Standing memory);

    /// @notice As {standing}, for an enterprise that is no member; it cannot have consented
    /// @param pseudonym Keyed hash of the enterprise's credit code
    /// @param agency Which agency
    /// @param moment When, seconds; zero for the block's time
    function standingOfPseudonym(
        bytes32 pseudonym,
        MemberId agency,
        uint40 moment
    ) external view returns (Standing memory);

    /// @notice Whether an attestation counted at a moment: itself, its agency, and every agency above that
    /// @param attestation Which attestation
    /// @param moment When, seconds; zero for the block's time
    function wasValidAt(AttestationId attestation, uint40 moment) external view returns (bool);

    /// @notice An attestation and what it is worth at a moment; reverts for an unknown one
    /// @param attestation Which attestation
    /// @param moment When, seconds; zero for the block's time
    function getAttestation(AttestationId attestation, uint40 moment) external view returns (Attestation memory);

    /// @notice The attestation that governs a subject's file in a scheme at a moment; zero if none has begun
    /// @param scheme Which scheme
    /// @param subject A pseudonym, or a member's number
    /// @param moment When
    function governing(SchemeId scheme, bytes32 subject, uint40 moment) external view returns (AttestationId);

    /// @notice The last attestation of a subject's file in a scheme, begun or not; zero if there is none
    /// @param scheme Which scheme
    /// @param subject The enterprise: a member's number, or a pseudonym
    function latest(SchemeId scheme, bytes32 subject) external view returns (AttestationId);

    /// @notice A scheme and its code; reverts for an unknown one
    /// @param scheme Which scheme
    /// @return The scheme
    /// @return code Its code, ASCII left-aligned
    function getScheme(SchemeId scheme) external view returns (Scheme memory, bytes32 code);

    /// @notice The scheme of a publisher, code and version; zero if there is none
    /// @param publisher Who published the scheme
    /// @param code The scheme's code, ASCII left-aligned
    /// @param version The scheme's version
    function findScheme(MemberId publisher, bytes32 code, uint16 version) external view returns (SchemeId);

    /// @notice Name of a grade, zero if it has none
    /// @param scheme Which scheme
    /// @param grade Which grade, 1 the best
    function gradeName(SchemeId scheme, uint8 grade) external view returns (bytes32);

    /// @notice A member's accreditation, its last one; empty if it never had one
    /// @param agency Which agency
    /// @return The accreditation
    /// @return successor The agency that answers for its records too, or nobody
    function getAccreditation(MemberId agency) external view returns (Accreditation memory, MemberId successor);

    /// @notice Whether a member and every agency above it was accredited at a moment
    /// @param agency Which
    /// @param field In what, one bit; zero for any
    /// @param moment When
    function wasAccreditedAt(MemberId agency, uint32 field, uint40 moment) external view returns (bool);

    /// @notice A rule and the head of its hash chain; reverts for an unknown one
    /// @param rule Which rule
    /// @return The rule
    /// @return trail Head of its trail
    function getRule(RuleId rule) external view returns (Rule memory, bytes32 trail);

    /// @notice An agency's rules, in the order of publication
    /// @param agency Which agency
    function rulesOf(MemberId agency) external view returns (RuleId[] memory);

    /// @notice Whether a member's consent was in force at a moment
    /// @param subject The enterprise: a member's number, or a pseudonym
    /// @param agency Which agency
    /// @param purpose For what
    /// @param moment When, seconds; zero for the block's time
    function hadConsentedAt(
        MemberId subject,
        MemberId agency,
        uint16 purpose,
        uint40 moment
    ) external view returns (bool);

    /// @notice A red flag; reverts for an unknown one
    /// @param flag Which flag
    function getFlag(FlagId flag) external view returns (Flag memory);

    /// @notice The red flags of a member that were in force and disclosed at a moment
    /// @param subject The enterprise: a member's number, or a pseudonym
    /// @param moment When, seconds; zero for the block's time
    function flagsOf(MemberId subject, uint40 moment) external view returns (FlagId[] memory);
}
