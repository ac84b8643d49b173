// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Roles, Scopes} from "../members/Roles.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {ITitleRegistry} from "./ITitleRegistry.sol";
import {TitleBase} from "./TitleBase.sol";
import {TitleId, titleIdOf} from "./TitleId.sol";
import {TitleRareActs} from "./TitleRareActs.sol";
import {Endorsement, Kind, OfferPurpose, Purpose, State, TitleState, TitleStates} from "./TitleState.sol";

/// @notice See {ITitleRegistry}.
contract TitleRegistry is ITitleRegistry, TitleBase {
    TitleRareActs private immutable _rareActs;

    /// @param members_ The members registry that decides who may act
    /// @param authority_ The ledger's AccessManager, for {reassign}
    constructor(IMemberRegistry members_, address authority_) TitleBase(members_, authority_) {
        _rareActs = new TitleRareActs(members_, authority_);
    }

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
        _requireNew(title);
        uint32 roles = _requireCarrierWith(carrier, holder);
        _requireIssuableTo(transportDocumentReference, kind, holder, roles, endorsee, contentDigest);

        TitleState s = TitleStates.live(carrier, holder, endorsee, kind, 0, 0);
        _records[title].contentDigest = contentDigest;
        _write(title, _origin(title, contentDigest), Act.Issue, carrier, holder, s, instrument);
        emit TitleIssued(title, carrier, holder, transportDocumentReference, contentDigest, _word(s), instrument);
    }

    // ------------------------------------------------------------------ transfer

    /// @inheritdoc ITitleRegistry
    function offer(
        TitleId title,
        MemberId to,
        Endorsement endorsement,
        uint40 validUntil,
        bytes32 instrument
    ) external {
        TitleState s = _records[title].state;
        if (!s.isOpen()) _requireReturnable(title, to, endorsement);
        MemberId holder = s.holder();
        (MemberId actor, , uint32 roles) = _actorWith(Scopes.TITLE, to);
        if (actor != holder) revert TitleNotHolder(title, actor, holder);
        _requireEndorsable(title, s, to, endorsement);
        _requireHolderRole(to, roles);
        _requireAhead(validUntil);

        if (to == holder || _acceptsAtOnce(to, holder)) {
            s = _moved(s, to, endorsement);
            _record(TitleTransferred.selector, title, Act.Transfer, holder, to, s, instrument);
        } else {
            s = s.withOffer(to, OfferPurpose.Transfer, endorsement, validUntil);
            _record(TitleOffered.selector, title, Act.Offer, holder, to, s, instrument);
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
                (1 << uint8(OfferPurpose.Transfer)) |
                    (1 << uint8(OfferPurpose.Release)) |
                    (1 << uint8(OfferPurpose.Entrust))
            );
        }
        (MemberId to, uint32 roles) = _requireOfferee(title, s, Scopes.TITLE);
        // Its roles may have been revised since the offer.
        _requireHolderRole(to, roles);
        _requireInTime(title, s);

        MemberId from = s.holder();
        s = _moved(s.withoutOffer(), to, s.offeredEndorsement());
        if (purpose == OfferPurpose.Release) s = s.withPledgee(NOBODY);
        _record(TitleAccepted.selector, title, Act.Accept, from, to, s, instrument);
    }

    /// @inheritdoc ITitleRegistry
    function decline(TitleId title, bytes32 instrument) external {
        TitleState s = _requireOffered(title);
        bool pledge = s.offerPurpose() == OfferPurpose.Pledge;
        (MemberId from, ) = _requireOfferee(title, s, pledge ? Scopes.FINANCE : Scopes.TITLE);

        MemberId holder = s.holder();
        s = s.withoutOffer();
        _record(TitleDeclined.selector, title, Act.Decline, from, holder, s, instrument);
    }

    /// @inheritdoc ITitleRegistry
    function recall(TitleId title, bytes32 instrument) external {
        TitleState s = _requireOffered(title);
        MemberId holder = s.holder();
        OfferPurpose purpose = s.offerPurpose();
        bool byPledgee = purpose == OfferPurpose.Release || purpose == OfferPurpose.Entrust;
        (MemberId actor, ) = _actor(byPledgee ? Scopes.FINANCE : Scopes.TITLE);
        if (actor != holder) revert TitleNotHolder(title, actor, holder);

        MemberId offeree = s.offeree();
        s = s.withoutOffer();
        _record(TitleRecalled.selector, title, Act.Recall, holder, offeree, s, instrument);
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
        _record(TitleLapsed.selector, title, Act.Lapse, holder, offeree, s, 0);
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
        _record(TitleEndorsedBlank.selector, title, Act.EndorseBlank, holder, NOBODY, s, instrument);
    }

    /// @inheritdoc ITitleRegistry
    function nominate(TitleId title, MemberId to, Endorsement endorsement, bytes32 instrument) external {
        TitleState s = _requireUnpledged(title);
        MemberId endorsee = s.endorsee();
        (MemberId actor, ) = _actor(Scopes.TITLE);
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
        _write(title, _records[title].trail, Act.Nominate, actor, to, s, instrument);
        emit TitleNominated(title, actor, to, endorsement, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function sign(TitleId title, bytes32 instrument) external {
        TitleState s = _requireTransferable(title);
        MemberId holder = s.holder();
        _requireHolder(title, holder);
        if (instrument == 0) revert TitleArgumentInvalid("instrument");

        _record(TitleSigned.selector, title, Act.Sign, holder, NOBODY, s, instrument);
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
        _requireBank(to, members.requireActive(to));
        _requireReleaseTo(releaseTo, holder, to, kind);
        _requireAhead(validUntil);

        _pledges[title] = Pledge(holder, releaseTo, enforceableFrom);
        s = s.withOffer(to, OfferPurpose.Pledge, _orderEndorsement(kind), validUntil);
        _write(title, _records[title].trail, Act.OfferPledge, holder, to, s, instrument);
        emit TitlePledgeOffered(title, holder, to, releaseTo, enforceableFrom, _word(s), instrument);
    }

    /// @inheritdoc ITitleRegistry
    function acceptPledge(TitleId title, bytes32 instrument) external {
        TitleState s = _requireOffered(title);
        OfferPurpose purpose = s.offerPurpose();
        if (purpose != OfferPurpose.Pledge) {
            revert TitleUnexpectedOffer(title, purpose, 1 << uint8(OfferPurpose.Pledge));
        }
        (MemberId to, uint32 roles) = _requireOfferee(title, s, Scopes.FINANCE);
        _requireBank(to, roles);
        _requireInTime(title, s);

        MemberId from = s.holder();
        s = _moved(s.withoutOffer(), to, s.offeredEndorsement()).withPledgee(to);
        _record(TitlePledged.selector, title, Act.AcceptPledge, from, to, s, instrument);
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
        _record(TitlePledgeReleased.selector, title, Act.ReleasePledge, pledgee, to, s, instrument);
    }

    // ------------------------------------------------------------------ surrender

    /// @inheritdoc ITitleRegistry
    function surrender(TitleId title, Purpose purpose, bytes32 instrument) external {
        TitleState s = _records[title].state;
        if (!s.isOpen()) _requireSurrenderable(title, purpose);
        MemberId holder = s.holder();
        _requireHolder(title, holder);
        if (!s.holderEntitled()) revert TitleNotEntitled(title, holder, s.endorsee());
        if (purpose == Purpose.None) revert TitleArgumentInvalid("purpose");

        MemberId carrier = s.carrier();
        s = s.withSurrender(purpose);
        _record(TitleSurrendered.selector, title, Act.Surrender, holder, carrier, s, instrument);
    }

    /// @inheritdoc ITitleRegistry
    function acceptSurrender(TitleId title, bytes32 instrument) external {
        TitleState s = _requireSurrendered(title, 1 << uint8(Purpose.Delivery));
        MemberId carrier = s.carrier();
        _requireCarrier(carrier);

        s = s.withState(State.Accomplished);
        _record(TitleAccomplished.selector, title, Act.AcceptSurrender, carrier, s.holder(), s, instrument);
    }

    /// @inheritdoc ITitleRegistry
    function refuseSurrender(TitleId title, bytes32 reason, bytes32 instrument) external {
        TitleState s = _requireSurrendered(title, type(uint256).max);
        MemberId carrier = s.carrier();
        _requireCarrier(carrier);
        if (reason == 0) revert TitleArgumentInvalid("reason");

        s = s.withoutSurrender();
        _write(title, _records[title].trail, Act.RefuseSurrender, carrier, s.holder(), s, instrument);
        emit TitleSurrenderRefused(title, carrier, s.holder(), reason, _word(s), instrument);
    }

    // ------------------------------------------------------------------ rare acts: see {TitleRareActs}

    /// @inheritdoc ITitleRegistry
    function redirectPledge(TitleId, MemberId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function enforcePledge(TitleId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function entrust(TitleId, MemberId, uint40, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function consentSurrender(TitleId, Purpose, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function issueFromPaper(
        MemberId,
        bytes32,
        Kind,
        MemberId,
        MemberId,
        bytes32,
        bytes32,
        bytes32
    ) external returns (TitleId) {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function convertToPaper(TitleId, bytes32, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function replace(MemberId, TitleId[] calldata, Replacement[] calldata, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function freeze(TitleId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function unfreeze(TitleId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function reassign(TitleId, MemberId, MemberId, MemberId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function recordDelivery(TitleId, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function grantStandingAcceptance(MemberId, uint40, bytes32) external {
        _delegate();
    }

    /// @inheritdoc ITitleRegistry
    function endStandingAcceptance(MemberId, bytes32) external {
        _delegate();
    }

    // ------------------------------------------------------------------ reading

    /// @inheritdoc ITitleRegistry
    function getTitle(TitleId title) external view returns (Title memory t) {
        Record storage r = _records[title];
        TitleState s = r.state;
        t.state = s.state();
        t.kind = s.kind();
        t.carrier = s.carrier();
        t.holder = s.holder();
        t.endorsee = s.endorsee();
        t.pledgee = s.pledgee();
        t.offeree = s.offeree();
        t.offerDeadline = s.deadline();
        t.offerPurpose = s.offerPurpose();
        t.offeredEndorsement = s.offeredEndorsement();
        t.received = s.received();
        t.purpose = s.purpose();
        t.consented = s.consented();
        t.frozen = s.has(TitleStates.FROZEN);
        t.delivered = s.has(TitleStates.DELIVERED);
        t.fromPaper = s.has(TitleStates.FROM_PAPER);
        t.replacement = s.has(TitleStates.REPLACEMENT);
        t.version = s.version();
        t.entitled = s.state() != State.None && s.holderEntitled();
        t.contentDigest = r.contentDigest;
        t.trail = r.trail;
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
    function releaseBasis(
        TitleId title
    ) external view returns (MemberId carrier, MemberId entitled, State state, bool delivered) {
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
        return _standing[_pair(receiver, offeror)];
    }

    // ------------------------------------------------------------------ private

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

    /// @dev A pledged bill on trust receipt goes back to the bank and nowhere else.
    function _requireReturnable(TitleId title, MemberId to, Endorsement endorsement) private view {
        TitleState s = _requireTransferable(title);
        MemberId pledgee = s.pledgee();
        if (to != pledgee || s.holder() == pledgee || endorsement != Endorsement.None) {
            revert TitleIsPledged(title, pledgee);
        }
    }

    function _requireNew(TitleId title) private view {
        TitleState s = _records[title].state;
        if (TitleState.unwrap(s) != 0) revert TitleExists(title, s.state());
    }

    function _requireSurrenderable(TitleId title, Purpose purpose) private view {
        TitleState s = _requireLive(title);
        // A bill whose goods are gone must not come back to life as a clean one, electronic or paper.
        if (s.has(TitleStates.DELIVERED) && purpose != Purpose.Delivery) revert TitleIsDelivered(title);
        MemberId pledgee = s.pledgee();
        if (pledgee != NOBODY) {
            if (s.holder() == pledgee) revert TitleIsPledged(title, pledgee);
            if (s.consented() != purpose) revert TitleConsentMissing(title, pledgee, s.consented());
        }
    }

    function _requireOfferee(
        TitleId title,
        TitleState s,
        uint32 scope
    ) private view returns (MemberId actor, uint32 roles) {
        (actor, roles) = _actor(scope);
        if (actor != s.offeree()) revert TitleNotOfferee(title, actor, s.offeree());
    }

    function _requireBank(MemberId member, uint32 roles) private pure {
        if (roles & Roles.BANK == 0) revert IMemberRegistry.MemberRoleMissing(member, roles, Roles.BANK);
    }

    function _requireInTime(TitleId title, TitleState s) private view {
        uint40 deadline = s.deadline();
        // solhint-disable-next-line not-rely-on-time -- an offer's deadline is block time by definition
        if (block.timestamp > deadline) revert TitleOfferExpired(title, deadline, block.timestamp);
    }

    function _requireHolder(TitleId title, MemberId holder) private view {
        (MemberId actor, ) = _actor(Scopes.TITLE);
        if (actor != holder) revert TitleNotHolder(title, actor, holder);
    }

    function _requireUnpledged(TitleId title) private view returns (TitleState s) {
        s = _requireTransferable(title);
        if (s.pledgee() != NOBODY) revert TitleIsPledged(title, s.pledgee());
    }

    function _requireOffered(TitleId title) private view returns (TitleState) {
        return _requireState(title, State.Offered);
    }

    /// @dev Runs the same call in {TitleRareActs} on this storage: same caller, same signer of a signed act, same arguments.
    function _delegate() private {
        address target = address(_rareActs);
        assembly {
            calldatacopy(0, 0, calldatasize())
            let success := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch success
            case 0 {
                revert(0, returndatasize())
            }
            default {
                return(0, returndatasize())
            }
        }
    }

    // ------------------------------------------------------------------ signing

    // Each type: the act's function with a capital, its parameters, `uint256 nonce,uint256 notAfter`. See ARCHITECTURE.md.
    function _typeHash(bytes4 selector) internal pure override returns (bytes32) {
        if (selector == this.issue.selector) {
            return
                keccak256(
                    "Issue(uint32 carrier,bytes32 transportDocumentReference,uint8 kind,uint32 holder,uint32 endorsee,bytes32 contentDigest,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.issueFromPaper.selector) {
            return
                keccak256(
                    "IssueFromPaper(uint32 carrier,bytes32 transportDocumentReference,uint8 kind,uint32 holder,uint32 endorsee,bytes32 contentDigest,bytes32 paperSerials,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.offer.selector) {
            return
                keccak256(
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
            return
                keccak256(
                    "Nominate(bytes32 title,uint32 to,uint8 endorsement,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.sign.selector) {
            return keccak256("Sign(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.offerPledge.selector) {
            return
                keccak256(
                    "OfferPledge(bytes32 title,uint32 to,uint32 releaseTo,uint40 enforceableFrom,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.acceptPledge.selector) {
            return keccak256("AcceptPledge(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.redirectPledge.selector) {
            return
                keccak256(
                    "RedirectPledge(bytes32 title,uint32 releaseTo,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.releasePledge.selector) {
            return
                keccak256(
                    "ReleasePledge(bytes32 title,uint32 to,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.enforcePledge.selector) {
            return keccak256("EnforcePledge(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.entrust.selector) {
            return
                keccak256(
                    "Entrust(bytes32 title,uint32 to,uint40 validUntil,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.consentSurrender.selector) {
            return
                keccak256(
                    "ConsentSurrender(bytes32 title,uint8 purpose,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.surrender.selector) {
            return
                keccak256("Surrender(bytes32 title,uint8 purpose,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.acceptSurrender.selector) {
            return keccak256("AcceptSurrender(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.convertToPaper.selector) {
            return
                keccak256(
                    "ConvertToPaper(bytes32 title,bytes32 paperSerials,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.refuseSurrender.selector) {
            return
                keccak256(
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
            return
                keccak256(
                    "Reassign(bytes32 title,uint32 holder,uint32 endorsee,uint32 pledgee,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.recordDelivery.selector) {
            return keccak256("RecordDelivery(bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.grantStandingAcceptance.selector) {
            return
                keccak256(
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

    function _hasDynamicArguments(bytes4 selector) internal pure override returns (bool) {
        return selector == this.replace.selector;
    }

    /// @dev Only {replace} has dynamic arguments: an array enters as the hash of its members' encodings (EIP-712 encodeData).
    function _encodeArguments(bytes4, bytes calldata arguments) internal pure override returns (bytes memory) {
        (MemberId carrier, TitleId[] memory replaced, Replacement[] memory replacements, bytes32 instrument) = abi
            .decode(arguments, (MemberId, TitleId[], Replacement[], bytes32));
        bytes32[] memory hashes = new bytes32[](replacements.length);
        for (uint256 i = 0; i < replacements.length; ++i) {
            hashes[i] = keccak256(abi.encode(REPLACEMENT_TYPEHASH, replacements[i]));
        }
        return
            abi.encode(carrier, keccak256(abi.encodePacked(replaced)), keccak256(abi.encodePacked(hashes)), instrument);
    }
}
