// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Roles, Scopes} from "../members/Roles.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {Trail} from "../types/Trail.sol";
import {TitleId, titleIdOf} from "../title/TitleId.sol";
import {State as TitlePhase} from "../title/TitleState.sol";
import {ContainerNumber} from "./ContainerNumber.sol";
import {ITitleBasis} from "./ITitleBasis.sol";
import {Reasons} from "./Reasons.sol";
import {ReleaseBase} from "./ReleaseBase.sol";
import {NO_RELEASE, ReleaseId, releaseIdOf} from "./ReleaseId.sol";

/// @notice The acts of {IReleaseRegistry} by carriers and authorities, and the gate's exception. {ReleaseRegistry} deploys this code
/// and delegate-calls it, since a contract's code is limited to 24,576 bytes.
contract ReleaseRareActs is ReleaseBase {
    /// @dev Rotterdam's chains have four links; twice that is room enough, and bounds every loop below.
    uint8 private constant MAX_DEPTH = 8;

    address private immutable _self = address(this);

    /// @notice Thrown when the code is called by itself and not for a registry
    error ReleaseRareActsAlone();

    struct Issuance {
        MemberId actor;
        MemberId carrier;
        Basis kind;
        bool prepared;
        bytes32 basis;
        bytes32 container;
        MemberId terminal;
        MemberId firstParty;
        MemberId depot;
        uint40 validFrom;
        uint40 validUntil;
        uint8 depth;
        ReleaseId replaces;
        bytes32 instrument;
    }

    // On its own address this code has no releases; acting there would only mislead.
    modifier forRegistry() {
        if (address(this) == _self) revert ReleaseRareActsAlone();
        _;
    }

    constructor(IMemberRegistry members_, ITitleBasis titles_) ReleaseBase(members_, titles_) {}

    // ------------------------------------------------------------------ issuing

    /// @notice See {IReleaseRegistry-issue}.
    function issue(
        TitleId title,
        bytes32 container,
        MemberId terminal,
        MemberId firstParty,
        MemberId depot,
        uint40 validFrom,
        uint40 validUntil,
        uint8 depth,
        bytes32 instrument
    ) external forRegistry returns (ReleaseId release) {
        Issuance memory issuance;
        (issuance.carrier, issuance.actor) = _againstAccomplished(title, firstParty);
        issuance.basis = TitleId.unwrap(title);
        issuance.container = container;
        issuance.terminal = terminal;
        issuance.firstParty = firstParty;
        issuance.depot = depot;
        issuance.validFrom = validFrom;
        issuance.validUntil = validUntil;
        issuance.depth = depth;
        issuance.instrument = instrument;
        return _issue(issuance);
    }

    /// @notice See {IReleaseRegistry-issueFromWaybill}.
    function issueFromWaybill(
        MemberId carrier,
        bytes32 waybill,
        bytes32 container,
        MemberId terminal,
        MemberId consignee,
        MemberId depot,
        uint40 validFrom,
        uint40 validUntil,
        uint8 depth,
        bytes32 instrument
    ) external forRegistry returns (ReleaseId release) {
        Issuance memory issuance;
        (issuance.actor, ) = _actorFor(carrier, Scopes.RELEASE);
        _requireRole(carrier, Roles.CARRIER);
        _requireNoBill(carrier, waybill);
        issuance.carrier = carrier;
        issuance.kind = Basis.Waybill;
        issuance.basis = waybill;
        issuance.container = container;
        issuance.terminal = terminal;
        issuance.firstParty = consignee;
        issuance.depot = depot;
        issuance.validFrom = validFrom;
        issuance.validUntil = validUntil;
        issuance.depth = depth;
        issuance.instrument = instrument;
        return _issue(issuance);
    }

    /// @notice See {IReleaseRegistry-issueWithoutPresentation}.
    function issueWithoutPresentation(
        TitleId title,
        bytes32 container,
        MemberId terminal,
        MemberId firstParty,
        MemberId depot,
        uint40 validFrom,
        uint40 validUntil,
        uint8 depth,
        bytes32 instrument
    ) external forRegistry returns (ReleaseId release) {
        if (instrument == 0) revert ReleaseArgumentInvalid("instrument");
        Issuance memory issuance;
        (issuance.carrier, issuance.actor) = _againstDelivered(title);
        issuance.kind = Basis.WithoutPresentation;
        issuance.basis = TitleId.unwrap(title);
        issuance.container = container;
        issuance.terminal = terminal;
        issuance.firstParty = firstParty;
        issuance.depot = depot;
        issuance.validFrom = validFrom;
        issuance.validUntil = validUntil;
        issuance.depth = depth;
        issuance.instrument = instrument;
        return _issue(issuance);
    }

    /// @notice See {IReleaseRegistry-prepare}.
    function prepare(
        TitleId title,
        bytes32 container,
        MemberId terminal,
        MemberId firstParty,
        MemberId depot,
        uint40 validFrom,
        uint40 validUntil,
        uint8 depth,
        bytes32 instrument
    ) external forRegistry returns (ReleaseId release) {
        Issuance memory issuance;
        (issuance.carrier, issuance.actor) = _beforeAccomplished(title);
        issuance.prepared = true;
        issuance.basis = TitleId.unwrap(title);
        issuance.container = container;
        issuance.terminal = terminal;
        issuance.firstParty = firstParty;
        issuance.depot = depot;
        issuance.validFrom = validFrom;
        issuance.validUntil = validUntil;
        issuance.depth = depth;
        issuance.instrument = instrument;
        return _issue(issuance);
    }

    /// @notice See {IReleaseRegistry-activate}.
    function activate(ReleaseId release, bytes32 instrument) external forRegistry {
        (Right memory right, MemberId actor) = _byCarrier(release, _bit(State.Prepared));
        _againstAccomplished(TitleId.wrap(_bases[release]), _terms[release].firstParty);
        right.state = right.inner;
        right.inner = State.None;
        bytes32 state = _commit(release, right, Act.Activate, actor, right.holder, instrument);
        emit ReleaseActivated(release, actor, state, instrument);
    }

    // ------------------------------------------------------------------ the carrier

    /// @notice See {IReleaseRegistry-suspend}.
    function suspend(ReleaseId release, uint16 reason, bytes32 instrument) external forRegistry {
        (Right memory right, MemberId actor) = _byCarrier(
            release,
            _bit(State.Active) | _bit(State.Offered) | _bit(State.Assigned) | _bit(State.Ready)
        );
        right.inner = right.state;
        right.state = State.Suspended;
        bytes32 state = _commit(release, right, Act.Suspend, actor, right.holder, instrument);
        emit ReleaseSuspended(release, actor, reason, state, instrument);
    }

    /// @notice See {IReleaseRegistry-resume}.
    function resume(ReleaseId release, bytes32 instrument) external forRegistry {
        (Right memory right, MemberId actor) = _byCarrier(release, _bit(State.Suspended));
        right.state = right.inner;
        right.inner = State.None;
        bytes32 state = _commit(release, right, Act.Resume, actor, right.holder, instrument);
        emit ReleaseResumed(release, actor, state, instrument);
    }

    /// @notice See {IReleaseRegistry-cancel}.
    function cancel(ReleaseId release, uint16 reason, bytes32 instrument) external forRegistry {
        Right memory right = _in(release, _beforeGate() | _bit(State.Suspended));
        (MemberId actor, uint32 roles) = _actor(Scopes.RELEASE);
        if (!_actsFor(right.carrier, actor, Scopes.RELEASE)) {
            // A carrier that left, or releases what it does not carry, must not keep a container in for ever.
            if (roles & (Roles.COURT | Roles.REGISTRAR) == 0) revert ActNotFor(actor, right.carrier);
            if (instrument == 0) revert ReleaseArgumentInvalid("instrument");
        }
        right.state = State.Cancelled;
        right.inner = State.None;
        _live[_containers[release]][right.terminal] = NO_RELEASE;
        bytes32 state = _commit(release, right, Act.Cancel, actor, right.holder, instrument);
        emit ReleaseCancelled(release, actor, reason, state, instrument);
    }

    /// @notice See {IReleaseRegistry-extend}.
    function extend(ReleaseId release, uint40 validUntil, bytes32 instrument) external forRegistry {
        (Right memory right, MemberId actor) = _byCarrier(release, _beforeGate() | _bit(State.Suspended));
        if (validUntil <= _terms[release].validUntil || validUntil < _now()) {
            revert ReleaseArgumentInvalid("validUntil");
        }
        _terms[release].validUntil = validUntil;
        right.validUntil = _validUntil(release, right.links);
        bytes32 state = _commit(release, right, Act.Extend, actor, right.holder, instrument);
        emit ReleaseExtended(release, actor, validUntil, state, instrument);
    }

    /// @notice See {IReleaseRegistry-supersede}.
    function supersede(
        ReleaseId release,
        bytes32 container,
        MemberId terminal,
        bytes32 instrument
    ) external forRegistry returns (ReleaseId replacement) {
        (Right memory right, MemberId actor) = _byCarrier(release, _beforeGate());
        Issuance memory issuance;
        issuance.prepared = right.state == State.Prepared;
        right.state = State.Superseded;
        right.inner = State.None;
        _live[_containers[release]][right.terminal] = NO_RELEASE;

        Terms memory terms = _terms[release];
        issuance.actor = actor;
        issuance.carrier = right.carrier;
        issuance.kind = Basis(right.marks & 3);
        issuance.basis = _bases[release];
        issuance.container = container;
        issuance.terminal = terminal;
        issuance.firstParty = terms.firstParty;
        issuance.depot = terms.depot;
        issuance.validFrom = right.validFrom;
        issuance.validUntil = terms.validUntil;
        issuance.depth = terms.depth;
        issuance.replaces = release;
        issuance.instrument = instrument;
        replacement = releaseIdOf(issuance.basis, container, terminal, _boxes[container].sequence);
        bytes32 state = _commit(release, right, Act.Supersede, actor, right.holder, instrument);
        emit ReleaseSuperseded(release, actor, replacement, state, instrument);
        _issue(issuance);
    }

    // ------------------------------------------------------------------ the gate, by two keys

    /// @notice See {IReleaseRegistry-gateOutManually}.
    function gateOutManually(
        ReleaseId release,
        uint16 reason,
        bytes32 interchange,
        bytes32 instrument
    ) external forRegistry returns (bool out) {
        (Right memory right, MemberId actor) = _byTerminal(
            release,
            _bit(State.Active) | _bit(State.Offered) | _bit(State.Assigned) | _bit(State.Ready) | _bit(State.AtGate)
        );
        if (reason == 0) revert ReleaseArgumentInvalid("reason");
        if (interchange == 0) revert ReleaseArgumentInvalid("interchange");
        uint256 reasons = _rightReasons(release, right, _now()) & ~Reasons.VEHICLE;
        if (reasons != 0) revert ReleaseRefused(release, reasons);
        address proposer = _firstKey(release, reason, interchange);
        out = proposer != address(0);
        _gateOutManually(release, right, actor, proposer, reason, interchange, instrument);
    }

    // ------------------------------------------------------------------ lights and holds

    /// @notice See {IReleaseRegistry-setLight}.
    function setLight(
        ReleaseId release,
        Light light,
        Colour colour,
        uint16 reason,
        bytes32 instrument
    ) external forRegistry {
        // R7: at the gate the carrier has no say any more; R8: customs and the terminal have.
        Right memory right = _in(
            release,
            _beforeGate() | _bit(State.Suspended) | (light == Light.Commercial ? 0 : _bit(State.AtGate))
        );
        MemberId actor;
        if (light == Light.Commercial) {
            (actor, ) = _actorFor(right.carrier, Scopes.HOLD);
        } else if (light == Light.Customs) {
            actor = _authority(Roles.CUSTOMS);
            _requireAuthority(actor, _lights[release][light].authority);
        } else {
            (actor, ) = _actor(Scopes.HOLD);
            _requireParty(release, actor, right.terminal);
        }
        uint256 shift = uint256(light) * 2;
        right.lights = (right.lights & ~uint8(3 << shift)) | uint8(uint256(colour) << shift);
        _lights[release][light] = Signal(actor, reason, _now());
        bytes32 state = _commit(release, right, Act.SetLight, actor, right.holder, instrument);
        emit ReleaseLightSet(release, actor, light, colour, reason, state, instrument);
    }

    /// @notice See {IReleaseRegistry-placeHold}.
    function placeHold(bytes32 container, Hold hold, uint16 reason, bytes32 instrument) external forRegistry {
        if (!ContainerNumber.isValid(container)) revert ReleaseContainerInvalid(container);
        if (reason == 0) revert ReleaseArgumentInvalid("reason");
        Box storage box = _boxes[container];
        if (box.holds & _holdBit(hold) != 0) revert ReleaseHoldUnchanged(container, hold, true);
        MemberId authority;
        if (hold == Hold.Charges) {
            if (box.latest == NO_RELEASE) revert ReleaseUnknown(NO_RELEASE);
            // An agent places it for its carrier, whose hold it is.
            Right memory right = _rights[box.latest];
            if (right.state == State.AtGate) {
                revert ReleaseUnexpectedState(box.latest, State.AtGate, ~_bit(State.AtGate));
            }
            authority = right.carrier;
            _actorFor(authority, Scopes.HOLD);
        } else {
            authority = _authority(_holdRole(hold));
        }
        box.holds |= _holdBit(hold);
        bytes32 state = _commitHold(box, hold, authority, Act.PlaceHold, reason, instrument);
        emit HoldPlaced(container, authority, box.latest, hold, reason, state, instrument);
    }

    /// @notice See {IReleaseRegistry-liftHold}.
    function liftHold(bytes32 container, Hold hold, uint16 reason, bytes32 instrument) external forRegistry {
        Box storage box = _boxes[container];
        if (box.holds & _holdBit(hold) == 0) revert ReleaseHoldUnchanged(container, hold, false);
        MemberId authority = box.signals[hold].authority;
        if (hold == Hold.Charges) {
            if (!_isActiveWith(authority, Roles.CARRIER)) authority = _rights[box.latest].carrier;
            _actorFor(authority, Scopes.HOLD);
        } else {
            MemberId actor = _authority(_holdRole(hold));
            _requireAuthority(actor, authority);
            authority = actor;
        }
        box.holds &= ~_holdBit(hold);
        bytes32 state = _commitHold(box, hold, authority, Act.LiftHold, reason, instrument);
        emit HoldLifted(container, authority, box.latest, hold, reason, state, instrument);
    }

    // ------------------------------------------------------------------ private: issuing

    /// @dev R9: the bill is surrendered for delivery and the carrier accepted that; the right goes to who surrendered it.
    function _againstAccomplished(
        TitleId title,
        MemberId firstParty
    ) private view returns (MemberId carrier, MemberId actor) {
        MemberId entitled;
        TitlePhase phase;
        (carrier, entitled, phase, ) = titles.releaseBasis(title);
        if (phase != TitlePhase.Accomplished) revert ReleaseTitleNotAccomplished(title, phase);
        (actor, ) = _actorFor(carrier, Scopes.RELEASE);
        if (firstParty != entitled) revert ReleaseNotEntitled(title, firstParty, entitled);
    }

    function _againstDelivered(TitleId title) private view returns (MemberId carrier, MemberId actor) {
        TitlePhase phase;
        bool delivered;
        (carrier, , phase, delivered) = titles.releaseBasis(title);
        if (!delivered || phase == TitlePhase.None) revert ReleaseDeliveryNotRecorded(title, phase);
        (actor, ) = _actorFor(carrier, Scopes.RELEASE);
    }

    function _beforeAccomplished(TitleId title) private view returns (MemberId carrier, MemberId actor) {
        TitlePhase phase;
        (carrier, , phase, ) = titles.releaseBasis(title);
        if (phase != TitlePhase.Live && phase != TitlePhase.Offered && phase != TitlePhase.SurrenderPending) {
            revert ReleaseTitleNotAccomplished(title, phase);
        }
        (actor, ) = _actorFor(carrier, Scopes.RELEASE);
    }

    /// @dev A waybill's number under which a bill was issued is a bill, which must be surrendered.
    function _requireNoBill(MemberId carrier, bytes32 waybill) private view {
        if (waybill == 0) revert ReleaseArgumentInvalid("waybill");
        TitleId title = titleIdOf(carrier, waybill);
        (, , TitlePhase phase, ) = titles.releaseBasis(title);
        if (phase != TitlePhase.None) revert ReleaseTitleExists(title, phase);
    }

    function _issue(Issuance memory issuance) private returns (ReleaseId release) {
        if (!ContainerNumber.isValid(issuance.container)) revert ReleaseContainerInvalid(issuance.container);
        // R1: one live right per container and terminal.
        ReleaseId live = _live[issuance.container][issuance.terminal];
        if (live != NO_RELEASE) revert ReleaseAlreadyLive(issuance.container, issuance.terminal, live);
        if (issuance.validFrom == 0) issuance.validFrom = _now();
        if (issuance.validUntil < issuance.validFrom || issuance.validUntil < _now()) {
            revert ReleaseArgumentInvalid("validUntil");
        }
        // R4: depth cap.
        if (issuance.depth > MAX_DEPTH) revert ReleaseArgumentInvalid("depth");
        _requireRole(issuance.terminal, Roles.TERMINAL);
        _requireRole(issuance.firstParty, RECEIVERS);
        if (issuance.depot != NOBODY) _requireRole(issuance.depot, Roles.DEPOT);

        Box storage box = _boxes[issuance.container];
        uint32 sequence = box.sequence++;
        release = releaseIdOf(issuance.basis, issuance.container, issuance.terminal, sequence);
        box.latest = release;
        _live[issuance.container][issuance.terminal] = release;
        _bases[release] = issuance.basis;
        _containers[release] = issuance.container;
        _terms[release] = Terms(issuance.firstParty, issuance.depot, issuance.validUntil, issuance.depth, sequence);
        if (issuance.replaces != NO_RELEASE) _replaces[release] = issuance.replaces;

        Right memory right;
        right.state = issuance.prepared ? State.Prepared : State.Active;
        right.inner = issuance.prepared ? State.Active : State.None;
        right.carrier = issuance.carrier;
        right.terminal = issuance.terminal;
        right.holder = issuance.firstParty;
        right.validFrom = issuance.validFrom;
        right.validUntil = issuance.validUntil;
        right.remaining = issuance.depth;
        right.marks = uint8(issuance.kind);
        _emitIssued(release, right, issuance, sequence);
    }

    function _emitIssued(ReleaseId release, Right memory right, Issuance memory issuance, uint32 sequence) private {
        bytes32 state = _commit(
            release,
            right,
            issuance.prepared ? Act.Prepare : Act.Issue,
            issuance.actor,
            issuance.firstParty,
            issuance.instrument
        );
        if (issuance.prepared) {
            emit ReleasePrepared(
                release,
                issuance.actor,
                issuance.firstParty,
                issuance.basis,
                issuance.container,
                issuance.depot,
                sequence,
                issuance.replaces,
                state,
                issuance.instrument
            );
        } else {
            emit ReleaseIssued(
                release,
                issuance.actor,
                issuance.firstParty,
                issuance.basis,
                issuance.container,
                issuance.depot,
                sequence,
                issuance.replaces,
                state,
                issuance.instrument
            );
        }
    }

    // ------------------------------------------------------------------ private: guards

    function _byCarrier(ReleaseId release, uint256 accepted) private view returns (Right memory right, MemberId actor) {
        right = _in(release, accepted);
        (actor, ) = _actorFor(right.carrier, Scopes.RELEASE);
    }

    function _authority(uint32 role) private view returns (MemberId actor) {
        uint32 roles;
        (actor, roles) = _actor(Scopes.HOLD);
        if (roles & role == 0) revert ReleaseRoleMissing(actor, roles, role);
    }

    /// @dev What one agency decided another changes only when the first can no longer.
    function _requireAuthority(MemberId actor, MemberId authority) private view {
        if (authority == NOBODY || authority == actor) return;
        if (members.getMember(authority).status == IMemberRegistry.Status.Active) {
            revert ReleaseNotAuthority(actor, authority);
        }
    }

    // ------------------------------------------------------------------ private: the gate, by two keys

    /// @dev Who gave the first of the two keys; nobody if this is the first.
    function _firstKey(ReleaseId release, uint16 reason, bytes32 interchange) private returns (address proposer) {
        if (_isCountersigned()) return _countersigners()[0];
        address officer = _officer();
        // A proposal is for the right as it then stood: any change in between asks for a new one.
        bytes32 what = keccak256(abi.encode(_stateOf(release), reason, interchange));
        proposer = _manualProposals[release][what];
        if (proposer == officer) revert ReleaseSecondOfficerNeeded(release, officer);
        if (proposer == address(0) || !_isOfficerStill(proposer, Scopes.GATE)) {
            _manualProposals[release][what] = officer;
            return address(0);
        }
    }

    function _gateOutManually(
        ReleaseId release,
        Right memory right,
        MemberId actor,
        address proposer,
        uint16 reason,
        bytes32 interchange,
        bytes32 instrument
    ) private {
        MemberId to = right.other == NOBODY || right.state == State.Offered ? right.holder : right.other;
        bytes32 state;
        if (proposer == address(0)) {
            state = _commit(release, right, Act.ProposeManualGateOut, actor, to, instrument);
            emit ManualGateOutProposed(release, actor, to, _officer(), reason, interchange, state, instrument);
        } else {
            right.marks |= MANUAL;
            right.other = to;
            _leave(release, right);
            state = _commit(release, right, Act.GateOutManually, actor, to, instrument);
            emit ContainerGatedOutManually(
                release,
                actor,
                to,
                proposer,
                _officer(),
                reason,
                interchange,
                state,
                instrument
            );
        }
    }

    // ------------------------------------------------------------------ private: holds

    function _holdBit(Hold hold) private pure returns (uint8) {
        return uint8(1 << uint256(hold));
    }

    function _holdRole(Hold hold) private pure returns (uint32) {
        if (hold == Hold.Maritime) return Roles.MARITIME_SAFETY;
        if (hold == Hold.Border) return Roles.BORDER_INSPECTION;
        if (hold == Hold.Court) return Roles.COURT;
        return Roles.CUSTOMS;
    }

    function _commitHold(
        Box storage box,
        Hold hold,
        MemberId authority,
        Act act,
        uint16 reason,
        bytes32 instrument
    ) private returns (bytes32 state) {
        box.signals[hold] = Signal(authority, reason, _now());
        state = bytes32(uint256(box.holds));
        box.trail = Trail.next(box.trail, uint8(act), authority, NOBODY, state, instrument);
    }

    // ------------------------------------------------------------------ signing

    /// @dev Nothing is signed for this code's own address; {ReleaseRegistry} knows the types.
    function _typeHash(bytes4) internal pure override returns (bytes32) {
        return 0;
    }
}
