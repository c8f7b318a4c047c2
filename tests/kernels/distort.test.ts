import {randomLcg} from "d3-random";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {compileKernels} from "../../loaders/kernels.js";
import {plainKernels, vectorKernels, type Kernels} from "../../src/kernels/kernels.js";
import {DISTORTION_TABLES} from "../../src/kernels/plain/distortionTables.js";

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(await compileKernels());
});

const [PIXELS, MOST] = [784, 3];
const [TABLES, IMAGES] = [0, DISTORTION_TABLES];
const OUTPUT = IMAGES + (MOST * PIXELS) / 4;
const SIZE = OUTPUT + MOST * PIXELS;

/** An image without ink, with ink up to the edges, or with some in a corner or in the middle. */
const anyImage = fc
  .record({
    left: fc.integer({min: 0, max: 28}),
    right: fc.integer({min: 0, max: 28}),
    top: fc.integer({min: 0, max: 28}),
    bottom: fc.integer({min: 0, max: 28}),
    share: fc.constantFrom(0.02, 0.3, 1),
    seed: fc.integer({min: 1})
  })
  .map(({left, right, top, bottom, share, seed}) => {
    const random = randomLcg(seed);
    return Uint8Array.from({length: PIXELS}, (_, i) => {
      const [x, y] = [i % 28, Math.floor(i / 28)];
      return x >= left && x < right && y >= top && y < bottom && random() < share ? Math.floor(256 * random()) : 0;
    });
  });

const upTo = (max: number) => fc.oneof(fc.constant(0), fc.double({min: 0, max, noNaN: true}));
/** The largest amounts: rotation in radians, scale, shear, shift in pixels, half of the change of the width. */
const amounts = fc.oneof(
  fc.constant([0.21, 0.15, 0.2, 1.5, 0.25]),
  fc.tuple(upTo(Math.PI), upTo(0.99), upTo(2), upTo(40), upTo(1))
);

function distorted(
  make: (size: number) => Kernels,
  {images, amounts, elastic, noise, key, first}: Given
): Float32Array {
  const kernels = make(SIZE);
  const random = randomLcg(key + 1);
  const bytes = new Uint8Array(kernels.numbers.buffer, 4 * IMAGES);
  images.forEach((image, i) => bytes.set(image, i * PIXELS));
  for (let i = 8; i < DISTORTION_TABLES; ++i)
    kernels.numbers[TABLES + i] = (i < 8 + 1024 + PIXELS ? noise : elastic) * (2 * random() - 1);
  kernels.numbers.set(amounts, TABLES);
  kernels.numbers.fill(NaN, OUTPUT, OUTPUT + images.length * PIXELS);
  kernels.distort(IMAGES, images.length, key, first, TABLES, OUTPUT);
  return kernels.numbers.slice(OUTPUT, OUTPUT + images.length * PIXELS);
}

interface Given {
  readonly images: readonly Uint8Array[];
  readonly amounts: readonly number[];
  readonly elastic: number;
  readonly noise: number;
  readonly key: number;
  readonly first: number;
}

const given = fc.record({
  images: fc.array(anyImage, {minLength: 1, maxLength: MOST}),
  amounts,
  elastic: fc.oneof(fc.constant(1), upTo(30)),
  noise: upTo(1),
  key: fc.integer({min: 0, max: 2 ** 32 - 1}),
  first: fc.integer({min: 0, max: 60_000})
});

describe("Kernels.distort(images, count, key, first, tables, output)", () => {
  it("gives the same bits compiled and in TypeScript", () => {
    fc.assert(
      fc.property(given, (it) => {
        const [compiled, plain] = [(size: number) => vectorKernels(size, module), plainKernels].map((make) =>
          distorted(make, it)
        );
        expect(new Int32Array(compiled!.buffer)).toEqual(new Int32Array(plain!.buffer));
      }),
      {numRuns: 500}
    );
  });
});
