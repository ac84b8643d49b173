// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";
import {TitleId} from "../title/TitleId.sol";
import {State as TitlePhase} from "../title/TitleState.sol";
import {ReleaseId} from "./ReleaseId.sol";

/// @notice Types, errors and events of {IReleaseRegistry}.
interface IReleaseFacts {
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
    /// @param release Which release
    /// @param from Who issued it: the carrier or its agent
    /// @param to The first party
    /// @param basis The title's id, or the waybill's reference
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    /// @param depot Where the empty container goes, nobody for any depot
    /// @param sequence How many releases of the container there were before
    /// @param replaces The release that it replaces (rule R14), or zero
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
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
    /// @param release Which release
    /// @param from Who prepared it: the carrier or its agent
    /// @param to The first party
    /// @param basis The title's id, or the waybill's reference
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    /// @param depot Where the empty container goes, nobody for any depot
    /// @param sequence How many releases of the container there were before
    /// @param replaces The release that it replaces (rule R14), or zero
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
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
    /// @param release Which release
    /// @param from The carrier or its agent
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ReleaseActivated(ReleaseId indexed release, MemberId indexed from, bytes32 state, bytes32 instrument);
    /// @notice The right was offered
    /// @param release Which release
    /// @param from The holder
    /// @param to The offeree
    /// @param validUntil Last moment, seconds
    /// @param depth How many times it may be passed on (rules R3, R4)
    /// @param policy Until when the giver may take it back (rule R6)
    /// @param deadline Last moment to accept, seconds
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
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
    /// @param release Which release
    /// @param from The former holder
    /// @param to The new holder
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ReleaseAccepted(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An offeree declined the right, or a haulier the transport (from it, to the holder)
    /// @param release Which release
    /// @param from The offeree or haulier
    /// @param to The holder
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ReleaseDeclined(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The right, an offer or an assignment was taken back (from who had it, to the recalling member)
    /// @param release Which release
    /// @param from Who had it
    /// @param to Who took it back
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ReleaseRecalled(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An offer lapsed (from the offeree, to the holder), or a call at the gate (from the terminal, to the haulier)
    /// @param release Which release
    /// @param from The offeree; of a call at the gate, the terminal
    /// @param to The holder; of a call at the gate, the haulier
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Zero: no statement is needed
    event ReleaseLapsed(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A haulier was assigned (from the holder, to the haulier)
    /// @param release Which release
    /// @param from The holder
    /// @param to The haulier
    /// @param mode Road, rail or barge
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ReleaseAssigned(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        Mode mode,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The haulier named driver, plate and slot
    /// @param release Which release
    /// @param from The haulier
    /// @param driver Salted commitment of the driver
    /// @param plate Salted commitment of the number plate
    /// @param slotFrom First moment of the slot, seconds
    /// @param slotUntil Last moment of the slot, seconds
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
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
    /// @param release Which release
    /// @param from The terminal
    /// @param to The haulier
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ContainerCalled(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The terminal turned the haulier away (from the terminal, to the haulier)
    /// @param release Which release
    /// @param from The terminal
    /// @param to The haulier
    /// @param reason The acting member's own reason code
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ContainerTurnedAway(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        uint16 reason,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The container left (from the terminal, to the haulier)
    /// @param release Which release
    /// @param from The terminal
    /// @param to The haulier
    /// @param interchange Digest of the equipment interchange receipt
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ContainerGatedOut(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 interchange,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A first terminal officer proposed to let the container leave by hand
    /// @param release Which release
    /// @param from The terminal
    /// @param to To whom it would be given
    /// @param officer The officer of the terminal who acted
    /// @param reason The acting member's own reason code
    /// @param interchange Digest of the equipment interchange receipt
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
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
    /// @param release Which release
    /// @param from The terminal
    /// @param to To whom it was given
    /// @param proposer The officer who gave the first key (rule R12)
    /// @param officer The officer of the terminal who acted
    /// @param reason The acting member's own reason code
    /// @param interchange Digest of the equipment interchange receipt
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
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
    /// @param release Which release
    /// @param from The haulier
    /// @param to The depot
    /// @param interchange Digest of the equipment interchange receipt
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event EmptyReturned(
        ReleaseId indexed release,
        MemberId indexed from,
        MemberId indexed to,
        bytes32 interchange,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The carrier suspended a release: its chain rests
    /// @param release Which release
    /// @param from The carrier or its agent
    /// @param reason The acting member's own reason code
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ReleaseSuspended(
        ReleaseId indexed release,
        MemberId indexed from,
        uint16 reason,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The carrier resumed a release: its chain is as before
    /// @param release Which release
    /// @param from The carrier or its agent
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ReleaseResumed(ReleaseId indexed release, MemberId indexed from, bytes32 state, bytes32 instrument);
    /// @notice The carrier, or a court or registrar by its order, cancelled a release for good
    /// @param release Which release
    /// @param from Who cancelled it
    /// @param reason The acting member's own reason code
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ReleaseCancelled(
        ReleaseId indexed release,
        MemberId indexed from,
        uint16 reason,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The carrier gave a release more time
    /// @param release Which release
    /// @param from The carrier or its agent
    /// @param validUntil The new last moment, seconds
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ReleaseExtended(
        ReleaseId indexed release,
        MemberId indexed from,
        uint40 validUntil,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The carrier put another release in the place of this one
    /// @param release Which release
    /// @param from The carrier or its agent
    /// @param replacedBy The release in its place (rule R14)
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event ReleaseSuperseded(
        ReleaseId indexed release,
        MemberId indexed from,
        ReleaseId replacedBy,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice An authority set a light
    /// @param release Which release
    /// @param from The light's authority
    /// @param light Which light
    /// @param colour Its colour now
    /// @param reason The acting member's own reason code
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
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
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    /// @param from The hold's authority
    /// @param release Which release
    /// @param hold What kind of hold
    /// @param reason The acting member's own reason code
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
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
    /// @param container ISO 6346 number, 11 ASCII characters left-aligned
    /// @param from The hold's authority
    /// @param release Which release
    /// @param hold What kind of hold
    /// @param reason The acting member's own reason code
    /// @param state The packed word after the act, see {IReleaseRegistry}; of a hold, the container's hold bits
    /// @param instrument Digest of the signed statement of the act, or zero
    event HoldLifted(
        bytes32 indexed container,
        MemberId indexed from,
        ReleaseId indexed release,
        Hold hold,
        uint16 reason,
        bytes32 state,
        bytes32 instrument
    );
}
