import {DIGITS, NO_CLASS, joinClasses} from "../../../src/characters/alphabet.js";
import type {DeskAnswer} from "../../../src/components/answer/desk.js";
import type {ReadRow} from "../../../src/components/duel/readRow.js";

/** Returns a line of the duel that reads *text* in *milliseconds*. */
export function read(title: string, text: string, milliseconds = 1, state: ReadRow["state"] = "answered"): ReadRow {
  const name = title.toLowerCase();
  return {name, title, state: text ? state : "none", text, sentence: "", hasDetector: false, milliseconds};
}

/** Returns an answer of the *digits*, "?" for none, each as sure and as likely a digit. */
export function answerOf(digits: string, confidence = 0.9, likelihood: number | null = null): DeskAnswer {
  const lines = [
    Array.from(digits, (digit, i) => ({
      label: digit === "?" ? NO_CLASS : Number(digit),
      confidence: digit === "?" ? 0 : confidence,
      likelihood,
      probabilities: new Float32Array(10),
      image: new Uint8Array(784),
      box: {x: i, y: 0, width: 1, height: 1},
      parts: [i]
    }))
  ];
  const text = joinClasses(lines[0]!.map(({label}) => label), DIGITS); // prettier-ignore
  return {text, confidence, lines, classes: DIGITS, backend: "wasm", milliseconds: 2};
}
