// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";
import {TitleId} from "./TitleId.sol";
import {Endorsement, Kind, OfferPurpose, Purpose, State} from "./TitleState.sol";

/// @notice What the acts of {ITitleRegistry} speak of: types, errors, events. `from` and `to` are the parties of the act, `state`
/// the packed word after it, `instrument` the digest of the signed off-chain statement or zero.
interface ITitleFacts {
    /// @notice Number of each act in the trail. Numbers never change.
    enum Act {
        None,
        Issue,
        IssueFromPaper,
        Offer,
        Accept,
        Transfer,
        Decline,
        Recall,
        Lapse,
        EndorseBlank,
        Nominate,
        Sign,
        OfferPledge,
        AcceptPledge,
        RedirectPledge,
        ReleasePledge,
        EnforcePledge,
        Entrust,
        ConsentSurrender,
        Surrender,
        AcceptSurrender,
        ConvertToPaper,
        RefuseSurrender,
        Supersede,
        Reissue,
        Freeze,
        Unfreeze,
        Reassign,
        RecordDelivery
    }

    /// @notice A bill that replaces surrendered ones. It goes to the member that surrendered them.
    /// @param transportDocumentReference Its number; that of a replaced bill makes a new version of that bill
    /// @param kind How it passes
    /// @param endorsee Consignee (straight), order party (to order), nobody (bearer)
    /// @param contentDigest SHA-256 of its canonical content
    struct Replacement {
        bytes32 transportDocumentReference;
        Kind kind;
        MemberId endorsee;
        bytes32 contentDigest;
    }

    /// @notice A title, decoded
    struct Title {
        State state;
        Kind kind;
        MemberId carrier;
        MemberId holder;
        MemberId endorsee;
        MemberId pledgee;
        MemberId offeree;
        uint40 offerDeadline;
        OfferPurpose offerPurpose;
        Endorsement offeredEndorsement;
        Endorsement received;
        Purpose purpose;
        Purpose consented;
        bool frozen;
        bool delivered;
        bool fromPaper;
        bool replacement;
        uint8 version;
        bool entitled;
        bytes32 contentDigest;
        bytes32 trail;
    }

    /// @notice What pledgor and pledgee agreed
    /// @param pledgor Who pledged the bill
    /// @param releaseTo To whom else the pledgee may release or entrust it; nobody if only to the pledgor
    /// @param enforceableFrom First moment at which the pledgee may enforce, seconds
    struct Pledge {
        MemberId pledgor;
        MemberId releaseTo;
        uint40 enforceableFrom;
    }

    /// @notice Thrown when a carrier's number is in use already: one live bill per carrier and number, in one medium
    /// @param title The bill
    /// @param current Its state
    error TitleExists(TitleId title, State current);
    /// @notice Thrown when the bill's state does not permit the act
    /// @param title The bill
    /// @param current Its state
    /// @param accepted States that would have been accepted, bit n for state n
    error TitleUnexpectedState(TitleId title, State current, uint256 accepted);
    /// @notice Thrown when what is pending is something else
    /// @param title The bill
    /// @param current What the offer is for
    /// @param accepted Purposes that would have been accepted, bit n for purpose n
    error TitleUnexpectedOffer(TitleId title, OfferPurpose current, uint256 accepted);
    /// @notice Thrown when the bill was surrendered for something else
    /// @param title The bill
    /// @param current What it was surrendered for
    /// @param accepted Purposes that would have been accepted, bit n for purpose n
    error TitleUnexpectedPurpose(TitleId title, Purpose current, uint256 accepted);
    /// @notice Thrown when a member that does not hold the bill acts as its holder
    /// @param title The bill
    /// @param actor Who acts
    /// @param holder Who holds it
    error TitleNotHolder(TitleId title, MemberId actor, MemberId holder);
    /// @notice Thrown when the holder is not the endorsee, so that it cannot endorse, pledge or surrender
    /// @param title The bill
    /// @param actor Who acts
    /// @param endorsee To whose order the bill is
    error TitleNotEntitled(TitleId title, MemberId actor, MemberId endorsee);
    /// @notice Thrown when a member acts as the order party without being it, or while in possession
    /// @param title The bill
    /// @param actor Who acts
    /// @param endorsee To whose order the bill is
    /// @param holder Who holds it
    error TitleNotEndorseeOutOfPossession(TitleId title, MemberId actor, MemberId endorsee, MemberId holder);
    /// @notice Thrown when a member answers an offer that was made to another
    /// @param title The bill
    /// @param actor Who acts
    /// @param offeree To whom it is offered
    error TitleNotOfferee(TitleId title, MemberId actor, MemberId offeree);
    /// @notice Thrown when a member acts as the pledgee without being it
    /// @param title The bill
    /// @param actor Who acts
    /// @param pledgee The pledgee, nobody if the bill is not pledged
    error TitleNotPledgee(TitleId title, MemberId actor, MemberId pledgee);
    /// @notice Thrown when a member acts as the pledgor without being it
    /// @param title The bill
    /// @param actor Who acts
    /// @param pledgor The pledgor, nobody if the bill is not pledged
    error TitleNotPledgor(TitleId title, MemberId actor, MemberId pledgor);
    /// @notice Thrown when a pledge stands in the way
    /// @param title The bill
    /// @param pledgee Who has the security interest
    error TitleIsPledged(TitleId title, MemberId pledgee);
    /// @notice Thrown when the bill is frozen
    /// @param title The bill
    error TitleIsFrozen(TitleId title);
    /// @notice Thrown when the bill is not frozen
    /// @param title The bill
    error TitleNotFrozen(TitleId title);
    /// @notice Thrown when the goods were delivered without presentation, so that the bill can only be surrendered for delivery
    /// @param title The bill
    error TitleIsDelivered(TitleId title);
    /// @notice Thrown when an offer is answered too late
    /// @param title The bill
    /// @param deadline Last moment, seconds
    /// @param timestamp The block's time, seconds
    error TitleOfferExpired(TitleId title, uint40 deadline, uint256 timestamp);
    /// @notice Thrown when an offer is said to have lapsed and has not
    /// @param title The bill
    /// @param deadline Last moment, seconds
    /// @param timestamp The block's time, seconds
    error TitleOfferRunning(TitleId title, uint40 deadline, uint256 timestamp);
    /// @notice Thrown when a straight bill is to pass to someone who is not its consignee
    /// @param title The bill
    /// @param to To whom
    /// @param consignee The only one to whom it passes
    error TitleConsigneeOnly(TitleId title, MemberId to, MemberId consignee);
    /// @notice Thrown when a bill of this kind cannot be endorsed so, or pledged so
    /// @param title The bill
    /// @param kind How it passes
    error TitleNotNegotiable(TitleId title, Kind kind);
    /// @notice Thrown when a pledge is enforced before the agreed moment
    /// @param title The bill
    /// @param enforceableFrom First moment, seconds
    /// @param timestamp The block's time, seconds
    error TitlePledgeNotEnforceable(TitleId title, uint40 enforceableFrom, uint256 timestamp);
    /// @notice Thrown when a pledgee releases or entrusts a bill to someone the pledgor did not name
    /// @param title The bill
    /// @param to To whom
    /// @param pledgor The pledgor
    /// @param releaseTo Whom the pledgor named, or nobody
    error TitleReleaseNotAgreed(TitleId title, MemberId to, MemberId pledgor, MemberId releaseTo);
    /// @notice Thrown when the pledgee has not consented to this surrender
    /// @param title The bill
    /// @param pledgee Whose consent is missing
    /// @param consented The purpose to which it has consented
    error TitleConsentMissing(TitleId title, MemberId pledgee, Purpose consented);
    /// @notice Thrown when a carrier replaces another carrier's bill
    /// @param title The bill
    /// @param given The carrier named
    /// @param carrier The bill's carrier
    error TitleCarrierMismatch(TitleId title, MemberId given, MemberId carrier);
    /// @notice Thrown when the replaced bills are not one holder's, and under one pledge or equal ones
    /// @param title The bill that differs
    /// @param holder Its holder
    /// @param pledgee Its pledgee
    error TitleReplacementMixed(TitleId title, MemberId holder, MemberId pledgee);
    /// @notice Thrown when an argument is missing or out of range
    /// @param what Its name
    error TitleArgumentInvalid(bytes32 what);

    /// @notice A bill was issued
    /// @param title The bill
    /// @param from The carrier
    /// @param to The first holder
    /// @param transportDocumentReference DCSA transportDocumentReference, left-aligned ASCII
    /// @param contentDigest SHA-256 of the canonical (RFC 8785) transport document
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleIssued(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 transportDocumentReference,
        bytes32 contentDigest,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A paper bill became electronic
    /// @param title The bill
    /// @param from The carrier
    /// @param to Who gave up the paper
    /// @param transportDocumentReference DCSA transportDocumentReference, left-aligned ASCII
    /// @param contentDigest SHA-256 of the canonical (RFC 8785) transport document
    /// @param paperSerials Digest of the serial numbers of the paper originals (MLETR art. 17, 18)
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleIssuedFromPaper(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 transportDocumentReference,
        bytes32 contentDigest,
        bytes32 paperSerials,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bill was offered, for the purpose in `state`
    /// @param title The bill
    /// @param from Who offers: the holder, or a pledgee in possession
    /// @param to The offeree
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleOffered(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bill was offered and, by the receiver's standing acceptance, moved at once
    /// @param title The bill
    /// @param from The former holder
    /// @param to The new holder
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleTransferred(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An offer was accepted and the bill moved
    /// @param title The bill
    /// @param from The former holder
    /// @param to The new holder
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleAccepted(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An offer was declined (from the offeree, to the holder)
    /// @param title The bill
    /// @param from The offeree
    /// @param to The holder
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleDeclined(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An offer was recalled (from the holder, to the offeree)
    /// @param title The bill
    /// @param from The holder
    /// @param to The offeree
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleRecalled(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An offer lapsed (from the holder, to the offeree)
    /// @param title The bill
    /// @param from The holder
    /// @param to The offeree
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Zero: no statement is needed
    event TitleLapsed(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bill was endorsed in blank (to nobody)
    /// @param title The bill
    /// @param from The holder
    /// @param to Nobody: bearer
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleEndorsedBlank(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The endorsee out of possession nominated to whom the holder may endorse, or (nobody) withdrew that
    /// @param title The bill
    /// @param from The endorsee
    /// @param to The nominee, or nobody
    /// @param endorsement How the holder may endorse it then
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleNominated(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        Endorsement endorsement,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The holder signed the bill (to nobody)
    /// @param title The bill
    /// @param from The holder
    /// @param to Nobody
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleSigned(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bill was offered to a bank in pledge
    /// @param title The bill
    /// @param from The pledgor
    /// @param to The bank
    /// @param releaseTo To whom beside the pledgor it may be released, or nobody
    /// @param enforceableFrom The agreed moment from which it may be enforced, seconds
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitlePledgeOffered(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        MemberId releaseTo,
        uint40 enforceableFrom,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bank accepted a pledge (from the pledgor, to the bank)
    /// @param title The bill
    /// @param from The pledgor
    /// @param to The pledgee
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitlePledged(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A pledgor named to whom else the pledgee may release the bill
    /// @param title The bill
    /// @param from The pledgor
    /// @param to Whom it names, or nobody
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitlePledgeRedirected(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A pledge ended by release (from the pledgee, to the new holder)
    /// @param title The bill
    /// @param from The pledgee
    /// @param to Who has the bill free of the pledge
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitlePledgeReleased(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A pledge was enforced (from the former holder, to the pledgee)
    /// @param title The bill
    /// @param from The former holder
    /// @param to The pledgee, now holder
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitlePledgeEnforced(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A pledgee let a customer have the bill on trust receipt
    /// @param title The bill
    /// @param from The pledgee
    /// @param to Who has the bill on trust receipt
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleEntrusted(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A pledgee consented to the surrender of a bill it entrusted
    /// @param title The bill
    /// @param from The pledgee
    /// @param to The holder
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleSurrenderConsented(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bill was surrendered, for the purpose in `state`
    /// @param title The bill
    /// @param from The holder
    /// @param to The carrier
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleSurrendered(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A surrender for delivery was accepted: the bill is spent
    /// @param title The bill
    /// @param from The carrier
    /// @param to Who surrendered it
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleAccomplished(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bill went to paper
    /// @param title The bill
    /// @param from The carrier
    /// @param to Who surrendered it
    /// @param paperSerials Digest of the serial numbers of the paper originals (MLETR art. 17, 18)
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleConvertedToPaper(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 paperSerials,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A surrender was refused: the bill is with its holder as before
    /// @param title The bill
    /// @param from The carrier
    /// @param to The holder, as before
    /// @param reason Why, left-aligned ASCII
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleSurrenderRefused(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 reason,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bill was replaced (once per replaced bill, in order; then {TitleReissued} once per new bill)
    /// @param title The bill
    /// @param from The carrier
    /// @param to Who surrendered it
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleSuperseded(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bill was issued in place of others
    /// @param title The bill
    /// @param from The carrier
    /// @param to The holder
    /// @param transportDocumentReference DCSA transportDocumentReference, left-aligned ASCII
    /// @param contentDigest SHA-256 of the canonical (RFC 8785) transport document
    /// @param replaced The bills that it replaces, in their order
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleReissued(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 transportDocumentReference,
        bytes32 contentDigest,
        TitleId[] replaced,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bill was frozen by a court or registrar (to its holder)
    /// @param title The bill
    /// @param from The court or registrar
    /// @param to The holder
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleFrozen(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A bill was unfrozen by a court or registrar (to its holder)
    /// @param title The bill
    /// @param from The court or registrar
    /// @param to The holder
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleUnfrozen(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A court's order moved a bill (from the former holder, to the new one)
    /// @param title The bill
    /// @param from The former holder
    /// @param to The new holder
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleReassigned(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The goods were delivered without presentation of the bill (from the carrier, to the holder)
    /// @param title The bill
    /// @param from The carrier
    /// @param to The holder
    /// @param state The packed hot word after the act, see {TitleState}
    /// @param instrument Digest of the signed statement of the act, or zero
    event TitleDeliveryRecorded(
        TitleId indexed title,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A member accepts a named member's offers at once
    /// @param receiver Who accepts at once
    /// @param offeror Whose offers
    /// @param validUntil Last moment, seconds; 2^40-1 for none
    /// @param instrument Digest of the signed statement of the act, or zero
    event StandingAcceptanceGranted(
        MemberId indexed receiver,
        MemberId indexed offeror,
        uint40 validUntil,
        bytes32 instrument
    );
    /// @notice A member ended a standing acceptance
    /// @param receiver Who accepts at once
    /// @param offeror Whose offers
    /// @param instrument Digest of the signed statement of the act, or zero
    event StandingAcceptanceEnded(MemberId indexed receiver, MemberId indexed offeror, bytes32 instrument);
}
