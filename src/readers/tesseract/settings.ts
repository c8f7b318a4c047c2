import * as v from "valibot";
import {InputError} from "../../inputError.js";
import {parseJson} from "../../parseJson.js";
import type {Isotonic} from "../../stats/isotonic.js";

/** Tesseract's two engines: shape matching of version 3, and the LSTM of versions 4 and 5. */
export const ENGINES = ["legacy", "lstm"] as const;

export type EngineName = (typeof ENGINES)[number];

/** Page segmentation modes that suit an image of one character, by their numbers in Tesseract. */
export const MODES = {line: 7, character: 10, "raw line": 13} as const;

export type ModeName = keyof typeof MODES;

/** How an image is put before Tesseract. */
export interface TesseractSetup {
  readonly engine: EngineName;
  readonly mode: ModeName;
  /** The factor by which the image is enlarged. */
  readonly scale: number;
  /** The white border around the enlarged image, in pixels. */
  readonly border: number;
}

/** A setup, and what turns Tesseract's confidence into the probability that its answer is right. */
export interface TesseractSettings extends TesseractSetup {
  readonly calibration: Isotonic;
}

const shares = v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

const SettingsJson = v.object({
  engine: v.picklist(ENGINES),
  mode: v.picklist(Object.keys(MODES) as ModeName[]),
  scale: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16)),
  border: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(200)),
  calibration: v.object({at: shares, share: shares})
});

/** Formats `settings.json`. */
export function formatSettings(settings: TesseractSettings): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(settings, null, 2)}\n`);
}

/** Parses the text of a `settings.json`; *source* names it in errors. @throws InputError for a field that does not match */
export function parseSettings(text: string, source: string): TesseractSettings {
  const settings = parseJson(SettingsJson, text, source);
  const {at, share} = settings.calibration;
  if (at.length !== share.length)
    throw new InputError(source, "as many shares as confidences in calibration", `${share.length} for ${at.length}`);
  return settings;
}
