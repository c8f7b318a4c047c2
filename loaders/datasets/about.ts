import * as v from "valibot";
import {checkAlphabet} from "../../src/characters/alphabet.js";
import {parseJson} from "../../src/parseJson.js";
import type {FileSource} from "./sources/source.js";

/** The file in which a folder describes its digits. */
export const ABOUT = "dataset.json";

/** The fields of a dataset.json. */
const About = v.looseObject({
  name: v.optional(v.string()),
  title: v.optional(v.string()),
  source: v.optional(v.string()),
  license: v.optional(v.string()),
  /** Present only if a program made the digits. */
  generator: v.optional(v.string()),
  /** Leave out bad rows and images? Written by `npm run data -- --skip-bad`. */
  skipBad: v.optional(v.boolean()),
  /** Take images and labels as they are? Written by `npm run data -- --as-is`. */
  asIs: v.optional(v.boolean()),
  /** The classes in order of their labels, from label 0; or the names of the class folders. */
  classes: v.optional(v.array(v.string()))
});
export type About = v.InferOutput<typeof About>;

/** Parses dataset.json; returns {} if there is none. @throws InputError if it is malformed */
export async function readAbout(source: FileSource): Promise<About> {
  if (!source.paths.includes(ABOUT)) return {};
  const bytes = await source.readBytes(ABOUT);
  const name = source.nameOf(ABOUT);
  const about = parseJson(About, new TextDecoder().decode(bytes), name);
  if (about.classes) checkAlphabet(about.classes, `${name}: classes`);
  return about;
}
