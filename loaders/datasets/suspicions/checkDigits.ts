import {randomLcg, shuffler} from "d3";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {take, type Digits} from "../../../src/characters/digits.js";
import {InputError} from "../../../src/inputError.js";
import {SPLIT_NAMES, type MadeSplits} from "../parts/splits.js";
import type {DigitPieces} from "../parts/pieces.js";
import type {Reader} from "./defaultReader.js";
import {judgeSample, type Verdict} from "./judgeSample.js";
import {ORIENTATIONS, putUpright} from "./orientation.js";
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
}

/** Enough to tell half from most; and a second's work at most. */
const SAMPLE = 250;
const SEED = 1;

const AS_IS = "--as-is takes them as they are";

/**
 * Looks at digits that were read for what they may be instead: dark ink on white paper, pixels that go up to 1, images that
 * are transposed or turned, labels that say something else, letters or things. Returns the splits, what can be set right set
 * right, and what was found.
 * @throws InputError for digits that nobody should train on: labels that do not go with their images, images of no digits
 */
export async function checkDigits(
  splits: MadeSplits,
  options: CheckOptions
): Promise<{splits: MadeSplits; suspicions: Suspicion[]}> {
  const checked: MadeSplits = {};
  const suspicions: Suspicion[] = [];
  for (const split of SPLIT_NAMES) {
    const digits = splits[split];
    if (!digits) continue;
    const upToPixels = options.arePictures ? {digits, found: []} : checkPixels(digits, options.asIs);
    const whole = await checkSample(upToPixels.digits, split, options);
    checked[split] = whole.digits;
    suspicions.push(...[...upToPixels.found, ...whole.found].map((one) => ({split, ...one})));
  }
  return {splits: checked, suspicions};
}

interface Checked {
  readonly digits: DigitPieces;
  readonly found: readonly Omit<Suspicion, "split">[];
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
  const sample = reader && takeSample(digits);
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

function refusal({expected, odd}: Extract<Verdict, {kind: "wrong"}>, split: string, source: string): InputError {
  return new InputError(source, expected, `${odd} in the ${split} split (correct them, or insist with --as-is)`);
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

/** Returns some of the digits that have ink, the same ones for as many digits. */
function takeSample(digits: DigitPieces): Digits {
  const shuffle = shuffler(randomLcg(SEED));
  const chosen = shuffle(Uint32Array.from({length: digits.length}, (_, i) => i))
    .subarray(0, SAMPLE)
    .sort();
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
