// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {MemberRegistry} from "../../../contracts/src/members/MemberRegistry.sol";
import {Roles, Scopes} from "../../../contracts/src/members/Roles.sol";
import {IReleaseFacts} from "../../../contracts/src/release/IReleaseFacts.sol";
import {ITitleBasis} from "../../../contracts/src/release/ITitleBasis.sol";
import {NO_RELEASE, ReleaseId} from "../../../contracts/src/release/ReleaseId.sol";
import {ReleaseRegistry} from "../../../contracts/src/release/ReleaseRegistry.sol";
import {TitleId, titleIdOf} from "../../../contracts/src/title/TitleId.sol";
import {TitleRegistry} from "../../../contracts/src/title/TitleRegistry.sol";
import {Kind, Purpose, State as TitlePhase} from "../../../contracts/src/title/TitleState.sol";
import {MemberId, NOBODY} from "../../../contracts/src/types/MemberId.sol";
import {vm} from "../support/Vm.sol";

/// @notice Drives one release registry beside a real titles registry with fourteen members, two containers, two terminals, five bills and
/// jumping time, and notes every rule that it sees broken. Each function is one act by any of the members with any arguments; refused acts
/// simply change nothing.
contract ReleaseHandler {
    uint32 internal constant MEMBERS = 14;
    /// @dev How many of the last rights are checked each time.
    uint256 internal constant WATCHED = 12;
    MemberId internal constant CARRIER = MemberId.wrap(2);
    MemberId internal constant BUYER = MemberId.wrap(3);
    MemberId internal constant HAULIER = MemberId.wrap(6);
    MemberId internal constant TERMINAL = MemberId.wrap(8);
    MemberId internal constant DEPOT = MemberId.wrap(10);
    MemberId internal constant CUSTOMS = MemberId.wrap(11);
    address internal constant SECOND = address(0x2000);
    bytes32 internal constant ONE = bytes32(uint256(1));

    ReleaseRegistry public immutable registry;
    TitleRegistry public immutable title;
    MemberRegistry public immutable members;

    /// @notice The first broken rule, empty while all hold
    string public broken;
    /// @notice How many acts took effect, and how many containers left
    uint256 public done;
    uint256 public left;

    ReleaseId[] internal _releases;
    // What a right's word was before the pending offer, and before a suspension.
    mapping(ReleaseId release => bytes32) internal _beforeOffer;
    mapping(ReleaseId release => bytes32) internal _beforeSuspension;
    mapping(ReleaseId release => bytes32) internal _final;

    constructor() {
        AccessManager manager = new AccessManager(address(this));
        members = new MemberRegistry(address(manager), address(this), "port", "Port Office");
        title = new TitleRegistry(members, address(manager));
        registry = new ReleaseRegistry(members, ITitleBasis(address(title)));
        bytes4[] memory selectors = new bytes4[](3);
        selectors[0] = MemberRegistry.admit.selector;
        selectors[1] = MemberRegistry.suspend.selector;
        selectors[2] = MemberRegistry.reinstate.selector;
        manager.setTargetFunctionRole(address(members), selectors, 1);
        manager.grantRole(1, address(this), 0);
        uint32[13] memory roles = [
            Roles.CARRIER,
            Roles.TRADER,
            Roles.FORWARDER,
            Roles.FORWARDER,
            Roles.HAULIER,
            Roles.HAULIER,
            Roles.TERMINAL,
            Roles.TERMINAL,
            Roles.DEPOT,
            Roles.CUSTOMS,
            Roles.MARITIME_SAFETY,
            Roles.COURT,
            Roles.CARRIER
        ];
        for (uint256 i = 0; i < 13; ++i) {
            members.admit(_officer(MemberId.wrap(uint32(i + 2))), bytes32(i + 1), roles[i], "member");
        }
        vm.prank(_officer(TERMINAL));
        members.appoint(SECOND, Scopes.GATE, type(uint40).max);
        // Bills 0 and 1 are spent, 2 is live, 3 is delivered without presentation, 4 is a waybill's number.
        for (uint256 i = 0; i < 4; ++i) {
            vm.prank(_officer(CARRIER));
            title.issue(CARRIER, _number(i), Kind.Straight, BUYER, BUYER, ONE, 0);
            if (i < 2) spend(i);
        }
        vm.prank(_officer(CARRIER));
        title.recordDelivery(_title(3), ONE);
    }

    // ------------------------------------------------------------------ bills

    /// @dev The buyer surrenders, the carrier accepts.
    function spend(uint256 bill) public {
        vm.prank(_officer(BUYER));
        try title.surrender(_title(bill % 3), Purpose.Delivery, 0) {} catch {}
        vm.prank(_officer(CARRIER));
        try title.acceptSurrender(_title(bill % 3), 0) {} catch {}
    }

    /// @dev A bill under the waybill's number: from then on nothing leaves by the waybill.
    function issueUnderWaybill(uint256 by) external {
        if (by % 16 != 0) return;
        vm.prank(_officer(CARRIER));
        try title.issue(CARRIER, _number(4), Kind.Straight, BUYER, BUYER, ONE, 0) {} catch {}
    }

    // ------------------------------------------------------------------ issuing

    function begin(
        uint256 how,
        uint256 bill,
        uint256 box,
        uint256 to,
        uint16 ahead,
        uint256 depth,
        uint256 by
    ) external {
        MemberId actor = _either(by, CARRIER);
        MemberId first = _either(to, BUYER);
        how %= 4;
        (bool success, bytes memory result) = _send(
            _officer(actor),
            how == 3 ? _waybillCall(box, first, ahead, depth) : _issueCall(how, bill, box, first, ahead, depth)
        );
        if (!success) return;
        if (actor != CARRIER) broken = "R2: only the carrier issues";
        if (how == 0) {
            if (_phase(_title(bill % 4)) != TitlePhase.Accomplished)
                broken = "R9: a release is issued against an accomplished bill";
            if (first != BUYER) broken = "R9: the right begins with who surrendered the bill";
        }
        _releases.push(abi.decode(result, (ReleaseId)));
    }

    function _issueCall(
        uint256 how,
        uint256 bill,
        uint256 box,
        MemberId first,
        uint16 ahead,
        uint256 depth
    ) private view returns (bytes memory) {
        bytes4 selector =
            how == 0
                ? registry.issue.selector
                : how == 1
                    ? registry.prepare.selector
                    : registry.issueWithoutPresentation.selector;
        uint256 last = block.timestamp + 2 days + ahead;
        return
            abi.encodePacked(
                abi.encodeWithSelector(selector, _title(bill % 4), _container(box), _terminal(box), first, NOBODY),
                abi.encode(uint256(0), last, depth % 6, ONE)
            );
    }

    function _waybillCall(
        uint256 box,
        MemberId first,
        uint16 ahead,
        uint256 depth
    ) private view returns (bytes memory) {
        uint256 last = block.timestamp + 2 days + ahead;
        return
            abi.encodePacked(
                abi.encodeWithSelector(
                    registry.issueFromWaybill.selector,
                    CARRIER,
                    _number(4),
                    _container(box),
                    _terminal(box),
                    first,
                    NOBODY
                ),
                abi.encode(uint256(0), last, depth % 6, ONE)
            );
    }

    function supersede(uint256 which, uint256 box, uint256 by) external {
        ReleaseId release = _release(which);
        if (by % 4 != 0) return;
        bytes memory call = abi.encodeCall(registry.supersede, (release, _container(box), _terminal(box), 0));
        (bool success, bytes memory result) = _send(_officer(_either(by / 4, CARRIER)), call);
        if (!success) return;
        _note(release);
        _releases.push(abi.decode(result, (ReleaseId)));
    }

    // ------------------------------------------------------------------ the chain

    function offer(
        uint256 which,
        uint256 to,
        uint16 limit,
        uint256 depth,
        bool always,
        uint16 ahead,
        uint256 by
    ) external {
        ReleaseId release = _release(which);
        if (release == NO_RELEASE) return;
        IReleaseFacts.Right memory right = _right(release);
        uint256 until = limit % 3 == 0 ? 0 : block.timestamp + uint256(limit) * 8;
        uint256 less = right.remaining == 0 ? 0 : depth % right.remaining;
        bytes memory call = abi.encodeWithSelector(
            registry.offer.selector,
            release,
            3 + (to % 5),
            until,
            less,
            always ? 0 : 1,
            block.timestamp + ahead,
            0
        );
        _act(release, _either(by, right.holder), call);
    }

    function answer(uint256 which, uint256 how, uint256 by) public {
        ReleaseId release = _release(which);
        if (release == NO_RELEASE) return;
        MemberId actor = _either(by, _right(release).other);
        // Mostly yes, so that chains get somewhere.
        if (how % 4 != 0) _act(release, actor, abi.encodeCall(registry.accept, (release, 0)));
        else _act(release, actor, abi.encodeCall(registry.decline, (release, 0)));
    }

    function recallOrLapse(uint256 which, bool recalled, uint256 by) external {
        ReleaseId release = _release(which);
        if (release == NO_RELEASE) return;
        if (recalled && by % 2 == 0) {
            _act(release, _either(by, _right(release).holder), abi.encodeCall(registry.recall, (release, 0)));
        } else {
            _act(release, _member(by), abi.encodeCall(registry.lapse, (release)));
        }
    }

    function transport(uint256 which, uint256 haulier, uint32 ahead, uint256 by) public {
        ReleaseId release = _release(which);
        if (release == NO_RELEASE) return;
        IReleaseFacts.Right memory right = _right(release);
        MemberId h = MemberId.wrap(uint32(6 + (haulier % 2)));
        _act(
            release,
            _either(by, right.holder),
            abi.encodeCall(registry.assign, (release, h, IReleaseFacts.Mode.Road, 0))
        );
        _act(
            release,
            _either(by, _right(release).other),
            abi.encodeCall(registry.nominate, (release, ONE, ONE, 0, uint40(block.timestamp + ahead), 0))
        );
    }

    /// @dev As far as the gate in one go, so that campaigns see what happens there.
    function hurry(uint256 which, uint256 haulier, uint256 by) external {
        byCarrier(which, 4 + (by % 2), 0, 1);
        answer(which, 1, 1);
        transport(which, haulier, 1 hours, 1);
        lights(which, 3, 1, 1);
        arrive(which, by % 3 == 0 ? by : 1);
    }

    // ------------------------------------------------------------------ the gate

    function arrive(uint256 which, uint256 by) public {
        ReleaseId release = _release(which);
        if (release == NO_RELEASE) return;
        IReleaseFacts.Right memory right = _right(release);
        bytes32 plate = by % 7 == 0 ? bytes32(uint256(2)) : ONE;
        bytes memory call = abi.encodeCall(registry.arrive, (release, right.other, ONE, plate, 0));
        if (_act(release, _either(by, right.terminal), call) && plate != ONE) broken = "another plate does not pass";
    }

    function leave(uint256 which, uint256 how, uint256 by) external {
        ReleaseId release = _release(which);
        if (release == NO_RELEASE) return;
        MemberId actor = _either(by, _right(release).terminal);
        if (how % 4 == 0) {
            _act(release, actor, abi.encodeCall(registry.turnAway, (release, 1, 0)));
        } else if (how % 4 == 1) {
            bytes memory call = abi.encodeCall(registry.gateOutManually, (release, 1, ONE, 0));
            _actAs(release, how % 8 == 1 ? SECOND : _officer(actor), call);
        } else {
            _act(release, actor, abi.encodeCall(registry.gateOut, (release, ONE, 0)));
        }
    }

    function returnEmpty(uint256 which, uint256 by) external {
        ReleaseId release = _release(which);
        if (release == NO_RELEASE) return;
        _act(release, _either(by, DEPOT), abi.encodeCall(registry.returnEmpty, (release, ONE, 0)));
    }

    // ------------------------------------------------------------------ the carrier

    function byCarrier(uint256 which, uint256 how, uint16 ahead, uint256 by) public {
        ReleaseId release = _release(which);
        if (release == NO_RELEASE) return;
        MemberId actor = _either(by, CARRIER);
        how %= 8;
        if (how == 0) _act(release, actor, abi.encodeCall(registry.suspend, (release, 1, 0)));
        else if (how < 4) _act(release, actor, abi.encodeCall(registry.resume, (release, 0)));
        else if (how < 6) _act(release, actor, abi.encodeCall(registry.activate, (release, 0)));
        else if (how == 6) {
            uint40 last = registry.getRelease(release).terms.validUntil + ahead;
            _act(release, actor, abi.encodeCall(registry.extend, (release, last, 0)));
        } else if (by % 3 == 0) _act(release, actor, abi.encodeCall(registry.cancel, (release, 1, 0)));
    }

    // ------------------------------------------------------------------ authorities

    function lights(uint256 which, uint256 light, uint256 colour, uint256 by) public {
        ReleaseId release = _release(which);
        if (release == NO_RELEASE) return;
        IReleaseFacts.Colour c = colour % 8 == 0 ? IReleaseFacts.Colour.Red : IReleaseFacts.Colour.Green;
        // One, or all at once, so that the gate is reached.
        for (uint256 i = 0; i < 3; ++i) {
            if (light % 4 != 3 && light % 4 != i) continue;
            MemberId rightful =
                i == 0
                    ? CARRIER
                    : i == 1
                        ? CUSTOMS
                        : _right(release).terminal;
            IReleaseFacts.Light l = IReleaseFacts.Light(i);
            MemberId actor = _either(by, rightful);
            if (_act(release, actor, abi.encodeCall(registry.setLight, (release, l, c, 1, 0))) && actor != rightful) {
                broken = "a light is set by its own authority";
            }
        }
    }

    function hold(uint256 box, uint256 kind, bool placed, uint256 by) external {
        if (placed && by % 3 != 0) return;
        uint256 k = kind % 5;
        MemberId[5] memory rightful = [CUSTOMS, CUSTOMS, MemberId.wrap(12), MemberId.wrap(0), MemberId.wrap(13)];
        MemberId actor = _either(by, rightful[k]);
        if (actor == NOBODY) return;
        IReleaseFacts.Hold h = IReleaseFacts.Hold(k);
        bytes32 c = _container(box);
        (bool success, ) = _send(
            _officer(actor),
            placed ? abi.encodeCall(registry.placeHold, (c, h, 1, 0)) : abi.encodeCall(registry.liftHold, (c, h, 1, 0))
        );
        if (success && actor != rightful[k]) broken = "a hold is placed and lifted by its own authority";
    }

    function membership(uint256 who, bool active) external {
        MemberId member = MemberId.wrap(uint32(3 + (who % 5)));
        if (active) try members.reinstate(member, 0) {} catch {}
        else if (who % 9 == 0) try members.suspend(member, 0) {} catch {}
    }

    /// @dev Minutes mostly, hours sometimes: what takes too long expires.
    function jump(uint16 by) external {
        vm.warp(block.timestamp + (by % 5 == 0 ? by : by % 300));
    }

    // ------------------------------------------------------------------ what must hold of all releases at any time

    function check() external view returns (string memory) {
        uint256 count = _releases.length;
        uint256 from = count > WATCHED ? count - WATCHED : 0;
        uint256[4] memory live;
        for (uint256 i = from; i < count; ++i) {
            ReleaseId release = _releases[i];
            IReleaseFacts.ReleaseView memory view_ = registry.getRelease(release);
            IReleaseFacts.Right memory right = view_.right;
            bytes32 last = _final[release];
            if (last != 0 && last != view_.state) return "nothing moves after a final state";
            if (right.validUntil > view_.terms.validUntil) return "R3: validity never widens";
            if (uint256(right.remaining) + right.links > view_.terms.depth) return "R4: depth never widens";
            for (uint256 k = 0; k < right.links; ++k) {
                uint40 until = view_.chain[k].validUntil;
                if (until != 0 && right.validUntil > until) return "R3: validity never widens along the chain";
            }
            bool inert = right.state == IReleaseFacts.State.Prepared || right.state == IReleaseFacts.State.Suspended;
            if (inert != (right.inner != IReleaseFacts.State.None)) return "what rests knows where it stood";
            IReleaseFacts.State stage = inert ? right.inner : right.state;
            if ((stage == IReleaseFacts.State.Active) != (right.other == NOBODY) && !_ended(right.state)) {
                return "an active right has no counterparty, any other stage has";
            }
            if (_isLive(right.state)) {
                bool named = registry.liveRelease(view_.container, right.terminal) == release;
                if (!named) return "R1: the live right is the one on record";
                uint256 slot = (view_.container == _container(0) ? 0 : 1) + (right.terminal == TERMINAL ? 0 : 2);
                if (++live[slot] > 1) return "R1: one live right per container and terminal";
            }
        }
        return broken;
    }

    // ------------------------------------------------------------------ private

    function _act(ReleaseId release, MemberId actor, bytes memory call) private returns (bool) {
        if (actor == NOBODY) return false;
        return _actAs(release, _officer(actor), call);
    }

    function _actAs(ReleaseId release, address officer, bytes memory call) private returns (bool success) {
        IReleaseFacts.ReleaseView memory before = registry.getRelease(release);
        uint256 holds = _holds(before.container);
        (success, ) = _send(officer, call);
        if (!success) return false;
        _judge(release, bytes4(call), before, holds);
        _note(release);
        if (bytes4(call) == registry.offer.selector) _beforeOffer[release] = before.state;
        if (bytes4(call) == registry.suspend.selector) _beforeSuspension[release] = before.state;
        // What was offered while it was prepared took effect in between: the offer's end gives back an effective right.
        if (bytes4(call) == registry.activate.selector) _beforeOffer[release] = _takenEffect(_beforeOffer[release]);
    }

    function _send(address officer, bytes memory call) private returns (bool success, bytes memory result) {
        vm.prank(officer);
        (success, result) = address(registry).call(call);
        if (success) ++done;
    }

    function _note(ReleaseId release) private {
        IReleaseFacts.ReleaseView memory now_ = registry.getRelease(release);
        IReleaseFacts.State state = now_.right.state;
        bool ended =
            state == IReleaseFacts.State.Returned ||
                state == IReleaseFacts.State.Cancelled ||
                state == IReleaseFacts.State.Superseded;
        if (ended) _final[release] = now_.state;
    }

    function _judge(
        ReleaseId release,
        bytes4 selector,
        IReleaseFacts.ReleaseView memory before,
        uint256 holds
    ) private {
        IReleaseFacts.ReleaseView memory after_ = registry.getRelease(release);
        IReleaseFacts.Right memory was = before.right;
        IReleaseFacts.Right memory is_ = after_.right;
        bool wasOut = was.state == IReleaseFacts.State.Out;
        if (is_.state == IReleaseFacts.State.Out && !wasOut) _judgeLeaving(before, holds, selector);
        if (before.trail == after_.trail) broken = "every act is on the trail";
        if (selector == registry.lapse.selector && was.state == IReleaseFacts.State.Offered) {
            // Lights and the carrier's extension may have come in between; the chain must be as it was.
            if (_chainOf(after_.state) != _chainOf(_beforeOffer[release])) broken = "a lapse restores exactly";
        }
        if (selector == registry.decline.selector && was.state == IReleaseFacts.State.Offered) {
            if (_chainOf(after_.state) != _chainOf(_beforeOffer[release])) broken = "a refusal restores exactly";
        }
        if (selector == registry.resume.selector) {
            if (_chainOf(after_.state) != _chainOf(_beforeSuspension[release]))
                broken = "a resumption restores the chain";
        }
        if (is_.holder != was.holder) {
            bool taken = selector == registry.accept.selector && is_.holder == was.other;
            bool recalled = selector == registry.recall.selector;
            if (!taken && !recalled) broken = "the right passes by acceptance, and returns by recall";
            if (recalled && is_.links >= was.links) broken = "a recall shortens the chain";
        }
        if (selector == registry.setLight.selector && is_.state != was.state)
            broken = "R8: an authority never moves the right";
    }

    /// @dev A container never leaves while its bill is live (unless flagged), nor with a light out, a hold on, or out of time.
    function _judgeLeaving(IReleaseFacts.ReleaseView memory before, uint256 holds, bytes4 selector) private {
        ++left;
        IReleaseFacts.Right memory right = before.right;
        bool manual = selector == registry.gateOutManually.selector;
        if (!manual && right.state != IReleaseFacts.State.AtGate) broken = "a container leaves from the gate";
        if (right.state == IReleaseFacts.State.Suspended || right.state == IReleaseFacts.State.Prepared) {
            broken = "nothing leaves by a resting right";
        }
        if (right.lights != 0x15) broken = "nothing leaves with a light out";
        if (holds != 0) broken = "nothing leaves with a hold on";
        if (block.timestamp > right.validUntil) broken = "nothing leaves out of time";
        if (
            before.basisKind == IReleaseFacts.Basis.Title &&
            _phase(TitleId.wrap(before.basis)) != TitlePhase.Accomplished
        ) {
            broken = "R9: nothing leaves while its bill is live";
        }
        if (before.basisKind == IReleaseFacts.Basis.Waybill && _phase(_title(4)) != TitlePhase.None) {
            broken = "R9: nothing leaves by a waybill that has become a bill";
        }
    }

    /// @dev The bits of a word that say where the chain stands and with whom: without validUntil (40 bits at 184) and lights (8 at 240).
    /// @dev A prepared right's packed state once activated: its inner state is its state (bits 0-7 state, 8-15 inner).
    function _takenEffect(bytes32 state) private pure returns (bytes32) {
        return bytes32(((uint256(state) >> 16) << 16) | ((uint256(state) >> 8) & 0xff));
    }

    function _chainOf(bytes32 state) private pure returns (uint256) {
        return uint256(state) & ~((uint256(type(uint40).max) << 184) | (uint256(0xff) << 240));
    }

    function _holds(bytes32 container) private view returns (uint256 bits) {
        IReleaseFacts.HoldView[6] memory holds = registry.holdsOf(container);
        for (uint256 i = 0; i < 6; ++i) {
            if (holds[i].placed) bits |= 1 << i;
        }
    }

    function _isLive(IReleaseFacts.State state) private pure returns (bool) {
        return !_ended(state) && state != IReleaseFacts.State.None;
    }

    function _ended(IReleaseFacts.State state) private pure returns (bool) {
        return
            state == IReleaseFacts.State.Out ||
            state == IReleaseFacts.State.Returned ||
            state == IReleaseFacts.State.Cancelled ||
            state == IReleaseFacts.State.Superseded;
    }

    function _phase(TitleId t) private view returns (TitlePhase phase) {
        (, , phase, ) = title.releaseBasis(t);
    }

    function _right(ReleaseId release) private view returns (IReleaseFacts.Right memory) {
        return registry.getRelease(release).right;
    }

    /// @dev Mostly one of the last two rights: those before are often over.
    function _release(uint256 seed) private view returns (ReleaseId) {
        uint256 count = _releases.length;
        if (count == 0) return NO_RELEASE;
        return _releases[seed % 4 == 0 ? (seed / 4) % count : count - 1 - (((seed / 4) % 2) % count)];
    }

    function _number(uint256 bill) private pure returns (bytes32) {
        return bytes32(bill + 1);
    }

    function _title(uint256 bill) private pure returns (TitleId) {
        return titleIdOf(CARRIER, _number(bill));
    }

    function _container(uint256 seed) private pure returns (bytes32) {
        return seed % 2 == 0 ? bytes32("CSQU3054383") : bytes32("MSKU6011672");
    }

    function _terminal(uint256 seed) private pure returns (MemberId) {
        return seed % 5 == 0 ? MemberId.wrap(9) : TERMINAL;
    }

    function _member(uint256 seed) private pure returns (MemberId) {
        return MemberId.wrap(uint32(seed % MEMBERS) + 1);
    }

    /// @dev Most times the one whom the act is for, else anyone.
    function _either(uint256 seed, MemberId fit) private pure returns (MemberId) {
        return seed % 6 == 0 ? _member(seed / 6) : fit;
    }

    function _officer(MemberId member) private view returns (address) {
        return MemberId.unwrap(member) == 1 ? address(this) : address(uint160(0x1000 + MemberId.unwrap(member)));
    }
}

/// @notice What must hold of every release whatever anyone does, in whatever order and at whatever time. See {ReleaseHandler}.
contract ReleaseInvariants {
    ReleaseHandler internal _handler;

    error Broken(string rule);

    function setUp() public {
        _handler = new ReleaseHandler();
    }

    /// @notice Only the handler is called.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_everyRuleOfReleasesHolds() public view {
        string memory rule = _handler.check();
        if (bytes(rule).length != 0) revert Broken(rule);
    }
}
