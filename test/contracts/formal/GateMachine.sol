// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A container at a terminal and a right to it, abstracted for solc's model checker: anyone may do any act at any time, and
/// bills come and go under the right. See formal.test.ts.
contract GateMachine {
    enum State {
        None,
        Live,
        AtGate,
        Out
    }

    State internal state;
    bool internal billLive;
    // The right was given without presentation, which is for ever visible.
    bool internal flagged;
    // Whether the bill was live when the container left.
    bool internal leftUnderBill;

    function bill(bool live) external {
        billLive = live;
    }

    function issue(bool withoutPresentation) external {
        require(state == State.None && (withoutPresentation || !billLive));
        (state, flagged) = (State.Live, withoutPresentation);
    }

    function arrive() external {
        require(state == State.Live && (flagged || !billLive));
        state = State.AtGate;
    }

    function turnAway() external {
        require(state == State.AtGate);
        state = State.Live;
    }

    function gateOut() external {
        // Asked again: a bill may have come to life since the arrival.
        require(state == State.AtGate && (flagged || !billLive));
        (state, leftUnderBill) = (State.Out, billLive);
    }

    function alwaysHolds() external view {
        // A container never leaves while its bill is live, unless flagged.
        assert(!leftUnderBill || flagged);
    }
}
