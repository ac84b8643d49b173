// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Scopes} from "../members/Roles.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {Trail} from "../types/Trail.sol";
import {AttestationWord, AttestationWords} from "./AttestationWord.sol";
import {CreditBase} from "./CreditBase.sol";
import {
    AttestationId,
    FlagId,
    NO_ATTESTATION,
    RuleId,
    SchemeId,
    firstAttestation,
    nextAttestation,
    subjectOf
} from "./CreditIds.sol";
import {CreditRareActs} from "./CreditRareActs.sol";
import {ICreditRegistry} from "./ICreditRegistry.sol";

/// @notice See {ICreditRegistry}.
contract CreditRegistry is ICreditRegistry, CreditBase {
    uint256 private constant HEAD_TRAIL = type(uint192).max;
    uint256 private constant ACTIVE = 1 << uint256(Status.Active);
    uint256 private constant SUSPENDED = 1 << uint256(Status.Suspended);
    uint256 private constant REVOKED = 1 << uint256(Status.Revoked);

    CreditRareActs private immutable _rareActs;

    /// @param members_ The members registry that decides who may act
    /// @param authority_ The ledger's AccessManager, for {establishRoot} and {withdrawRoot}
    constructor(IMemberRegistry members_, address authority_) CreditBase(members_, authority_) {
        _rareActs = new CreditRareActs(members_, authority_);
    }

    // ------------------------------------------------------------------ attestations

    /// @inheritdoc ICreditRegistry
    function attest(
        MemberId subject,
        SchemeId scheme,
        uint8 grade,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (AttestationId attestation) {
        attestation = _attest(
            AttestationWords.given(NOBODY, subject, scheme, grade, validFrom, validUntil),
            subjectOf(subject),
            instrument
        );
    }

    /// @inheritdoc ICreditRegistry
    function attestPseudonym(
        bytes32 pseudonym,
        SchemeId scheme,
        uint8 grade,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (AttestationId attestation) {
        attestation = _attest(
            AttestationWords.given(NOBODY, NOBODY, scheme, grade, validFrom, validUntil),
            pseudonym,
            instrument
        );
    }

    /// @inheritdoc ICreditRegistry
    function suspend(AttestationId attestation, uint16 reason, bytes32 instrument) external {
        (AttestationWord word, MemberId actor) = _answered(attestation, ACTIVE);
        bytes32 state = _advance(
            attestation,
            word.withStatus(uint256(Status.Suspended), reason),
            Act.Suspend,
            actor,
            instrument
        );
        emit AttestationSuspended(attestation, actor, state, instrument);
    }

    /// @inheritdoc ICreditRegistry
    function reinstate(AttestationId attestation, bytes32 instrument) external {
        (AttestationWord word, MemberId actor) = _answered(attestation, SUSPENDED);
        _requireAccredited(actor, _schemes[word.scheme()].field);
        _rest(attestation, word);
        bytes32 state = _advance(
            attestation,
            word.withStatus(uint256(Status.Active), 0),
            Act.Reinstate,
            actor,
            instrument
        );
        emit AttestationReinstated(attestation, actor, state, instrument);
    }

    /// @inheritdoc ICreditRegistry
    function revoke(AttestationId attestation, uint16 reason, bytes32 instrument) external {
        (AttestationWord word, MemberId actor) = _answered(attestation, ACTIVE | SUSPENDED);
        _rest(attestation, word);
        bytes32 state = _advance(
            attestation,
            word.withStatus(uint256(Status.Revoked), reason),
            Act.Revoke,
            actor,
            instrument
        );
        emit AttestationRevoked(attestation, actor, state, instrument);
    }

    /// @inheritdoc ICreditRegistry
    function supersede(
        AttestationId attestation,
        uint8 grade,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (AttestationId next) {
        (AttestationWord word, MemberId actor) = _answered(attestation, ACTIVE | SUSPENDED);
        // Order 282: a downgrade takes effect at once, an upgrade at a date. Grade 1 is the best.
        if (grade > word.grade() && validFrom > _now()) revert CreditDowngradeNotAtOnce(validFrom, block.timestamp);
        return
            _follow(
                attestation,
                word,
                AttestationWords.given(actor, word.subject(), word.scheme(), grade, validFrom, validUntil),
                instrument
            );
    }

    /// @inheritdoc ICreditRegistry
    function repair(
        AttestationId attestation,
        uint8 grade,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (AttestationId next) {
        (AttestationWord word, MemberId actor) = _answered(attestation, ACTIVE | SUSPENDED | REVOKED);
        if (
            word.status() != uint256(Status.Revoked) && _schemes[word.scheme()].adverse & (1 << (word.grade() - 1)) == 0
        ) revert CreditNothingToRepair(attestation);
        return
            _follow(
                attestation,
                word,
                AttestationWords.given(actor, word.subject(), word.scheme(), grade, validFrom, validUntil).withFlag(
                    AttestationWords.REPAIR
                ),
                instrument
            );
    }

    /// @inheritdoc ICreditRegistry
    function object(AttestationId attestation, bytes32 instrument) external {
        AttestationWord word = _at(attestation, ACTIVE | SUSPENDED | REVOKED);
        (MemberId actor, ) = _actor(Scopes.ADMINISTER);
        if (actor != word.subject()) revert CreditNotSubject(actor, word.subject());
        if (instrument == 0) revert CreditArgumentInvalid("instrument");
        if (word.has(AttestationWords.UNDER_OBJECTION)) revert CreditObjection(attestation, true);
        _requireLast(attestation, word);
        bytes32 state = _advance(
            attestation,
            word.withFlag(AttestationWords.UNDER_OBJECTION),
            Act.Object,
            actor,
            instrument
        );
        emit ObjectionRaised(attestation, actor, state, instrument);
    }

    /// @inheritdoc ICreditRegistry
    function resolve(AttestationId attestation, bool upheld, uint16 reason, bytes32 instrument) external {
        (AttestationWord word, MemberId actor) = _answered(
            attestation,
            ACTIVE | SUSPENDED | REVOKED | (1 << uint256(Status.Superseded))
        );
        if (instrument == 0) revert CreditArgumentInvalid("instrument");
        if (!word.has(AttestationWords.UNDER_OBJECTION)) revert CreditObjection(attestation, false);
        word = word.withoutFlag(AttestationWords.UNDER_OBJECTION);
        // Where another attestation took its place meanwhile, the decision is on record and changes no status.
        if (upheld && !word.has(AttestationWords.HAS_NEXT)) {
            bool revoked = word.status() == uint256(Status.Revoked);
            if (revoked || word.status() == uint256(Status.Suspended)) _pushRest(attestation, word);
            word = word.withStatus(uint256(revoked ? Status.Active : Status.Revoked), reason);
        }
        bytes32 state = _advance(attestation, word, Act.Resolve, actor, instrument);
        emit ObjectionResolved(attestation, actor, upheld, state, instrument);
    }

    // ------------------------------------------------------------------ rare acts, run by {CreditRareActs}

    /// @inheritdoc ICreditRegistry
    function establishRoot(MemberId, uint32, uint8, uint40, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function withdrawRoot(MemberId, uint16, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function accredit(MemberId, uint32, uint8, uint40, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function withdrawAccreditation(MemberId, uint16, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function nameSuccessor(MemberId, MemberId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function publishScheme(bytes32, uint16, uint32, uint8, bytes32) external returns (SchemeId) {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function nameGrade(SchemeId, uint8, bytes32, GradeClass, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function retireScheme(SchemeId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function proposeFlag(MemberId, bytes32, uint40, bytes32) external returns (FlagId) {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function confirmFlag(FlagId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function liftFlag(FlagId, uint16, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function publishRule(SchemeId, uint16, uint32, uint16, uint40, uint40, bytes32) external returns (RuleId) {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function suspendRule(RuleId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function resumeRule(RuleId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function withdrawRule(RuleId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function grantConsent(MemberId, uint16, uint40, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ICreditRegistry
    function withdrawConsent(MemberId, uint16, bytes32) external {
        _delegate();
    }

    // ------------------------------------------------------------------ reading: standing

    /// @inheritdoc ICreditRegistry
    function standing(MemberId subject, MemberId agency, uint40 moment) external view returns (Standing memory) {
        return _standing(subjectOf(subject), subject, agency, moment == 0 ? _now() : moment);
    }

    /// @inheritdoc ICreditRegistry
    function standingOfPseudonym(
        bytes32 pseudonym,
        MemberId agency,
        uint40 moment
    ) external view returns (Standing memory) {
        _requirePseudonym(pseudonym);
        return _standing(pseudonym, NOBODY, agency, moment == 0 ? _now() : moment);
    }

    // ------------------------------------------------------------------ reading: records

    /// @inheritdoc ICreditRegistry
    function wasValidAt(AttestationId attestation, uint40 moment) external view returns (bool) {
        return _validityAt(attestation, moment == 0 ? _now() : moment) == Validity.Valid;
    }

    /// @inheritdoc ICreditRegistry
    function getAttestation(
        AttestationId attestation,
        uint40 moment
    ) external view returns (Attestation memory result) {
        AttestationWord word = _wordOf(attestation);
        if (word.status() == 0) revert CreditAttestationUnknown(attestation);
        result.agency = word.agency();
        result.subject = word.subject();
        result.scheme = word.scheme();
        result.grade = word.grade();
        result.validFrom = word.validFrom();
        result.validUntil = word.validUntil();
        result.status = Status(word.status());
        result.underObjection = word.has(AttestationWords.UNDER_OBJECTION);
        result.hasNext = word.has(AttestationWords.HAS_NEXT);
        result.isRepair = word.has(AttestationWords.REPAIR);
        result.reason = word.reason();
        result.changedAt = word.changedAt();
        result.validity = _validityAt(attestation, moment == 0 ? _now() : moment);
        result.state = bytes32(AttestationWord.unwrap(word));
        result.trail = bytes32(_records[attestation].head & HEAD_TRAIL);
    }

    /// @inheritdoc ICreditRegistry
    function governing(SchemeId scheme, bytes32 subject, uint40 moment) external view returns (AttestationId) {
        return _governing(firstAttestation(scheme, subject), moment == 0 ? _now() : moment);
    }

    /// @inheritdoc ICreditRegistry
    function latest(SchemeId scheme, bytes32 subject) external view returns (AttestationId) {
        AttestationId first = firstAttestation(scheme, subject);
        return _wordOf(first).status() == 0 ? NO_ATTESTATION : _last(first);
    }

    /// @inheritdoc ICreditRegistry
    function getScheme(SchemeId scheme) external view returns (Scheme memory result, bytes32 code) {
        result = _schemes[scheme];
        if (result.publisher == NOBODY) revert CreditSchemeUnknown(scheme);
        code = _schemeCodes[scheme];
    }

    /// @inheritdoc ICreditRegistry
    function findScheme(MemberId publisher, bytes32 code, uint16 version) external view returns (SchemeId) {
        return _schemeIds[keccak256(abi.encode(publisher, code, version))];
    }

    /// @inheritdoc ICreditRegistry
    function gradeName(SchemeId scheme, uint8 grade) external view returns (bytes32) {
        return _gradeNames[scheme][grade];
    }

    /// @inheritdoc ICreditRegistry
    function getAccreditation(MemberId agency) external view returns (Accreditation memory, MemberId successor) {
        return (_accreditations[agency], _successors[agency]);
    }

    /// @inheritdoc ICreditRegistry
    function wasAccreditedAt(MemberId agency, uint32 field, uint40 moment) external view returns (bool live) {
        (live, ) = _walk(agency, field, moment == 0 ? _now() : moment, NOBODY);
    }

    /// @inheritdoc ICreditRegistry
    function getRule(RuleId rule) external view returns (Rule memory result, bytes32 trail) {
        result = _rules[rule];
        if (result.status == RuleStatus.None) revert CreditRuleUnknown(rule);
        trail = _ruleTrails[rule];
    }

    /// @inheritdoc ICreditRegistry
    function rulesOf(MemberId agency) external view returns (RuleId[] memory) {
        return _rulesOf[agency];
    }

    /// @inheritdoc ICreditRegistry
    function hadConsentedAt(
        MemberId subject,
        MemberId agency,
        uint16 purpose,
        uint40 moment
    ) external view returns (bool) {
        return _covers(_consents[subject][agency][purpose], moment == 0 ? _now() : moment);
    }

    /// @inheritdoc ICreditRegistry
    function getFlag(FlagId flag) external view returns (Flag memory result) {
        result = _flags[flag];
        if (result.status == FlagStatus.None) revert CreditFlagUnknown(flag);
    }

    /// @inheritdoc ICreditRegistry
    function flagsOf(MemberId subject, uint40 moment) external view returns (FlagId[] memory shown) {
        if (moment == 0) moment = _now();
        FlagId[] storage all = _flagsOf[subjectOf(subject)];
        shown = new FlagId[](all.length);
        uint256 count = 0;
        for (uint256 i = 0; i < all.length; ++i) {
            if (_inForceAt(_flags[all[i]], moment)) shown[count++] = all[i];
        }
        assembly ("memory-safe") {
            mstore(shown, count)
        }
    }

    // ------------------------------------------------------------------ private: attesting

    /// @dev `word` lacks its agency, which is the acting member.
    function _attest(
        AttestationWord word,
        bytes32 subject,
        bytes32 instrument
    ) private returns (AttestationId attestation) {
        (MemberId actor, ) = _actor(Scopes.ATTEST);
        word = AttestationWord.wrap(AttestationWord.unwrap(word) | MemberId.unwrap(actor));
        attestation = firstAttestation(word.scheme(), subject);
        if (_records[attestation].facts != 0) revert CreditAttestedAlready(_last(attestation));
        if (word.subject() != NOBODY) members.requireActive(word.subject());
        else _requirePseudonym(subject);
        _give(attestation, _checked(word, actor, subject, instrument), subject, NO_ATTESTATION, instrument);
    }

    function _follow(
        AttestationId attestation,
        AttestationWord before,
        AttestationWord word,
        bytes32 instrument
    ) private returns (AttestationId next) {
        _requireLast(attestation, before);
        MemberId actor = word.agency();
        bytes32 subject = subjectOf(before.subject());
        word = _checked(word, actor, subject, instrument);
        next = nextAttestation(attestation);

        bool revoked = before.status() == uint256(Status.Revoked);
        if (!revoked && word.validFrom() <= _now()) {
            _rest(attestation, before);
            before = before.withStatus(uint256(Status.Superseded), 0);
        }
        before = before.withFlag(AttestationWords.HAS_NEXT);
        bytes32 state = _advance(attestation, before, Act.Supersede, actor, instrument);
        emit AttestationSuperseded(attestation, actor, next, state, instrument);
        _give(next, word, subject, attestation, instrument);
    }

    /// @dev What is asked of every new attestation; fills in its first moment.
    function _checked(
        AttestationWord word,
        MemberId actor,
        bytes32 subject,
        bytes32 instrument
    ) private view returns (AttestationWord) {
        SchemeId id = word.scheme();
        Scheme memory scheme = _schemes[id];
        if (scheme.publisher == NOBODY) revert CreditSchemeUnknown(id);
        if (scheme.retired) revert CreditSchemeRetired(id);
        (bool live, bool beneath) = _walk(actor, scheme.field, _now(), scheme.publisher);
        if (!live) revert CreditNotAccredited(actor, scheme.field);
        if (!beneath) revert CreditSchemeForeign(id, actor, scheme.publisher);
        uint8 grade = word.grade();
        if (grade == 0 || grade > scheme.grades) revert CreditArgumentInvalid("grade");
        uint256 bit = 1 << (grade - 1);
        if (scheme.named & bit == 0) revert CreditGradeNamed(id, grade, false);
        if (scheme.serious & bit != 0 && !_flaggedBy(subject, actor, _now())) revert CreditRedFlagNeeded(id, grade);
        if (instrument == 0) revert CreditArgumentInvalid("instrument");
        uint40 validFrom = word.validFrom();
        if (validFrom == 0) {
            validFrom = _now();
            word = AttestationWord.wrap(AttestationWord.unwrap(word) | (uint256(validFrom) << 104));
        }
        if (validFrom < _now()) revert CreditArgumentInvalid("validFrom");
        if (word.validUntil() < validFrom) revert CreditArgumentInvalid("validUntil");
        return word;
    }

    function _give(
        AttestationId attestation,
        AttestationWord word,
        bytes32 subject,
        AttestationId previous,
        bytes32 instrument
    ) private {
        _records[attestation].facts = AttestationWord.unwrap(word) & HEAD_TRAIL;
        bytes32 state = _advance(
            attestation,
            word,
            previous == NO_ATTESTATION ? Act.Attest : Act.Follow,
            word.agency(),
            instrument
        );
        emit AttestationGiven(attestation, word.agency(), word.subject(), subject, previous, state, instrument);
    }

    /// @dev The only writer of an attestation after its act: status word and trail, in one slot.
    function _advance(
        AttestationId attestation,
        AttestationWord word,
        Act act,
        MemberId actor,
        bytes32 instrument
    ) private returns (bytes32 state) {
        Record storage record = _records[attestation];
        state = bytes32(AttestationWord.unwrap(word));
        bytes32 trail = Trail.next(
            bytes32(record.head & HEAD_TRAIL),
            uint8(act),
            actor,
            word.subject(),
            state,
            instrument
        );
        record.head = ((uint256(state) >> 192) << 192) | (uint256(trail) & HEAD_TRAIL);
    }

    function _rest(AttestationId attestation, AttestationWord word) private {
        if (word.status() == uint256(Status.Suspended)) _pushRest(attestation, word);
    }

    /// @dev Notes the stretch that ends now in which an attestation did not count.
    function _pushRest(AttestationId attestation, AttestationWord word) private {
        _rests[AttestationId.unwrap(attestation)].push(Interval(word.changedAt(), _now()));
    }

    // ------------------------------------------------------------------ private: guards

    function _at(AttestationId attestation, uint256 accepted) private view returns (AttestationWord word) {
        word = _wordOf(attestation);
        uint256 status = word.status();
        if (status == 0) revert CreditAttestationUnknown(attestation);
        if ((1 << status) & accepted == 0) revert CreditUnexpectedStatus(attestation, Status(status), accepted);
    }

    function _answered(
        AttestationId attestation,
        uint256 accepted
    ) private view returns (AttestationWord word, MemberId actor) {
        word = _at(attestation, accepted);
        (actor, ) = _actor(Scopes.ATTEST);
        _requireAnswerable(actor, word.agency());
    }

    function _requireLast(AttestationId attestation, AttestationWord word) private pure {
        if (word.has(AttestationWords.HAS_NEXT)) revert CreditFollowed(attestation, nextAttestation(attestation));
    }

    function _requirePseudonym(bytes32 pseudonym) private pure {
        if (uint256(pseudonym) <= type(uint32).max) revert CreditArgumentInvalid("pseudonym");
    }

    function _last(AttestationId first) private view returns (AttestationId last) {
        last = first;
        while (_wordOf(last).has(AttestationWords.HAS_NEXT)) last = nextAttestation(last);
    }

    // ------------------------------------------------------------------ private: standing

    function _standing(
        bytes32 subject,
        MemberId member,
        MemberId agency,
        uint40 moment
    ) private view returns (Standing memory result) {
        result.flagged = _flaggedBy(subject, agency, moment);
        SchemeId[] storage schemes = _schemesOf[agency];
        // The agency's own grade: in its newest scheme that has a valid one.
        for (uint256 i = schemes.length; i > 0 && result.grade == 0; --i) {
            AttestationId attestation = _governing(firstAttestation(schemes[i - 1], subject), moment);
            if (_validityAt(attestation, moment) != Validity.Valid) continue;
            result.scheme = schemes[i - 1];
            result.attestation = attestation;
            result.grade = _wordOf(attestation).grade();
        }
        RuleId[] storage rules = _rulesOf[agency];
        result.trace = new Trace[](rules.length);
        (bool accredited, ) = _walk(agency, 0, moment, NOBODY);
        for (uint256 i = 0; i < rules.length; ++i) {
            Trace memory trace = result.trace[i];
            trace.rule = rules[i];
            Rule memory rule = _rules[rules[i]];
            trace.scheme = rule.scheme;
            if (!accredited || !_ruleInForceAt(rules[i], rule, moment)) trace.outcome = Outcome.RuleNotInForce;
            else _apply(trace, rule, subject, member, moment, result.flagged);
            result.benefits |= trace.benefits;
        }
    }

    function _apply(
        Trace memory trace,
        Rule memory rule,
        bytes32 subject,
        MemberId member,
        uint40 moment,
        bool flagged
    ) private view {
        // Asked first: without consent nobody learns whether there is a record.
        if (rule.purpose != 0 && !_covers(_consents[member][rule.agency][rule.purpose], moment)) {
            trace.outcome = Outcome.NotShared;
            return;
        }
        AttestationId attestation = _governing(firstAttestation(rule.scheme, subject), moment);
        if (attestation == NO_ATTESTATION) {
            trace.outcome = Outcome.NoRecord;
            return;
        }
        trace.attestation = attestation;
        trace.grade = _wordOf(attestation).grade();
        if (_validityAt(attestation, moment) != Validity.Valid) trace.outcome = Outcome.NotValid;
        else if (rule.grades & (1 << (trace.grade - 1)) == 0) trace.outcome = Outcome.GradeNotRecognised;
        else if (flagged || _flaggedBy(subject, _schemes[rule.scheme].publisher, moment)) {
            trace.outcome = Outcome.RedFlagged;
        } else trace.benefits = rule.benefits;
    }

    function _ruleInForceAt(RuleId id, Rule memory rule, uint40 moment) private view returns (bool) {
        if (moment < rule.validFrom || moment > rule.validUntil) return false;
        if (rule.status != RuleStatus.InForce && moment >= rule.changedAt) return false;
        return !_covers(_rests[RuleId.unwrap(id)], moment);
    }

    // ------------------------------------------------------------------ private: delegation

    /// @dev Runs the same call in {CreditRareActs} on this storage: same caller, same signer of a signed act, same arguments.
    function _delegate() private {
        address target = address(_rareActs);
        assembly {
            calldatacopy(0, 0, calldatasize())
            let success := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch success
            case 0 {
                revert(0, returndatasize())
            }
            default {
                return(0, returndatasize())
            }
        }
    }

    // ------------------------------------------------------------------ signing

    // Each type: the act's function with a capital, its parameters, `uint256 nonce,uint256 notAfter`. See ARCHITECTURE.md.
    function _typeHash(bytes4 selector) internal pure override returns (bytes32) {
        if (selector == this.establishRoot.selector) {
            return
                keccak256(
                    "EstablishRoot(uint32 agency,uint32 fields,uint8 depth,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.withdrawRoot.selector) {
            return
                keccak256(
                    "WithdrawRoot(uint32 agency,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.accredit.selector) {
            return
                keccak256(
                    "Accredit(uint32 agency,uint32 fields,uint8 depth,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.withdrawAccreditation.selector) {
            return
                keccak256(
                    "WithdrawAccreditation(uint32 agency,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.nameSuccessor.selector) {
            return
                keccak256(
                    "NameSuccessor(uint32 agency,uint32 successor,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.publishScheme.selector) {
            return
                keccak256(
                    "PublishScheme(bytes32 code,uint16 version,uint32 field,uint8 grades,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.nameGrade.selector) {
            return
                keccak256(
                    "NameGrade(uint32 scheme,uint8 grade,bytes32 name,uint8 class,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.retireScheme.selector) {
            return keccak256("RetireScheme(uint32 scheme,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.attest.selector) {
            return
                keccak256(
                    "Attest(uint32 subject,uint32 scheme,uint8 grade,uint40 validFrom,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.attestPseudonym.selector) {
            return
                keccak256(
                    "AttestPseudonym(bytes32 pseudonym,uint32 scheme,uint8 grade,uint40 validFrom,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.suspend.selector) {
            return
                keccak256(
                    "Suspend(bytes32 attestation,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.reinstate.selector) {
            return keccak256("Reinstate(bytes32 attestation,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.revoke.selector) {
            return
                keccak256(
                    "Revoke(bytes32 attestation,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.supersede.selector) {
            return
                keccak256(
                    "Supersede(bytes32 attestation,uint8 grade,uint40 validFrom,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.repair.selector) {
            return
                keccak256(
                    "Repair(bytes32 attestation,uint8 grade,uint40 validFrom,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.object.selector) {
            return keccak256("Object(bytes32 attestation,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.resolve.selector) {
            return
                keccak256(
                    "Resolve(bytes32 attestation,bool upheld,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.proposeFlag.selector) {
            return
                keccak256(
                    "ProposeFlag(uint32 subject,bytes32 legalBasis,uint40 disclosureUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.confirmFlag.selector) {
            return keccak256("ConfirmFlag(bytes32 flag,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.liftFlag.selector) {
            return keccak256("LiftFlag(bytes32 flag,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.publishRule.selector) {
            return
                keccak256(
                    "PublishRule(uint32 scheme,uint16 grades,uint32 benefits,uint16 purpose,uint40 validFrom,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.suspendRule.selector) {
            return keccak256("SuspendRule(bytes32 rule,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.resumeRule.selector) {
            return keccak256("ResumeRule(bytes32 rule,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.withdrawRule.selector) {
            return keccak256("WithdrawRule(bytes32 rule,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.grantConsent.selector) {
            return
                keccak256(
                    "GrantConsent(uint32 agency,uint16 purpose,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.withdrawConsent.selector) {
            return
                keccak256(
                    "WithdrawConsent(uint32 agency,uint16 purpose,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        return 0;
    }
}
