// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "./MemberId.sol";

/// @notice The hash chain over all acts of one right. Whoever holds the acts can recompute the head; an act left out,
/// moved or altered gives another head.
/// @dev trail' = keccak256(abi.encode(trail, act, from, to, state, instrument, timestamp)). Beyond DESIGN section 4 it commits to
/// `state`, the right's packed state word after the act, so that a proven head proves every intermediate state.
library Trail {
    /// @dev The next head. `act` is the right's own act number; `instrument` the digest of the signed off-chain statement or zero.
    function next(bytes32 trail, uint8 act, MemberId from, MemberId to, bytes32 state, bytes32 instrument)
        internal
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(trail, act, from, to, state, instrument, block.timestamp));
    }
}
