// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {MemberActs} from "../base/MemberActs.sol";
import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Roles, Scopes} from "../members/Roles.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {Trail} from "../types/Trail.sol";
import {ITitleFacts} from "./ITitleFacts.sol";
import {TitleId} from "./TitleId.sol";
import {Endorsement, Kind, OfferPurpose, Purpose, State, TitleState, TitleStates} from "./TitleState.sol";

/// @dev What {TitleRegistry} and {TitleRareActs} share: storage, the only writers of a title's word, and guards. The rare acts
/// run by delegate call on the registry's storage, so all of it is declared here.
abstract contract TitleBase is ITitleFacts, MemberActs, AccessManaged {
    // Who may hold a bill, or have it to its order: those who trade, finance, insure or forward goods, never who guards them.
    uint32 internal constant HOLDERS =
        Roles.CARRIER | Roles.CARRIER_AGENT | Roles.TRADER | Roles.BANK | Roles.INSURER | Roles.FORWARDER;

    struct Record {
        TitleState state;
        bytes32 trail;
        bytes32 contentDigest;
    }

    struct Nomination {
        MemberId to;
        Endorsement endorsement;
    }

    mapping(TitleId title => Record) internal _records;
    mapping(TitleId title => Pledge) internal _pledges;
    mapping(TitleId title => Nomination) internal _nominations;
    mapping(TitleId title => bytes32 digest) internal _paperSerials;
    mapping(TitleId title => mapping(uint8 version => bytes32 digest)) internal _earlierDigests;
    mapping(TitleId title => TitleId[]) internal _replaced;
    mapping(TitleId title => TitleId[]) internal _replacedBy;
    // Key: receiver in the high, offeror in the low 32 bits.
    mapping(uint64 pair => uint40 validUntil) internal _standing;

    constructor(
        IMemberRegistry members_,
        address authority_
    ) MemberActs("Lading Title", members_) AccessManaged(authority_) {}

    // ------------------------------------------------------------------ writing

    /// @dev Writes a title's word, continues its trail, and emits the event with the given topic, whose parameters are
    /// (title indexed, from indexed, to indexed, state, instrument) as those of nearly all of {ITitleFacts}.
    function _record(
        bytes32 topic,
        TitleId title,
        Act act,
        MemberId from,
        MemberId to,
        TitleState s,
        bytes32 instrument
    ) internal {
        _write(title, _records[title].trail, act, from, to, s, instrument);
        assembly ("memory-safe") {
            mstore(0x00, s)
            mstore(0x20, instrument)
            log4(0x00, 0x40, topic, title, from, to)
        }
    }

    /// @dev Writes a title's word and its trail after `trail`.
    function _write(
        TitleId title,
        bytes32 trail,
        Act act,
        MemberId from,
        MemberId to,
        TitleState s,
        bytes32 instrument
    ) internal {
        Record storage r = _records[title];
        r.state = s;
        r.trail = Trail.next(trail, uint8(act), from, to, _word(s), instrument);
    }

    /// @dev Where the trail of a first issue starts: keccak256(abi.encode(title, contentDigest)).
    function _origin(TitleId title, bytes32 contentDigest) internal pure returns (bytes32 start) {
        assembly ("memory-safe") {
            mstore(0x00, title)
            mstore(0x20, contentDigest)
            start := keccak256(0x00, 0x40)
        }
    }

    function _pair(MemberId receiver, MemberId offeror) internal pure returns (uint64) {
        return (uint64(MemberId.unwrap(receiver)) << 32) | MemberId.unwrap(offeror);
    }

    function _word(TitleState s) internal pure returns (bytes32) {
        return bytes32(TitleState.unwrap(s));
    }

    // ------------------------------------------------------------------ guards

    function _requireState(TitleId title, State expected) internal view returns (TitleState s) {
        s = _records[title].state;
        if (!s.isFreely(expected)) _revertState(title, s, expected);
    }

    function _revertState(TitleId title, TitleState s, State expected) private pure {
        State current = s.state();
        if (current != expected) revert TitleUnexpectedState(title, current, 1 << uint8(expected));
        revert TitleIsFrozen(title);
    }

    function _requireSurrendered(TitleId title, uint256 accepted) internal view returns (TitleState s) {
        s = _requireState(title, State.SurrenderPending);
        Purpose purpose = s.purpose();
        if (accepted & (1 << uint8(purpose)) == 0) revert TitleUnexpectedPurpose(title, purpose, accepted);
    }

    /// @dev The carrier itself, or an agent that it listed; and it is a carrier still.
    function _requireCarrier(MemberId carrier) internal view {
        _requireCarrierWith(carrier, NOBODY);
    }

    /// @dev The same, with the roles of a counterparty; zero unless that is an active member.
    function _requireCarrierWith(
        MemberId carrier,
        MemberId counterparty
    ) internal view returns (uint32 counterpartyRoles) {
        MemberId actor;
        uint32 roles;
        (actor, roles, counterpartyRoles) = _actorWith(Scopes.ISSUE, counterparty);
        if (actor != carrier) {
            if (!members.isAgent(carrier, actor, Scopes.ISSUE)) revert ActNotFor(actor, carrier);
            roles = members.requireActive(carrier);
        }
        if (roles & Roles.CARRIER == 0) revert IMemberRegistry.MemberRoleMissing(carrier, roles, Roles.CARRIER);
    }

    function _requireIssuable(
        bytes32 transportDocumentReference,
        Kind kind,
        MemberId holder,
        MemberId endorsee,
        bytes32 contentDigest
    ) internal view {
        _requireIssuableTo(
            transportDocumentReference,
            kind,
            holder,
            members.activeRoles(holder),
            endorsee,
            contentDigest
        );
    }

    /// @dev The same where the holder's roles (zero if not active) are known.
    function _requireIssuableTo(
        bytes32 transportDocumentReference,
        Kind kind,
        MemberId holder,
        uint32 holderRoles,
        MemberId endorsee,
        bytes32 contentDigest
    ) internal view {
        if (transportDocumentReference == 0) revert TitleArgumentInvalid("transportDocumentReference");
        if (contentDigest == 0) revert TitleArgumentInvalid("contentDigest");
        if ((endorsee == NOBODY) != (kind == Kind.Bearer)) revert TitleArgumentInvalid("endorsee");
        _requireHolderRole(holder, holderRoles);
        if (endorsee != NOBODY && endorsee != holder) _requireReceiver(endorsee);
    }

    function _requireReceiver(MemberId member) internal view {
        _requireHolderRole(member, members.activeRoles(member));
    }

    /// @dev The same where the roles (zero if not active) are known.
    function _requireHolderRole(MemberId member, uint32 roles) internal view {
        if (roles & HOLDERS != 0) return;
        roles = members.requireActive(member);
        revert IMemberRegistry.MemberRoleMissing(member, roles, HOLDERS);
    }

    function _requireAhead(uint40 validUntil) internal view {
        // solhint-disable-next-line not-rely-on-time -- deadlines are block time by definition
        if (validUntil < block.timestamp) revert TitleArgumentInvalid("validUntil");
    }

    /// @dev Possession and, where endorsed, the order move together. What a pledgee consented to was for its customer: it is spent when
    /// the bill comes back.
    function _moved(TitleState s, MemberId to, Endorsement endorsement) internal pure returns (TitleState) {
        s = s.withHolder(to, endorsement);
        if (to == s.pledgee()) s = s.withConsent(Purpose.None);
        if (endorsement != Endorsement.None) {
            return s.withOrder(to, endorsement == Endorsement.Full ? Kind.ToOrderNotOnward : Kind.ToOrder);
        }
        // Who has the bill endorses it in person: a nomination from afar is spent.
        return s.endorsee() == to ? s.withoutFlag(TitleStates.NOMINATED) : s;
    }

    /// @dev How a pledge moves a bill: an order bill by endorsement to order, any other by delivery.
    function _orderEndorsement(Kind kind) internal pure returns (Endorsement) {
        return kind == Kind.ToOrder ? Endorsement.ToOrder : Endorsement.None;
    }

    function _acceptsAtOnce(MemberId receiver, MemberId offeror) internal view returns (bool) {
        // solhint-disable-next-line not-rely-on-time -- a standing acceptance ends in block time
        return block.timestamp <= _standing[_pair(receiver, offeror)];
    }

    /// @dev A pledgee's offer to release or entrust; accepting it endorses the bill as its kind demands.
    function _offer(
        TitleId title,
        MemberId from,
        MemberId to,
        TitleState s,
        OfferPurpose purpose,
        uint40 validUntil,
        bytes32 instrument
    ) internal {
        s = s.withOffer(to, purpose, _orderEndorsement(s.kind()), validUntil);
        _record(TitleOffered.selector, title, Act.Offer, from, to, s, instrument);
    }

    function _requirePledgee(TitleId title, TitleState s) internal view returns (MemberId actor) {
        (actor, ) = _actor(Scopes.FINANCE);
        if (actor != s.pledgee()) revert TitleNotPledgee(title, actor, s.pledgee());
    }

    /// @dev Live, not frozen, and the goods not gone.
    function _requireTransferable(TitleId title) internal view returns (TitleState s) {
        s = _requireLive(title);
        if (s.has(TitleStates.DELIVERED)) revert TitleIsDelivered(title);
    }

    function _requireLive(TitleId title) internal view returns (TitleState s) {
        return _requireState(title, State.Live);
    }

    function _requireReleaseTo(MemberId releaseTo, MemberId pledgor, MemberId pledgee, Kind kind) internal view {
        if (releaseTo == NOBODY) return;
        if (kind == Kind.Straight || releaseTo == pledgor || releaseTo == pledgee) {
            revert TitleArgumentInvalid("releaseTo");
        }
        _requireReceiver(releaseTo);
    }

    /// @dev AccessManager sees the officer who signed, not the relayer.
    function _msgSender() internal view override returns (address) {
        return _officer();
    }
}
