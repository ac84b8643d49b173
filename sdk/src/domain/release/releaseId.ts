import { AbiCoder, hexlify, keccak256, toUtf8Bytes, zeroPadBytes } from "ethers";
import { parseContainerNumber } from "../identifiers/containerNumber.ts";

/**
 * A container number as the release registry takes it: 11 ASCII characters, left-aligned in one word.
 *
 * @returns 32 bytes, 0x-hex
 * @throws LadingError as {@link parseContainerNumber}
 * @example
 * encodeContainer("MSKU6011672").slice(0, 24); // "0x4d534b5536303131363732"
 */
export function encodeContainer(container: string): string {
  return zeroPadBytes(hexlify(toUtf8Bytes(parseContainerNumber(container))), 32);
}

/**
 * The id of a release: keccak256(abi.encode(bytes32 basis, bytes32 container, uint32 terminal, uint32 sequence)), as `releaseIdOf` in
 * contracts/src/release/ReleaseId.sol.
 *
 * @param basis the title's id, or the sea waybill's reference as {@link encodeReference} writes it
 * @param sequence number of this right among those of its container, from 0
 * @returns 32 bytes, 0x-hex
 * @throws LadingError as {@link parseContainerNumber}
 * @example
 * releaseId(titleId(2, "HHL71800000"), "MSKU6011672", 8, 0).length; // 66
 */
export function releaseId(basis: string, container: string, terminal: number, sequence: number): string {
  const words = ["bytes32", "bytes32", "uint32", "uint32"];
  return keccak256(AbiCoder.defaultAbiCoder().encode(words, [basis, encodeContainer(container), terminal, sequence]));
}
