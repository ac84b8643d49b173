/** Mutants that make no difference to anybody, and why. By contract and change, as caught.md names them. */
export const equivalent: ReadonlyMap<string, string> = new Map([]);
