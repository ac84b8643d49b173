// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A legal entity admitted to the ledger. Zero is nobody. Four bytes, so that a whole title fits one storage slot.
type MemberId is uint32;

/// @dev The absence of a member: the endorsee of a bearer bill, the pledgee of an unpledged one.
MemberId constant NOBODY = MemberId.wrap(0);

using {equal as ==, different as !=} for MemberId global;

/// @dev True when both ids name the same member.
function equal(MemberId a, MemberId b) pure returns (bool) {
    return MemberId.unwrap(a) == MemberId.unwrap(b);
}

/// @dev True when the ids name different members.
function different(MemberId a, MemberId b) pure returns (bool) {
    return MemberId.unwrap(a) != MemberId.unwrap(b);
}
