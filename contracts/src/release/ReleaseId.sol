// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";

/// @notice The right to collect one container at one terminal.
type ReleaseId is bytes32;

/// @dev No release.
ReleaseId constant NO_RELEASE = ReleaseId.wrap(0);

using {equalReleases as ==, differentReleases as !=} for ReleaseId global;

/// @dev True when both name the same release.
function equalReleases(ReleaseId a, ReleaseId b) pure returns (bool) {
    return ReleaseId.unwrap(a) == ReleaseId.unwrap(b);
}

/// @dev True when the ids name different releases.
function differentReleases(ReleaseId a, ReleaseId b) pure returns (bool) {
    return ReleaseId.unwrap(a) != ReleaseId.unwrap(b);
}

/// @dev keccak256(abi.encode(bytes32 basis, bytes32 container, uint32 terminal, uint32 sequence)). `basis` is the title's id, or the
/// sea waybill's reference; `sequence` counts the rights ever issued for the container, from 0.
function releaseIdOf(bytes32 basis, bytes32 container, MemberId terminal, uint32 sequence) pure returns (ReleaseId) {
    return ReleaseId.wrap(keccak256(abi.encode(basis, container, terminal, sequence)));
}
