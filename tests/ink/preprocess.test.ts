import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {findInk} from "../../src/ink/findInk.js";
import type {Box, GrayImage} from "../../src/ink/image/image.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {
  averageToInner,
  centerOfMass,
  findInkBox,
  INNER,
  normalizeInk,
  pasteByMass,
  stretch
} from "../../src/ink/normalize.js";

beforeAll(() => fc.configureGlobal({seed: 20_250_101, numRuns: 60}));

/**
 * Up to six filled rectangles, 255 or gray, on a black page with sides of up to 70 pixels; they never touch its border.
 */
const blots = fc
  .record({
    width: fc.integer({min: 12, max: 70}),
    height: fc.integer({min: 12, max: 70}),
    parts: fc.array(fc.array(fc.double({min: 0, max: 1, noNaN: true}), {minLength: 4, maxLength: 4}), {
      minLength: 1,
      maxLength: 6
    }),
    grays: fc.array(fc.integer({min: 60, max: 255}), {minLength: 6, maxLength: 6})
  })
  .map(({width, height, parts, grays}) => {
    const data = new Uint8Array(width * height);
    parts.forEach(([x, y, w, h], i) => {
      const [left, top] = [1 + Math.floor(x! * (width - 6)), 1 + Math.floor(y! * (height - 6))];
      const [right, bottom] = [
        left + 4 + Math.floor(w! * (width - left - 5)),
        top + 4 + Math.floor(h! * (height - top - 5))
      ];
      for (let v = top; v < bottom; ++v) data.fill(i ? grays[i]! : 255, v * width + left, v * width + right);
    });
    return {width, height, data};
  });

/** Digit-like ink: a thick line through a few points of a page, whose center of mass is near the center of its box. */
const lines = fc
  .array(fc.tuple(fc.integer({min: 8, max: 52}), fc.integer({min: 8, max: 52})), {minLength: 2, maxLength: 5})
  .map((points) => {
    const data = new Uint8Array(3600);
    for (let k = 1; k < points.length; ++k) {
      const [[ax, ay], [bx, by]] = [points[k - 1]!, points[k]!];
      for (let s = 0; s <= 60; ++s) {
        const [x, y] = [Math.round(ax + ((bx - ax) * s) / 60), Math.round(ay + ((by - ay) * s) / 60)];
        for (let v = y - 3; v <= y + 3; ++v) data.fill(255, v * 60 + x - 3, v * 60 + x + 4);
      }
    }
    return {width: 60, height: 60, data};
  });

function invert({width, height, data}: GrayImage): GrayImage {
  return {width, height, data: Uint8Array.from(data, (v) => 255 - v)};
}

function enlarge({width, height, data}: GrayImage, times: number): GrayImage {
  const [w, h] = [width * times, height * times];
  const source = (i: number) => Math.floor(Math.floor(i / w) / times) * width + Math.floor((i % w) / times);
  return {width: w, height: h, data: Uint8Array.from({length: w * h}, (_, i) => data[source(i)]!)};
}

/** Places a picture on a larger black page. */
function lay(picture: GrayImage, {x, y, width, height}: Box): GrayImage {
  const data = new Uint8Array(width * height);
  for (let v = 0; v < picture.height; ++v) {
    data.set(picture.data.slice(v * picture.width, (v + 1) * picture.width), (y + v) * width + x);
  }
  return {width, height, data};
}

function image28(data: Uint8Array): GrayImage {
  return {width: 28, height: 28, data};
}

function sum(data: ArrayLike<number>): number {
  return Array.from(data).reduce((a, b) => a + b, 0);
}

/** Returns the largest difference between two images, in gray levels. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a, (v, i) => Math.abs(v - b[i]!)).reduce((x, y) => Math.max(x, y), 0);
}

describe("preprocess(picture)", () => {
  it("scales the longer side of the ink to 20 pixels", () => {
    fc.assert(
      fc.property(lines, (picture) => {
        const {width, height} = findInkBox(image28(preprocess(picture)!.image))!;
        expect(Math.max(width, height)).toBe(20);
      })
    );
  });

  it("keeps the aspect ratio, up to partially covered pixels", () => {
    fc.assert(
      fc.property(lines, (picture) => {
        const {box, inner} = preprocess(picture)!;
        const [across, down] = [box.width, box.height].map((side) => (20 * side) / Math.max(box.width, box.height));
        // A coverage below 1/510 would round to 0, but that can't occur here, because every side is full ink.
        expect(findInkBox(inner)).toEqual({x: 0, y: 0, width: Math.ceil(across!), height: Math.ceil(down!)});
      })
    );
  });

  it("puts the center of mass on pixel 14 (13.5 to 14.5), as in MNIST's 10,000 test images", () => {
    fc.assert(
      fc.property(lines, (picture) => {
        const {inner, image} = preprocess(picture)!;
        const {x: innerX, y: innerY} = centerOfMass(inner)!;
        fc.pre(innerX <= 14.5 && innerY <= 14.5); // otherwise, see pasteByMass
        const {x, y} = centerOfMass(image28(image))!;
        for (const center of [x, y]) {
          expect(center).toBeGreaterThanOrEqual(13.5);
          expect(center).toBeLessThanOrEqual(14.5);
        }
      })
    );
  });

  it("is idempotent: it returns a normalized image unchanged", () => {
    fc.assert(
      fc.property(lines, (picture) => {
        const {image} = preprocess(picture)!;
        expect(preprocess(image28(image))!.image).toEqual(image);
      })
    );
  });

  it("is invariant to the ink's position and the page's size", () => {
    const place = fc.record({
      x: fc.nat(40),
      y: fc.nat(40),
      width: fc.integer({min: 110, max: 150}),
      height: fc.integer({min: 110, max: 150})
    });
    fc.assert(
      fc.property(blots, place, (picture, box) => {
        expect(preprocess(lay(picture, box))!.image).toEqual(preprocess(picture)!.image);
      })
    );
  });

  it("is invariant to enlargement by a whole number (within one level, where a sum ends in a half)", () => {
    fc.assert(
      fc.property(blots, fc.integer({min: 2, max: 4}), (picture, times) => {
        expect(distance(preprocess(enlarge(picture, times))!.image, preprocess(picture)!.image)).toBeLessThanOrEqual(1);
      })
    );
  });

  it("is invariant to the polarity of ink and paper", () => {
    fc.assert(
      fc.property(blots, (picture) => {
        expect(preprocess(invert(picture))!.image).toEqual(preprocess(picture)!.image);
      })
    );
  });

  it("scales the strongest level to 255", () => {
    fc.assert(
      fc.property(blots, (picture) => {
        expect(Math.max(...preprocess(picture)!.inner.data)).toBe(255);
      })
    );
  });

  it("returns undefined without ink", () => {
    for (const level of [0, 128, 255]) {
      expect(preprocess({width: 9, height: 7, data: new Uint8Array(63).fill(level)})).toBeUndefined();
    }
  });

  it("returns every step: the ink from findInk, its box, and both images", () => {
    const picture = invert(
      lay({width: 10, height: 5, data: new Uint8Array(50).fill(255)}, {x: 7, y: 3, width: 30, height: 20})
    );
    const {ink, box, inner, image} = preprocess(picture)!;
    expect(ink).toEqual(findInk(picture));
    expect(box).toEqual({x: 7, y: 3, width: 10, height: 5});
    // 10×5 becomes 20×10 with its center at 9.5, 4.5; the offsets are trunc(14.5 − 9.5) = 5 and trunc(14.5 − 4.5) = 10.
    expect([inner.width, inner.height, sum(inner.data)]).toEqual([20, 20, 200 * 255]);
    expect(findInkBox(image28(image))).toEqual({x: 5, y: 10, width: 20, height: 10});
    expect(sum(image)).toBe(200 * 255);
  });
});

describe("normalizeInk(ink)", () => {
  it("returns undefined for an image of zeros", () => {
    expect(normalizeInk({width: 3, height: 3, data: new Uint8Array(9)})).toBeUndefined();
  });

  it("enlarges small ink: one pixel becomes a square of 20×20", () => {
    const data = new Uint8Array(9);
    data[4] = 7;
    const {box, image} = normalizeInk({width: 3, height: 3, data})!;
    expect(box).toEqual({x: 1, y: 1, width: 1, height: 1});
    // The center 9.5 moves to trunc(14.5 − 9.5) + 9.5 = 14.5.
    expect(findInkBox(image28(image))).toEqual({x: 5, y: 5, width: 20, height: 20});
    expect(sum(image)).toBe(400 * 255);
  });
});

describe("findInkBox(image)", () => {
  it("returns the bounding box of all pixels above 0", () => {
    fc.assert(
      fc.property(blots, ({width, height, data}) => {
        const inked = Array.from(data.keys()).filter((i) => data[i]! > 0);
        const [xs, ys] = [inked.map((i) => i % width), inked.map((i) => Math.floor(i / width))];
        const [x, y] = [Math.min(...xs), Math.min(...ys)];
        const box = {x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1};
        expect(findInkBox({width, height, data})).toEqual(box);
      })
    );
  });

  it("extends to the picture's edges and includes the faintest ink", () => {
    const data = new Float32Array(12);
    data[0] = 0.001;
    data[11] = 1;
    expect(findInkBox({width: 4, height: 3, data})).toEqual({x: 0, y: 0, width: 4, height: 3});
  });
});

describe("averageToInner(picture, box)", () => {
  /**
   * Computes the mean of the area under each pixel in whole numbers: 20 copies of each source pixel along a line make
   * 20·longest copies, and each pixel of the result covers exactly *longest* of them.
   */
  function averageByCounting({width, data}: GrayImage, box: Box): number[] {
    const longest = Math.max(box.width, box.height);
    return Array.from({length: INNER * INNER}, (_, p) => {
      const [x, y] = [p % INNER, Math.floor(p / INNER)];
      let total = 0;
      for (let v = y * longest; v < (y + 1) * longest; ++v) {
        for (let u = x * longest; u < (x + 1) * longest; ++u) {
          const [sourceX, sourceY] = [Math.floor(u / INNER), Math.floor(v / INNER)];
          if (sourceX < box.width && sourceY < box.height) total += data[(box.y + sourceY) * width + box.x + sourceX]!;
        }
      }
      return total / longest ** 2;
    });
  }

  const pictureAndBox = fc
    .record({width: fc.integer({min: 1, max: 50}), height: fc.integer({min: 1, max: 50})})
    .chain(({width, height}) =>
      fc.record({
        picture: fc
          .uint8Array({minLength: width * height, maxLength: width * height})
          .map((data) => ({width, height, data})),
        box: fc.tuple(fc.nat(width - 1), fc.nat(height - 1)).chain(([x, y]) =>
          fc.record({
            x: fc.constant(x),
            y: fc.constant(y),
            width: fc.integer({min: 1, max: width - x}),
            height: fc.integer({min: 1, max: height - y})
          })
        )
      })
    );

  it("equals the area mean under each pixel, counted in twentieths of a pixel, for reduction and enlargement", () => {
    fc.assert(
      fc.property(pictureAndBox, ({picture, box}) => {
        const {width, height, data} = averageToInner(picture, box);
        expect([width, height]).toEqual([20, 20]);
        expect(distance(data, averageByCounting(picture, box))).toBeLessThan(1e-3);
      })
    );
  });

  it("conserves mass: the sum of the result, times the scale squared, is the sum of the box", () => {
    fc.assert(
      fc.property(pictureAndBox, ({picture, box}) => {
        let mass = 0;
        for (let y = box.y; y < box.y + box.height; ++y) {
          for (let x = box.x; x < box.x + box.width; ++x) mass += picture.data[y * picture.width + x]!;
        }
        const scale = Math.max(box.width, box.height) / 20;
        expect(sum(averageToInner(picture, box).data) * scale ** 2).toBeCloseTo(mass, 0);
      })
    );
  });

  it("copies a box of 20×20 pixels", () => {
    const data = Uint8Array.from({length: 900}, (_, i) => (i * 37) % 256);
    const {data: inner} = averageToInner({width: 30, height: 30, data}, {x: 4, y: 6, width: 20, height: 20});
    expect([...inner]).toEqual(Array.from({length: 400}, (_, i) => data[(6 + Math.floor(i / 20)) * 30 + 4 + (i % 20)]));
  });
});

describe("stretch(picture)", () => {
  it("scales to a maximum of 255, rounded", () => {
    const picture = {width: 4, height: 1, data: Float32Array.of(0, 12.75, 25.5, 51)};
    expect(stretch(picture)).toEqual({width: 4, height: 1, data: Uint8Array.of(0, 64, 128, 255)});
  });

  it("leaves a blank picture blank", () => {
    expect(stretch({width: 2, height: 1, data: new Float32Array(2)}).data).toEqual(new Uint8Array(2));
  });
});

describe("centerOfMass(image)", () => {
  it("is the mean of the pixel indices, weighted by their levels", () => {
    // (0·50 + 3·150) / 200 = 2.25 across, (0·50 + 1·150) / 200 = 0.75 down
    const data = Uint8Array.of(50, 0, 0, 0, 0, 0, 0, 150);
    expect(centerOfMass({width: 4, height: 2, data})).toEqual({x: 2.25, y: 0.75});
  });

  it("is undefined without ink", () => {
    expect(centerOfMass({width: 2, height: 2, data: new Uint8Array(4)})).toBeUndefined();
  });
});

describe("pasteByMass(inner)", () => {
  /** A 20×20 picture with all its mass in one pixel. */
  function dot(x: number, y: number): GrayImage {
    const data = new Uint8Array(400);
    data[y * 20 + x] = 255;
    return {width: 20, height: 20, data};
  }

  it("moves by trunc(15 − center), measured from the pixel's edge: QMNIST's (int (- 15 bi))", () => {
    // https://github.com/facebookresearch/qmnist/blob/master/making_qmnist/xnist.lsh, fim-mnist-prepro; its barycenter
    // uses i + 0.5. Lush's int truncates toward 0, so beyond 15 the offset is one pixel higher than by flooring: 16.5 →
    // −1, 19.5 → −4.
    const offsets = [0, 5, 9, 14, 16, 19].map((x) => findInkBox(image28(pasteByMass(dot(x, 0))))!.x - x);
    expect(offsets).toEqual([14, 9, 5, 0, -1, -4]);
    expect(findInkBox(image28(pasteByMass(dot(0, 5))))!.y).toBe(14);
  });

  it("truncates the offset of a center between two pixels", () => {
    const inner = dot(4, 9);
    inner.data[9 * 20 + 5] = 255; // center 4.5: trunc(10) = 10; slightly to the right: trunc(9.99) = 9
    expect(findInkBox(image28(pasteByMass(inner)))).toEqual({x: 14, y: 14, width: 2, height: 1});
    inner.data[9 * 20 + 4] = 250;
    expect(findInkBox(image28(pasteByMass(inner)))).toEqual({x: 13, y: 14, width: 2, height: 1});
  });

  it("cuts off pixels outside the image", () => {
    const inner = dot(19, 0);
    inner.data[1] = 1; // with the center of mass near 19, it moves to −3
    expect(sum(pasteByMass(inner))).toBe(255);
  });

  it("is blank without ink", () => {
    expect(pasteByMass({width: 20, height: 20, data: new Uint8Array(400)})).toEqual(new Uint8Array(784));
  });
});
