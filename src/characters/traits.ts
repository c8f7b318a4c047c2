import type {Description} from "./describe.js";

/** A measure of handwriting, as pages show it and files store it. */
export interface Trait {
  readonly key: keyof Description;
  readonly label: string;
  readonly unit: string;
  /** What it measures, in a sentence. */
  readonly about: string;
  /** The range that is stored; values beyond it are clamped. */
  readonly min: number;
  readonly max: number;
  /** The number of decimals to show. */
  readonly digits: number;
}

/** The measures, in the order of `traits.bin`. */
export const TRAITS: readonly [Trait, ...Trait[]] = [
  {key: "ink", label: "Ink", unit: "of 255", about: "Mean of all 784 pixels.", min: 0, max: 127, digits: 0},
  {
    key: "intensity",
    label: "Intensity",
    unit: "of 255",
    about: "Mean of the pixels that have ink: how dark the strokes are.",
    min: 0,
    max: 254,
    digits: 0
  },
  {
    key: "strokeWidth",
    label: "Stroke width",
    unit: "px",
    about: "Area of the ink divided by the length of its skeleton.",
    min: 0,
    max: 8,
    digits: 1
  },
  {
    key: "slant",
    label: "Slant",
    unit: "°",
    about: "Degrees from upright, by the second moments of the ink; positive leans right.",
    min: -63.5,
    max: 63.5,
    digits: 0
  },
  {
    key: "aspect",
    label: "Aspect ratio",
    unit: "",
    about: "Width divided by height of the box around the ink.",
    min: 0,
    max: 2,
    digits: 2
  }
];

/** Sentinel for a missing trait of a blank image. */
export const NO_TRAIT = 255;

/** The number of steps from *min* to *max*; a trait is stored in a byte. */
const STEPS = 254;

/** Encodes *value* as a byte, 0 to 254; 255 for NaN. */
export function encodeTrait(value: number, {min, max}: Trait): number {
  if (Number.isNaN(value)) return NO_TRAIT;
  return Math.round((STEPS * (Math.min(max, Math.max(min, value)) - min)) / (max - min));
}

/** Decodes a byte to a value; NaN for 255. */
export function decodeTrait(byte: number, {min, max}: Trait): number {
  return byte === NO_TRAIT ? NaN : min + (byte * (max - min)) / STEPS;
}

/** The 5th, 25th, 50th, 75th and 95th percentiles of a trait over the *n* digits of a class (by index) in a split. */
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
