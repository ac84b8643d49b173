import { wrapped } from "../../../scripts/solidity/syntax.ts";
import { SWITCH } from "./mutants.ts";
import type { Mutant } from "./mutants.ts";

/** Whose balance says which mutant is switched on: a whole run's choice, and the same for every block that is asked about. */
const SWITCH_ADDRESS = "0x4d7574616E740000000000000000000000000000";

/** Switches no mutant on; each that is asked says so, to where coverage sends its tags. */
export const RECORD = 0xffff;

/** What is asked of a ledger in memory to switch a mutant on, 0 for none; mutants are counted from 1. */
export function switchOn(number: number): { method: string; params: string[] } {
  return { method: "hardhat_setBalance", params: [SWITCH_ADDRESS, `0x${number.toString(16)}`] };
}

/** The library that broken sources ask. The cast lets pure functions ask too. */
export const switchLibrary = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

library Mutants {
    function _on(uint256 mutant) private view returns (bool) {
        uint256 chosen = address(${SWITCH_ADDRESS}).balance;
        if (chosen == ${RECORD}) {
            assembly {
                mstore(0, mutant)
                pop(staticcall(gas(), 0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE, 0, 32, 0, 0))
            }
        }
        return chosen == mutant;
    }
    function _asPure(
        function(uint256) internal view returns (bool) ask
    ) private pure returns (function(uint256) internal pure returns (bool) asked) {
        assembly { asked := ask }
    }
    function on(uint256 mutant) internal pure returns (bool) {
        return _asPure(_on)(mutant);
    }
}
`;

/** A source with all its mutants in it; their numbers are their places in the list of all, from 1. */
export function withMutants(source: string, file: string, all: readonly Mutant[]): string {
  const wraps = all.flatMap((mutant, index) =>
    mutant.file !== file
      ? []
      : mutant.wraps.map((wrap) => ({ ...wrap, before: wrap.before.replaceAll(SWITCH, `Mutants.on(${index + 1})`) })),
  );
  if (wraps.length === 0) return source;
  const depth = file.split("/").length - "contracts/src/".split("/").length;
  const path = `${"../".repeat(depth) || "./"}Mutants.sol`;
  return wrapped(source, wraps).replace(/^pragma [^\n]+\n/m, (pragma) => `${pragma}import {Mutants} from "${path}";\n`);
}
