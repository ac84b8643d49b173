// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";
import {SchemeId} from "./CreditIds.sol";

/// @notice An attestation in one word: the `state` of its events and trail. Bits, lowest first:
///   0–31   agency
///  32–63   subject, nobody where it is a pseudonym
///  64–95   scheme
///  96–103  grade, 1 the best
/// 104–143  validFrom, seconds
/// 144–183  validUntil, seconds
/// 184–191  –
/// 192–195  status: 1 active, 2 suspended, 3 revoked, 4 superseded
/// 196      under objection
/// 197      another attestation follows in the file
/// 198      repairs the one before it
/// 199      –
/// 200–215  reason of the last change, the agency's own code
/// 216–255  when the status changed last, seconds
type AttestationWord is uint256;

using AttestationWords for AttestationWord global;

/// @dev Accessors of the word. Each `with…` returns a changed copy.
library AttestationWords {
    uint256 internal constant UNDER_OBJECTION = 1 << 196;
    uint256 internal constant HAS_NEXT = 1 << 197;
    uint256 internal constant REPAIR = 1 << 198;
    uint256 private constant STATUS_AND_CAUSE = (0xf << 192) | (uint256(0xffffffffffffff) << 200);

    /// @dev The word of a new, active attestation.
    function given(
        MemberId agency_,
        MemberId subject_,
        SchemeId scheme_,
        uint8 grade_,
        uint40 validFrom_,
        uint40 validUntil_
    ) internal view returns (AttestationWord) {
        return
            AttestationWord.wrap(
                uint256(MemberId.unwrap(agency_)) |
                    (uint256(MemberId.unwrap(subject_)) << 32) |
                    (uint256(SchemeId.unwrap(scheme_)) << 64) |
                    (uint256(grade_) << 96) |
                    (uint256(validFrom_) << 104) |
                    (uint256(validUntil_) << 144) |
                    (1 << 192) |
                    (block.timestamp << 216)
            );
    }

    function agency(AttestationWord w) internal pure returns (MemberId) {
        return MemberId.wrap(uint32(AttestationWord.unwrap(w)));
    }

    function subject(AttestationWord w) internal pure returns (MemberId) {
        return MemberId.wrap(uint32(AttestationWord.unwrap(w) >> 32));
    }

    function scheme(AttestationWord w) internal pure returns (SchemeId) {
        return SchemeId.wrap(uint32(AttestationWord.unwrap(w) >> 64));
    }

    function grade(AttestationWord w) internal pure returns (uint8) {
        return uint8(AttestationWord.unwrap(w) >> 96);
    }

    function validFrom(AttestationWord w) internal pure returns (uint40) {
        return uint40(AttestationWord.unwrap(w) >> 104);
    }

    function validUntil(AttestationWord w) internal pure returns (uint40) {
        return uint40(AttestationWord.unwrap(w) >> 144);
    }

    function status(AttestationWord w) internal pure returns (uint256) {
        return (AttestationWord.unwrap(w) >> 192) & 0xf;
    }

    function reason(AttestationWord w) internal pure returns (uint16) {
        return uint16(AttestationWord.unwrap(w) >> 200);
    }

    function changedAt(AttestationWord w) internal pure returns (uint40) {
        return uint40(AttestationWord.unwrap(w) >> 216);
    }

    function has(AttestationWord w, uint256 flag) internal pure returns (bool) {
        return AttestationWord.unwrap(w) & flag != 0;
    }

    function withFlag(AttestationWord w, uint256 flag) internal pure returns (AttestationWord) {
        return AttestationWord.wrap(AttestationWord.unwrap(w) | flag);
    }

    function withoutFlag(AttestationWord w, uint256 flag) internal pure returns (AttestationWord) {
        return AttestationWord.wrap(AttestationWord.unwrap(w) & ~flag);
    }

    /// @dev Another status from now on, for a reason.
    function withStatus(AttestationWord w, uint256 status_, uint16 reason_) internal view returns (AttestationWord) {
        return
            AttestationWord.wrap(
                (AttestationWord.unwrap(w) & ~STATUS_AND_CAUSE) |
                    (status_ << 192) |
                    (uint256(reason_) << 200) |
                    (block.timestamp << 216)
            );
    }
}
