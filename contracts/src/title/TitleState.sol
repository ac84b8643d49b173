// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";

/// @notice Where a bill stands. Numbers never change.
enum State {
    None,
    Live,
    Offered,
    SurrenderPending,
    Accomplished,
    Paper,
    Superseded
}

/// @notice How a bill passes now; an endorsement changes it. Numbers never change.
enum Kind {
    Straight,
    ToOrder,
    ToOrderNotOnward,
    Bearer
}

/// @notice What an offer says about the order: nothing (possession only), DCSA ENDORSE (the receiver may not endorse on),
/// DCSA ENDORSE_TO_ORDER (it may). Numbers never change.
enum Endorsement {
    None,
    Full,
    ToOrder
}

/// @notice What a pending offer would do. Numbers never change.
enum OfferPurpose {
    None,
    Transfer,
    Pledge,
    Release,
    Entrust
}

/// @notice Why a bill is surrendered. DCSA: SURRENDER_FOR_DELIVERY; SURRENDER_FOR_AMENDMENT without reason, with COD, with SWI,
/// with SWTP. Numbers never change.
enum Purpose {
    None,
    Delivery,
    Amendment,
    ChangeOfDestination,
    SwitchBill,
    Paper
}

/// @notice A bill's hot word: who and what, in one storage slot.
/// @dev Bits, lowest first:
///   0–3    State
///   4–7    Kind
///   8–11   Endorsement of the pending offer
///  12–15   OfferPurpose of the pending offer
///  16–19   Purpose of the pending (or accepted) surrender
///  20–23   Endorsement by which the present holder received the bill (0 at issue)
///  24      frozen
///  25      delivered without presentation
///  26      issued from paper
///  27      replaces other bills
///  28      the endorsee out of possession has nominated
///  29–31   –
///  32–71   deadline of the pending offer, seconds since 1970
///  72–79   version: 0 at first issue, +1 when the same number is issued again (amended, or back from paper)
///  80–83   Purpose of surrender to which the pledgee has consented
///  84–95   –
///  96–127  offeree
/// 128–159  pledgee
/// 160–191  endorsee: consignee of a straight bill, order party of an order bill, nobody of a bearer bill
/// 192–223  holder
/// 224–255  carrier
type TitleState is uint256;

using TitleStates for TitleState global;

/// @dev Accessors of the hot word. Each `with…` returns a changed copy.
library TitleStates {
    uint256 internal constant FROZEN = 1 << 24;
    uint256 internal constant DELIVERED = 1 << 25;
    uint256 internal constant FROM_PAPER = 1 << 26;
    uint256 internal constant REPLACEMENT = 1 << 27;
    uint256 internal constant NOMINATED = 1 << 28;

    uint256 private constant STATE_MASK = 0xf;
    uint256 private constant ORDER_MASK = (uint256(type(uint32).max) << 160) | (0xf << 4);
    uint256 private constant HOLDER_MASK = (uint256(type(uint32).max) << 192) | (0xf << 20);
    uint256 private constant PLEDGEE_MASK = uint256(type(uint32).max) << 128;
    uint256 private constant PLEDGE_MASK = (uint256(type(uint32).max) << 128) | (0xf << 80);
    uint256 private constant OFFER_MASK =
        (uint256(type(uint32).max) << 96) | (uint256(type(uint40).max) << 32) | (0xff << 8) | STATE_MASK;

    function state(TitleState s) internal pure returns (State) {
        return State(TitleState.unwrap(s) & 0xf);
    }

    function kind(TitleState s) internal pure returns (Kind) {
        return Kind((TitleState.unwrap(s) >> 4) & 0xf);
    }

    function offeredEndorsement(TitleState s) internal pure returns (Endorsement) {
        return Endorsement((TitleState.unwrap(s) >> 8) & 0xf);
    }

    function offerPurpose(TitleState s) internal pure returns (OfferPurpose) {
        return OfferPurpose((TitleState.unwrap(s) >> 12) & 0xf);
    }

    function purpose(TitleState s) internal pure returns (Purpose) {
        return Purpose((TitleState.unwrap(s) >> 16) & 0xf);
    }

    function received(TitleState s) internal pure returns (Endorsement) {
        return Endorsement((TitleState.unwrap(s) >> 20) & 0xf);
    }

    function has(TitleState s, uint256 flag) internal pure returns (bool) {
        return TitleState.unwrap(s) & flag != 0;
    }

    function deadline(TitleState s) internal pure returns (uint40) {
        return uint40(TitleState.unwrap(s) >> 32);
    }

    function version(TitleState s) internal pure returns (uint8) {
        return uint8(TitleState.unwrap(s) >> 72);
    }

    function consented(TitleState s) internal pure returns (Purpose) {
        return Purpose((TitleState.unwrap(s) >> 80) & 0xf);
    }

    function offeree(TitleState s) internal pure returns (MemberId) {
        return MemberId.wrap(uint32(TitleState.unwrap(s) >> 96));
    }

    function pledgee(TitleState s) internal pure returns (MemberId) {
        return MemberId.wrap(uint32(TitleState.unwrap(s) >> 128));
    }

    function endorsee(TitleState s) internal pure returns (MemberId) {
        return MemberId.wrap(uint32(TitleState.unwrap(s) >> 160));
    }

    function holder(TitleState s) internal pure returns (MemberId) {
        return MemberId.wrap(uint32(TitleState.unwrap(s) >> 192));
    }

    function carrier(TitleState s) internal pure returns (MemberId) {
        return MemberId.wrap(uint32(TitleState.unwrap(s) >> 224));
    }

    /// @dev Live, unpledged, not frozen, the goods not gone: the ordinary case of most acts, in one comparison.
    function isOpen(TitleState s) internal pure returns (bool) {
        return TitleState.unwrap(s) & (STATE_MASK | FROZEN | DELIVERED | PLEDGEE_MASK) == uint256(State.Live);
    }

    /// @dev In a state, and not frozen.
    function isFreely(TitleState s, State state_) internal pure returns (bool) {
        return TitleState.unwrap(s) & (STATE_MASK | FROZEN) == uint256(state_);
    }

    /// @dev Straight: the consignee, or the shipper still in possession (a straight bill passes to no one else);
    /// to order: the endorsee in possession; bearer: whoever holds it.
    function holderEntitled(TitleState s) internal pure returns (bool) {
        if (s.holder() == s.endorsee()) return true;
        Kind k = s.kind();
        return k == Kind.Straight || k == Kind.Bearer;
    }

    /// @dev A bill as first issued.
    function live(
        MemberId carrier_,
        MemberId holder_,
        MemberId endorsee_,
        Kind kind_,
        uint8 version_,
        uint256 flags
    ) internal pure returns (TitleState) {
        return
            TitleState.wrap(
                (uint256(MemberId.unwrap(carrier_)) << 224) |
                    (uint256(MemberId.unwrap(holder_)) << 192) |
                    (uint256(MemberId.unwrap(endorsee_)) << 160) |
                    (uint256(version_) << 72) |
                    (uint256(kind_) << 4) |
                    uint256(State.Live) |
                    flags
            );
    }

    function withState(TitleState s, State to) internal pure returns (TitleState) {
        return TitleState.wrap((TitleState.unwrap(s) & ~STATE_MASK) | uint256(to));
    }

    function withFlag(TitleState s, uint256 flag) internal pure returns (TitleState) {
        return TitleState.wrap(TitleState.unwrap(s) | flag);
    }

    function withoutFlag(TitleState s, uint256 flag) internal pure returns (TitleState) {
        return TitleState.wrap(TitleState.unwrap(s) & ~flag);
    }

    /// @dev Live → Offered.
    function withOffer(
        TitleState s,
        MemberId to,
        OfferPurpose purpose_,
        Endorsement endorsement,
        uint40 until
    ) internal pure returns (TitleState) {
        return
            TitleState.wrap(
                (TitleState.unwrap(s) & ~STATE_MASK) |
                    (uint256(MemberId.unwrap(to)) << 96) |
                    (uint256(until) << 32) |
                    (uint256(purpose_) << 12) |
                    (uint256(endorsement) << 8) |
                    uint256(State.Offered)
            );
    }

    /// @dev Offered → Live: exactly the word that was before the offer.
    function withoutOffer(TitleState s) internal pure returns (TitleState) {
        return TitleState.wrap((TitleState.unwrap(s) & ~OFFER_MASK) | uint256(State.Live));
    }

    function withHolder(TitleState s, MemberId to, Endorsement by) internal pure returns (TitleState) {
        return
            TitleState.wrap(
                (TitleState.unwrap(s) & ~HOLDER_MASK) | (uint256(MemberId.unwrap(to)) << 192) | (uint256(by) << 20)
            );
    }

    /// @dev A new order party; a nomination by the former one is spent.
    function withOrder(TitleState s, MemberId to, Kind kind_) internal pure returns (TitleState) {
        return
            TitleState.wrap(
                (TitleState.unwrap(s) & ~(ORDER_MASK | NOMINATED)) |
                    (uint256(MemberId.unwrap(to)) << 160) |
                    (uint256(kind_) << 4)
            );
    }

    /// @dev A new pledgee, or nobody; a consent by the former one is spent.
    function withPledgee(TitleState s, MemberId to) internal pure returns (TitleState) {
        return TitleState.wrap((TitleState.unwrap(s) & ~PLEDGE_MASK) | (uint256(MemberId.unwrap(to)) << 128));
    }

    function withConsent(TitleState s, Purpose purpose_) internal pure returns (TitleState) {
        return TitleState.wrap((TitleState.unwrap(s) & ~(uint256(0xf) << 80)) | (uint256(purpose_) << 80));
    }

    /// @dev Live → SurrenderPending.
    function withSurrender(TitleState s, Purpose purpose_) internal pure returns (TitleState) {
        return
            TitleState.wrap(
                (TitleState.unwrap(s) & ~STATE_MASK) | (uint256(purpose_) << 16) | uint256(State.SurrenderPending)
            );
    }

    /// @dev SurrenderPending → Live: exactly the word that was before the surrender.
    function withoutSurrender(TitleState s) internal pure returns (TitleState) {
        return TitleState.wrap((TitleState.unwrap(s) & ~(STATE_MASK | (0xf << 16))) | uint256(State.Live));
    }
}
