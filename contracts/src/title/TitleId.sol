// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";

/// @notice The singularity key of a bill of lading: one per carrier and transport document reference.
type TitleId is bytes32;

using {equal as ==} for TitleId global;

/// @dev True when both name the same bill.
function equal(TitleId a, TitleId b) pure returns (bool) {
    return TitleId.unwrap(a) == TitleId.unwrap(b);
}

/// @dev keccak256(abi.encode(uint32 carrier, bytes32 reference)); `reference` is the DCSA transportDocumentReference
/// (at most 20 characters) as left-aligned ASCII, padded with zero bytes.
function titleIdOf(MemberId carrier, bytes32 transportDocumentReference) pure returns (TitleId id) {
    assembly ("memory-safe") {
        mstore(0x00, carrier)
        mstore(0x20, transportDocumentReference)
        id := keccak256(0x00, 0x40)
    }
}
