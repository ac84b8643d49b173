// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";

/// @notice One attestation of one trade document by one issuer. Whoever has the document and knows its issuer can compute it.
type DocumentId is bytes32;

using {equal as ==, different as !=} for DocumentId global;

/// @dev True when both name the same document.
function equal(DocumentId a, DocumentId b) pure returns (bool) {
    return DocumentId.unwrap(a) == DocumentId.unwrap(b);
}

/// @dev True when they name different documents.
function different(DocumentId a, DocumentId b) pure returns (bool) {
    return DocumentId.unwrap(a) != DocumentId.unwrap(b);
}

/// @dev keccak256(abi.encode(uint32 issuer, bytes32 schema, bytes32 digest))
function documentIdOf(MemberId issuer, bytes32 schema, bytes32 digest) pure returns (DocumentId) {
    return DocumentId.wrap(keccak256(abi.encode(issuer, schema, digest)));
}
