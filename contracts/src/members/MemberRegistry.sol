// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Acts} from "../base/Acts.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {IMemberRegistry} from "./IMemberRegistry.sol";
import {Roles, Scopes} from "./Roles.sol";

/// @notice See {IMemberRegistry}.
contract MemberRegistry is IMemberRegistry, Acts, AccessManaged {
    uint40 private constant NO_EXPIRY = type(uint40).max;
    uint8 private constant MAX_SIGNATURES = 8;
    uint8 private constant MAX_OFFICERS = 64;

    // Where the fields of Authority and Member lie in their words; a test compares them with what the fields say.
    uint256 private constant SCOPES_SHIFT = 32;
    uint256 private constant VALID_UNTIL_SHIFT = 64;
    uint256 private constant ROLES_SHIFT = 120;
    uint256 private constant READY_SHIFT = 152;
    uint256 private constant MEMBER_ROLES_SHIFT = 160;
    uint256 private constant MEMBER_STATUS_SHIFT = 192;

    /// @dev An officer with a copy of its member's standing, so that an act reads one slot. Whatever changes the standing
    /// rewrites the copies ({_refresh}); `ready` is "member active, one signature suffices, generation current".
    struct Authority {
        MemberId member;
        uint32 scopes;
        uint40 validUntil;
        uint16 generation;
        uint32 roles;
        bool ready;
        uint8 position;
    }

    struct Agency {
        uint32 scopes;
        uint40 validUntil;
    }

    uint32 private _memberCount;
    uint16 private _recoveryQuorum;
    uint40 private _recoveryWaitingTime;

    mapping(MemberId member => Member) private _members;
    mapping(address officer => Authority) private _officers;
    // Who may act for a member now, so that a change of its standing reaches them all; an officer's `position` counts from 1.
    mapping(MemberId member => address[]) private _officersOf;
    mapping(bytes32 legalId => MemberId member) private _byLegalId;
    mapping(MemberId principal => mapping(MemberId agent => Agency)) private _agents;
    // Eight bits per scope, in the scopes' order; zero means one.
    mapping(MemberId member => uint256 counts) private _signatures;
    mapping(MemberId member => Recovery) private _recoveries;
    mapping(MemberId member => mapping(uint32 round => mapping(address governor => bool))) private _approved;
    mapping(address relayer => bool) private _relayers;

    /// @param authority The ledger's AccessManager
    /// @param identity Founding member's identity: the port office that admits the others
    /// @param legalId Hash of its legal identifier
    /// @param name Its registered name
    constructor(
        address authority,
        address identity,
        bytes32 legalId,
        string memory name
    ) Acts("Lading Members") AccessManaged(authority) {
        _recoveryQuorum = 1;
        _recoveryWaitingTime = 7 days;
        _admit(identity, legalId, Roles.PORT_OFFICE | Roles.REGISTRAR, name);
    }

    // ------------------------------------------------------------------ registrar

    /// @inheritdoc IMemberRegistry
    function admit(
        address identity,
        bytes32 legalId,
        uint32 roles,
        string calldata name
    ) external restricted returns (MemberId member) {
        return _admit(identity, legalId, roles, name);
    }

    /// @inheritdoc IMemberRegistry
    function reviseRoles(MemberId member, uint32 roles) external restricted {
        _requireStatus(member, Status.Active);
        _requireRoles(roles);
        _members[member].roles = roles;
        _refresh(member);
        emit MemberRolesRevised(member, roles);
    }

    /// @inheritdoc IMemberRegistry
    function suspend(MemberId member, bytes32 instrument) external restricted {
        _requireStatus(member, Status.Active);
        _members[member].status = Status.Suspended;
        _refresh(member);
        emit MemberSuspended(member, instrument);
    }

    /// @inheritdoc IMemberRegistry
    function reinstate(MemberId member, bytes32 instrument) external restricted {
        _requireStatus(member, Status.Suspended);
        _members[member].status = Status.Active;
        _refresh(member);
        emit MemberReinstated(member, instrument);
    }

    /// @inheritdoc IMemberRegistry
    function strike(MemberId member, bytes32 instrument) external restricted {
        Status status = _known(member).status;
        if (status == Status.Left) revert MemberUnexpectedStatus(member, status);
        _members[member].status = Status.Left;
        _refresh(member);
        emit MemberLeft(member, instrument);
    }

    /// @inheritdoc IMemberRegistry
    function setRecoveryRule(uint16 quorum, uint40 waitingTime) external restricted {
        if (quorum == 0) revert MemberArgumentInvalid("quorum");
        _recoveryQuorum = quorum;
        _recoveryWaitingTime = waitingTime;
        emit RecoveryRuleSet(quorum, waitingTime);
    }

    /// @inheritdoc IMemberRegistry
    function admitRelayer(address relayer) external restricted {
        _relayers[relayer] = true;
        emit RelayerAdmitted(relayer);
    }

    /// @inheritdoc IMemberRegistry
    function removeRelayer(address relayer) external restricted {
        delete _relayers[relayer];
        emit RelayerRemoved(relayer);
    }

    // ------------------------------------------------------------------ the member's own administration

    /// @inheritdoc IMemberRegistry
    function appoint(address officer, uint32 scopes, uint40 validUntil) external {
        MemberId member = _administered();
        if (officer == address(0)) revert MemberArgumentInvalid("officer");
        if (scopes == 0 || scopes & ~Scopes.ALL != 0) revert MemberArgumentInvalid("scopes");
        if (validUntil < block.timestamp) revert MemberArgumentInvalid("validUntil");
        MemberId taken = _officers[officer].member;
        if (taken != NOBODY && taken != member) revert MemberKeyTaken(officer, taken);
        _enlist(officer, member, scopes, validUntil);
        emit OfficerAppointed(member, officer, scopes, validUntil);
    }

    /// @inheritdoc IMemberRegistry
    function dismiss(address officer) external {
        MemberId member = _administered();
        if (_officers[officer].member != member) revert MemberNotOfficer(officer);
        // The key stays bound to this member, with no authority: it can never come back in another's service.
        _officers[officer].scopes = 0;
        _delist(officer, member);
        emit OfficerDismissed(member, officer);
    }

    /// @inheritdoc IMemberRegistry
    function requireSignatures(uint32 scope, uint8 count) external {
        MemberId member = _administered();
        if (scope == 0 || scope & (scope - 1) != 0 || scope & ~Scopes.ALL != 0) revert MemberArgumentInvalid("scope");
        if (count == 0 || count > MAX_SIGNATURES) revert MemberArgumentInvalid("count");
        uint256 shift = _shift(scope);
        uint256 counts = _signatures[member] & ~(uint256(0xff) << shift);
        if (count > 1) counts |= uint256(count) << shift;
        _signatures[member] = counts;
        _members[member].makerChecker = counts != 0;
        _refresh(member);
        emit SignaturesRequired(member, scope, count);
    }

    /// @inheritdoc IMemberRegistry
    function listAgent(MemberId agent, uint32 scopes, uint40 validUntil) external {
        MemberId member = _administered();
        uint32 roles = _members[member].roles;
        if (roles & Roles.CARRIER == 0) revert MemberRoleMissing(member, roles, Roles.CARRIER);
        uint32 agentRoles = requireActive(agent);
        if (agentRoles & Roles.CARRIER_AGENT == 0) revert MemberRoleMissing(agent, agentRoles, Roles.CARRIER_AGENT);
        if (scopes == 0 || scopes & ~Scopes.ALL != 0) revert MemberArgumentInvalid("scopes");
        if (validUntil < block.timestamp) revert MemberArgumentInvalid("validUntil");
        _agents[member][agent] = Agency(scopes, validUntil);
        emit AgentListed(member, agent, scopes, validUntil);
    }

    /// @inheritdoc IMemberRegistry
    function delistAgent(MemberId agent) external {
        MemberId member = _administered();
        delete _agents[member][agent];
        emit AgentDelisted(member, agent);
    }

    // ------------------------------------------------------------------ recovery

    /// @inheritdoc IMemberRegistry
    function approveRecovery(MemberId member, address administrator) external restricted {
        address governor = _officer();
        // Through AccessManager's own execution everybody looks like AccessManager: one governor would count twice.
        if (governor == authority()) revert AccessManagedUnauthorized(governor);
        _requireNotLeft(member);
        if (administrator == address(0)) revert MemberArgumentInvalid("administrator");
        MemberId taken = _officers[administrator].member;
        if (taken != NOBODY && taken != member) revert MemberKeyTaken(administrator, taken);

        // The key is this member's from now on, with no authority yet: nobody stands in the way by taking it on meanwhile.
        if (taken == NOBODY) _officers[administrator].member = member;
        Recovery storage recovery = _recoveries[member];
        if (recovery.administrator != administrator) {
            recovery.administrator = administrator;
            recovery.approvals = 0;
            recovery.executableAt = 0;
            ++recovery.round;
        }
        if (_approved[member][recovery.round][governor]) revert MemberRecoveryApprovedAlready(member, governor);
        _approved[member][recovery.round][governor] = true;
        ++recovery.approvals;
        if (recovery.approvals >= _recoveryQuorum && recovery.executableAt == 0) {
            recovery.executableAt = uint40(block.timestamp) + _recoveryWaitingTime;
        }
        emit RecoveryApproved(member, administrator, governor, recovery.approvals, recovery.executableAt);
    }

    /// @inheritdoc IMemberRegistry
    function vetoRecovery() external {
        MemberId member = _administered();
        Recovery storage recovery = _recoveries[member];
        if (recovery.administrator == address(0)) revert MemberRecoveryNotReady(member, 0, 0);
        _endRecovery(recovery);
        emit RecoveryVetoed(member, _officer());
    }

    /// @inheritdoc IMemberRegistry
    function executeRecovery(MemberId member) external {
        Recovery storage recovery = _recoveries[member];
        address administrator = recovery.administrator;
        if (recovery.executableAt == 0 || block.timestamp < recovery.executableAt) {
            revert MemberRecoveryNotReady(member, recovery.approvals, recovery.executableAt);
        }
        _requireNotLeft(member);

        _endRecovery(recovery);
        // A new generation voids every officer of before; several signatures cannot be asked of the one officer there now is.
        Member storage state = _members[member];
        uint16 generation = ++state.generation;
        state.makerChecker = false;
        delete _signatures[member];
        address[] storage former = _officersOf[member];
        for (uint256 i = 0; i < former.length; ++i) {
            Authority storage officer = _officers[former[i]];
            officer.ready = false;
            officer.position = 0;
        }
        delete _officersOf[member];
        _enlist(administrator, member, Scopes.ALL, NO_EXPIRY);
        emit RecoveryExecuted(member, administrator, generation);
    }

    // ------------------------------------------------------------------ who may act

    /// @inheritdoc IMemberRegistry
    function authorise(address officer, uint32 scope) external view returns (MemberId member, uint32 roles) {
        return _authoriseAlone(officer, scope);
    }

    /// @inheritdoc IMemberRegistry
    function authoriseWith(
        address officer,
        uint32 scope,
        MemberId counterparty
    ) external view returns (MemberId member, uint32 roles, uint32 counterpartyRoles) {
        (member, roles) = _authoriseAlone(officer, scope);
        if (counterparty != NOBODY) counterpartyRoles = activeRoles(counterparty);
    }

    /// @inheritdoc IMemberRegistry
    function authoriseJointly(
        address officer,
        address[] calldata countersigners,
        uint32 scope
    ) external view returns (MemberId member, uint32 roles) {
        bool makerChecker;
        (member, roles, makerChecker) = _authorise(officer, scope);
        for (uint256 i = 0; i < countersigners.length; ++i) {
            (MemberId other, , ) = _authorise(countersigners[i], scope);
            // The lead officer cannot be its own checker; the others are distinct by their ascending order.
            if (other != member || countersigners[i] == officer) {
                revert MemberCountersignerForeign(countersigners[i], member);
            }
        }
        if (makerChecker) _requireSignatures(member, scope, countersigners.length + 1);
    }

    /// @inheritdoc IMemberRegistry
    function requireActive(MemberId member) public view returns (uint32 roles) {
        Member storage state = _members[member];
        Status status = state.status;
        if (status == Status.Unknown) revert MemberUnknown(member);
        if (status != Status.Active) revert MemberNotActive(member, status);
        return state.roles;
    }

    /// @inheritdoc IMemberRegistry
    function activeRoles(MemberId member) public view returns (uint32 roles) {
        Member storage state = _members[member];
        uint256 word;
        assembly ("memory-safe") {
            word := sload(state.slot)
        }
        return uint8(word >> MEMBER_STATUS_SHIFT) == uint8(Status.Active) ? uint32(word >> MEMBER_ROLES_SHIFT) : 0;
    }

    /// @inheritdoc IMemberRegistry
    function isAgent(MemberId principal, MemberId agent, uint32 scope) external view returns (bool) {
        Agency storage agency = _agents[principal][agent];
        return
            agency.scopes & scope == scope &&
            block.timestamp <= agency.validUntil &&
            activeRoles(agent) & Roles.CARRIER_AGENT != 0 &&
            _members[principal].status == Status.Active;
    }

    /// @inheritdoc IMemberRegistry
    function maySend(address account) external view returns (bool) {
        if (_relayers[account]) return true;
        Authority storage officer = _officers[account];
        Member storage state = _members[officer.member];
        return
            officer.scopes != 0 &&
            block.timestamp <= officer.validUntil &&
            state.status == Status.Active &&
            officer.generation == state.generation;
    }

    // ------------------------------------------------------------------ reading

    /// @inheritdoc IMemberRegistry
    function getMember(MemberId member) external view returns (Member memory) {
        return _known(member);
    }

    /// @inheritdoc IMemberRegistry
    function getOfficer(address officer) external view returns (Officer memory) {
        Authority storage a = _officers[officer];
        return Officer(a.member, a.scopes, a.validUntil, a.generation);
    }

    /// @inheritdoc IMemberRegistry
    function getAgent(MemberId principal, MemberId agent) external view returns (uint32 scopes, uint40 validUntil) {
        Agency storage agency = _agents[principal][agent];
        return (agency.scopes, agency.validUntil);
    }

    /// @inheritdoc IMemberRegistry
    function getRecovery(MemberId member) external view returns (Recovery memory) {
        return _recoveries[member];
    }

    /// @inheritdoc IMemberRegistry
    function memberOfLegalId(bytes32 legalId) external view returns (MemberId) {
        return _byLegalId[legalId];
    }

    /// @inheritdoc IMemberRegistry
    function signaturesRequired(MemberId member, uint32 scope) public view returns (uint8) {
        uint8 count = uint8(_signatures[member] >> _shift(scope));
        return count == 0 ? 1 : count;
    }

    /// @inheritdoc IMemberRegistry
    function memberCount() external view returns (uint32) {
        return _memberCount;
    }

    // ------------------------------------------------------------------ private

    function _admit(
        address identity,
        bytes32 legalId,
        uint32 roles,
        string memory name
    ) private returns (MemberId member) {
        if (identity == address(0)) revert MemberArgumentInvalid("identity");
        if (legalId == 0) revert MemberArgumentInvalid("legalId");
        if (bytes(name).length == 0) revert MemberArgumentInvalid("name");
        _requireRoles(roles);
        MemberId taken = _officers[identity].member;
        if (taken != NOBODY) revert MemberKeyTaken(identity, taken);
        taken = _byLegalId[legalId];
        if (taken != NOBODY) revert MemberLegalIdTaken(legalId, taken);

        member = MemberId.wrap(++_memberCount);
        _members[member] = Member(identity, roles, Status.Active, false, 0);
        _byLegalId[legalId] = member;
        _enlist(identity, member, Scopes.ALL, NO_EXPIRY);
        emit MemberAdmitted(member, identity, legalId, roles, name);
        emit OfficerAppointed(member, identity, Scopes.ALL, NO_EXPIRY);
    }

    /// @dev The caller's member, if the officer may administer it.
    function _administered() private view returns (MemberId member) {
        bool makerChecker;
        address officer = _officer();
        (member, , makerChecker) = _authorise(officer, Scopes.ADMINISTER);
        address[] memory countersigners = _countersigners();
        for (uint256 i = 0; i < countersigners.length; ++i) {
            (MemberId other, , ) = _authorise(countersigners[i], Scopes.ADMINISTER);
            if (other != member || countersigners[i] == officer) {
                revert MemberCountersignerForeign(countersigners[i], member);
            }
        }
        if (makerChecker) _requireSignatures(member, Scopes.ADMINISTER, countersigners.length + 1);
    }

    /// @dev {_authorise} for an officer who signs alone. Every act of every registry comes through here, so the ordinary case is
    /// decided on the officer's packed word; whatever is out of the ordinary is left to {_authorise}, which names the fault.
    function _authoriseAlone(address key, uint32 scope) private view returns (MemberId member, uint32 roles) {
        Authority storage officer = _officers[key];
        uint256 word;
        assembly ("memory-safe") {
            word := sload(officer.slot)
        }
        // solhint-disable-next-line not-rely-on-time -- authority is measured in block time
        bool inTime = block.timestamp <= uint40(word >> VALID_UNTIL_SHIFT);
        if (inTime && uint8(word >> READY_SHIFT) != 0 && uint32(word >> SCOPES_SHIFT) & scope != 0) {
            return (MemberId.wrap(uint32(word)), uint32(word >> ROLES_SHIFT));
        }
        bool makerChecker;
        (member, roles, makerChecker) = _authorise(key, scope);
        if (makerChecker) _requireSignatures(member, scope, 1);
    }

    /// @dev Puts a key into the member's service, or changes its authority there.
    function _enlist(address key, MemberId member, uint32 scopes, uint40 validUntil) private {
        Member storage state = _members[member];
        address[] storage list = _officersOf[member];
        uint8 position = _officers[key].position;
        if (position == 0) {
            if (list.length >= MAX_OFFICERS) revert MemberTooManyOfficers(member, MAX_OFFICERS);
            list.push(key);
            position = uint8(list.length);
        }
        _officers[key] = Authority(
            member,
            scopes,
            validUntil,
            state.generation,
            state.roles,
            _isReady(state),
            position
        );
    }

    /// @dev Takes a key out of the member's list; the last one takes its place.
    function _delist(address key, MemberId member) private {
        uint8 position = _officers[key].position;
        if (position == 0) return;
        address[] storage list = _officersOf[member];
        address last = list[list.length - 1];
        list[position - 1] = last;
        _officers[last].position = position;
        list.pop();
        _officers[key].position = 0;
    }

    /// @dev Copies a member's standing to all its officers.
    function _refresh(MemberId member) private {
        Member storage state = _members[member];
        uint32 roles = state.roles;
        bool ready = _isReady(state);
        address[] storage list = _officersOf[member];
        for (uint256 i = 0; i < list.length; ++i) {
            Authority storage officer = _officers[list[i]];
            officer.roles = roles;
            officer.ready = ready;
        }
    }

    function _isReady(Member storage state) private view returns (bool) {
        return state.status == Status.Active && !state.makerChecker;
    }

    function _authorise(
        address key,
        uint32 scope
    ) private view returns (MemberId member, uint32 roles, bool makerChecker) {
        Authority memory officer = _officers[key];
        member = officer.member;
        if (member == NOBODY) revert MemberNotOfficer(key);
        Member memory state = _members[member];
        if (officer.generation != state.generation) revert MemberNotOfficer(key);
        if (state.status != Status.Active) revert MemberNotActive(member, state.status);
        if (block.timestamp > officer.validUntil) {
            revert MemberOfficerExpired(key, officer.validUntil, block.timestamp);
        }
        if (officer.scopes & scope == 0) revert MemberScopeMissing(key, officer.scopes, scope);
        return (member, state.roles, state.makerChecker);
    }

    function _requireSignatures(MemberId member, uint32 scope, uint256 given) private view {
        uint256 required = signaturesRequired(member, scope);
        if (given < required) revert MemberSignaturesMissing(member, scope, given, required);
    }

    function _requireRoles(uint32 roles) private pure {
        if (roles == 0 || roles & ~Roles.ALL != 0) revert MemberArgumentInvalid("roles");
    }

    function _requireStatus(MemberId member, Status expected) private view {
        Status status = _known(member).status;
        if (status != expected) revert MemberUnexpectedStatus(member, status);
    }

    function _requireNotLeft(MemberId member) private view {
        Status status = _known(member).status;
        if (status == Status.Left) revert MemberUnexpectedStatus(member, status);
    }

    function _known(MemberId member) private view returns (Member storage state) {
        state = _members[member];
        if (state.status == Status.Unknown) revert MemberUnknown(member);
    }

    function _endRecovery(Recovery storage recovery) private {
        recovery.administrator = address(0);
        recovery.approvals = 0;
        recovery.executableAt = 0;
    }

    /// @dev Where a scope's count lies in the packed word. `scope` is one bit.
    function _shift(uint32 scope) private pure returns (uint256 shift) {
        while (scope > 1) {
            scope >>= 1;
            shift += 8;
        }
    }

    // ------------------------------------------------------------------ signing

    /// @dev AccessManager sees the officer who signed, not the relayer.
    function _msgSender() internal view override returns (address) {
        return _officer();
    }

    // Admit(address identity,bytes32 legalId,uint32 roles,string name,uint256 nonce,uint256 notAfter) and so on: see ARCHITECTURE.md
    function _typeHash(bytes4 selector) internal pure override returns (bytes32) {
        if (selector == this.admit.selector) {
            return
                keccak256(
                    "Admit(address identity,bytes32 legalId,uint32 roles,string name,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.appoint.selector) {
            return keccak256("Appoint(address officer,uint32 scopes,uint40 validUntil,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.dismiss.selector)
            return keccak256("Dismiss(address officer,uint256 nonce,uint256 notAfter)");
        if (selector == this.requireSignatures.selector) {
            return keccak256("RequireSignatures(uint32 scope,uint8 count,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.listAgent.selector) {
            return keccak256("ListAgent(uint32 agent,uint32 scopes,uint40 validUntil,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.delistAgent.selector) {
            return keccak256("DelistAgent(uint32 agent,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.reviseRoles.selector) {
            return keccak256("ReviseRoles(uint32 member,uint32 roles,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.suspend.selector) {
            return keccak256("Suspend(uint32 member,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.reinstate.selector) {
            return keccak256("Reinstate(uint32 member,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.strike.selector) {
            return keccak256("Strike(uint32 member,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.approveRecovery.selector) {
            return keccak256("ApproveRecovery(uint32 member,address administrator,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.vetoRecovery.selector) return keccak256("VetoRecovery(uint256 nonce,uint256 notAfter)");
        if (selector == this.executeRecovery.selector) {
            return keccak256("ExecuteRecovery(uint32 member,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.setRecoveryRule.selector) {
            return keccak256("SetRecoveryRule(uint16 quorum,uint40 waitingTime,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.admitRelayer.selector) {
            return keccak256("AdmitRelayer(address relayer,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.removeRelayer.selector) {
            return keccak256("RemoveRelayer(address relayer,uint256 nonce,uint256 notAfter)");
        }
        return 0;
    }

    function _hasDynamicArguments(bytes4 selector) internal pure override returns (bool) {
        return selector == this.admit.selector;
    }

    /// @dev Only {admit} has a dynamic argument: its name enters as the hash of its bytes (EIP-712 encodeData).
    function _encodeArguments(bytes4, bytes calldata arguments) internal pure override returns (bytes memory) {
        (address identity, bytes32 legalId, uint32 roles, string memory name) = abi.decode(
            arguments,
            (address, bytes32, uint32, string)
        );
        return abi.encode(identity, legalId, roles, keccak256(bytes(name)));
    }
}
