// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a member is admitted as. A member may be several things at once; bits are or-ed. Numbers never change.
library Roles {
    uint32 internal constant CARRIER = 1 << 0;
    uint32 internal constant CARRIER_AGENT = 1 << 1;
    uint32 internal constant TRADER = 1 << 2;
    uint32 internal constant BANK = 1 << 3;
    uint32 internal constant INSURER = 1 << 4;
    uint32 internal constant FORWARDER = 1 << 5;
    uint32 internal constant HAULIER = 1 << 6;
    uint32 internal constant TERMINAL = 1 << 7;
    uint32 internal constant DEPOT = 1 << 8;
    uint32 internal constant CUSTOMS = 1 << 9;
    uint32 internal constant MARITIME_SAFETY = 1 << 10;
    uint32 internal constant BORDER_INSPECTION = 1 << 11;
    uint32 internal constant PORT_OFFICE = 1 << 12;
    uint32 internal constant REGISTRAR = 1 << 13;
    uint32 internal constant COURT = 1 << 14;
    uint32 internal constant AUDITOR = 1 << 15;

    /// @dev Every role there is.
    uint32 internal constant ALL = (1 << 16) - 1;
}

/// @notice What an officer may do for its member; bits are or-ed. Numbers never change.
library Scopes {
    /// @dev Issue bills, answer surrenders, replace and convert them.
    uint32 internal constant ISSUE = 1 << 0;
    /// @dev Offer, accept, endorse, surrender titles.
    uint32 internal constant TITLE = 1 << 1;
    /// @dev Take, release and enforce pledges; lock financings.
    uint32 internal constant FINANCE = 1 << 2;
    /// @dev Issue, pass and assign container releases.
    uint32 internal constant RELEASE = 1 << 3;
    /// @dev Arrivals, gate-out, empty return.
    uint32 internal constant GATE = 1 << 4;
    /// @dev Lights, holds and freezes.
    uint32 internal constant HOLD = 1 << 5;
    /// @dev Attest, suspend, revoke credit records; attest and revoke trade documents.
    uint32 internal constant ATTEST = 1 << 6;
    /// @dev Recognition rules, accreditation, schemes.
    uint32 internal constant RECOGNISE = 1 << 7;
    /// @dev Officers, agents, standing acceptances, consents.
    uint32 internal constant ADMINISTER = 1 << 8;

    /// @dev Every scope there is.
    uint32 internal constant ALL = (1 << 9) - 1;
}
