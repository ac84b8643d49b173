// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A red flag and the seriously adverse grade that needs it, with an agency beneath a root, abstracted for solc's model
/// checker: any officer may do any act at any time. See formal.test.ts.
contract FlagMachine {
    enum Flag {
        None,
        Proposed,
        InForce,
        Lifted
    }

    bool internal rootAccredited;
    bool internal agencyAccredited;
    Flag internal flag;
    uint32 internal proposer;
    uint32 internal confirmer;
    bool internal given;
    bool internal serious;

    function establishRoot(bool accredited) external {
        rootAccredited = accredited;
    }

    function accredit(bool accredited) external {
        require(!accredited || rootAccredited);
        agencyAccredited = accredited;
    }

    function proposeFlag(uint32 officer) external {
        require(flag == Flag.None && rootAccredited && agencyAccredited && officer != 0);
        (flag, proposer) = (Flag.Proposed, officer);
    }

    function confirmFlag(uint32 officer) external {
        require(flag == Flag.Proposed && officer != 0 && officer != proposer);
        (flag, confirmer) = (Flag.InForce, officer);
    }

    function liftFlag() external {
        require(flag == Flag.Proposed || flag == Flag.InForce);
        flag = Flag.Lifted;
    }

    function attest(bool adverse) external {
        require(!given && rootAccredited && agencyAccredited && (!adverse || flag == Flag.InForce));
        (given, serious) = (true, adverse);
    }

    function alwaysHolds() external view {
        // Two persons stood behind a flag in force, and behind every seriously adverse grade, lifted since or not.
        assert(flag != Flag.InForce || (confirmer != 0 && confirmer != proposer));
        assert(!serious || (confirmer != 0 && confirmer != proposer));
    }
}
