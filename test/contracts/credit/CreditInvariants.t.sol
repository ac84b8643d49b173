// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {
    AttestationId,
    FlagId,
    NO_ATTESTATION,
    RuleId,
    SchemeId,
    subjectOf
} from "../../../contracts/src/credit/CreditIds.sol";
import {CreditRegistry} from "../../../contracts/src/credit/CreditRegistry.sol";
import {ICreditFacts} from "../../../contracts/src/credit/ICreditFacts.sol";
import {MemberRegistry} from "../../../contracts/src/members/MemberRegistry.sol";
import {Roles, Scopes} from "../../../contracts/src/members/Roles.sol";
import {MemberId} from "../../../contracts/src/types/MemberId.sol";
import {vm} from "../support/Vm.sol";

/// @notice Drives one credit registry with a root, three agencies, an office, two enterprises and jumping time, and notes every rule that it
/// sees broken. Each function is one act by any of the members with any arguments; refused acts simply change nothing.
contract CreditHandler {
    uint32 internal constant MEMBERS = 7;
    MemberId internal constant ROOT = MemberId.wrap(1);
    MemberId internal constant CUSTOMS = MemberId.wrap(2);
    MemberId internal constant OFFICE = MemberId.wrap(3);
    MemberId internal constant MARITIME = MemberId.wrap(4);
    MemberId internal constant BORDER = MemberId.wrap(5);
    uint40 internal constant NEVER = type(uint40).max;
    bytes32 internal constant ONE = bytes32(uint256(1));
    SchemeId internal constant SCHEME = SchemeId.wrap(1);

    /// @dev What was answered about a moment that is past: it must be answered so for ever.
    struct Memory {
        uint40 moment;
        MemberId subject;
        MemberId agency;
        uint32 benefits;
        uint8 grade;
        AttestationId attestation;
        bool valid;
    }

    CreditRegistry public immutable registry;

    /// @notice The first broken rule, empty while all hold
    string public broken;
    /// @notice How many acts took effect
    uint256 public done;

    AttestationId[] internal _attestations;
    RuleId[] internal _rules;
    FlagId[] internal _flags;
    Memory[] internal _memories;

    constructor() {
        AccessManager manager = new AccessManager(address(this));
        MemberRegistry members = new MemberRegistry(address(manager), address(this), "port", "Port Office");
        registry = new CreditRegistry(members, address(manager));
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = MemberRegistry.admit.selector;
        manager.setTargetFunctionRole(address(members), selectors, 1);
        selectors[0] = CreditRegistry.establishRoot.selector;
        manager.setTargetFunctionRole(address(registry), selectors, 1);
        manager.grantRole(1, address(this), 0);
        uint32[6] memory roles = [
            Roles.CUSTOMS,
            Roles.CUSTOMS,
            Roles.MARITIME_SAFETY,
            Roles.BORDER_INSPECTION,
            Roles.TRADER,
            Roles.FORWARDER
        ];
        for (uint256 i = 0; i < 6; ++i) {
            MemberId member = members.admit(_officer(MemberId.wrap(uint32(i + 2))), bytes32(i + 1), roles[i], "member");
            vm.prank(_officer(member));
            members.appoint(_second(member), Scopes.ATTEST, NEVER);
        }
        registry.establishRoot(ROOT, 3, 2, NEVER, 0);
        registry.accredit(CUSTOMS, 1, 1, NEVER, 0);
        registry.accredit(MARITIME, 2, 0, NEVER, 0);
        registry.accredit(BORDER, 3, 0, NEVER, 0);
        vm.prank(_officer(CUSTOMS));
        registry.accredit(OFFICE, 1, 0, NEVER, 0);
        for (uint8 scheme = 1; scheme < 3; ++scheme) {
            MemberId publisher = scheme == 1 ? CUSTOMS : MARITIME;
            vm.prank(_officer(publisher));
            registry.publishScheme(bytes32(uint256(scheme)), 1, scheme, 5, ONE);
            for (uint8 grade = 1; grade < 6; ++grade) {
                ICreditFacts.GradeClass class = ICreditFacts.GradeClass(
                    grade < 3
                        ? 1
                        : grade == 3
                            ? 0
                            : grade - 2
                );
                vm.prank(_officer(publisher));
                registry.nameGrade(SchemeId.wrap(scheme), grade, bytes32(uint256(grade)), class, 0);
            }
        }
    }

    // ------------------------------------------------------------------ acts

    function accredit(uint256 agency, uint256 fields, uint256 depth, uint256 by) external {
        if (by % 5 != 0) return;
        _send(
            _either(by / 5, ROOT),
            abi.encodeCall(
                registry.accredit,
                (_agency(agency), uint32(fields % 4), uint8(depth % 3), uint40(block.timestamp + 400 days), 0)
            )
        );
    }

    function withdrawAccreditation(uint256 agency, uint256 by) external {
        if (by % 9 != 0) return;
        _send(_either(by / 9, ROOT), abi.encodeCall(registry.withdrawAccreditation, (_agency(agency), 1, 0)));
    }

    function nameSuccessor(uint256 agency, uint256 successor, uint256 by) external {
        if (by % 5 != 0) return;
        _send(_either(by / 5, ROOT), abi.encodeCall(registry.nameSuccessor, (_agency(agency), _agency(successor), 0)));
    }

    function attest(uint256 subject, uint256 scheme, uint256 grade, uint16 ahead, uint32 length, uint256 by) external {
        bool first = scheme % 2 == 0;
        uint40 from = ahead % 2 == 0 ? 0 : uint40(block.timestamp + ahead);
        uint40 until = uint40(block.timestamp + ahead + length);
        bytes memory call = abi.encodeCall(
            registry.attest,
            (_subject(subject), SchemeId.wrap(first ? 1 : 2), uint8(grade % 5) + 1, from, until, ONE)
        );
        (bool success, bytes memory result) = _send(
            _either(by, first ? (by % 2 == 0 ? CUSTOMS : OFFICE) : MARITIME),
            call
        );
        if (success) _attestations.push(abi.decode(result, (AttestationId)));
    }

    function follow(uint256 which, bool repaired, uint256 grade, uint16 ahead, uint32 length, uint256 by) external {
        AttestationId id = _attestation(which);
        if (id == NO_ATTESTATION) return;
        uint40 from = ahead % 2 == 0 ? 0 : uint40(block.timestamp + ahead);
        uint40 until = uint40(block.timestamp + ahead + length);
        uint8 g = uint8(grade % 5) + 1;
        ICreditFacts.Attestation memory before = registry.getAttestation(id, 0);
        (bool success, bytes memory result) = _send(
            _either(by, before.agency),
            repaired
                ? abi.encodeCall(registry.repair, (id, g, from, until, ONE))
                : abi.encodeCall(registry.supersede, (id, g, from, until, ONE))
        );
        if (!success) return;
        _attestations.push(abi.decode(result, (AttestationId)));
        if (!repaired && g > before.grade && from > block.timestamp) broken = "a downgrade takes effect at once";
        if (registry.getAttestation(id, 0).trail == before.trail) broken = "every act is on the trail";
    }

    function change(uint256 which, uint256 how, uint256 by) external {
        AttestationId id = _attestation(which);
        if (id == NO_ATTESTATION) return;
        ICreditFacts.Attestation memory before = registry.getAttestation(id, 0);
        how %= 8;
        bool success;
        if (how < 2) (success, ) = _send(_either(by, before.agency), abi.encodeCall(registry.suspend, (id, 1, 0)));
        else if (how < 4) (success, ) = _send(_either(by, before.agency), abi.encodeCall(registry.reinstate, (id, 0)));
        else if (how == 4) (success, ) = _send(_either(by, before.agency), abi.encodeCall(registry.revoke, (id, 1, 0)));
        else if (how == 5) (success, ) = _send(_either(by, before.subject), abi.encodeCall(registry.object, (id, ONE)));
        else (success, ) = _send(_either(by, before.agency), abi.encodeCall(registry.resolve, (id, how == 6, 1, ONE)));
        if (!success) return;
        ICreditFacts.Attestation memory after_ = registry.getAttestation(id, 0);
        if (after_.trail == before.trail) broken = "every act is on the trail";
        bool final_ =
            before.status == ICreditFacts.Status.Superseded ||
                (before.status == ICreditFacts.Status.Revoked && how != 6);
        if (final_ && after_.status != before.status)
            broken = "what is superseded or revoked stays so, unless an objection is upheld";
        if (after_.grade != before.grade || after_.agency != before.agency || after_.subject != before.subject) {
            broken = "what was attested does not change";
        }
    }

    function publishRule(
        uint256 scheme,
        uint16 grades,
        uint32 benefits,
        uint256 purpose,
        uint16 ahead,
        uint256 by
    ) external {
        if (_rules.length > 8) return;
        (bool success, bytes memory result) = _send(
            _either(by, by % 2 == 0 ? MARITIME : BORDER),
            abi.encodeCall(
                registry.publishRule,
                (
                    SchemeId.wrap(uint32(scheme % 2) + 1),
                    grades % 32,
                    benefits,
                    uint16(purpose % 3),
                    ahead % 2 == 0 ? 0 : uint40(block.timestamp + ahead),
                    uint40(block.timestamp + 30 days + ahead),
                    ONE
                )
            )
        );
        if (success) _rules.push(abi.decode(result, (RuleId)));
    }

    function changeRule(uint256 which, uint256 how, uint256 by) external {
        if (_rules.length == 0) return;
        RuleId rule = _rules[which % _rules.length];
        (ICreditFacts.Rule memory before, ) = registry.getRule(rule);
        MemberId actor = _either(by, before.agency);
        bool success;
        how %= 8;
        if (how < 4) (success, ) = _send(actor, abi.encodeCall(registry.resumeRule, (rule, 0)));
        else if (how < 7) (success, ) = _send(actor, abi.encodeCall(registry.suspendRule, (rule, 0)));
        else if (by % 3 == 0) (success, ) = _send(actor, abi.encodeCall(registry.withdrawRule, (rule, 0)));
        if (!success) return;
        if (actor != before.agency) broken = "a rule is its own agency's";
        if (before.status == ICreditFacts.RuleStatus.Withdrawn) broken = "a withdrawn rule stays so";
    }

    function consent(uint256 agency, uint256 purpose, bool granted, uint32 length, uint256 by) external {
        bytes memory call =
            granted
                ? abi.encodeCall(
                    registry.grantConsent,
                    (_agency(agency), uint16(purpose % 2) + 1, uint40(block.timestamp + length), 0)
                )
                : abi.encodeCall(registry.withdrawConsent, (_agency(agency), uint16(purpose % 2) + 1, 0));
        _send(_subject(by), call);
    }

    function flag(uint256 which, uint256 how, uint256 subject, uint32 length, uint256 by) external {
        if (how % 3 == 0 && _flags.length < 6 && by % 4 == 0) {
            bytes memory call = abi.encodeCall(
                registry.proposeFlag,
                (_subject(subject), ONE, uint40(block.timestamp + length), ONE)
            );
            (bool success, bytes memory result) = _send(_agency(by / 4), call);
            if (success) _flags.push(abi.decode(result, (FlagId)));
            return;
        }
        if (_flags.length == 0) return;
        FlagId id = _flags[which % _flags.length];
        ICreditFacts.Flag memory before = registry.getFlag(id);
        if (how % 3 == 1) {
            bool second = by % 2 == 0;
            (bool success, ) = _sendAs(
                second ? _second(before.agency) : _officer(before.agency),
                abi.encodeCall(registry.confirmFlag, (id, 0))
            );
            if (success && !second) broken = "a red flag needs two officers";
        } else {
            _send(_either(by, before.agency), abi.encodeCall(registry.liftFlag, (id, 1, 0)));
        }
    }

    /// @dev Time moves on by a second at least; what is true now is remembered.
    function jump(uint24 by, uint256 what) external {
        if (_memories.length < 24) {
            MemberId subject = _subject(what);
            MemberId agency = _agency(what / 2);
            ICreditFacts.Standing memory s = registry.standing(subject, agency, 0);
            AttestationId id = _attestation(what);
            _memories.push(
                Memory(uint40(block.timestamp), subject, agency, s.benefits, s.grade, id, registry.wasValidAt(id, 0))
            );
        }
        vm.warp(block.timestamp + 1 + by);
    }

    // ------------------------------------------------------------------ what must hold at any time

    function check() external view returns (string memory) {
        for (uint32 subject = 6; subject < 8; ++subject) {
            for (uint32 agency = 4; agency < 6; ++agency) {
                string memory rule = _checkStanding(MemberId.wrap(subject), MemberId.wrap(agency));
                if (bytes(rule).length != 0) return rule;
            }
        }
        for (uint256 i = 0; i < _memories.length; ++i) {
            Memory memory m = _memories[i];
            ICreditFacts.Standing memory s = registry.standing(m.subject, m.agency, m.moment);
            if (s.benefits != m.benefits || s.grade != m.grade) return "the past stays as it was: standing";
            if (registry.wasValidAt(m.attestation, m.moment) != m.valid) return "the past stays as it was: validity";
        }
        return broken;
    }

    /// @dev Standing never exceeds what live rules allow: each benefit is asked for again, from the records alone.
    function _checkStanding(MemberId subject, MemberId agency) private view returns (string memory) {
        ICreditFacts.Standing memory s = registry.standing(subject, agency, 0);
        uint32 allowed = 0;
        for (uint256 i = 0; i < s.trace.length; ++i) {
            ICreditFacts.Trace memory t = s.trace[i];
            (ICreditFacts.Rule memory rule, ) = registry.getRule(t.rule);
            if ((t.benefits != 0) != (t.outcome == ICreditFacts.Outcome.Applied))
                return "a benefit comes from an applied rule";
            bool consented = rule.purpose == 0 || registry.hadConsentedAt(subject, agency, rule.purpose, 0);
            if (!consented && (t.grade != 0 || !(t.attestation == NO_ATTESTATION)))
                return "what is not shared is not shown";
            if (!consented && t.outcome == ICreditFacts.Outcome.NoRecord) return "not shared is never no record";
            if (t.outcome != ICreditFacts.Outcome.Applied) continue;
            if (!consented) return "no benefit without consent";
            if (rule.agency != agency || rule.status != ICreditFacts.RuleStatus.InForce)
                return "only a rule in force gives";
            if (block.timestamp < rule.validFrom || block.timestamp > rule.validUntil)
                return "only a rule in its time gives";
            if (!registry.wasAccreditedAt(agency, 0, 0)) return "only an accredited agency recognises";
            ICreditFacts.Attestation memory a = registry.getAttestation(t.attestation, 0);
            if (a.validity != ICreditFacts.Validity.Valid || a.status != ICreditFacts.Status.Active) {
                return "only a valid attestation gives";
            }
            if (a.subject != subject || SchemeId.unwrap(a.scheme) != SchemeId.unwrap(rule.scheme)) {
                return "an attestation gives to its subject in its scheme";
            }
            if (block.timestamp < a.validFrom || block.timestamp > a.validUntil)
                return "only an attestation in its time gives";
            if (rule.grades & (1 << (a.grade - 1)) == 0) return "only a recognised grade gives";
            if (!registry.wasAccreditedAt(a.agency, 0, 0)) return "only an accredited agency's attestation gives";
            if (_isFlaggedBy(subject, agency)) return "a red flag withholds";
            allowed |= rule.benefits;
        }
        return s.benefits == allowed ? "" : "standing is what the live rules give";
    }

    function _isFlaggedBy(MemberId subject, MemberId agency) private view returns (bool) {
        FlagId[] memory flags = registry.flagsOf(subject, 0);
        for (uint256 i = 0; i < flags.length; ++i) {
            if (registry.getFlag(flags[i]).agency == agency) return true;
        }
        return false;
    }

    // ------------------------------------------------------------------ private

    function _send(MemberId actor, bytes memory call) private returns (bool success, bytes memory result) {
        return _sendAs(_officer(actor), call);
    }

    function _sendAs(address officer, bytes memory call) private returns (bool success, bytes memory result) {
        vm.prank(officer);
        (success, result) = address(registry).call(call);
        if (success) ++done;
    }

    function _attestation(uint256 seed) private view returns (AttestationId) {
        uint256 count = _attestations.length;
        return count == 0 ? NO_ATTESTATION : _attestations[seed % count];
    }

    function _subject(uint256 seed) private pure returns (MemberId) {
        return MemberId.wrap(uint32(seed % 2) + 6);
    }

    function _agency(uint256 seed) private pure returns (MemberId) {
        return MemberId.wrap(uint32(seed % 4) + 2);
    }

    /// @dev Most times the one whom the act is for, else anyone.
    function _either(uint256 seed, MemberId fit) private pure returns (MemberId) {
        return seed % 6 == 0 ? MemberId.wrap(uint32((seed / 6) % MEMBERS) + 1) : fit;
    }

    function _officer(MemberId member) private view returns (address) {
        return MemberId.unwrap(member) == 1 ? address(this) : address(uint160(0x1000 + MemberId.unwrap(member)));
    }

    function _second(MemberId member) private pure returns (address) {
        return address(uint160(0x2000 + MemberId.unwrap(member)));
    }
}

/// @notice What must hold of every credit record whatever anyone does, in whatever order and at whatever time. See {CreditHandler}.
contract CreditInvariants {
    CreditHandler internal _handler;

    error Broken(string rule);

    function setUp() public {
        _handler = new CreditHandler();
    }

    /// @notice Only the handler is called.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_everyRuleOfCreditHolds() public view {
        string memory rule = _handler.check();
        if (bytes(rule).length != 0) revert Broken(rule);
    }
}
