// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Who controls a bill, abstracted for solc's model checker: anyone may do any act at any time with any parties, so what
/// is proven here holds whoever is entitled. See formal.test.ts.
contract ControlMachine {
    enum State {
        None,
        Live,
        Offered,
        Surrendered,
        Final
    }

    State internal state;
    uint32 internal holder;
    uint32 internal endorsee;
    uint32 internal offeree;
    // What was true when the pending offer or surrender was made, and who had the bill when it became final.
    uint32 internal holderBefore;
    uint32 internal endorseeBefore;

    function issue(uint32 to, uint32 order) external {
        require(state == State.None && to != 0);
        (state, holder, endorsee) = (State.Live, to, order);
    }

    function offer(uint32 to) external {
        require(state == State.Live && to != 0);
        (state, offeree, holderBefore, endorseeBefore) = (State.Offered, to, holder, endorsee);
    }

    function accept(bool endorses) external {
        require(state == State.Offered);
        // Who takes a bill takes it from who offered it.
        assert(holder == holderBefore);
        (state, holder) = (State.Live, offeree);
        if (endorses) endorsee = offeree;
        offeree = 0;
    }

    function endOffer() external {
        require(state == State.Offered);
        (state, offeree) = (State.Live, 0);
        // Decline, recall and lapse restore the true predecessor.
        assert(holder == holderBefore && endorsee == endorseeBefore);
    }

    function surrender() external {
        require(state == State.Live);
        (state, holderBefore, endorseeBefore) = (State.Surrendered, holder, endorsee);
    }

    function refuse() external {
        require(state == State.Surrendered);
        state = State.Live;
        assert(holder == holderBefore && endorsee == endorseeBefore);
    }

    function end() external {
        require(state == State.Surrendered);
        state = State.Final;
    }

    function alwaysHolds() external view {
        // Exactly one controller from issue on; an offeree only while offered; nobody moves a bill after its end.
        assert((state == State.None) == (holder == 0));
        assert((state == State.Offered) == (offeree != 0));
        assert(state != State.Final || holder == holderBefore);
    }
}
