// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";
import {TitleId} from "../title/TitleId.sol";
import {State as TitlePhase} from "../title/TitleState.sol";

/// @notice All that a release asks of the titles registry.
interface ITitleBasis {
    /// @notice What a release of the goods may be based on
    /// @param title The bill
    /// @return carrier Its carrier
    /// @return entitled Who surrendered it, or holds it
    /// @return state Where it stands; only Accomplished permits a release against the bill
    /// @return delivered Whether the goods were delivered without presentation
    function releaseBasis(
        TitleId title
    ) external view returns (MemberId carrier, MemberId entitled, TitlePhase state, bool delivered);
}
