// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {MemberActs} from "../base/MemberActs.sol";
import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Roles, Scopes} from "../members/Roles.sol";
import {ContainerNumber} from "../release/ContainerNumber.sol";
import {IReleaseRegistry} from "../release/IReleaseRegistry.sol";
import {ReleaseId} from "../release/ReleaseId.sol";
import {ITitleRegistry} from "../title/ITitleRegistry.sol";
import {TitleId} from "../title/TitleId.sol";
import {State} from "../title/TitleState.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {Trail} from "../types/Trail.sol";
import {DocumentId, documentIdOf} from "./DocumentId.sol";
import {IDocumentRegistry} from "./IDocumentRegistry.sol";

/// @notice See {IDocumentRegistry}.
contract DocumentRegistry is IDocumentRegistry, MemberActs, AccessManaged {
    struct Record {
        // One word, in the order of the packed `state` of the events.
        MemberId issuer;
        SubjectKind subjectKind;
        Status status;
        uint16 reason;
        uint40 attestedAt;
        uint40 validFrom;
        uint40 validUntil;
        uint40 changedAt;
        bytes32 trail;
        bytes32 subject;
        bytes32 schema;
        bytes32 digest;
        DocumentId supersedes;
        DocumentId supersededBy;
    }

    ITitleRegistry private immutable _titles;
    IReleaseRegistry private immutable _releases;

    mapping(bytes32 schema => DocumentType) private _types;
    mapping(DocumentId document => Record) private _records;

    /// @param members_ The members registry that decides who may act
    /// @param authority_ The ledger's AccessManager, for {admitType} and {retireType}
    /// @param titles_ The titles registry, which knows the bills that documents are about
    /// @param releases_ The releases registry, which knows the releases that documents are about
    constructor(
        IMemberRegistry members_,
        address authority_,
        ITitleRegistry titles_,
        IReleaseRegistry releases_
    ) MemberActs("Lading Document", members_) AccessManaged(authority_) {
        _titles = titles_;
        _releases = releases_;
    }

    // ------------------------------------------------------------------ types

    /// @inheritdoc IDocumentRegistry
    function admitType(bytes32 schema, uint32 issuers, bytes32 name, bytes32 instrument) external restricted {
        TypeStatus current = _types[schema].status;
        if (current == TypeStatus.Admitted) revert DocumentTypeUnexpectedStatus(schema, current);
        if (schema == 0) revert DocumentArgumentInvalid("schema");
        if (issuers == 0 || issuers & ~Roles.ALL != 0) revert DocumentArgumentInvalid("issuers");
        if (name == 0) revert DocumentArgumentInvalid("name");

        _types[schema] = DocumentType(TypeStatus.Admitted, issuers, name);
        emit DocumentTypeAdmitted(schema, issuers, name, instrument);
    }

    /// @inheritdoc IDocumentRegistry
    function retireType(bytes32 schema, bytes32 instrument) external restricted {
        _requireAdmitted(schema);

        _types[schema].status = TypeStatus.Retired;
        emit DocumentTypeRetired(schema, instrument);
    }

    // ------------------------------------------------------------------ documents

    /// @inheritdoc IDocumentRegistry
    function attest(
        bytes32 schema,
        bytes32 digest,
        SubjectKind subjectKind,
        bytes32 subject,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (DocumentId document) {
        MemberId issuer = _requireMayIssue(schema);
        _requireSubject(subjectKind, subject);
        Record memory r = _given(issuer, subjectKind, validFrom, validUntil);
        (r.subject, r.schema, r.digest) = (subject, schema, digest);
        document = _attest(r, 0, instrument);
    }

    /// @inheritdoc IDocumentRegistry
    function supersede(
        DocumentId document,
        bytes32 schema,
        bytes32 digest,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (DocumentId next) {
        Record storage old = _requireActive(document);
        MemberId issuer = _requireMayIssue(schema);
        if (issuer != old.issuer) revert DocumentNotIssuer(document, issuer, old.issuer);
        Record memory r = _given(issuer, old.subjectKind, validFrom, validUntil);
        (r.subject, r.schema, r.digest, r.supersedes) = (old.subject, schema, digest, document);

        old.status = Status.Superseded;
        old.changedAt = uint40(block.timestamp);
        next = documentIdOf(issuer, schema, digest);
        old.supersededBy = next;
        bytes32 state = _record(old, Act.Supersede, issuer, instrument);
        emit DocumentSuperseded(document, issuer, r.subject, next, state, instrument);
        _attest(r, old.trail, instrument);
    }

    /// @inheritdoc IDocumentRegistry
    function revoke(DocumentId document, uint16 reason, bytes32 instrument) external {
        Record storage r = _requireActive(document);
        (MemberId actor, uint32 roles) = _actor(Scopes.ATTEST);
        if (actor != r.issuer) {
            if (roles & (Roles.COURT | Roles.REGISTRAR) == 0) revert DocumentNotIssuer(document, actor, r.issuer);
            // Over another's document only an order decides, and it must be found again.
            if (instrument == 0) revert DocumentArgumentInvalid("instrument");
        }
        if (reason == 0) revert DocumentArgumentInvalid("reason");

        r.status = Status.Revoked;
        r.reason = reason;
        r.changedAt = uint40(block.timestamp);
        bytes32 state = _record(r, Act.Revoke, actor, instrument);
        emit DocumentRevoked(document, actor, r.subject, reason, state, instrument);
    }

    // ------------------------------------------------------------------ reading

    /// @inheritdoc IDocumentRegistry
    function getDocument(DocumentId document) external view returns (Document memory) {
        Record storage r = _records[document];
        return
            Document({
                issuer: r.issuer,
                subjectKind: r.subjectKind,
                status: r.status,
                reason: r.reason,
                attestedAt: r.attestedAt,
                validFrom: r.validFrom,
                validUntil: r.validUntil,
                changedAt: r.changedAt,
                schema: r.schema,
                digest: r.digest,
                subject: r.subject,
                supersedes: r.supersedes,
                supersededBy: r.supersededBy,
                trail: r.trail
            });
    }

    /// @inheritdoc IDocumentRegistry
    function statusAt(DocumentId document, uint40 moment) external view returns (Validity) {
        Record storage r = _records[document];
        uint40 at = moment == 0 ? uint40(block.timestamp) : moment;
        if (r.status == Status.None || at < r.attestedAt) return Validity.Unknown;
        if (r.status != Status.Active && at >= r.changedAt) {
            return r.status == Status.Revoked ? Validity.Revoked : Validity.Superseded;
        }
        if (at < r.validFrom) return Validity.NotYetValid;
        return r.validUntil != 0 && at > r.validUntil ? Validity.Expired : Validity.Valid;
    }

    /// @inheritdoc IDocumentRegistry
    function stateOf(DocumentId document) external view returns (bytes32) {
        return _word(_records[document]);
    }

    /// @inheritdoc IDocumentRegistry
    function trailOf(DocumentId document) external view returns (bytes32) {
        return _records[document].trail;
    }

    /// @inheritdoc IDocumentRegistry
    function getType(bytes32 schema) external view returns (DocumentType memory) {
        return _types[schema];
    }

    /// @inheritdoc IDocumentRegistry
    function documentIdFor(MemberId issuer, bytes32 schema, bytes32 digest) external pure returns (DocumentId) {
        return documentIdOf(issuer, schema, digest);
    }

    // ------------------------------------------------------------------ private

    /// @dev A new, active record, but for what it is about.
    function _given(
        MemberId issuer,
        SubjectKind subjectKind,
        uint40 validFrom,
        uint40 validUntil
    ) private view returns (Record memory r) {
        uint40 timestamp = uint40(block.timestamp);
        r.issuer = issuer;
        r.subjectKind = subjectKind;
        r.status = Status.Active;
        r.attestedAt = timestamp;
        r.validFrom = validFrom == 0 ? timestamp : validFrom;
        r.validUntil = validUntil;
        if (validUntil != 0 && (validUntil < r.validFrom || validUntil < timestamp)) {
            revert DocumentValidityInvalid(r.validFrom, validUntil);
        }
    }

    /// @dev The only writer of a new record.
    function _attest(Record memory r, bytes32 previous, bytes32 instrument) private returns (DocumentId document) {
        if (r.digest == 0) revert DocumentArgumentInvalid("digest");
        document = documentIdOf(r.issuer, r.schema, r.digest);
        Status current = _records[document].status;
        if (current != Status.None) revert DocumentExists(document, current);

        r.trail = keccak256(abi.encode(document, r.subjectKind, r.subject, previous));
        _records[document] = r;
        bytes32 state = _record(_records[document], Act.Attest, r.issuer, instrument);
        emit DocumentAttested(document, r.issuer, r.subject, r.schema, r.digest, r.supersedes, state, instrument);
    }

    function _record(Record storage r, Act act, MemberId from, bytes32 instrument) private returns (bytes32 state) {
        state = _word(r);
        MemberId to = r.subjectKind == SubjectKind.Member ? MemberId.wrap(uint32(uint256(r.subject))) : NOBODY;
        r.trail = Trail.next(r.trail, uint8(act), from, to, state, instrument);
    }

    /// @dev The record's first slot.
    function _word(Record storage r) private view returns (bytes32 word) {
        assembly ("memory-safe") {
            word := sload(r.slot)
        }
    }

    function _requireAdmitted(bytes32 schema) private view returns (uint32 issuers) {
        DocumentType storage t = _types[schema];
        if (t.status != TypeStatus.Admitted) revert DocumentTypeUnexpectedStatus(schema, t.status);
        return t.issuers;
    }

    function _requireMayIssue(bytes32 schema) private view returns (MemberId issuer) {
        uint32 issuers = _requireAdmitted(schema);
        uint32 roles;
        (issuer, roles) = _actor(Scopes.ATTEST);
        if (roles & issuers == 0) revert IMemberRegistry.MemberRoleMissing(issuer, roles, issuers);
    }

    function _requireActive(DocumentId document) private view returns (Record storage r) {
        r = _records[document];
        if (r.status != Status.Active) revert DocumentUnexpectedStatus(document, r.status);
    }

    function _requireSubject(SubjectKind kind, bytes32 subject) private view {
        if (!_isKnown(kind, subject)) revert DocumentSubjectInvalid(kind, subject);
    }

    /// @dev What is on this ledger must be there; what a commitment stands for only its key tells.
    function _isKnown(SubjectKind kind, bytes32 subject) private view returns (bool) {
        if (kind == SubjectKind.Member) {
            return
                uint256(subject) <= type(uint32).max &&
                _answers(
                    address(members),
                    abi.encodeCall(IMemberRegistry.getMember, MemberId.wrap(uint32(uint256(subject))))
                );
        }
        if (kind == SubjectKind.Commitment) return subject != 0;
        if (kind == SubjectKind.Title) return _titles.stateOf(TitleId.wrap(subject)).state() != State.None;
        if (kind == SubjectKind.Release) {
            return _answers(address(_releases), abi.encodeCall(IReleaseRegistry.getRelease, ReleaseId.wrap(subject)));
        }
        return kind == SubjectKind.Container && ContainerNumber.isValid(subject);
    }

    /// @dev Whether a view of a registry answers; both that are asked revert for what they do not know.
    function _answers(address registry, bytes memory call_) private view returns (bool success) {
        (success, ) = registry.staticcall(call_);
    }

    /// @dev AccessManager is asked about the officer who signed, not about who relays.
    function _msgSender() internal view override returns (address) {
        return _officer();
    }

    // ------------------------------------------------------------------ signing

    // Each type: the act's function with a capital, its parameters, `uint256 nonce,uint256 notAfter`. See ARCHITECTURE.md.
    function _typeHash(bytes4 selector) internal pure override returns (bytes32) {
        if (selector == this.admitType.selector) {
            return
                keccak256(
                    "AdmitType(bytes32 schema,uint32 issuers,bytes32 name,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.retireType.selector) {
            return keccak256("RetireType(bytes32 schema,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.attest.selector) {
            return
                keccak256(
                    "Attest(bytes32 schema,bytes32 digest,uint8 subjectKind,bytes32 subject,uint40 validFrom,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.supersede.selector) {
            return
                keccak256(
                    "Supersede(bytes32 document,bytes32 schema,bytes32 digest,uint40 validFrom,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.revoke.selector) {
            return
                keccak256("Revoke(bytes32 document,uint16 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        return 0;
    }
}
