// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {Acts} from "../base/Acts.sol";

/// @title Governance: who may do what no member may do alone, and after which delay
/// @notice OpenZeppelin's AccessManager, whose acts can be signed like every other act of this ledger. Three roles are used: 0
/// administration (grants the others), 1 registrar (admits, suspends, strikes members; roots of credit; types of documents), 2 governor
/// (recoveries, court-ordered reassignment). Whoever has a role with an execution delay schedules an act first, in sight of all, and
/// performs it when the delay has passed and within a week after; a guardian of the role, or who scheduled it, can cancel it meanwhile.
///
/// from        | act             | by                                         | to          | event
/// ------------|-----------------|--------------------------------------------|-------------|-------------------
/// –           | grantRole       | the role's administration                  | has the role, from its grant delay on | RoleGranted
/// has it      | revokeRole      | the role's administration                  | –           | RoleRevoked
/// any         | setGrantDelay   | administration                             | the same    | RoleGrantDelayChanged
/// any         | setRoleGuardian | administration                             | the same    | RoleGuardianChanged
/// none        | schedule        | who has the role with a delay              | scheduled   | OperationScheduled
/// scheduled   | the act itself  | the same, when the delay has passed        | done        | OperationExecuted, and the act's own
/// scheduled   | cancel          | the same, or the role's guardian           | none        | OperationCanceled
///
/// Acts that call other contracts (execute, updateAuthority) cannot be signed: while one ran, whatever it called would speak as its signer.
contract Governance is AccessManager, Acts {
    /// @param administrator Who grants the first roles
    constructor(address administrator) AccessManager(administrator) Acts("Lading Governance") {}

    /// @dev The officer who signed, not the relayer. {AccessManager} asks this and nothing else who acts.
    function _msgSender() internal view override(Context) returns (address) {
        return _officer();
    }

    // Each type: the act's function with a capital, its parameters, `uint256 nonce,uint256 notAfter`. See ARCHITECTURE.md.
    function _typeHash(bytes4 selector) internal pure override returns (bytes32) {
        if (selector == this.grantRole.selector) {
            return
                keccak256(
                    "GrantRole(uint64 roleId,address account,uint32 executionDelay,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.revokeRole.selector) {
            return keccak256("RevokeRole(uint64 roleId,address account,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.setGrantDelay.selector) {
            return keccak256("SetGrantDelay(uint64 roleId,uint32 newDelay,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.setRoleGuardian.selector) {
            return keccak256("SetRoleGuardian(uint64 roleId,uint64 guardian,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.schedule.selector) {
            return keccak256("Schedule(address target,bytes data,uint48 when,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.cancel.selector) {
            return keccak256("Cancel(address caller,address target,bytes data,uint256 nonce,uint256 notAfter)");
        }
        return 0;
    }

    /// @dev The scheduled call is bytes of no fixed length.
    function _hasDynamicArguments(bytes4 selector) internal pure override returns (bool) {
        return selector == this.schedule.selector || selector == this.cancel.selector;
    }

    /// @dev A call enters as the hash of its bytes (EIP-712 encodeData).
    function _encodeArguments(bytes4 selector, bytes calldata arguments) internal pure override returns (bytes memory) {
        if (selector == this.schedule.selector) {
            (address target, bytes memory data, uint48 when) = abi.decode(arguments, (address, bytes, uint48));
            return abi.encode(target, keccak256(data), when);
        }
        (address caller, address called, bytes memory call_) = abi.decode(arguments, (address, address, bytes));
        return abi.encode(caller, called, keccak256(call_));
    }
}
