// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IActs} from "../base/IActs.sol";
import {MemberId} from "../types/MemberId.sol";
import {TitleId} from "./TitleId.sol";
import {ITitleFacts} from "./ITitleFacts.sol";
import {Endorsement, Kind, Purpose, State, TitleState} from "./TitleState.sol";

/// @title Title: who controls an electronic bill of lading
/// @notice The id of a title is keccak256(abi.encode(uint32 carrier, bytes32 reference)). `reference` is the DCSA
/// transportDocumentReference (at most 20 characters) as left-aligned ASCII, so that typed data and events show it.
/// `state` in events and views is the packed hot word; its bits are listed at {TitleState}.
/// The trail of a first issue starts from keccak256(abi.encode(id, contentDigest)); of a later version or a replacement from
/// keccak256(abi.encode(id, contentDigest, previous)), `previous` being the bill's own head before (back from paper), or
/// keccak256(abi.encodePacked(heads of the superseded bills, in their order)). Then see {Trail}.
///
/// "carrier" below is the carrier or an agent that it listed with the scope ISSUE; "pledged" a Live bill with a pledgee.
/// Acts in the Live state also need: not frozen; not delivered without presentation, except where the row says so.
///
/// from              | act                 | by                                    | to                              | event
/// ------------------|---------------------|---------------------------------------|---------------------------------|-------------------------
/// None              | issue               | carrier                               | Live                            | TitleIssued
/// None, Paper       | issueFromPaper      | carrier                               | Live                            | TitleIssuedFromPaper
/// Live              | offer               | holder; entitled where it endorses, or to whom the endorsee nominated | Offered; Live where the receiver's standing acceptance covers it | TitleOffered; TitleTransferred
/// Live, entrusted   | offer               | holder, back to the pledgee           | Offered, or Live                | TitleOffered; TitleTransferred
/// Offered           | accept              | offeree that may hold bills, by the deadline; not a pledge | Live, possession and endorsement moved together | TitleAccepted
/// Offered           | acceptPledge        | offeree, a bank, by the deadline; a pledge | Live, pledged                   | TitlePledged
/// Offered           | decline             | offeree                               | Live, as before the offer       | TitleDeclined
/// Offered           | recall              | holder                                | Live, as before the offer       | TitleRecalled
/// Offered           | lapse               | anyone, after the deadline            | Live, as before the offer       | TitleLapsed
/// Live              | endorseBlank        | holder = endorsee, to order           | Live, bearer                    | TitleEndorsedBlank
/// Live              | nominate            | endorsee out of possession            | Live                            | TitleNominated
/// Live              | sign                | holder                                | Live                            | TitleSigned
/// Live              | offerPledge         | entitled holder, to a bank            | Offered                         | TitlePledgeOffered
/// pledged           | redirectPledge      | pledgor                               | pledged                         | TitlePledgeRedirected
/// pledged           | releasePledge       | pledgee; to the pledgor (also delivered), or to whom the pledgor named | Live; Offered where the named one has to accept | TitlePledgeReleased; TitleOffered
/// pledged           | enforcePledge       | pledgee, from the agreed moment on (also delivered) | Live, the pledgee holds and is endorsee | TitlePledgeEnforced
/// pledged           | entrust             | pledgee in possession, to the pledgor or whom it named | Live, pledged; Offered where the receiver has to accept | TitleEntrusted; TitleOffered
/// pledged           | consentSurrender    | pledgee (also delivered)              | pledged, until the bill comes back to it | TitleSurrenderConsented
/// Live              | surrender           | entitled holder; if pledged: on trust receipt, and consented by the pledgee (also delivered, for delivery) | SurrenderPending | TitleSurrendered
/// SurrenderPending  | acceptSurrender     | carrier; for delivery                 | Accomplished (final)            | TitleAccomplished
/// SurrenderPending  | convertToPaper      | carrier; for paper                    | Paper (final in this medium)    | TitleConvertedToPaper
/// SurrenderPending  | refuseSurrender     | carrier                               | Live, as before the surrender   | TitleSurrenderRefused
/// SurrenderPending  | replace             | carrier; for amendment, change of destination, switch; a pledged bill not by none | Superseded (final), and new Live bills | TitleSuperseded, TitleReissued
/// Live, Offered, SurrenderPending | freeze | court or registrar                   | the same, frozen                | TitleFrozen
/// frozen            | unfreeze            | court or registrar                    | the same, not frozen            | TitleUnfrozen
/// frozen            | reassign            | governance (AccessManager, delayed)   | Live, not frozen                | TitleReassigned
/// Live, Offered     | recordDelivery      | carrier (also frozen); a pending offer falls | Live, delivered for ever | TitleDeliveryRecorded
///
/// The carrier's right to the goods' description ends at issue: no act changes the content digest of a live bill; an amended
/// bill is a new version or a new bill with the old one's trail in its own.
interface ITitleRegistry is ITitleFacts, IActs {
    /// @notice Issues a bill. Scope ISSUE. DCSA ISSUE.
    /// @param carrier The carrier whose bill it is
    /// @param transportDocumentReference Its number: at most 20 characters, left-aligned ASCII
    /// @param kind How it passes
    /// @param holder To whom it is issued
    /// @param endorsee Consignee (straight), order party (to order), nobody (bearer)
    /// @param contentDigest SHA-256 of the canonical (RFC 8785) transport document
    /// @param instrument Digest of the carrier's signed statement, or zero
    /// @return title Its id
    function issue(
        MemberId carrier,
        bytes32 transportDocumentReference,
        Kind kind,
        MemberId holder,
        MemberId endorsee,
        bytes32 contentDigest,
        bytes32 instrument
    ) external returns (TitleId title);

    /// @notice Makes a paper bill electronic; the paper loses its effect (MLETR art. 17). Scope ISSUE. DCSA ISSUE.
    /// @param carrier The carrier whose bill it is
    /// @param transportDocumentReference Its number
    /// @param kind How it passes
    /// @param holder Who gave up the paper
    /// @param endorsee Consignee (straight), order party (to order), nobody (bearer)
    /// @param contentDigest SHA-256 of the canonical transport document
    /// @param paperSerials Digest of the serial numbers of the paper originals taken back
    /// @param instrument Digest of the statement of the change of medium
    /// @return title Its id
    function issueFromPaper(
        MemberId carrier,
        bytes32 transportDocumentReference,
        Kind kind,
        MemberId holder,
        MemberId endorsee,
        bytes32 contentDigest,
        bytes32 paperSerials,
        bytes32 instrument
    ) external returns (TitleId title);

    /// @notice Offers a bill to a member; where its standing acceptance covers the holder, the bill moves at once. Scope TITLE.
    /// DCSA TRANSFER, with ENDORSE (full) or ENDORSE_TO_ORDER (to order) where it endorses.
    /// @param title The bill
    /// @param to The receiver
    /// @param endorsement What it says about the order
    /// @param validUntil Last moment at which it may be accepted, seconds
    /// @param instrument Digest of the signed endorsement text, or zero
    function offer(TitleId title, MemberId to, Endorsement endorsement, uint40 validUntil, bytes32 instrument) external;

    /// @notice Accepts an offer that is not a pledge: possession and endorsement move together. Scope TITLE.
    /// @param title The bill
    /// @param instrument Digest of the signed statement of the act, or zero
    function accept(TitleId title, bytes32 instrument) external;

    /// @notice Declines any offer. Scope TITLE; FINANCE where a pledge is offered.
    /// @param title The bill
    /// @param instrument Digest of the signed statement of the act, or zero
    function decline(TitleId title, bytes32 instrument) external;

    /// @notice Takes back an offer before it is accepted. Scope TITLE; FINANCE where a pledgee releases or entrusts.
    /// @param title The bill
    /// @param instrument Digest of the signed statement of the act, or zero
    function recall(TitleId title, bytes32 instrument) external;

    /// @notice Ends an offer whose deadline has passed. Anyone may.
    /// @param title The bill
    function lapse(TitleId title) external;

    /// @notice Endorses a bill in blank: from now on it passes by delivery. Scope TITLE. DCSA BLANK_ENDORSE.
    /// @param title The bill
    /// @param instrument Digest of the signed statement of the act, or zero
    function endorseBlank(TitleId title, bytes32 instrument) external;

    /// @notice Endorses from afar: names to whom the holder may offer the bill, endorsed so. Scope TITLE.
    /// @param title The bill
    /// @param to The nominee; nobody withdraws a nomination. The holder itself may be named
    /// @param endorsement How the holder then endorses it for the nominator
    /// @param instrument Digest of the signed endorsement text, or zero
    function nominate(TitleId title, MemberId to, Endorsement endorsement, bytes32 instrument) external;

    /// @notice Signs a bill without moving it. Scope TITLE. DCSA SIGN.
    /// @param title The bill
    /// @param instrument Digest of what was signed; not zero
    function sign(TitleId title, bytes32 instrument) external;

    /// @notice Offers a bill in pledge. An order bill will be endorsed to the order of the bank, a bearer bill delivered; a
    /// straight bill can be pledged to its consignee only. Scope TITLE. DCSA ENDORSE_TO_ORDER, TRANSFER.
    /// @param title The bill
    /// @param to The bank
    /// @param releaseTo To whom, beside the pledgor, the bank may release it (the buyer); nobody for the pledgor only
    /// @param enforceableFrom The agreed moment from which the bank may enforce, seconds
    /// @param validUntil Last moment at which it may be accepted, seconds
    /// @param instrument Digest of the pledge agreement, or zero
    function offerPledge(
        TitleId title,
        MemberId to,
        MemberId releaseTo,
        uint40 enforceableFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external;

    /// @notice Accepts a pledge. Scope FINANCE.
    /// @param title The bill
    /// @param instrument Digest of the signed statement of the act, or zero
    function acceptPledge(TitleId title, bytes32 instrument) external;

    /// @notice The pledgor names to whom else the pledgee may release the bill; nobody withdraws that. Scope TITLE.
    /// @param title The bill
    /// @param releaseTo To whom beside the pledgor it may be released, or nobody
    /// @param instrument Digest of the signed statement of the act, or zero
    function redirectPledge(TitleId title, MemberId releaseTo, bytes32 instrument) external;

    /// @notice Ends a pledge. To the pledgor, or to whoever has the bill on trust receipt, it takes effect at once; to whom the
    /// pledgor named, it is an offer until accepted. Scope FINANCE. DCSA TRANSFER.
    /// @param title The bill
    /// @param to The pledgor, or whom the pledgor named
    /// @param validUntil Last moment at which it may be accepted, seconds; ignored where no acceptance is needed
    /// @param instrument Digest of the release, or zero
    function releasePledge(TitleId title, MemberId to, uint40 validUntil, bytes32 instrument) external;

    /// @notice After the agreed moment the pledgee takes the bill for itself. Scope FINANCE.
    /// @param title The bill
    /// @param instrument Digest of the signed statement of the act, or zero
    function enforcePledge(TitleId title, bytes32 instrument) external;

    /// @notice Lets a customer have the bill on trust receipt; the security interest stays. Scope FINANCE.
    /// @param title The bill
    /// @param to The pledgor, or whom the pledgor named
    /// @param validUntil Last moment at which it may be accepted, seconds
    /// @param instrument Digest of the trust receipt, or zero
    function entrust(TitleId title, MemberId to, uint40 validUntil, bytes32 instrument) external;

    /// @notice The pledgee consents that the holder to whom it entrusted the bill surrenders it. Scope FINANCE.
    /// @param title The bill
    /// @param purpose For what; None withdraws a consent
    /// @param instrument Digest of the consent, or zero
    function consentSurrender(TitleId title, Purpose purpose, bytes32 instrument) external;

    /// @notice Gives a bill back to the carrier. Scope TITLE. DCSA SURRENDER_FOR_DELIVERY, SURRENDER_FOR_AMENDMENT.
    /// @param title The bill
    /// @param purpose For what
    /// @param instrument Digest of the signed request, or zero
    function surrender(TitleId title, Purpose purpose, bytes32 instrument) external;

    /// @notice Accepts a surrender for delivery: the bill is spent, for ever. Scope ISSUE. DCSA SACC.
    /// @param title The bill
    /// @param instrument Digest of the signed statement of the act, or zero
    function acceptSurrender(TitleId title, bytes32 instrument) external;

    /// @notice Accepts a surrender for paper: the electronic bill loses its effect (MLETR art. 18). Scope ISSUE. DCSA SACC, SWTP.
    /// @param title The bill
    /// @param paperSerials Digest of the serial numbers of the paper originals issued
    /// @param instrument Digest of the statement of the change of medium
    function convertToPaper(TitleId title, bytes32 paperSerials, bytes32 instrument) external;

    /// @notice Refuses a surrender: the bill is with its holder as before. Scope ISSUE. DCSA SREJ.
    /// @param title The bill
    /// @param reason Why, left-aligned ASCII; not zero
    /// @param instrument Digest of the signed refusal, or zero
    function refuseSurrender(TitleId title, bytes32 reason, bytes32 instrument) external;

    /// @notice Replaces surrendered bills by new ones in one step: amends (1 → 1), splits (1 → n), combines (n → 1), switches,
    /// voids (n → none; not a pledged bill). The new bills go to the member that surrendered the old ones, under the same pledge. Scope ISSUE.
    /// DCSA SACC, ISSUE.
    /// @param carrier The carrier whose bills they are
    /// @param replaced The old bills: one carrier's, one holder's; if pledged, to one pledgee on equal terms
    /// @param replacements The new bills
    /// @param instrument Digest of the signed statement of replacement (the lineage), or zero
    function replace(
        MemberId carrier,
        TitleId[] calldata replaced,
        Replacement[] calldata replacements,
        bytes32 instrument
    ) external;

    /// @notice Freezes a bill: only delivery may be recorded. Scope HOLD; a court or registrar.
    /// @param title The bill
    /// @param instrument Digest of the case; not zero
    function freeze(TitleId title, bytes32 instrument) external;

    /// @notice Ends a freeze. Scope HOLD; a court or registrar.
    /// @param title The bill
    /// @param instrument Digest of the decision; not zero
    function unfreeze(TitleId title, bytes32 instrument) external;

    /// @notice Moves a frozen bill as a court ordered, and unfreezes it. Governance, after the AccessManager's delay.
    /// A pending offer or surrender falls.
    /// @param title The bill
    /// @param holder The new holder
    /// @param endorsee Consignee (straight), order party (to order) or nobody, which makes an order bill a bearer bill
    /// @param pledgee Who has a security interest from now on, or nobody
    /// @param instrument Digest of the order; not zero
    function reassign(TitleId title, MemberId holder, MemberId endorsee, MemberId pledgee, bytes32 instrument) external;

    /// @notice The carrier records that it delivered the goods without presentation. For ever visible. Scope ISSUE.
    /// @param title The bill
    /// @param instrument Digest of the letter of indemnity or the like; not zero
    function recordDelivery(TitleId title, bytes32 instrument) external;

    /// @notice From now on offers by a named member are accepted at once (pledges are not). Scope ADMINISTER.
    /// @param offeror Whose offers
    /// @param validUntil Last moment, seconds; 2^40-1 for none
    /// @param instrument Digest of the agreement, or zero
    function grantStandingAcceptance(MemberId offeror, uint40 validUntil, bytes32 instrument) external;

    /// @notice Ends a standing acceptance. Scope ADMINISTER.
    /// @param offeror Whose offers
    /// @param instrument Digest of the signed statement of the act, or zero
    function endStandingAcceptance(MemberId offeror, bytes32 instrument) external;

    /// @notice A title, decoded; all zero for an unknown id
    /// @param title The bill
    function getTitle(TitleId title) external view returns (Title memory);

    /// @notice A title's packed hot word, see {TitleState}; zero for an unknown id
    /// @param title The bill
    function stateOf(TitleId title) external view returns (TitleState);

    /// @notice Head of a title's trail
    /// @param title The bill
    function trailOf(TitleId title) external view returns (bytes32);

    /// @notice Digest of the bill's present content
    /// @param title The bill
    function contentDigestOf(TitleId title) external view returns (bytes32);

    /// @notice Digest of the content of an earlier version of the bill; zero if there was none
    /// @param title The bill
    /// @param version Which version, 0 the first
    function earlierDigestOf(TitleId title, uint8 version) external view returns (bytes32);

    /// @notice The id of a carrier's bill
    /// @param carrier The carrier whose bill it is
    /// @param transportDocumentReference DCSA transportDocumentReference, left-aligned ASCII
    function titleIdFor(MemberId carrier, bytes32 transportDocumentReference) external pure returns (TitleId);

    /// @notice What a release of the goods may be based on
    /// @param title The bill
    /// @return carrier Its carrier
    /// @return entitled Who surrendered it, or holds it
    /// @return state Its state; only Accomplished permits a release against the bill
    /// @return delivered Whether the goods were delivered without presentation
    function releaseBasis(
        TitleId title
    ) external view returns (MemberId carrier, MemberId entitled, State state, bool delivered);

    /// @notice Whether a title was surrendered for delivery and accepted
    /// @param title The bill
    function isAccomplished(TitleId title) external view returns (bool);

    /// @notice The terms of a bill's pledge; zero if it is not pledged
    /// @param title The bill
    function pledgeOf(TitleId title) external view returns (Pledge memory);

    /// @notice The endorsee's nomination in force; nobody if none
    /// @param title The bill
    /// @return to The nominee
    /// @return endorsement How the holder may endorse the bill to it
    function nominationOf(TitleId title) external view returns (MemberId to, Endorsement endorsement);

    /// @notice Bills that this one replaced, and bills that replaced it
    /// @param title The bill
    /// @return replaced The bills that this one replaced
    /// @return replacedBy The bills that replaced it
    function lineageOf(TitleId title) external view returns (TitleId[] memory replaced, TitleId[] memory replacedBy);

    /// @notice Digest of the serial numbers of the paper from which, or to which, the bill was last converted
    /// @param title The bill
    function paperSerialsOf(TitleId title) external view returns (bytes32);

    /// @notice Until when a member accepts another's offers at once, seconds; zero if it does not
    /// @param receiver Who accepts at once
    /// @param offeror Whose offers
    function standingAcceptanceUntil(MemberId receiver, MemberId offeror) external view returns (uint40);
}
