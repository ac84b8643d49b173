// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberActs} from "../base/MemberActs.sol";
import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Roles, Scopes} from "../members/Roles.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {Trail} from "../types/Trail.sol";
import {TitleId, titleIdOf} from "../title/TitleId.sol";
import {State as TitlePhase} from "../title/TitleState.sol";
import {ContainerNumber} from "./ContainerNumber.sol";
import {IReleaseRegistry} from "./IReleaseRegistry.sol";
import {ITitleBasis} from "./ITitleBasis.sol";
import {Reasons} from "./Reasons.sol";
import {NO_RELEASE, ReleaseId, releaseIdOf} from "./ReleaseId.sol";

/// @notice See {IReleaseRegistry}.
contract ReleaseRegistry is IReleaseRegistry, MemberActs {
    /// @dev Rotterdam's chains have four links; twice that is room enough, and bounds every loop below.
    uint8 private constant MAX_DEPTH = 8;
    /// @dev A call at the gate that the terminal neither ends nor uses.
    uint40 private constant GATE_TIMEOUT = 6 hours;
    uint8 private constant MANUAL = 1 << 4;

    /// @dev Who may hold a right.
    uint32 private constant RECEIVERS =
        Roles.TRADER | Roles.FORWARDER | Roles.HAULIER | Roles.BANK | Roles.CARRIER_AGENT;

    /// @notice The titles registry that knows whether a bill was surrendered
    ITitleBasis public immutable titles;

    struct Box {
        ReleaseId latest;
        uint32 sequence;
        uint8 holds;
        bytes32 trail;
        mapping(Hold => Signal) signals;
    }

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

    mapping(ReleaseId release => Right) private _rights;
    mapping(ReleaseId release => bytes32) private _trails;
    mapping(ReleaseId release => Terms) private _terms;
    mapping(ReleaseId release => bytes32) private _bases;
    mapping(ReleaseId release => bytes32) private _containers;
    mapping(ReleaseId release => ReleaseId) private _replaces;
    mapping(ReleaseId release => mapping(uint256 position => Link)) private _links;
    mapping(ReleaseId release => Transport) private _transports;
    mapping(ReleaseId release => mapping(Light => Signal)) private _lights;
    mapping(ReleaseId release => mapping(bytes32 what => address officer)) private _manualProposals;
    mapping(bytes32 container => mapping(MemberId terminal => ReleaseId)) private _live;
    mapping(bytes32 container => Box) private _boxes;

    constructor(IMemberRegistry members_, ITitleBasis titles_) MemberActs("Lading Release", members_) {
        titles = titles_;
    }

    // ------------------------------------------------------------------ issuing

    /// @inheritdoc IReleaseRegistry
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
    ) external returns (ReleaseId release) {
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

    /// @inheritdoc IReleaseRegistry
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
    ) external returns (ReleaseId release) {
        Issuance memory issuance;
        (issuance.actor,) = _actorFor(carrier, Scopes.RELEASE);
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

    /// @inheritdoc IReleaseRegistry
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
    ) external returns (ReleaseId release) {
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

    /// @inheritdoc IReleaseRegistry
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
    ) external returns (ReleaseId release) {
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

    /// @inheritdoc IReleaseRegistry
    function activate(ReleaseId release, bytes32 instrument) external {
        (Right memory right, MemberId actor) = _byCarrier(release, _bit(State.Prepared));
        _againstAccomplished(TitleId.wrap(_bases[release]), _terms[release].firstParty);
        right.state = right.inner;
        right.inner = State.None;
        bytes32 state = _commit(release, right, Act.Activate, actor, right.holder, instrument);
        emit ReleaseActivated(release, actor, state, instrument);
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
        (bool found,) = _positionOf(release, right.links, to);
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
        (MemberId actor,) = _actor(Scopes.RELEASE);
        _requireParty(release, actor, right.other);
        _clear(release, right);
        bytes32 state = _commit(release, right, Act.Decline, actor, right.holder, instrument);
        emit ReleaseDeclined(release, actor, right.holder, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function recall(ReleaseId release, bytes32 instrument) external {
        Right memory right =
            _at(release, _bit(State.Active) | _bit(State.Offered) | _bit(State.Assigned) | _bit(State.Ready));
        (MemberId actor,) = _actor(Scopes.RELEASE);
        MemberId loser;
        if (actor == right.holder) {
            if (_stage(right) == State.Active) {
                revert ReleaseUnexpectedState(
                    release, State.Active, _bit(State.Offered) | _bit(State.Assigned) | _bit(State.Ready)
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
        (MemberId actor,) = _actor(Scopes.RELEASE);
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
        uint256 reasons = _rightReasons(release, right, _now())
            | _vehicleReasons(right, _transports[release], haulier, driver, plate, _now());
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
    function gateOutManually(ReleaseId release, uint16 reason, bytes32 interchange, bytes32 instrument)
        external
        returns (bool out)
    {
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

    // ------------------------------------------------------------------ the carrier

    /// @inheritdoc IReleaseRegistry
    function suspend(ReleaseId release, uint16 reason, bytes32 instrument) external {
        (Right memory right, MemberId actor) = _byCarrier(
            release, _bit(State.Active) | _bit(State.Offered) | _bit(State.Assigned) | _bit(State.Ready)
        );
        right.inner = right.state;
        right.state = State.Suspended;
        bytes32 state = _commit(release, right, Act.Suspend, actor, right.holder, instrument);
        emit ReleaseSuspended(release, actor, reason, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function resume(ReleaseId release, bytes32 instrument) external {
        (Right memory right, MemberId actor) = _byCarrier(release, _bit(State.Suspended));
        right.state = right.inner;
        right.inner = State.None;
        bytes32 state = _commit(release, right, Act.Resume, actor, right.holder, instrument);
        emit ReleaseResumed(release, actor, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function cancel(ReleaseId release, uint16 reason, bytes32 instrument) external {
        (Right memory right, MemberId actor) = _byCarrier(release, _beforeGate() | _bit(State.Suspended));
        right.state = State.Cancelled;
        right.inner = State.None;
        _live[_containers[release]][right.terminal] = NO_RELEASE;
        bytes32 state = _commit(release, right, Act.Cancel, actor, right.holder, instrument);
        emit ReleaseCancelled(release, actor, reason, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function extend(ReleaseId release, uint40 validUntil, bytes32 instrument) external {
        (Right memory right, MemberId actor) = _byCarrier(release, _beforeGate() | _bit(State.Suspended));
        if (validUntil <= _terms[release].validUntil || validUntil < _now()) {
            revert ReleaseArgumentInvalid("validUntil");
        }
        _terms[release].validUntil = validUntil;
        right.validUntil = _validUntil(release, right.links);
        bytes32 state = _commit(release, right, Act.Extend, actor, right.holder, instrument);
        emit ReleaseExtended(release, actor, validUntil, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function supersede(ReleaseId release, bytes32 container, MemberId terminal, bytes32 instrument)
        external
        returns (ReleaseId replacement)
    {
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
        bytes32 state = _commit(release, right, Act.Supersede, actor, terms.firstParty, instrument);
        emit ReleaseSuperseded(release, actor, replacement, state, instrument);
        _issue(issuance);
    }

    // ------------------------------------------------------------------ lights and holds

    /// @inheritdoc IReleaseRegistry
    function setLight(ReleaseId release, Light light, Colour colour, uint16 reason, bytes32 instrument) external {
        Right memory right = _known(release);
        if (_bit(right.state) & (_beforeGate() | _bit(State.AtGate) | _bit(State.Suspended)) == 0) {
            revert ReleaseUnexpectedState(
                release, right.state, _beforeGate() | _bit(State.AtGate) | _bit(State.Suspended)
            );
        }
        MemberId actor;
        if (light == Light.Commercial) {
            (actor,) = _actorFor(right.carrier, Scopes.HOLD);
        } else if (light == Light.Customs) {
            actor = _authority(Roles.CUSTOMS);
            _requireAuthority(actor, _lights[release][light].authority);
        } else {
            (actor,) = _actor(Scopes.HOLD);
            _requireParty(release, actor, right.terminal);
        }
        uint256 shift = uint256(light) * 2;
        right.lights = (right.lights & ~uint8(3 << shift)) | uint8(uint256(colour) << shift);
        _lights[release][light] = Signal(actor, reason, _now());
        bytes32 state = _commit(release, right, Act.SetLight, actor, right.holder, instrument);
        emit ReleaseLightSet(release, actor, light, colour, reason, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function placeHold(bytes32 container, Hold hold, uint16 reason, bytes32 instrument) external {
        if (!ContainerNumber.isValid(container)) revert ReleaseContainerInvalid(container);
        if (reason == 0) revert ReleaseArgumentInvalid("reason");
        Box storage box = _boxes[container];
        if (box.holds & _holdBit(hold) != 0) revert ReleaseHoldUnchanged(container, hold, true);
        MemberId authority;
        if (hold == Hold.Charges) {
            if (box.latest == NO_RELEASE) revert ReleaseUnknown(NO_RELEASE);
            // An agent places it for its carrier, whose hold it is.
            authority = _rights[box.latest].carrier;
            _actorFor(authority, Scopes.HOLD);
        } else {
            authority = _authority(_holdRole(hold));
        }
        box.holds |= _holdBit(hold);
        bytes32 state = _commitHold(box, hold, authority, Act.PlaceHold, reason, instrument);
        emit HoldPlaced(container, authority, box.latest, hold, reason, state, instrument);
    }

    /// @inheritdoc IReleaseRegistry
    function liftHold(bytes32 container, Hold hold, uint16 reason, bytes32 instrument) external {
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
        reasons = _stateReason(right.state) | _rightReasons(release, right, moment)
            | _vehicleReasons(right, _transports[release], haulier, driver, plate, moment);
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

    // ------------------------------------------------------------------ private: issuing

    /// @dev R9: the bill is surrendered for delivery and the carrier accepted that; the right goes to who surrendered it.
    function _againstAccomplished(TitleId title, MemberId firstParty)
        private
        view
        returns (MemberId carrier, MemberId actor)
    {
        MemberId entitled;
        TitlePhase phase;
        (carrier, entitled, phase,) = titles.releaseBasis(title);
        if (phase != TitlePhase.Accomplished) revert ReleaseTitleNotAccomplished(title, phase);
        (actor,) = _actorFor(carrier, Scopes.RELEASE);
        if (firstParty != entitled) revert ReleaseNotEntitled(title, firstParty, entitled);
    }

    function _againstDelivered(TitleId title) private view returns (MemberId carrier, MemberId actor) {
        TitlePhase phase;
        bool delivered;
        (carrier,, phase, delivered) = titles.releaseBasis(title);
        if (!delivered || phase == TitlePhase.None) revert ReleaseDeliveryNotRecorded(title, phase);
        (actor,) = _actorFor(carrier, Scopes.RELEASE);
    }

    function _beforeAccomplished(TitleId title) private view returns (MemberId carrier, MemberId actor) {
        TitlePhase phase;
        (carrier,, phase,) = titles.releaseBasis(title);
        if (phase != TitlePhase.Live && phase != TitlePhase.Offered && phase != TitlePhase.SurrenderPending) {
            revert ReleaseTitleNotAccomplished(title, phase);
        }
        (actor,) = _actorFor(carrier, Scopes.RELEASE);
    }

    /// @dev A waybill's number under which a bill was issued is a bill, which must be surrendered.
    function _requireNoBill(MemberId carrier, bytes32 waybill) private view {
        if (waybill == 0) revert ReleaseArgumentInvalid("waybill");
        TitleId title = titleIdOf(carrier, waybill);
        (,, TitlePhase phase,) = titles.releaseBasis(title);
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
        _terms[release] =
            Terms(issuance.firstParty, issuance.depot, issuance.validUntil, issuance.depth, sequence);
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

    function _known(ReleaseId release) private view returns (Right memory right) {
        right = _rights[release];
        if (right.state == State.None) revert ReleaseUnknown(release);
    }

    /// @dev The right, if its chain stands in one of the accepted states. Beneath Prepared the chain moves as if it were active.
    function _at(ReleaseId release, uint256 accepted) private view returns (Right memory right) {
        right = _known(release);
        State stage = _stage(right);
        if (_bit(stage) & accepted == 0) revert ReleaseUnexpectedState(release, stage, accepted);
    }

    function _byHolder(ReleaseId release, uint256 accepted)
        private
        view
        returns (Right memory right, MemberId actor)
    {
        right = _at(release, accepted);
        (actor,) = _actor(Scopes.RELEASE);
        _requireParty(release, actor, right.holder);
    }

    function _byCarrier(ReleaseId release, uint256 accepted)
        private
        view
        returns (Right memory right, MemberId actor)
    {
        right = _known(release);
        if (_bit(right.state) & accepted == 0) revert ReleaseUnexpectedState(release, right.state, accepted);
        (actor,) = _actorFor(right.carrier, Scopes.RELEASE);
    }

    function _byTerminal(ReleaseId release, uint256 accepted)
        private
        view
        returns (Right memory right, MemberId actor)
    {
        right = _known(release);
        if (_bit(right.state) & accepted == 0) revert ReleaseUnexpectedState(release, right.state, accepted);
        (actor,) = _actor(Scopes.GATE);
        _requireParty(release, actor, right.terminal);
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

    function _requireParty(ReleaseId release, MemberId actor, MemberId expected) private pure {
        if (actor != expected) revert ReleaseNotParty(release, actor, expected);
    }

    function _requireRole(MemberId member, uint32 accepted) private view {
        uint32 roles = members.requireActive(member);
        if (roles & accepted == 0) revert ReleaseRoleMissing(member, roles, accepted);
    }

    function _requireNotExpired(ReleaseId release, Right memory right) private view {
        if (_now() > right.validUntil) revert ReleaseExpired(release, right.validUntil, _now());
    }

    // ------------------------------------------------------------------ private: the chain

    function _bit(State state) private pure returns (uint256) {
        return 1 << uint256(state);
    }

    function _beforeGate() private pure returns (uint256) {
        return _bit(State.Prepared) | _bit(State.Active) | _bit(State.Offered) | _bit(State.Assigned)
            | _bit(State.Ready);
    }

    function _stage(Right memory right) private pure returns (State) {
        return right.state == State.Prepared ? right.inner : right.state;
    }

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

    /// @dev The least of what the carrier and every giver up to a position allowed. At most {MAX_DEPTH} links.
    function _validUntil(ReleaseId release, uint256 links) private view returns (uint40 validUntil) {
        validUntil = _terms[release].validUntil;
        for (uint256 i = 1; i <= links; ++i) {
            uint40 given = _links[release][i].validUntil;
            if (given != 0 && given < validUntil) validUntil = given;
        }
    }

    /// @dev Where a member stands in the chain: 0 the first party, n the receiver of link n.
    function _positionOf(ReleaseId release, uint256 links, MemberId member)
        private
        view
        returns (bool found, uint8 position)
    {
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

    /// @dev Whether the container may leave at all, whoever collects it.
    function _rightReasons(ReleaseId release, Right memory right, uint40 moment) private view returns (uint256 reasons) {
        if (moment < right.validFrom) reasons |= Reasons.NOT_YET_VALID;
        if (moment > right.validUntil) reasons |= Reasons.EXPIRED;
        if (!_isActiveWith(right.holder, RECEIVERS)) reasons |= Reasons.HOLDER_NOT_ACTIVE;
        bytes32 container = _containers[release];
        if (!ContainerNumber.isValid(container)) reasons |= Reasons.CHECK_DIGIT;
        for (uint256 i = 0; i < 3; ++i) {
            // Unknown is not green.
            if ((right.lights >> (2 * i)) & 3 != uint8(Colour.Green)) reasons |= Reasons.COMMERCIAL_LIGHT << i;
        }
        reasons |= uint256(_boxes[container].holds) * Reasons.FIRST_HOLD;
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

    function _leave(ReleaseId release, Right memory right) private {
        right.state = State.Out;
        _live[_containers[release]][right.terminal] = NO_RELEASE;
    }

    /// @dev Who gave the first of the two keys; nobody if this is the first.
    function _firstKey(ReleaseId release, uint16 reason, bytes32 interchange) private returns (address proposer) {
        if (_isCountersigned()) return _countersigners()[0];
        address officer = _officer();
        // A proposal is for the right as it then stood: any change in between asks for a new one.
        bytes32 what = keccak256(abi.encode(_stateOf(release), reason, interchange));
        proposer = _manualProposals[release][what];
        if (proposer == officer) revert ReleaseSecondOfficerNeeded(release, officer);
        if (proposer == address(0)) _manualProposals[release][what] = officer;
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
            _leave(release, right);
            state = _commit(release, right, Act.GateOutManually, actor, to, instrument);
            emit ContainerGatedOutManually(
                release, actor, to, proposer, _officer(), reason, interchange, state, instrument
            );
        }
    }

    function _isActiveWith(MemberId member, uint32 roles) private view returns (bool) {
        IMemberRegistry.Member memory state = members.getMember(member);
        return state.status == IMemberRegistry.Status.Active && state.roles & roles != 0;
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

    // ------------------------------------------------------------------ private: writing

    /// @dev The only writer of a right after its act: hot word, then trail.
    function _commit(
        ReleaseId release,
        Right memory right,
        Act act,
        MemberId from,
        MemberId to,
        bytes32 instrument
    ) private returns (bytes32 state) {
        _rights[release] = right;
        state = _stateOf(release);
        _trails[release] = Trail.next(_trails[release], uint8(act), from, to, state, instrument);
    }

    function _stateOf(ReleaseId release) private view returns (bytes32 state) {
        Right storage right = _rights[release];
        assembly ("memory-safe") {
            state := sload(right.slot)
        }
    }

    function _now() private view returns (uint40) {
        // solhint-disable-next-line not-rely-on-time -- block time is law
        return uint40(block.timestamp);
    }

    // ------------------------------------------------------------------ signing

    function _typeHash(bytes4 selector) internal pure override returns (bytes32) {
        if (selector == this.issue.selector) {
            return keccak256(
                "Issue(bytes32 title,bytes32 container,uint32 terminal,uint32 firstParty,uint32 depot,uint40 validFrom,uint40 validUntil,uint8 depth,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.issueFromWaybill.selector) {
            return keccak256(
                "IssueFromWaybill(uint32 carrier,bytes32 waybill,bytes32 container,uint32 terminal,uint32 consignee,uint32 depot,uint40 validFrom,uint40 validUntil,uint8 depth,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.issueWithoutPresentation.selector) {
            return keccak256(
                "IssueWithoutPresentation(bytes32 title,bytes32 container,uint32 terminal,uint32 firstParty,uint32 depot,uint40 validFrom,uint40 validUntil,uint8 depth,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.prepare.selector) {
            return keccak256(
                "Prepare(bytes32 title,bytes32 container,uint32 terminal,uint32 firstParty,uint32 depot,uint40 validFrom,uint40 validUntil,uint8 depth,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.activate.selector) {
            return keccak256("Activate(bytes32 release,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.offer.selector) {
            return keccak256(
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
            return keccak256(
                "Assign(bytes32 release,uint32 haulier,uint8 mode,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.nominate.selector) {
            return keccak256(
                "Nominate(bytes32 release,bytes32 driver,bytes32 plate,uint40 slotFrom,uint40 slotUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.arrive.selector) {
            return keccak256(
                "Arrive(bytes32 release,uint32 haulier,bytes32 driver,bytes32 plate,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.turnAway.selector) {
            return keccak256(
                "TurnAway(bytes32 release,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.gateOut.selector) {
            return keccak256(
                "GateOut(bytes32 release,bytes32 interchange,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.gateOutManually.selector) {
            return keccak256(
                "GateOutManually(bytes32 release,uint16 reason,bytes32 interchange,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.returnEmpty.selector) {
            return keccak256(
                "ReturnEmpty(bytes32 release,bytes32 interchange,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.suspend.selector) {
            return keccak256(
                "Suspend(bytes32 release,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.resume.selector) {
            return keccak256("Resume(bytes32 release,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.cancel.selector) {
            return keccak256(
                "Cancel(bytes32 release,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.extend.selector) {
            return keccak256(
                "Extend(bytes32 release,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.supersede.selector) {
            return keccak256(
                "Supersede(bytes32 release,bytes32 container,uint32 terminal,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.setLight.selector) {
            return keccak256(
                "SetLight(bytes32 release,uint8 light,uint8 colour,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.placeHold.selector) {
            return keccak256(
                "PlaceHold(bytes32 container,uint8 hold,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.liftHold.selector) {
            return keccak256(
                "LiftHold(bytes32 container,uint8 hold,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        return 0;
    }
}
