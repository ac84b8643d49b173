// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../../contracts/src/types/MemberId.sol";
import {TitleId, titleIdOf} from "../../contracts/src/title/TitleId.sol";

/// @notice What the vectors of test/vectors are in Solidity: the same files are read by the tests of the sdk and of the command line.
contract Vectors {
    /// @notice The content digest of a document's canonical text (RFC 8785)
    /// @param canonical The text, UTF-8
    /// @return digest SHA-256
    function contentDigest(bytes calldata canonical) external pure returns (bytes32 digest) {
        return sha256(canonical);
    }

    /// @notice The key of a bill
    /// @param carrier The carrier's number
    /// @param word The bill's number as a word
    /// @return The id
    function title(MemberId carrier, bytes32 word) external pure returns (TitleId) {
        return titleIdOf(carrier, word);
    }
}
