// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A pledged bill and its pledgee, abstracted for solc's model checker: where the bill is, seen from the pledgee, whoever
/// the others are. See formal.test.ts.
contract PledgeMachine {
    enum Place {
        Free,
        AtPledgee,
        Entrusted
    }

    enum Pending {
        Nothing,
        Offer,
        Surrender
    }

    Place internal place;
    Pending internal pending;
    bool internal consented;

    function acceptPledge() external {
        require(place == Place.Free && pending == Pending.Nothing);
        place = Place.AtPledgee;
    }

    /// @notice The holder of an unpledged or entrusted bill offers it, an entrusted one to the pledgee.
    function offer() external {
        require(place != Place.AtPledgee && pending == Pending.Nothing);
        pending = Pending.Offer;
    }

    function accept() external {
        require(pending == Pending.Offer);
        // No offer of the holder's ever takes a pledged bill out of the pledgee's hands.
        assert(place != Place.AtPledgee);
        pending = Pending.Nothing;
        if (place == Place.Entrusted) place = Place.AtPledgee;
    }

    /// @notice The pledgee releases or entrusts a bill that it has, and the receiver accepts.
    function leave(bool release) external {
        require(place == Place.AtPledgee && pending == Pending.Nothing);
        place = release ? Place.Free : Place.Entrusted;
        if (release) consented = false;
    }

    /// @notice The pledgee enforces, or releases what it entrusted.
    function endPledge() external {
        require(place != Place.Free && pending == Pending.Nothing);
        place = Place.Free;
        consented = false;
    }

    function consent() external {
        require(place != Place.Free && pending == Pending.Nothing);
        consented = true;
    }

    function surrender() external {
        require(pending == Pending.Nothing && (place == Place.Free || (place == Place.Entrusted && consented)));
        pending = Pending.Surrender;
    }

    function endPending() external {
        require(pending != Pending.Nothing);
        pending = Pending.Nothing;
    }

    function alwaysHolds() external view {
        // A bill goes back to the carrier out of no pledgee's hands, and under a pledge only as the pledgee consented.
        assert(pending != Pending.Surrender || place != Place.AtPledgee);
        assert(pending != Pending.Surrender || place != Place.Entrusted || consented);
    }
}
