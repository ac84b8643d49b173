// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One registration of one financier for one fingerprint.
type FinancingId is bytes32;

using {equal as ==, different as !=} for FinancingId global;

/// @dev No financing.
FinancingId constant NO_FINANCING = FinancingId.wrap(0);

/// @dev True when both name the same registration.
function equal(FinancingId a, FinancingId b) pure returns (bool) {
    return FinancingId.unwrap(a) == FinancingId.unwrap(b);
}

/// @dev True when they name different registrations.
function different(FinancingId a, FinancingId b) pure returns (bool) {
    return FinancingId.unwrap(a) != FinancingId.unwrap(b);
}

/// @dev keccak256(abi.encode(bytes32 fingerprint, bytes32 commitment))
function financingIdOf(bytes32 fingerprint, bytes32 commitment) pure returns (FinancingId) {
    return FinancingId.wrap(keccak256(abi.encode(fingerprint, commitment)));
}
