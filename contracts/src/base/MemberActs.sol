// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Acts} from "./Acts.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
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
        (member, roles, ) = _actorWith(scope, NOBODY);
    }

    /// @dev The same with the roles of a counterparty, zero unless that is an active member.
    function _actorWith(
        uint32 scope,
        MemberId counterparty
    ) internal view returns (MemberId member, uint32 roles, uint32 counterpartyRoles) {
        (address officer, uint256 countersigners) = _signatories();
        if (countersigners != 0) {
            (member, roles) = members.authoriseJointly(officer, _countersigners(), scope);
            return (member, roles, counterparty == NOBODY ? 0 : members.activeRoles(counterparty));
        }
        // members.authorise(officer, scope, counterparty), without the compiler's copies: this runs in every act.
        address registry = address(members);
        bytes4 selector = IMemberRegistry.authoriseWith.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, selector)
            mstore(add(free, 0x04), officer)
            mstore(add(free, 0x24), and(scope, 0xffffffff))
            mstore(add(free, 0x44), and(counterparty, 0xffffffff))
            let success := staticcall(gas(), registry, free, 0x64, free, 0x60)
            if iszero(and(success, gt(returndatasize(), 0x5f))) {
                returndatacopy(free, 0, returndatasize())
                revert(free, returndatasize())
            }
            member := mload(free)
            roles := mload(add(free, 0x20))
            counterpartyRoles := mload(add(free, 0x40))
        }
    }

    /// @dev The acting member, where it acts for `principal`: the principal itself, or an agent it listed for the scope.
    function _actorFor(MemberId principal, uint32 scope) internal view returns (MemberId member, uint32 roles) {
        (member, roles) = _actor(scope);
        if (!_actsFor(principal, member, scope)) revert ActNotFor(member, principal);
    }

    /// @dev Whether a member is the principal, or an agent that it listed for the scope.
    function _actsFor(MemberId principal, MemberId member, uint32 scope) internal view returns (bool) {
        return member == principal || members.isAgent(principal, member, scope);
    }

    /// @dev Whether a key that acted earlier may still act for its member: what an officer proposed falls with the officer.
    function _isOfficerStill(address key, uint32 scope) internal view returns (bool) {
        IMemberRegistry.Officer memory officer = members.getOfficer(key);
        return
            officer.scopes & scope != 0 &&
            // solhint-disable-next-line not-rely-on-time -- authority is measured in block time
            block.timestamp <= officer.validUntil &&
            officer.generation == members.getMember(officer.member).generation;
    }

    /// @notice Thrown when a member acts for another that did not list it as its agent for the scope
    /// @param member Who acts
    /// @param principal For whom
    error ActNotFor(MemberId member, MemberId principal);
}
