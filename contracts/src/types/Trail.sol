// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "./MemberId.sol";

/// @notice The hash chain over all acts of one right. Whoever holds the acts can recompute the head; an act left out,
/// moved or altered gives another head.
/// @dev trail' = keccak256(abi.encode(trail, act, from, to, state, instrument, timestamp)). Beyond DESIGN section 4 it commits to
/// `state`, the right's packed state word after the act, so that a proven head proves every intermediate state.
library Trail {
    /// @dev The next head. `act` is the right's own act number; `instrument` the digest of the signed off-chain statement or zero.
    function next(
        bytes32 trail,
        uint8 act,
        MemberId from,
        MemberId to,
        bytes32 state,
        bytes32 instrument
    ) internal view returns (bytes32 head) {
        // The hash above without allocating memory: this runs in every act. Narrow values are cleaned, as abi.encode would.
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, trail)
            mstore(add(free, 0x20), and(act, 0xff))
            mstore(add(free, 0x40), and(from, 0xffffffff))
            mstore(add(free, 0x60), and(to, 0xffffffff))
            mstore(add(free, 0x80), state)
            mstore(add(free, 0xa0), instrument)
            mstore(add(free, 0xc0), timestamp())
            head := keccak256(free, 0xe0)
        }
    }
}
