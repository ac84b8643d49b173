// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IActs} from "../base/IActs.sol";
import {MemberId} from "../types/MemberId.sol";
import {DocumentId} from "./DocumentId.sol";

/// @title Documents: who attests which trade document, about what, and until when
/// @notice One path for every trade document beside the bill: sea waybill, air waybill, delivery order, equipment interchange
/// receipt, certificate of origin, inspection certificate, permit, insurance certificate, carbon statement, and whatever comes. The
/// ledger holds the digest of the type's schema, the digest of the content, the issuer, the subject and the validity; the content
/// stays off it. A type is data: its schema file says which roles issue it, and the registrar admits the file's digest with these.
///
/// The id of a document is keccak256(abi.encode(uint32 issuer, bytes32 schema, bytes32 digest)): the same content is attested once by
/// one issuer, and what was revoked cannot come back under the same content.
/// Its trail starts from keccak256(abi.encode(id, subjectKind, subject, head of the superseded document's trail or zero)).
///
/// Types
/// from     | act        | by                        | to       | event
/// ---------|------------|---------------------------|----------|---------------------
/// None     | admitType  | registrar (AccessManager) | Admitted | DocumentTypeAdmitted
/// Retired  | admitType  | registrar                 | Admitted | DocumentTypeAdmitted
/// Admitted | retireType | registrar                 | Retired  | DocumentTypeRetired
///
/// Documents
/// from     | act        | by                                                        | to         | event
/// ---------|------------|-----------------------------------------------------------|------------|-----------------------------
/// None     | attest     | member with a role that issues the type, while it is Admitted | Active | DocumentAttested
/// Active   | supersede  | issuer, still with such a role, while the new type is Admitted | Superseded, and the new one Active | DocumentSuperseded, DocumentAttested
/// Active   | revoke     | issuer; court or registrar, with an order                 | Revoked    | DocumentRevoked
/// Revoked and Superseded are final.
///
/// The packed `state`: bits 0–31 issuer; 32–39 kind of subject; 40–47 status; 48–63 reason of the revocation; 64–103 attested at,
/// 104–143 valid from, 144–183 valid until (zero: without end), 184–223 revoked or superseded at, all in seconds.
interface IDocumentRegistry is IActs {
    /// @notice Where a type stands. Numbers never change.
    enum TypeStatus {
        None,
        Admitted,
        Retired
    }

    /// @notice Where a document stands, whatever the clock says. Numbers never change.
    enum Status {
        None,
        Active,
        Revoked,
        Superseded
    }

    /// @notice What a document is worth at a moment. Numbers never change.
    /// Unknown: not attested by then; NotYetValid and Expired: by the clock.
    enum Validity {
        Unknown,
        Valid,
        NotYetValid,
        Expired,
        Revoked,
        Superseded
    }

    /// @notice What a document is about. Numbers never change.
    /// Member: a member's number; Commitment: a keyed commitment to someone or something that is not to be named on the ledger;
    /// Title, Release: the right's id; Container: its number (ISO 6346), ASCII left-aligned.
    enum SubjectKind {
        None,
        Member,
        Commitment,
        Title,
        Release,
        Container
    }

    /// @notice Number of each act in the trail. Numbers never change.
    enum Act {
        None,
        Attest,
        Supersede,
        Revoke
    }

    /// @notice A type of document
    /// @param status Where it stands
    /// @param issuers Roles that may issue it, see {Roles}
    /// @param name Its short name, ASCII left-aligned
    struct DocumentType {
        TypeStatus status;
        uint32 issuers;
        bytes32 name;
    }

    /// @notice A document, decoded
    /// @param issuer Who attests it
    /// @param subjectKind What it is about
    /// @param status Where it stands
    /// @param reason Of its revocation, the revoker's own code
    /// @param attestedAt When it was attested, seconds
    /// @param validFrom First moment, seconds
    /// @param validUntil Last moment, seconds; zero without end
    /// @param changedAt When it was revoked or superseded, seconds; zero before
    /// @param schema Digest of its type's schema
    /// @param digest SHA-256 of its canonical content
    /// @param subject What it is about, in the form of its kind
    /// @param supersedes The document that it replaced, or zero
    /// @param supersededBy The document that replaced it, or zero
    /// @param trail Head of its trail
    struct Document {
        MemberId issuer;
        SubjectKind subjectKind;
        Status status;
        uint16 reason;
        uint40 attestedAt;
        uint40 validFrom;
        uint40 validUntil;
        uint40 changedAt;
        bytes32 schema;
        bytes32 digest;
        bytes32 subject;
        DocumentId supersedes;
        DocumentId supersededBy;
        bytes32 trail;
    }

    /// @notice Thrown when a type's standing does not permit the act: a type must be admitted before documents of it are attested
    /// @param schema Digest of its schema
    /// @param current Where it stands
    error DocumentTypeUnexpectedStatus(bytes32 schema, TypeStatus current);
    /// @notice Thrown when this issuer attested this very content before
    /// @param document The document
    /// @param current Where it stands
    error DocumentExists(DocumentId document, Status current);
    /// @notice Thrown when a document's status does not permit the act
    /// @param document Which
    /// @param current Its status
    error DocumentUnexpectedStatus(DocumentId document, Status current);
    /// @notice Thrown when a member acts on another's document
    /// @param document Which
    /// @param actor Who acts
    /// @param issuer Who attested it
    error DocumentNotIssuer(DocumentId document, MemberId actor, MemberId issuer);
    /// @notice Thrown when a document is about something that this ledger does not know, or that is not in the form of its kind
    /// @param kind What it is about
    /// @param subject Which
    error DocumentSubjectInvalid(SubjectKind kind, bytes32 subject);
    /// @notice Thrown when a document would end before it begins, or has ended already
    /// @param validFrom First moment, seconds
    /// @param validUntil Last moment, seconds
    error DocumentValidityInvalid(uint40 validFrom, uint40 validUntil);
    /// @notice Thrown when an argument is missing or out of range
    /// @param what Its name
    error DocumentArgumentInvalid(bytes32 what);

    /// @notice A type of document was admitted
    /// @param schema Digest of the type's schema (RFC 8785, SHA-256)
    /// @param issuers Roles that may issue it, see {Roles}
    /// @param name Its short name, ASCII left-aligned
    /// @param instrument Digest of the signed statement of the act, or zero
    event DocumentTypeAdmitted(bytes32 indexed schema, uint32 issuers, bytes32 name, bytes32 instrument);
    /// @notice No more documents of a type are attested; those there are keep their validity
    /// @param schema Digest of the type's schema (RFC 8785, SHA-256)
    /// @param instrument Digest of the signed statement of the act, or zero
    event DocumentTypeRetired(bytes32 indexed schema, bytes32 instrument);
    /// @notice A member attested a document
    /// @param document Which document
    /// @param from Who acted
    /// @param subject What it is about, in the form of its kind
    /// @param schema Digest of the type's schema (RFC 8785, SHA-256)
    /// @param digest SHA-256 of its canonical content (RFC 8785)
    /// @param supersedes The document that it replaces, or zero
    /// @param state The packed word after the act
    /// @param instrument Digest of the signed statement of the act, or zero
    event DocumentAttested(
        DocumentId indexed document,
        MemberId indexed from,
        bytes32 indexed subject,
        bytes32 schema,
        bytes32 digest,
        DocumentId supersedes,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An issuer put another document in the place of this one
    /// @param document Which document
    /// @param from Who acted
    /// @param subject What it is about, in the form of its kind
    /// @param supersededBy The document in its place
    /// @param state The packed word after the act
    /// @param instrument Digest of the signed statement of the act, or zero
    event DocumentSuperseded(
        DocumentId indexed document,
        MemberId indexed from,
        bytes32 indexed subject,
        DocumentId supersededBy,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A document was revoked, by its issuer or by order
    /// @param document Which document
    /// @param from Who acted
    /// @param subject What it is about, in the form of its kind
    /// @param reason The acting member's own reason code
    /// @param state The packed word after the act
    /// @param instrument Digest of the signed statement of the act, or zero
    event DocumentRevoked(
        DocumentId indexed document,
        MemberId indexed from,
        bytes32 indexed subject,
        uint16 reason,
        bytes32 state,
        bytes32 instrument
    );

    /// @notice Admits a type of document. Caller is a registrar.
    /// @param schema Digest of its schema (RFC 8785, SHA-256)
    /// @param issuers Roles that may issue it, as the schema says
    /// @param name Its short name, ASCII left-aligned
    /// @param instrument Digest of the decision, or zero
    function admitType(bytes32 schema, uint32 issuers, bytes32 name, bytes32 instrument) external;

    /// @notice Takes no new documents of a type. Caller is a registrar.
    /// @param schema Digest of the type's schema (RFC 8785, SHA-256)
    /// @param instrument Digest of the signed statement of the act, or zero
    function retireType(bytes32 schema, bytes32 instrument) external;

    /// @notice Attests a document. Scope ATTEST.
    /// @param schema Digest of its type's schema
    /// @param digest SHA-256 of its canonical content (RFC 8785)
    /// @param subjectKind What it is about
    /// @param subject Which, in the form of its kind
    /// @param validFrom First moment, seconds; zero for now
    /// @param validUntil Last moment, seconds; zero without end
    /// @param instrument Digest of a signed statement, or zero
    /// @return document Its id
    function attest(
        bytes32 schema,
        bytes32 digest,
        SubjectKind subjectKind,
        bytes32 subject,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (DocumentId document);

    /// @notice Puts another document about the same subject in the place of one's own. Scope ATTEST.
    /// @param document The one that ends
    /// @param schema Digest of the new one's schema
    /// @param digest SHA-256 of the new one's canonical content
    /// @param validFrom First moment of the new one, seconds; zero for now
    /// @param validUntil Last moment of the new one, seconds; zero without end
    /// @param instrument Digest of a signed statement, or zero
    /// @return next The new one's id
    function supersede(
        DocumentId document,
        bytes32 schema,
        bytes32 digest,
        uint40 validFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external returns (DocumentId next);

    /// @notice Revokes a document for good: its issuer, or a court or registrar whose order is the instrument. Scope ATTEST.
    /// @param document Which
    /// @param reason The revoker's own reason code; not zero
    /// @param instrument Digest of the decision; zero only where the issuer revokes
    function revoke(DocumentId document, uint16 reason, bytes32 instrument) external;

    /// @notice A document, decoded; all zero for an unknown id
    /// @param document Which document
    function getDocument(DocumentId document) external view returns (Document memory);

    /// @notice What a document is worth at a moment: what was known then decides, so a later revocation does not count
    /// @param document Which
    /// @param moment When, seconds; zero for the block's time
    function statusAt(DocumentId document, uint40 moment) external view returns (Validity);

    /// @notice A document's packed word
    /// @param document Which document
    function stateOf(DocumentId document) external view returns (bytes32);

    /// @notice Head of a document's trail
    /// @param document Which document
    function trailOf(DocumentId document) external view returns (bytes32);

    /// @notice A type, by the digest of its schema; all zero for an unknown one
    /// @param schema Digest of the type's schema (RFC 8785, SHA-256)
    function getType(bytes32 schema) external view returns (DocumentType memory);

    /// @notice The id of a document
    /// @param issuer Who attested it
    /// @param schema Digest of the type's schema (RFC 8785, SHA-256)
    /// @param digest SHA-256 of its canonical content (RFC 8785)
    function documentIdFor(MemberId issuer, bytes32 schema, bytes32 digest) external pure returns (DocumentId);
}
