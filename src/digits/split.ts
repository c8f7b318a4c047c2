import {shuffler} from "d3";
import {take, type Digits} from "./digits.js";

/**
 * Returns the digits in two parts, of which *held* has the given *share* of each class (rounded), chosen by *random*;
 * within a part the order stays. No digit is in both.
 */
export function holdOut(digits: Digits, share: number, random: () => number): {kept: Digits; held: Digits} {
  const {labels} = digits;
  if (!labels) throw new TypeError("a stratified split needs labels");
  const isHeld = new Uint8Array(digits.length);
  for (let c = 0; c < 10; ++c) {
    const members = Uint32Array.from({length: digits.length}, (_, i) => i).filter((i) => labels[i] === c);
    const count = Math.round(members.length * share);
    for (const i of shuffler(random)(members).subarray(0, count)) isHeld[i] = 1;
  }
  const indices = Array.from({length: digits.length}, (_, i) => i);
  return {
    kept: take(
      digits,
      indices.filter((i) => !isHeld[i])
    ),
    held: take(
      digits,
      indices.filter((i) => isHeld[i])
    )
  };
}
