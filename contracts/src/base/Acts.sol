// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IActs} from "./IActs.sol";

/// @dev Base of every registry. The signer of the running act lies in transient storage, which is empty outside
/// {actBySignature}; so a registry asks {_officer} and never `msg.sender`.
///
/// Why delegate-calling oneself is safe here: the callee is this very code, no function is payable, the call data is what the
/// officer signed, and only functions with a type hash can be reached, so neither entry point below can be nested.
///
/// A batch costs no second frame for an item: what can refuse it before its act runs does not revert, and is told as data.
abstract contract Acts is IActs, EIP712 {
    // CancelSignature(uint256 number,uint256 nonce,uint256 notAfter): cancelling is signed under a number of its own
    bytes32 private constant CANCEL_SIGNATURE_TYPEHASH = keccak256(
        "CancelSignature(uint256 number,uint256 nonce,uint256 notAfter)"
    );

    // The signer of the running act in the low 160 bits, the number of countersigners above: one transient read per act.
    uint256 private transient _signers;

    mapping(address officer => mapping(uint256 word => uint256 bits)) private _usedNonces;

    constructor(string memory name) EIP712(name, "1") {}

    /// @inheritdoc IActs
    function actBySignature(SignedAct calldata signed) external returns (bytes memory result) {
        bool success;
        (success, result) = _perform(signed);
        if (!success) LowLevelCall.bubbleRevert(result);
    }

    /// @inheritdoc IActs
    function actBatch(SignedAct[] calldata signed) external returns (ActResult[] memory results) {
        results = new ActResult[](signed.length);
        for (uint256 i = 0; i < signed.length; ++i) {
            (bool success, bytes memory result) = _perform(signed[i]);
            results[i] = ActResult(success, result);
            if (!success) emit ActRefused(i, signed[i].officer, signed[i].nonce, result);
        }
    }

    /// @inheritdoc IActs
    function cancelSignature(uint256 number) external {
        address officer = _officer();
        _useNonce(officer, number);
        emit ActSignatureCancelled(officer, number);
    }

    /// @inheritdoc IActs
    function isNonceUsed(address officer, uint256 nonce) public view returns (bool) {
        return _usedNonces[officer][nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    /// @inheritdoc IActs
    function actTypeHash(bytes4 selector) external pure returns (bytes32) {
        return _signableTypeHash(selector);
    }

    /// @inheritdoc IActs
    function actDigest(bytes calldata call_, uint256 nonce, uint256 notAfter) public view returns (bytes32) {
        bytes4 selector = bytes4(call_);
        bytes32 typeHash = _signableTypeHash(selector);
        if (typeHash == 0 || call_.length < 4) revert ActNotSignable(selector);
        if (!_hasDynamicArguments(selector)) return _digestOfWords(typeHash, call_, nonce, notAfter);
        bytes memory arguments = _encodeArguments(selector, call_[4:]);
        return _hashTypedDataV4(keccak256(abi.encodePacked(typeHash, arguments, nonce, notAfter)));
    }

    /// @dev The type hash of an act of this registry, zero for anything that may not be signed.
    function _typeHash(bytes4 selector) internal pure virtual returns (bytes32);

    /// @dev True for an act that has arguments of no fixed length.
    function _hasDynamicArguments(bytes4) internal pure virtual returns (bool) {
        return false;
    }

    /// @dev EIP-712 `encodeData` of the arguments of an act for which {_hasDynamicArguments} is true.
    function _encodeArguments(bytes4, bytes calldata arguments) internal pure virtual returns (bytes memory) {
        return arguments;
    }

    /// @dev Who acts: the signer of the running signed act, else the caller.
    function _officer() internal view returns (address) {
        return _officerIn(_signers);
    }

    /// @dev The officer and the number of countersigners of the running act.
    function _signatories() internal view returns (address officer, uint256 countersigners) {
        uint256 signers = _signers;
        return (_officerIn(signers), signers >> 160);
    }

    /// @dev The officers who countersigned the running act, ascending.
    function _countersigners() internal view returns (address[] memory officers) {
        uint256 count = _signers >> 160;
        officers = new address[](count);
        for (uint256 i = 0; i < count; ++i) {
            bytes32 slot = _cosignerSlot(i);
            address officer;
            assembly ("memory-safe") {
                officer := tload(slot)
            }
            officers[i] = officer;
        }
    }

    /// @dev True when the running act was countersigned.
    function _isCountersigned() internal view returns (bool) {
        return _signers >> 160 != 0;
    }

    function _officerIn(uint256 signers) private view returns (address) {
        address signer = address(uint160(signers));
        return signer == address(0) ? msg.sender : signer;
    }

    function _signableTypeHash(bytes4 selector) private pure returns (bytes32) {
        return selector == this.cancelSignature.selector ? CANCEL_SIGNATURE_TYPEHASH : _typeHash(selector);
    }

    /// @dev Performs an act in a frame of its own, with which its effects go when it is refused. Nothing here reverts, so that a
    /// batch goes on; `result` is then the reason.
    function _perform(SignedAct calldata signed) private returns (bool success, bytes memory result) {
        result = _check(signed);
        if (result.length != 0) return (false, result);
        // Spent before the act runs: whatever it calls cannot bring the same signature again.
        mapping(uint256 => uint256) storage used = _usedNonces[signed.officer];
        uint256 word = signed.nonce >> 8;
        uint256 bit = 1 << (signed.nonce & 0xff);
        used[word] |= bit;
        _signers = (signed.countersignatures.length << 160) | uint160(signed.officer);
        success = LowLevelCall.delegatecallNoReturn(address(this), signed.call);
        result = LowLevelCall.returnData();
        _signers = 0;
        if (success) emit ActSigned(signed.officer, signed.nonce, bytes4(signed.call));
        else used[word] &= ~bit;
    }

    /// @dev The digest of an act whose arguments are words: their ABI encoding is the one that EIP-712 asks for.
    function _digestOfWords(
        bytes32 typeHash,
        bytes calldata call_,
        uint256 nonce,
        uint256 notAfter
    ) private view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encodePacked(typeHash, call_[4:], nonce, notAfter)));
    }

    /// @dev Why an act may not run, as the error's data; empty where it may. Leaves the countersigners in transient storage.
    function _check(SignedAct calldata signed) private returns (bytes memory refusal) {
        if (block.timestamp > signed.notAfter) {
            return abi.encodeWithSelector(ActSignatureExpired.selector, signed.notAfter, block.timestamp);
        }
        bytes32 digest;
        bytes4 selector = bytes4(signed.call);
        bytes32 typeHash = _signableTypeHash(selector);
        if (typeHash == 0 || signed.call.length < 4) {
            return abi.encodeWithSelector(ActNotSignable.selector, selector);
        }
        if (_hasDynamicArguments(selector)) {
            // Data that does not decode reverts, and must not take a batch with it.
            try this.actDigest(signed.call, signed.nonce, signed.notAfter) returns (bytes32 computed) {
                digest = computed;
            } catch (bytes memory reason) {
                return reason.length == 0 ? abi.encodeWithSelector(ActNotSignable.selector, selector) : reason;
            }
        } else {
            digest = _digestOfWords(typeHash, signed.call, signed.nonce, signed.notAfter);
        }
        if (!SignatureChecker.isValidSignatureNow(signed.officer, digest, signed.signature)) {
            return abi.encodeWithSelector(ActSignatureInvalid.selector, signed.officer);
        }
        if (isNonceUsed(signed.officer, signed.nonce)) {
            return abi.encodeWithSelector(ActNonceUsed.selector, signed.officer, signed.nonce);
        }
        return _acceptCountersignatures(digest, signed.countersignatures);
    }

    function _acceptCountersignatures(
        bytes32 digest,
        Countersignature[] calldata countersignatures
    ) private returns (bytes memory refusal) {
        address previous = address(0);
        for (uint256 i = 0; i < countersignatures.length; ++i) {
            address officer = countersignatures[i].officer;
            // Ascending order makes every countersigner a different one.
            if (officer <= previous) return abi.encodeWithSelector(ActCountersignatureOrder.selector, officer);
            if (!SignatureChecker.isValidSignatureNow(officer, digest, countersignatures[i].signature)) {
                return abi.encodeWithSelector(ActSignatureInvalid.selector, officer);
            }
            bytes32 slot = _cosignerSlot(i);
            assembly ("memory-safe") {
                tstore(slot, officer)
            }
            previous = officer;
        }
    }

    function _cosignerSlot(uint256 index) private pure returns (bytes32) {
        return bytes32(uint256(keccak256("lading.acts.countersigners")) + index);
    }

    function _useNonce(address officer, uint256 nonce) private {
        uint256 bit = 1 << (nonce & 0xff);
        uint256 bits = _usedNonces[officer][nonce >> 8];
        if (bits & bit != 0) revert ActNonceUsed(officer, nonce);
        _usedNonces[officer][nonce >> 8] = bits | bit;
    }
}
