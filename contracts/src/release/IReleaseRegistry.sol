// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IActs} from "../base/IActs.sol";
import {MemberId} from "../types/MemberId.sol";
import {TitleId} from "../title/TitleId.sol";
import {IReleaseFacts} from "./IReleaseFacts.sol";
import {ReleaseId} from "./ReleaseId.sol";

/// @title Releases: who may collect a container, and whether it may leave
/// @notice Two machines, joined at the gate. The right passes from party to party; lights and holds say whether the container may
/// leave. No secret is passed: driver and plate are salted commitments, and each hop is a named member.
///
/// "carrier" is the bill's carrier or an agent that it listed with the scope RELEASE; "holder" the party that has the right now.
/// from                                  | act                        | by                        | to         | event
/// --------------------------------------|----------------------------|---------------------------|------------|-----------------------
/// None                                  | issue                      | carrier, bill accomplished | Active    | ReleaseIssued
/// None                                  | issueFromWaybill           | carrier, no bill          | Active     | ReleaseIssued
/// None                                  | issueWithoutPresentation   | carrier, bill recorded as delivered | Active | ReleaseIssued (flagged for ever)
/// None                                  | prepare                    | carrier, bill live        | Prepared   | ReleasePrepared
/// Prepared                              | activate                   | carrier, bill accomplished | as the chain stands | ReleaseActivated
/// Active                                | offer                      | holder                    | Offered    | ReleaseOffered
/// Offered                               | accept                     | offeree, by the deadline  | Active     | ReleaseAccepted
/// Offered                               | decline                    | offeree                   | Active, as before the offer | ReleaseDeclined
/// Offered                               | lapse                      | anyone, after the deadline | Active, as before the offer | ReleaseLapsed
/// Offered, Assigned, Ready              | recall                     | holder                    | Active     | ReleaseRecalled
/// Active, Offered, Assigned, Ready      | recall                     | an earlier holder, where its link says `always` | Active, in its hands | ReleaseRecalled
/// Active                                | assign                     | holder                    | Assigned   | ReleaseAssigned
/// Assigned, Ready                       | decline                    | haulier                   | Active     | ReleaseDeclined
/// Assigned, Ready                       | nominate                   | haulier                   | Ready      | TransportNominated
/// Ready                                 | arrive                     | terminal, verdict go      | AtGate     | ContainerCalled
/// AtGate                                | turnAway                   | terminal                  | Ready      | ContainerTurnedAway
/// AtGate                                | lapse                      | anyone, 6 hours later     | Ready      | ReleaseLapsed
/// AtGate                                | gateOut                    | terminal, verdict go      | Out        | ContainerGatedOut
/// Active, Offered, Assigned, Ready, AtGate | gateOutManually         | terminal, first officer   | the same   | ManualGateOutProposed
/// Active, Offered, Assigned, Ready, AtGate | gateOutManually         | terminal, second officer  | Out        | ContainerGatedOutManually
/// Out                                   | returnEmpty                | depot                     | Returned (final) | EmptyReturned
/// Active, Offered, Assigned, Ready      | suspend                    | carrier                   | Suspended  | ReleaseSuspended
/// Suspended                             | resume                     | carrier                   | as before  | ReleaseResumed
/// Prepared, Active, Offered, Assigned, Ready, Suspended | extend     | carrier                   | the same   | ReleaseExtended
/// Prepared, Active, Offered, Assigned, Ready, Suspended | cancel     | carrier; court or registrar, by its order | Cancelled (final) | ReleaseCancelled
/// Prepared, Active, Offered, Assigned, Ready | supersede             | carrier                   | Superseded (final), and a new one | ReleaseSuperseded, ReleaseIssued or ReleasePrepared
/// Prepared, Active, Offered, Assigned, Ready, AtGate, Suspended | setLight | each light's own authority; at the gate not the carrier | the same | ReleaseLightSet
/// any, also before issue                | placeHold, liftHold        | each hold's own authority; at the gate no charges | the same | HoldPlaced, HoldLifted
///
/// A prepared release's chain is worked on as if it were active (`inner` says where it stands), but nothing leaves by it. A suspended
/// one's chain rests and comes back as it was. Expiry is not a state: after `validUntil` the chain stops until the carrier extends.
///
/// The id is keccak256(abi.encode(bytes32 basis, bytes32 container, uint32 terminal, uint32 sequence)): see {nextRelease}.
/// The trail's `from` and `to` are those of the act's event; where that has no `to`, the holder. A hold's `to` is nobody.
/// `state` in events and in the trail is the packed word, lowest bits first: 0 state, 8 inner, 16 carrier (32), 48 terminal (32),
/// 80 holder (32), 112 other (32: offeree when Offered, haulier from Assigned on, whom it was given to when it left manually), 144 validFrom (40), 184 validUntil (40: the present
/// holder's), 224 remaining (8: how many times the holder's chain may still be lengthened), 232 links (8: passed so far),
/// 240 lights (8: 2 bits each, in the order of {Light}), 248 marks (8: bits 0-1 {Basis}, bits 2-3 {Mode}, bit 4 manual gate-out).
interface IReleaseRegistry is IReleaseFacts, IActs {
    /// @notice Releases a container to who surrendered its bill. Scope RELEASE.
    /// @param title The accomplished bill
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    /// @param terminal Where it is
    /// @param firstParty Who surrendered the bill
    /// @param depot Where the empty container goes, nobody for any depot
    /// @param validFrom First moment at which it may leave, seconds; zero for now
    /// @param validUntil Last moment, seconds
    /// @param depth How many times the right may be passed on, at most 8
    /// @param instrument Digest of the signed release order (UN/EDIFACT COREOR or alike), or zero
    /// @return release The new release
    function issue(
        TitleId title,
        bytes32 container,
        MemberId terminal,
        MemberId firstParty,
        MemberId depot,
        uint40 validFrom,
        uint40 validUntil,
        uint8 depth,
        bytes32 instrument
    ) external returns (ReleaseId release);

    /// @notice Releases a container carried under a sea waybill to its consignee. Scope RELEASE.
    /// @param carrier Its carrier
    /// @param waybill Its transport document reference, ASCII left-aligned; no bill of that reference may be on the ledger
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    /// @param terminal Where it is
    /// @param consignee The waybill's consignee
    /// @param depot Where the empty container goes, nobody for any depot
    /// @param validFrom First moment at which it may leave, seconds; zero for now
    /// @param validUntil Last moment, seconds
    /// @param depth How many times the right may be passed on, at most 8
    /// @param instrument Digest of the signed release order, or zero
    /// @return release The new release
    function issueFromWaybill(
        MemberId carrier,
        bytes32 waybill,
        bytes32 container,
        MemberId terminal,
        MemberId consignee,
        MemberId depot,
        uint40 validFrom,
        uint40 validUntil,
        uint8 depth,
        bytes32 instrument
    ) external returns (ReleaseId release);

    /// @notice Releases a container without presentation of its bill (against a letter of indemnity): flagged for ever, and only
    /// after the carrier recorded it on the bill, where every later taker sees it. Scope RELEASE.
    /// @param title The bill, live
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    /// @param terminal Where it is
    /// @param firstParty To whom it is delivered
    /// @param depot Where the empty container goes, nobody for any depot
    /// @param validFrom First moment at which it may leave, seconds; zero for now
    /// @param validUntil Last moment, seconds
    /// @param depth How many times the right may be passed on, at most 8
    /// @param instrument Digest of the letter of indemnity or alike; not zero
    /// @return release The new release
    function issueWithoutPresentation(
        TitleId title,
        bytes32 container,
        MemberId terminal,
        MemberId firstParty,
        MemberId depot,
        uint40 validFrom,
        uint40 validUntil,
        uint8 depth,
        bytes32 instrument
    ) external returns (ReleaseId release);

    /// @notice Prepares a release while the bill is still live, so that the chain can be arranged; nothing leaves by it. Scope RELEASE.
    /// @param title The live bill
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    /// @param terminal Where it is or will be
    /// @param firstParty Who will surrender the bill
    /// @param depot Where the empty container goes, nobody for any depot
    /// @param validFrom First moment at which it may leave, seconds; zero for now
    /// @param validUntil Last moment, seconds
    /// @param depth How many times the right may be passed on, at most 8
    /// @param instrument Digest of the signed notice, or zero
    /// @return release The new release
    function prepare(
        TitleId title,
        bytes32 container,
        MemberId terminal,
        MemberId firstParty,
        MemberId depot,
        uint40 validFrom,
        uint40 validUntil,
        uint8 depth,
        bytes32 instrument
    ) external returns (ReleaseId release);

    /// @notice Puts a prepared release into effect once its first party has surrendered the bill. Scope RELEASE.
    /// @param release Which release
    /// @param instrument Digest of the signed statement of the act, or zero
    function activate(ReleaseId release, bytes32 instrument) external;

    /// @notice Offers the right to a further party. It can only narrow. Scope RELEASE.
    /// @param release Which
    /// @param to A trader, forwarder, haulier, bank or carrier's agent that is not in the chain yet
    /// @param validUntil Last moment for the receiver, seconds; zero for as long as one's own
    /// @param depth How many times the receiver may pass it on, less than one's own
    /// @param policy Until when one may take it back: `always` is until the container is at the gate
    /// @param deadline Last moment to accept, seconds
    /// @param instrument Digest of the signed instruction, or zero
    function offer(
        ReleaseId release,
        MemberId to,
        uint40 validUntil,
        uint8 depth,
        RecallPolicy policy,
        uint40 deadline,
        bytes32 instrument
    ) external;

    /// @notice Accepts an offered right. Scope RELEASE.
    /// @param release Which release
    /// @param instrument Digest of the signed statement of the act, or zero
    function accept(ReleaseId release, bytes32 instrument) external;

    /// @notice Declines an offered right, or an assigned transport. Scope RELEASE.
    /// @param release Which release
    /// @param instrument Digest of the signed statement of the act, or zero
    function decline(ReleaseId release, bytes32 instrument) external;

    /// @notice Takes back an offer, an assignment, or the right itself with everything behind it. Scope RELEASE.
    /// @param release Which release
    /// @param instrument Digest of the signed statement of the act, or zero
    function recall(ReleaseId release, bytes32 instrument) external;

    /// @notice Notes that an offer, or a call at the gate, lapsed. Anyone may.
    /// @param release Which release
    function lapse(ReleaseId release) external;

    /// @notice Assigns the transport to a haulier. Scope RELEASE.
    /// @param release Which
    /// @param haulier Who drives
    /// @param mode Road, rail or barge
    /// @param instrument Digest of the transport order, or zero
    function assign(ReleaseId release, MemberId haulier, Mode mode, bytes32 instrument) external;

    /// @notice Names driver, plate and slot; names others in their place. Scope RELEASE.
    /// @param release Which
    /// @param driver Salted commitment: keccak256(salt ‖ driver's document number)
    /// @param plate Salted commitment: keccak256(salt ‖ number plate)
    /// @param slotFrom First moment of the slot, seconds
    /// @param slotUntil Last moment of the slot, seconds
    /// @param instrument Digest of the booking, or zero
    function nominate(
        ReleaseId release,
        bytes32 driver,
        bytes32 plate,
        uint40 slotFrom,
        uint40 slotUntil,
        bytes32 instrument
    ) external;

    /// @notice The haulier is at the gate and the verdict is go: locks the right against everybody but the authorities. Scope GATE.
    /// @param release Which
    /// @param haulier Who says it comes
    /// @param driver Commitment of the driver at the gate
    /// @param plate Commitment of the plate at the gate
    /// @param instrument Digest of the gate's own record, or zero
    function arrive(ReleaseId release, MemberId haulier, bytes32 driver, bytes32 plate, bytes32 instrument) external;

    /// @notice Turns the haulier away. Scope GATE.
    /// @param release Which
    /// @param reason The terminal's own reason code
    /// @param instrument Digest of the gate's own record, or zero
    function turnAway(ReleaseId release, uint16 reason, bytes32 instrument) external;

    /// @notice The container leaves. Scope GATE.
    /// @param release Which
    /// @param interchange Digest of the equipment interchange receipt; not zero
    /// @param instrument Digest of the gate's own record, or zero
    function gateOut(ReleaseId release, bytes32 interchange, bytes32 instrument) external;

    /// @notice Lets a container leave where the vehicle check cannot be passed: two officers of the terminal must say the same, one
    /// after the other or in one countersigned act. Lights, holds, suspension and expiry are not theirs to waive. Scope GATE.
    /// @param release Which
    /// @param reason The terminal's own reason code; not zero
    /// @param interchange Digest of the equipment interchange receipt; not zero
    /// @param instrument Digest of the terminal's own record, or zero
    /// @return out Whether it left: false while the second officer is missing
    function gateOutManually(
        ReleaseId release,
        uint16 reason,
        bytes32 interchange,
        bytes32 instrument
    ) external returns (bool out);

    /// @notice The empty container is back at a depot. Scope GATE.
    /// @param release Which
    /// @param interchange Digest of the equipment interchange receipt; not zero
    /// @param instrument Digest of the depot's own record, or zero
    function returnEmpty(ReleaseId release, bytes32 interchange, bytes32 instrument) external;

    /// @notice Suspends a release; its chain comes back as it was on {resume}. Scope RELEASE.
    /// @param release Which
    /// @param reason The carrier's own reason code
    /// @param instrument Digest of the notice, or zero
    function suspend(ReleaseId release, uint16 reason, bytes32 instrument) external;

    /// @notice Ends a suspension. Scope RELEASE.
    /// @param release Which release
    /// @param instrument Digest of the signed statement of the act, or zero
    function resume(ReleaseId release, bytes32 instrument) external;

    /// @notice Cancels a release for good: its carrier, or a court or registrar by its order, where the carrier has left or released what
    /// it does not carry (rule R1 would keep the container in for ever). Scope RELEASE.
    /// @param release Which
    /// @param reason One's own reason code
    /// @param instrument Digest of the notice, or zero; of the order, not zero, where it is not the carrier's act
    function cancel(ReleaseId release, uint16 reason, bytes32 instrument) external;

    /// @notice Gives a release more time; what givers in the chain limited stays limited. Scope RELEASE.
    /// @param release Which
    /// @param validUntil New last moment, seconds; later than before
    /// @param instrument Digest of the notice, or zero
    function extend(ReleaseId release, uint40 validUntil, bytes32 instrument) external;

    /// @notice Puts a release of another container or at another terminal in the place of this one, to the same first party. Its chain
    /// and its lights do not come along. Scope RELEASE.
    /// @param release Which
    /// @param container The container now
    /// @param terminal The terminal now
    /// @param instrument Digest of the notice, or zero
    /// @return replacement The new release
    function supersede(
        ReleaseId release,
        bytes32 container,
        MemberId terminal,
        bytes32 instrument
    ) external returns (ReleaseId replacement);

    /// @notice Sets a light. Commercial: the carrier, until the container is at the gate (rules R6, R7). Customs: customs. Discharge: the
    /// terminal. A light that an agency set, another agency does not change while the first is active. Scope HOLD.
    /// @param release Which
    /// @param light Which light
    /// @param colour Its colour now
    /// @param reason The authority's own reason code
    /// @param instrument Digest of the decision, or zero
    function setLight(ReleaseId release, Light light, Colour colour, uint16 reason, bytes32 instrument) external;

    /// @notice Keeps a container in, wherever it is and whoever may collect it, with or without a release. Inspection, quarantine:
    /// customs. Maritime: maritime safety. Border: border inspection. Court: court. Charges: the carrier of its last release, until that
    /// is at the gate (rules R6, R7). Scope HOLD.
    /// @param container Which
    /// @param hold What kind
    /// @param reason The authority's own reason code; not zero
    /// @param instrument Digest of the decision, or zero
    function placeHold(bytes32 container, Hold hold, uint16 reason, bytes32 instrument) external;

    /// @notice Lifts a hold: who placed it, or another of the same part once that one is no longer active. Scope HOLD.
    /// @param container Which
    /// @param hold What kind
    /// @param reason The authority's own reason code
    /// @param instrument Digest of the decision, or zero
    function liftHold(bytes32 container, Hold hold, uint16 reason, bytes32 instrument) external;

    /// @notice Whether a container may leave: zero means go, otherwise every reason why not, see {Reasons}.
    /// @param release Which
    /// @param terminal Which terminal asks
    /// @param haulier Which haulier presents itself
    /// @param driver Commitment of the driver at the gate; zero if none was presented
    /// @param plate Commitment of the plate at the gate; zero if none was presented
    /// @param moment When, seconds; zero for the block's
    function gateVerdict(
        ReleaseId release,
        MemberId terminal,
        MemberId haulier,
        bytes32 driver,
        bytes32 plate,
        uint40 moment
    ) external view returns (uint256 reasons);

    /// @notice A release; reverts for an unknown one
    /// @param release Which release
    function getRelease(ReleaseId release) external view returns (ReleaseView memory);

    /// @notice A release's lights, in the order of {Light}
    /// @param release Which release
    function lightsOf(ReleaseId release) external view returns (LightView[3] memory);

    /// @notice A container's holds, in the order of {Hold}
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    function holdsOf(bytes32 container) external view returns (HoldView[6] memory);

    /// @notice The live release of a container at a terminal, zero if there is none
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    /// @param terminal Which terminal
    function liveRelease(bytes32 container, MemberId terminal) external view returns (ReleaseId);

    /// @notice The id that the next release of a container will have, if it is issued at the terminal
    /// @param basis The title's id, or the waybill's reference
    /// @param container Which
    /// @param terminal Where
    function nextRelease(bytes32 basis, bytes32 container, MemberId terminal) external view returns (ReleaseId);

    /// @notice Head of the hash chain over the holds of a container
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    function holdTrail(bytes32 container) external view returns (bytes32);

    /// @notice Whether a container number is well formed and its check digit right (ISO 6346)
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    function isContainerNumber(bytes32 container) external pure returns (bool);
}
