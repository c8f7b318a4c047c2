import type {Description} from "./describe.js";

/** A measure of how an image is written, as pages show it and files keep it. */
export interface Trait {
  readonly key: keyof Description;
  readonly label: string;
  readonly unit: string;
  /** What it is, in a sentence. */
  readonly about: string;
  /** What of it is told apart: values beyond are kept as the nearest end. */
  readonly min: number;
  readonly max: number;
  /** Decimals that are written. */
  readonly digits: number;
}

/** The measures, in the order in which `traits.bin` keeps them. */
export const TRAITS: readonly Trait[] = [
  {key: "ink", label: "Ink", unit: "of 255", about: "The mean of all 784 pixels.", min: 0, max: 127, digits: 0},
  {
    key: "intensity",
    label: "Intensity",
    unit: "of 255",
    about: "The mean of the pixels that have ink: how dark the strokes are.",
    min: 0,
    max: 254,
    digits: 0
  },
  {
    key: "strokeWidth",
    label: "Stroke width",
    unit: "px",
    about: "The area of the ink by the length of its skeleton.",
    min: 0,
    max: 8,
    digits: 1
  },
  {
    key: "slant",
    label: "Slant",
    unit: "°",
    about: "Degrees from upright, by the second moments of the ink; positive leans to the right.",
    min: -63.5,
    max: 63.5,
    digits: 0
  },
  {
    key: "aspect",
    label: "Width by height",
    unit: "",
    about: "Width by height of the box around the ink.",
    min: 0,
    max: 2,
    digits: 2
  }
];

/** Stands for what a blank image has not. */
export const NO_TRAIT = 255;

/** A trait takes a byte: as many steps from *min* to *max*. */
const STEPS = 254;

/** Returns *value* as a byte, 0 to 254; 255 for NaN. */
export function encodeTrait(value: number, {min, max}: Trait): number {
  if (Number.isNaN(value)) return NO_TRAIT;
  return Math.round((STEPS * (Math.min(max, Math.max(min, value)) - min)) / (max - min));
}

/** Returns the value that a byte stands for, NaN for 255. */
export function decodeTrait(byte: number, {min, max}: Trait): number {
  return byte === NO_TRAIT ? NaN : min + (byte * (max - min)) / STEPS;
}

/** The 5th, 25th, 50th, 75th and 95th percentile of a trait over *n* digits of a class (its index) in a split. */
export interface TraitSpread {
  readonly trait: Trait["key"];
  readonly split: string;
  readonly digit: number;
  readonly n: number;
  readonly low: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly high: number;
}
