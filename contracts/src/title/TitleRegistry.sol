// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {MemberActs} from "../base/MemberActs.sol";
import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Roles, Scopes} from "../members/Roles.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {Trail} from "../types/Trail.sol";
import {ITitleRegistry} from "./ITitleRegistry.sol";
import {TitleId, titleIdOf} from "./TitleId.sol";
import {Endorsement, Kind, OfferPurpose, Purpose, State, TitleState, TitleStates} from "./TitleState.sol";

/// @notice See {ITitleRegistry}.
contract TitleRegistry is ITitleRegistry, MemberActs, AccessManaged {
    // Who may hold a bill, or have it to its order: those who trade, finance, insure or forward goods, never who guards them.
    uint32 private constant HOLDERS = Roles.CARRIER | Roles.CARRIER_AGENT | Roles.TRADER | Roles.BANK | Roles.INSURER
        | Roles.FORWARDER;

    struct Record {
        TitleState state;
        bytes32 trail;
        bytes32 contentDigest;
    }

    struct Nomination {
        MemberId to;
        Endorsement endorsement;
    }

    mapping(TitleId title => Record) private _records;
    mapping(TitleId title => Pledge) private _pledges;
    mapping(TitleId title => Nomination) private _nominations;
    mapping(TitleId title => bytes32 digest) private _paperSerials;
    mapping(TitleId title => mapping(uint8 version => bytes32 digest)) private _earlierDigests;
    mapping(TitleId title => TitleId[]) private _replaced;
    mapping(TitleId title => TitleId[]) private _replacedBy;
    mapping(MemberId receiver => mapping(MemberId offeror => uint40 validUntil)) private _standing;

    /// @param members_ The members registry that decides who may act
    /// @param authority_ The ledger's AccessManager, for {reassign}
    constructor(IMemberRegistry members_, address authority_)
        MemberActs("Lading Title", members_)
        AccessManaged(authority_)
    {}

    // ------------------------------------------------------------------ issue

    /// @inheritdoc ITitleRegistry
    function issue(
        MemberId carrier,
        bytes32 transportDocumentReference,
        Kind kind,
        MemberId holder,
        MemberId endorsee,
        bytes32 contentDigest,
        bytes32 instrument
    ) external returns (TitleId title) {
        title = titleIdOf(carrier, transportDocumentReference);
        State current = _records[title].state.state();
        if (current != State.None) revert TitleExists(title, current);
        _requireCarrier(carrier);
        _requireIssuable(transportDocumentReference, kind, holder, endorsee, contentDigest);

        TitleState s = TitleStates.live(carrier, holder, endorsee, kind, 0, 0);
        _records[title].contentDigest = contentDigest;
        bytes32 origin = keccak256(abi.encode(title, contentDigest));
        _write(title, origin, Act.Issue, carrier, holder, s, instrument);
        emit TitleIssued(
            title, carrier, holder, transportDocumentReference, contentDigest, _word(s), instrument
        );
    }

    /// @inheritdoc ITitleRegistry
    function issueFromPaper(
        MemberId carrier,
        bytes32 transportDocumentReference,
        Kind kind,
        MemberId holder,
        MemberId endorsee,
        bytes32 contentDigest,
        bytes32 paperSerials,
        bytes32 instrument
    ) external returns (TitleId title) {
        title = titleIdOf(carrier, transportDocumentReference);
        bytes32 origin = _originFromPaper(title, contentDigest);
        _requireCarrier(carrier);
        _requireIssuable(transportDocumentReference, kind, holder, endorsee, contentDigest);
        if (paperSerials == 0) revert TitleArgumentInvalid("paperSerials");
        // MLETR art. 17: a statement of the change of medium
        if (instrument == 0) revert TitleArgumentInvalid("instrument");

        _paperSerials[title] = paperSerials;
        TitleState s = TitleStates.live(
            carrier, holder, endorsee, kind, _newVersion(title, contentDigest), TitleStates.FROM_PAPER
        );
        _write(title, origin, Act.IssueFromPaper, carrier, holder, s, instrument);
        emit TitleIssuedFromPaper(
            title, carrier, holder, transportDocumentReference, contentDigest, paperSerials, _word(s), instrument
        );
    }

    // ------------------------------------------------------------------ transfer

    /// @inheritdoc ITitleRegistry
    function offer(TitleId title, MemberId to, Endorsement endorsement, uint40 validUntil, bytes32 instrument)
        external
    {
        TitleState s = _requireTransferable(title);
        MemberId holder = s.holder();
        MemberId pledgee = s.pledgee();
        // A bill on trust receipt goes back to the bank and nowhere else.
        if (pledgee != NOBODY && (to != pledgee || holder == pledgee || endorsement != Endorsement.None)) {
            revert TitleIsPledged(title, pledgee);
        }
        _requireHolder(title, holder);
        _requireEndorsable(title, s, to, endorsement);
        _requireReceiver(to);
        _requireAhead(validUntil);

        if (to == holder || _acceptsAtOnce(to, holder)) {
            s = _moved(s, to, endorsement);
            _record(title, Act.Transfer, holder, to, s, instrument);
            emit TitleTransferred(title, holder, to, _word(s), instrument);
        } else {
            s = s.withOffer(to, OfferPurpose.Transfer, endorsement, validUntil);
            _record(title, Act.Offer, holder, to, s, instrument);
            emit TitleOffered(title, holder, to, _word(s), instrument);
        }
    }

    /// @inheritdoc ITitleRegistry
    function accept(TitleId title, bytes32 instrument) external {
        TitleState s = _requireOffered(title);
        OfferPurpose purpose = s.offerPurpose();
        if (purpose == OfferPurpose.Pledge) {
            revert TitleUnexpectedOffer(
                title,
                purpose,
                1 << uint8(OfferPurpose.Transfer) | 1 << uint8(OfferPurpose.Release) | 1 << uint8(OfferPurpose.Entrust)
            );
        }
        MemberId to = _requireOfferee(title, s, Scopes.TITLE);
        _requireInTime(title, s);

        MemberId from = s.holder();
        s = _moved(s.withoutOffer(), to, s.offeredEndorsement());
        if (purpose == OfferPurpose.Release) s = s.withPledgee(NOBODY);
        _record(title, Act.Accept, from, to, s, instrument);
        emit TitleAccepted(title, from, to, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function decline(TitleId title, bytes32 instrument) external {
        TitleState s = _requireOffered(title);
        bool pledge = s.offerPurpose() == OfferPurpose.Pledge;
        MemberId from = _requireOfferee(title, s, pledge ? Scopes.FINANCE : Scopes.TITLE);

        MemberId holder = s.holder();
        s = s.withoutOffer();
        _record(title, Act.Decline, from, holder, s, instrument);
        emit TitleDeclined(title, from, holder, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function recall(TitleId title, bytes32 instrument) external {
        TitleState s = _requireOffered(title);
        MemberId holder = s.holder();
        OfferPurpose purpose = s.offerPurpose();
        bool byPledgee = purpose == OfferPurpose.Release || purpose == OfferPurpose.Entrust;
        (MemberId actor,) = _actor(byPledgee ? Scopes.FINANCE : Scopes.TITLE);
        if (actor != holder) revert TitleNotHolder(title, actor, holder);

        MemberId offeree = s.offeree();
        s = s.withoutOffer();
        _record(title, Act.Recall, holder, offeree, s, instrument);
        emit TitleRecalled(title, holder, offeree, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function lapse(TitleId title) external {
        TitleState s = _requireOffered(title);
        uint40 deadline = s.deadline();
        // solhint-disable-next-line not-rely-on-time -- an offer's deadline is block time by definition
        if (block.timestamp <= deadline) revert TitleOfferRunning(title, deadline, block.timestamp);

        MemberId offeree = s.offeree();
        MemberId holder = s.holder();
        s = s.withoutOffer();
        _record(title, Act.Lapse, holder, offeree, s, 0);
        emit TitleLapsed(title, holder, offeree, _word(s), 0);
    }

    // ------------------------------------------------------------------ endorsement without transfer

    /// @inheritdoc ITitleRegistry
    function endorseBlank(TitleId title, bytes32 instrument) external {
        TitleState s = _requireUnpledged(title);
        MemberId holder = s.holder();
        _requireHolder(title, holder);
        if (s.kind() != Kind.ToOrder) revert TitleNotNegotiable(title, s.kind());
        if (!s.holderEntitled()) revert TitleNotEntitled(title, holder, s.endorsee());

        s = s.withOrder(NOBODY, Kind.Bearer);
        _record(title, Act.EndorseBlank, holder, NOBODY, s, instrument);
        emit TitleEndorsedBlank(title, holder, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function nominate(TitleId title, MemberId to, Endorsement endorsement, bytes32 instrument) external {
        TitleState s = _requireUnpledged(title);
        MemberId endorsee = s.endorsee();
        (MemberId actor,) = _actor(Scopes.TITLE);
        if (actor != endorsee || actor == s.holder()) {
            revert TitleNotEndorseeOutOfPossession(title, actor, endorsee, s.holder());
        }
        if (s.kind() != Kind.ToOrder) revert TitleNotNegotiable(title, s.kind());
        if (to == NOBODY) {
            if (endorsement != Endorsement.None) revert TitleArgumentInvalid("endorsement");
            s = s.withoutFlag(TitleStates.NOMINATED);
        } else {
            if (endorsement == Endorsement.None) revert TitleArgumentInvalid("endorsement");
            if (to == actor) revert TitleArgumentInvalid("to");
            _requireReceiver(to);
            s = s.withFlag(TitleStates.NOMINATED);
        }
        _nominations[title] = Nomination(to, endorsement);
        _record(title, Act.Nominate, actor, to, s, instrument);
        emit TitleNominated(title, actor, to, endorsement, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function sign(TitleId title, bytes32 instrument) external {
        TitleState s = _requireTransferable(title);
        MemberId holder = s.holder();
        _requireHolder(title, holder);
        if (instrument == 0) revert TitleArgumentInvalid("instrument");

        _record(title, Act.Sign, holder, NOBODY, s, instrument);
        emit TitleSigned(title, holder, _word(s), instrument);
    }

    // ------------------------------------------------------------------ pledge

    /// @inheritdoc ITitleRegistry
    function offerPledge(
        TitleId title,
        MemberId to,
        MemberId releaseTo,
        uint40 enforceableFrom,
        uint40 validUntil,
        bytes32 instrument
    ) external {
        TitleState s = _requireUnpledged(title);
        MemberId holder = s.holder();
        _requireHolder(title, holder);
        if (!s.holderEntitled()) revert TitleNotEntitled(title, holder, s.endorsee());
        Kind kind = s.kind();
        // An order bill is pledged by endorsement, a bearer bill by delivery; a straight bill must name the bank as consignee.
        if (kind == Kind.ToOrderNotOnward) revert TitleNotNegotiable(title, kind);
        if (kind == Kind.Straight && to != s.endorsee()) revert TitleConsigneeOnly(title, to, s.endorsee());
        if (to == holder) revert TitleArgumentInvalid("to");
        uint32 roles = members.requireActive(to);
        if (roles & Roles.BANK == 0) revert IMemberRegistry.MemberRoleMissing(to, roles, Roles.BANK);
        _requireReleaseTo(releaseTo, holder, to, kind);
        _requireAhead(validUntil);

        _pledges[title] = Pledge(holder, releaseTo, enforceableFrom);
        s = s.withOffer(to, OfferPurpose.Pledge, _orderEndorsement(kind), validUntil);
        _record(title, Act.OfferPledge, holder, to, s, instrument);
        emit TitlePledgeOffered(title, holder, to, releaseTo, enforceableFrom, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function acceptPledge(TitleId title, bytes32 instrument) external {
        TitleState s = _requireOffered(title);
        OfferPurpose purpose = s.offerPurpose();
        if (purpose != OfferPurpose.Pledge) {
            revert TitleUnexpectedOffer(title, purpose, 1 << uint8(OfferPurpose.Pledge));
        }
        MemberId to = _requireOfferee(title, s, Scopes.FINANCE);
        _requireInTime(title, s);

        MemberId from = s.holder();
        s = _moved(s.withoutOffer(), to, s.offeredEndorsement()).withPledgee(to);
        _record(title, Act.AcceptPledge, from, to, s, instrument);
        emit TitlePledged(title, from, to, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function redirectPledge(TitleId title, MemberId releaseTo, bytes32 instrument) external {
        TitleState s = _requireTransferable(title);
        MemberId pledgee = s.pledgee();
        (MemberId actor,) = _actor(Scopes.TITLE);
        Pledge storage pledge = _pledges[title];
        MemberId pledgor = pledgee == NOBODY ? NOBODY : pledge.pledgor;
        if (actor != pledgor) revert TitleNotPledgor(title, actor, pledgor);
        _requireReleaseTo(releaseTo, pledgor, pledgee, s.kind());

        pledge.releaseTo = releaseTo;
        _record(title, Act.RedirectPledge, pledgor, releaseTo, s, instrument);
        emit TitlePledgeRedirected(title, pledgor, releaseTo, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function releasePledge(TitleId title, MemberId to, uint40 validUntil, bytes32 instrument) external {
        TitleState s = _requireLive(title);
        MemberId pledgee = _requirePledgee(title, s);
        Pledge storage pledge = _pledges[title];
        bool entrusted = s.holder() != pledgee;
        // On trust receipt the customer has the bill already; then only the security interest ends.
        bool atOnce = entrusted ? to == s.holder() : to == pledge.pledgor;
        if (!atOnce) {
            if (entrusted || to == NOBODY || to != pledge.releaseTo) {
                revert TitleReleaseNotAgreed(title, to, pledge.pledgor, pledge.releaseTo);
            }
            if (s.has(TitleStates.DELIVERED)) revert TitleIsDelivered(title);
            _requireReceiver(to);
            if (!_acceptsAtOnce(to, pledgee)) {
                _requireAhead(validUntil);
                _offer(title, pledgee, to, s, OfferPurpose.Release, validUntil, instrument);
                return;
            }
        }
        if (!entrusted) s = _moved(s, to, _orderEndorsement(s.kind()));
        s = s.withPledgee(NOBODY);
        _record(title, Act.ReleasePledge, pledgee, to, s, instrument);
        emit TitlePledgeReleased(title, pledgee, to, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function enforcePledge(TitleId title, bytes32 instrument) external {
        TitleState s = _requireLive(title);
        MemberId pledgee = _requirePledgee(title, s);
        uint40 from = _pledges[title].enforceableFrom;
        // solhint-disable-next-line not-rely-on-time -- the agreed moment is block time
        if (block.timestamp < from) revert TitlePledgeNotEnforceable(title, from, block.timestamp);

        MemberId holder = s.holder();
        s = _moved(s, pledgee, _orderEndorsement(s.kind())).withPledgee(NOBODY);
        _record(title, Act.EnforcePledge, holder, pledgee, s, instrument);
        emit TitlePledgeEnforced(title, holder, pledgee, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function entrust(TitleId title, MemberId to, uint40 validUntil, bytes32 instrument) external {
        TitleState s = _requireTransferable(title);
        MemberId pledgee = _requirePledgee(title, s);
        if (s.holder() != pledgee) revert TitleNotHolder(title, pledgee, s.holder());
        Pledge storage pledge = _pledges[title];
        if (to == NOBODY || (to != pledge.pledgor && to != pledge.releaseTo)) {
            revert TitleReleaseNotAgreed(title, to, pledge.pledgor, pledge.releaseTo);
        }
        _requireReceiver(to);
        if (!_acceptsAtOnce(to, pledgee)) {
            _requireAhead(validUntil);
            _offer(title, pledgee, to, s, OfferPurpose.Entrust, validUntil, instrument);
            return;
        }
        s = _moved(s, to, _orderEndorsement(s.kind()));
        _record(title, Act.Entrust, pledgee, to, s, instrument);
        emit TitleEntrusted(title, pledgee, to, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function consentSurrender(TitleId title, Purpose purpose, bytes32 instrument) external {
        TitleState s = _requireLive(title);
        MemberId pledgee = _requirePledgee(title, s);

        MemberId holder = s.holder();
        s = s.withConsent(purpose);
        _record(title, Act.ConsentSurrender, pledgee, holder, s, instrument);
        emit TitleSurrenderConsented(title, pledgee, holder, _word(s), instrument);
    }

    // ------------------------------------------------------------------ surrender

    /// @inheritdoc ITitleRegistry
    function surrender(TitleId title, Purpose purpose, bytes32 instrument) external {
        TitleState s = _requireLive(title);
        // A bill whose goods are gone must not come back to life as a clean one, electronic or paper.
        if (s.has(TitleStates.DELIVERED) && purpose != Purpose.Delivery) revert TitleIsDelivered(title);
        MemberId holder = s.holder();
        MemberId pledgee = s.pledgee();
        if (pledgee != NOBODY) {
            if (holder == pledgee) revert TitleIsPledged(title, pledgee);
            if (s.consented() != purpose) revert TitleConsentMissing(title, pledgee, s.consented());
        }
        _requireHolder(title, holder);
        if (!s.holderEntitled()) revert TitleNotEntitled(title, holder, s.endorsee());
        if (purpose == Purpose.None) revert TitleArgumentInvalid("purpose");

        MemberId carrier = s.carrier();
        s = s.withSurrender(purpose);
        _record(title, Act.Surrender, holder, carrier, s, instrument);
        emit TitleSurrendered(title, holder, carrier, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function acceptSurrender(TitleId title, bytes32 instrument) external {
        TitleState s = _requireSurrendered(title, 1 << uint8(Purpose.Delivery));
        MemberId carrier = s.carrier();
        _requireCarrier(carrier);

        s = s.withState(State.Accomplished);
        _record(title, Act.AcceptSurrender, carrier, s.holder(), s, instrument);
        emit TitleAccomplished(title, carrier, s.holder(), _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function convertToPaper(TitleId title, bytes32 paperSerials, bytes32 instrument) external {
        TitleState s = _requireSurrendered(title, 1 << uint8(Purpose.Paper));
        MemberId carrier = s.carrier();
        _requireCarrier(carrier);
        if (paperSerials == 0) revert TitleArgumentInvalid("paperSerials");
        // MLETR art. 18: a statement of the change of medium
        if (instrument == 0) revert TitleArgumentInvalid("instrument");

        _paperSerials[title] = paperSerials;
        s = s.withState(State.Paper);
        _record(title, Act.ConvertToPaper, carrier, s.holder(), s, instrument);
        emit TitleConvertedToPaper(title, carrier, s.holder(), paperSerials, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function refuseSurrender(TitleId title, bytes32 reason, bytes32 instrument) external {
        TitleState s = _requireSurrendered(title, type(uint256).max);
        MemberId carrier = s.carrier();
        _requireCarrier(carrier);
        if (reason == 0) revert TitleArgumentInvalid("reason");

        s = s.withoutSurrender();
        _record(title, Act.RefuseSurrender, carrier, s.holder(), s, instrument);
        emit TitleSurrenderRefused(title, carrier, s.holder(), reason, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function replace(
        MemberId carrier,
        TitleId[] calldata replaced,
        Replacement[] calldata replacements,
        bytes32 instrument
    ) external {
        _requireCarrier(carrier);
        if (replaced.length == 0) revert TitleArgumentInvalid("replaced");
        TitleState first = _records[replaced[0]].state;
        bytes32 heads = _supersede(carrier, replaced, first, instrument);

        TitleId[] memory successors = new TitleId[](replacements.length);
        for (uint256 i = 0; i < replacements.length; ++i) {
            successors[i] = _reissue(carrier, replacements[i], replaced, first, heads, instrument);
        }
        for (uint256 i = 0; i < replaced.length; ++i) {
            _replacedBy[replaced[i]] = successors;
        }
    }

    // ------------------------------------------------------------------ authorities

    /// @inheritdoc ITitleRegistry
    function freeze(TitleId title, bytes32 instrument) external {
        TitleState s = _requireNotFinal(title);
        if (s.has(TitleStates.FROZEN)) revert TitleIsFrozen(title);
        MemberId authority_ = _requireCourt(instrument);

        s = s.withFlag(TitleStates.FROZEN);
        _record(title, Act.Freeze, authority_, NOBODY, s, instrument);
        emit TitleFrozen(title, authority_, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function unfreeze(TitleId title, bytes32 instrument) external {
        TitleState s = _requireNotFinal(title);
        if (!s.has(TitleStates.FROZEN)) revert TitleNotFrozen(title);
        MemberId authority_ = _requireCourt(instrument);

        s = s.withoutFlag(TitleStates.FROZEN);
        _record(title, Act.Unfreeze, authority_, NOBODY, s, instrument);
        emit TitleUnfrozen(title, authority_, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function reassign(TitleId title, MemberId holder, MemberId endorsee, MemberId pledgee, bytes32 instrument)
        external
        restricted
    {
        TitleState s = _requireNotFinal(title);
        if (!s.has(TitleStates.FROZEN)) revert TitleNotFrozen(title);
        if (instrument == 0) revert TitleArgumentInvalid("instrument");
        Kind kind = s.kind();
        if (kind == Kind.Straight) {
            if (endorsee == NOBODY) revert TitleArgumentInvalid("endorsee");
        } else if (endorsee == NOBODY) {
            kind = Kind.Bearer;
        } else if (kind == Kind.Bearer) {
            kind = Kind.ToOrder;
        }
        _requireReceiver(holder);
        if (endorsee != NOBODY && endorsee != holder) _requireReceiver(endorsee);

        if (pledgee != s.pledgee()) {
            if (pledgee != NOBODY) {
                _requireReceiver(pledgee);
                // The order is all there is between them: release to the holder at once, no enforcement without a further order.
                _pledges[title] = Pledge(holder, NOBODY, type(uint40).max);
            }
            s = s.withPledgee(pledgee);
        }
        MemberId from = s.holder();
        s = s.withoutOffer().withoutSurrender().withoutFlag(TitleStates.FROZEN).withOrder(endorsee, kind)
            .withHolder(holder, Endorsement.None);
        _record(title, Act.Reassign, from, holder, s, instrument);
        emit TitleReassigned(title, from, holder, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function recordDelivery(TitleId title, bytes32 instrument) external {
        TitleState s = _records[title].state;
        State current = s.state();
        if (current != State.Live && current != State.Offered) {
            revert TitleUnexpectedState(title, current, 1 << uint8(State.Live) | 1 << uint8(State.Offered));
        }
        if (s.has(TitleStates.DELIVERED)) revert TitleIsDelivered(title);
        MemberId carrier = s.carrier();
        _requireCarrier(carrier);
        if (instrument == 0) revert TitleArgumentInvalid("instrument");

        s = s.withoutOffer().withFlag(TitleStates.DELIVERED);
        _record(title, Act.RecordDelivery, carrier, NOBODY, s, instrument);
        emit TitleDeliveryRecorded(title, carrier, _word(s), instrument);
    }

    // ------------------------------------------------------------------ standing acceptance

    /// @inheritdoc ITitleRegistry
    function grantStandingAcceptance(MemberId offeror, uint40 validUntil, bytes32 instrument) external {
        (MemberId receiver,) = _actor(Scopes.ADMINISTER);
        members.requireActive(offeror);
        if (offeror == receiver) revert TitleArgumentInvalid("offeror");
        _requireAhead(validUntil);
        _standing[receiver][offeror] = validUntil;
        emit StandingAcceptanceGranted(receiver, offeror, validUntil, instrument);
    }

    /// @inheritdoc ITitleRegistry
    function endStandingAcceptance(MemberId offeror, bytes32 instrument) external {
        (MemberId receiver,) = _actor(Scopes.ADMINISTER);
        if (_standing[receiver][offeror] == 0) revert TitleArgumentInvalid("offeror");
        delete _standing[receiver][offeror];
        emit StandingAcceptanceEnded(receiver, offeror, instrument);
    }

    // ------------------------------------------------------------------ reading

    /// @inheritdoc ITitleRegistry
    function getTitle(TitleId title) external view returns (Title memory) {
        Record storage r = _records[title];
        TitleState s = r.state;
        return Title({
            state: s.state(),
            kind: s.kind(),
            carrier: s.carrier(),
            holder: s.holder(),
            endorsee: s.endorsee(),
            pledgee: s.pledgee(),
            offeree: s.offeree(),
            offerDeadline: s.deadline(),
            offerPurpose: s.offerPurpose(),
            offeredEndorsement: s.offeredEndorsement(),
            received: s.received(),
            purpose: s.purpose(),
            consented: s.consented(),
            frozen: s.has(TitleStates.FROZEN),
            delivered: s.has(TitleStates.DELIVERED),
            fromPaper: s.has(TitleStates.FROM_PAPER),
            replacement: s.has(TitleStates.REPLACEMENT),
            version: s.version(),
            entitled: s.state() != State.None && s.holderEntitled(),
            contentDigest: r.contentDigest,
            trail: r.trail
        });
    }

    /// @inheritdoc ITitleRegistry
    function stateOf(TitleId title) external view returns (TitleState) {
        return _records[title].state;
    }

    /// @inheritdoc ITitleRegistry
    function trailOf(TitleId title) external view returns (bytes32) {
        return _records[title].trail;
    }

    /// @inheritdoc ITitleRegistry
    function contentDigestOf(TitleId title) external view returns (bytes32) {
        return _records[title].contentDigest;
    }

    /// @inheritdoc ITitleRegistry
    function earlierDigestOf(TitleId title, uint8 version) external view returns (bytes32) {
        return _earlierDigests[title][version];
    }

    /// @inheritdoc ITitleRegistry
    function titleIdFor(MemberId carrier, bytes32 transportDocumentReference) external pure returns (TitleId) {
        return titleIdOf(carrier, transportDocumentReference);
    }

    /// @inheritdoc ITitleRegistry
    function releaseBasis(TitleId title)
        external
        view
        returns (MemberId carrier, MemberId entitled, State state, bool delivered)
    {
        TitleState s = _records[title].state;
        return (s.carrier(), s.holder(), s.state(), s.has(TitleStates.DELIVERED));
    }

    /// @inheritdoc ITitleRegistry
    function isAccomplished(TitleId title) external view returns (bool) {
        return _records[title].state.state() == State.Accomplished;
    }

    /// @inheritdoc ITitleRegistry
    function pledgeOf(TitleId title) external view returns (Pledge memory pledge) {
        TitleState s = _records[title].state;
        if (s.pledgee() != NOBODY || s.offerPurpose() == OfferPurpose.Pledge) pledge = _pledges[title];
    }

    /// @inheritdoc ITitleRegistry
    function nominationOf(TitleId title) external view returns (MemberId to, Endorsement endorsement) {
        if (!_records[title].state.has(TitleStates.NOMINATED)) return (NOBODY, Endorsement.None);
        Nomination storage nomination = _nominations[title];
        return (nomination.to, nomination.endorsement);
    }

    /// @inheritdoc ITitleRegistry
    function lineageOf(TitleId title) external view returns (TitleId[] memory replaced, TitleId[] memory replacedBy) {
        return (_replaced[title], _replacedBy[title]);
    }

    /// @inheritdoc ITitleRegistry
    function paperSerialsOf(TitleId title) external view returns (bytes32) {
        return _paperSerials[title];
    }

    /// @inheritdoc ITitleRegistry
    function standingAcceptanceUntil(MemberId receiver, MemberId offeror) external view returns (uint40) {
        return _standing[receiver][offeror];
    }

    // ------------------------------------------------------------------ writing: the only places that change a title's word

    /// @dev Continues the title's own trail.
    function _record(TitleId title, Act act, MemberId from, MemberId to, TitleState s, bytes32 instrument) private {
        _write(title, _records[title].trail, act, from, to, s, instrument);
    }

    function _write(
        TitleId title,
        bytes32 trail,
        Act act,
        MemberId from,
        MemberId to,
        TitleState s,
        bytes32 instrument
    ) private {
        Record storage r = _records[title];
        r.state = s;
        r.trail = Trail.next(trail, uint8(act), from, to, _word(s), instrument);
    }

    function _word(TitleState s) private pure returns (bytes32) {
        return bytes32(TitleState.unwrap(s));
    }

    /// @dev A pledgee's offer to release or entrust; accepting it endorses the bill as its kind demands.
    function _offer(
        TitleId title,
        MemberId from,
        MemberId to,
        TitleState s,
        OfferPurpose purpose,
        uint40 validUntil,
        bytes32 instrument
    ) private {
        s = s.withOffer(to, purpose, _orderEndorsement(s.kind()), validUntil);
        _record(title, Act.Offer, from, to, s, instrument);
        emit TitleOffered(title, from, to, _word(s), instrument);
    }

    /// @dev The version and content of a bill that is issued again under its number; the former content stays on record.
    function _newVersion(TitleId title, bytes32 contentDigest) private returns (uint8 version) {
        Record storage r = _records[title];
        if (r.state.state() != State.None) {
            version = r.state.version();
            _earlierDigests[title][version] = r.contentDigest;
            ++version;
        }
        r.contentDigest = contentDigest;
    }

    /// @dev Where the trail of a bill from paper starts: anew, or from where it ended when the bill went to paper.
    function _originFromPaper(TitleId title, bytes32 contentDigest) private view returns (bytes32) {
        Record storage r = _records[title];
        State current = r.state.state();
        if (current == State.None) return keccak256(abi.encode(title, contentDigest));
        if (current != State.Paper) revert TitleExists(title, current);
        return keccak256(abi.encode(title, contentDigest, r.trail));
    }

    function _supersede(MemberId carrier, TitleId[] calldata replaced, TitleState first, bytes32 instrument)
        private
        returns (bytes32)
    {
        bytes32[] memory heads = new bytes32[](replaced.length);
        for (uint256 i = 0; i < replaced.length; ++i) {
            TitleId title = replaced[i];
            // A bill named twice is Superseded already and stops here.
            TitleState s = _requireSurrendered(
                title,
                1 << uint8(Purpose.Amendment) | 1 << uint8(Purpose.ChangeOfDestination) | 1 << uint8(Purpose.SwitchBill)
            );
            if (s.carrier() != carrier) revert TitleCarrierMismatch(title, carrier, s.carrier());
            if (s.holder() != first.holder() || s.pledgee() != first.pledgee()) {
                revert TitleReplacementMixed(title, s.holder(), s.pledgee());
            }
            s = s.withState(State.Superseded);
            _record(title, Act.Supersede, carrier, s.holder(), s, instrument);
            heads[i] = _records[title].trail;
            emit TitleSuperseded(title, carrier, s.holder(), _word(s), instrument);
        }
        return keccak256(abi.encodePacked(heads));
    }

    function _reissue(
        MemberId carrier,
        Replacement calldata replacement,
        TitleId[] calldata replaced,
        TitleState first,
        bytes32 heads,
        bytes32 instrument
    ) private returns (TitleId title) {
        title = titleIdOf(carrier, replacement.transportDocumentReference);
        _requireReissuable(title, replacement, replaced, first);
        if (first.pledgee() != NOBODY) _pledges[title] = _pledges[replaced[0]];
        _replaced[title] = replaced;

        TitleState s = _replacementState(title, replacement, first);
        bytes32 origin = keccak256(abi.encode(title, replacement.contentDigest, heads));
        _write(title, origin, Act.Reissue, carrier, s.holder(), s, instrument);
        _emitReissued(title, replacement, replaced, s, instrument);
    }

    function _emitReissued(
        TitleId title,
        Replacement calldata replacement,
        TitleId[] calldata replaced,
        TitleState s,
        bytes32 instrument
    ) private {
        emit TitleReissued(
            title,
            s.carrier(),
            s.holder(),
            replacement.transportDocumentReference,
            replacement.contentDigest,
            replaced,
            _word(s),
            instrument
        );
    }

    function _replacementState(TitleId title, Replacement calldata replacement, TitleState first)
        private
        returns (TitleState)
    {
        uint8 version = _newVersion(title, replacement.contentDigest);
        return TitleStates.live(
                first.carrier(),
                first.holder(),
                replacement.endorsee,
                replacement.kind,
                version,
                TitleStates.REPLACEMENT
            ).withPledgee(first.pledgee());
    }

    function _requireReissuable(
        TitleId title,
        Replacement calldata replacement,
        TitleId[] calldata replaced,
        TitleState first
    ) private view {
        State current = _records[title].state.state();
        // A number in use can only come back as a new version of a bill that this very act replaced.
        if (current != State.None && !(current == State.Superseded && _contains(replaced, title))) {
            revert TitleExists(title, current);
        }
        MemberId holder = first.holder();
        _requireIssuable(
            replacement.transportDocumentReference,
            replacement.kind,
            holder,
            replacement.endorsee,
            replacement.contentDigest
        );
        MemberId pledgee = first.pledgee();
        if (pledgee != NOBODY) _requirePledgeable(replacement.kind, replacement.endorsee, holder, pledgee);
    }

    function _contains(TitleId[] calldata titles, TitleId title) private pure returns (bool) {
        for (uint256 i = 0; i < titles.length; ++i) {
            if (titles[i] == title) return true;
        }
        return false;
    }

    // ------------------------------------------------------------------ moving

    /// @dev Possession and, where endorsed, the order move together.
    function _moved(TitleState s, MemberId to, Endorsement endorsement) private pure returns (TitleState) {
        s = s.withHolder(to, endorsement);
        if (endorsement != Endorsement.None) {
            return s.withOrder(to, endorsement == Endorsement.Full ? Kind.ToOrderNotOnward : Kind.ToOrder);
        }
        // Who has the bill endorses it in person: a nomination from afar is spent.
        return s.endorsee() == to ? s.withoutFlag(TitleStates.NOMINATED) : s;
    }

    /// @dev How a pledge moves a bill: an order bill by endorsement to order, any other by delivery.
    function _orderEndorsement(Kind kind) private pure returns (Endorsement) {
        return kind == Kind.ToOrder ? Endorsement.ToOrder : Endorsement.None;
    }

    function _acceptsAtOnce(MemberId receiver, MemberId offeror) private view returns (bool) {
        // solhint-disable-next-line not-rely-on-time -- a standing acceptance ends in block time
        return block.timestamp <= _standing[receiver][offeror];
    }

    // ------------------------------------------------------------------ guards: state

    function _requireLive(TitleId title) private view returns (TitleState s) {
        return _requireState(title, State.Live);
    }

    /// @dev Live, not frozen, and the goods not gone.
    function _requireTransferable(TitleId title) private view returns (TitleState s) {
        s = _requireLive(title);
        if (s.has(TitleStates.DELIVERED)) revert TitleIsDelivered(title);
    }

    function _requireUnpledged(TitleId title) private view returns (TitleState s) {
        s = _requireTransferable(title);
        if (s.pledgee() != NOBODY) revert TitleIsPledged(title, s.pledgee());
    }

    function _requireOffered(TitleId title) private view returns (TitleState) {
        return _requireState(title, State.Offered);
    }

    function _requireSurrendered(TitleId title, uint256 accepted) private view returns (TitleState s) {
        s = _requireState(title, State.SurrenderPending);
        Purpose purpose = s.purpose();
        if (accepted & 1 << uint8(purpose) == 0) revert TitleUnexpectedPurpose(title, purpose, accepted);
    }

    function _requireState(TitleId title, State expected) private view returns (TitleState s) {
        s = _records[title].state;
        State current = s.state();
        if (current != expected) revert TitleUnexpectedState(title, current, 1 << uint8(expected));
        if (s.has(TitleStates.FROZEN)) revert TitleIsFrozen(title);
    }

    function _requireNotFinal(TitleId title) private view returns (TitleState s) {
        s = _records[title].state;
        State current = s.state();
        if (current != State.Live && current != State.Offered && current != State.SurrenderPending) {
            revert TitleUnexpectedState(
                title,
                current,
                1 << uint8(State.Live) | 1 << uint8(State.Offered) | 1 << uint8(State.SurrenderPending)
            );
        }
    }

    // ------------------------------------------------------------------ guards: authority

    function _requireCarrier(MemberId carrier) private view {
        (MemberId actor, uint32 roles) = _actorFor(carrier, Scopes.ISSUE);
        if (actor != carrier) roles = members.requireActive(carrier);
        if (roles & Roles.CARRIER == 0) revert IMemberRegistry.MemberRoleMissing(carrier, roles, Roles.CARRIER);
    }

    function _requireHolder(TitleId title, MemberId holder) private view {
        (MemberId actor,) = _actor(Scopes.TITLE);
        if (actor != holder) revert TitleNotHolder(title, actor, holder);
    }

    function _requireOfferee(TitleId title, TitleState s, uint32 scope) private view returns (MemberId actor) {
        (actor,) = _actor(scope);
        if (actor != s.offeree()) revert TitleNotOfferee(title, actor, s.offeree());
    }

    function _requireInTime(TitleId title, TitleState s) private view {
        uint40 deadline = s.deadline();
        // solhint-disable-next-line not-rely-on-time -- an offer's deadline is block time by definition
        if (block.timestamp > deadline) revert TitleOfferExpired(title, deadline, block.timestamp);
    }

    function _requirePledgee(TitleId title, TitleState s) private view returns (MemberId actor) {
        (actor,) = _actor(Scopes.FINANCE);
        if (actor != s.pledgee()) revert TitleNotPledgee(title, actor, s.pledgee());
    }

    function _requireCourt(bytes32 instrument) private view returns (MemberId actor) {
        uint32 roles;
        (actor, roles) = _actor(Scopes.HOLD);
        if (roles & (Roles.COURT | Roles.REGISTRAR) == 0) {
            revert IMemberRegistry.MemberRoleMissing(actor, roles, Roles.COURT | Roles.REGISTRAR);
        }
        if (instrument == 0) revert TitleArgumentInvalid("instrument");
    }

    // ------------------------------------------------------------------ guards: arguments

    function _requireIssuable(
        bytes32 transportDocumentReference,
        Kind kind,
        MemberId holder,
        MemberId endorsee,
        bytes32 contentDigest
    ) private view {
        if (transportDocumentReference == 0) revert TitleArgumentInvalid("transportDocumentReference");
        if (contentDigest == 0) revert TitleArgumentInvalid("contentDigest");
        if ((endorsee == NOBODY) != (kind == Kind.Bearer)) revert TitleArgumentInvalid("endorsee");
        _requireReceiver(holder);
        if (endorsee != NOBODY && endorsee != holder) _requireReceiver(endorsee);
    }

    function _requireEndorsable(TitleId title, TitleState s, MemberId to, Endorsement endorsement) private view {
        Kind kind = s.kind();
        MemberId holder = s.holder();
        if (kind == Kind.Straight && to != s.endorsee()) revert TitleConsigneeOnly(title, to, s.endorsee());
        if (endorsement == Endorsement.None) {
            if (to == holder) revert TitleArgumentInvalid("to");
            return;
        }
        if (kind == Kind.Straight || kind == Kind.ToOrderNotOnward) revert TitleNotNegotiable(title, kind);
        if (s.holderEntitled()) {
            if (to == holder) revert TitleArgumentInvalid("to");
            return;
        }
        Nomination storage nomination = _nominations[title];
        if (!s.has(TitleStates.NOMINATED) || nomination.to != to || nomination.endorsement != endorsement) {
            revert TitleNotEntitled(title, holder, s.endorsee());
        }
    }

    /// @dev A replacement must leave the pledgee what it had: a bill that its security interest can reach.
    function _requirePledgeable(Kind kind, MemberId endorsee, MemberId holder, MemberId pledgee) private pure {
        if (kind == Kind.ToOrderNotOnward) revert TitleArgumentInvalid("kind");
        if (kind == Kind.ToOrder && endorsee != holder) revert TitleArgumentInvalid("endorsee");
        if (kind == Kind.Straight && endorsee != pledgee) revert TitleArgumentInvalid("endorsee");
    }

    function _requireReleaseTo(MemberId releaseTo, MemberId pledgor, MemberId pledgee, Kind kind) private view {
        if (releaseTo == NOBODY) return;
        if (kind == Kind.Straight || releaseTo == pledgor || releaseTo == pledgee) {
            revert TitleArgumentInvalid("releaseTo");
        }
        _requireReceiver(releaseTo);
    }

    function _requireReceiver(MemberId member) private view {
        uint32 roles = members.requireActive(member);
        if (roles & HOLDERS == 0) revert IMemberRegistry.MemberRoleMissing(member, roles, HOLDERS);
    }

    function _requireAhead(uint40 validUntil) private view {
        // solhint-disable-next-line not-rely-on-time -- deadlines are block time by definition
        if (validUntil < block.timestamp) revert TitleArgumentInvalid("validUntil");
    }

    // ------------------------------------------------------------------ signing

    /// @dev AccessManager sees the officer who signed, not the relayer.
    function _msgSender() internal view override returns (address) {
        return _officer();
    }

    // Each type: the act's function with a capital, its parameters, `uint256 nonce,uint256 notAfter`. See ARCHITECTURE.md.
    function _typeHash(bytes4 selector) internal pure override returns (bytes32) {
        if (selector == this.issue.selector) {
            return keccak256(
                "Issue(uint32 carrier,bytes32 transportDocumentReference,uint8 kind,uint32 holder,uint32 endorsee,bytes32 contentDigest,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.issueFromPaper.selector) {
            return keccak256(
                "IssueFromPaper(uint32 carrier,bytes32 transportDocumentReference,uint8 kind,uint32 holder,uint32 endorsee,bytes32 contentDigest,bytes32 paperSerials,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.offer.selector) {
            return keccak256(
                "Offer(bytes32 title,uint32 to,uint8 endorsement,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.accept.selector) {
            return keccak256("Accept(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.decline.selector) {
            return keccak256("Decline(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.recall.selector) {
            return keccak256("Recall(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.lapse.selector) {
            return keccak256("Lapse(bytes32 title,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.endorseBlank.selector) {
            return keccak256("EndorseBlank(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.nominate.selector) {
            return keccak256(
                "Nominate(bytes32 title,uint32 to,uint8 endorsement,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.sign.selector) {
            return keccak256("Sign(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.offerPledge.selector) {
            return keccak256(
                "OfferPledge(bytes32 title,uint32 to,uint32 releaseTo,uint40 enforceableFrom,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.acceptPledge.selector) {
            return keccak256("AcceptPledge(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.redirectPledge.selector) {
            return keccak256(
                "RedirectPledge(bytes32 title,uint32 releaseTo,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.releasePledge.selector) {
            return keccak256(
                "ReleasePledge(bytes32 title,uint32 to,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.enforcePledge.selector) {
            return keccak256("EnforcePledge(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.entrust.selector) {
            return keccak256(
                "Entrust(bytes32 title,uint32 to,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.consentSurrender.selector) {
            return keccak256(
                "ConsentSurrender(bytes32 title,uint8 purpose,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.surrender.selector) {
            return keccak256("Surrender(bytes32 title,uint8 purpose,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.acceptSurrender.selector) {
            return keccak256("AcceptSurrender(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.convertToPaper.selector) {
            return keccak256(
                "ConvertToPaper(bytes32 title,bytes32 paperSerials,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.refuseSurrender.selector) {
            return keccak256(
                "RefuseSurrender(bytes32 title,bytes32 reason,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.replace.selector) return REPLACE_TYPEHASH;
        if (selector == this.freeze.selector) {
            return keccak256("Freeze(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.unfreeze.selector) {
            return keccak256("Unfreeze(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.reassign.selector) {
            return keccak256(
                "Reassign(bytes32 title,uint32 holder,uint32 endorsee,uint32 pledgee,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.recordDelivery.selector) {
            return keccak256("RecordDelivery(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.grantStandingAcceptance.selector) {
            return keccak256(
                "GrantStandingAcceptance(uint32 offeror,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
            );
        }
        if (selector == this.endStandingAcceptance.selector) {
            return keccak256("EndStandingAcceptance(uint32 offeror,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        return 0;
    }

    // EIP-712 encodeType: the primary type first, then the types it refers to.
    bytes32 private constant REPLACE_TYPEHASH = keccak256(
        "Replace(uint32 carrier,bytes32[] replaced,Replacement[] replacements,bytes32 instrument,uint256 nonce,uint256 notAfter)Replacement(bytes32 transportDocumentReference,uint8 kind,uint32 endorsee,bytes32 contentDigest)"
    );
    bytes32 private constant REPLACEMENT_TYPEHASH = keccak256(
        "Replacement(bytes32 transportDocumentReference,uint8 kind,uint32 endorsee,bytes32 contentDigest)"
    );

    /// @dev Only {replace} has dynamic arguments: an array enters as the hash of its members' encodings (EIP-712 encodeData).
    function _encodeArguments(bytes4 selector, bytes calldata arguments) internal pure override returns (bytes memory) {
        if (selector != this.replace.selector) return arguments;
        (MemberId carrier, TitleId[] memory replaced, Replacement[] memory replacements, bytes32 instrument) =
            abi.decode(arguments, (MemberId, TitleId[], Replacement[], bytes32));
        bytes32[] memory hashes = new bytes32[](replacements.length);
        for (uint256 i = 0; i < replacements.length; ++i) {
            hashes[i] = keccak256(abi.encode(REPLACEMENT_TYPEHASH, replacements[i]));
        }
        return abi.encode(
            carrier, keccak256(abi.encodePacked(replaced)), keccak256(abi.encodePacked(hashes)), instrument
        );
    }
}
