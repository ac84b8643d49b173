// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberId} from "../types/MemberId.sol";
import {IActs} from "../base/IActs.sol";

/// @title Members: legal entities, and the officers who act for them
/// @notice A right is held by a member, never by a bare key; an officer's key acts for its member within scopes and until a date.
///
/// from      | act            | by                                   | to        | event
/// ----------|----------------|--------------------------------------|-----------|------------------
/// Unknown   | admit          | registrar (AccessManager)            | Active    | MemberAdmitted
/// Active    | suspend        | registrar                            | Suspended | MemberSuspended
/// Suspended | reinstate      | registrar                            | Active    | MemberReinstated
/// Active    | strike         | registrar                            | Left      | MemberLeft (final)
/// Suspended | strike         | registrar                            | Left      | MemberLeft (final)
/// Active    | reviseRoles    | registrar                            | Active    | MemberRolesRevised
/// Active    | appoint        | officer with ADMINISTER              | Active    | OfficerAppointed
/// Active    | dismiss        | officer with ADMINISTER              | Active    | OfficerDismissed
/// Active    | requireSignatures | officer with ADMINISTER           | Active    | SignaturesRequired
/// Active    | listAgent / delistAgent | officer of a carrier with ADMINISTER | Active | AgentListed / AgentDelisted
/// Active, Suspended | approveRecovery | governor, k of n            | the same, recovery pending | RecoveryApproved
/// recovery pending | vetoRecovery | officer with ADMINISTER          | Active    | RecoveryVetoed
/// recovery pending | executeRecovery | anyone, k approvals and the waiting time passed | the same, officers of old void | RecoveryExecuted
/// –         | setRecoveryRule | governance                          | –         | RecoveryRuleSet
/// –         | admitRelayer / removeRelayer | registrar              | –         | RelayerAdmitted / RelayerRemoved
///
/// A suspended member cannot veto: a stolen key would else stop every recovery for ever. The registrar suspends, governors recover.
interface IMemberRegistry is IActs {
    /// @notice Standing of a member. Numbers never change.
    enum Status {
        Unknown,
        Active,
        Suspended,
        Left
    }

    /// @notice A member as the ledger knows it
    /// @param identity Address of its DID: did:ethr:<chainId>:<identity>
    /// @param roles What it is admitted as, see {Roles}
    /// @param status Its standing
    /// @param makerChecker Whether some scope asks for more than one officer
    /// @param generation Officers of an earlier generation are void (a recovery starts a new one)
    struct Member {
        address identity;
        uint32 roles;
        Status status;
        bool makerChecker;
        uint16 generation;
    }

    /// @notice An officer as the ledger knows it
    /// @param member Whom it acts for
    /// @param scopes What it may do, see {Scopes}
    /// @param validUntil Last moment of authority, seconds since 1970
    /// @param generation The member's generation at appointment
    struct Officer {
        MemberId member;
        uint32 scopes;
        uint40 validUntil;
        uint16 generation;
    }

    /// @notice A recovery of a member's administration that governors have begun
    /// @param administrator The new administrator's key
    /// @param approvals How many governors approved
    /// @param executableAt First moment at which it may be executed, seconds; zero while approvals are missing
    /// @param round Counts recoveries of this member, so that an approval counts once
    struct Recovery {
        address administrator;
        uint16 approvals;
        uint40 executableAt;
        uint32 round;
    }

    /// @notice Thrown when no such member was ever admitted
    /// @param member The number asked for
    error MemberUnknown(MemberId member);
    /// @notice Thrown when a member is suspended or has left
    /// @param member Which
    /// @param status Its standing
    error MemberNotActive(MemberId member, Status status);
    /// @notice Thrown when the standing of a member does not permit the step
    /// @param member Which
    /// @param status Its standing
    error MemberUnexpectedStatus(MemberId member, Status status);
    /// @notice Thrown when a member lacks a role
    /// @param member Which
    /// @param roles The roles it has
    /// @param required The roles of which it needs one
    error MemberRoleMissing(MemberId member, uint32 roles, uint32 required);
    /// @notice Thrown when a key is no officer of any member
    /// @param officer The key
    error MemberNotOfficer(address officer);
    /// @notice Thrown when an officer's authority has ended
    /// @param officer The key
    /// @param validUntil Last moment of its authority, seconds
    /// @param timestamp The block's time, seconds
    error MemberOfficerExpired(address officer, uint40 validUntil, uint256 timestamp);
    /// @notice Thrown when an officer's authority does not cover the act
    /// @param officer The key
    /// @param scopes What it may do
    /// @param required What the act asks for
    error MemberScopeMissing(address officer, uint32 scopes, uint32 required);
    /// @notice Thrown when the member's own rule asks for more officers' signatures on the act
    /// @param member Whose rule
    /// @param scope The scope concerned
    /// @param given Officers who signed
    /// @param required Officers who must sign
    error MemberSignaturesMissing(MemberId member, uint32 scope, uint256 given, uint256 required);
    /// @notice Thrown when a countersigner acts for another member
    /// @param officer The countersigner
    /// @param member Whose act it is
    error MemberCountersignerForeign(address officer, MemberId member);
    /// @notice Thrown when an identity or officer key belongs to a member already
    /// @param key The address
    /// @param member Its member
    error MemberKeyTaken(address key, MemberId member);
    /// @notice Thrown when a member has as many officers as it may have; dismiss one first
    /// @param member Which
    /// @param limit How many it may have
    error MemberTooManyOfficers(MemberId member, uint8 limit);
    /// @notice Thrown when a legal identifier belongs to a member already
    /// @param legalId Hash of the legal identifier
    /// @param member Its member
    error MemberLegalIdTaken(bytes32 legalId, MemberId member);
    /// @notice Thrown when an argument is empty or out of range
    /// @param what Its name
    error MemberArgumentInvalid(bytes32 what);
    /// @notice Thrown when a recovery is not pending, or not yet executable
    /// @param member Whose
    /// @param approvals Governors who approved
    /// @param executableAt First moment of execution, seconds, zero while approvals are missing
    error MemberRecoveryNotReady(MemberId member, uint16 approvals, uint40 executableAt);
    /// @notice Thrown when a governor approves the same recovery twice
    /// @param member Whose recovery
    /// @param governor Who
    error MemberRecoveryApprovedAlready(MemberId member, address governor);

    /// @notice A legal entity was admitted
    /// @param member Which member
    /// @param identity Address of its DID
    /// @param legalId Hash of its legal identifier (LEI, ISO 17442, or unified social credit code, GB 32100-2015)
    /// @param roles Role bits, see {Roles}
    /// @param name Its registered name
    event MemberAdmitted(
        MemberId indexed member,
        address indexed identity,
        bytes32 indexed legalId,
        uint32 roles,
        string name
    );
    /// @notice A member's roles were revised
    /// @param member Which member
    /// @param roles Role bits, see {Roles}
    event MemberRolesRevised(MemberId indexed member, uint32 roles);
    /// @notice A member may not act for the time being
    /// @param member Which member
    /// @param instrument Digest of the decision, or zero
    event MemberSuspended(MemberId indexed member, bytes32 instrument);
    /// @notice A suspended member may act again
    /// @param member Which member
    /// @param instrument Digest of the decision, or zero
    event MemberReinstated(MemberId indexed member, bytes32 instrument);
    /// @notice A member left the ledger for good
    /// @param member Which member
    /// @param instrument Digest of the decision, or zero
    event MemberLeft(MemberId indexed member, bytes32 instrument);
    /// @notice A key may act for a member
    /// @param member Which member
    /// @param officer The officer's key
    /// @param scopes What it may do, see {Scopes}
    /// @param validUntil Last moment of authority, seconds; 2^40-1 for none
    event OfficerAppointed(MemberId indexed member, address indexed officer, uint32 scopes, uint40 validUntil);
    /// @notice A key may no longer act for a member
    /// @param member Which member
    /// @param officer The officer's key
    event OfficerDismissed(MemberId indexed member, address indexed officer);
    /// @notice A member asks for several officers on acts of a scope
    /// @param member Which member
    /// @param scope One scope bit, see {Scopes}
    /// @param count How many officers must sign
    event SignaturesRequired(MemberId indexed member, uint32 scope, uint8 count);
    /// @notice A carrier listed an agent
    /// @param principal The carrier
    /// @param agent The agent
    /// @param scopes What it may do for the carrier, see {Scopes}
    /// @param validUntil Last moment of authority, seconds; 2^40-1 for none
    event AgentListed(MemberId indexed principal, MemberId indexed agent, uint32 scopes, uint40 validUntil);
    /// @notice A carrier took an agent off its list
    /// @param principal The carrier
    /// @param agent The agent
    event AgentDelisted(MemberId indexed principal, MemberId indexed agent);
    /// @notice A governor approved the recovery of a member's administration
    /// @param member Which member
    /// @param administrator The new administrator's key
    /// @param governor The governor who approved
    /// @param approvals How many governors approved so far
    /// @param executableAt First moment of execution, seconds; zero while approvals are missing
    event RecoveryApproved(
        MemberId indexed member,
        address indexed administrator,
        address governor,
        uint16 approvals,
        uint40 executableAt
    );
    /// @notice The member's own administrator stopped a recovery
    /// @param member Which member
    /// @param officer The officer's key
    event RecoveryVetoed(MemberId indexed member, address indexed officer);
    /// @notice A recovery took effect: all earlier officers are void
    /// @param member Which member
    /// @param administrator The new administrator's key
    /// @param generation The member's generation from now on; officers of earlier ones are void
    event RecoveryExecuted(MemberId indexed member, address indexed administrator, uint16 generation);
    /// @notice The rule for recoveries changed
    /// @param quorum How many governors must approve
    /// @param waitingTime Seconds in which the old key may veto
    event RecoveryRuleSet(uint16 quorum, uint40 waitingTime);
    /// @notice An account may send transactions without being an officer
    /// @param relayer The account
    event RelayerAdmitted(address indexed relayer);
    /// @notice An account may no longer send transactions
    /// @param relayer The account
    event RelayerRemoved(address indexed relayer);

    /// @notice Admits a legal entity. Its identity key becomes its first officer, with every scope and no expiry.
    /// Requirements: caller is a registrar; identity and legal identifier are new; at least one known role; a name.
    /// @param identity Address of the member's DID
    /// @param legalId Hash of its legal identifier (LEI, ISO 17442, or unified social credit code, GB 32100-2015)
    /// @param roles What it is admitted as, see {Roles}
    /// @param name Its registered name, for display
    /// @return member Its number
    function admit(
        address identity,
        bytes32 legalId,
        uint32 roles,
        string calldata name
    ) external returns (MemberId member);

    /// @notice Replaces a member's roles. Requirements: caller is a registrar; member is active.
    /// @param member Which member
    /// @param roles Role bits, see {Roles}
    function reviseRoles(MemberId member, uint32 roles) external;

    /// @notice Suspends a member: its officers cannot act. Its rights stay where they are.
    /// @param member Which member
    /// @param instrument Digest of the decision, or zero
    function suspend(MemberId member, bytes32 instrument) external;

    /// @notice Ends a suspension.
    /// @param member Which member
    /// @param instrument Digest of the decision, or zero
    function reinstate(MemberId member, bytes32 instrument) external;

    /// @notice Strikes a member off for good.
    /// @param member Which member
    /// @param instrument Digest of the decision, or zero
    function strike(MemberId member, bytes32 instrument) external;

    /// @notice Gives a key authority for one's own member, or changes it.
    /// @param officer The key: an account or an ERC-1271 contract, in no other member's service
    /// @param scopes What it may do, see {Scopes}
    /// @param validUntil Last moment of authority, seconds; 2^40-1 for none
    function appoint(address officer, uint32 scopes, uint40 validUntil) external;

    /// @notice Ends a key's authority for one's own member.
    /// @param officer The officer's key
    function dismiss(address officer) external;

    /// @notice Asks for several officers on acts of a scope (maker-checker); they count as one person in law.
    /// @param scope One scope bit
    /// @param count How many officers must sign, 1 to 8
    function requireSignatures(uint32 scope, uint8 count) external;

    /// @notice Lists an agent that may act for the caller's member (a carrier) within scopes and until a date.
    /// @param agent The agent
    /// @param scopes What it may do, see {Scopes}
    /// @param validUntil Last moment of authority, seconds; 2^40-1 for none
    function listAgent(MemberId agent, uint32 scopes, uint40 validUntil) external;

    /// @notice Takes an agent off the list at once.
    /// @param agent The agent
    function delistAgent(MemberId agent) external;

    /// @notice Approves giving a member's administration to a new key. The first approval starts it; another key starts anew. From its first
    /// approval on the key is in no other member's service. A governor acts in person, not through AccessManager's execution.
    /// @param member Which member
    /// @param administrator The new administrator's key
    function approveRecovery(MemberId member, address administrator) external;

    /// @notice Stops a recovery of one's own member: the old key still answers.
    function vetoRecovery() external;

    /// @notice Executes a recovery whose approvals are complete and whose waiting time has passed.
    /// @param member Which member
    function executeRecovery(MemberId member) external;

    /// @notice Sets how many governors must approve a recovery, and how long the old key may veto.
    /// @param quorum Approvals needed, at least 1
    /// @param waitingTime Seconds between the last approval and execution
    function setRecoveryRule(uint16 quorum, uint40 waitingTime) external;

    /// @notice Lets an account send transactions without being an officer (the api's relayer).
    /// @param relayer The account
    function admitRelayer(address relayer) external;

    /// @notice Takes that back.
    /// @param relayer The account
    function removeRelayer(address relayer) external;

    /// @notice The member for which an officer acts, if it may act within a scope now; reverts otherwise.
    /// @param officer The key
    /// @param scope One scope bit
    /// @return member Its member
    /// @return roles The member's roles
    function authorise(address officer, uint32 scope) external view returns (MemberId member, uint32 roles);

    /// @notice As {authorise}, with countersigners, each an officer of the same member with the same scope.
    /// @param officer The officer's key
    /// @param countersigners Further officers of the same member
    /// @param scope One scope bit, see {Scopes}
    /// @return member Their member
    /// @return roles The member's roles
    function authoriseJointly(
        address officer,
        address[] calldata countersigners,
        uint32 scope
    ) external view returns (MemberId member, uint32 roles);

    /// @notice The same as {authorise}, with the roles of a counterparty of the act
    /// @param officer Who acts
    /// @param scope What the act asks for, one scope
    /// @param counterparty Another member, or nobody
    /// @return member Whom the officer acts for
    /// @return roles The member's roles
    /// @return counterpartyRoles The counterparty's roles; zero unless it is an active member
    function authoriseWith(
        address officer,
        uint32 scope,
        MemberId counterparty
    ) external view returns (MemberId member, uint32 roles, uint32 counterpartyRoles);

    /// @notice The roles of an active member; zero for any other
    /// @param member Which member
    function activeRoles(MemberId member) external view returns (uint32 roles);

    /// @notice The roles of an active member; reverts for any other.
    /// @param member Which member
    function requireActive(MemberId member) external view returns (uint32 roles);

    /// @notice Whether an agent may act for a principal within a scope now: listed, in time, both active, and a carrier's agent still
    /// @param principal The carrier
    /// @param agent The agent
    /// @param scope One scope bit, see {Scopes}
    function isAgent(MemberId principal, MemberId agent, uint32 scope) external view returns (bool);

    /// @notice Whether an account may send transactions: an officer of an active member, or an admitted relayer
    /// @param account The account
    function maySend(address account) external view returns (bool);

    /// @notice A member; reverts for an unknown one
    /// @param member Which member
    function getMember(MemberId member) external view returns (Member memory);

    /// @notice An officer; a zero member if the key is none
    /// @param officer The officer's key
    function getOfficer(address officer) external view returns (Officer memory);

    /// @notice An agent's authority for a principal: scopes and last moment, seconds; zero if none
    /// @param principal The carrier
    /// @param agent The agent
    /// @return scopes What it may do, zero if nothing
    /// @return validUntil Last moment of its authority, seconds
    function getAgent(MemberId principal, MemberId agent) external view returns (uint32 scopes, uint40 validUntil);

    /// @notice The recovery of a member
    /// @param member Which member
    function getRecovery(MemberId member) external view returns (Recovery memory);

    /// @notice The member with a legal identifier, or nobody
    /// @param legalId Hash of its legal identifier (LEI, ISO 17442, or unified social credit code, GB 32100-2015)
    function memberOfLegalId(bytes32 legalId) external view returns (MemberId);

    /// @notice How many officers must sign acts of a scope, at least 1
    /// @param member Which member
    /// @param scope One scope bit, see {Scopes}
    function signaturesRequired(MemberId member, uint32 scope) external view returns (uint8);

    /// @notice How many members were ever admitted; their numbers are 1 to this
    function memberCount() external view returns (uint32);
}
