// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IActs} from "../base/IActs.sol";

/// @title DIDs: who controls an identity, and its further keys and services
/// @notice ERC-1056's functions and events, so that a public `did:ethr` resolver reads them. Every address is an identity that
/// owns itself until it says otherwise; nobody registers it.
///
/// from        | act             | by    | to          | event
/// ------------|-----------------|-------|-------------|------------------------
/// Alive       | changeOwner     | owner | Alive       | DIDOwnerChanged
/// Alive       | changeOwner (0) | owner | Deactivated | DIDOwnerChanged (final)
/// Alive       | deactivate      | owner | Deactivated | DIDOwnerChanged (final)
/// Alive       | addDelegate     | owner | Alive       | DIDDelegateChanged
/// Alive       | revokeDelegate  | owner | Alive       | DIDDelegateChanged
/// Alive       | setAttribute    | owner | Alive       | DIDAttributeChanged
/// Alive       | revokeAttribute | owner | Alive       | DIDAttributeChanged
///
/// What differs from the reference registry of ERC-1056:
/// - Deactivation is a tombstone. There, setting the owner to zero made the identity's first key its owner again.
/// - Signatures are EIP-712, with chain id, registry, a last moment and an unordered nonce ({IActs-actBySignature}); the
///   `...Signed` functions and their `nonce(address)` do not exist. The owner may be an ERC-1271 contract of several keys.
/// - What is revoked has `validTo` zero, so that it is void at once also for a resolver whose clock runs behind the ledger's.
interface IDidRegistry is IActs {
    /// @notice Thrown when somebody else than its owner changes an identity
    /// @param identity Which
    /// @param actor Who tried
    /// @param owner Who may
    error DidNotOwner(address identity, address actor, address owner);
    /// @notice Thrown when an identity was deactivated, which is final
    /// @param identity Which
    error DidDeactivated(address identity);
    /// @notice Thrown when a validity reaches beyond the end of time
    /// @param validity Seconds from now
    error DidValidityTooLong(uint256 validity);

    /// @notice The identity has another owner; the zero address when it was deactivated for good (ERC-1056)
    /// @param identity Which
    /// @param owner Its owner now
    /// @param previousChange Block of the change before, zero if none
    event DIDOwnerChanged(address indexed identity, address owner, uint256 previousChange);
    /// @notice The identity has a delegate, or no longer has it (ERC-1056)
    /// @param identity Which
    /// @param delegateType Left-aligned ASCII, such as `veriKey` or `sigAuth`
    /// @param delegate The key
    /// @param validTo Last moment of validity, seconds; zero when revoked
    /// @param previousChange Block of the change before, zero if none
    event DIDDelegateChanged(
        address indexed identity,
        bytes32 delegateType,
        address delegate,
        uint256 validTo,
        uint256 previousChange
    );
    /// @notice The identity has an attribute, or no longer has it (ERC-1056)
    /// @param identity Which
    /// @param name Left-aligned ASCII, such as `did/svc/Lading` or `did/pub/X25519/enc/base64`
    /// @param value The attribute
    /// @param validTo Last moment of validity, seconds; zero when revoked
    /// @param previousChange Block of the change before, zero if none
    event DIDAttributeChanged(
        address indexed identity,
        bytes32 name,
        bytes value,
        uint256 validTo,
        uint256 previousChange
    );

    /// @notice Gives an identity to another key. The zero address deactivates it for good.
    /// @param identity Which
    /// @param newOwner Its new owner: an account or an ERC-1271 contract
    function changeOwner(address identity, address newOwner) external;

    /// @notice Deactivates an identity for good: no key, old or new, can change it again.
    /// @param identity Which
    function deactivate(address identity) external;

    /// @notice Gives an identity a further key.
    /// @param identity Which
    /// @param delegateType Left-aligned ASCII: `veriKey` (may sign for it) or `sigAuth` (may also authenticate as it)
    /// @param delegate The key
    /// @param validity Seconds from now
    function addDelegate(address identity, bytes32 delegateType, address delegate, uint256 validity) external;

    /// @notice Takes a further key away, at once.
    /// @param identity Which
    /// @param delegateType As given
    /// @param delegate The key
    function revokeDelegate(address identity, bytes32 delegateType, address delegate) external;

    /// @notice Gives an identity an attribute: a service or a public key.
    /// @param identity Which
    /// @param name Left-aligned ASCII, `did/svc/<type>` or `did/pub/<algorithm>/<purpose>/<encoding>`
    /// @param value The attribute
    /// @param validity Seconds from now
    function setAttribute(address identity, bytes32 name, bytes calldata value, uint256 validity) external;

    /// @notice Takes an attribute away, at once.
    /// @param identity Which
    /// @param name As given
    /// @param value As given
    function revokeAttribute(address identity, bytes32 name, bytes calldata value) external;

    /// @notice Who may change an identity; the zero address once it is deactivated
    /// @param identity Which
    function identityOwner(address identity) external view returns (address);

    /// @notice Whether a delegate is valid now; never for a deactivated identity
    /// @param identity Which
    /// @param delegateType As given
    /// @param delegate The key
    function validDelegate(address identity, bytes32 delegateType, address delegate) external view returns (bool);

    /// @notice Block of the identity's last change, zero if it never changed
    /// @param identity Which
    function changed(address identity) external view returns (uint256);

    /// @notice Last moment of a delegate's validity, seconds; zero if it never was one
    /// @param identity Which
    /// @param delegateType As given
    /// @param delegate The key
    function delegates(address identity, bytes32 delegateType, address delegate) external view returns (uint256);

    /// @notice Whether an identity was deactivated
    /// @param identity Which
    function isDeactivated(address identity) external view returns (bool);
}
