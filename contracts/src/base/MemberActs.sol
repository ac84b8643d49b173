// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Acts} from "./Acts.sol";
import {MemberId} from "../types/MemberId.sol";
import {IMemberRegistry} from "../members/IMemberRegistry.sol";

/// @dev Base of the registries of rights: acts whose officer's authority the members registry decides.
abstract contract MemberActs is Acts {
    /// @notice The members registry that decides who may act
    IMemberRegistry public immutable members;

    constructor(string memory name, IMemberRegistry members_) Acts(name) {
        members = members_;
    }

    /// @dev The member that acts, and its roles; reverts unless the officer (and its countersigners) may act within the scope.
    function _actor(uint32 scope) internal view returns (MemberId member, uint32 roles) {
        return _isCountersigned()
            ? members.authoriseJointly(_officer(), _countersigners(), scope)
            : members.authorise(_officer(), scope);
    }

    /// @dev The acting member, where it acts for `principal`: the principal itself, or an agent it listed for the scope.
    function _actorFor(MemberId principal, uint32 scope) internal view returns (MemberId member, uint32 roles) {
        (member, roles) = _actor(scope);
        if (member != principal && !members.isAgent(principal, member, scope)) {
            revert ActNotFor(member, principal);
        }
    }

    /// @notice Thrown when a member acts for another that did not list it as its agent for the scope
    /// @param member Who acts
    /// @param principal For whom
    error ActNotFor(MemberId member, MemberId principal);
}
