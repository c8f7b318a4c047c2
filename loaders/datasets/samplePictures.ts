import {randomLogNormal, randomNormal} from "d3-random";
import sharp, {type Sharp} from "sharp";
import {writeDigit} from "../../src/pen/handwriting.js";
import {drawSegment, type Point, type Stroke} from "../../src/pen/pen.js";
import {findExtent} from "../../src/pen/strokes.js";

type Color = readonly [red: number, green: number, blue: number];

/** How a digit is written: paper, ink and file format. Colors are 0 to 255, lengths are in pixels. */
interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly paper: Color;
  readonly ink: Color;
  /** Standard deviation of the paper's noise, in gray levels; 0 for a clean picture. */
  readonly grain: number;
  /** How much darker the right and bottom edges are than the left and top ones, in gray levels; only with grain. */
  readonly shade: readonly [right: number, bottom: number];
  readonly format: (typeof FORMATS)[number];
  /** Quality of lossy formats, 70 to 95. */
  readonly quality: number;
}

/** File formats, each repeated by its frequency, with the channels that it stores. */
const FORMATS = [
  ...Array<"jpg">(5).fill("jpg"),
  "png-gray",
  "png-gray",
  "png-gray",
  "png-rgb",
  "png-rgb",
  "png-transparent",
  "png-transparent",
  "webp",
  "webp",
  "gif",
  "tif"
] as const;

/** Makes an image file that shows *digit*; returns its bytes and extension. Deterministic for a given *random*. */
export function makePicture(digit: number, random: () => number): Promise<{data: Buffer; extension: string}> {
  const strokes = writeDigit(digit, random);
  const sheet = chooseSheet(random);
  return encode(drawStrokes(strokes, sheet, random), sheet, random);
}

function chooseSheet(random: () => number): Sheet {
  const between = (low: number, high: number) => low + (high - low) * random();
  const gray = (level: number): Color => [level, level, level];
  const colored = (low: number, high: number): Color => [between(low, high), between(low, high), between(low, high)];
  const side = 32 * 5 ** (random() * 0.92); // 32 to 141, log-uniform, so small sides are more frequent
  const aspect = 2 ** between(-0.6, 0.6);
  const clampSide = (length: number) => Math.round(Math.min(160, Math.max(32, length)));
  const format = FORMATS[Math.floor(random() * FORMATS.length)]!;
  const inverted = format !== "png-transparent" && random() < 0.1;
  const light = random() < 0.5 ? gray(255) : random() < 0.5 ? gray(between(235, 255)) : colored(228, 255);
  const dark = random() < 0.6 ? gray(between(0, 60)) : colored(0, 110);
  const worn = format !== "png-transparent" && random() < 0.2;
  return {
    width: clampSide(side * Math.sqrt(aspect)),
    height: clampSide(side / Math.sqrt(aspect)),
    paper: inverted ? dark : light,
    ink: inverted ? light : dark,
    grain: worn ? between(0.3, 3) : 0,
    shade: worn && random() < 0.5 ? [between(-12, 12), between(-12, 12)] : [0, 0],
    format,
    quality: Math.round(between(70, 95))
  };
}

/**
 * Draws strokes at a random place on the sheet; returns the ink coverage of each pixel (0 to 255, [height × width]).
 */
function drawStrokes(strokes: readonly Stroke[], {width, height}: Sheet, random: () => number): Uint8Array {
  const extent = findExtent(strokes)!;
  const longer = Math.max(extent.width, extent.height);
  const pen = longer * Math.min(0.3, Math.max(0.05, randomLogNormal.source(random)(Math.log(0.145), 0.33)()));
  const [inkWidth, inkHeight] = [extent.width + pen, extent.height + pen];
  const margin = Math.max(2, 0.06 * Math.min(width, height));
  const fit = Math.min((width - 2 * margin) / inkWidth, (height - 2 * margin) / inkHeight); // pixels per unit
  const scale = fit * (0.7 + 0.3 * random());
  const left = margin + random() * (width - 2 * margin - scale * inkWidth) + scale * (pen / 2 - extent.x);
  const top = margin + random() * (height - 2 * margin - scale * inkHeight) + scale * (pen / 2 - extent.y);
  const image = {width, height, data: new Uint8Array(width * height)};
  for (const stroke of strokes) {
    const placed = stroke.map(([x, y]): Point => [left + scale * x, top + scale * y]);
    for (let i = 1; i < placed.length; ++i) drawSegment(image, placed[i - 1]!, placed[i]!, (scale * pen) / 2);
  }
  return image.data;
}

/** Encodes ink coverage (0 to 255, [height × width]) as an image file. */
function encode(coverage: Uint8Array, sheet: Sheet, random: () => number): Promise<{data: Buffer; extension: string}> {
  const {width, height, ink, quality, format} = sheet;
  if (format === "png-transparent") {
    const pixels = new Uint8Array(4 * coverage.length);
    for (let i = 0; i < coverage.length; ++i) {
      pixels.set(ink, 4 * i);
      pixels[4 * i + 3] = coverage[i]!;
    }
    return save(sharp(pixels, {raw: {width, height, channels: 4}}).png(), "png");
  }
  const picture = sharp(paint(coverage, sheet, random), {raw: {width, height, channels: 3}});
  switch (format) {
    case "jpg":
      return save(picture.jpeg({quality}), "jpg");
    case "webp":
      return save(picture.webp({quality, effort: 1}), "webp");
    case "gif":
      return save(picture.gif({effort: 1, dither: 0}), "gif");
    case "tif":
      return save(picture.tiff({compression: "lzw"}), "tif");
    case "png-gray":
      return save(picture.toColorspace("b-w").png(), "png");
    case "png-rgb":
      return save(picture.png(), "png");
  }
}

async function save(picture: Sharp, extension: string): Promise<{data: Buffer; extension: string}> {
  return {data: await picture.toBuffer(), extension};
}

/** Paints ink on paper, with the sheet's grain and shade; returns pixels [height × width × 3], 0 to 255. */
function paint(coverage: Uint8Array, sheet: Sheet, random: () => number): Uint8ClampedArray {
  const {width, height, paper, ink, grain, shade} = sheet;
  const noise = randomNormal.source(random)(0, grain);
  const pixels = new Uint8ClampedArray(3 * coverage.length);
  for (let y = 0, i = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x, ++i) {
      const share = coverage[i]! / 255;
      const darker = grain ? noise() + (shade[0] * x) / width + (shade[1] * y) / height : 0;
      for (let c = 0; c < 3; ++c) pixels[3 * i + c] = paper[c]! + share * (ink[c]! - paper[c]!) - darker;
    }
  }
  return pixels;
}
