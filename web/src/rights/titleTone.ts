import { titleSentence, type Tone } from "@lading/sdk";

/** How a state is to be taken in a list. */
export function titleTone(state: string): Tone {
  return titleSentence(state, "en").tone;
}
