// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Container numbers of ISO 6346, as 11 ASCII characters left-aligned in 32 bytes, so that typed data shows them.
library ContainerNumber {
    /// @dev True when shape (three letters, one of U J Z R, seven digits) and check digit are right and nothing follows.
    function isValid(bytes32 container) internal pure returns (bool) {
        if (uint256(container) << 88 != 0) return false;
        uint256 sum = 0;
        for (uint256 i = 0; i < 10; ++i) {
            uint256 character = uint8(container[i]);
            uint256 value;
            if (i < 4) {
                if (character < 65 || character > 90) return false;
                uint256 position = character - 65;
                // ISO 6346 annex A: letters count from 10, leaving out 11, 22 and 33.
                value = position + 10 + (position + 9) / 10;
            } else {
                if (character < 48 || character > 57) return false;
                value = character - 48;
            }
            sum += value << i;
        }
        bytes1 category = container[3];
        if (category != "U" && category != "J" && category != "Z" && category != "R") return false;
        uint256 digit = uint8(container[10]);
        // A remainder of 10 is written as 0.
        return digit >= 48 && digit <= 57 && (sum % 11) % 10 == digit - 48;
    }
}
