// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Roles, Scopes} from "../members/Roles.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {TitleId} from "../title/TitleId.sol";
import {ContainerNumber} from "./ContainerNumber.sol";
import {IReleaseRegistry} from "./IReleaseRegistry.sol";
import {ITitleBasis} from "./ITitleBasis.sol";
import {Reasons} from "./Reasons.sol";
import {ReleaseBase} from "./ReleaseBase.sol";
import {ReleaseRareActs} from "./ReleaseRareActs.sol";
import {ReleaseId, releaseIdOf} from "./ReleaseId.sol";

/// @notice See {IReleaseRegistry}.
contract ReleaseRegistry is IReleaseRegistry, ReleaseBase {
    /// @dev A call at the gate that the terminal neither ends nor uses.
    uint40 private constant GATE_TIMEOUT = 6 hours;

    ReleaseRareActs private immutable _rareActs;

    /// @param members_ The members registry that decides who may act
    /// @param titles_ The titles registry that knows whether a bill was surrendered
    constructor(IMemberRegistry members_, ITitleBasis titles_) ReleaseBase(members_, titles_) {
        _rareActs = new ReleaseRareActs(members_, titles_);
    }

    // ------------------------------------------------------------------ the chain

    /// @inheritdoc IReleaseRegistry
    function offer(
        ReleaseId release,
        MemberId to,
        uint40 validUntil,
        uint8 depth,
        RecallPolicy policy,
        uint40 deadline,
        bytes32 instrument
    ) external {
        (Right memory right, MemberId actor) = _byHolder(release, _bit(State.Active));
        _requireNotExpired(release, right);
        // R3: a link attenuates only.
        if (right.remaining == 0 || depth >= right.remaining) {
            revert ReleaseWidened(release, "depth", depth, right.remaining == 0 ? 0 : right.remaining - 1);
        }
        if (validUntil > right.validUntil) revert ReleaseWidened(release, "validUntil", validUntil, right.validUntil);
        if (validUntil != 0 && validUntil < _now()) revert ReleaseArgumentInvalid("validUntil");
        if (deadline < _now()) revert ReleaseArgumentInvalid("deadline");
        // R5: no transfer to oneself, nor in a circle: a member recalls by being in the chain once.
        (bool found, ) = _positionOf(release, right.links, to);
        if (found) revert ReleaseInChainAlready(release, to);
        _requireRole(to, RECEIVERS);

        _links[release][right.links + 1] = Link(to, validUntil, deadline, depth, policy);
        _setStage(right, State.Offered);
        right.other = to;
        bytes32 state = _commit(release, right, Act.Offer, actor, to, instrument);
        emit ReleaseOffered(release, actor, to, validUntil, depth, policy, deadline, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function accept(ReleaseId release, bytes32 instrument) external {
        Right memory right = _at(release, _bit(State.Offered));
        (MemberId actor, uint32 roles) = _actor(Scopes.RELEASE);
        _requireParty(release, actor, right.other);
        if (roles & RECEIVERS == 0) revert ReleaseRoleMissing(actor, roles, RECEIVERS);
        Link memory link = _links[release][right.links + 1];
        if (_now() > link.deadline) revert ReleaseOfferExpired(release, link.deadline, _now());
        _requireNotExpired(release, right);

        MemberId giver = right.holder;
        ++right.links;
        _setHolder(release, right, actor);
        bytes32 state = _commit(release, right, Act.Accept, giver, actor, instrument);
        emit ReleaseAccepted(release, giver, actor, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function decline(ReleaseId release, bytes32 instrument) external {
        Right memory right = _at(release, _bit(State.Offered) | _bit(State.Assigned) | _bit(State.Ready));
        (MemberId actor, ) = _actor(Scopes.RELEASE);
        _requireParty(release, actor, right.other);
        _clear(release, right);
        bytes32 state = _commit(release, right, Act.Decline, actor, right.holder, instrument);
        emit ReleaseDeclined(release, actor, right.holder, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function recall(ReleaseId release, bytes32 instrument) external {
        Right memory right = _at(
            release,
            _bit(State.Active) | _bit(State.Offered) | _bit(State.Assigned) | _bit(State.Ready)
        );
        (MemberId actor, ) = _actor(Scopes.RELEASE);
        MemberId loser;
        if (actor == right.holder) {
            if (_stage(right) == State.Active) {
                revert ReleaseUnexpectedState(
                    release,
                    State.Active,
                    _bit(State.Offered) | _bit(State.Assigned) | _bit(State.Ready)
                );
            }
            loser = right.other;
            _clear(release, right);
        } else {
            (bool found, uint8 position) = _positionOf(release, right.links, actor);
            if (!found) revert ReleaseNotInChain(release, actor);
            Link memory given = _links[release][position + 1];
            if (given.policy == RecallPolicy.UntilAccepted) revert ReleaseRecallBarred(release, actor, given.to);
            loser = right.holder;
            _clear(release, right);
            // Everything behind the recalled link dies with it.
            right.links = position;
            _setHolder(release, right, actor);
        }
        bytes32 state = _commit(release, right, Act.Recall, loser, actor, instrument);
        emit ReleaseRecalled(release, loser, actor, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function lapse(ReleaseId release) external {
        Right memory right = _at(release, _bit(State.Offered) | _bit(State.AtGate));
        MemberId from = right.other;
        MemberId to = right.holder;
        uint40 deadline;
        if (right.state == State.AtGate) {
            deadline = _transports[release].arrivedAt + GATE_TIMEOUT;
            from = right.terminal;
            to = right.other;
        } else {
            deadline = _links[release][right.links + 1].deadline;
        }
        if (_now() <= deadline) revert ReleaseNotLapsed(release, deadline, _now());
        if (right.state == State.AtGate) right.state = State.Ready;
        else _clear(release, right);
        bytes32 state = _commit(release, right, Act.Lapse, from, to, 0);
        emit ReleaseLapsed(release, from, to, state, 0);
    }

    /// @inheritdoc IReleaseRegistry
    function assign(ReleaseId release, MemberId haulier, Mode mode, bytes32 instrument) external {
        (Right memory right, MemberId actor) = _byHolder(release, _bit(State.Active));
        _requireNotExpired(release, right);
        _requireRole(haulier, Roles.HAULIER);
        _setStage(right, State.Assigned);
        right.other = haulier;
        right.marks = (right.marks & ~uint8(0x0c)) | (uint8(mode) << 2);
        bytes32 state = _commit(release, right, Act.Assign, actor, haulier, instrument);
        emit ReleaseAssigned(release, actor, haulier, mode, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function nominate(
        ReleaseId release,
        bytes32 driver,
        bytes32 plate,
        uint40 slotFrom,
        uint40 slotUntil,
        bytes32 instrument
    ) external {
        Right memory right = _at(release, _bit(State.Assigned) | _bit(State.Ready));
        (MemberId actor, ) = _actor(Scopes.RELEASE);
        _requireParty(release, actor, right.other);
        _requireNotExpired(release, right);
        if (driver == 0) revert ReleaseArgumentInvalid("driver");
        if (plate == 0) revert ReleaseArgumentInvalid("plate");
        if (slotUntil < slotFrom || slotUntil < _now()) revert ReleaseArgumentInvalid("slotUntil");
        _transports[release] = Transport(driver, plate, slotFrom, slotUntil, 0);
        _setStage(right, State.Ready);
        bytes32 state = _commit(release, right, Act.Nominate, actor, right.holder, instrument);
        emit TransportNominated(release, actor, driver, plate, slotFrom, slotUntil, state, instrument);
    }

    // ------------------------------------------------------------------ the gate

    /// @inheritdoc IReleaseRegistry
    function arrive(ReleaseId release, MemberId haulier, bytes32 driver, bytes32 plate, bytes32 instrument) external {
        (Right memory right, MemberId actor) = _byTerminal(release, _bit(State.Ready));
        uint256 reasons =
            _rightReasons(release, right, _now()) |
                _vehicleReasons(right, _transports[release], haulier, driver, plate, _now());
        if (reasons != 0) revert ReleaseRefused(release, reasons);
        right.state = State.AtGate;
        _transports[release].arrivedAt = _now();
        bytes32 state = _commit(release, right, Act.Arrive, actor, right.other, instrument);
        emit ContainerCalled(release, actor, right.other, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function turnAway(ReleaseId release, uint16 reason, bytes32 instrument) external {
        (Right memory right, MemberId actor) = _byTerminal(release, _bit(State.AtGate));
        right.state = State.Ready;
        bytes32 state = _commit(release, right, Act.TurnAway, actor, right.other, instrument);
        emit ContainerTurnedAway(release, actor, right.other, reason, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function gateOut(ReleaseId release, bytes32 interchange, bytes32 instrument) external {
        (Right memory right, MemberId actor) = _byTerminal(release, _bit(State.AtGate));
        if (interchange == 0) revert ReleaseArgumentInvalid("interchange");
        // The vehicle was checked on arrival and is locked; lights, holds and membership may have changed since.
        uint256 reasons = _rightReasons(release, right, _now());
        if (!_isActiveWith(right.other, Roles.HAULIER)) reasons |= Reasons.HAULIER_NOT_ACTIVE;
        if (reasons != 0) revert ReleaseRefused(release, reasons);
        _leave(release, right);
        bytes32 state = _commit(release, right, Act.GateOut, actor, right.other, instrument);
        emit ContainerGatedOut(release, actor, right.other, interchange, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function returnEmpty(ReleaseId release, bytes32 interchange, bytes32 instrument) external {
        Right memory right = _at(release, _bit(State.Out));
        (MemberId actor, uint32 roles) = _actor(Scopes.GATE);
        if (roles & Roles.DEPOT == 0) revert ReleaseRoleMissing(actor, roles, Roles.DEPOT);
        MemberId depot = _terms[release].depot;
        if (depot != NOBODY) _requireParty(release, actor, depot);
        if (interchange == 0) revert ReleaseArgumentInvalid("interchange");
        right.state = State.Returned;
        bytes32 state = _commit(release, right, Act.ReturnEmpty, right.other, actor, instrument);
        emit EmptyReturned(release, right.other, actor, interchange, state, instrument);
    }

    // ------------------------------------------------------------------ carriers and authorities, run by {ReleaseRareActs}

    /// @inheritdoc IReleaseRegistry
    function issue(
        TitleId,
        bytes32,
        MemberId,
        MemberId,
        MemberId,
        uint40,
        uint40,
        uint8,
        bytes32
    ) external returns (ReleaseId) {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function issueFromWaybill(
        MemberId,
        bytes32,
        bytes32,
        MemberId,
        MemberId,
        MemberId,
        uint40,
        uint40,
        uint8,
        bytes32
    ) external returns (ReleaseId) {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function issueWithoutPresentation(
        TitleId,
        bytes32,
        MemberId,
        MemberId,
        MemberId,
        uint40,
        uint40,
        uint8,
        bytes32
    ) external returns (ReleaseId) {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function prepare(
        TitleId,
        bytes32,
        MemberId,
        MemberId,
        MemberId,
        uint40,
        uint40,
        uint8,
        bytes32
    ) external returns (ReleaseId) {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function activate(ReleaseId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function suspend(ReleaseId, uint16, bytes32) external {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function resume(ReleaseId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function cancel(ReleaseId, uint16, bytes32) external {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function extend(ReleaseId, uint40, bytes32) external {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function supersede(ReleaseId, bytes32, MemberId, bytes32) external returns (ReleaseId) {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function gateOutManually(ReleaseId, uint16, bytes32, bytes32) external returns (bool) {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function setLight(ReleaseId, Light, Colour, uint16, bytes32) external {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function placeHold(bytes32, Hold, uint16, bytes32) external {
        _delegate();
    }

    /// @inheritdoc IReleaseRegistry
    function liftHold(bytes32, Hold, uint16, bytes32) external {
        _delegate();
    }

    // ------------------------------------------------------------------ reading

    /// @inheritdoc IReleaseRegistry
    function gateVerdict(
        ReleaseId release,
        MemberId terminal,
        MemberId haulier,
        bytes32 driver,
        bytes32 plate,
        uint40 moment
    ) external view returns (uint256 reasons) {
        Right memory right = _rights[release];
        if (right.state == State.None) return Reasons.UNKNOWN_RELEASE;
        if (moment == 0) moment = _now();
        reasons =
            _stateReason(right.state) |
            _rightReasons(release, right, moment) |
            _vehicleReasons(right, _transports[release], haulier, driver, plate, moment);
        if (terminal != right.terminal) reasons |= Reasons.WRONG_TERMINAL;
    }

    /// @inheritdoc IReleaseRegistry
    function getRelease(ReleaseId release) external view returns (ReleaseView memory result) {
        Right memory right = _known(release);
        result.right = right;
        result.terms = _terms[release];
        result.basisKind = Basis(right.marks & 3);
        result.basis = _bases[release];
        result.container = _containers[release];
        result.replaces = _replaces[release];
        uint256 length = right.links + (_stage(right) == State.Offered ? 1 : 0);
        result.chain = new Link[](length);
        for (uint256 i = 0; i < length; ++i) {
            result.chain[i] = _links[release][i + 1];
        }
        result.transport = _transports[release];
        result.manual = right.marks & MANUAL != 0;
        result.state = _stateOf(release);
        result.trail = _trails[release];
    }

    /// @inheritdoc IReleaseRegistry
    function lightsOf(ReleaseId release) external view returns (LightView[3] memory lights) {
        uint8 colours = _known(release).lights;
        for (uint256 i = 0; i < 3; ++i) {
            lights[i] = LightView(Colour((colours >> (2 * i)) & 3), _lights[release][Light(i)]);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function holdsOf(bytes32 container) external view returns (HoldView[6] memory holds) {
        Box storage box = _boxes[container];
        for (uint256 i = 0; i < 6; ++i) {
            holds[i] = HoldView(box.holds & (1 << i) != 0, box.signals[Hold(i)]);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function liveRelease(bytes32 container, MemberId terminal) external view returns (ReleaseId) {
        return _live[container][terminal];
    }

    /// @inheritdoc IReleaseRegistry
    function nextRelease(bytes32 basis, bytes32 container, MemberId terminal) external view returns (ReleaseId) {
        return releaseIdOf(basis, container, terminal, _boxes[container].sequence);
    }

    /// @inheritdoc IReleaseRegistry
    function holdTrail(bytes32 container) external view returns (bytes32) {
        return _boxes[container].trail;
    }

    /// @inheritdoc IReleaseRegistry
    function isContainerNumber(bytes32 container) external pure returns (bool) {
        return ContainerNumber.isValid(container);
    }

    // ------------------------------------------------------------------ private: guards

    function _byHolder(ReleaseId release, uint256 accepted) private view returns (Right memory right, MemberId actor) {
        right = _at(release, accepted);
        (actor, ) = _actor(Scopes.RELEASE);
        _requireParty(release, actor, right.holder);
    }

    function _requireNotExpired(ReleaseId release, Right memory right) private view {
        if (_now() > right.validUntil) revert ReleaseExpired(release, right.validUntil, _now());
    }

    // ------------------------------------------------------------------ private: the chain

    function _setStage(Right memory right, State stage) private pure {
        if (right.state == State.Prepared) right.inner = stage;
        else right.state = stage;
    }

    /// @dev Back to the holder alone: no offer, no haulier, no driver, no plate.
    function _clear(ReleaseId release, Right memory right) private {
        if (_stage(right) == State.Ready) delete _transports[release];
        _setStage(right, State.Active);
        right.other = NOBODY;
        right.marks &= ~uint8(0x0c);
    }

    /// @dev Gives the right to the party at `right.links`, with what its link grants.
    function _setHolder(ReleaseId release, Right memory right, MemberId holder) private view {
        _setStage(right, State.Active);
        right.holder = holder;
        right.other = NOBODY;
        right.remaining = right.links == 0 ? _terms[release].depth : _links[release][right.links].depth;
        right.validUntil = _validUntil(release, right.links);
    }

    /// @dev Where a member stands in the chain: 0 the first party, n the receiver of link n.
    function _positionOf(
        ReleaseId release,
        uint256 links,
        MemberId member
    ) private view returns (bool found, uint8 position) {
        if (_terms[release].firstParty == member) return (true, 0);
        for (uint256 i = 1; i <= links; ++i) {
            if (_links[release][i].to == member) return (true, uint8(i));
        }
    }

    // ------------------------------------------------------------------ private: the gate

    function _stateReason(State state) private pure returns (uint256) {
        if (state == State.Ready || state == State.AtGate) return 0;
        if (state == State.Suspended) return Reasons.SUSPENDED;
        if (state == State.Cancelled || state == State.Superseded) return Reasons.ENDED;
        if (state == State.Out || state == State.Returned) return Reasons.GONE;
        return Reasons.NOT_READY;
    }

    /// @dev Whether this is the vehicle that the haulier named, in its slot.
    function _vehicleReasons(
        Right memory right,
        Transport memory transport,
        MemberId haulier,
        bytes32 driver,
        bytes32 plate,
        uint40 moment
    ) private view returns (uint256 reasons) {
        bool assigned = right.other != NOBODY && right.state != State.Offered && right.inner != State.Offered;
        if (!assigned || haulier != right.other) reasons |= Reasons.WRONG_HAULIER;
        // R5: membership and role also at the gate.
        if (assigned && !_isActiveWith(right.other, Roles.HAULIER)) reasons |= Reasons.HAULIER_NOT_ACTIVE;
        if (driver == 0 || driver != transport.driver) reasons |= Reasons.WRONG_DRIVER;
        if (plate == 0 || plate != transport.plate) reasons |= Reasons.WRONG_PLATE;
        // At the gate the slot has been kept.
        if (right.state != State.AtGate && (moment < transport.slotFrom || moment > transport.slotUntil)) {
            reasons |= Reasons.OUTSIDE_SLOT;
        }
    }

    // ------------------------------------------------------------------ private: delegation

    /// @dev Runs the same call in {ReleaseRareActs} on this storage: same caller, same signer of a signed act, same arguments.
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

    function _typeHash(bytes4 selector) internal pure override returns (bytes32) {
        if (selector == this.issue.selector) {
            return
                keccak256(
                    "Issue(bytes32 title,bytes32 container,uint32 terminal,uint32 firstParty,uint32 depot,uint40 validFrom,uint40 validUntil,uint8 depth,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.issueFromWaybill.selector) {
            return
                keccak256(
                    "IssueFromWaybill(uint32 carrier,bytes32 waybill,bytes32 container,uint32 terminal,uint32 consignee,uint32 depot,uint40 validFrom,uint40 validUntil,uint8 depth,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.issueWithoutPresentation.selector) {
            return
                keccak256(
                    "IssueWithoutPresentation(bytes32 title,bytes32 container,uint32 terminal,uint32 firstParty,uint32 depot,uint40 validFrom,uint40 validUntil,uint8 depth,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.prepare.selector) {
            return
                keccak256(
                    "Prepare(bytes32 title,bytes32 container,uint32 terminal,uint32 firstParty,uint32 depot,uint40 validFrom,uint40 validUntil,uint8 depth,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.activate.selector) {
            return keccak256("Activate(bytes32 release,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.offer.selector) {
            return
                keccak256(
                    "Offer(bytes32 release,uint32 to,uint40 validUntil,uint8 depth,uint8 policy,uint40 deadline,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.accept.selector) {
            return keccak256("Accept(bytes32 release,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.decline.selector) {
            return keccak256("Decline(bytes32 release,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.recall.selector) {
            return keccak256("Recall(bytes32 release,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.lapse.selector) {
            return keccak256("Lapse(bytes32 release,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.assign.selector) {
            return
                keccak256(
                    "Assign(bytes32 release,uint32 haulier,uint8 mode,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.nominate.selector) {
            return
                keccak256(
                    "Nominate(bytes32 release,bytes32 driver,bytes32 plate,uint40 slotFrom,uint40 slotUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.arrive.selector) {
            return
                keccak256(
                    "Arrive(bytes32 release,uint32 haulier,bytes32 driver,bytes32 plate,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.turnAway.selector) {
            return
                keccak256("TurnAway(bytes32 release,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.gateOut.selector) {
            return
                keccak256(
                    "GateOut(bytes32 release,bytes32 interchange,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.gateOutManually.selector) {
            return
                keccak256(
                    "GateOutManually(bytes32 release,uint16 reason,bytes32 interchange,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.returnEmpty.selector) {
            return
                keccak256(
                    "ReturnEmpty(bytes32 release,bytes32 interchange,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.suspend.selector) {
            return
                keccak256("Suspend(bytes32 release,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.resume.selector) {
            return keccak256("Resume(bytes32 release,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.cancel.selector) {
            return keccak256("Cancel(bytes32 release,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.extend.selector) {
            return
                keccak256(
                    "Extend(bytes32 release,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.supersede.selector) {
            return
                keccak256(
                    "Supersede(bytes32 release,bytes32 container,uint32 terminal,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.setLight.selector) {
            return
                keccak256(
                    "SetLight(bytes32 release,uint8 light,uint8 colour,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.placeHold.selector) {
            return
                keccak256(
                    "PlaceHold(bytes32 container,uint8 hold,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.liftHold.selector) {
            return
                keccak256(
                    "LiftHold(bytes32 container,uint8 hold,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        return 0;
    }
}
