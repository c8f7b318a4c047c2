import * as v from "valibot";
import {parseJson} from "../parseJson.js";

const milliseconds = v.pipe(v.number(), v.minValue(0));

/** How long runs take for an image, measured one after another on one machine. */
const TimingsJson = v.object({
  machine: v.string(),
  /** ISO 8601. */
  measured: v.string(),
  /** The number of images. */
  n: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** By the name of the run: milliseconds an image, given alone, and in batches of 100. */
  runs: v.record(v.string(), v.object({alone: milliseconds, batched: milliseconds}))
});

export type Timings = v.InferOutput<typeof TimingsJson>;

/** Parses `timings.json`. *source* names it in errors. @throws InputError for text that is no JSON or has other fields */
export function parseTimings(text: string, source: string): Timings {
  return parseJson(TimingsJson, text, source);
}
