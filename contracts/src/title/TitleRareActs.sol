// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Roles, Scopes} from "../members/Roles.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {TitleBase} from "./TitleBase.sol";
import {TitleId, titleIdOf} from "./TitleId.sol";
import {Endorsement, Kind, OfferPurpose, Purpose, State, TitleState, TitleStates} from "./TitleState.sol";

/// @notice The rare acts of {ITitleRegistry}: change of medium, replacement, courts, delivery without presentation, standing
/// acceptance. {TitleRegistry} deploys this code and delegate-calls it, since a contract's code is limited to 24,576 bytes.
contract TitleRareActs is TitleBase {
    address private immutable _self = address(this);

    /// @notice Thrown when the code is called by itself and not for a registry
    error TitleRareActsAlone();

    // On its own address this code has no titles; acting there would only mislead.
    modifier forRegistry() {
        if (address(this) == _self) revert TitleRareActsAlone();
        _;
    }

    constructor(IMemberRegistry members_, address authority_) TitleBase(members_, authority_) {}

    /// @notice See {ITitleRegistry-redirectPledge}.
    function redirectPledge(TitleId title, MemberId releaseTo, bytes32 instrument) external forRegistry {
        TitleState s = _requireTransferable(title);
        MemberId pledgee = s.pledgee();
        (MemberId actor, ) = _actor(Scopes.TITLE);
        Pledge storage pledge = _pledges[title];
        MemberId pledgor = pledgee == NOBODY ? NOBODY : pledge.pledgor;
        if (actor != pledgor) revert TitleNotPledgor(title, actor, pledgor);
        _requireReleaseTo(releaseTo, pledgor, pledgee, s.kind());

        pledge.releaseTo = releaseTo;
        _record(TitlePledgeRedirected.selector, title, Act.RedirectPledge, pledgor, releaseTo, s, instrument);
    }

    /// @notice See {ITitleRegistry-enforcePledge}.
    function enforcePledge(TitleId title, bytes32 instrument) external forRegistry {
        TitleState s = _requireLive(title);
        MemberId pledgee = _requirePledgee(title, s);
        uint40 from = _pledges[title].enforceableFrom;
        // solhint-disable-next-line not-rely-on-time -- the agreed moment is block time
        if (block.timestamp < from) revert TitlePledgeNotEnforceable(title, from, block.timestamp);

        MemberId holder = s.holder();
        s = _moved(s, pledgee, _orderEndorsement(s.kind())).withPledgee(NOBODY);
        _record(TitlePledgeEnforced.selector, title, Act.EnforcePledge, holder, pledgee, s, instrument);
    }

    /// @notice See {ITitleRegistry-entrust}.
    function entrust(TitleId title, MemberId to, uint40 validUntil, bytes32 instrument) external forRegistry {
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
        _record(TitleEntrusted.selector, title, Act.Entrust, pledgee, to, s, instrument);
    }

    /// @notice See {ITitleRegistry-consentSurrender}.
    function consentSurrender(TitleId title, Purpose purpose, bytes32 instrument) external forRegistry {
        TitleState s = _requireLive(title);
        MemberId pledgee = _requirePledgee(title, s);

        MemberId holder = s.holder();
        s = s.withConsent(purpose);
        _record(TitleSurrenderConsented.selector, title, Act.ConsentSurrender, pledgee, holder, s, instrument);
    }

    /// @notice See {ITitleRegistry-issueFromPaper}.
    function issueFromPaper(
        MemberId carrier,
        bytes32 transportDocumentReference,
        Kind kind,
        MemberId holder,
        MemberId endorsee,
        bytes32 contentDigest,
        bytes32 paperSerials,
        bytes32 instrument
    ) external forRegistry returns (TitleId title) {
        title = titleIdOf(carrier, transportDocumentReference);
        bytes32 origin = _originFromPaper(title, contentDigest);
        _requireCarrier(carrier);
        _requireIssuable(transportDocumentReference, kind, holder, endorsee, contentDigest);
        if (paperSerials == 0) revert TitleArgumentInvalid("paperSerials");
        // MLETR art. 17: a statement of the change of medium
        if (instrument == 0) revert TitleArgumentInvalid("instrument");

        _paperSerials[title] = paperSerials;
        TitleState s = TitleStates.live(
            carrier,
            holder,
            endorsee,
            kind,
            _newVersion(title, contentDigest),
            TitleStates.FROM_PAPER
        );
        _write(title, origin, Act.IssueFromPaper, carrier, holder, s, instrument);
        emit TitleIssuedFromPaper(
            title,
            carrier,
            holder,
            transportDocumentReference,
            contentDigest,
            paperSerials,
            _word(s),
            instrument
        );
    }

    /// @notice See {ITitleRegistry-convertToPaper}.
    function convertToPaper(TitleId title, bytes32 paperSerials, bytes32 instrument) external forRegistry {
        TitleState s = _requireSurrendered(title, 1 << uint8(Purpose.Paper));
        MemberId carrier = s.carrier();
        _requireCarrier(carrier);
        if (paperSerials == 0) revert TitleArgumentInvalid("paperSerials");
        // MLETR art. 18: a statement of the change of medium
        if (instrument == 0) revert TitleArgumentInvalid("instrument");

        _paperSerials[title] = paperSerials;
        s = s.withState(State.Paper);
        _write(title, _records[title].trail, Act.ConvertToPaper, carrier, s.holder(), s, instrument);
        emit TitleConvertedToPaper(title, carrier, s.holder(), paperSerials, _word(s), instrument);
    }

    /// @notice See {ITitleRegistry-replace}.
    function replace(
        MemberId carrier,
        TitleId[] calldata replaced,
        Replacement[] calldata replacements,
        bytes32 instrument
    ) external forRegistry {
        _requireCarrier(carrier);
        if (replaced.length == 0) revert TitleArgumentInvalid("replaced");
        TitleState first = _records[replaced[0]].state;
        // Voiding would end the pledge without its pledgee, who consented to another bill and not to none.
        if (replacements.length == 0 && first.pledgee() != NOBODY) {
            revert TitleIsPledged(replaced[0], first.pledgee());
        }
        bytes32 heads = _supersede(carrier, replaced, first, instrument);

        TitleId[] memory successors = new TitleId[](replacements.length);
        for (uint256 i = 0; i < replacements.length; ++i) {
            successors[i] = _reissue(carrier, replacements[i], replaced, first, heads, instrument);
        }
        for (uint256 i = 0; i < replaced.length; ++i) {
            _replacedBy[replaced[i]] = successors;
        }
    }

    /// @notice See {ITitleRegistry-freeze}.
    function freeze(TitleId title, bytes32 instrument) external forRegistry {
        TitleState s = _requireNotFinal(title);
        if (s.has(TitleStates.FROZEN)) revert TitleIsFrozen(title);
        MemberId authority_ = _requireCourt(instrument);

        s = s.withFlag(TitleStates.FROZEN);
        _record(TitleFrozen.selector, title, Act.Freeze, authority_, s.holder(), s, instrument);
    }

    /// @notice See {ITitleRegistry-unfreeze}.
    function unfreeze(TitleId title, bytes32 instrument) external forRegistry {
        TitleState s = _requireNotFinal(title);
        if (!s.has(TitleStates.FROZEN)) revert TitleNotFrozen(title);
        MemberId authority_ = _requireCourt(instrument);

        s = s.withoutFlag(TitleStates.FROZEN);
        _record(TitleUnfrozen.selector, title, Act.Unfreeze, authority_, s.holder(), s, instrument);
    }

    /// @notice See {ITitleRegistry-reassign}.
    function reassign(
        TitleId title,
        MemberId holder,
        MemberId endorsee,
        MemberId pledgee,
        bytes32 instrument
    ) external forRegistry restricted {
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
        s = s
            .withoutOffer()
            .withoutSurrender()
            .withoutFlag(TitleStates.FROZEN)
            .withConsent(Purpose.None)
            .withOrder(endorsee, kind)
            .withHolder(holder, Endorsement.None);
        _record(TitleReassigned.selector, title, Act.Reassign, from, holder, s, instrument);
    }

    /// @notice See {ITitleRegistry-recordDelivery}.
    function recordDelivery(TitleId title, bytes32 instrument) external forRegistry {
        TitleState s = _records[title].state;
        State current = s.state();
        if (current != State.Live && current != State.Offered) {
            revert TitleUnexpectedState(title, current, (1 << uint8(State.Live)) | (1 << uint8(State.Offered)));
        }
        if (s.has(TitleStates.DELIVERED)) revert TitleIsDelivered(title);
        MemberId carrier = s.carrier();
        _requireCarrier(carrier);
        if (instrument == 0) revert TitleArgumentInvalid("instrument");

        s = s.withoutOffer().withFlag(TitleStates.DELIVERED);
        _record(TitleDeliveryRecorded.selector, title, Act.RecordDelivery, carrier, s.holder(), s, instrument);
    }

    /// @notice See {ITitleRegistry-grantStandingAcceptance}.
    function grantStandingAcceptance(MemberId offeror, uint40 validUntil, bytes32 instrument) external forRegistry {
        (MemberId receiver, ) = _actor(Scopes.ADMINISTER);
        members.requireActive(offeror);
        if (offeror == receiver) revert TitleArgumentInvalid("offeror");
        _requireAhead(validUntil);
        _standing[_pair(receiver, offeror)] = validUntil;
        emit StandingAcceptanceGranted(receiver, offeror, validUntil, instrument);
    }

    /// @notice See {ITitleRegistry-endStandingAcceptance}.
    function endStandingAcceptance(MemberId offeror, bytes32 instrument) external forRegistry {
        (MemberId receiver, ) = _actor(Scopes.ADMINISTER);
        if (_standing[_pair(receiver, offeror)] == 0) revert TitleArgumentInvalid("offeror");
        delete _standing[_pair(receiver, offeror)];
        emit StandingAcceptanceEnded(receiver, offeror, instrument);
    }

    // ------------------------------------------------------------------ private

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
        if (current == State.None) return _origin(title, contentDigest);
        if (current != State.Paper) revert TitleExists(title, current);
        return keccak256(abi.encode(title, contentDigest, r.trail));
    }

    function _supersede(
        MemberId carrier,
        TitleId[] calldata replaced,
        TitleState first,
        bytes32 instrument
    ) private returns (bytes32) {
        bytes32[] memory heads = new bytes32[](replaced.length);
        for (uint256 i = 0; i < replaced.length; ++i) {
            TitleId title = replaced[i];
            // A bill named twice is Superseded already and stops here.
            TitleState s = _requireSurrendered(
                title,
                (1 << uint8(Purpose.Amendment)) |
                    (1 << uint8(Purpose.ChangeOfDestination)) |
                    (1 << uint8(Purpose.SwitchBill))
            );
            if (s.carrier() != carrier) revert TitleCarrierMismatch(title, carrier, s.carrier());
            if (
                s.holder() != first.holder() ||
                s.pledgee() != first.pledgee() ||
                (s.pledgee() != NOBODY && !_isEqual(_pledges[title], _pledges[replaced[0]]))
            ) {
                revert TitleReplacementMixed(title, s.holder(), s.pledgee());
            }
            s = s.withState(State.Superseded);
            _record(TitleSuperseded.selector, title, Act.Supersede, carrier, s.holder(), s, instrument);
            heads[i] = _records[title].trail;
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

    function _replacementState(
        TitleId title,
        Replacement calldata replacement,
        TitleState first
    ) private returns (TitleState) {
        uint8 version = _newVersion(title, replacement.contentDigest);
        return
            TitleStates
                .live(
                    first.carrier(),
                    first.holder(),
                    replacement.endorsee,
                    replacement.kind,
                    version,
                    TitleStates.REPLACEMENT
                )
                .withPledgee(first.pledgee());
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

    /// @dev Who pledged, to whom it may be released, from when it may be enforced: a bill that replaces several is under one such terms.
    function _isEqual(Pledge storage a, Pledge storage b) private view returns (bool) {
        return a.pledgor == b.pledgor && a.releaseTo == b.releaseTo && a.enforceableFrom == b.enforceableFrom;
    }

    function _contains(TitleId[] calldata titles, TitleId title) private pure returns (bool) {
        for (uint256 i = 0; i < titles.length; ++i) {
            if (titles[i] == title) return true;
        }
        return false;
    }

    /// @dev A replacement must leave the pledgee what it had: a bill that its security interest can reach.
    function _requirePledgeable(Kind kind, MemberId endorsee, MemberId holder, MemberId pledgee) private pure {
        if (kind == Kind.ToOrderNotOnward) revert TitleArgumentInvalid("kind");
        if (kind == Kind.ToOrder && endorsee != holder) revert TitleArgumentInvalid("endorsee");
        if (kind == Kind.Straight && endorsee != pledgee) revert TitleArgumentInvalid("endorsee");
    }

    function _requireNotFinal(TitleId title) private view returns (TitleState s) {
        s = _records[title].state;
        State current = s.state();
        if (current != State.Live && current != State.Offered && current != State.SurrenderPending) {
            revert TitleUnexpectedState(
                title,
                current,
                (1 << uint8(State.Live)) | (1 << uint8(State.Offered)) | (1 << uint8(State.SurrenderPending))
            );
        }
    }

    function _requireCourt(bytes32 instrument) private view returns (MemberId actor) {
        uint32 roles;
        (actor, roles) = _actor(Scopes.HOLD);
        if (roles & (Roles.COURT | Roles.REGISTRAR) == 0) {
            revert IMemberRegistry.MemberRoleMissing(actor, roles, Roles.COURT | Roles.REGISTRAR);
        }
        if (instrument == 0) revert TitleArgumentInvalid("instrument");
    }

    // Signed acts are verified by the registry.
    function _typeHash(bytes4) internal pure override returns (bytes32) {
        return 0;
    }
}
