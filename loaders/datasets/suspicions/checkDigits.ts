import {randomLcg, shuffler} from "d3";
import {DIGITS, NO_CLASS, type Alphabet} from "../../../src/characters/alphabet.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {take, type Digits} from "../../../src/characters/digits.js";
import {InputError} from "../../../src/inputError.js";
import {areDigits, NAME_CLASSES} from "../labels/labeling.js";
import {SPLIT_NAMES, type MadeSplits} from "../parts/splits.js";
import type {DigitPieces} from "../parts/pieces.js";
import type {Reader} from "./defaultReader.js";
import {judgeSample, type Verdict} from "./judgeSample.js";
import {findLie, isLookAlike} from "./lookAlikes.js";
import {ORIENTATIONS, putUpright, TRANSPOSED} from "./orientation.js";
import {correctPixels, findPixelForm, type PixelForm} from "./pixelForm.js";

/** What was odd about a split, and what was done about it. */
export interface Suspicion {
  readonly split: string;
  readonly done: "set right" | "warned";
  /** A sentence with the numbers and the way out. */
  readonly message: string;
}

export interface CheckOptions {
  /** Who reads a sample; without one only pixels are looked at. */
  readonly reader: Reader | undefined;
  /** Are images and labels to be taken as they are? What is odd is then said and nothing else. */
  readonly asIs: boolean;
  /** Were the pixels made by the project's own preprocessing, which finds what is ink? */
  readonly arePictures: boolean;
  /** What errors call the digits. */
  readonly source: string;
  /** What the labels mean; the ten digits where nothing is said. */
  readonly classes?: Alphabet;
  /** Do images of other alphabets lie transposed by their format, as EMNIST's do? */
  readonly areTransposed?: boolean;
}

/** Enough to tell half from most; and a second's work at most. */
const SAMPLE = 250;
const SEED = 1;

const AS_IS = "--as-is takes them as they are";

/**
 * Looks at digits that were read for what they may be instead: dark ink on white paper, pixels that go up to 1, images that
 * are transposed or turned, labels that say something else, letters or things. Returns the splits, what can be set right set
 * right, and what was found. Of other *classes* than the digits it looks at the pixels, and at how the images lie, as far as
 * digits and letters that look like some tell that; *notes* say where nothing does.
 * @throws InputError for digits that nobody should train on: labels that do not go with their images, images of no digits
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
      ? checkLie(upToPixels.digits, options)
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

/** Images of each class of a sample that is looked at for how it lies: enough for a share, and a second's work at most. */
const OF_CLASS = 25;

/** Puts images of letters or things upright that lie otherwise, by what `findLie` tells or, where it can't, their format. */
async function checkLie(digits: DigitPieces, options: CheckOptions): Promise<Checked> {
  const {reader, asIs, classes = DIGITS, areTransposed = false} = options;
  const sample = reader && takeSample(digits, lookAlikes(digits, classes));
  const lie = sample ? await findLie(sample, classes, reader) : "unknown";
  const format = "the images lie transposed by their format (rows and columns swapped, as in EMNIST's files)";
  if (lie === "upright") return {digits, found: [], notes: areTransposed ? [`${format}, but these are upright`] : []};
  if (lie === "unknown" && !areTransposed) return {digits, found: [], notes: [NOT_CHECKED]};
  const orientation = ORIENTATIONS.find(({name}) => lie !== "unknown" && name === lie.name) ?? TRANSPOSED;
  const isByFormat = areTransposed && orientation === TRANSPOSED;
  if (asIs && isByFormat) return {digits, found: [], notes: [`${format}, and were left so`]};
  const odd =
    lie === "unknown"
      ? format
      : `the images are ${lie.name}: of the classes that look like digits ${percent(lie.asIs)} are read so as they are, ${percent(lie.upright)} put upright`;
  if (asIs) return {digits, found: [{done: "warned", message: odd}]};
  const upright = mapImages(digits, (image) => putUpright(image, orientation));
  if (isByFormat) return {digits: upright, found: [], notes: [`${format}: they were put upright (${AS_IS})`]};
  return {digits: upright, found: [{done: "set right", message: `${odd}: they were put upright (${AS_IS})`}]};
}

const NOT_CHECKED = "whether the images are upright was not checked: nothing here tells how these classes lie";

/** Returns some of the images of each class that looks like a digit, by index, ascending; the same ones for as many images. */
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

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function refusal({expected, odd}: Extract<Verdict, {kind: "wrong"}>, split: string, source: string): InputError {
  const wayOut = odd.includes("letters") ? `correct them; ${NAME_CLASSES}` : "correct them";
  return new InputError(source, expected, `${odd} in the ${split} split (${wayOut}; or insist with --as-is)`);
}

/** Returns digits whose images are what *change* makes of those of *digits*; it is given each and its number. */
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

/** Returns which of *length* images a sample has, ascending; the same ones for as many. */
function sampleIndices(length: number): Uint32Array {
  const shuffle = shuffler(randomLcg(SEED));
  return shuffle(Uint32Array.from({length}, (_, i) => i))
    .subarray(0, SAMPLE)
    .sort();
}

/** Returns those of the *chosen* digits that have ink; *chosen* are indices, ascending. */
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

/** Fewer dark pixels, or pixels that are all alike, are no image to be read. */
const MIN_STROKE = 10;

function hasStrokes(image: Uint8Array): boolean {
  const most = Math.max(...image);
  const dark = image.filter((level) => 2 * level > most).length;
  return most > 0 && dark >= MIN_STROKE && dark < PIXELS;
}
