import {randomLcg} from "d3-random";
import sharp from "sharp";
import {readPicture as decode} from "../datasets/pictures/decode.js";
import {WASM} from "../paths.js";
import {listRuns, readClassifier} from "../runs/runs.js";
import {SIDE} from "../../src/ink/image/grid.js";
import {imageAt, type Digits} from "../../src/characters/digits.js";
import type {GrayImage} from "../../src/ink/image/image.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {readPicture} from "../../src/readers/segmenter/readPicture.js";
import type {Result, Say} from "./result.js";
import {mapTuple} from "../../src/mapTuple.js";

/** Sizes of the pictures, 4 : 3, with the maximum seconds for one picture on one core. */
const SIZES = [
  {megapixels: 0.5, most: 1},
  {megapixels: 2, most: 1},
  {megapixels: 12, most: 1},
  {megapixels: 50, most: 3}
] as const;

/** Returns a picture's gray level, 0 black to 255 white, at a pixel of a picture of *width* × *height* pixels. */
type Shade = (x: number, y: number, width: number, height: number) => number;

const [PAPER, INK] = [230, 40];

/**
 * Measures the seconds that one core takes from an image file to the digits in it, for several kinds and sizes of
 * pictures. Compares the slowest kind of each size with its limit: 1 s for 12 megapixels, 3 s for 50. The pages show
 * *digits*.
 */
export async function benchPictureGrowth(digits: Digits, say: Say): Promise<Result[]> {
  await startBackend(WASM);
  const classifier = await readClassifier((await listRuns())[0]!);
  const kinds = shades(digits);
  const seconds = async (bytes: Buffer) => {
    const start = process.cpuUsage();
    await readPicture(classifier, (await decode(bytes, "a picture")).gray);
    const {user, system} = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  const results: Result[] = [];
  for (const {megapixels, most} of SIZES) {
    const taken: {kind: string; seconds: number}[] = [];
    for (const [kind, shade] of Object.entries(kinds)) {
      const bytes = await encode(draw(megapixels, shade));
      if (!results.length) await seconds(bytes); // a first run compiles the code
      taken.push({kind, seconds: await seconds(bytes)});
      say(`${megapixels} megapixels, ${kind}: ${taken.at(-1)!.seconds.toFixed(2)} s`);
    }
    const judged = Math.max(...taken.map((each) => each.seconds));
    results.push({
      name: `picture-growth, ${megapixels} megapixels`,
      figures: taken.map((each) => `${each.kind} ${each.seconds.toFixed(2)} s`).join(", "),
      judged,
      target: `≤ ${most} s on one core, the slowest kind`,
      holds: judged <= most
    });
  }
  return results;
}

/** Returns the shade of each kind of picture. */
function shades(digits: Digits): Record<string, Shade> {
  const random = randomLcg(0.7);
  const page = pageOf(digits);
  const edge = (x: number, y: number, width: number, height: number) => Math.min(x, y, width - 1 - x, height - 1 - y) / height; // prettier-ignore
  return {
    page,
    "dark frame": (...at) => (edge(...at) < 0.04 ? 60 : PAPER),
    "page on a dark table": (...at) => (edge(...at) < 0.12 ? 25 + 20 * random() : page(...at)),
    "thick dark ring": (...at) => (Math.abs(edge(...at) - 0.2) < 0.08 ? INK : PAPER),
    noise: () => 255 * random(),
    "squared paper": (x, y, width, height) => {
      const pitch = Math.max(8, Math.round(height / 30));
      return x % pitch < pitch / 16 || y % pitch < pitch / 16 ? 100 : page(x, y, width, height);
    },
    "all black": () => 0,
    stripes: (_x, y, _width, height) => ((y / height) % 0.02 < 0.007 ? INK : PAPER),
    "slanting stripes": (x, y, _width, height) => (((y + 0.06 * x) / height) % 0.02 < 0.007 ? INK : PAPER),
    checkers: (x, y, _width, height) =>
      (Math.floor((60 * x) / height) + Math.floor((60 * y) / height)) % 2 ? INK : PAPER
  };
}

/** Returns the shade of a page with three lines of five digits. */
function pageOf(digits: Digits): Shade {
  return (x, y, width, height) => {
    const [column, row] = [(x / width - 0.2) / 0.12, (y / height - 0.2) / 0.2];
    if (column < 0 || column >= 5 || row < 0 || row >= 3) return PAPER;
    const image = imageAt(digits, 5 * Math.floor(row) + Math.floor(column));
    const [u, v] = mapTuple([(column % 1) * SIDE, (row % 1) * SIDE], Math.floor);
    return PAPER + ((INK - PAPER) * image[v * SIDE + u]!) / 255;
  };
}

function draw(megapixels: number, shade: Shade): GrayImage {
  const height = Math.floor(Math.sqrt(megapixels * 0.75e6));
  const width = Math.floor((height * 4) / 3);
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; ++y) for (let x = 0; x < width; ++x, ++i) data[i] = shade(x, y, width, height);
  return {width, height, data};
}

function encode({width, height, data}: GrayImage): Promise<Buffer> {
  return sharp(data as Uint8Array, {raw: {width, height, channels: 1}})
    .jpeg({quality: 90})
    .toBuffer();
}
