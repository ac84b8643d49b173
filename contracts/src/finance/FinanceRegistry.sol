// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberActs} from "../base/MemberActs.sol";
import {IMemberRegistry} from "../members/IMemberRegistry.sol";
import {Roles, Scopes} from "../members/Roles.sol";
import {ITitleRegistry} from "../title/ITitleRegistry.sol";
import {TitleId} from "../title/TitleId.sol";
import {State, TitleState} from "../title/TitleState.sol";
import {MemberId, NOBODY} from "../types/MemberId.sol";
import {Trail} from "../types/Trail.sol";
import {FinancingId, NO_FINANCING, financingIdOf} from "./FinancingId.sol";
import {IFinanceRegistry} from "./IFinanceRegistry.sol";

/// @notice See {IFinanceRegistry}.
contract FinanceRegistry is IFinanceRegistry, MemberActs {
    uint256 private constant MAX_OPEN = 16;
    uint256 private constant MAX_LINEAGE = 256;

    struct Record {
        // One word, in the order of the packed `state` of the events.
        Stage stage;
        uint24 reserved;
        MemberId bank;
        MemberId filer;
        uint40 registeredAt;
        bytes32 trail;
        bytes32 fingerprint;
        bytes32 commitment;
        TitleId title;
    }

    ITitleRegistry private immutable _titles;

    mapping(FinancingId financing => Record) private _records;
    mapping(bytes32 fingerprint => FinancingId) private _financed;
    mapping(bytes32 fingerprint => FinancingId[]) private _open;

    /// @param members_ The members registry that decides who may act
    /// @param titles_ The titles registry whose pledges financings are bound to
    constructor(IMemberRegistry members_, ITitleRegistry titles_) MemberActs("Lading Finance", members_) {
        _titles = titles_;
    }

    // ------------------------------------------------------------------ acts

    /// @inheritdoc IFinanceRegistry
    function register(
        bytes32 fingerprint,
        bytes32 commitment,
        TitleId title,
        bytes32 instrument
    ) external returns (FinancingId financing) {
        financing = financingIdOf(fingerprint, commitment);
        if (_records[financing].stage != Stage.None) revert FinancingExists(financing);
        (MemberId filer, uint32 roles) = _actor(Scopes.FINANCE);
        // A registrar may hide a bank among many; a pledge on this ledger is public, so there the bank files itself.
        uint32 required = _isBound(title) ? Roles.BANK : Roles.BANK | Roles.REGISTRAR;
        if (roles & required == 0) revert IMemberRegistry.MemberRoleMissing(filer, roles, required);
        if (fingerprint == 0) revert FinancingArgumentInvalid("fingerprint");
        if (commitment == 0) revert FinancingArgumentInvalid("commitment");
        if (_isBound(title) && _titles.stateOf(title).state() == State.None) revert FinancingTitleUnknown(title);
        FinancingId[] storage open = _open[fingerprint];
        if (open.length >= MAX_OPEN) revert FinancingTooMany(fingerprint, MAX_OPEN);

        open.push(financing);
        Record storage r = _records[financing];
        r.stage = Stage.Open;
        r.filer = filer;
        // solhint-disable-next-line not-rely-on-time -- who comes first is decided in block time
        r.registeredAt = uint40(block.timestamp);
        r.trail = FinancingId.unwrap(financing);
        r.fingerprint = fingerprint;
        r.commitment = commitment;
        if (_isBound(title)) r.title = title;
        bytes32 state = _record(financing, Act.Register, filer, NOBODY, instrument);
        emit FinancingRegistered(
            financing,
            fingerprint,
            filer,
            commitment,
            title,
            statusOf(financing),
            state,
            instrument
        );
    }

    /// @inheritdoc IFinanceRegistry
    function finance(FinancingId financing, bytes32 instrument) external {
        Record storage r = _requireStage(financing, 1 << uint8(Stage.Open));
        MemberId filer = _requireFiler(financing, r);
        Status status = statusOf(financing);
        if (status != Status.RegisteredUnique) revert FinancingNotUnique(financing, status);

        _close(r.fingerprint, financing);
        _financed[r.fingerprint] = financing;
        r.stage = Stage.Financed;
        bytes32 state = _record(financing, Act.Finance, filer, NOBODY, instrument);
        emit FinancingLocked(financing, r.fingerprint, filer, state, instrument);
    }

    /// @inheritdoc IFinanceRegistry
    function cancel(FinancingId financing, bytes32 instrument) external {
        Record storage r = _requireStage(financing, (1 << uint8(Stage.Open)) | (1 << uint8(Stage.Financed)));
        MemberId filer = _requireFiler(financing, r);
        if (r.stage == Stage.Financed) {
            if (_isBound(r.title)) _requirePledgeEnded(financing, r);
            _financed[r.fingerprint] = NO_FINANCING;
        } else {
            _close(r.fingerprint, financing);
        }

        r.stage = Stage.Cancelled;
        bytes32 state = _record(financing, Act.Cancel, filer, NOBODY, instrument);
        emit FinancingCancelled(financing, r.fingerprint, filer, state, instrument);
    }

    /// @inheritdoc IFinanceRegistry
    function settle(FinancingId financing) external {
        Record storage r = _requireStage(financing, 1 << uint8(Stage.Financed));
        if (!_isBound(r.title)) revert FinancingUnbound(financing);
        _requirePledgeEnded(financing, r);

        _financed[r.fingerprint] = NO_FINANCING;
        r.stage = Stage.Cancelled;
        bytes32 state = _record(financing, Act.Settle, r.filer, NOBODY, 0);
        emit FinancingSettled(financing, r.fingerprint, r.filer, state, 0);
    }

    /// @inheritdoc IFinanceRegistry
    function disclose(FinancingId financing, MemberId bank, bytes32 salt, bytes32 instrument) external {
        Record storage r = _requireStage(financing, (1 << uint8(Stage.Open)) | (1 << uint8(Stage.Financed)));
        (MemberId filer, uint32 roles) = _actor(Scopes.FINANCE);
        if (filer != r.filer) revert FinancingNotFiler(financing, filer, r.filer);
        bytes32 fingerprint = r.fingerprint;
        uint256 others = _open[fingerprint].length;
        if (_financed[fingerprint] != NO_FINANCING) ++others;
        if (others < 2) revert FinancingNoConflict(financing);
        // Only a registrar speaks for other banks; a bank that files itself cannot point at another one.
        bool own = bank == filer || roles & Roles.REGISTRAR != 0;
        if (!own || keccak256(abi.encode(fingerprint, bank, salt)) != r.commitment) {
            revert FinancingDisclosureInvalid(financing);
        }
        uint32 bankRoles = members.requireActive(bank);
        if (bankRoles & Roles.BANK == 0) revert IMemberRegistry.MemberRoleMissing(bank, bankRoles, Roles.BANK);

        r.bank = bank;
        bytes32 state = _record(financing, Act.Disclose, filer, bank, instrument);
        emit FinancierDisclosed(financing, fingerprint, filer, bank, state, instrument);
    }

    // ------------------------------------------------------------------ reading

    /// @inheritdoc IFinanceRegistry
    function statusOf(FinancingId financing) public view returns (Status) {
        Record storage r = _records[financing];
        Stage stage = r.stage;
        if (stage == Stage.None) return Status.None;
        if (stage == Stage.Financed) return Status.Financed;
        if (stage == Stage.Cancelled) return Status.Cancelled;
        if (_financed[r.fingerprint] != NO_FINANCING) return Status.DuplicateFinanced;
        if (_first(r.fingerprint) != financing) return Status.RegisteredDuplicate;
        return _isBound(r.title) && !_isPledgedToFiler(r) ? Status.Pending : Status.RegisteredUnique;
    }

    /// @inheritdoc IFinanceRegistry
    function getFinancing(FinancingId financing) external view returns (Financing memory) {
        Record storage r = _records[financing];
        return
            Financing({
                stage: r.stage,
                status: statusOf(financing),
                filer: r.filer,
                bank: r.bank,
                registeredAt: r.registeredAt,
                fingerprint: r.fingerprint,
                commitment: r.commitment,
                title: r.title,
                trail: r.trail
            });
    }

    /// @inheritdoc IFinanceRegistry
    function stateOf(FinancingId financing) external view returns (bytes32) {
        return _word(_records[financing]);
    }

    /// @inheritdoc IFinanceRegistry
    function trailOf(FinancingId financing) external view returns (bytes32) {
        return _records[financing].trail;
    }

    /// @inheritdoc IFinanceRegistry
    function openOf(bytes32 fingerprint) external view returns (FinancingId[] memory) {
        return _open[fingerprint];
    }

    /// @inheritdoc IFinanceRegistry
    function financedOf(bytes32 fingerprint) external view returns (FinancingId) {
        return _financed[fingerprint];
    }

    /// @inheritdoc IFinanceRegistry
    function financingIdFor(bytes32 fingerprint, bytes32 commitment) external pure returns (FinancingId) {
        return financingIdOf(fingerprint, commitment);
    }

    // ------------------------------------------------------------------ private

    function _record(
        FinancingId financing,
        Act act,
        MemberId from,
        MemberId to,
        bytes32 instrument
    ) private returns (bytes32 state) {
        Record storage r = _records[financing];
        state = _word(r);
        r.trail = Trail.next(r.trail, uint8(act), from, to, state, instrument);
    }

    /// @dev The record's first slot.
    function _word(Record storage r) private view returns (bytes32 word) {
        assembly ("memory-safe") {
            word := sload(r.slot)
        }
    }

    /// @dev Who stands first among the open registrations: the earliest of those whose filer may act, else the earliest. A filer that is
    /// suspended or has left could neither finance nor cancel, and would hold the documents up. At most {MAX_OPEN} steps.
    function _first(bytes32 fingerprint) private view returns (FinancingId) {
        FinancingId[] storage open = _open[fingerprint];
        for (uint256 i = 0; i < open.length; ++i) {
            if (members.activeRoles(_records[open[i]].filer) != 0) return open[i];
        }
        return open[0];
    }

    /// @dev Takes a registration off its fingerprint's list; who came later moves up.
    function _close(bytes32 fingerprint, FinancingId financing) private {
        FinancingId[] storage open = _open[fingerprint];
        uint256 last = open.length - 1;
        bool found = false;
        for (uint256 i = 0; i < last; ++i) {
            if (open[i] == financing) found = true;
            if (found) open[i] = open[i + 1];
        }
        open.pop();
    }

    function _isBound(TitleId title) private pure returns (bool) {
        return TitleId.unwrap(title) != 0;
    }

    /// @dev Whether the bill, or any that replaced it and took over the pledge, is pledged to the filer.
    function _isPledgedToFiler(Record storage r) private view returns (bool pledged) {
        (pledged, ) = _isPledged(r.title, r.filer, new TitleId[](MAX_LINEAGE), 0);
    }

    /// @dev Looks at each bill once: parts of a bill may keep its number and replace one another again. Of a lineage longer than
    /// {MAX_LINEAGE} the lock holds, rather than end too early.
    function _isPledged(
        TitleId title,
        MemberId bank,
        TitleId[] memory seen,
        uint256 count
    ) private view returns (bool pledged, uint256 counted) {
        for (uint256 i = 0; i < count; ++i) {
            if (seen[i] == title) return (false, count);
        }
        if (count == MAX_LINEAGE) return (true, count);
        seen[count++] = title;
        TitleState s = _titles.stateOf(title);
        State state = s.state();
        bool final_ = state == State.Accomplished || state == State.Paper || state == State.Superseded;
        if (!final_ && s.pledgee() == bank) return (true, count);
        (, TitleId[] memory successors) = _titles.lineageOf(title);
        for (uint256 i = 0; i < successors.length; ++i) {
            (pledged, count) = _isPledged(successors[i], bank, seen, count);
            if (pledged) return (true, count);
        }
        return (false, count);
    }

    function _requirePledgeEnded(FinancingId financing, Record storage r) private view {
        if (_isPledgedToFiler(r)) revert FinancingStillPledged(financing, r.title);
    }

    function _requireStage(FinancingId financing, uint256 accepted) private view returns (Record storage r) {
        r = _records[financing];
        if (accepted & (1 << uint8(r.stage)) == 0) revert FinancingUnexpectedStage(financing, r.stage, accepted);
    }

    function _requireFiler(FinancingId financing, Record storage r) private view returns (MemberId actor) {
        (actor, ) = _actor(Scopes.FINANCE);
        if (actor != r.filer) revert FinancingNotFiler(financing, actor, r.filer);
    }

    // ------------------------------------------------------------------ signing

    // Each type: the act's function with a capital, its parameters, `uint256 nonce,uint256 notAfter`. See ARCHITECTURE.md.
    function _typeHash(bytes4 selector) internal pure override returns (bytes32) {
        if (selector == this.register.selector) {
            return
                keccak256(
                    "Register(bytes32 fingerprint,bytes32 commitment,bytes32 title,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        if (selector == this.finance.selector) {
            return keccak256("Finance(bytes32 financing,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.cancel.selector) {
            return keccak256("Cancel(bytes32 financing,bytes32 instrument,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.settle.selector) {
            return keccak256("Settle(bytes32 financing,uint256 nonce,uint256 notAfter)");
        }
        if (selector == this.disclose.selector) {
            return
                keccak256(
                    "Disclose(bytes32 financing,uint32 bank,bytes32 salt,bytes32 instrument,uint256 nonce,uint256 notAfter)"
                );
        }
        return 0;
    }
}
