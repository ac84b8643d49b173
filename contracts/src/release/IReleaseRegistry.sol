// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IActs} from "../base/IActs.sol";
import {MemberId} from "../types/MemberId.sol";
import {TitleId} from "../title/TitleId.sol";
import {State as TitlePhase} from "../title/TitleState.sol";
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
/// Prepared, Active, Offered, Assigned, Ready, Suspended | cancel     | carrier                   | Cancelled (final) | ReleaseCancelled
/// Prepared, Active, Offered, Assigned, Ready | supersede             | carrier                   | Superseded (final), and a new one | ReleaseSuperseded, ReleaseIssued or ReleasePrepared
/// Prepared, Active, Offered, Assigned, Ready, AtGate, Suspended | setLight | each light's own authority | the same | ReleaseLightSet
/// any, also before issue                | placeHold, liftHold        | each hold's own authority | the same   | HoldPlaced, HoldLifted
///
/// A prepared release's chain is worked on as if it were active (`inner` says where it stands), but nothing leaves by it. A suspended
/// one's chain rests and comes back as it was. Expiry is not a state: after `validUntil` the chain stops until the carrier extends.
///
/// The id is keccak256(abi.encode(bytes32 basis, bytes32 container, uint32 terminal, uint32 sequence)): see {nextRelease}.
/// `state` in events and in the trail is the packed word, lowest bits first: 0 state, 8 inner, 16 carrier (32), 48 terminal (32),
/// 80 holder (32), 112 other (32: offeree when Offered, haulier from Assigned on), 144 validFrom (40), 184 validUntil (40: the present
/// holder's), 224 remaining (8: how many times the holder's chain may still be lengthened), 232 links (8: passed so far),
/// 240 lights (8: 2 bits each, in the order of {Light}), 248 marks (8: bits 0-1 {Basis}, bits 2-3 {Mode}, bit 4 manual gate-out).
interface IReleaseRegistry is IActs {
    /// @notice Where a release stands. Numbers never change.
    enum State {
        None,
        Prepared,
        Active,
        Offered,
        Assigned,
        Ready,
        AtGate,
        Out,
        Returned,
        Suspended,
        Cancelled,
        Superseded
    }

    /// @notice What a release is issued against. Numbers never change.
    enum Basis {
        Title,
        Waybill,
        WithoutPresentation
    }

    /// @notice How the container is to leave. Numbers never change.
    enum Mode {
        Road,
        Rail,
        Barge
    }

    /// @notice Until when the giver of a link may take it back. Numbers never change.
    enum RecallPolicy {
        Always,
        UntilAccepted
    }

    /// @notice What must be green before a container leaves. Numbers never change.
    enum Light {
        Commercial,
        Customs,
        Discharge
    }

    /// @notice Unknown is not green. Numbers never change.
    enum Colour {
        Unknown,
        Green,
        Red
    }

    /// @notice What keeps a container in, whoever may collect it. Numbers never change.
    enum Hold {
        Inspection,
        Quarantine,
        Maritime,
        Border,
        Court,
        Charges
    }

    /// @notice The acts' numbers in the trail. Numbers never change.
    enum Act {
        None,
        Issue,
        Prepare,
        Activate,
        Offer,
        Accept,
        Decline,
        Recall,
        Lapse,
        Assign,
        Nominate,
        Arrive,
        TurnAway,
        GateOut,
        ProposeManualGateOut,
        GateOutManually,
        ReturnEmpty,
        Suspend,
        Resume,
        Cancel,
        Extend,
        Supersede,
        SetLight,
        PlaceHold,
        LiftHold
    }

    /// @notice The packed word of a release: 256 bits, in this order from the lowest
    /// @param state Where it stands
    /// @param inner Where the chain stands beneath Prepared or Suspended; None otherwise
    /// @param carrier Who issued it (or for whom its agent did)
    /// @param terminal Where the container is
    /// @param holder Who has the right
    /// @param other Offeree while Offered; haulier from Assigned on
    /// @param validFrom First moment at which the container may leave, seconds
    /// @param validUntil Last moment for the present holder, seconds
    /// @param remaining How many more times the chain may be lengthened
    /// @param links How many times it was
    /// @param lights Two bits per {Light}: its {Colour}
    /// @param marks Bits 0-1 {Basis}, bits 2-3 {Mode}, bit 4 manual gate-out
    struct Right {
        State state;
        State inner;
        MemberId carrier;
        MemberId terminal;
        MemberId holder;
        MemberId other;
        uint40 validFrom;
        uint40 validUntil;
        uint8 remaining;
        uint8 links;
        uint8 lights;
        uint8 marks;
    }

    /// @notice What the carrier laid down for the whole chain
    /// @param firstParty To whom it released
    /// @param depot Where the empty container goes, nobody for any depot
    /// @param validUntil Last moment for the first party, seconds
    /// @param depth How many times the chain may be lengthened in all
    /// @param sequence Number of this right among those of its container, from 0
    struct Terms {
        MemberId firstParty;
        MemberId depot;
        uint40 validUntil;
        uint8 depth;
        uint32 sequence;
    }

    /// @notice One link of the chain
    /// @param to To whom the right was offered
    /// @param validUntil What the giver allowed, seconds; zero for as long as the giver's own
    /// @param deadline Last moment to accept, seconds
    /// @param depth How many times the receiver may lengthen the chain
    /// @param policy Until when the giver may take it back
    struct Link {
        MemberId to;
        uint40 validUntil;
        uint40 deadline;
        uint8 depth;
        RecallPolicy policy;
    }

    /// @notice What the haulier named
    /// @param driver Salted commitment of the driver
    /// @param plate Salted commitment of the plate (of the wagon or barge)
    /// @param slotFrom First moment of the slot, seconds
    /// @param slotUntil Last moment of the slot, seconds
    /// @param arrivedAt When it came to the gate, seconds; zero before
    struct Transport {
        bytes32 driver;
        bytes32 plate;
        uint40 slotFrom;
        uint40 slotUntil;
        uint40 arrivedAt;
    }

    /// @notice A light or hold, and who answers for it
    /// @param authority Who set it, nobody if it never was
    /// @param reason The authority's own reason code
    /// @param changedAt When, seconds
    struct Signal {
        MemberId authority;
        uint16 reason;
        uint40 changedAt;
    }

    /// @notice A light as a reader sees it
    /// @param colour Its colour
    /// @param signal Who set it, why, when
    struct LightView {
        Colour colour;
        Signal signal;
    }

    /// @notice A hold as a reader sees it
    /// @param placed Whether it keeps the container in
    /// @param signal Who changed it last, why, when
    struct HoldView {
        bool placed;
        Signal signal;
    }

    /// @notice A release with all that the registry keeps of it, without lights
    struct ReleaseView {
        Right right;
        Terms terms;
        Basis basisKind;
        bytes32 basis;
        bytes32 container;
        ReleaseId replaces;
        Link[] chain;
        Transport transport;
        bool manual;
        bytes32 state;
        bytes32 trail;
    }

    /// @notice Thrown when no such release was ever issued
    /// @param release The id asked for
    error ReleaseUnknown(ReleaseId release);
    /// @notice Thrown when the release does not stand where the act begins
    /// @param release Which
    /// @param state Where it (or, if prepared, its chain) stands
    /// @param accepted Where the act begins: bit n is the state of number n
    error ReleaseUnexpectedState(ReleaseId release, State state, uint256 accepted);
    /// @notice Thrown when a live release exists for the container at the terminal
    /// @param container Which
    /// @param terminal Where
    /// @param release The live one
    error ReleaseAlreadyLive(bytes32 container, MemberId terminal, ReleaseId release);
    /// @notice Thrown when the bill is not accomplished: its holder has not surrendered it, or the carrier has not accepted that
    /// @param title The bill
    /// @param phase Where it stands
    error ReleaseTitleNotAccomplished(TitleId title, TitlePhase phase);
    /// @notice Thrown when a bill exists that would have to be surrendered first
    /// @param title The bill
    /// @param phase Where it stands
    error ReleaseTitleExists(TitleId title, TitlePhase phase);
    /// @notice Thrown when delivery without presentation is not recorded on the bill, or the bill is not live
    /// @param title The bill
    /// @param phase Where it stands
    error ReleaseDeliveryNotRecorded(TitleId title, TitlePhase phase);
    /// @notice Thrown when the first party is not who surrendered the bill
    /// @param title The bill
    /// @param firstParty Who was named
    /// @param entitled Who surrendered it
    error ReleaseNotEntitled(TitleId title, MemberId firstParty, MemberId entitled);
    /// @notice Thrown when a container number is malformed or its check digit is wrong (ISO 6346)
    /// @param container As given
    error ReleaseContainerInvalid(bytes32 container);
    /// @notice Thrown when an argument is empty or out of range
    /// @param what Its name
    error ReleaseArgumentInvalid(bytes32 what);
    /// @notice Thrown when a counterparty lacks every role that fits its part
    /// @param member Which
    /// @param roles The roles it has
    /// @param accepted The roles of which it needs one
    error ReleaseRoleMissing(MemberId member, uint32 roles, uint32 accepted);
    /// @notice Thrown when somebody acts in another member's part
    /// @param release Which
    /// @param actor Who tried
    /// @param expected Whose part it is
    error ReleaseNotParty(ReleaseId release, MemberId actor, MemberId expected);
    /// @notice Thrown when a link would give more than its giver has
    /// @param release Which
    /// @param what The name of the argument
    /// @param given What it says
    /// @param permitted The most it may say
    error ReleaseWidened(ReleaseId release, bytes32 what, uint256 given, uint256 permitted);
    /// @notice Thrown when the right is offered to a member that is in its chain already
    /// @param release Which
    /// @param member Who
    error ReleaseInChainAlready(ReleaseId release, MemberId member);
    /// @notice Thrown when a member recalls that never passed the right on
    /// @param release Which
    /// @param member Who
    error ReleaseNotInChain(ReleaseId release, MemberId member);
    /// @notice Thrown when a link cannot be taken back, because it was given only until accepted
    /// @param release Which
    /// @param giver Who gave it
    /// @param receiver Who accepted it
    error ReleaseRecallBarred(ReleaseId release, MemberId giver, MemberId receiver);
    /// @notice Thrown when the right has expired
    /// @param release Which
    /// @param validUntil Last moment, seconds
    /// @param timestamp The block's time, seconds
    error ReleaseExpired(ReleaseId release, uint40 validUntil, uint256 timestamp);
    /// @notice Thrown when an offer is accepted too late
    /// @param release Which
    /// @param deadline Last moment, seconds
    /// @param timestamp The block's time, seconds
    error ReleaseOfferExpired(ReleaseId release, uint40 deadline, uint256 timestamp);
    /// @notice Thrown when something is said to have lapsed that has not
    /// @param release Which
    /// @param deadline Last moment at which it still stands, seconds
    /// @param timestamp The block's time, seconds
    error ReleaseNotLapsed(ReleaseId release, uint40 deadline, uint256 timestamp);
    /// @notice Thrown when the container may not leave
    /// @param release Which
    /// @param reasons Why: see {Reasons}
    error ReleaseRefused(ReleaseId release, uint256 reasons);
    /// @notice Thrown when the same officer gives both keys of a manual gate-out
    /// @param release Which
    /// @param officer Who
    error ReleaseSecondOfficerNeeded(ReleaseId release, address officer);
    /// @notice Thrown when a light or hold belongs to another authority
    /// @param actor Who tried
    /// @param authority Who set it
    error ReleaseNotAuthority(MemberId actor, MemberId authority);
    /// @notice Thrown when a hold is lifted that is not placed, or placed that is
    /// @param container Which container
    /// @param hold Which
    /// @param placed How it stands
    error ReleaseHoldUnchanged(bytes32 container, Hold hold, bool placed);

    /// @notice A carrier released a container (to the first party)
    event ReleaseIssued(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 basis,
        bytes32 container,
        MemberId depot,
        uint32 sequence,
        ReleaseId replaces,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A carrier prepared a release that takes effect once the bill is accomplished
    event ReleasePrepared(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 basis,
        bytes32 container,
        MemberId depot,
        uint32 sequence,
        ReleaseId replaces,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A prepared release took effect
    event ReleaseActivated(ReleaseId indexed release, MemberId indexed from, bytes32 state, bytes32 instrument);
    /// @notice The right was offered
    event ReleaseOffered(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        uint40 validUntil,
        uint8 depth,
        RecallPolicy policy,
        uint40 deadline,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The right passed (from the former holder, to the new one)
    event ReleaseAccepted(
        ReleaseId indexed release, MemberId indexed from, MemberId indexed to, bytes32 state, bytes32 instrument
    );
    /// @notice An offeree declined the right, or a haulier the transport (from it, to the holder)
    event ReleaseDeclined(
        ReleaseId indexed release, MemberId indexed from, MemberId indexed to, bytes32 state, bytes32 instrument
    );
    /// @notice The right, an offer or an assignment was taken back (from who had it, to the recalling member)
    event ReleaseRecalled(
        ReleaseId indexed release, MemberId indexed from, MemberId indexed to, bytes32 state, bytes32 instrument
    );
    /// @notice An offer lapsed (from the offeree, to the holder), or a call at the gate (from the terminal, to the haulier)
    event ReleaseLapsed(
        ReleaseId indexed release, MemberId indexed from, MemberId indexed to, bytes32 state, bytes32 instrument
    );
    /// @notice A haulier was assigned (from the holder, to the haulier)
    event ReleaseAssigned(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        Mode mode,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The haulier named driver, plate and slot
    event TransportNominated(
        ReleaseId indexed release,
        MemberId indexed from,
        bytes32 driver,
        bytes32 plate,
        uint40 slotFrom,
        uint40 slotUntil,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The haulier is at the gate and the terminal locked the right (from the terminal, to the haulier)
    event ContainerCalled(
        ReleaseId indexed release, MemberId indexed from, MemberId indexed to, bytes32 state, bytes32 instrument
    );
    /// @notice The terminal turned the haulier away (from the terminal, to the haulier)
    event ContainerTurnedAway(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        uint16 reason,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The container left (from the terminal, to the haulier)
    event ContainerGatedOut(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 interchange,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A first terminal officer proposed to let the container leave by hand
    event ManualGateOutProposed(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        address officer,
        uint16 reason,
        bytes32 interchange,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The container left on the word of two terminal officers (from the terminal, to whom it was given)
    event ContainerGatedOutManually(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        address proposer,
        address officer,
        uint16 reason,
        bytes32 interchange,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The empty container was returned (from the haulier, to the depot)
    event EmptyReturned(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 interchange,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The carrier suspended a release: its chain rests
    event ReleaseSuspended(
        ReleaseId indexed release, MemberId indexed from, uint16 reason, bytes32 state, bytes32 instrument
    );
    /// @notice The carrier resumed a release: its chain is as before
    event ReleaseResumed(ReleaseId indexed release, MemberId indexed from, bytes32 state, bytes32 instrument);
    /// @notice The carrier cancelled a release for good
    event ReleaseCancelled(
        ReleaseId indexed release, MemberId indexed from, uint16 reason, bytes32 state, bytes32 instrument
    );
    /// @notice The carrier gave a release more time
    event ReleaseExtended(
        ReleaseId indexed release, MemberId indexed from, uint40 validUntil, bytes32 state, bytes32 instrument
    );
    /// @notice The carrier put another release in the place of this one
    event ReleaseSuperseded(
        ReleaseId indexed release, MemberId indexed from, ReleaseId replacedBy, bytes32 state, bytes32 instrument
    );
    /// @notice An authority set a light
    event ReleaseLightSet(
        ReleaseId indexed release,
        MemberId indexed from,
        Light light,
        Colour colour,
        uint16 reason,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An authority keeps a container in. `release` is the last one issued for it, zero if there is none; `state` the container's
    /// holds, bit n being the hold of number n.
    event HoldPlaced(
        bytes32 indexed container,
        MemberId indexed from,
        ReleaseId indexed release,
        Hold hold,
        uint16 reason,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An authority no longer keeps a container in. As {HoldPlaced}.
    event HoldLifted(
        bytes32 indexed container,
        MemberId indexed from,
        ReleaseId indexed release,
        Hold hold,
        uint16 reason,
        bytes32 state,
        bytes32 instrument
    );

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
    function accept(ReleaseId release, bytes32 instrument) external;

    /// @notice Declines an offered right, or an assigned transport. Scope RELEASE.
    function decline(ReleaseId release, bytes32 instrument) external;

    /// @notice Takes back an offer, an assignment, or the right itself with everything behind it. Scope RELEASE.
    function recall(ReleaseId release, bytes32 instrument) external;

    /// @notice Notes that an offer, or a call at the gate, lapsed. Anyone may.
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
    function gateOutManually(ReleaseId release, uint16 reason, bytes32 interchange, bytes32 instrument)
        external
        returns (bool out);

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
    function resume(ReleaseId release, bytes32 instrument) external;

    /// @notice Cancels a release for good. Scope RELEASE.
    /// @param release Which
    /// @param reason The carrier's own reason code
    /// @param instrument Digest of the notice, or zero
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
    function supersede(ReleaseId release, bytes32 container, MemberId terminal, bytes32 instrument)
        external
        returns (ReleaseId replacement);

    /// @notice Sets a light. Commercial: the carrier. Customs: customs. Discharge: the terminal. A light that an agency set, another
    /// agency does not change while the first is active. Scope HOLD.
    /// @param release Which
    /// @param light Which light
    /// @param colour Its colour now
    /// @param reason The authority's own reason code
    /// @param instrument Digest of the decision, or zero
    function setLight(ReleaseId release, Light light, Colour colour, uint16 reason, bytes32 instrument) external;

    /// @notice Keeps a container in, wherever it is and whoever may collect it, with or without a release. Inspection, quarantine:
    /// customs. Maritime: maritime safety. Border: border inspection. Court: court. Charges: the carrier of its last release. Scope HOLD.
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
    function getRelease(ReleaseId release) external view returns (ReleaseView memory);

    /// @notice A release's lights, in the order of {Light}
    function lightsOf(ReleaseId release) external view returns (LightView[3] memory);

    /// @notice A container's holds, in the order of {Hold}
    function holdsOf(bytes32 container) external view returns (HoldView[6] memory);

    /// @notice The live release of a container at a terminal, zero if there is none
    function liveRelease(bytes32 container, MemberId terminal) external view returns (ReleaseId);

    /// @notice The id that the next release of a container will have, if it is issued at the terminal
    /// @param basis The title's id, or the waybill's reference
    /// @param container Which
    /// @param terminal Where
    function nextRelease(bytes32 basis, bytes32 container, MemberId terminal) external view returns (ReleaseId);

    /// @notice Head of the hash chain over the holds of a container
    function holdTrail(bytes32 container) external view returns (bytes32);

    /// @notice Whether a container number is well formed and its check digit right (ISO 6346)
    function isContainerNumber(bytes32 container) external pure returns (bool);
}
