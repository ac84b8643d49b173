// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";

/// @notice What one agency attests about one enterprise.
type AttestationId is bytes32;
/// @notice One version of an agency's scheme of grades. Zero is none.
type SchemeId is uint32;
/// @notice One agency's rule to give effect to the grades of a scheme.
type RuleId is bytes32;
/// @notice One entry of an enterprise on an agency's list of the dishonest.
type FlagId is bytes32;

/// @dev No attestation.
AttestationId constant NO_ATTESTATION = AttestationId.wrap(0);

using {equalAttestations as ==} for AttestationId global;

/// @dev True when both name the same attestation.
function equalAttestations(AttestationId a, AttestationId b) pure returns (bool) {
    return AttestationId.unwrap(a) == AttestationId.unwrap(b);
}

/// @dev A member as the subject of a record. Pseudonyms are greater than every one of these.
function subjectOf(MemberId member) pure returns (bytes32) {
    return bytes32(uint256(MemberId.unwrap(member)));
}

/// @dev The first attestation of a subject in a scheme: keccak256(abi.encode(uint32 scheme, bytes32 subject)), the subject being a
/// pseudonym or a member's number.
function firstAttestation(SchemeId scheme, bytes32 subject) pure returns (AttestationId id) {
    assembly ("memory-safe") {
        // The compiler leaves what lies above 32 bits as it comes.
        mstore(0x00, and(scheme, 0xffffffff))
        mstore(0x20, subject)
        id := keccak256(0x00, 0x40)
    }
}

/// @dev The one after it: keccak256(abi.encode(bytes32 attestation)). A subject's attestations in a scheme form one file.
function nextAttestation(AttestationId attestation) pure returns (AttestationId id) {
    assembly ("memory-safe") {
        mstore(0x00, attestation)
        id := keccak256(0x00, 0x20)
    }
}

/// @dev keccak256(abi.encode(uint32 agency, uint256 index)): the agency's rules, numbered from 0.
function ruleIdOf(MemberId agency, uint256 index) pure returns (RuleId) {
    return RuleId.wrap(keccak256(abi.encode(agency, index)));
}

/// @dev keccak256(abi.encode(bytes32 subject, uint256 index)): the subject's flags, numbered from 0.
function flagIdOf(bytes32 subject, uint256 index) pure returns (FlagId) {
    return FlagId.wrap(keccak256(abi.encode(subject, index)));
}
