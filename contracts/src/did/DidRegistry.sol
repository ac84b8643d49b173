// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Acts} from "../base/Acts.sol";
import {IDidRegistry} from "./IDidRegistry.sol";

/// @notice See {IDidRegistry}.
contract DidRegistry is IDidRegistry, Acts {
    /// @dev In the place of an owner, says that there is none any more. Nobody can hold the key of a chosen address.
    address private constant TOMBSTONE = address(uint160(uint256(keccak256("lading.did.tombstone"))));

    /// @dev The last moment of what was revoked. Zero, because a resolver's clock may run behind the ledger's.
    uint256 private constant ENDED = 0;

    mapping(address identity => address owner) private _owners;
    mapping(address identity => mapping(bytes32 delegateType => mapping(address delegate => uint256 validTo)))
        private _delegates;
    mapping(address identity => uint256 blockNumber) private _changed;

    constructor() Acts("Lading DID") {}

    // ------------------------------------------------------------------ acts

    /// @inheritdoc IDidRegistry
    function changeOwner(address identity, address newOwner) external {
        _requireOwner(identity);
        _setOwner(identity, newOwner);
    }

    /// @inheritdoc IDidRegistry
    function deactivate(address identity) external {
        _requireOwner(identity);
        _setOwner(identity, address(0));
    }

    /// @inheritdoc IDidRegistry
    function addDelegate(address identity, bytes32 delegateType, address delegate, uint256 validity) external {
        _requireOwner(identity);
        _setDelegate(identity, delegateType, delegate, _validTo(validity));
    }

    /// @inheritdoc IDidRegistry
    function revokeDelegate(address identity, bytes32 delegateType, address delegate) external {
        _requireOwner(identity);
        _setDelegate(identity, delegateType, delegate, ENDED);
    }

    /// @inheritdoc IDidRegistry
    function setAttribute(address identity, bytes32 name, bytes calldata value, uint256 validity) external {
        _requireOwner(identity);
        emit DIDAttributeChanged(identity, name, value, _validTo(validity), _touch(identity));
    }

    /// @inheritdoc IDidRegistry
    function revokeAttribute(address identity, bytes32 name, bytes calldata value) external {
        _requireOwner(identity);
        emit DIDAttributeChanged(identity, name, value, ENDED, _touch(identity));
    }

    // ------------------------------------------------------------------ reading

    /// @inheritdoc IDidRegistry
    function identityOwner(address identity) public view returns (address) {
        address owner = _owners[identity];
        if (owner == TOMBSTONE) return address(0);
        return owner == address(0) ? identity : owner;
    }

    /// @inheritdoc IDidRegistry
    function validDelegate(address identity, bytes32 delegateType, address delegate) external view returns (bool) {
        // solhint-disable-next-line not-rely-on-time -- validity is measured in block time
        return !isDeactivated(identity) && _delegates[identity][delegateType][delegate] >= block.timestamp;
    }

    /// @inheritdoc IDidRegistry
    function changed(address identity) external view returns (uint256) {
        return _changed[identity];
    }

    /// @inheritdoc IDidRegistry
    function delegates(address identity, bytes32 delegateType, address delegate) external view returns (uint256) {
        return _delegates[identity][delegateType][delegate];
    }

    /// @inheritdoc IDidRegistry
    function isDeactivated(address identity) public view returns (bool) {
        return _owners[identity] == TOMBSTONE;
    }

    // ------------------------------------------------------------------ private

    function _requireOwner(address identity) private view {
        if (isDeactivated(identity)) revert DidDeactivated(identity);
        address owner = identityOwner(identity);
        if (_officer() != owner) revert DidNotOwner(identity, _officer(), owner);
    }

    function _setOwner(address identity, address owner) private {
        if (owner == TOMBSTONE) owner = address(0);
        _owners[identity] = owner == address(0) ? TOMBSTONE : owner;
        emit DIDOwnerChanged(identity, owner, _touch(identity));
    }

    function _setDelegate(address identity, bytes32 delegateType, address delegate, uint256 validTo) private {
        _delegates[identity][delegateType][delegate] = validTo;
        emit DIDDelegateChanged(identity, delegateType, delegate, validTo, _touch(identity));
    }

    /// @dev Notes the change and returns the block of the one before: resolvers walk back along these.
    function _touch(address identity) private returns (uint256 previousChange) {
        previousChange = _changed[identity];
        _changed[identity] = block.number;
    }

    function _validTo(uint256 validity) private view returns (uint256) {
        // solhint-disable-next-line not-rely-on-time -- validity is measured in block time
        if (validity > type(uint256).max - block.timestamp) revert DidValidityTooLong(validity);
        // solhint-disable-next-line not-rely-on-time -- validity is measured in block time
        return block.timestamp + validity;
    }

    // ------------------------------------------------------------------ signing

    function _typeHash(bytes4 selector) internal pure override returns (bytes32) {
        if (selector == this.changeOwner.selector) {
            return keccak256("ChangeOwner(address identity,address newOwner,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.deactivate.selector) {
            return keccak256("Deactivate(address identity,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.addDelegate.selector) {
            return
                keccak256(
                    "AddDelegate(address identity,bytes32 delegateType,address delegate,uint256 validity,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.revokeDelegate.selector) {
            return
                keccak256(
                    "RevokeDelegate(address identity,bytes32 delegateType,address delegate,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.setAttribute.selector) {
            return
                keccak256(
                    "SetAttribute(address identity,bytes32 name,bytes value,uint256 validity,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.revokeAttribute.selector) {
            return
                keccak256("RevokeAttribute(address identity,bytes32 name,bytes value,uint256 nonce,uint256 notAfter)");
        }
        return 0;
    }

    function _hasDynamicArguments(bytes4 selector) internal pure override returns (bool) {
        return selector == this.setAttribute.selector || selector == this.revokeAttribute.selector;
    }

    /// @dev An attribute's value enters as the hash of its bytes (EIP-712 encodeData).
    function _encodeArguments(bytes4 selector, bytes calldata arguments) internal pure override returns (bytes memory) {
        if (selector == this.setAttribute.selector) {
            (address identity, bytes32 name, bytes memory value, uint256 validity) = abi.decode(
                arguments,
                (address, bytes32, bytes, uint256)
            );
            return abi.encode(identity, name, keccak256(value), validity);
        } else {
            (address identity, bytes32 name, bytes memory value) = abi.decode(arguments, (address, bytes32, bytes));
            return abi.encode(identity, name, keccak256(value));
        }
    }
}
