// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Acts: one body for direct and for signed acts
/// @notice Every act of a registry is one external function. An officer calls it directly, or signs it (EIP-712) and anyone
/// relays it through {actBySignature} or {actBatch}; both ways run the very same function.
interface IActs {
    /// @notice A further officer's signature over the same act, where the member's rules ask for several (maker-checker).
    /// @param officer The countersigning officer (an account or an ERC-1271 contract)
    /// @param signature The officer's signature over the same EIP-712 digest
    struct Countersignature {
        address officer;
        bytes signature;
    }

    /// @notice An act as its officer signed it.
    /// @param call The ABI-encoded call of the act's function on this registry
    /// @param officer Who signed (an account or an ERC-1271 contract)
    /// @param nonce Any number that this officer has not used here; unordered, so officers sign in parallel
    /// @param notAfter Last moment at which the signature may be used, seconds since 1970
    /// @param signature EIP-712 signature over the act's own type, or what ERC-1271 expects
    /// @param countersignatures Further officers of the same member, in ascending order of address; empty unless required
    struct SignedAct {
        bytes call;
        address officer;
        uint256 nonce;
        uint256 notAfter;
        bytes signature;
        Countersignature[] countersignatures;
    }

    /// @notice What became of one item of a batch.
    /// @param success Whether the act took effect
    /// @param result The act's return data, or its revert data
    struct ActResult {
        bool success;
        bytes result;
    }

    /// @notice Thrown when a signature comes too late
    /// @param notAfter Last permitted moment, seconds
    /// @param timestamp The block's time, seconds
    error ActSignatureExpired(uint256 notAfter, uint256 timestamp);
    /// @notice Thrown when the signature was used or cancelled before
    /// @param officer Who signed
    /// @param nonce The number already used
    error ActNonceUsed(address officer, uint256 nonce);
    /// @notice Thrown when a signature is not the named officer's signature over this very act on this ledger
    /// @param officer Who was said to have signed
    error ActSignatureInvalid(address officer);
    /// @notice Thrown when the function may not be called by signature
    /// @param selector The function's selector
    error ActNotSignable(bytes4 selector);
    /// @notice Thrown when countersignatures are not in ascending order of officer, or repeat one
    /// @param officer The one out of order
    error ActCountersignatureOrder(address officer);

    /// @notice An officer's signature number was spent on an act. Comes after the act's own events; those between it and the
    /// {ActSigned} or {ActRefused} before it in the same transaction are this act's.
    /// @param officer Who signed
    /// @param nonce The number, now used
    /// @param selector The act's function
    event ActSigned(address indexed officer, uint256 nonce, bytes4 selector);
    /// @notice One item of a batch did not take effect; its signature stays usable until `notAfter` unless cancelled
    /// @param index Position in the batch, from 0
    /// @param officer Who signed
    /// @param nonce The signature's number
    /// @param reason The act's revert data
    event ActRefused(uint256 index, address indexed officer, uint256 nonce, bytes reason);
    /// @notice An officer made its own unused signature unusable
    /// @param officer Whose
    /// @param nonce The number, now used
    event ActSignatureCancelled(address indexed officer, uint256 nonce);

    /// @notice Performs an act that its officer signed. Anyone may relay it.
    /// @param signed The act
    /// @return result The act's return data
    function actBySignature(SignedAct calldata signed) external returns (bytes memory result);

    /// @notice Performs many signed acts, in order. A bad item is reported by {ActRefused} and does not stop the others.
    /// @param signed The acts
    /// @return results One per item
    function actBatch(SignedAct[] calldata signed) external returns (ActResult[] memory results);

    /// @notice Makes one's own unused signature unusable
    /// @param number The signature's number
    function cancelSignature(uint256 number) external;

    /// @notice Whether an officer's signature number was used or cancelled
    /// @param officer Whose
    /// @param nonce The number
    function isNonceUsed(address officer, uint256 nonce) external view returns (bool);

    /// @notice The EIP-712 type hash of an act, zero if it may not be signed
    /// @param selector The act's function
    function actTypeHash(bytes4 selector) external pure returns (bytes32);

    /// @notice The EIP-712 digest that an officer signs for a call
    /// @param call_ The ABI-encoded call
    /// @param nonce The signature's number
    /// @param notAfter Last moment of use, seconds
    function actDigest(bytes calldata call_, uint256 nonce, uint256 notAfter) external view returns (bytes32);
}
