import {randomLcg} from "d3-random";
import type {BrowserContext} from "playwright-core";
import {DIGITS, NO_CLASS, type Alphabet} from "../../src/characters/alphabet.js";
import {PIXELS} from "../../src/ink/image/grid.js";
import {formatNpy} from "../../src/npy.js";
import {writeDigit} from "../../src/pen/handwriting.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";

const CAPITALS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** https://www.nist.gov/itl/products-and-services/emnist-dataset, By_Class. */
export const EMNIST: Alphabet = [...DIGITS, ...CAPITALS, ...CAPITALS.map((name) => name.toLowerCase())];

export const LETTERS: Alphabet = CAPITALS;

/** https://github.com/zalandoresearch/fashion-mnist */
export const FASHION: Alphabet = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]; // prettier-ignore

/**
 * Returns what makes the built site one of other *classes*: what were 0s are then evenly of the classes 0, 10, 20, …. The
 * runs' networks answer with ten classes; of more, *nearest mean* answers in their place: the digits are the first ten,
 * and what is all ink the others. *runs* are the runs to change, by default all.
 */
export function inClasses(
  classes: Alphabet,
  {runs = () => true}: {runs?: (name: string) => boolean} = {}
): (context: BrowserContext) => Promise<void> {
  const twins = (digit: number) => [...classes.keys()].filter((label) => label % 10 === digit);
  const relabel = (label: number, row: number) => {
    const labels = twins(label);
    return label === NO_CLASS ? label : labels[row % labels.length]!;
  };
  const spread = (rows: Record<string, unknown>[]): Record<string, unknown>[] =>
    rows.flatMap((row) => twins(Number(row.digit)).map((digit) => ({...row, digit})));
  const kind = classes.length > DIGITS.length ? "nearest-mean" : "network";
  const rename = (list: {name: string; about?: object}[]) =>
    list.map((run) => (runs(run.name) ? {...run, kind, classes, about: {...run.about, kind}} : run));

  const changes: [RegExp, (body: Buffer) => Buffer][] = [
    [/data\/desk\.[^/]*json$/, json((list) => rename(list as {name: string}[]))],
    [
      /data\/runs\.[^/]*json$/,
      json((all) => ({...(all as object), runs: rename((all as {runs: {name: string}[]}).runs)}))
    ],
    [
      /data\/dataset\.[^/]*json$/,
      json((summary) => {
        const {counts, traits, skew} = summary as Record<string, Record<string, unknown>[]>;
        const n = Math.ceil(classes.length / 10);
        return {
          ...(summary as object),
          classes,
          counts: spread(counts!).map((count) => ({...count, share: Number(count.share) / n})),
          traits: spread(traits!),
          skew: skew!.flatMap(({property, ...rest}) =>
            property === "ink"
              ? [{property, ...rest}]
              : twins(Number(property)).map((label) => ({...rest, property: String(label)}))
          )
        };
      })
    ],
    [/data\/digits\.[^/]*bin$/, (labels) => Buffer.from(Uint8Array.from(labels, relabel))],
    [
      /votes\.[^/]*bin$/,
      (body) => Buffer.from(Uint8Array.from(body, (byte, i) => (i < body.length / 2 ? relabel(byte, i) : byte)))
    ],
    [
      /data\/typical\.[^/]*bin$/,
      (body) =>
        Buffer.concat(
          [0, 1, 2].flatMap((kind) =>
            classes.map((_, label) => body.subarray((10 * kind + (label % 10)) * PIXELS).subarray(0, PIXELS))
          )
        )
    ]
  ];
  return async (context) => {
    await context.route(/\/runs\/[^/]+\/means\.npy$/, (route) => route.fulfill({body: meansFile(classes.length)}));
    await context.route(/\/runs\/[^/]+\/variance\.npy$/, (route) =>
      route.fulfill({body: Buffer.from(formatNpy({shape: [1], values: Float32Array.of(8)}))})
    );
    for (const [pattern, change] of changes) {
      await context.route(pattern, async (route) => {
        const response = await route.fetch();
        await route.fulfill({response, body: change(await response.body())});
      });
    }
  };
}

function json(change: (value: unknown) => unknown): (body: Buffer) => Buffer {
  return (body) => Buffer.from(JSON.stringify(change(JSON.parse(body.toString()))));
}

/** Written digits whose mean is what a class looks like. */
const WRITTEN = 20;

/** Returns the means of so many classes as a .npy file: of the digits, then of images that are all ink. */
function meansFile(classes: number): Buffer {
  const random = randomLcg(0.5);
  const values = new Float32Array(classes * PIXELS).fill(1);
  DIGITS.forEach((_, digit) => {
    const mean = values.subarray(digit * PIXELS, (digit + 1) * PIXELS).fill(0);
    for (let i = 0; i < WRITTEN; ++i) {
      preprocessStrokes(writeDigit(digit, random))!.image.forEach((ink, p) => (mean[p]! += ink / 255 / WRITTEN));
    }
  });
  return Buffer.from(formatNpy({shape: [classes, PIXELS], values}));
}
