// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Scopes} from "../members/Roles.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {Trail} from "../types/Trail.sol";
import {CreditBase} from "./CreditBase.sol";
import {FlagId, RuleId, SchemeId, flagIdOf, ruleIdOf, subjectOf} from "./CreditIds.sol";

/// @notice The rare acts of {ICreditRegistry}: accreditation, schemes, red flags, recognition rules, consents. {CreditRegistry} deploys
/// this code and delegate-calls it, since a contract's code is limited to 24,576 bytes.
contract CreditRareActs is CreditBase {
    address private immutable _self = address(this);

    /// @notice Thrown when the code is called by itself and not for a registry
    error CreditRareActsAlone();

    // On its own address this code has no records; acting there would only mislead.
    modifier forRegistry() {
        if (address(this) == _self) revert CreditRareActsAlone();
        _;
    }

    constructor(IMemberRegistry members_, address authority_) CreditBase(members_, authority_) {}

    // ------------------------------------------------------------------ accreditation

    /// @notice See {ICreditRegistry-establishRoot}.
    function establishRoot(
        MemberId agency,
        uint32 fields,
        uint8 depth,
        uint40 validUntil,
        bytes32 instrument
    ) external forRegistry restricted {
        if (depth > MAX_DEPTH) revert CreditWidened("depth", depth, MAX_DEPTH);
        _accredit(NOBODY, agency, fields, depth, validUntil, instrument);
    }

    /// @notice See {ICreditRegistry-withdrawRoot}.
    function withdrawRoot(MemberId agency, uint16 reason, bytes32 instrument) external forRegistry restricted {
        _requireLive(agency);
        if (_accreditations[agency].parent != NOBODY) {
            revert CreditAccreditedAlready(agency, _accreditations[agency].parent);
        }
        _withdraw(NOBODY, agency, reason, instrument);
    }

    /// @notice See {ICreditRegistry-accredit}.
    function accredit(
        MemberId agency,
        uint32 fields,
        uint8 depth,
        uint40 validUntil,
        bytes32 instrument
    ) external forRegistry {
        (MemberId actor, ) = _actor(Scopes.RECOGNISE);
        _requireAccredited(actor, 0);
        Accreditation memory own = _accreditations[actor];
        // R3's sister: what is passed on can only narrow.
        if (depth >= own.depth) revert CreditWidened("depth", depth, own.depth == 0 ? 0 : own.depth - 1);
        if (fields & ~own.fields != 0) revert CreditWidened("fields", fields, own.fields);
        if (validUntil > own.validUntil) revert CreditWidened("validUntil", validUntil, own.validUntil);
        Accreditation memory other = _accreditations[agency];
        // One parent at a time; and no circle, since whoever is above an accredited agency is accredited by another or a root.
        if (_isLive(other) && other.parent != actor) revert CreditAccreditedAlready(agency, other.parent);
        _accredit(actor, agency, fields, depth, validUntil, instrument);
    }

    /// @notice See {ICreditRegistry-withdrawAccreditation}.
    function withdrawAccreditation(MemberId agency, uint16 reason, bytes32 instrument) external forRegistry {
        (MemberId actor, ) = _actor(Scopes.RECOGNISE);
        _requireLive(agency);
        if (actor == agency) revert CreditNotAnswerable(actor, agency);
        _requireAnswerable(actor, _accreditations[agency].parent);
        _withdraw(actor, agency, reason, instrument);
    }

    /// @notice See {ICreditRegistry-nameSuccessor}.
    function nameSuccessor(MemberId agency, MemberId successor, bytes32 instrument) external forRegistry {
        (MemberId actor, ) = _actor(Scopes.RECOGNISE);
        _requireAnswerable(actor, agency);
        if (_accreditations[agency].validFrom == 0) revert CreditNotAccredited(agency, 0);
        if (successor == agency) revert CreditArgumentInvalid("successor");
        if (successor != NOBODY) members.requireActive(successor);
        _successors[agency] = successor;
        emit SuccessorNamed(agency, actor, successor, instrument);
    }

    // ------------------------------------------------------------------ schemes

    /// @notice See {ICreditRegistry-publishScheme}.
    function publishScheme(
        bytes32 code,
        uint16 version,
        uint32 field,
        uint8 grades,
        bytes32 instrument
    ) external forRegistry returns (SchemeId scheme) {
        (MemberId actor, ) = _actor(Scopes.RECOGNISE);
        if (code == 0) revert CreditArgumentInvalid("code");
        if (field == 0 || field & (field - 1) != 0) revert CreditArgumentInvalid("field");
        if (grades == 0 || grades > 16) revert CreditArgumentInvalid("grades");
        if (instrument == 0) revert CreditArgumentInvalid("instrument");
        _requireAccredited(actor, field);
        bytes32 key = keccak256(abi.encode(actor, code, version));
        if (SchemeId.unwrap(_schemeIds[key]) != 0) revert CreditSchemeExists(_schemeIds[key]);

        scheme = SchemeId.wrap(++_schemeCount);
        _schemeIds[key] = scheme;
        _schemeCodes[scheme] = code;
        _schemesOf[actor].push(scheme);
        _schemes[scheme] = Scheme(actor, field, grades, version, 0, 0, 0, 0, false);
        emit SchemePublished(scheme, actor, code, version, field, grades, instrument);
    }

    /// @notice See {ICreditRegistry-nameGrade}.
    function nameGrade(
        SchemeId scheme,
        uint8 grade,
        bytes32 name,
        GradeClass class,
        bytes32 instrument
    ) external forRegistry {
        (Scheme memory state, MemberId actor) = _ownScheme(scheme);
        if (grade == 0 || grade > state.grades) revert CreditArgumentInvalid("grade");
        if (name == 0) revert CreditArgumentInvalid("name");
        uint16 bit = uint16(1 << (grade - 1));
        // Records rest on it, so it is said once.
        if (state.named & bit != 0) revert CreditGradeNamed(scheme, grade, true);
        state.named |= bit;
        if (class == GradeClass.Favoured) state.favoured |= bit;
        if (class == GradeClass.Adverse || class == GradeClass.SeriouslyAdverse) state.adverse |= bit;
        if (class == GradeClass.SeriouslyAdverse) state.serious |= bit;
        _schemes[scheme] = state;
        _gradeNames[scheme][grade] = name;
        emit GradeNamed(scheme, actor, grade, name, class, instrument);
    }

    /// @notice See {ICreditRegistry-retireScheme}.
    function retireScheme(SchemeId scheme, bytes32 instrument) external forRegistry {
        (, MemberId actor) = _ownScheme(scheme);
        _schemes[scheme].retired = true;
        emit SchemeRetired(scheme, actor, instrument);
    }

    // ------------------------------------------------------------------ red flags

    /// @notice See {ICreditRegistry-proposeFlag}.
    function proposeFlag(
        MemberId subject,
        bytes32 legalBasis,
        uint40 disclosureUntil,
        bytes32 instrument
    ) external forRegistry returns (FlagId flag) {
        (MemberId actor, ) = _actor(Scopes.ATTEST);
        _requireAccredited(actor, 0);
        // Suspended and departed members can be listed too: it is about what they did.
        members.getMember(subject);
        if (legalBasis == 0) revert CreditArgumentInvalid("legalBasis");
        if (disclosureUntil < _now()) revert CreditArgumentInvalid("disclosureUntil");
        if (instrument == 0) revert CreditArgumentInvalid("instrument");
        FlagId[] storage flags = _flagsOf[subjectOf(subject)];
        flag = flagIdOf(subjectOf(subject), flags.length);
        flags.push(flag);
        _flags[flag] = Flag(actor, subject, FlagStatus.Proposed, 0, disclosureUntil, 0, _officer(), legalBasis);
        emit FlagProposed(flag, actor, subject, legalBasis, disclosureUntil, _officer(), instrument);
    }

    /// @notice See {ICreditRegistry-confirmFlag}.
    function confirmFlag(FlagId flag, bytes32 instrument) external forRegistry {
        Flag storage state = _flagAt(flag, 1 << uint256(FlagStatus.Proposed));
        (MemberId actor, ) = _actor(Scopes.ATTEST);
        if (actor != state.agency) revert CreditNotAnswerable(actor, state.agency);
        _requireAccredited(actor, 0);
        if (_officer() == state.proposer) revert CreditSecondOfficerNeeded(flag, _officer());
        if (!_isOfficerStill(state.proposer, Scopes.ATTEST)) revert IMemberRegistry.MemberNotOfficer(state.proposer);
        state.status = FlagStatus.InForce;
        state.raisedAt = _now();
        emit FlagConfirmed(flag, actor, state.subject, _officer(), instrument);
    }

    /// @notice See {ICreditRegistry-liftFlag}.
    function liftFlag(FlagId flag, uint16 reason, bytes32 instrument) external forRegistry {
        Flag storage state = _flagAt(flag, (1 << uint256(FlagStatus.Proposed)) | (1 << uint256(FlagStatus.InForce)));
        (MemberId actor, ) = _actor(Scopes.ATTEST);
        _requireAnswerable(actor, state.agency);
        state.status = FlagStatus.Lifted;
        state.liftedAt = _now();
        emit FlagLifted(flag, actor, state.subject, reason, instrument);
    }

    // ------------------------------------------------------------------ rules

    /// @notice See {ICreditRegistry-publishRule}.
    function publishRule(
        SchemeId scheme,
        uint16 grades,
        uint32 benefits,
        uint16 purpose,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external forRegistry returns (RuleId rule) {
        (MemberId actor, ) = _actor(Scopes.RECOGNISE);
        _requireAccredited(actor, 0);
        Scheme memory recognised = _schemes[scheme];
        if (recognised.publisher == NOBODY) revert CreditSchemeUnknown(scheme);
        if (grades == 0 || uint256(grades) >> recognised.grades != 0) revert CreditArgumentInvalid("grades");
        if (benefits == 0) revert CreditArgumentInvalid("benefits");
        if (validFrom == 0) validFrom = _now();
        if (validFrom < _now()) revert CreditArgumentInvalid("validFrom");
        if (validUntil < validFrom) revert CreditArgumentInvalid("validUntil");
        if (instrument == 0) revert CreditArgumentInvalid("instrument");

        rule = ruleIdOf(actor, _rulesOf[actor].length);
        _rulesOf[actor].push(rule);
        bytes32 state = _commitRule(
            rule,
            Rule(actor, scheme, benefits, grades, purpose, validFrom, validUntil, RuleStatus.InForce, _now()),
            Act.PublishRule,
            instrument
        );
        emit RulePublished(rule, actor, scheme, state, instrument);
    }

    /// @notice See {ICreditRegistry-suspendRule}.
    function suspendRule(RuleId rule, bytes32 instrument) external forRegistry {
        Rule memory state = _ownRule(rule, 1 << uint256(RuleStatus.InForce));
        emit RuleSuspended(
            rule,
            state.agency,
            _changeRule(rule, state, RuleStatus.Suspended, Act.SuspendRule, instrument),
            instrument
        );
    }

    /// @notice See {ICreditRegistry-resumeRule}.
    function resumeRule(RuleId rule, bytes32 instrument) external forRegistry {
        Rule memory state = _ownRule(rule, 1 << uint256(RuleStatus.Suspended));
        _requireAccredited(state.agency, 0);
        emit RuleResumed(
            rule,
            state.agency,
            _changeRule(rule, state, RuleStatus.InForce, Act.ResumeRule, instrument),
            instrument
        );
    }

    /// @notice See {ICreditRegistry-withdrawRule}.
    function withdrawRule(RuleId rule, bytes32 instrument) external forRegistry {
        Rule memory state = _ownRule(rule, (1 << uint256(RuleStatus.InForce)) | (1 << uint256(RuleStatus.Suspended)));
        emit RuleWithdrawn(
            rule,
            state.agency,
            _changeRule(rule, state, RuleStatus.Withdrawn, Act.WithdrawRule, instrument),
            instrument
        );
    }

    // ------------------------------------------------------------------ consents

    /// @notice See {ICreditRegistry-grantConsent}.
    function grantConsent(MemberId agency, uint16 purpose, uint40 validUntil, bytes32 instrument) external forRegistry {
        (MemberId actor, ) = _actor(Scopes.ADMINISTER);
        members.requireActive(agency);
        if (purpose == 0) revert CreditArgumentInvalid("purpose");
        if (validUntil < _now()) revert CreditArgumentInvalid("validUntil");
        // One given before need not be ended: from here on only this one is asked ({_covers}).
        _consents[actor][agency][purpose].push(
            Interval(_now(), validUntil == type(uint40).max ? validUntil : validUntil + 1)
        );
        emit ConsentGranted(actor, agency, purpose, validUntil, instrument);
    }

    /// @notice See {ICreditRegistry-withdrawConsent}.
    function withdrawConsent(MemberId agency, uint16 purpose, bytes32 instrument) external forRegistry {
        (MemberId actor, ) = _actor(Scopes.ADMINISTER);
        if (!_end(_consents[actor][agency][purpose])) revert CreditNoConsent(actor, agency, purpose);
        emit ConsentWithdrawn(actor, agency, purpose, instrument);
    }

    // ------------------------------------------------------------------ private

    function _accredit(
        MemberId actor,
        MemberId agency,
        uint32 fields,
        uint8 depth,
        uint40 validUntil,
        bytes32 instrument
    ) private {
        members.requireActive(agency);
        if (fields == 0) revert CreditArgumentInvalid("fields");
        if (validUntil < _now()) revert CreditArgumentInvalid("validUntil");
        Accreditation memory before = _accreditations[agency];
        if (before.validFrom != 0) _formerAccreditations[agency].push(before);
        _accreditations[agency] = Accreditation(actor, fields, depth, _now(), validUntil, 0);
        emit AgencyAccredited(agency, actor, fields, depth, _now(), validUntil, instrument);
    }

    function _withdraw(MemberId actor, MemberId agency, uint16 reason, bytes32 instrument) private {
        _accreditations[agency].endedAt = _now();
        emit AccreditationWithdrawn(agency, actor, reason, instrument);
    }

    /// @dev Its own accreditation only, whatever became of those above it.
    function _isLive(Accreditation memory accreditation) private view returns (bool) {
        return accreditation.endedAt == 0 && _now() <= accreditation.validUntil;
    }

    function _requireLive(MemberId agency) private view {
        if (!_isLive(_accreditations[agency])) revert CreditNotAccredited(agency, 0);
    }

    function _ownScheme(SchemeId scheme) private view returns (Scheme memory state, MemberId actor) {
        state = _schemes[scheme];
        if (state.publisher == NOBODY) revert CreditSchemeUnknown(scheme);
        if (state.retired) revert CreditSchemeRetired(scheme);
        (actor, ) = _actor(Scopes.RECOGNISE);
        if (actor != state.publisher) revert CreditSchemeForeign(scheme, actor, state.publisher);
        _requireAccredited(actor, state.field);
    }

    function _flagAt(FlagId flag, uint256 accepted) private view returns (Flag storage state) {
        state = _flags[flag];
        if (state.status == FlagStatus.None) revert CreditFlagUnknown(flag);
        if ((1 << uint256(state.status)) & accepted == 0) {
            revert CreditFlagUnexpectedStatus(flag, state.status, accepted);
        }
    }

    function _ownRule(RuleId rule, uint256 accepted) private view returns (Rule memory state) {
        state = _rules[rule];
        if (state.status == RuleStatus.None) revert CreditRuleUnknown(rule);
        if ((1 << uint256(state.status)) & accepted == 0) {
            revert CreditRuleUnexpectedStatus(rule, state.status, accepted);
        }
        (MemberId actor, ) = _actor(Scopes.RECOGNISE);
        if (actor != state.agency) revert CreditRuleForeign(rule, actor, state.agency);
    }

    function _changeRule(
        RuleId rule,
        Rule memory state,
        RuleStatus status,
        Act act,
        bytes32 instrument
    ) private returns (bytes32) {
        if (state.status == RuleStatus.Suspended) {
            _rests[RuleId.unwrap(rule)].push(Interval(state.changedAt, _now()));
        }
        state.status = status;
        state.changedAt = _now();
        return _commitRule(rule, state, act, instrument);
    }

    function _commitRule(RuleId rule, Rule memory rule_, Act act, bytes32 instrument) private returns (bytes32 state) {
        _rules[rule] = rule_;
        Rule storage stored = _rules[rule];
        assembly ("memory-safe") {
            state := sload(stored.slot)
        }
        _ruleTrails[rule] = Trail.next(_ruleTrails[rule], uint8(act), rule_.agency, NOBODY, state, instrument);
    }

    /// @dev Ends the consent that is in force, if one is.
    function _end(Interval[] storage consents) private returns (bool) {
        if (consents.length == 0) return false;
        Interval storage last = consents[consents.length - 1];
        if (_now() >= last.until) return false;
        last.until = _now();
        return true;
    }

    // ------------------------------------------------------------------ signing

    /// @dev Nothing is signed for this code's own address; {CreditRegistry} knows the types.
    function _typeHash(bytes4) internal pure override returns (bytes32) {
        return 0;
    }
}
