// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Why a container may not leave: the bits of {IReleaseRegistry-gateVerdict}. Numbers never change.
library Reasons {
    /// @dev No such release.
    uint256 internal constant UNKNOWN_RELEASE = 1 << 0;
    /// @dev The chain is not complete: prepared, not yet assigned, or no driver and plate named.
    uint256 internal constant NOT_READY = 1 << 1;
    /// @dev The carrier suspended the release.
    uint256 internal constant SUSPENDED = 1 << 2;
    /// @dev Cancelled, or superseded by another release.
    uint256 internal constant ENDED = 1 << 3;
    /// @dev The container left already.
    uint256 internal constant GONE = 1 << 4;
    /// @dev Too early.
    uint256 internal constant NOT_YET_VALID = 1 << 5;
    /// @dev Too late.
    uint256 internal constant EXPIRED = 1 << 6;
    /// @dev Another terminal than the release names.
    uint256 internal constant WRONG_TERMINAL = 1 << 7;
    /// @dev Another haulier than the one assigned.
    uint256 internal constant WRONG_HAULIER = 1 << 8;
    /// @dev The assigned haulier is suspended, has left, or is no haulier any more.
    uint256 internal constant HAULIER_NOT_ACTIVE = 1 << 9;
    /// @dev The party that holds the right is suspended or has left.
    uint256 internal constant HOLDER_NOT_ACTIVE = 1 << 10;
    /// @dev Another driver than the one named, or none presented.
    uint256 internal constant WRONG_DRIVER = 1 << 11;
    /// @dev Another plate than the one named, or none presented.
    uint256 internal constant WRONG_PLATE = 1 << 12;
    /// @dev Outside the slot that the haulier booked.
    uint256 internal constant OUTSIDE_SLOT = 1 << 13;
    /// @dev The container number's check digit is wrong (ISO 6346).
    uint256 internal constant CHECK_DIGIT = 1 << 14;
    /// @dev A bill for the goods is on the ledger and not accomplished (unless the release is flagged as without presentation).
    uint256 internal constant BILL_LIVE = 1 << 15;
    /// @dev The carrier's commercial light is not green.
    uint256 internal constant COMMERCIAL_LIGHT = 1 << 16;
    /// @dev The customs light is not green.
    uint256 internal constant CUSTOMS_LIGHT = 1 << 17;
    /// @dev The terminal has not confirmed discharge.
    uint256 internal constant DISCHARGE_LIGHT = 1 << 18;
    /// @dev The first of the holds; the others follow in the order of {IReleaseRegistry-Hold}:
    /// 24 inspection, 25 quarantine, 26 maritime safety, 27 border, 28 court, 29 charges.
    uint256 internal constant FIRST_HOLD = 1 << 24;

    /// @dev What two terminal officers may take upon themselves: everything about the vehicle at the gate. Never a light, a hold,
    /// a suspension or an expiry.
    uint256 internal constant VEHICLE =
        NOT_READY | WRONG_HAULIER | WRONG_DRIVER | WRONG_PLATE | OUTSIDE_SLOT | HAULIER_NOT_ACTIVE;
}
