// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IActs} from "../base/IActs.sol";
import {MemberId} from "../types/MemberId.sol";
import {TitleId} from "../title/TitleId.sol";
import {FinancingId} from "./FinancingId.sol";

/// @title Finance: a blind lock against financing the same documents twice
/// @notice A financier registers a keyed fingerprint of the documents (HMAC under a key that only the financiers share, so that
/// nobody else can guess it from the documents' few fields) with a commitment to itself:
/// commitment = keccak256(abi.encode(bytes32 fingerprint, uint32 bank, bytes32 salt)).
/// The record names the filer: the bank itself, or a registrar that files for many banks, so that the bank stays hidden until
/// two registrations meet; then both can disclose themselves, and only themselves. Where the bill is on this ledger the bank
/// files in its own name, as the pledge is public, and the financing stands and falls with the pledge.
/// The id of a financing is keccak256(abi.encode(fingerprint, commitment)); its trail starts from the id.
///
/// from     | act      | by                                                        | to        | event
/// ---------|----------|-----------------------------------------------------------|-----------|---------------------
/// None     | register | bank; registrar, where no bill of this ledger is concerned | Open      | FinancingRegistered
/// Open     | finance  | filer, while its status is RegisteredUnique               | Financed  | FinancingLocked
/// Open     | cancel   | filer                                                     | Cancelled | FinancingCancelled (final)
/// Financed | cancel   | filer, once the bill is no longer pledged to it           | Cancelled | FinancingCancelled (final)
/// Financed | settle   | anyone, once the bill is no longer pledged to the filer   | Cancelled | FinancingSettled (final)
/// Open, Financed | disclose | filer, while another registration meets it          | the same  | FinancierDisclosed
///
/// Open registrations rank by time; those whose filer is suspended or has left stand behind the others meanwhile.
/// The packed `state`: bits 0–3 stage; 32–63 disclosed bank or nobody; 64–95 filer; 96–135 moment of registration, seconds.
interface IFinanceRegistry is IActs {
    /// @notice Where a registration stands. Numbers never change.
    enum Stage {
        None,
        Open,
        Financed,
        Cancelled
    }

    /// @notice What a registration means now. Numbers never change.
    /// Pending (PNDG): open, and the bill is not pledged to the bank yet; RegisteredUnique (REGU): open, the first, nothing financed;
    /// RegisteredDuplicate (REDU): open, another was registered before, nothing financed; DuplicateFinanced (DFIN): open, another
    /// is financed; Financed (FNCD): it holds the lock; Cancelled (CANC): it ended.
    enum Status {
        None,
        Pending,
        RegisteredUnique,
        RegisteredDuplicate,
        DuplicateFinanced,
        Financed,
        Cancelled
    }

    /// @notice Number of each act in the trail. Numbers never change.
    enum Act {
        None,
        Register,
        Finance,
        Cancel,
        Settle,
        Disclose
    }

    /// @notice A financing, decoded
    /// @param stage Where it stands
    /// @param status What it means now
    /// @param filer Who registered it
    /// @param bank Who disclosed itself, or nobody
    /// @param registeredAt When it was registered, seconds
    /// @param fingerprint Keyed fingerprint of the documents
    /// @param commitment Commitment to the bank
    /// @param title The bill on this ledger, or zero
    /// @param trail Head of its trail
    struct Financing {
        Stage stage;
        Status status;
        MemberId filer;
        MemberId bank;
        uint40 registeredAt;
        bytes32 fingerprint;
        bytes32 commitment;
        TitleId title;
        bytes32 trail;
    }

    /// @notice Thrown when this very registration was made before
    /// @param financing Its id
    error FinancingExists(FinancingId financing);
    /// @notice Thrown when a financing's stage does not permit the act
    /// @param financing Which
    /// @param current Its stage
    /// @param accepted Stages that would have been accepted, bit n for stage n
    error FinancingUnexpectedStage(FinancingId financing, Stage current, uint256 accepted);
    /// @notice Thrown when the documents may not be financed: another registration stands before, or the bill is not pledged
    /// @param financing Which
    /// @param status What it means now
    error FinancingNotUnique(FinancingId financing, Status status);
    /// @notice Thrown when a member acts on another's registration
    /// @param financing Which
    /// @param actor Who acts
    /// @param filer Who registered it
    error FinancingNotFiler(FinancingId financing, MemberId actor, MemberId filer);
    /// @notice Thrown when the bill is still pledged to the financier
    /// @param financing Which
    /// @param title The bill
    error FinancingStillPledged(FinancingId financing, TitleId title);
    /// @notice Thrown when a financing is not bound to a bill of this ledger, so that nothing settles it but its filer
    /// @param financing Which
    error FinancingUnbound(FinancingId financing);
    /// @notice Thrown when a bank would be disclosed though no other registration meets its own
    /// @param financing Which
    error FinancingNoConflict(FinancingId financing);
    /// @notice Thrown when what is disclosed is not what was committed to, or not the filer's to disclose
    /// @param financing Which
    error FinancingDisclosureInvalid(FinancingId financing);
    /// @notice Thrown when a fingerprint has as many open registrations as it may have
    /// @param fingerprint Which
    /// @param limit How many it may have
    error FinancingTooMany(bytes32 fingerprint, uint256 limit);
    /// @notice Thrown when a bill is unknown to this ledger
    /// @param title Which
    error FinancingTitleUnknown(TitleId title);
    /// @notice Thrown when an argument is missing
    /// @param what Its name
    error FinancingArgumentInvalid(bytes32 what);

    /// @notice A financing was registered, with the status that it found
    /// @param financing Which registration
    /// @param fingerprint Keyed fingerprint of the documents
    /// @param from The filer
    /// @param commitment Commitment to the bank: keccak256(abi.encode(fingerprint, bank, salt))
    /// @param title The bill on this ledger, or zero
    /// @param status What the registration means when it is made
    /// @param state The packed word after the act, see {IFinanceRegistry}
    /// @param instrument Digest of the signed statement of the act, or zero
    event FinancingRegistered(
        FinancingId indexed financing,
        bytes32 indexed fingerprint,
        MemberId indexed from,
        bytes32 commitment,
        TitleId title,
        Status status,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice The documents were financed: the lock is closed
    /// @param financing Which registration
    /// @param fingerprint Keyed fingerprint of the documents
    /// @param from The filer
    /// @param state The packed word after the act, see {IFinanceRegistry}
    /// @param instrument Digest of the signed statement of the act, or zero
    event FinancingLocked(
        FinancingId indexed financing,
        bytes32 indexed fingerprint,
        MemberId indexed from,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A filer ended its registration
    /// @param financing Which registration
    /// @param fingerprint Keyed fingerprint of the documents
    /// @param from The filer
    /// @param state The packed word after the act, see {IFinanceRegistry}
    /// @param instrument Digest of the signed statement of the act, or zero
    event FinancingCancelled(
        FinancingId indexed financing,
        bytes32 indexed fingerprint,
        MemberId indexed from,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A financing ended with the pledge to which it was bound
    /// @param financing Which registration
    /// @param fingerprint Keyed fingerprint of the documents
    /// @param from The filer
    /// @param state The packed word after the act, see {IFinanceRegistry}
    /// @param instrument Zero: no statement is needed
    event FinancingSettled(
        FinancingId indexed financing,
        bytes32 indexed fingerprint,
        MemberId indexed from,
        bytes32 state,
        bytes32 instrument
    );
    /// @notice A financier in conflict made itself known
    /// @param financing Which registration
    /// @param fingerprint Keyed fingerprint of the documents
    /// @param from The filer
    /// @param bank The bank that made itself known
    /// @param state The packed word after the act, see {IFinanceRegistry}
    /// @param instrument Digest of the signed statement of the act, or zero
    event FinancierDisclosed(
        FinancingId indexed financing,
        bytes32 indexed fingerprint,
        MemberId indexed from,
        MemberId bank,
        bytes32 state,
        bytes32 instrument
    );

    /// @notice Registers documents for financing. Scope FINANCE.
    /// @param fingerprint Keyed fingerprint of the documents
    /// @param commitment Commitment to the bank, with a fresh salt
    /// @param title The bill, where it is on this ledger; else zero
    /// @param instrument Digest of the signed application, or zero
    /// @return financing Its id
    function register(
        bytes32 fingerprint,
        bytes32 commitment,
        TitleId title,
        bytes32 instrument
    ) external returns (FinancingId financing);

    /// @notice Records that the documents were financed: one at a time per fingerprint. Scope FINANCE.
    /// @param financing Which registration
    /// @param instrument Digest of the signed statement of the act, or zero
    function finance(FinancingId financing, bytes32 instrument) external;

    /// @notice Ends one's registration. Scope FINANCE.
    /// @param financing Which registration
    /// @param instrument Digest of the signed statement of the act, or zero
    function cancel(FinancingId financing, bytes32 instrument) external;

    /// @notice Ends a financing whose pledge has ended. Anyone may.
    /// @param financing Which registration
    function settle(FinancingId financing) external;

    /// @notice Makes the bank behind one's registration known to whom it conflicts with. Scope FINANCE.
    /// @param financing Which
    /// @param bank Who is behind it
    /// @param salt The commitment's salt
    /// @param instrument Digest of a signed statement, or zero
    function disclose(FinancingId financing, MemberId bank, bytes32 salt, bytes32 instrument) external;

    /// @notice A financing, decoded; all zero for an unknown id
    /// @param financing Which registration
    function getFinancing(FinancingId financing) external view returns (Financing memory);

    /// @notice What a registration means now
    /// @param financing Which registration
    function statusOf(FinancingId financing) external view returns (Status);

    /// @notice A financing's packed word
    /// @param financing Which registration
    function stateOf(FinancingId financing) external view returns (bytes32);

    /// @notice Head of a financing's trail
    /// @param financing Which registration
    function trailOf(FinancingId financing) external view returns (bytes32);

    /// @notice The open registrations of a fingerprint, first come first
    /// @param fingerprint Keyed fingerprint of the documents
    function openOf(bytes32 fingerprint) external view returns (FinancingId[] memory);

    /// @notice The financing that holds a fingerprint's lock, or zero
    /// @param fingerprint Keyed fingerprint of the documents
    function financedOf(bytes32 fingerprint) external view returns (FinancingId);

    /// @notice The id of a registration
    /// @param fingerprint Keyed fingerprint of the documents
    /// @param commitment Commitment to the bank: keccak256(abi.encode(fingerprint, bank, salt))
    function financingIdFor(bytes32 fingerprint, bytes32 commitment) external pure returns (FinancingId);
}
