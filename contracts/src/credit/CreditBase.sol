// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {MemberActs} from "../base/MemberActs.sol";
import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {AttestationWord, AttestationWords} from "./AttestationWord.sol";
import {AttestationId, FlagId, RuleId, SchemeId, nextAttestation} from "./CreditIds.sol";
import {ICreditFacts} from "./ICreditFacts.sol";

/// @dev What {CreditRegistry} and {CreditRareActs} share: storage, and the questions about accreditation and time. The rare acts run
/// by delegate call on the registry's storage, so all of it is declared here.
abstract contract CreditBase is ICreditFacts, MemberActs, AccessManaged {
    /// @dev Root, agency, office and two more; bounds every walk up the tree.
    uint8 internal constant MAX_DEPTH = 4;

    /// @dev An attestation takes two slots: `facts` are the bits 0 to 191 of its word; `head` its bits 192 to 255, and in its lowest 192 bits
    /// the head of its trail. So an act after the first writes one slot. 192 bits keep a collision at 2^96 hashes.
    struct Record {
        uint256 facts;
        uint256 head;
    }

    uint32 internal _schemeCount;
    mapping(MemberId agency => Accreditation) internal _accreditations;
    mapping(MemberId agency => Accreditation[]) internal _formerAccreditations;
    mapping(MemberId agency => MemberId) internal _successors;
    mapping(SchemeId scheme => Scheme) internal _schemes;
    mapping(SchemeId scheme => bytes32) internal _schemeCodes;
    mapping(bytes32 publisherCodeVersion => SchemeId) internal _schemeIds;
    mapping(MemberId publisher => SchemeId[]) internal _schemesOf;
    mapping(SchemeId scheme => mapping(uint8 grade => bytes32)) internal _gradeNames;
    mapping(AttestationId attestation => Record) internal _records;
    mapping(bytes32 attestationOrRule => Interval[]) internal _rests;
    mapping(FlagId flag => Flag) internal _flags;
    mapping(bytes32 subject => FlagId[]) internal _flagsOf;
    mapping(RuleId rule => Rule) internal _rules;
    mapping(RuleId rule => bytes32) internal _ruleTrails;
    mapping(MemberId agency => RuleId[]) internal _rulesOf;
    mapping(MemberId subject => mapping(MemberId agency => mapping(uint16 purpose => Interval[]))) internal _consents;

    constructor(
        IMemberRegistry members_,
        address authority_
    ) MemberActs("Lading Credit", members_) AccessManaged(authority_) {}

    // ------------------------------------------------------------------ accreditation

    /// @dev Reverts unless the member and every agency above it is accredited now, in a field (zero for any).
    function _requireAccredited(MemberId member, uint32 field) internal view {
        (bool live, ) = _walk(member, field, _now(), NOBODY);
        if (!live) revert CreditNotAccredited(member, field);
    }

    /// @dev Walks to the root. `met` says whether `through` is the member itself or above it.
    function _walk(
        MemberId member,
        uint32 field,
        uint40 moment,
        MemberId through
    ) internal view returns (bool live, bool met) {
        uint8 below = 0;
        for (uint256 i = 0; i <= MAX_DEPTH; ++i) {
            Accreditation memory accreditation = _accreditationAt(member, moment);
            if (member == through) met = true;
            if (
                moment < accreditation.validFrom ||
                moment > accreditation.validUntil ||
                (accreditation.endedAt != 0 && moment >= accreditation.endedAt) ||
                (field != 0 && accreditation.fields & field == 0) ||
                // What is above may have been narrowed since.
                (i != 0 && accreditation.depth <= below)
            ) {
                return (false, met);
            }
            if (accreditation.parent == NOBODY) return (true, met);
            below = accreditation.depth;
            member = accreditation.parent;
        }
    }

    function _accreditationAt(MemberId member, uint40 moment) private view returns (Accreditation memory found) {
        found = _accreditations[member];
        if (moment >= found.validFrom) return found;
        Accreditation[] storage former = _formerAccreditations[member];
        for (uint256 i = former.length; i > 0; --i) {
            if (moment >= former[i - 1].validFrom) return former[i - 1];
        }
    }

    /// @dev The agency itself; any agency above it; or the successor that it, or one above it, named. Others than the agency itself
    /// must be accredited now.
    function _requireAnswerable(MemberId actor, MemberId agency) internal view {
        if (actor == agency) return;
        MemberId member = agency;
        for (uint256 i = 0; i <= MAX_DEPTH && member != NOBODY; ++i) {
            if (member == actor || _successors[member] == actor) {
                _requireAccredited(actor, 0);
                return;
            }
            member = _accreditations[member].parent;
        }
        revert CreditNotAnswerable(actor, agency);
    }

    // ------------------------------------------------------------------ attestations

    function _wordOf(AttestationId attestation) internal view returns (AttestationWord) {
        Record storage record = _records[attestation];
        return AttestationWord.wrap(record.facts | ((record.head >> 192) << 192));
    }

    /// @dev The attestation of a file that governs at a moment: the last that has begun, unless it ended before it began.
    function _governing(AttestationId first, uint40 moment) internal view returns (AttestationId found) {
        AttestationId id = first;
        AttestationWord word = _wordOf(id);
        while (word.status() != 0) {
            if (_begun(word, moment)) found = id;
            if (!word.has(AttestationWords.HAS_NEXT)) break;
            id = nextAttestation(id);
            word = _wordOf(id);
        }
    }

    function _begun(AttestationWord word, uint40 moment) private pure returns (bool) {
        if (moment < word.validFrom()) return false;
        bool ended = word.status() == uint256(Status.Revoked) || word.status() == uint256(Status.Superseded);
        return !ended || word.changedAt() > word.validFrom();
    }

    function _validityAt(AttestationId attestation, uint40 moment) internal view returns (Validity) {
        AttestationWord word = _wordOf(attestation);
        uint256 status = word.status();
        if (status == 0) return Validity.Unknown;
        if (moment < word.validFrom()) return Validity.NotYetValid;
        if (moment >= word.changedAt()) {
            if (status == uint256(Status.Revoked)) return Validity.Revoked;
            if (status == uint256(Status.Superseded)) return Validity.Superseded;
            if (status == uint256(Status.Suspended)) return Validity.Suspended;
        }
        if (_covers(_rests[AttestationId.unwrap(attestation)], moment)) return Validity.Suspended;
        if (moment > word.validUntil()) return Validity.Expired;
        AttestationId id = attestation;
        AttestationWord next = word;
        while (next.has(AttestationWords.HAS_NEXT)) {
            id = nextAttestation(id);
            next = _wordOf(id);
            if (_begun(next, moment)) return Validity.Superseded;
        }
        (bool live, ) = _walk(word.agency(), _schemes[word.scheme()].field, moment, NOBODY);
        return live ? Validity.Valid : Validity.AgencyNotAccredited;
    }

    // ------------------------------------------------------------------ flags and time

    /// @dev Whether an agency's red flag on a subject is in force (and, where asked, still to be shown) at a moment.
    function _flaggedBy(bytes32 subject, MemberId agency, uint40 moment) internal view returns (bool) {
        FlagId[] storage flags = _flagsOf[subject];
        for (uint256 i = 0; i < flags.length; ++i) {
            Flag storage flag = _flags[flags[i]];
            if (flag.agency == agency && _inForceAt(flag, moment)) return true;
        }
        return false;
    }

    function _inForceAt(Flag storage flag, uint40 moment) internal view returns (bool) {
        return
            flag.raisedAt != 0 &&
            moment >= flag.raisedAt &&
            moment <= flag.disclosureUntil &&
            (flag.liftedAt == 0 || moment < flag.liftedAt);
    }

    /// @dev Whether a moment lies in one of some intervals, which follow each other in time.
    function _covers(Interval[] storage intervals, uint40 moment) internal view returns (bool) {
        for (uint256 i = intervals.length; i > 0; --i) {
            Interval memory interval = intervals[i - 1];
            if (moment >= interval.from) return moment < interval.until;
        }
        return false;
    }

    function _now() internal view returns (uint40) {
        // solhint-disable-next-line not-rely-on-time -- block time is law
        return uint40(block.timestamp);
    }

    /// @dev AccessManager sees the officer who signed, not the relayer.
    function _msgSender() internal view override returns (address) {
        return _officer();
    }
}
