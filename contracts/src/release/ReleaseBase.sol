// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberActs} from "../base/MemberActs.sol";
import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Roles, Scopes} from "../members/Roles.sol";
import {MemberId} from "../types/MemberId.sol";
import {Trail} from "../types/Trail.sol";
import {TitleId, titleIdOf} from "../title/TitleId.sol";
import {State as TitlePhase} from "../title/TitleState.sol";
import {ContainerNumber} from "./ContainerNumber.sol";
import {IReleaseFacts} from "./IReleaseFacts.sol";
import {ITitleBasis} from "./ITitleBasis.sol";
import {Reasons} from "./Reasons.sol";
import {NO_RELEASE, ReleaseId} from "./ReleaseId.sol";

/// @dev What {ReleaseRegistry} and {ReleaseRareActs} share: storage, the only writer of a release, and guards. The rare acts run
/// by delegate call on the registry's storage, so all of it is declared here.
abstract contract ReleaseBase is IReleaseFacts, MemberActs {
    /// @dev In a right's marks: it left on the word of two terminal officers.
    uint8 internal constant MANUAL = 1 << 4;

    /// @dev Who may hold a right.
    uint32 internal constant RECEIVERS =
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

    mapping(ReleaseId release => Right) internal _rights;
    mapping(ReleaseId release => bytes32) internal _trails;
    mapping(ReleaseId release => Terms) internal _terms;
    mapping(ReleaseId release => bytes32) internal _bases;
    mapping(ReleaseId release => bytes32) internal _containers;
    mapping(ReleaseId release => ReleaseId) internal _replaces;
    mapping(ReleaseId release => mapping(uint256 position => Link)) internal _links;
    mapping(ReleaseId release => Transport) internal _transports;
    mapping(ReleaseId release => mapping(Light => Signal)) internal _lights;
    mapping(ReleaseId release => mapping(bytes32 what => address officer)) internal _manualProposals;
    mapping(bytes32 container => mapping(MemberId terminal => ReleaseId)) internal _live;
    mapping(bytes32 container => Box) internal _boxes;

    constructor(IMemberRegistry members_, ITitleBasis titles_) MemberActs("Lading Release", members_) {
        titles = titles_;
    }

    // ------------------------------------------------------------------ guards

    function _known(ReleaseId release) internal view returns (Right memory right) {
        right = _rights[release];
        if (right.state == State.None) revert ReleaseUnknown(release);
    }

    /// @dev The right, if its chain stands in one of the accepted states. Beneath Prepared the chain moves as if it were active.
    function _at(ReleaseId release, uint256 accepted) internal view returns (Right memory right) {
        right = _known(release);
        State stage = _stage(right);
        if (_bit(stage) & accepted == 0) revert ReleaseUnexpectedState(release, stage, accepted);
    }

    /// @dev The right, if it stands itself in one of the accepted states, whatever its chain does beneath.
    function _in(ReleaseId release, uint256 accepted) internal view returns (Right memory right) {
        right = _known(release);
        if (_bit(right.state) & accepted == 0) revert ReleaseUnexpectedState(release, right.state, accepted);
    }

    function _requireParty(ReleaseId release, MemberId actor, MemberId expected) internal pure {
        if (actor != expected) revert ReleaseNotParty(release, actor, expected);
    }

    function _requireRole(MemberId member, uint32 accepted) internal view {
        uint32 roles = members.requireActive(member);
        if (roles & accepted == 0) revert ReleaseRoleMissing(member, roles, accepted);
    }

    // ------------------------------------------------------------------ the gate

    function _byTerminal(
        ReleaseId release,
        uint256 accepted
    ) internal view returns (Right memory right, MemberId actor) {
        right = _in(release, accepted);
        (actor, ) = _actor(Scopes.GATE);
        _requireParty(release, actor, right.terminal);
    }

    /// @dev Asked again at the gate, because a bill may have been issued under a waybill's number since.
    function _billStands(ReleaseId release, Right memory right) private view returns (bool) {
        Basis kind = Basis(right.marks & 3);
        if (kind == Basis.WithoutPresentation) return false;
        bytes32 basis = _bases[release];
        TitleId title = kind == Basis.Title ? TitleId.wrap(basis) : titleIdOf(right.carrier, basis);
        (, , TitlePhase phase, ) = titles.releaseBasis(title);
        return phase != (kind == Basis.Title ? TitlePhase.Accomplished : TitlePhase.None);
    }

    /// @dev Whether the container may leave at all, whoever collects it.
    function _rightReasons(
        ReleaseId release,
        Right memory right,
        uint40 moment
    ) internal view returns (uint256 reasons) {
        if (moment < right.validFrom) reasons |= Reasons.NOT_YET_VALID;
        if (moment > right.validUntil) reasons |= Reasons.EXPIRED;
        if (!_isActiveWith(right.holder, RECEIVERS)) reasons |= Reasons.HOLDER_NOT_ACTIVE;
        bytes32 container = _containers[release];
        if (!ContainerNumber.isValid(container)) reasons |= Reasons.CHECK_DIGIT;
        for (uint256 i = 0; i < 3; ++i) {
            // Unknown is not green.
            if ((right.lights >> (2 * i)) & 3 != uint8(Colour.Green)) reasons |= Reasons.COMMERCIAL_LIGHT << i;
        }
        if (_billStands(release, right)) reasons |= Reasons.BILL_LIVE;
        reasons |= uint256(_boxes[container].holds) * Reasons.FIRST_HOLD;
    }

    function _leave(ReleaseId release, Right memory right) internal {
        right.state = State.Out;
        _live[_containers[release]][right.terminal] = NO_RELEASE;
    }

    function _isActiveWith(MemberId member, uint32 roles) internal view returns (bool) {
        IMemberRegistry.Member memory state = members.getMember(member);
        return state.status == IMemberRegistry.Status.Active && state.roles & roles != 0;
    }

    // ------------------------------------------------------------------ the chain

    function _bit(State state) internal pure returns (uint256) {
        return 1 << uint256(state);
    }

    function _beforeGate() internal pure returns (uint256) {
        return
            _bit(State.Prepared) | _bit(State.Active) | _bit(State.Offered) | _bit(State.Assigned) | _bit(State.Ready);
    }

    function _stage(Right memory right) internal pure returns (State) {
        return right.state == State.Prepared ? right.inner : right.state;
    }

    /// @dev The least of what the carrier and every giver up to a position allowed. At most {MAX_DEPTH} links.
    function _validUntil(ReleaseId release, uint256 links) internal view returns (uint40 validUntil) {
        validUntil = _terms[release].validUntil;
        for (uint256 i = 1; i <= links; ++i) {
            uint40 given = _links[release][i].validUntil;
            if (given != 0 && given < validUntil) validUntil = given;
        }
    }

    // ------------------------------------------------------------------ writing

    /// @dev The only writer of a right after its act: hot word, then trail.
    function _commit(
        ReleaseId release,
        Right memory right,
        Act act,
        MemberId from,
        MemberId to,
        bytes32 instrument
    ) internal returns (bytes32 state) {
        _rights[release] = right;
        state = _stateOf(release);
        _trails[release] = Trail.next(_trails[release], uint8(act), from, to, state, instrument);
    }

    function _stateOf(ReleaseId release) internal view returns (bytes32 state) {
        Right storage right = _rights[release];
        assembly ("memory-safe") {
            state := sload(right.slot)
        }
    }

    function _now() internal view returns (uint40) {
        // solhint-disable-next-line not-rely-on-time -- block time is law
        return uint40(block.timestamp);
    }
}
