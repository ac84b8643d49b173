// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {MemberRegistry} from "../../../contracts/src/members/MemberRegistry.sol";
import {Roles} from "../../../contracts/src/members/Roles.sol";
import {TitleRegistry} from "../../../contracts/src/title/TitleRegistry.sol";
import {ITitleFacts} from "../../../contracts/src/title/ITitleFacts.sol";
import {TitleId, titleIdOf} from "../../../contracts/src/title/TitleId.sol";
import {
    Endorsement,
    Kind,
    OfferPurpose,
    Purpose,
    State,
    TitleState,
    TitleStates
} from "../../../contracts/src/title/TitleState.sol";
import {MemberId, NOBODY} from "../../../contracts/src/types/MemberId.sol";
import {vm} from "../support/Vm.sol";

/// @notice Drives one title registry with seven members, four bills and jumping time, and notes every rule that it sees broken.
/// Each function is one act by any of the members with any arguments; refused acts simply change nothing.
contract TitleHandler {
    uint32 internal constant MEMBERS = 8;
    uint256 internal constant BILLS = 4;
    MemberId internal constant CARRIER = MemberId.wrap(2);

    TitleRegistry public immutable title;
    MemberRegistry public immutable members;

    /// @notice The first broken rule, empty while all hold
    string public broken;
    /// @notice How many acts took effect
    uint256 public done;

    TitleId[] internal _bills;
    // What a bill's word was before the pending offer or surrender.
    mapping(TitleId bill => uint256 word) internal _before;
    // What it was when it became final.
    mapping(TitleId bill => uint256 word) internal _final;
    mapping(TitleId bill => bool) internal _delivered;
    mapping(TitleId bill => bytes32) internal _trail;

    constructor() {
        AccessManager manager = new AccessManager(address(this));
        members = new MemberRegistry(address(manager), address(this), "port", "Port Office");
        title = new TitleRegistry(members, address(manager));
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = MemberRegistry.admit.selector;
        manager.setTargetFunctionRole(address(members), selectors, 1);
        manager.grantRole(1, address(this), 0);
        uint32[7] memory roles = [
            Roles.CARRIER,
            Roles.TRADER,
            Roles.TRADER,
            Roles.FORWARDER,
            Roles.BANK,
            Roles.BANK,
            Roles.COURT
        ];
        for (uint256 i = 0; i < 7; ++i) {
            members.admit(_officer(MemberId.wrap(uint32(i + 2))), bytes32(i + 1), roles[i], "member");
        }
        for (uint256 i = 0; i < BILLS; ++i) {
            _bills.push(titleIdOf(CARRIER, bytes32(i + 1)));
        }
    }

    // ------------------------------------------------------------------ acts

    function issue(uint256 bill, uint256 kind, uint256 holder, uint256 endorsee, uint256 by) external {
        bytes32 number = bytes32((bill % BILLS) + 1);
        Kind k = Kind(kind % 4);
        MemberId e = k == Kind.Bearer ? NOBODY : _member(endorsee);
        _act(
            bill,
            by % 4 == 0 ? _member(by) : CARRIER,
            abi.encodeCall(title.issue, (CARRIER, number, k, _member(holder), e, bytes32(uint256(7)), 0))
        );
    }

    function issueFromPaper(uint256 bill, uint256 kind, uint256 holder, uint256 by) external {
        bytes32 number = bytes32((bill % BILLS) + 1);
        Kind k = Kind(kind % 4);
        MemberId e = k == Kind.Bearer ? NOBODY : _member(holder);
        bytes32 one = bytes32(uint256(1));
        _act(
            bill,
            by % 4 == 0 ? _member(by) : CARRIER,
            abi.encodeCall(title.issueFromPaper, (CARRIER, number, k, _member(holder), e, one, one, one))
        );
    }

    function offer(uint256 bill, uint256 to, uint256 endorsement, uint16 ahead, uint256 by) external {
        TitleState s = _state(bill);
        _act(
            bill,
            _either(by, s.holder()),
            abi.encodeCall(title.offer, (_bill(bill), _member(to), Endorsement(endorsement % 3), _moment(ahead), 0))
        );
    }

    function answer(uint256 bill, uint256 how, uint256 by) external {
        TitleState s = _state(bill);
        TitleId t = _bill(bill);
        how %= 4;
        if (how == 0) _act(bill, _either(by, s.offeree()), abi.encodeCall(title.accept, (t, 0)));
        else if (how == 1) _act(bill, _either(by, s.offeree()), abi.encodeCall(title.acceptPledge, (t, 0)));
        else if (how == 2) _act(bill, _either(by, s.offeree()), abi.encodeCall(title.decline, (t, 0)));
        else _act(bill, _either(by, s.holder()), abi.encodeCall(title.recall, (t, 0)));
    }

    function lapse(uint256 bill, uint256 by) external {
        _act(bill, _member(by), abi.encodeCall(title.lapse, (_bill(bill))));
    }

    function endorseBlank(uint256 bill, uint256 by) external {
        _act(bill, _either(by, _state(bill).holder()), abi.encodeCall(title.endorseBlank, (_bill(bill), 0)));
    }

    function nominate(uint256 bill, uint256 to, uint256 endorsement, uint256 by) external {
        _act(
            bill,
            _either(by, _state(bill).endorsee()),
            abi.encodeCall(title.nominate, (_bill(bill), _member(to), Endorsement(endorsement % 3), 0))
        );
    }

    function offerPledge(uint256 bill, uint256 to, uint256 releaseTo, uint16 from, uint16 ahead, uint256 by) external {
        _act(
            bill,
            _either(by, _state(bill).holder()),
            abi.encodeCall(
                title.offerPledge,
                (_bill(bill), _member(to), _member(releaseTo), _moment(from), _moment(ahead), 0)
            )
        );
    }

    function byPledgee(uint256 bill, uint256 how, uint256 to, uint16 ahead, uint256 by) external {
        TitleId t = _bill(bill);
        MemberId actor = _either(by, _state(bill).pledgee());
        how %= 5;
        if (how == 0) _act(bill, actor, abi.encodeCall(title.releasePledge, (t, _member(to), _moment(ahead), 0)));
        else if (how == 1) _act(bill, actor, abi.encodeCall(title.entrust, (t, _member(to), _moment(ahead), 0)));
        else if (how == 2) _act(bill, actor, abi.encodeCall(title.enforcePledge, (t, 0)));
        else if (how == 3) _act(bill, actor, abi.encodeCall(title.consentSurrender, (t, Purpose(to % 6), 0)));
        else _act(bill, _member(by), abi.encodeCall(title.redirectPledge, (t, _member(to), 0)));
    }

    function surrender(uint256 bill, uint256 purpose, uint256 by) external {
        _act(
            bill,
            _either(by, _state(bill).holder()),
            abi.encodeCall(title.surrender, (_bill(bill), Purpose(purpose % 6), 0))
        );
    }

    function answerSurrender(uint256 bill, uint256 how, uint256 by) external {
        TitleId t = _bill(bill);
        MemberId actor = by % 4 == 0 ? _member(by) : CARRIER;
        bytes32 one = bytes32(uint256(1));
        how %= 3;
        if (how == 0) _act(bill, actor, abi.encodeCall(title.acceptSurrender, (t, 0)));
        else if (how == 1) _act(bill, actor, abi.encodeCall(title.convertToPaper, (t, one, one)));
        else _act(bill, actor, abi.encodeCall(title.refuseSurrender, (t, one, 0)));
    }

    function replace(uint256 bill, uint256 next, uint256 kind, uint256 endorsee, uint256 by) external {
        TitleId[] memory replaced = new TitleId[](1);
        replaced[0] = _bill(bill);
        ITitleFacts.Replacement[] memory replacements = new ITitleFacts.Replacement[](1);
        Kind k = Kind(kind % 4);
        replacements[0] = ITitleFacts.Replacement({
            transportDocumentReference: bytes32((next % BILLS) + 1),
            kind: k,
            endorsee: k == Kind.Bearer ? NOBODY : _member(endorsee),
            contentDigest: bytes32(uint256(8))
        });
        _act(
            bill,
            by % 4 == 0 ? _member(by) : CARRIER,
            abi.encodeCall(title.replace, (CARRIER, replaced, replacements, 0))
        );
    }

    function freezeOrUnfreeze(uint256 bill, bool on, uint256 by) external {
        // Rarely on, mostly off: a frozen bill has no story.
        if (on && by % 3 != 0) return;
        MemberId actor = by % 5 == 0 ? _member(by) : MemberId.wrap(8);
        bytes32 one = bytes32(uint256(1));
        _act(
            bill,
            actor,
            on ? abi.encodeCall(title.freeze, (_bill(bill), one)) : abi.encodeCall(title.unfreeze, (_bill(bill), one))
        );
    }

    function recordDelivery(uint256 bill, uint256 by) external {
        if (by % 5 != 0) return;
        _act(
            bill,
            by % 2 == 0 ? CARRIER : _member(by),
            abi.encodeCall(title.recordDelivery, (_bill(bill), bytes32(uint256(1))))
        );
    }

    function grantStanding(uint256 offeror, uint16 ahead, uint256 by) external {
        vm.prank(_officer(_member(by)));
        try title.grantStandingAcceptance(_member(offeror), _moment(ahead), 0) {} catch {}
    }

    function jump(uint16 by) external {
        vm.warp(block.timestamp + by);
    }

    // ------------------------------------------------------------------ what must hold of all bills at any time

    function check() external view returns (string memory) {
        for (uint256 i = 0; i < BILLS; ++i) {
            TitleState s = title.stateOf(_bills[i]);
            State state = s.state();
            if (state == State.None) {
                if (TitleState.unwrap(s) != 0) return "an unissued bill has no word";
                continue;
            }
            if (s.holder() == NOBODY) return "every issued bill has exactly one holder";
            if (s.carrier() != CARRIER) return "a bill stays its carrier's";
            if ((state == State.Offered) != (s.offeree() != NOBODY)) return "an offer is to someone, and only an offer";
            if ((state == State.Offered) != (s.offerPurpose() != OfferPurpose.None)) return "an offer has a purpose";
            if ((s.kind() == Kind.Bearer) != (s.endorsee() == NOBODY)) return "only a bearer bill is to nobody's order";
            if (s.offeree() == s.holder()) return "nobody is offered what it has";
            if (_final[_bills[i]] != 0 && _final[_bills[i]] != TitleState.unwrap(s))
                return "nothing moves after an end";
            if (_delivered[_bills[i]] && !s.has(TitleStates.DELIVERED))
                return "delivery without presentation is for ever";
            if (title.trailOf(_bills[i]) != _trail[_bills[i]]) return "a trail moves only with its bill";
        }
        return broken;
    }

    // ------------------------------------------------------------------ private

    function _act(uint256 bill, MemberId actor, bytes memory call) private {
        TitleId t = _bill(bill);
        uint256[BILLS] memory others;
        for (uint256 i = 0; i < BILLS; ++i) {
            others[i] = TitleState.unwrap(title.stateOf(_bills[i]));
        }
        TitleState before = title.stateOf(t);
        if (actor == NOBODY) return;
        vm.prank(_officer(actor));
        (bool success, ) = address(title).call(call);
        if (!success) return;
        ++done;
        bytes4 selector = bytes4(call);
        TitleState s = title.stateOf(t);
        for (uint256 i = 0; i < BILLS; ++i) {
            bool meant = i == bill % BILLS || selector == title.replace.selector;
            if (!meant && TitleState.unwrap(title.stateOf(_bills[i])) != others[i])
                broken = "an act touches its own bill";
            if (selector == title.replace.selector) _follow(_bills[i], others[i]);
        }
        _judge(t, selector, actor, before, s);
        _follow(t, TitleState.unwrap(before));
    }

    /// @dev Keeps what later acts are judged by.
    function _follow(TitleId t, uint256 before) private {
        TitleState s = title.stateOf(t);
        State state = s.state();
        State was = TitleState.wrap(before).state();
        if ((state == State.Offered || state == State.SurrenderPending) && was == State.Live) _before[t] = before;
        if (state == State.Live && (was == State.Paper || was == State.None || was == State.SurrenderPending)) {
            _final[t] = 0;
            // A new version begins its own delivery history; only its own flag counts.
            _delivered[t] = s.has(TitleStates.DELIVERED);
        }
        if (state == State.Accomplished || state == State.Paper || state == State.Superseded) {
            _final[t] = TitleState.unwrap(s);
        }
        if (s.has(TitleStates.DELIVERED)) _delivered[t] = true;
        _trail[t] = title.trailOf(t);
    }

    function _judge(TitleId t, bytes4 selector, MemberId actor, TitleState before, TitleState s) private {
        uint256 frozen = TitleStates.FROZEN;
        if (
            selector == title.decline.selector ||
            selector == title.recall.selector ||
            selector == title.lapse.selector ||
            selector == title.refuseSurrender.selector
        ) {
            if (TitleState.unwrap(s) != _before[t]) broken = "decline, recall, lapse and refusal restore exactly";
        }
        if (selector == title.issue.selector && TitleState.unwrap(before) != 0) broken = "one bill per number";
        if (
            selector == title.issueFromPaper.selector && before.state() != State.None && before.state() != State.Paper
        ) {
            broken = "one medium per number";
        }
        bool forFreeze = selector == title.unfreeze.selector || selector == title.recordDelivery.selector;
        if (before.has(frozen) && !forFreeze) broken = "a frozen bill does not move";
        _judgePledge(selector, actor, before, s);
        _judgeMove(selector, actor, before, s);
    }

    /// @dev A pledged bill never leaves without the pledgee.
    function _judgePledge(bytes4 selector, MemberId actor, TitleState before, TitleState s) private {
        MemberId pledgee = before.pledgee();
        if (pledgee == NOBODY || before.state() == State.Paper) return;
        bool offeredByPledgee =
            before.offerPurpose() == OfferPurpose.Release || before.offerPurpose() == OfferPurpose.Entrust;
        bool withPledgee = actor == pledgee || offeredByPledgee || s.holder() == pledgee;
        if (s.holder() != before.holder() && !withPledgee) broken = "a pledged bill moves with its pledgee only";
        if (selector == title.surrender.selector && before.consented() != s.purpose()) {
            broken = "a pledged bill is surrendered as its pledgee consented";
        }
        if (selector == title.surrender.selector && before.holder() == pledgee) {
            broken = "a pledgee takes no delivery before it enforces";
        }
        bool replaced = selector == title.replace.selector;
        if (s.pledgee() != pledgee && actor != pledgee && !offeredByPledgee && !replaced) {
            broken = "a pledge ends by its pledgee";
        }
    }

    /// @dev Who has a bill was entitled to get it, from who had it.
    function _judgeMove(bytes4 selector, MemberId actor, TitleState before, TitleState s) private {
        if (before.state() == State.None || before.state() == State.Paper) return;
        if (selector == title.replace.selector) {
            if (s.holder() != before.holder()) broken = "replacements go to who surrendered";
            return;
        }
        if (s.holder() != before.holder()) {
            bool taken = actor == before.offeree() || selector == title.enforcePledge.selector;
            bool given = actor == before.holder();
            if (!taken && !given) broken = "a bill is given by its holder or taken as offered";
            if (before.kind() == Kind.Straight && before.pledgee() == NOBODY && s.holder() != before.endorsee()) {
                broken = "a straight bill passes to its consignee only";
            }
        }
        if (s.kind() != before.kind() && before.kind() == Kind.Straight) broken = "a straight bill stays straight";
        if (before.kind() == Kind.ToOrderNotOnward && s.endorsee() != before.endorsee()) {
            broken = "not onward is not onward";
        }
        if (s.has(TitleStates.DELIVERED) && s.state() == State.Offered) broken = "a spent bill is not offered";
    }

    function _bill(uint256 seed) private view returns (TitleId) {
        return _bills[seed % BILLS];
    }

    function _state(uint256 seed) private view returns (TitleState) {
        return title.stateOf(_bill(seed));
    }

    function _member(uint256 seed) private pure returns (MemberId) {
        return MemberId.wrap(uint32(seed % MEMBERS) + 1);
    }

    /// @dev Three times of four the one whom the act is for, else anyone.
    function _either(uint256 seed, MemberId fit) private pure returns (MemberId) {
        return seed % 4 == 0 ? _member(seed / 4) : fit;
    }

    function _moment(uint16 ahead) private view returns (uint40) {
        return uint40(block.timestamp + ahead);
    }

    function _officer(MemberId member) private view returns (address) {
        return MemberId.unwrap(member) == 1 ? address(this) : address(uint160(0x1000 + MemberId.unwrap(member)));
    }
}

/// @notice What must hold of every bill whatever anyone does, in whatever order and at whatever time. See {TitleHandler}.
contract TitleInvariants {
    TitleHandler internal _handler;

    error Broken(string rule);

    function setUp() public {
        _handler = new TitleHandler();
    }

    /// @notice Only the handler is called.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_everyRuleOfTitlesHolds() public view {
        string memory rule = _handler.check();
        if (bytes(rule).length != 0) revert Broken(rule);
    }
}
