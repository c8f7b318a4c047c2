import {shuffler} from "d3-array";
import {randomLcg} from "d3-random";
import {DIGITS, NO_CLASS, type Alphabet} from "../../../src/characters/alphabet.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {take, type Digits} from "../../../src/characters/digits.js";
import {InputError} from "../../../src/inputError.js";
import {areDigits, NAME_CLASSES} from "../labels/labeling.js";
import {SPLIT_NAMES, type MadeSplits} from "../parts/splits.js";
import type {DigitPieces} from "../parts/pieces.js";
import type {Reader} from "./defaultReader.js";
import {judgeSample, percent, type Verdict} from "./judgeSample.js";
import {findOrientation, isLookAlike} from "./lookAlikes.js";
import {ORIENTATIONS, putUpright, TRANSPOSED} from "./orientation.js";
import {correctPixels, findPixelForm, MIN_STROKE, type PixelForm} from "./pixelForm.js";

/** An odd property of a split, and the action taken. */
export interface Suspicion {
  readonly split: string;
  readonly done: "set right" | "warned";
  /** A sentence with figures and a remedy. */
  readonly message: string;
}

export interface CheckOptions {
  /** Reads a sample; without a reader only pixels are checked. */
  readonly reader: Reader | undefined;
  /** Take images and labels as they are? Odd properties are then only reported. */
  readonly asIs: boolean;
  /** Did the project's own preprocessing make the pixels? It separates ink from paper itself. */
  readonly arePictures: boolean;
  /** The name of the digits in errors. */
  readonly source: string;
  /** The meaning of the labels (default: the ten digits). */
  readonly classes?: Alphabet;
  /** Does the format store images of other alphabets transposed, as EMNIST does? */
  readonly areTransposed?: boolean;
}

/** Sample size: enough to tell half from most, at most a second's work. */
const SAMPLE = 250;
const SEED = 1;

const AS_IS = "--as-is takes them as they are";

/**
 * Checks digits for what they may be instead: dark ink on white paper, pixels up to 1, images that are transposed or
 * turned, labels of another meaning, letters or things. Corrects what it can; returns the splits and what it found. For
 * *classes* other than the digits it checks the pixels, and the orientation by the digits and the letters that look
 * like digits; *notes* say if nothing tells the orientation.
 * @throws InputError for digits unfit for training: labels that do not match their images, images of no digits
 */
export async function checkDigits(
  splits: MadeSplits,
  options: CheckOptions
): Promise<{splits: MadeSplits; suspicions: Suspicion[]; notes: string[]}> {
  const checked: MadeSplits = {};
  const suspicions: Suspicion[] = [];
  const notes = new Set<string>();
  for (const split of SPLIT_NAMES) {
    const digits = splits[split];
    if (!digits) continue;
    const upToPixels = options.arePictures ? {digits, found: []} : checkPixels(digits, options.asIs);
    const areOthers = !areDigits(options.classes ?? DIGITS);
    const whole = await (areOthers
      ? checkOrientation(upToPixels.digits, options)
      : checkSample(upToPixels.digits, split, options));
    for (const note of whole.notes ?? []) notes.add(note);
    checked[split] = whole.digits;
    suspicions.push(...[...upToPixels.found, ...whole.found].map((one) => ({split, ...one})));
  }
  return {splits: checked, suspicions, notes: [...notes]};
}

interface Checked {
  readonly digits: DigitPieces;
  readonly found: readonly Omit<Suspicion, "split">[];
  readonly notes?: readonly string[];
}

function checkPixels(digits: DigitPieces, asIs: boolean): Checked {
  const form = findPixelForm(digits);
  const found = describeForm(form, digits.length);
  if (!found.length) return {digits, found: []};
  if (asIs) return {digits, found: found.map(({odd}) => ({done: "warned", message: odd}))};
  return {
    digits: mapImages(digits, (image, i) => correctPixels(image, i, form)),
    found: found.map(({odd, set}) => ({done: "set right", message: `${odd}: ${set} (${AS_IS})`}))
  };
}

function describeForm({factor, binary, inverted}: PixelForm, n: number): {odd: string; set: string}[] {
  const found = [];
  const highest = Math.round(255 / factor);
  if (factor > 1)
    found.push({odd: `no pixel is above ${highest}, not 255`, set: `all were multiplied by ${round(factor)}`});
  if (binary)
    found.push({odd: `the pixels of ${binary} of ${n} images are 0 or 1, not 0 to 255`, set: "1 was made 255"});
  if (inverted) {
    found.push({
      odd: `${inverted} of ${n} images have dark ink on white paper, not ink 255 on 0`,
      set: "these were inverted"
    });
  }
  return found;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}

async function checkSample(digits: DigitPieces, split: string, {reader, asIs, source}: CheckOptions): Promise<Checked> {
  const sample = reader && takeSample(digits, sampleIndices(digits.length));
  if (!sample) return {digits, found: []};
  const verdict = await judgeSample(sample, {reader, first: digits.labels?.subarray(0, 100)});
  switch (verdict?.kind) {
    case undefined:
      return {digits, found: []};
    case "turned": {
      const orientation = ORIENTATIONS.find(({name}) => name === verdict.name)!;
      if (asIs) return {digits, found: [{done: "warned", message: verdict.odd}]};
      const message = `${verdict.odd}: they were put upright (${AS_IS})`;
      return {
        digits: mapImages(digits, (image) => putUpright(image, orientation)),
        found: [{done: "set right", message}]
      };
    }
    case "odd":
      return {digits, found: [{done: "warned", message: verdict.odd}]};
    case "wrong":
      if (asIs) return {digits, found: [{done: "warned", message: verdict.odd}]};
      throw refusal(verdict, split, source);
  }
}

/** Sample size a class for the orientation: enough for a share, at most a second's work. */
const OF_CLASS = 25;

/** Puts images of letters or things upright: by `findOrientation` or, if it can't tell, by their format. */
async function checkOrientation(digits: DigitPieces, options: CheckOptions): Promise<Checked> {
  const {reader, asIs, classes = DIGITS, areTransposed = false} = options;
  const sample = reader && takeSample(digits, lookAlikes(digits, classes));
  const found = sample ? await findOrientation(sample, classes, reader) : "unknown";
  const format = "the images lie transposed by their format (rows and columns swapped, as in EMNIST's files)";
  if (found === "upright") return {digits, found: [], notes: areTransposed ? [`${format}, but these are upright`] : []};
  if (found === "unknown" && !areTransposed) return {digits, found: [], notes: [NOT_CHECKED]};
  const orientation = ORIENTATIONS.find(({name}) => found !== "unknown" && name === found.name) ?? TRANSPOSED;
  const isByFormat = areTransposed && orientation === TRANSPOSED;
  if (asIs && isByFormat) return {digits, found: [], notes: [`${format}, and were left so`]};
  const odd =
    found === "unknown"
      ? format
      : `the images are ${found.name}: of the classes that look like digits ${percent(found.asIs)} are read so as they are, ${percent(found.upright)} put upright`;
  if (asIs) return {digits, found: [{done: "warned", message: odd}]};
  const upright = mapImages(digits, (image) => putUpright(image, orientation));
  if (isByFormat) return {digits: upright, found: [], notes: [`${format}: they were put upright (${AS_IS})`]};
  return {digits: upright, found: [{done: "set right", message: `${odd}: they were put upright (${AS_IS})`}]};
}

const NOT_CHECKED = "whether the images are upright was not checked: nothing here tells how these classes lie";

/** Samples indices, ascending, of images of each class that looks like a digit. Deterministic for given labels. */
function lookAlikes({labels, length}: DigitPieces, classes: Alphabet): Uint32Array {
  const left = classes.map((name): number => (isLookAlike(name) ? OF_CLASS : 0));
  const chosen = shuffler(randomLcg(SEED))(Uint32Array.from({length}, (_, i) => i)).filter((i) => {
    const label = labels?.[i] ?? NO_CLASS;
    const n = left[label] ?? 0;
    left[label] = n - 1;
    return n > 0;
  });
  return chosen.sort();
}

function refusal({expected, odd}: Extract<Verdict, {kind: "wrong"}>, split: string, source: string): InputError {
  const wayOut = odd.includes("letters") ? `correct them; ${NAME_CLASSES}` : "correct them";
  return new InputError(source, expected, `${odd} in the ${split} split (${wayOut}; or insist with --as-is)`);
}

/** Applies *change* to each image of *digits*, given with its index. */
function mapImages(digits: DigitPieces, change: (image: Uint8Array, i: number) => Uint8Array): DigitPieces {
  return {
    ...digits,
    *images() {
      let i = 0;
      for (const piece of digits.images()) {
        const changed = new Uint8Array(piece.length);
        for (let at = 0; at < piece.length; at += PIXELS) {
          changed.set(change(piece.subarray(at, at + PIXELS), i++), at);
        }
        yield changed;
      }
    }
  };
}

/** Samples indices from *length* images, ascending; always the same ones for the same length. */
function sampleIndices(length: number): Uint32Array {
  const shuffle = shuffler(randomLcg(SEED));
  return shuffle(Uint32Array.from({length}, (_, i) => i))
    .subarray(0, SAMPLE)
    .sort();
}

/** Returns those of the *chosen* digits (indices, ascending) that have ink. */
function takeSample(digits: DigitPieces, chosen: Uint32Array): Digits {
  const images = new Uint8Array(chosen.length * PIXELS);
  const withInk: number[] = [];
  let [before, next] = [0, 0];
  for (const piece of digits.images()) {
    const end = before + piece.length / PIXELS;
    for (; next < chosen.length && chosen[next]! < end; ++next) {
      const at = (chosen[next]! - before) * PIXELS;
      const image = piece.subarray(at, at + PIXELS);
      images.set(image, next * PIXELS);
      if (hasStrokes(image)) withInk.push(next);
    }
    before = end;
    if (next === chosen.length) break;
  }
  const {labels} = digits;
  return take(
    {length: chosen.length, images, ...(labels && {labels: Uint8Array.from(chosen, (i) => labels[i]!)})},
    withInk
  );
}

/** Returns whether an image has ink: images with fewer dark pixels, or of a single level, are not read. */
function hasStrokes(image: Uint8Array): boolean {
  const most = Math.max(...image);
  const dark = image.filter((level) => 2 * level > most).length;
  return most > 0 && dark >= MIN_STROKE && dark < PIXELS;
}
