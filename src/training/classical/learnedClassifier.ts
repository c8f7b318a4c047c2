import type {Digits} from "../../characters/digits.js";
import {normalize} from "../../ink/image/grid.js";
import type {Classifier} from "../../readers/classifier.js";
import {findUnsureBelow} from "../../stats/unsureBelow.js";
import type {Learned} from "../trainRun.js";

/** Resolves to what a training without epochs gives: a *classifier* with its files and facts, measured on *validation*. */
export async function learnedClassifier(
  classifier: Classifier,
  {about, ...rest}: Pick<Learned, "title" | "files" | "about" | "dtype">,
  validation: Digits
): Promise<Learned> {
  const answer = async (images: Float32Array) => ({kept: (await classifier.classify(images)).probabilities});
  const {kept} = await answer(normalize(validation.images));
  const unsureBelow = findUnsureBelow(kept, validation.labels ?? new Uint8Array(0));
  return {...rest, about: {...about, unsureBelow}, history: [], answer};
}
