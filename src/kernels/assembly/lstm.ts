// A step of an LSTM, four units of an image at a time; its twin is ../plain/lstm.ts. Addresses are aligned to 16 bytes,
// and *bytes* is the length of the cells' states, a multiple of 16; the gates take four times as much.

import {sigmoid4, tanh4} from "./tanh";

/** `Kernels.lstm`. */
export function lstm(
  gates: usize,
  recurrent: usize,
  before: usize,
  cells: usize,
  squashed: usize,
  outputs: usize,
  bytes: usize
): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = gates + (at << 2);
    const r = recurrent + (at << 2);
    const input = sigmoid4(f32x4.add(v128.load(g), v128.load(r)));
    const forget = sigmoid4(f32x4.add(v128.load(g, 16), v128.load(r, 16)));
    const candidate = tanh4(f32x4.add(v128.load(g, 32), v128.load(r, 32)));
    const output = sigmoid4(f32x4.add(v128.load(g, 48), v128.load(r, 48)));
    const cell = f32x4.add(f32x4.mul(input, candidate), f32x4.mul(forget, v128.load(before + at)));
    const short = tanh4(cell);
    v128.store(g, input);
    v128.store(g, forget, 16);
    v128.store(g, candidate, 32);
    v128.store(g, output, 48);
    v128.store(cells + at, cell);
    v128.store(squashed + at, short);
    v128.store(outputs + at, f32x4.mul(output, short));
  }
}

/** `Kernels.lstmGradient`. */
export function lstmGradient(
  gates: usize,
  before: usize,
  squashed: usize,
  ofCells: usize,
  ofOutputs: usize,
  bytes: usize
): void {
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = gates + (at << 2);
    const input = v128.load(g);
    const forget = v128.load(g, 16);
    const candidate = v128.load(g, 32);
    const output = v128.load(g, 48);
    const short = v128.load(squashed + at);
    const ofOutput = v128.load(ofOutputs + at);
    const ofCell = f32x4.add(
      v128.load(ofCells + at),
      f32x4.mul(f32x4.mul(ofOutput, output), f32x4.sub(one, f32x4.mul(short, short)))
    );
    const ofInput = f32x4.mul(f32x4.mul(ofCell, candidate), slope(input));
    const ofForget = f32x4.mul(f32x4.mul(ofCell, v128.load(before + at)), slope(forget));
    const ofCandidate = f32x4.mul(f32x4.mul(ofCell, input), f32x4.sub(one, f32x4.mul(candidate, candidate)));
    v128.store(g, ofInput);
    v128.store(g, ofForget, 16);
    v128.store(g, ofCandidate, 32);
    v128.store(g, f32x4.mul(f32x4.mul(ofOutput, short), slope(output)), 48);
    v128.store(ofCells + at, f32x4.mul(ofCell, forget));
  }
}

/** The derivatives of sigmoids with outputs *y*. */
function slope(y: v128): v128 {
  return f32x4.mul(y, f32x4.sub(f32x4.splat(1), y));
}
