import {randomLcg} from "d3-random";
import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {layOnPage} from "../../characters/paper.js";
import {preprocess} from "../../ink/preprocess.js";
import {compareWithProof, type Agreement, type Proof} from "../../run/proof.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {classWords} from "../page/classWords.js";
import {formatCount} from "../page/format.js";
import {readSpriteDigit} from "../images/spriteDigit.js";
import {whenSeen} from "../page/whenSeen.js";

/** A run's prediction for an image. */
interface Classified {
  readonly label: number;
  readonly confidence: number;
}

export interface ProofCardOptions {
  /** The classes of the images. */
  readonly classes: Alphabet;
  readonly spriteUrl: SpriteUrl;
  /** Resolves to the build's results. */
  readonly load: () => Promise<Proof>;
  /** Resolves to a run's predictions for *images*, each [784]; rejects with a sentence for the visitor. */
  readonly classify: (run: string, images: readonly Uint8Array[]) => Promise<readonly Classified[]>;
}

/**
 * Returns a card that, once seen, checks that this browser agrees with the build: preprocesses and reads the same
 * images on the same pages, and compares the results value by value.
 */
export function proofCard({classes, spriteUrl, load, classify}: ProofCardOptions): HTMLElement {
  const title = html`<h2>Does this browser agree with the build?</h2>`;
  const sentence = html`<p class="caption" role="status" data-testid="proof">
    It is asked when this comes into view.
  </p>`;
  const card = html`<section class="card">${title}${sentence}</section>`;

  async function prove(): Promise<void> {
    const proof = await load();
    const images = await Promise.all(
      proof.answers.map(async (_, index) => {
        const digit = await readSpriteDigit({split: proof.split, index}, spriteUrl);
        return preprocess(layOnPage(digit, randomLcg(index / 65_536)))?.image ?? new Uint8Array(digit.length);
      })
    );
    const read = proof.run === null ? [] : await classify(proof.run, images);
    const agreement = compareWithProof(proof, images, read);
    title.textContent = proofFinding(agreement, proof);
    sentence.textContent = describeProof(agreement, proof, classes);
  }

  whenSeen(card)
    .then(prove)
    .catch((error: Error) => (sentence.textContent = `It can’t be told: ${error.message}`));
  return card;
}

/** States in a title whether browser and build agree. */
export function proofFinding({n, sameValues, sameDigit}: Agreement, {run}: Pick<Proof, "run">): string {
  const agrees = sameValues === n && (run === null || sameDigit === n);
  return agrees ? "This browser agrees with the build" : "This browser does not agree with the build";
}

/** Describes the agreement, with its figures. */
export function describeProof(
  {n, sameValues, sameDigit, confidenceApart}: Agreement,
  {run, split}: Pick<Proof, "run" | "split">,
  classes: Alphabet
): string {
  const values = `The first ${formatCount(n)} ${split} images were laid on pages and preprocessed by Node when the site was built, and once more here, just now: ${formatCount(sameValues)} of ${formatCount(n)} have the same 784 values, to the bit.`;
  if (run === null) return values;
  const confidences = confidenceApart
    ? `its confidence differs by ${confidenceApart.toExponential(0)} at most`
    : "with the same confidence, to the bit";
  return `${values} ${run} reads the same ${classWords(classes).kind} in ${formatCount(sameDigit)} of them; ${confidences}.`;
}
