import {randomLcg} from "d3-random";
import {PIXELS} from "../../src/ink/image/grid.js";
import type {Alphabet} from "../../src/characters/alphabet.js";
import {firstDigits, imageAt, type Digits, type Split} from "../../src/characters/digits.js";
import {layOnPage} from "../../src/characters/paper.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {startBackend} from "../../src/readers/network/backend.js";
import type {Proof} from "../../src/run/proof.js";
import {readImages} from "../../src/readers/segmenter/readImages.js";
import type {Classifier} from "../../src/readers/classifier.js";
import {WASM} from "../paths.js";
import {firstClassifier} from "../runs/runs.js";

/** How many images are compared. */
const IMAGES = 50;

/**
 * Resolves to what Node makes of the first 50 images of a split, each laid on a page as the preprocessing page lays it: the 784
 * values that the network is given, and what *classifier* reads in them, where there is one.
 */
export async function proveBy(split: Split, digits: Digits, classifier?: Classifier): Promise<Proof> {
  const first = firstDigits(digits, IMAGES);
  const images = Array.from({length: first.length}, (_, i) => {
    const page = layOnPage(imageAt(first, i), randomLcg(i / 65_536));
    return preprocess(page)?.image ?? new Uint8Array(PIXELS);
  });
  const read = classifier && (await readImages(classifier, images));
  return {
    split,
    run: classifier?.name ?? null,
    answers: images.map((image, i) => ({
      image: Buffer.from(image).toString("base64"),
      ...(read && {label: read[i]!.label, confidence: read[i]!.confidence})
    }))
  };
}

/** Returns that proof for the last split and the run that the desk asks first. */
export async function deskProof({
  splits,
  classes
}: {
  readonly splits: Readonly<Partial<Record<Split, Digits>>>;
  readonly classes: Alphabet;
}): Promise<Proof> {
  const [split, digits] = Object.entries(splits).at(-1) as [Split, Digits];
  await startBackend(WASM);
  return proveBy(split, digits, await firstClassifier(classes));
}
