import {beforeAll, describe, expect, it} from "vitest";
import {loadKernels} from "../../../loaders/kernels.js";
import {normalize, PIXELS} from "../../../src/ink/image/grid.js";
import {plainKernels, vectorKernels, type Kernels} from "../../../src/kernels/kernels.js";
import {distortionAt, type Augmentation} from "../../../src/training/distortion/augmentation.js";
import {distortImages} from "../../../src/training/distortion/distortion.js";
import {planInputs} from "../../../src/training/engine/inputs.js";
import {makeDigits} from "../makeDigits.js";

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await loadKernels();
});

const MOST = 6;
const digits = makeDigits(20, 0.1);

/** Returns a function that gives the inputs of images in an *epoch* of 30. */
function inputsOf(augment: Augmentation | undefined, {seed = 1, compiled = true} = {}) {
  let size = 0;
  const take = (count: number) => (size += count) - count;
  const inputs = planInputs(digits, {augment, epochs: 30, seed}, MOST, take);
  const at = take(MOST * PIXELS);
  const kernels: Kernels = compiled ? vectorKernels(size, module) : plainKernels(size);
  return (indices: readonly number[], first: number, epoch = 0) => {
    inputs.begin(kernels, epoch);
    inputs.write(kernels, Uint32Array.from(indices), first, at);
    return kernels.numbers.slice(at, at + indices.length * PIXELS);
  };
}

const imageAt = (index: number) => digits.images.subarray(index * PIXELS, (index + 1) * PIXELS);
const imagesAt = (indices: readonly number[]) => Uint8Array.from(indices.flatMap((index) => [...imageAt(index)]));

describe("planInputs(digits, {augment, epochs, seed}, most, take)", () => {
  it("writes the images at the indices, divided by 255, without distortions", () => {
    const indices = [3, 0, 19, 3];
    expect(inputsOf(undefined)(indices, 7)).toEqual(normalize(imagesAt(indices)));
  });

  it("distorts them by the seed, the epoch and their positions in its order alone", () => {
    const inputs = inputsOf("constant");
    const whole = inputs([4, 9, 2, 9, 0], 11);
    expect(inputs([9, 0], 14)).toEqual(whole.subarray(3 * PIXELS));
    expect(inputsOf("constant", {compiled: false})([4, 9, 2, 9, 0], 11)).toEqual(whole);
    expect(whole.subarray(PIXELS, 2 * PIXELS)).not.toEqual(whole.subarray(3 * PIXELS, 4 * PIXELS));
    expect(inputs([4, 9, 2, 9, 0], 11, 1)).not.toEqual(whole);
    expect(inputsOf("constant", {seed: 2})([4, 9, 2, 9, 0], 11)).not.toEqual(whole);
  });

  it.each(["constant", "fading", "simard"] as const)("distorts as much as %s says of the epoch", (augment) => {
    const indices = [5, 1, 8];
    // The first images of the first epoch; a later one has other random numbers, so its amount shows in the mean change.
    expect(inputsOf(augment)(indices, 0)).toEqual(
      distortImages(imagesAt(indices), distortionAt(augment, 0, 30), 1, module)
    );
    const change = (epoch: number) => {
      const six = [0, 1, 2, 3, 4, 5];
      const [plain, distorted] = [normalize(imagesAt(six)), inputsOf(augment)(six, 0, epoch)];
      return plain.reduce((sum, level, i) => sum + Math.abs(level - distorted[i]!), 0);
    };
    const ratio = change(29) / change(0);
    if (augment === "fading") expect(ratio).toBeLessThan(0.8);
    else expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
  });
});
