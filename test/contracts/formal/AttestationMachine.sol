// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice An attestation, abstracted for solc's model checker: anyone may do any act at any time, so what is proven here holds
/// whoever answers for it. See formal.test.ts.
contract AttestationMachine {
    enum Status {
        None,
        Active,
        Suspended,
        Revoked,
        Superseded
    }

    Status internal status;
    bool internal objected;
    bool internal followed;
    // What was decided, whatever the status says: revoked, and nobody found that wrong; another one took its place.
    bool internal revoked;
    bool internal replaced;

    function attest() external {
        require(status == Status.None);
        status = Status.Active;
    }

    function suspend() external {
        require(status == Status.Active);
        status = Status.Suspended;
    }

    function reinstate() external {
        require(status == Status.Suspended);
        status = Status.Active;
    }

    function revoke() external {
        require(status == Status.Active || status == Status.Suspended);
        (status, revoked) = (Status.Revoked, true);
    }

    /// @notice Supersede or repair: another one follows, at once or later. A revoked one stays revoked.
    function follow(bool atOnce) external {
        require(status != Status.None && status != Status.Superseded && !followed);
        followed = true;
        if (atOnce && status != Status.Revoked) (status, replaced) = (Status.Superseded, true);
    }

    function object() external {
        require(status != Status.None && status != Status.Superseded && !followed && !objected);
        objected = true;
    }

    function resolve(bool upheld) external {
        require(objected);
        objected = false;
        if (upheld && !followed) {
            if (status == Status.Revoked) (status, revoked) = (Status.Active, false);
            else (status, revoked) = (Status.Revoked, true);
        }
    }

    function alwaysHolds() external view {
        // What was revoked counts again only where an objection to that was upheld.
        assert(status != Status.Active || !revoked);
        // Nothing moves once another one took its place, whatever becomes of an objection.
        assert(replaced == (status == Status.Superseded));
        assert(!replaced || followed);
    }
}
